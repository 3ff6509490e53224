/**
 * How the root ends. Workers are not referenced, so that `beforeunload` comes when the root's own code has ended; it is put
 * off until what belongs to the end is done, and comes again then. `Deno.exit` and an uncaught error lead to the same end, as in a child:
 * Deno by itself would end the children in the midst of what they do.
 *
 * @module
 */

import { say } from "../core/_say.ts";
import { onUncaught, ProcessEnded, type Tree } from "../core/_tree.ts";
import { endOwnCode } from "./_ending.ts";

/**
 * How long threads of ended processes may run on at the end of the program: in turns of its event loop, which take longer where the
 * machine is so busy that others get on slowly too.
 */
const LAST_TURNS = 40;
const LAST_TURN_MS = 10;

/** What the end needs of the root's children. */
interface Children {
  /** Reaps those that have ended. */
  poll(): void;
  /** Ends those that would outlive this program. */
  killSystem(): void;
  /** Those that have ended, and whose threads may still run. */
  readonly leaving: Iterable<{ isLeaving(): boolean; reportStuck(): void }>;
}

/** Arranges the root's end. Once for each tree. */
export function endWithRoot(tree: Tree, children: Children): void {
  new RootEnd(tree, children).arrange();
}

class RootEnd {
  readonly #tree: Tree;
  readonly #children: Children;
  readonly #exitNow = Deno.exit;
  /** The end that is under way: there is never another beside it. */
  #ending: Promise<void> | null = null;
  /** Deno.exit or an error has ended it: its event loop may hold more, which is not waited for. */
  #leaving = false;
  #lastTurns = LAST_TURNS;

  constructor(tree: Tree, children: Children) {
    this.#tree = tree;
    this.#children = children;
  }

  arrange(): void {
    addEventListener("beforeunload", (event) => this.#unload(event));
    addEventListener("unload", () => this.#children.killSystem());
    // How a test ends is for `deno test` to say, which listens to no events. Elsewhere `Deno.test` does nothing.
    if (Deno.test.name !== "noopTest") return;
    Deno.exit = (code) => {
      const { leaveExitHandler } = this.#tree;
      if (this.#leaving && leaveExitHandler === null) this.#exitNow(code); // who asks again does not want to wait
      if (typeof code === "number") Deno.exitCode = code | 0; // anything else leaves it, as Deno does
      leaveExitHandler?.();
      void this.#leave();
      throw new ProcessEnded();
    };
    onUncaught(globalThis, (error, inPromise) => {
      if (error instanceof ProcessEnded) return; // thrown by Deno.exit
      say(`error: Uncaught${inPromise ? " (in promise)" : ""}`, error);
      Deno.exitCode ||= 1;
      void this.#leave();
    });
  }

  #unload(event: Event): void {
    this.#children.poll();
    if (this.#tree.hasEndings) {
      event.preventDefault();
      void this.#end();
      return;
    }
    if (this.#threadsRun() && this.#lastTurns-- > 0) {
      event.preventDefault();
      setTimeout(() => {}, LAST_TURN_MS); // the event comes again after it
      return;
    }
    this.#reportStuck();
  }

  #end(): Promise<void> {
    return this.#ending ??= endOwnCode(this.#tree, (error) => {
      say("An exit handler failed:", error);
      Deno.exitCode ||= 1;
    }).finally(() => this.#ending = null);
  }

  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    await Promise.resolve(); // what called Deno.exit unwinds first
    await this.#end();
    while (this.#threadsRun() && this.#lastTurns-- > 0) {
      await new Promise((resolve) => setTimeout(resolve, LAST_TURN_MS));
    }
    this.#reportStuck();
    this.#exitNow();
  }

  #threadsRun(): boolean {
    return [...this.#children.leaving].some((child) => child.isLeaving());
  }

  #reportStuck(): void {
    for (const child of [...this.#children.leaving]) if (child.isLeaving()) child.reportStuck();
  }
}
