/**
 * What processes had under way when they were ended: messages that they had taken and not unpacked, or packed and not sent,
 * results that nobody fetched, and objects that their threads still reach. The other end of a pipe among them must see its end, and
 * all memory must come back.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import { EndOfFileError, QueueFull, WorkerDied } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { collectGarbage } from "../garbage.ts";
import { joinAll, LONG_MS, overSpawn, randomFrom, seedOfRun, soak, startIn, until } from "../support.ts";
import * as target from "./lost_targets.ts";

const module = new URL("./lost_targets.ts", import.meta.url);
const ENDS = soak ? 1000 : 12;
const seed = seedOfRun();
const random = randomFrom(seed);

const start = startIn(module);

function usedBytes(): number {
  collectGarbage();
  const { core, self } = currentTree();
  return core.usedBytes(self);
}

async function backTo(before: number): Promise<void> {
  await until(`${before} bytes or less in use, seed ${seed}`, () => usedBytes() <= before);
}

/** The end of file comes to whoever waits, blocking or not. */
async function seesTheEnd(connection: Connection): Promise<void> {
  if (random() < 0.5) await assertRejects(() => connection.recv(LONG_MS), EndOfFileError);
  else assertThrows(() => connection.recvSync(LONG_MS), EndOfFileError);
  connection.close();
}

Deno.test({
  name: "what a killed process held is not freed while its thread runs, and is when it has gone",
  ignore: overSpawn, // the code of a process of the system does not outlive it
  fn: async () => {
    const [ready, go] = [new Event(), new SharedArray("int32", 1, { lock: false })];
    await joinAll(start(target.bytes, 1)); // the first process makes things that stay
    const before = usedBytes();
    const [mine, theirs] = Pipe();
    const process = start(target.spinUntil, ready, go, mine, theirs, new Lock({ name: "held" }));
    assert(await ready.wait(LONG_MS));
    mine.close();
    theirs.close();
    const held = usedBytes() - before;
    process.kill();
    assertEquals(process.exitCode, -9);
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      assert(usedBytes() - before >= held, "freed under a thread that runs");
    }
    go.view[0] = 1;
    await backTo(before);
  },
});

Deno.test("a pipe whose end was among the arguments of a process that was killed while it began is seen to end", async () => {
  console.log(`seed ${seed}`);
  const slow = target.slowToDecode();
  for (let turn = 0; turn < ENDS; turn++) {
    const [mine, theirs] = Pipe();
    const process = start(target.keep, slow, theirs, [slow], new Lock());
    theirs.close();
    await new Promise((resolve) => setTimeout(resolve, random() * 40));
    if (random() < 0.5) process.kill();
    else process.terminate();
    await seesTheEnd(mine);
    await joinAll(process);
  }
});

Deno.test("a thread that blocks without a turn of its event loop sees the end of such a pipe too", () => {
  for (let turn = 0; turn < 3; turn++) {
    const [mine, theirs] = Pipe();
    const missing = new URL("./no_such_module.ts", import.meta.url);
    const process = new Process({ module: missing, target: "keep", args: [theirs] });
    process.start();
    theirs.close();
    assertThrows(() => mine.recvSync(LONG_MS), EndOfFileError);
    assertEquals(process.exitCode, 1);
    mine.close();
  }
});

Deno.test("a pipe whose end was in a message that a killed process had taken is seen to end", async () => {
  const slow = target.slowToDecode();
  for (let turn = 0; turn < ENDS; turn++) {
    const [queue, mailbox] = [new Queue(), Pipe()];
    const pipes = [Pipe(), Pipe(), Pipe()];
    const process = start(target.getForEver, queue);
    for (const [, theirs] of pipes) {
      queue.putSync([slow, theirs, slow]);
      theirs.close();
    }
    await until("it takes one", () => queue.qsize() < pipes.length);
    await new Promise((resolve) => setTimeout(resolve, random() * 15));
    process.kill();
    while (!queue.empty()) (queue.getNowait() as [unknown, Connection])[1].close();
    for (const [mine] of pipes) await seesTheEnd(mine);
    mailbox[0].close();
  }
});

Deno.test("a pipe whose end waits in a put of a process that is ended is seen to end", async () => {
  for (let turn = 0; turn < ENDS; turn++) {
    const [full, ready] = [new Queue(1), new Queue()];
    full.putSync("item");
    const process = start(target.putAndWait, full, ready);
    const mine = await ready.get(LONG_MS) as Connection;
    assertEquals(await ready.get(LONG_MS), "waiting");
    if (turn % 2 === 0) process.kill();
    else process.terminate();
    await seesTheEnd(mine);
    assertEquals(full.qsize(), 1);
  }
});

Deno.test("what was not sent after all is given back at once, also when nobody has it any more", async () => {
  const full = new Queue(1);
  full.putSync("item");
  assertThrows(() => full.putSync(new Lock(), 0), QueueFull);
  const before = usedBytes();
  for (let turn = 0; turn < 10; turn++) {
    const [mine, theirs] = Pipe();
    const put = full.put(theirs, 5);
    theirs.close();
    await assertRejects(() => put, QueueFull);
    await seesTheEnd(mine);
    assertThrows(() => full.putSync(new Lock({ name: "not sent" }), 0), QueueFull);
    assertThrows(() => full.putSync([new Lock({ name: "not encoded" }), () => {}], 0), DOMException);
  }
  await backTo(before);
});

Deno.test("Pool of a process that is killed leaves no results behind", async () => {
  await joinAll(start(target.bytes, 1));
  const before = usedBytes();
  const COUNT = 20;
  for (let turn = 0; turn < (soak ? 50 : 2); turn++) {
    const never = new Event();
    const process = start(target.poolOfResults, never, COUNT);
    await until("all tasks are done", () => usedBytes() > before + COUNT * 200_000);
    process.kill();
    assertEquals(never.isSet(), false); // kept until here, so that waiting for it is not without hope
    await joinAll(process);
    await backTo(before);
  }
});

Deno.test("a pipe whose end was among the arguments of a task is seen to end with its worker", async () => {
  await using pool = new Pool({ module, processes: 1 });
  for (let turn = 0; turn < 3; turn++) {
    const [ready, [mine, theirs]] = [new Event(), Pipe()];
    const controller = new AbortController();
    const task = pool.apply(target.spin, [ready, theirs], { signal: controller.signal });
    theirs.close();
    assert(await ready.wait(LONG_MS));
    controller.abort(new Error("given up"));
    await assertRejects(() => task, Error, "given up");
    await seesTheEnd(mine);
  }
});

Deno.test("Pool keeps a handle for a task that is begun again, and lets go of it afterwards", async () => {
  const [[mine, theirs], [other, lost]] = [Pipe(), Pipe()];
  const begun = new Queue();
  {
    await using pool = new Pool({ module, processes: 1 });
    const task = pool.apply(target.dieOnce, [begun, theirs], { retries: 1 });
    theirs.close(); // only the pool has it now
    const back = await task as Connection;
    back.sendSync("still here");
    back.close();
    assertEquals(mine.recvSync(LONG_MS), "still here");
    assertEquals(begun.qsize(), 2);
    const failed = pool.apply(target.dieOnce, [new Queue(), lost]);
    lost.close();
    await assertRejects(() => failed, WorkerDied);
  }
  await seesTheEnd(mine);
  await seesTheEnd(other);
});
