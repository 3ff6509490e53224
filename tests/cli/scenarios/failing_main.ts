/**
 * The program of a scenario that fails.
 *
 * @module
 */

export function main(): void {
  throw new TypeError("a failing main");
}
