/**
 * How the own code of a process ends, in the root as in a child, in the order of CPython's `atexit`: what `atExit` registered, the last
 * first; then the library's finalizers (pools); then daemons are ended and the other children joined; then what is still on its way is
 * waited for (awaited puts). What throws is reported, and the rest is done nevertheless.
 *
 * @module
 */

import { ProcessEnded, type Tree } from "../core/_tree.ts";

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
  } while (tree.hasEndings && !tree.core.isEnded(tree.self));
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
