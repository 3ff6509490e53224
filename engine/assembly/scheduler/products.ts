// Products of two whole numbers up to 2^53 - 1 compared exactly, so that fractions are.

/** The high half of a product. */
export function highProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff, aHigh = a >> 32, bLow = b & 0xffffffff, bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  return aHigh * bHigh + (middle >> 32) + ((aLow * bHigh + (middle & 0xffffffff)) >> 32);
}

/** Whether a * b is greater than c * d. */
export function goesBeforeByProduct(a: f64, b: f64, c: f64, d: f64): bool {
  const left = a * b, right = c * d;
  if (left < 4503599627370496 && right < 4503599627370496) return left > right;
  const high = highProduct(u64(a), u64(b)), otherHigh = highProduct(u64(c), u64(d));
  if (high != otherHigh) return high > otherHigh;
  return u64(a) * u64(b) > u64(c) * u64(d);
}
