/**
 * The suites by name, each made of one or more files that export `suite`; a file is loaded only if its suite is run.
 *
 * @module
 */

import type { Suite } from "./suite.ts";

/** Loads a part of a suite. */
export type SuiteLoader = () => Promise<{ suite: Suite }>;

/** In the order in which they run. */
export const SUITES: Readonly<Record<string, readonly SuiteLoader[]>> = {
  "limits": [() => import("./limits/suite.ts")],
  "engine": [() => import("./engine/suite.ts")],
  "sync": [() => import("./workers/sync_suite.ts"), () => import("./workers/manager_suite.ts")],
  "pool": [() => import("./workers/pool_suite.ts")],
  "crash": [() => import("./workers/crash_suite.ts")],
  "spawn": [() => import("./workers/spawn_suite.ts")],
  "end-to-end": [() => import("./end_to_end/suite.ts")],
  "page": [() => import("./page/suite.ts")],
};
