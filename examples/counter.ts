/**
 * A counter; a class for examples of managers.
 *
 * @category Examples
 */
export class Counter {
  #count: number;

  /** A counter that begins at `count`. */
  constructor(count = 0) {
    this.#count = count;
  }

  /** Adds, and gives the new count. */
  add(step: number): number {
    return this.#count += step;
  }
}
