/**
 * Workers that do not hold up the program's end.
 *
 * @module
 */

/** Deno keeps a worker's `unref` under a symbol without a name; without it a stuck thread would hold the exit. */
export function unreferenced(worker: Worker): Worker {
  const unref = Object.getOwnPropertySymbols(Worker.prototype).find((symbol) => !symbol.description);
  if (unref !== undefined) (worker as unknown as Record<symbol, (referenced: boolean) => void>)[unref](false);
  return worker;
}
