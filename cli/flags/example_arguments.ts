/**
 * The arguments that name built-in workloads.
 *
 * @module
 */

import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";

/** What stands before the name of a built-in workload. */
export const EXAMPLE_PREFIX = "example:";

/** The names of the built-in workloads. */
export const EXAMPLE_NAMES: readonly string[] = EXAMPLE_WORKLOADS.map(({ name }) => name);

/** The arguments that name them. */
export const EXAMPLE_ARGUMENTS: readonly string[] = EXAMPLE_NAMES.map((name) => EXAMPLE_PREFIX + name);
