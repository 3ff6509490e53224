/**
 * Nothing of a message outlives its decoding, nor its encoding.
 *
 * Runs once: there is one process.
 *
 * @module
 */

import { assert, assertThrows } from "@std/assert";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { EndOfFileError } from "../../../workers/errors.ts";
import { collectGarbage } from "../garbage.ts";
import { until } from "../support.ts";

/** Receives a message by each way, refers to what is inside weakly, and drops it. */
const WAYS: Record<string, (message: object[]) => Promise<WeakRef<object>[]>> = {
  async "Queue.getSync()"(message) {
    const queue = new Queue<object[]>();
    queue.putSync(message);
    return await Promise.resolve(queue.getSync().map((object) => new WeakRef(object)));
  },
  async "Queue.get()"(message) {
    const queue = new Queue<object[]>();
    const got = queue.get();
    await queue.put(message);
    return (await got).map((object) => new WeakRef(object));
  },
  async "SimpleQueue.get()"(message) {
    const queue = new SimpleQueue<object[]>();
    await queue.put(message);
    return (await queue.get()).map((object) => new WeakRef(object));
  },
  async "Connection.recv()"(message) {
    const [mine, theirs] = Pipe();
    await mine.send(message);
    return (await theirs.recv() as object[]).map((object) => new WeakRef(object));
  },
};

for (const [name, receive] of Object.entries(WAYS)) {
  Deno.test(`${name} keeps nothing of the message`, async () => {
    for (const size of [10, 100_000]) {
      const weak = await receive([{ a: 1 }, new Uint8Array(size), new Map([[{}, new Error("e")]])]);
      await until("everything in it is collected", () => {
        collectGarbage();
        return weak.every((reference) => reference.deref() === undefined);
      });
    }
  });

  Deno.test(`${name} keeps nothing of what was sent`, async () => {
    const sent = await (async () => {
      const message = [{ a: 1 }, ...Array.from({ length: 40 }, () => ({}))];
      await receive(message);
      return message.map((object) => new WeakRef(object));
    })();
    await until("everything in it is collected", () => {
      collectGarbage();
      return sent.every((reference) => reference.deref() === undefined);
    });
  });
}

Deno.test("An end of a pipe that came in a message and is dropped ends the pipe, without another message", async () => {
  const queue = new Queue<unknown>();
  const [mine, theirs] = Pipe();
  queue.putSync([theirs]);
  theirs.close();
  queue.getSync();
  await until("the pipe is at its end", () => {
    collectGarbage();
    return mine.pollSync();
  });
  assertThrows(() => mine.recvSync(), EndOfFileError);
});

Deno.test("A message that was refused keeps nothing either", async () => {
  const queue = new Queue<unknown>();
  const weak = (() => {
    const inside = { a: 1 };
    assertThrows(() => queue.putSync([inside, () => {}]), DOMException);
    return new WeakRef(inside);
  })();
  await until("it is collected", () => {
    collectGarbage();
    return weak.deref() === undefined;
  });
  assert(queue.empty());
});
