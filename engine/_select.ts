/**
 * Order statistics without a full sort.
 *
 * @module
 */

/** Buckets of {@linkcode selectRanks}: their counts fit into the first-level cache. */
const BUCKETS = 1 << 12;
/** With fewer values than this, the buckets cost more than they save. */
const FEW = 1 << 13;

/**
 * The values that would stand at `ranks` in ascending order; the ranks ascend, and `min` and `max` are those of the values.
 * O(n) as `selectRank` is, but mostly without a branch that depends on the values, which a CPU cannot foresee: each is counted
 * in a bucket by size, and only a rank's own bucket is looked into. The order of `values` may change.
 */
export function selectRanks(
  values: Float64Array,
  ranks: readonly number[],
  { min, max }: { min: number; max: number },
): number[] {
  const range = max - min;
  if (values.length < FEW || !(range > 0 && range < Infinity)) return selectEach(values, ranks);
  const scale = range < BUCKETS ? 1 : (BUCKETS - 1) / range;
  const counts = new Uint32Array(BUCKETS);
  for (let index = 0; index < values.length; index += 1) counts[(values[index] - min) * scale | 0] += 1;
  const selected: number[] = [];
  let bucket = 0;
  let below = 0;
  let members = { bucket: -1, values: new Float64Array(0) };
  for (const rank of ranks) {
    while (below + counts[bucket] <= rank) below += counts[bucket++];
    if (members.bucket !== bucket) {
      const found = takeMembers(values, { min, scale, bucket, count: counts[bucket] });
      // A bucket that holds a large part of the values saves nothing.
      if (found === null) return selectEach(values, ranks);
      members = { bucket, values: found };
    }
    selected.push(selectRank(members.values, Math.min(rank - below, members.values.length - 1)));
  }
  return selected;
}

/** The values of a bucket, one of them where all are equal; `null` if they are many and differ. */
function takeMembers(
  values: Float64Array,
  { min, scale, bucket, count }: { min: number; scale: number; bucket: number; count: number },
): Float64Array<ArrayBuffer> | null {
  if (count > values.length >> 3) {
    let least = Infinity;
    let greatest = -Infinity;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index];
      const isMember = ((value - min) * scale | 0) === bucket;
      least = Math.min(least, isMember ? value : Infinity);
      greatest = Math.max(greatest, isMember ? value : -Infinity);
    }
    return least === greatest ? Float64Array.of(least) : null;
  }
  const members = new Float64Array(count);
  let found = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (((value - min) * scale | 0) === bucket) members[found++] = value;
  }
  return members;
}

/** One rank after the other; what the one before left in order is not looked at again. */
function selectEach(values: Float64Array, ranks: readonly number[]): number[] {
  let from = 0;
  return ranks.map((rank) => {
    const value = selectRank(values, rank, from);
    from = rank;
    return value;
  });
}

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
