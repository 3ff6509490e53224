/**
 * The groups of a workload by number.
 *
 * @module
 */

import type { WorkloadColumns } from "./workload.ts";

/** The group of processes that name none. */
export const GROUP_DEFAULT = "default";

/** Names of the groups by number: the one of processes that name none comes first. */
export function groupNames(workload: WorkloadColumns): readonly string[] {
  const names = workload.group?.names ?? [];
  return [GROUP_DEFAULT, ...names.filter((name) => name !== GROUP_DEFAULT)];
}
