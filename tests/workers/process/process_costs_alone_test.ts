/**
 * What processes cost the program that they are of, and give back: threads and open files, which are counted for the whole
 * program.
 *
 * @module
 */

import { assert } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { Event } from "../../../workers/sync/event.ts";
import type { Process } from "../../../workers/process/process.ts";
import { joinAll, LONG_MS, soak, startIn, until } from "../support.ts";
import * as python from "./python_targets.ts";
import * as target from "./targets_end.ts";

const PYTHON = new URL("./python_targets.ts", import.meta.url);
const start = startIn(new URL("./targets_end.ts", import.meta.url));

Deno.test("Process costs no more memory and files the more siblings it has, as CPython's test_child_fd_inflation", async () => {
  const { core, self } = currentTree();
  const files = () => Deno.build.os === "linux" ? [...Deno.readDirSync("/proc/self/fd")].length : 0;
  const never = new Event();
  const processes: Process<never>[] = [];
  const costs: { bytes: number; files: number }[] = [];
  const COUNT = 16;
  for (let count = 0; count < COUNT; count++) {
    const before = { bytes: core.usedBytes(self), files: files() };
    const ready = new Event();
    processes.push(startIn(PYTHON)(python.waitFor, never, ready) as never);
    assert(await ready.wait(LONG_MS));
    costs.push({ bytes: core.usedBytes(self) - before.bytes, files: files() - before.files });
  }
  // One file more for each sibling would be eight more in the second half.
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
  for (const [what, slack] of [["bytes", 64], ["files", 4]] as const) {
    const values = costs.map((cost) => cost[what]);
    const [early, late] = [values.slice(0, COUNT / 2), values.slice(COUNT / 2)].map(median);
    assert(late <= early + slack, `${what}: ${values}`);
  }
  for (const process of processes) process.kill();
  await joinAll(...processes as never[]);
});

/** Threads of this program, as Linux counts them. */
function threadCount(): number {
  return Number(/^Threads:\s+(\d+)/m.exec(Deno.readTextFileSync("/proc/self/status"))![1]);
}

Deno.test({
  name: "Process leaves no thread behind, ended or killed",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await joinAll(start(target.setExitCode)); // pools of threads exist now
    const before = threadCount();
    for (let turn = 0; turn < (soak ? 100 : 3); turn++) {
      const ended = Array.from({ length: 4 }, () => start(target.setExitCode));
      const killed = Array.from({ length: 4 }, () => start(target.neverEnds));
      await joinAll(...ended);
      for (const process of killed) process.kill();
      await joinAll(...killed);
    }
    await until(`as many threads as before: ${before}`, () => threadCount() <= before);
  },
});
