/** The awaited puts and takes of one process keep the order in which they were called. */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Connection } from "../../../workers/channels/connection.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { BrokenPipeError, QueueEmpty, QueueFull, TimeoutError } from "../../../workers/errors.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, start } from "../support.ts";
import * as target from "../targets.ts";

/** A message that needs a seventh of a pipe's room, and one that needs next to nothing. */
const LONG_BYTES = 10_000;
const SHORT_BYTES = 10;

Deno.test("Queue.put() stays behind those of its process that wait, though room has come", async () => {
  const queue = new Queue<number>(1);
  queue.putSync(0);
  const puts = [queue.put(1), queue.put(2)];
  assertEquals(queue.getSync(), 0);
  puts.push(queue.put(3)); // in the same turn: there is room, and 1 waits for it
  assertEquals(queue.qsize(), 1);
  assertEquals([await queue.get(), await queue.get(), await queue.get()], [1, 2, 3]);
  await Promise.all(puts);
});

Deno.test("Queue.putNowait() and putSync() stay behind awaited puts and move them on", async () => {
  const queue = new Queue<number>(2);
  queue.putSync(0);
  queue.putSync(1);
  const put = queue.put(2);
  queue.getSync();
  assertThrows(() => queue.putNowait(3), QueueFull);
  assertEquals(queue.qsize(), 2);
  await put;
  assertEquals([queue.getSync(), queue.getSync()], [1, 2]);

  queue.putSync(4);
  queue.putSync(5);
  const waiting = [queue.put(6), queue.put(7)];
  const results = new Queue<number>();
  const consumer = start(target.passAll, queue, results);
  queue.putSync(8, LONG_MS); // the thread blocks, and 6 and 7 go first
  assertEquals(await Promise.all(waiting), [undefined, undefined]);
  const seen = [];
  for (let count = 0; count < 5; count++) seen.push(results.getSync(LONG_MS));
  assertEquals(seen, [4, 5, 6, 7, 8]);
  consumer.kill();
  await joinAll(consumer);
});

Deno.test("Connection.send() that gives up lets the next one through", async () => {
  for (const how of ["timeout", "signal"]) {
    const [mine, theirs] = Pipe();
    fill(mine);
    const controller = new AbortController();
    const wait = how === "timeout" ? 30 : { signal: controller.signal };
    const long = mine.sendBytes(new Uint8Array(LONG_BYTES), 0, LONG_BYTES, wait);
    const short = mine.send("short"); // finds room once two others are gone, and the long one does not
    let isSent = false;
    short.then(() => isSent = true);
    theirs.recvBytesSync();
    theirs.recvBytesSync();
    await new Promise((resolve) => setTimeout(resolve, 1));
    assertEquals(isSent, false);
    if (how === "signal") {
      controller.abort("stop");
      assertEquals(await long.catch((error) => error), "stop");
    } else await assertRejects(() => long, TimeoutError);
    await short;
    theirs.close();
    mine.close();
  }
});

Deno.test("Queue.get() answers in the order of the calls, though an item has come", async () => {
  for (const queue of [new Queue<number>(), new SimpleQueue<number>()]) {
    const gets = [queue.get(), queue.get()];
    queue.putSync(1);
    gets.push(queue.get()); // in the same turn: 1 is for the first
    queue.putSync(2);
    assertThrows(() => queue.getSync(0), QueueEmpty);
    queue.putSync(3);
    queue.putSync(4);
    assertEquals(queue.getSync(), 4);
    assertEquals(await Promise.all(gets), [1, 2, 3]);
  }
});

Deno.test("Connection.recv() answers in the order of the calls, and sends arrive in it", async () => {
  const [mine, theirs] = Pipe();
  const echo = start(target.echo, theirs);
  theirs.close();
  for (let round = 0; round < 200; round++) {
    const received = [mine.recv(LONG_MS), mine.recv(), mine.recv(LONG_MS)];
    const sent = [0, 1, 2].map((index) => mine.send([round, index]));
    await Promise.all(sent);
    assertEquals(await Promise.all(received), [[round, 0], [round, 1], [round, 2]]);
  }
  mine.close();
  await joinAll(echo);
});

Deno.test("Connection.close() ends what is awaited of it in this process", async () => {
  const [mine, theirs] = Pipe();
  const awaited = [mine.recv(), mine.recv(LONG_MS), mine.poll(LONG_MS)];
  fill(mine);
  awaited.push(mine.send("too late"));
  mine.close();
  for (const promise of awaited) await assertRejects(() => promise, Error, "the connection is closed in this process");
  theirs.close();
});

Deno.test("Connection.send() rejects all that wait when the other end closes", async () => {
  const [mine, theirs] = Pipe();
  fill(mine);
  const sends = [mine.send("a"), mine.send("b", LONG_MS), mine.send("c")];
  theirs.close();
  for (const send of sends) await assertRejects(() => send, BrokenPipeError);
  mine.close();
});

Deno.test("Queue.close() ends the awaited gets of this process, and lets its puts go on", async () => {
  const queue = new Queue<number>(1);
  const get = queue.get();
  queue.close();
  await assertRejects(() => get, Error, "closed in this process");
  const other = new Queue<number>(1);
  other.putSync(0);
  const put = other.put(1);
  const consumer = start(target.passAll, other, new Queue<number>());
  other.close();
  await put;
  consumer.kill();
  await joinAll(consumer);
});

Deno.test("Queue in one process does as a model of lines does, in random programs", async () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  for (let round = 0; round < (soak ? 10_000 : 100); round++) {
    const program = new Program(1 + Math.floor(random() * 3), random, `seed ${seed}, round ${round}`);
    for (let step = 0; step < 60; step++) {
      if (random() < 0.15) await program.turn();
      else program.step();
    }
    await program.end();
  }
});

/** An awaited call: what the model says of it, and what has come. */
interface Call {
  controller: AbortController;
  item: number;
  expected?: unknown;
  outcome?: unknown;
  settled: Promise<void>;
}

/** A random program for one queue, beside a model of it made of arrays. */
class Program {
  readonly #queue: Queue<number>;
  readonly #items: number[] = [];
  readonly #putters: Call[] = [];
  readonly #takers: Call[] = [];
  readonly #calls: Call[] = [];
  #next = 0;

  constructor(readonly maxsize: number, readonly random: () => number, readonly where: string) {
    this.#queue = new Queue(maxsize);
  }

  /** Within a turn, so that nobody is served but by the calls that are made. */
  step(): void {
    const choice = this.random();
    if (choice < 0.3) this.#put();
    else if (choice < 0.6) this.#get();
    else if (choice < 0.75) this.#putNowait();
    else if (choice < 0.9) this.#getNowait();
    else this.#abort();
    assertEquals(this.#queue.qsize(), this.#items.length, this.where);
  }

  /** A turn of the event loop serves everybody who can be served. */
  async turn(): Promise<void> {
    while (this.#servePutters() || this.#serveTakers());
    for (const call of this.#calls) {
      if (call.expected !== undefined) await call.settled;
      assertEquals(call.outcome, call.expected, this.where);
    }
  }

  async end(): Promise<void> {
    await this.turn();
    for (const call of [...this.#putters, ...this.#takers]) this.#leave(call);
    await this.turn();
  }

  #put(): void {
    const item = this.#next++;
    this.#servePutters();
    const call = this.#call(item, (signal) => this.#queue.put(item, { signal, timeoutMs: LONG_MS }));
    if (this.#putters.length > 0 || this.#items.length === this.maxsize) this.#putters.push(call);
    else this.#enter(call);
  }

  #get(): void {
    this.#serveTakers();
    const call = this.#call(-1, (signal) => this.#queue.get({ signal }));
    if (this.#takers.length > 0 || this.#items.length === 0) this.#takers.push(call);
    else call.expected = { value: this.#items.shift() };
  }

  #putNowait(): void {
    const item = this.#next++;
    this.#servePutters();
    const isFull = this.#putters.length > 0 || this.#items.length === this.maxsize;
    assertEquals(fits(() => this.#queue.putNowait(item)), !isFull, this.where);
    if (!isFull) this.#items.push(item);
  }

  #getNowait(): void {
    this.#serveTakers();
    const isEmpty = this.#takers.length > 0 || this.#items.length === 0;
    if (isEmpty) assertThrows(() => this.#queue.getNowait(), QueueEmpty, undefined, this.where);
    else assertEquals(this.#queue.getNowait(), this.#items.shift(), this.where);
  }

  #abort(): void {
    const waiting = [...this.#putters, ...this.#takers];
    if (waiting.length > 0) this.#leave(waiting[Math.floor(this.random() * waiting.length)]);
  }

  #leave(call: Call): void {
    for (const line of [this.#putters, this.#takers]) {
      if (line.includes(call)) line.splice(line.indexOf(call), 1);
    }
    call.expected = { error: "aborted" };
    call.controller.abort("aborted");
  }

  #servePutters(): boolean {
    let served = false;
    for (; this.#putters.length > 0 && this.#items.length < this.maxsize; served = true) {
      this.#enter(this.#putters.shift()!);
    }
    return served;
  }

  #serveTakers(): boolean {
    let served = false;
    for (; this.#takers.length > 0 && this.#items.length > 0; served = true) {
      this.#takers.shift()!.expected = { value: this.#items.shift() };
    }
    return served;
  }

  #enter(call: Call): void {
    this.#items.push(call.item);
    call.expected = { value: undefined };
  }

  #call(item: number, begin: (signal: AbortSignal) => Promise<unknown>): Call {
    const controller = new AbortController();
    const call: Call = { controller, item, settled: Promise.resolve() };
    call.settled = begin(controller.signal).then(
      (value) => void (call.outcome = { value }),
      (error) => void (call.outcome = { error }),
    );
    this.#calls.push(call);
    return call;
  }
}

/** Sends until there is no room, not even for a short message. The first that come out are short. */
function fill(connection: Connection): void {
  for (let count = 0; count < 10; count++) connection.sendBytesSync(new Uint8Array(SHORT_BYTES));
  for (const bytes of [LONG_BYTES, SHORT_BYTES]) {
    while (fits(() => connection.sendBytesSync(new Uint8Array(bytes), 0, bytes, 0)));
  }
}

/** Whether an action finds room. */
function fits(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    assert(error instanceof QueueFull || error instanceof TimeoutError, String(error));
    return false;
  }
}
