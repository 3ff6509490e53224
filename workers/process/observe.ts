/**
 * Looking on while a process starts children and waits: for charts, logs and debuggers.
 *
 * @module
 */

import { checkOptions } from "../core/_checks.ts";
import { currentTree } from "../core/_root.ts";
import type { ProcessObserver } from "../process_observer.ts";

/**
 * Has an observer told of this process's children, when they start and when they are seen to have ended, and of its waits.
 * A wait that needs no sleep is not told of. There is one observer in a process; children do not inherit it.
 *
 * The observer is called in the midst of the library's work: it should be short, and may use the library, which does
 * not tell it of itself. What it throws is an uncaught error of this process. Without one nothing is spent.
 *
 * @param observer Whom to tell from now on; null for nobody.
 * @throws {TypeError} when it is no object.
 *
 * @example
 * ```ts
 * import { Event, observe } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const waits: string[] = [];
 * const door = new Event();
 * observe({
 *   blocked(what) {
 *     waits.push(what);
 *     door.set();
 *   },
 * });
 * door.waitSync();
 * observe(null);
 * assertEquals(waits, ["an event"]);
 * ```
 * @category Processes
 */
export function observe(observer: ProcessObserver | null): void {
  if (observer !== null) checkOptions("observe", observer);
  currentTree().setObserver("user", observer);
}
