/**
 * A module that never ends to load, for a worker that is told so.
 *
 * @module
 */

export function square(value: number): number {
  return value * value;
}

await new Promise(() => {});
