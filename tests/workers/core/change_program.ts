/**
 * A tree whose processes are in the midst of everything while it comes to span address spaces, which a tree does once: spanning_test.ts runs
 * it. All go on afterwards.
 */
import { assert } from "@std/assert";
import { Lock, Pipe, Pool, Process, SharedArray } from "../../../workers/mod.ts";
import { until } from "../support.ts";
import * as target from "./space_targets.ts";

const module = new URL("./space_targets.ts", import.meta.url);

if (import.meta.main) {
  const counts = new SharedArray("int32", 5, { lock: false });
  // deno-lint-ignore no-explicit-any -- targets of any kind
  const begin = (run: (...args: any[]) => unknown, args: unknown[], startMethod: "worker" | "spawn" = "worker") => {
    const process = new Process({ module, target: run as never, args: args as never, startMethod });
    process.start();
    return process;
  };
  const [blocking, echoing] = Pipe();
  const [awaiting, echoingToo] = Pipe();
  const lock = new Lock();
  const processes = [
    begin(target.pingSync, [blocking, counts, 0]),
    begin(target.echoSync, [echoing]),
    begin(target.ping, [awaiting, counts, 1]),
    begin(target.echo, [echoingToo]),
    begin(target.lockForEver, [lock, counts, 2]),
    begin(target.lockForEver, [lock, counts, 3]),
  ];
  const pool = new Pool({ module, processes: 2 });
  let isOver = false;
  let tasks = 0;
  const pumping = (async () => {
    for (; !isOver; tasks++) await pool.map(target.square, [1, 2, 3, 4]);
  })();
  const goesOn = async (when: string, indices: number[]) => {
    const before = [...counts.view, tasks];
    await until(`all go on ${when}`, () => {
      const now = [...counts.view, tasks];
      return indices.every((index) => now[index] > before[index] + 3);
    });
  };
  await goesOn("before", [0, 1, 2, 3, 5]);
  processes.push(begin(target.lockForEver, [lock, counts, 4], "spawn"));
  await goesOn("after the change", [0, 1, 2, 3, 5]);
  await goesOn("with the other space", [0, 1, 2, 3, 4, 5]);
  isOver = true;
  await pumping;
  pool.close();
  assert(await pool.join());
  for (const process of processes) process.kill();
  for (const process of processes) assert(await process.join());
  console.log("all went on");
  Deno.exit();
}
