/**
 * Counted resources of a workload, as columns.
 *
 * @module
 */

/**
 * The counted resources that processes take.
 *
 * @example
 * ```ts
 * import { type ResourceColumns, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { resources } = toColumns({ processes: [{ bursts: 1 }, { bursts: 1, resources: { tape: 2 } }] });
 * const expected: ResourceColumns = { of: Uint32Array.of(0, 1), sets: [{ tape: 2 }] };
 * assertEquals(resources, expected);
 * ```
 * @category Workloads
 */
export interface ResourceColumns {
  /** By row: 0 for none, or the number of an entry of `sets`, from 1. */
  of: Uint32Array;
  /** How many of each resource, by name. */
  sets: readonly Readonly<Record<string, number>>[];
}
