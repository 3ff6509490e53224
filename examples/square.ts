/** The square of a number; a target for examples. */
export function square(value: number): number {
  return value * value;
}
