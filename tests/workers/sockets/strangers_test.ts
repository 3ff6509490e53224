/**
 * What strangers at a listener's door can take up: time, queue and memory of a bounded size.
 *
 * Runs once: what strangers can take up is bounded by code that is the same whatever it runs on; listener_test.ts runs over both start methods.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { codecOf } from "../../../workers/core/_codec.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { AuthenticationError, TimeoutError } from "../../../workers/errors.ts";
import { Client, ClientSync } from "../../../workers/sockets/client.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import type { Address, ListenerOptions } from "../../../workers/sockets/socket_options.ts";
import { LONG_MS } from "../support.ts";

/** Over TCP and over a Unix socket. */
const DOORS: [name: string, options: ListenerOptions][] = [["TCP", { address: { port: 0 } }], ["a Unix socket", {}]];
/** More than are looked at side by side. */
const MANY = 700;

/** A socket of a stranger. */
async function stranger(address: Address): Promise<Deno.Conn> {
  return typeof address === "string"
    ? await Deno.connect({ transport: "unix", path: address })
    : await Deno.connect(address as { hostname: string; port: number });
}

for (const [name, options] of DOORS) {
  Deno.test(`Silent strangers at ${name} keep nobody else waiting, however many they are`, async () => {
    const handshakeTimeoutMs = LONG_MS; // a client that had to wait for one of theirs would be late
    const listener = await Listener.open({ ...options, handshakeTimeoutMs });
    const strangers: Deno.Conn[] = [];
    for (let count = 0; count < MANY; count++) strangers.push(await stranger(listener.address));
    const accepted = acceptOne(listener);
    using mine = await Client(listener.address, { handshakeTimeoutMs: LONG_MS / 4 }, LONG_MS / 4);
    using theirs = await accepted;
    await mine.send("first");
    assertEquals(await theirs.recv(LONG_MS), "first");
    for (const conn of strangers) conn.close();
    listener.close();
  });

  Deno.test(`Listener at ${name} serves 400 clients that come at once`, async () => {
    const handshakeTimeoutMs = LONG_MS; // however slow the machine is
    const listener = await Listener.open({ ...options, handshakeTimeoutMs });
    const serving = (async () => {
      for (let count = 0; count < 400; count++) {
        using connection = await listener.accept(LONG_MS);
        await connection.send(count, LONG_MS);
      }
    })();
    const clients = Array.from({ length: 400 }, async () => {
      using connection = await Client(listener.address, { handshakeTimeoutMs }, LONG_MS);
      return await connection.recv(LONG_MS) as number;
    });
    const got = await Promise.all(clients);
    await serving;
    assertEquals(got.toSorted((one, other) => one - other), [...Array(400).keys()]);
    listener.close();
  });

  Deno.test(`ClientSync() at ${name} connects before accept() is called, in one process`, () => {
    using listener = new Listener(options);
    using mine = ClientSync(listener.address, {}, LONG_MS);
    mine.sendSync("early");
    using theirs = listener.acceptSync(LONG_MS);
    assertEquals(theirs.recvSync(LONG_MS), "early");
  });
}

/** Accepts somebody who can prove the key; those who cannot are passed over. */
async function acceptOne(listener: Listener) {
  for (;;) { // ends with the first
    try {
      return await listener.accept(LONG_MS);
    } catch (error) {
      if (
        !(error instanceof AuthenticationError || (error instanceof TimeoutError && /authenticate/.test(error.message)))
      ) {
        throw error;
      }
    }
  }
}

Deno.test("Listener keeps the failures of strangers that nobody asks for to a few", async () => {
  const listener = await Listener.open({ address: { port: 0 } });
  for (let count = 0; count < MANY; count++) {
    using conn = await stranger(listener.address);
    await conn.write(new Uint8Array([0x7f, 0xff, 0xff, 0xff])); // far too long
    assertEquals(await drained(conn), null);
  }
  let failures = 0;
  for (;;) { // ends when nothing waits
    const error = await listener.accept(failures === 0 ? LONG_MS : 100).catch((error) => error);
    if (error instanceof TimeoutError) break;
    assert(error instanceof AuthenticationError, String(error));
    failures += 1;
  }
  assert(failures < 50, `${failures} failures were kept`);
  listener.close();
});

/** Reads until the other side closes. */
async function drained(conn: Deno.Conn): Promise<null> {
  const buffer = new Uint8Array(256);
  for (;;) { // ends at the end
    const count = await conn.read(buffer).catch(() => null);
    if (count === null) return null;
  }
}

Deno.test("Listener takes no more connections than its backlog while nobody accepts, and all of them later", async () => {
  const listener = await Listener.open({ address: { port: 0 }, backlog: 2 });
  const first = [await Client(listener.address, {}, LONG_MS), await Client(listener.address, {}, LONG_MS)];
  const others = Array.from({ length: 4 }, () => Client(listener.address, {}, LONG_MS));
  await assertRejects(() => Promise.race([Promise.all(others), late(200)]), Error, "late");
  for (let count = 0; count < 6; count++) (await listener.accept(LONG_MS)).close();
  for (const client of [...first, ...await Promise.all(others)]) client.close();
  listener.close();
});

async function late(ms: number): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  throw new Error("late");
}

/** Values that are short to send and long to make, each with what refuses it. */
const COSTLY: [name: string, value: () => unknown, refusal: RegExp][] = [
  ["a bigint of millions of digits", () => 1n << 6_000_000n, /bigints of more than/],
  ["many bigints of many digits", () => Array(50).fill(1n << 100_000n), /bigints of more than/],
  ["errors by the hundred thousand", () => Array.from({ length: 100_000 }, () => bareError()), /objects/],
  ["errors in errors", () => Array.from({ length: 200 }, () => nested(500)), /objects/],
  ["buffers by the hundred thousand", () => Array.from({ length: 450_000 }, () => new ArrayBuffer(0)), /objects/],
  ["a pattern of millions of characters", () => new RegExp("a".repeat(2_000_000)), /patterns/],
  ["thousands of levels", () => leveled(2000), /in each other/],
];

function bareError(): Error {
  const error = new Error();
  error.stack = "";
  return error;
}

function nested(depth: number): Error {
  let error = bareError();
  for (let level = 0; level < depth; level++) error = Object.assign(bareError(), { cause: error });
  return error;
}

function leveled(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

Deno.test("A bigint that takes long to write is refused before it is written, wherever it is, and those of many digits together", async () => {
  using listener = await Listener.open({ address: { port: 0 } });
  const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
  const huge = 1n << 100_000_000n;
  const long = 1n << 3_000_000n;
  for (const value of [huge, -huge, { deep: [huge] }, Array(100).fill(long)]) {
    const begunMs = performance.now();
    await assertRejects(() => mine.send(value), RangeError, "bigints of more than 1000000 digits");
    assert(performance.now() - begunMs < LONG_MS, "it was written first");
  }
  await mine.send([long, -1n]); // what was refused before does not count
  assertEquals(await theirs.recv(LONG_MS), [long, -1n]);
  mine.close();
  theirs.close();
});

for (const [name, value, refusal] of COSTLY) {
  Deno.test(`A value that is costly to receive is refused on both sides at once: ${name}`, async () => {
    const costly = value();
    const options = { address: { port: 0 } };
    using listener = await Listener.open(options);
    const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
    await assertRejects(() => mine.send(costly), RangeError, "Cannot send: the value has");
    // A stranger with the key does not ask: the message is made by the encoder itself, as for a process.
    const tree = currentTree();
    const { address, length } = codecOf(tree).encoder.encode(costly, "value");
    const whole = new Uint8Array(4 + length);
    whole.set([0x89, 0x51, 0x54, 0x01]);
    whole.set(tree.bytes(address + length).subarray(address, address + length), 4);
    await mine.sendBytes(whole);
    await theirs.poll(LONG_MS);
    const begunMs = performance.now();
    const error = await assertRejects(() => theirs.recv(LONG_MS), SyntaxError);
    assertMatch(error.message, refusal);
    assert(performance.now() - begunMs < LONG_MS, "it took longer than a look");
    await mine.send("fine");
    assertEquals(await theirs.recv(LONG_MS), "fine");
    mine.close();
    theirs.close();
  });
}
