/**
 * Takes a worked example into the page: its jobs, its policy, its book's conventions.
 *
 * @module
 */

import { batch } from "@preact/signals";
import type { WorkedExample } from "../../analysis/verify/worked_example.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { optionText } from "../../engine/option_text.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { tableOf } from "../jobs/table_text.ts";
import type { Page } from "../page.ts";

/** Replaces jobs, policies and machine, and goes to the chart. What was there can be had back. */
export function loadExample(page: Page, name: string, { workload, options }: WorkedExample): void {
  const { policy, ...given } = options;
  const own: Record<string, string> = {};
  const machine: Record<string, string> = {};
  for (const [option, value] of Object.entries(given)) {
    const texts = MACHINE_OPTIONS.some((spec) => spec.name === option) ? machine : own;
    texts[option] = optionText(value);
  }
  batch(() => {
    page.replaceJobs(tableOf(toColumns(workload), name));
    const { state } = page;
    state.policies.value = [{ policy, options: own }];
    state.machine.value = machine;
    state.shown.value = 0;
    state.cursor.value = null;
    state.view.value = "chart";
  });
}
