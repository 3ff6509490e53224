/**
 * A process's way to the helper that has its sockets (`_socket_hub.ts`).
 *
 * @module
 */

import { childrenOf } from "../process/_children.ts";
import { named } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import type { SocketHub } from "./_socket_hub.ts";
import type { Tree } from "../core/_tree.ts";
import { WorkerDied } from "../errors.ts";
import { Manager } from "../manager/manager.ts";
import type { Managed } from "../manager/manager_object.ts";
import { HELPER } from "../manager/manager_options.ts";

/** The helper's object. */
export type Hub = Managed<SocketHub>;

/** How an observer is told of the wait for it. */
const HELP = "the helper for sockets";

interface Helper {
  manager: Manager;
  hub: Hub | null;
  making: Promise<Hub> | null;
}

const helpers = new WeakMap<Tree, Helper>();

function helperOf(): Helper {
  const tree = currentTree();
  let helper = helpers.get(tree);
  if (helper === undefined || !helper.manager.isAlive()) {
    childrenOf(tree); // before the exit handlers that its users register
    const manager = new Manager({ name: "Sockets", [HELPER]: true } as object);
    helpers.set(tree, helper = { manager, hub: null, making: null });
  }
  return helper;
}

function hubType() {
  return Manager.register<SocketHub, [], never>({
    module: new URL("./_socket_hub.ts", import.meta.url),
    type: "SocketHub",
  });
}

/** Does something with the helper, once more where it ended for want of work at this moment. */
export async function withHub<T>(action: (hub: Hub) => Promise<T>): Promise<T> {
  for (let attempt = 0;; attempt++) { // twice at most
    const helper = helperOf();
    try {
      helper.hub ??= await (helper.making ??= helper.manager.create(hubType(), [], named(HELP)));
      return await action(helper.hub);
    } catch (error) {
      if (attempt > 0 || !hasEnded(error)) throw error;
    }
  }
}

/** The same; blocks the thread. */
export function withHubSync<T>(action: (hub: Hub) => T): T {
  for (let attempt = 0;; attempt++) { // twice at most
    const helper = helperOf();
    try {
      helper.hub ??= helper.manager.createSync(hubType(), [], named(HELP));
      return action(helper.hub);
    } catch (error) {
      if (attempt > 0 || !hasEnded(error)) throw error;
    }
  }
}

function hasEnded(error: unknown): boolean {
  return error instanceof WorkerDied && error.exitCode === 0;
}
