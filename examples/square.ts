/**
 * The square of a number; a target for examples.
 *
 * @category Examples
 */
export function square(value: number): number {
  return value * value;
}
