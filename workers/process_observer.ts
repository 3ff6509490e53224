/**
 * What an observer of a process is told.
 *
 * @module
 */

/**
 * Who is told about a process. Every method is optional.
 *
 * @example
 * ```ts
 * import { Event, observe, type ProcessObserver } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: string[] = [];
 * const door = new Event();
 * const observer: ProcessObserver = {
 *   blocked(what) {
 *     seen.push(`waits for ${what}`);
 *     door.set();
 *   },
 *   resumed: (what) => seen.push(`has waited for ${what}`),
 * };
 * observe(observer);
 * door.waitSync();
 * observe(null);
 * assertEquals(seen, ["waits for an event", "has waited for an event"]);
 * ```
 * @category Processes
 */
export interface ProcessObserver {
  /** This process has started a child. */
  started?(child: ChildDescription): void;
  /** This process has seen that a child of its has ended. */
  ended?(child: ChildDescription & { readonly exitCode: number }): void;
  /** This process waits: its thread sleeps, or a task of it. `what` says for what. */
  blocked?(what: string): void;
  /** A wait that was told to `blocked` is over, whatever came of it. */
  resumed?(what: string): void;
}

/**
 * A child, as an observer is told of it.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { type ChildDescription, observe, Process } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const started: string[] = [];
 * observe({ started: ({ name, daemon }: ChildDescription) => started.push(`${name}${daemon ? ", a daemon" : ""}`) });
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const child = new Process({ module, target: square, args: [7], name: "squaring", daemon: true });
 * child.start();
 * await child.join();
 * observe(null);
 * assertEquals(started, ["squaring, a daemon"]);
 * ```
 * @category Processes
 */
export interface ChildDescription {
  /** Its name. */
  readonly name: string;
  /** Its pid. */
  readonly pid: number;
  /** Whether it is a daemon. */
  readonly daemon: boolean;
}
