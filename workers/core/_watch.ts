/**
 * What `wait()` needs of the things it waits for.
 *
 * @module
 */

/** Something that can be waited for together with others. */
export interface Watchable {
  /** Asks to be told at the bell of this process. */
  watch(): void;
  /** Whether it is ready. */
  ready(): boolean;
  /** Address of the object of which any other holder may make it ready; or of the word for the end of a process. */
  readonly object?: number;
  readonly end?: number;
}

const watchables = new WeakMap<object, Watchable>();

/** Makes an object one that `wait()` accepts. */
export function makeWatchable(object: object, watchable: Watchable): void {
  watchables.set(object, watchable);
}

/** What was registered. */
export function watchableOf(object: object): Watchable | undefined {
  return watchables.get(object);
}
