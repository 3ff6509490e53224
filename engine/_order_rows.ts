/**
 * The order of rows by whole numbers, in linear time and typed arrays: the same for a hundred rows and a hundred million.
 *
 * @module
 */

import type { WorkloadColumns } from "./workload.ts";

/**
 * The rows in the order (arrival, pid), or `null` if they stand so already. A radix sort: O(rows), stable.
 */
export function orderRows(workload: WorkloadColumns): Uint32Array | null {
  const { arrival, pid } = workload;
  const count = arrival.length;
  let ordered = true;
  for (let row = 1; row < count && ordered; row += 1) {
    const before = arrival[row - 1];
    ordered = before < arrival[row] || (before === arrival[row] && (pid === undefined || pid[row - 1] < pid[row]));
  }
  if (ordered) return null;
  let rows = Uint32Array.from({ length: count }, (_, row) => row);
  if (pid !== undefined) rows = radixSort(rows, pid);
  return radixSort(rows, arrival);
}

/** `rows` in ascending order of their keys, whole numbers from 0 to 2^53 - 1; rows with equal keys keep their order. O(rows). */
export function radixSort(rows: Uint32Array<ArrayBuffer>, keys: Float64Array): Uint32Array<ArrayBuffer> {
  let greatest = 0;
  for (const key of keys) if (key > greatest) greatest = key;
  let from = rows;
  let to = new Uint32Array(rows.length);
  for (let unit = 1; unit <= greatest; unit *= 0x10000) {
    const starts = new Uint32Array(0x10001);
    for (const row of from) starts[Math.floor(keys[row] / unit) % 0x10000 + 1] += 1;
    for (let digit = 1; digit <= 0x10000; digit += 1) starts[digit] += starts[digit - 1];
    for (const row of from) to[starts[Math.floor(keys[row] / unit) % 0x10000]++] = row;
    [from, to] = [to, from];
  }
  return from;
}
