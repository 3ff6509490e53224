/**
 * How long a call may wait, said wrongly.
 *
 * @module
 */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";

const WRONG: [unknown, string][] = [
  [[], "got an array"],
  ["5", 'got "5"'],
  [true, "got true"],
  [null, "got null"],
  [5n, "got 5n"],
  [() => 5, "got a function"],
  [NaN, "got NaN"],
  [{ timeoutMs: "5" }, 'got "5"'],
  [{ timeoutMs: null }, "got null"],
  [{ timeout: 5 }, "got timeout"],
  [{ timeoutMs: 5, signl: 1 }, "got signl"],
];

Deno.test("Calls that wait refuse what is no wait, whether they would have to wait or not", async () => {
  const [full, items] = [new Queue<unknown>(1), new Queue<unknown>()];
  const simple = new SimpleQueue<unknown>();
  const [mine, theirs] = Pipe();
  full.putSync("item");
  simple.putSync("item");
  for (let count = 0; count < 3; count++) {
    items.putSync("item");
    mine.sendSync("item");
  }
  for (const [wrong, message] of WRONG) {
    const given = wrong as number;
    const blocking = [
      () => full.putSync(1, given),
      () => items.putSync(1, given),
      () => items.getSync(given),
      () => simple.getSync(given),
      () => mine.sendSync(1, given),
      () => mine.sendBytesSync(new Uint8Array(1), 0, 1, given),
      () => theirs.recvSync(given),
      () => theirs.recvBytesSync(5, given),
      () => theirs.recvBytesIntoSync(new Uint8Array(5), 0, given),
      () => theirs.pollSync(given),
      () => waitSync([items], given),
    ];
    for (const call of blocking) assertThrows(call, TypeError, message);
    const awaited = [
      () => full.put(1, given),
      () => items.put(1, given),
      () => items.get(given),
      () => simple.get(given),
      () => mine.send(1, given),
      () => mine.sendBytes(new Uint8Array(1), 0, 1, given),
      () => theirs.recv(given),
      () => theirs.recvBytes(5, given),
      () => theirs.recvBytesInto(new Uint8Array(5), 0, given),
      () => theirs.poll(given),
      () => wait([items], given),
    ];
    for (const call of awaited) await assertRejects(call, TypeError, message);
  }
  assertEquals([full.qsize(), items.qsize(), simple.empty(), theirs.pollSync()], [1, 3, false, true]);
});
