/**
 * How the own code of a process ends, in the root as in a child, in the order of CPython's `atexit`: what `atExit` registered, the last
 * first; then the library's finalizers (pools); then daemons are ended and the other children joined; then what is still on its way is
 * waited for (awaited puts). What throws is reported, and the rest is done nevertheless.
 *
 * @module
 */

import { ProcessEnded, type Tree } from "../core/_tree.ts";

/** Whether there is anything to do when the own code of this process has ended. */
export function hasEndings({ exitHandlers, finalizers, farewells, children }: Tree): boolean {
  return exitHandlers.length > 0 || finalizers.size > 0 || farewells.size > 0 || (children?.areLeft() ?? false);
}

/** Does all of it, also what is registered meanwhile. @param failed Told of each error. */
export async function endOwnCode(tree: Tree, failed: (error: unknown) => void | Promise<void>): Promise<void> {
  const { exitHandlers, finalizers, farewells } = tree;
  const attempt = async (action: (() => unknown) | undefined) => {
    try {
      if (!tree.core.isEnded(tree.self)) await action?.();
    } catch (error) {
      if (!(error instanceof ProcessEnded)) await failed(error); // that is Deno.exit in a handler
    }
  };
  do {
    for (let handler = exitHandlers.pop(); handler !== undefined; handler = exitHandlers.pop()) {
      const left = new Promise<void>((resolve) => tree.leaveExitHandler = resolve);
      await Promise.race([attempt(handler), left]);
      tree.leaveExitHandler = null;
    }
    await attemptEach(finalizers, attempt);
    await attempt(tree.children?.end);
    await attemptEach(farewells, attempt);
  } while (hasEndings(tree) && !tree.core.isEnded(tree.self));
}

async function attemptEach(
  actions: Set<() => unknown>,
  attempt: (action: () => unknown) => Promise<void>,
): Promise<void> {
  for (const action of actions) {
    actions.delete(action);
    await attempt(action);
  }
}

/** What a listener of uncaught errors is called in: a worker's scope, or the root's. */
type Scope = Pick<EventTarget, "addEventListener">;

/**
 * Calls `handle` with each uncaught error that no listener of the user's prevents, as Deno would end the thread for it. To be called before
 * the user's code, where possible: its listeners come after this one. A rejection that listeners of `node:process` wait for is left to
 * them, as Deno leaves it.
 */
export function onUncaught(scope: Scope, handle: (error: unknown, inPromise: boolean) => void): void {
  const listen = (event: Event) => {
    if (event.defaultPrevented) return;
    const inPromise = event.type !== "error";
    const error = inPromise ? (event as PromiseRejectionEvent).reason : (event as ErrorEvent).error;
    if (inPromise && !(error instanceof ProcessEnded) && nodeListens()) return; // Deno calls them after this event's listeners
    event.preventDefault(); // the runtime looks when all listeners were called, and would end the thread at once
    if (error instanceof ProcessEnded) {
      event.stopImmediatePropagation(); // no error of the user's
      return handle(error, inPromise);
    }
    let prevented = false;
    event.preventDefault = () => void (prevented = true);
    queueMicrotask(() => {
      if (!prevented || !event.cancelable) handle(error, inPromise);
    });
  };
  scope.addEventListener("error", listen);
  scope.addEventListener("unhandledrejection", listen);
}

/** Whether there are listeners of `node:process` that are told of rejections. That module is loaded for it, and not before there is an error. */
function nodeListens(): boolean {
  const { process } = globalThis as { process?: { listenerCount?(name: string): number } };
  const count = (name: string) => process?.listenerCount?.(name) ?? 0;
  return count("unhandledRejection") + count("uncaughtException") > 0;
}
