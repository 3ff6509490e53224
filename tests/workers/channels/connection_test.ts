import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { BrokenPipeError, BufferTooShort, EndOfFileError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";
import { joinAll, LONG_MS, start } from "../support.ts";
import * as target from "../targets.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("Connection follows CPython's test_connection", async () => {
  const [connection, other] = Pipe();
  const process = start(target.echo, other);
  other.close();
  const sequence = [1, 2.25, null];
  const message = { text: "hello world", sequence, big: 10n ** 30n };
  for (const value of [sequence, message]) {
    connection.sendSync(value);
    assertEquals(connection.recvSync(), value);
  }
  await connection.send("awaited");
  assertEquals(await connection.recv(), "awaited");
  assertEquals([connection.pollSync(), connection.pollSync(-1), await connection.poll(5)], [false, false, false]);
  const large = new Uint8Array(16 * 2 ** 20).map((_, index) => index * 13);
  connection.sendSync(large);
  const copy = connection.recvSync() as Uint8Array;
  assertEquals(copy.length, large.length);
  assert(copy.every((byte, index) => byte === large[index]));
  connection.sendSync("stop");
  await joinAll(process);
  assertEquals([connection.readable, connection.writable], [true, true]);
  assertThrows(() => connection.recvSync(), EndOfFileError);
  await assertRejects(() => connection.recv(), EndOfFileError);
  assertEquals(connection.pollSync(), true);
  assertThrows(() => connection.sendSync(1), BrokenPipeError);
  connection.close();
  assertThrows(() => connection.sendSync(1), Error, "closed in this process");
  assertThrows(() => connection.pollSync(), Error, "closed in this process");
});

Deno.test("Connection.recvBytesInto() fills a buffer, or throws BufferTooShort with the message", async () => {
  const [connection, other] = Pipe();
  const message = bytesOf("hello");
  const buffer = new Uint8Array(10);
  other.sendBytesSync(message);
  assertEquals(connection.recvBytesIntoSync(buffer), 5);
  other.sendBytesSync(message);
  assertEquals(await connection.recvBytesInto(buffer, 3), 5);
  assertEquals(buffer, bytesOf("helhello\0\0"));
  other.sendBytesSync(bytesOf("too long for it"));
  other.sendBytesSync(bytesOf("next"));
  const error = assertThrows(() => connection.recvBytesIntoSync(buffer, 1), BufferTooShort);
  assertEquals(error.bytes, bytesOf("too long for it"));
  assertEquals(connection.recvBytesSync(), bytesOf("next"));
  assertThrows(() => connection.recvBytesIntoSync(buffer, -1), RangeError, "offset");
  assertThrows(() => connection.recvBytesIntoSync(buffer, 11), RangeError, "offset");
});

Deno.test("Connection.sendBytes() follows CPython's test_sendbytes", () => {
  const [a, b] = Pipe();
  const message = bytesOf("abcdefghijklmnopqrstuvwxyz");
  const sent = (offset?: number, size?: number) => {
    a.sendBytesSync(message, offset, size);
    return new TextDecoder().decode(b.recvBytesSync());
  };
  assertEquals(sent(), "abcdefghijklmnopqrstuvwxyz");
  assertEquals(sent(5), "fghijklmnopqrstuvwxyz");
  assertEquals(sent(7, 8), "hijklmno");
  assertEquals(sent(26), "");
  assertEquals(sent(26, 0), "");
  for (const [offset, size] of [[27], [22, 5], [26, 1], [-1], [4, -1]]) {
    assertThrows(() => a.sendBytesSync(message, offset, size), RangeError);
  }
});

Deno.test("Connection.recvBytes() gives a buffer of its own with just the bytes, of any size", () => {
  const [mine, theirs] = Pipe();
  for (const size of [0, 1, 7, 8, 255, 256, 257, 16_375, 16_376, 16_377, 16_384, 16_385, 100_000]) {
    const bytes = Uint8Array.from({ length: size + 3 }, (_, index) => index * 7 + size).subarray(3);
    for (const receive of [() => theirs.recvBytesSync(), () => theirs.recvSync() as Uint8Array]) {
      mine.sendBytesSync(bytes);
      const received = receive();
      assertEquals(received, bytes.slice(), String(size));
      assertEquals([received.byteOffset, received.buffer.byteLength], [0, size]);
    }
  }
  mine.close();
  theirs.close();
});

Deno.test("Connection.recvBytes() refuses a message that was sent as a value, which stays for recv", async () => {
  const [mine, theirs] = Pipe();
  const lock = new Lock();
  for (const value of [{ lock }, "x".repeat(100_000), 5]) {
    mine.sendSync(value);
    mine.sendBytesSync(bytesOf("bytes"));
    assertThrows(() => theirs.recvBytesSync(), TypeError, "sent as a value, and stays for recv");
    await assertRejects(() => theirs.recvBytes(), TypeError, "stays for recv");
    assertThrows(() => theirs.recvBytesIntoSync(new Uint8Array(9)), TypeError, "stays for recv");
    await assertRejects(() => theirs.recvBytesInto(new Uint8Array(9)), TypeError, "stays for recv");
    assertEquals(theirs.pollSync(), true);
    assertEquals(theirs.recvSync(), value);
    assertEquals(theirs.recvBytesSync(), bytesOf("bytes"));
  }
  const [bytes, value] = [theirs.recvBytes(), theirs.recv()]; // who came first is refused, and the other served
  mine.sendSync("for recv");
  await assertRejects(() => bytes, TypeError, "stays for recv");
  assertEquals(await value, "for recv");
});

Deno.test("Connection.recvBytes() refuses a longer message, and closes", () => {
  const [a, b] = Pipe();
  a.sendBytesSync(bytesOf("long"));
  assertThrows(() => b.recvBytesSync(-1), RangeError, "maxLength");
  assertThrows(() => b.recvBytesSync(3), RangeError, "more than maxLength 3");
  assertEquals(b.closed, true);
});

Deno.test("Connection keeps boundaries, and poll() takes nothing", () => {
  const [a, b] = Pipe();
  for (const text of ["", "a", "bb"]) a.sendBytesSync(bytesOf(text));
  for (const text of ["", "a", "bb"]) {
    assertEquals([b.pollSync(), b.pollSync(5), b.pollSync()], [true, true, true]);
    assertEquals(b.recvBytesSync(), bytesOf(text));
  }
  assertEquals(b.pollSync(), false);
});

Deno.test("Pipe(false) gives an end that receives and one that sends", () => {
  const [reader, writer] = Pipe(false);
  assertEquals([reader.readable, reader.writable, writer.readable, writer.writable], [true, false, false, true]);
  writer.sendSync(1);
  assertEquals(reader.recvSync(), 1);
  assertThrows(() => reader.sendSync(1), Error, "read-only");
  assertThrows(() => writer.recvSync(), Error, "write-only");
  assertThrows(() => writer.pollSync(), Error, "write-only");
  assertThrows(() => writer.fileno(), Error, "shared memory, not a file");
});

Deno.test("Connection.recv() does not end before the last copy of the other end is closed", async () => {
  const [reader, writer] = Pipe(false);
  const [ready, release] = [new Event(), new Event()];
  const holder = start(target.holdEnd, writer, ready, release);
  await ready.wait(LONG_MS);
  writer.close();
  const receiving = reader.recv().catch((error) => error);
  assertEquals(reader.pollSync(20), false);
  release.set();
  assert(await receiving instanceof EndOfFileError);
  await joinAll(holder);
});

Deno.test("Connection.recv() ends when the process with the last copy is killed", async () => {
  const [reader, writer] = Pipe(false);
  const [ready, release] = [new Event(), new Event()];
  const holder = start(target.holdEnd, writer, ready, release);
  await ready.wait(LONG_MS);
  writer.close();
  const receiving = reader.recv().catch((error) => error);
  holder.kill();
  assert(await receiving instanceof EndOfFileError);
});

Deno.test("Connection.close() right after the start leaves the child's copy open", async () => {
  const [reader, writer] = Pipe();
  const process = start(target.sendThrough, writer, "hello");
  writer.close();
  assertEquals(reader.recvSync(), "hello");
  assertThrows(() => reader.recvSync(), EndOfFileError);
  await joinAll(process);
});

Deno.test("Connection passes through a connection", async () => {
  const [carrier, childCarrier] = Pipe();
  const [near, far] = Pipe();
  const process = start(target.receiveConnection, childCarrier);
  carrier.sendSync(far);
  far.close();
  assertEquals(near.recvSync(), "hello through a connection that came through a connection");
  await joinAll(process);
  assertThrows(() => near.recvSync(), EndOfFileError);
});

Deno.test("Connection.send() waits while the pipe is full and obeys its signal", async () => {
  const [a, b] = Pipe();
  const bytes = new Uint8Array(10_000);
  let sent = 0;
  const controller = new AbortController();
  const sending = (async () => {
    for (;;) {
      await a.send(bytes, { signal: controller.signal });
      sent += 1;
    }
  })().catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 0));
  const full = sent;
  assert(full >= 5 && full < 10, String(full));
  await b.recv();
  await b.recv();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert(sent > full);
  controller.abort("stop");
  assertEquals(await sending, "stop");
});

Deno.test("Connection.send() that waits for room ends when the other end is closed", async () => {
  const [a, b] = Pipe();
  const sending = (async () => {
    for (;;) await a.send(new Uint8Array(10_000));
  })().catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 0));
  b.close();
  assert(await sending instanceof BrokenPipeError);
});

Deno.test("Connection is closed by using", () => {
  const [a, b] = Pipe();
  {
    using inner = a;
    inner.sendSync(1);
  }
  assertEquals([a.closed, b.recvSync()], [true, 1]);
  assertThrows(() => b.recvSync(), EndOfFileError);
});

Deno.test("Pipe gives its memory back when both ends are closed", () => {
  const tree = currentTree();
  Pipe().forEach((end) => end.close());
  const before = tree.core.usedBytes(tree.self);
  for (let turn = 0; turn < 50; turn++) {
    const [a, b] = Pipe();
    a.sendSync(new Uint8Array(50_000));
    a.sendSync(1);
    a.close();
    b.close();
  }
  assertEquals(tree.core.usedBytes(tree.self), before);
});

Deno.test("wait() tells what is ready: connections, queues, sentinels", async () => {
  const [a, b] = Pipe();
  const queue = new Queue();
  const [ready, release] = [new Event(), new Event()];
  const process = start(target.holdEnd, Pipe()[0], ready, release);
  const { sentinel } = process;
  await ready.wait(LONG_MS);
  assertEquals(await wait([a, queue, sentinel], 5), []);
  assertEquals(waitSync([a, queue, sentinel], -1), []);
  b.sendSync(1);
  assertEquals(await wait([a, queue, sentinel], LONG_MS), [a]);
  a.recvSync();
  const waiting = wait([a, queue, sentinel], LONG_MS);
  queue.putSync(1);
  assertEquals(await waiting, [queue]);
  queue.getSync();
  release.set();
  assertEquals(waitSync([a, queue, sentinel], LONG_MS), [sentinel]);
  b.close();
  assertEquals(await wait([a], LONG_MS), [a]);
  await assertRejects(() => wait([{} as Queue]), TypeError, "must be connections, queues or sentinels");
  assertEquals(await wait([]), []);
  await joinAll(process);
});

Deno.test("wait() in one process is woken by a send from another", async () => {
  const [a, b] = Pipe();
  const process = start(target.sendThrough, b, "x");
  assertEquals(waitSync([a, new Queue()], LONG_MS), [a]);
  assertEquals(a.recvSync(), "x");
  await joinAll(process);
});

Deno.test("Connection carries handles both ways and keeps them alive on their way", async () => {
  const [a, b] = Pipe();
  const process = start(target.echo, b);
  b.close();
  const lock = new Lock();
  a.sendSync(lock);
  assertEquals(await a.recv() === lock, true);
  a.sendSync("stop");
  await joinAll(process);
});
