/**
 * Order statistics without a full sort.
 *
 * @module
 */

/**
 * Moves the value that would stand at `rank` in ascending order there, lesser ones before it, greater ones after it.
 * Quickselect with the median of three as pivot; a span that shrinks too slowly is sorted instead, so the cost is
 * O(n) as a rule and O(n log n) at worst.
 */
export function selectRank(values: Float64Array, rank: number, from = 0, to = values.length): number {
  let low = from;
  let high = to - 1;
  let patience = 2 * Math.ceil(Math.log2(Math.max(2, to - from)));
  while (high - low > 32) {
    if (patience-- === 0) {
      values.subarray(low, high + 1).sort();
      return values[rank];
    }
    const pivot = medianOfThree(values[low], values[(low + high) >>> 1], values[high]);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left += 1;
      while (values[right] > pivot) right -= 1;
      if (left > right) break;
      const value = values[left];
      values[left++] = values[right];
      values[right--] = value;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else return values[rank];
  }
  values.subarray(low, high + 1).sort();
  return values[rank];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
