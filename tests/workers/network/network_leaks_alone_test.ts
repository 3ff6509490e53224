/**
 * What connections to a manager over a network give back: shared memory, objects, descriptors, threads.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import "../../../workers/network/network.ts";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { collectGarbage } from "../garbage.ts";
import { LONG_MS, soak, until } from "../support.ts";

const authKey = new TextEncoder().encode("secret");

function usedBytes(): number {
  const { core, self } = currentTree();
  return core.usedBytes(self);
}

function countOf(folder: string): number {
  return Deno.build.os === "linux" ? [...Deno.readDirSync(folder)].length : 0;
}

async function turn(): Promise<void> {
  const manager = await Manager.open({ address: { port: 0 }, authKey });
  for (let client = 0; client < 3; client++) {
    using remote = await Manager.connect(manager.address!, { authKey }, LONG_MS);
    const dict = await remote.dict<string, number>({ n: 0 });
    assertEquals(dict.incrementSync("n"), 1);
    assertEquals(await dict.increment("n"), 2);
  }
  await until("what the clients had is gone", () => manager.objectCountSync() === 0);
  await manager.shutdown();
}

Deno.test("Managers on a network and their clients give everything back", async () => {
  await turn();
  const rest = async () => {
    await until("the helper of sockets has gone", () => activeChildren().length === 0 && usedBytes() < 2 ** 18);
    collectGarbage();
    return [usedBytes(), countOf("/proc/self/fd"), countOf("/proc/self/task")];
  };
  const [bytes, descriptors, threads] = await rest();
  for (let count = 0; count < (soak ? 100 : 3); count++) await turn();
  await until("no more than before", () => {
    collectGarbage();
    return usedBytes() <= bytes && countOf("/proc/self/fd") <= descriptors && countOf("/proc/self/task") <= threads + 2;
  });
});
