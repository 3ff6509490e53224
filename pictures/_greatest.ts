/**
 * The greatest of any number of values: a call with a hundred thousand arguments exceeds the stack.
 *
 * @module
 */

/** The greatest of the values, and at least `least`. */
export function greatestOf(values: readonly number[], least: number): number {
  return values.reduce((most, value) => Math.max(most, value), least);
}
