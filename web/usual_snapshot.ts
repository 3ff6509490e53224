/**
 * What the page begins with where nobody gave it a state: a table of a textbook under two policies.
 *
 * @module
 */

import { toColumns } from "../engine/workload/columns.ts";
import { EXAMPLE_WORKLOADS } from "../engine/workload/examples.ts";
import { tableOf } from "./jobs/table_text.ts";
import { type Snapshot, SNAPSHOT_VERSION } from "./state.ts";

/** The first state of the page. */
export function usualSnapshot(): Snapshot {
  return {
    version: SNAPSHOT_VERSION,
    jobs: tableOf(toColumns(EXAMPLE_WORKLOADS[0].workload)),
    policies: [{ policy: "rr", options: {} }, { policy: "srtf", options: {} }],
    own: [],
    machine: {},
    shown: 0,
    view: "chart",
    cursor: null,
    language: "auto",
    theme: "auto",
    patterns: false,
    views: {},
  };
}
