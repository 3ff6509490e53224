/**
 * Listener and Client, ported from CPython's _TestListener, _TestListenerClient, _TestPicklingConnections, OtherTest and
 * ChallengeResponseTest; and what strangers may try.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import {
  answerChallenge,
  answerChallengeSync,
  deliverChallenge,
  deliverChallengeSync,
} from "../../../workers/sockets/challenge.ts";
import { Client, ClientSync } from "../../../workers/sockets/client.ts";
import { currentProcess } from "../../../workers/process/current_process.ts";
import {
  AuthenticationError,
  BrokenPipeError,
  BufferTooShort,
  EndOfFileError,
  TimeoutError,
} from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import type { SocketConnection } from "../../../workers/sockets/socket_connection.ts";
import type { Address, ListenerOptions } from "../../../workers/sockets/socket_options.ts";
import { wait } from "../../../workers/channels/wait.ts";
import * as target from "./listener_targets.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, startIn, until } from "../support.ts";

const module = new URL("./listener_targets.ts", import.meta.url);
const key = (text: string) => new TextEncoder().encode(text);
const TCP: ListenerOptions = { address: { port: 0 } };

const start = startIn(module);

async function connected(options: ListenerOptions = TCP): Promise<[Listener, SocketConnection, SocketConnection]> {
  const listener = await Listener.open(options);
  const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, options, LONG_MS)]);
  return [listener, theirs, mine];
}

/** A socket of a stranger, who sends bytes as they are. */
async function stranger(address: Address): Promise<Deno.Conn> {
  return await Deno.connect(address as { hostname: string; port: number });
}

function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(4 + bytes.length);
  new DataView(framed.buffer).setInt32(0, bytes.length);
  framed.set(bytes, 4);
  return framed;
}

/** A peer without a key, for what comes after the proof. */
async function peer(options: ListenerOptions = {}): Promise<[Listener, SocketConnection, Deno.Conn]> {
  const listener = await Listener.open({ ...TCP, authKey: null, ...options });
  const [connection, socket] = await Promise.all([listener.accept(LONG_MS), stranger(listener.address)]);
  return [listener, connection, socket];
}

for (const [name, options] of [["TCP", TCP], ["Unix sockets", {}]] as const) {
  Deno.test(`Listener and Client exchange values and bytes over ${name}, in both forms`, async () => {
    const [listener, theirs, mine] = await connected(options);
    const value = {
      id: 1,
      tags: ["a", "é", "\ud800"],
      when: new Date(5),
      map: new Map([[1n, new Set([/x/g])]]),
      view: new Float64Array([1.5]),
    };
    await mine.send(value);
    assertEquals(await theirs.recv(LONG_MS), value);
    theirs.sendSync([1, 2]);
    assertEquals(mine.recvSync(LONG_MS), [1, 2]);
    await mine.sendBytes(key("hello world"), 6);
    assertEquals(await theirs.recvBytes(undefined, LONG_MS), key("world"));
    theirs.sendBytesSync(key("hello"), 1, 2);
    assertEquals(mine.recvBytesSync(2, LONG_MS), key("el"));
    const buffer = new Uint8Array(8);
    await mine.sendBytes(key("abc"));
    assertEquals([await theirs.recvBytesInto(buffer, 2, LONG_MS), [...buffer]], [3, [0, 0, 97, 98, 99, 0, 0, 0]]);
    await mine.sendBytes(key("too long"));
    const short = assertThrows(() => theirs.recvBytesIntoSync(buffer, 1, LONG_MS), BufferTooShort);
    assertEquals(short.bytes, key("too long"));
    await mine.sendBytes(new Uint8Array(0));
    assertEquals([await theirs.poll(LONG_MS), theirs.pollSync(), (await theirs.recvBytes()).length], [true, true, 0]);
    assertEquals([theirs.pollSync(), await theirs.poll(1), theirs.closed, mine.readable, mine.writable], [
      false,
      false,
      false,
      true,
      true,
    ]);
    const large = new Uint8Array(16 * 2 ** 20).fill(7);
    const sent = mine.send(large);
    assertEquals(((await theirs.recv(LONG_MS)) as Uint8Array).length, large.length);
    await sent;
    assertThrows(() => mine.fileno(), Error, "file number");
    mine.close();
    assertEquals(mine.closed, true);
    await assertRejects(() => theirs.recv(LONG_MS), EndOfFileError);
    await until("sending fails", () => {
      try {
        theirs.sendSync(1, LONG_MS);
        return false;
      } catch (error) {
        assertInstanceOf(error, BrokenPipeError);
        return true;
      }
    });
    theirs.close();
    listener.close();
  });
}

Deno.test("Listener tells where it listens and who was accepted last", async () => {
  const [listener, theirs, mine] = await connected();
  const { hostname, port } = listener.address as { hostname: string; port: number };
  assert(hostname === "127.0.0.1" && port > 0);
  assertEquals((listener.lastAccepted as { hostname: string }).hostname, "127.0.0.1");
  await assertRejects(() => Listener.open({ address: listener.address }), Deno.errors.AddrInUse);
  assertThrows(() => new Listener({ address: listener.address }), Deno.errors.AddrInUse);
  const unix = new Listener();
  assertEquals([typeof unix.address, unix.lastAccepted], ["string", null]);
  for (const closable of [listener, theirs, mine, unix]) closable.close();
});

Deno.test("Listener.accept() ends when the listener is closed, the time is up or the signal comes", async () => {
  const listener = await Listener.open(TCP);
  await assertRejects(() => listener.accept(10), TimeoutError);
  assertThrows(() => listener.acceptSync(10), TimeoutError);
  const controller = new AbortController();
  const aborted = assertRejects(() => listener.accept({ signal: controller.signal }), Error, "enough");
  controller.abort(new Error("enough"));
  await aborted;
  // Whoever connects after waits were given up is not lost.
  const client = Client(listener.address);
  using accepted = await listener.accept(LONG_MS);
  (await client).close();
  assertEquals(accepted.closed, false);
  const waiting = assertRejects(() => listener.accept(), Error, "the listener is closed");
  await listener.accept(1).catch(() => {});
  listener.close();
  listener.close();
  await waiting;
  await assertRejects(() => listener.accept(), Error, "the listener is closed");
  assertThrows(() => listener.acceptSync(), Error, "the listener is closed");
});

Deno.test("Client and Listener refuse wrong arguments by name", async () => {
  await assertRejects(() => Client({ port: 70000 }), RangeError, "address.port must be an integer from 0 to 65535");
  await assertRejects(() => Client({} as Address), TypeError, "address must be a path or { hostname, port }");
  await assertRejects(
    () => Client("/x", { authKey: "text" as never }),
    TypeError,
    "authKey must be a Uint8Array, got string",
  );
  assertThrows(() => new Listener({ backlog: 0 }), RangeError, "backlog must be from 1");
  assertThrows(() => new Listener({ backlog: "5" as never }), TypeError, 'backlog must be a number, got "5"');
  assertThrows(() => new Listener(null as never), TypeError, "options must be an object, got null");
  assertThrows(() => new Listener(5 as never), TypeError, "options must be an object, got 5");
  await assertRejects(
    () => Client("/x", null as never),
    TypeError,
    "Cannot connect: options must be an object, got null",
  );
  await assertRejects(() => Client({ port: "80" as never }), TypeError, 'address.port must be a number, got "80"');
  await assertRejects(() => Client({ port: 80.5 }), RangeError, "address.port must be an integer");
  await assertRejects(() => Client({ hostname: 5 as never, port: 80 }), TypeError, "address must be a path");
  const gone = key("secret");
  gone.buffer.transfer();
  await assertRejects(() => Client("/x", { authKey: gone }), TypeError, "got a detached buffer");
  assertThrows(() => new Listener({ maxMessageBytes: NaN }), RangeError, "maxMessageBytes");
  await assertRejects(() => Client("/nonexistent/socket"), Deno.errors.NotFound);
  const listener = new Listener(TCP);
  listener.close();
  assertThrows(() => ClientSync(listener.address, {}, LONG_MS));
});

Deno.test("A wrong key is an AuthenticationError on both sides, and the listener goes on", async () => {
  const listener = await Listener.open({ ...TCP, authKey: key("right") });
  for (const wrong of [key("wrong"), new Uint8Array(0), undefined]) {
    const refused = assertRejects(() => listener.accept(LONG_MS), AuthenticationError, "answer is wrong");
    await assertRejects(() => Client(listener.address, { authKey: wrong }, LONG_MS), AuthenticationError, "rejected");
    await refused;
  }
  const [theirs, mine] = await Promise.all([
    listener.accept(LONG_MS),
    Client(listener.address, { authKey: key("right") }),
  ]);
  await mine.send(1);
  assertEquals(await theirs.recv(LONG_MS), 1);
  for (const closable of [mine, theirs, listener]) closable.close();
});

Deno.test("An empty key is a key, and null is none", async () => {
  for (const authKey of [new Uint8Array(0), null]) {
    const [listener, theirs, mine] = await connected({ ...TCP, authKey });
    mine.sendSync("in");
    assertEquals(theirs.recvSync(LONG_MS), "in");
    for (const closable of [mine, theirs, listener]) closable.close();
  }
});

Deno.test("A silent peer is given up in time, and keeps nobody else out", async () => {
  const listener = await Listener.open({ ...TCP, handshakeTimeoutMs: 200 });
  const silent = await stranger(listener.address);
  const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
  await mine.send("first");
  assertEquals(await theirs.recv(LONG_MS), "first");
  await assertRejects(() => listener.accept(LONG_MS), TimeoutError, "silent for longer than 200 ms");
  for (const closable of [silent, mine, theirs, listener]) closable.close();
});

Deno.test("A silent listener is given up by the client", async () => {
  const silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const address = { hostname: "127.0.0.1", port: (silent.addr as Deno.NetAddr).port };
  await assertRejects(() => Client(address, { handshakeTimeoutMs: 100 }), TimeoutError, "silent");
  await assertRejects(() => Client(address, {}, 50), TimeoutError);
  const controller = new AbortController();
  const aborted = assertRejects(() => Client(address, {}, { signal: controller.signal }), Error, "enough");
  controller.abort(new Error("enough"));
  await aborted;
  silent.close();
});

Deno.test("What is too long or garbage before the proof is refused at once", async () => {
  const listener = await Listener.open({ ...TCP, handshakeTimeoutMs: LONG_MS });
  const tries: [Uint8Array, string][] = [
    [new Uint8Array([0x7f, 0xff, 0xff, 0xff]), "more than the limit of 256"],
    [new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]), "more than the limit of 256"],
    [new Uint8Array([0x80, 0, 0, 0]), "garbage"],
    [frame(new Uint8Array(256)), "names no accepted digest"],
    [frame(key("{md5}0123456789abcdef")), "names no accepted digest"],
    [frame(key("{sha256}short")), "answer is wrong"],
  ];
  for (const [bytes, message] of tries) {
    const socket = await stranger(listener.address);
    await socket.write(bytes);
    await assertRejects(() => listener.accept(LONG_MS), AuthenticationError, message);
    socket.close();
  }
  const leaver = await stranger(listener.address);
  leaver.close();
  await assertRejects(() => listener.accept(LONG_MS), Error, "Cannot authenticate the peer");
  listener.close();
});

Deno.test("A message longer than the limit ends the connection with an error that says so", async () => {
  const [listener, connection, socket] = await peer({ maxMessageBytes: 1000 });
  await socket.write(frame(new Uint8Array(1000)));
  assertEquals((await connection.recvBytes()).length, 1000);
  await socket.write(new Uint8Array([0, 0, 0x03, 0xe9]));
  await assertRejects(() => connection.recv(LONG_MS), RangeError, "1001 bytes, more than the limit of 1000");
  assertEquals(connection.closed, true);
  for (const closable of [socket, listener]) closable.close();
  const [other, theirs, mine] = await connected({ ...TCP, maxMessageBytes: 1000 });
  assertThrows(() => mine.sendSync(new Uint8Array(1001)), RangeError, "more than maxMessageBytes 1000");
  await assertRejects(() => mine.sendBytes(new Uint8Array(1001)), RangeError, "more than maxMessageBytes 1000");
  await mine.sendBytes(new Uint8Array(10));
  await assertRejects(() => theirs.recvBytes(9, LONG_MS), RangeError, "more than maxLength 9");
  assertEquals(theirs.closed, true);
  for (const closable of [mine, other]) closable.close();
});

Deno.test("A peer that pauses in the midst of a message is given up; one that is slow is not", async () => {
  const [listener, connection, socket] = await peer({ stallTimeoutMs: 300 });
  for (const byte of frame(key("slow"))) {
    await socket.write(new Uint8Array([byte]));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assertEquals(await connection.recvBytes(undefined, LONG_MS), key("slow"));
  await socket.write(frame(key("never whole")).subarray(0, 8));
  await assertRejects(() => connection.recv(LONG_MS), TimeoutError, "paused for 300 ms");
  for (const closable of [socket, listener]) closable.close();
  const [again, cut, leaver] = await peer();
  await leaver.write(frame(key("never whole")).subarray(0, 8));
  leaver.close();
  await assertRejects(() => cut.recv(LONG_MS), EndOfFileError, "in the midst of a message");
  again.close();
});

Deno.test("Values are refused where they cannot leave the program, with the path to them", async () => {
  const [listener, theirs, mine] = await connected();
  await assertRejects(
    () => mine.send({ a: [new Lock()] }),
    DOMException,
    "Cannot send value.a[0]: a Lock means nothing outside",
  );
  await assertRejects(() => mine.send({ f: () => {} }), DOMException, "Cannot send value.f: a function");
  assertThrows(() => mine.sendSync([theirs]), DOMException, "value[0]");
  await mine.send("still usable");
  assertEquals(await theirs.recv(LONG_MS), "still usable");
  for (const closable of [mine, theirs, listener]) closable.close();
});

Deno.test("SocketConnection.recv() gives what was sent as bytes, as a pipe's", async () => {
  const [listener, theirs, mine] = await connected();
  for (const bytes of [key("bytes"), key(""), new Uint8Array([0x89, 0x51])]) {
    await mine.sendBytes(bytes);
    assertEquals(await theirs.recv(LONG_MS), bytes);
    mine.sendBytesSync(bytes);
    assertEquals(theirs.recvSync(LONG_MS), bytes);
  }
  await mine.send("a value");
  assertEquals(await theirs.recv(LONG_MS), "a value");
  for (const closable of [mine, theirs, listener]) closable.close();
});

Deno.test("A garbled value is a clear error, and the connection goes on", async () => {
  const [listener, theirs, mine] = await connected();
  const mark = [0x89, 0x51, 0x54, 0x01];
  const garbled: [number[], string][] = [
    [[], "an end in the midst of a value"],
    [[10, 255, 255, 255, 255, 255], "more items than bytes"],
    [[12, 200, 7], "more fields than bytes"],
    [[23, 1, 0, 0, 0, 0], "a handle"],
    [[24, 32, 0], "a handle"],
    [[14, 0], "a reference to nothing"],
    [[22, 8, 8, 1, 21, 8, 0, 0, 0, 0, 0, 0, 0, 0], "a view outside of its buffer"],
    [[25, 8, 3, 1, 2, 3], "part of an element"],
    [[99], "an unknown tag 99"],
    [[4, 1, 1], "bytes after the value"],
    [[18, 7, 1, 40, 7, 0], "garbled"],
    [[19, 7, 1, 65], "garbled"],
    [Array(3000).fill(0).flatMap(() => [10, 1]), "too many values in each other"],
  ];
  for (const [bytes, message] of garbled) {
    await mine.sendBytes(new Uint8Array([...mark, ...bytes]));
    await assertRejects(() => theirs.recv(LONG_MS), SyntaxError, message);
  }
  await mine.send("fine");
  assertEquals(await theirs.recv(LONG_MS), "fine");
  for (const closable of [mine, theirs, listener]) closable.close();
});

Deno.test("Garbage of any kind never crashes, hangs or reaches the memory", async () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  const [listener, theirs, mine] = await connected();
  const secret = new SharedMemory({ create: true, size: 1024 });
  secret.buf.fill(0xa5);
  const values = [
    [1, "two", { three: 3n }],
    new Map<unknown, unknown>([["k", new Set([1, 2])], [new Date(1), /r/]]),
    { views: [new Float64Array(3), new DataView(new ArrayBuffer(4)), new Uint16Array([1, 2]).subarray(1)] },
    new Error("e", { cause: new RangeError("c") }),
    "ü".repeat(60) + "\ud800",
  ];
  const rounds = soak ? 20_000 : 400;
  for (let round = 0; round < rounds; round++) {
    // A message of ours with some bytes changed, cut off or added.
    const value = values[Math.floor(random() * values.length)];
    await mine.send(value);
    const bytes = [...await theirs.recvBytes(undefined, LONG_MS)];
    for (let change = 0; change < 1 + random() * 4; change++) {
      const at = 4 + Math.floor(random() * (bytes.length - 4));
      const kind = random();
      if (kind < 0.6) bytes[at] = Math.floor(random() * 256);
      else if (kind < 0.8) bytes.splice(at, Math.floor(random() * 8));
      else bytes.splice(at, 0, Math.floor(random() * 256));
    }
    await mine.sendBytes(new Uint8Array(bytes));
    try {
      const got = await theirs.recv(LONG_MS);
      assert(!Deno.inspect(got, { depth: 20, iterableLimit: 1e5 }).includes("165, 165, 165, 165"), `seed ${seed}`);
    } catch (error) {
      assert(
        error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError,
        `${error}, seed ${seed}`,
      );
    }
  }
  secret.close();
  secret.unlink();
  for (const closable of [mine, theirs, listener]) closable.close();
});

Deno.test("Garbage in the place of frames and proofs never keeps a listener from serving others", async () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  const listener = await Listener.open({ ...TCP, handshakeTimeoutMs: 300 });
  const rounds = soak ? 2000 : 40;
  let refused = 0;
  for (let round = 0; round < rounds; round++) {
    const socket = await stranger(listener.address);
    const bytes = crypto.getRandomValues(new Uint8Array(1 + Math.floor(random() * 400)));
    if (random() < 0.5) bytes.set([0, 0, 0, Math.floor(random() * 256)].slice(0, bytes.length));
    await socket.write(bytes).catch(() => {});
    if (random() < 0.7) socket.close();
    else setTimeout(() => socket.close(), 400);
    const error = await assertRejects(() => listener.accept(LONG_MS), Error);
    assert(/Cannot authenticate|reset/.test(error.message), `${error}, seed ${seed}`);
    refused += 1;
  }
  const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address)]);
  await mine.send(refused);
  assertEquals(await theirs.recv(LONG_MS), rounds);
  for (const closable of [mine, theirs, listener]) closable.close();
  await new Promise((resolve) => setTimeout(resolve, 450));
});

Deno.test("Many clients are served at once", async () => {
  const listener = await Listener.open({ ...TCP, backlog: 16 });
  const count = 24;
  const served = (async () => {
    for (let index = 0; index < count; index++) {
      const connection = await listener.accept(LONG_MS);
      connection.recv(LONG_MS).then((value) => connection.send([value])).finally(() => connection.close());
    }
  })();
  const answers = await Promise.all(Array.from({ length: count }, async (_, index) => {
    using connection = await Client(listener.address, {}, LONG_MS);
    await connection.send(index);
    return await connection.recv(LONG_MS);
  }));
  assertEquals(answers, Array.from({ length: count }, (_, index) => [index]));
  await served;
  listener.close();
});

Deno.test("Children connect with the key that they inherit, and block", async () => {
  const listener = await Listener.open({ ...TCP, authKey: currentProcess().authKey });
  const child = start(target.echoSync, listener.address);
  const connection = await listener.accept(LONG_MS);
  for (const value of [1, "two", [3]]) {
    await connection.send(value);
    assertEquals(await connection.recv(LONG_MS), value);
  }
  connection.close();
  await joinAll(child);
  assertEquals(child.exitCode, 0);
  listener.close();
  const addresses = new Queue<Address>();
  const server = start(target.serveSync, addresses as Queue, 2);
  const address = await addresses.get(LONG_MS);
  for (let client = 0; client < 2; client++) {
    const own = await Client(address, {}, LONG_MS);
    own.sendSync(client);
    assertEquals(own.recvSync(LONG_MS), client);
    own.close();
  }
  await joinAll(server);
  assertEquals(server.exitCode, 0);
});

Deno.test("A connection can be sent to another process, as an argument and through a pipe", async () => {
  const listener = await Listener.open(TCP);
  const [here, there] = Pipe();
  for (const through of ["argument", "pipe"]) {
    const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address)]);
    const child = through === "pipe" ? start(target.echoOverReceived, there) : start(target.echoOver, theirs);
    if (through === "pipe") await here.send(theirs);
    await mine.send(through);
    assertEquals(await mine.recv(LONG_MS), through);
    theirs.close();
    mine.close();
    await joinAll(child);
    assertEquals(child.exitCode, 0);
  }
  for (const closable of [here, there, listener]) closable.close();
});

Deno.test("wait() waits for connections over sockets", async () => {
  const [listener, theirs, mine] = await connected();
  const [other, pipe] = Pipe();
  assertEquals(await wait([theirs, other] as never[], 1), []);
  await mine.send(1);
  assertEquals(await wait([theirs, other] as never[], LONG_MS), [theirs] as never[]);
  for (const closable of [mine, theirs, listener, other, pipe]) closable.close();
});

Deno.test("A process that ends sends what it sent, and a killed one is seen to have gone", async () => {
  const listener = await Listener.open(TCP);
  const child = start(target.sendThenEnd, listener.address, 2000);
  const connection = await listener.accept(LONG_MS);
  for (let index = 0; index < 2000; index++) assertEquals(await connection.recv(LONG_MS), index);
  await assertRejects(() => connection.recv(LONG_MS), EndOfFileError);
  await joinAll(child);
  const [ready, never] = [new Event(), new Event()];
  const victim = start(target.connectAndWait, listener.address, ready, never);
  const lost = await listener.accept(LONG_MS);
  assertEquals(await lost.recv(LONG_MS), "here");
  await ready.wait(LONG_MS);
  victim.kill();
  await assertRejects(() => lost.recv(LONG_MS), EndOfFileError);
  for (const closable of [connection, lost, listener]) closable.close();
});

Deno.test("A peer that does not read holds up its sender, not the memory", async () => {
  const [listener, theirs, mine] = await connected();
  const block = new Uint8Array(2 ** 20);
  let sent = 0;
  const sending = (async () => {
    for (; sent < 100; sent++) await mine.sendBytes(block, 0, block.length, LONG_MS);
  })();
  await until("the first arrive", () => theirs.pollSync());
  let last = -1;
  while (last !== sent) { // until it stands still
    last = sent;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  for (let got = 0; got < 100; got++) assertEquals((await theirs.recvBytes(undefined, LONG_MS)).length, block.length);
  await sending;
  for (const closable of [mine, theirs, listener]) closable.close();
});

Deno.test("The file of a Unix socket is removed by close() and at the end of the program", async () => {
  const listener = new Listener();
  const path = listener.address as string;
  assert((await Deno.stat(path)).isSocket);
  listener.close();
  await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);
  await assertRejects(() => Deno.stat(path.replace(/\/listener$/, "")), Deno.errors.NotFound);
  for (const end of ["", "Deno.exit(0);"]) {
    const program = `
      import { Listener } from ${JSON.stringify(new URL("../../../workers/sockets/listener.ts", import.meta.url).href)};
      const listener = new Listener();
      console.log(listener.address);
      ${end}
    `;
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-config", "--no-check", `data:application/typescript,${encodeURIComponent(program)}`],
      signal: AbortSignal.timeout(LONG_MS),
    }).output();
    const text = new TextDecoder();
    assertEquals([code, text.decode(stderr)], [0, ""]);
    await assertRejects(() => Deno.stat(text.decode(stdout).trim()), Deno.errors.NotFound);
  }
});

Deno.test("deliverChallenge() and answerChallenge() agree over any connection, and say why they do not", async () => {
  const [mine, theirs] = Pipe();
  await Promise.all([deliverChallenge(mine, key("k")), answerChallenge(theirs, key("k"))]);
  await Promise.all([
    assertRejects(() => deliverChallenge(mine, key("k")), AuthenticationError, "answer is wrong"),
    assertRejects(() => answerChallenge(theirs, key("other")), AuthenticationError, "rejected"),
  ]);
  // What CPython's OtherTest feeds them.
  await theirs.sendBytes(key("something bogus"));
  await assertRejects(() => answerChallenge(mine, key("k")), AuthenticationError, "did not send a challenge");
  await theirs.sendBytes(key("something bogus"));
  assertThrows(() => deliverChallengeSync(mine, key("k"), LONG_MS), AuthenticationError, "no accepted digest");
  assertEquals((await theirs.recvBytes()).length, "#CHALLENGE#{sha256}".length + 40);
  assertEquals(await theirs.recvBytes(), key("#FAILURE#"));
  await theirs.sendBytes(key("#CHALLENGE#{md5}" + "x".repeat(40)));
  assertThrows(() => answerChallengeSync(mine, key("k"), LONG_MS), AuthenticationError, "not accepted");
  for (const digest of ["sha384", "sha3_256", "sha3_384"]) {
    await theirs.sendBytes(key(`#CHALLENGE#{${digest}}${"x".repeat(40)}`));
    await theirs.sendBytes(key("#WELCOME#"));
    await answerChallenge(mine, key("k"));
    assert(new TextDecoder().decode(await theirs.recvBytes()).startsWith(`{${digest}}`));
  }
  await assertRejects(() => deliverChallenge(mine, "text" as never), TypeError, "authKey must be a Uint8Array");
  await assertRejects(
    () => deliverChallenge(5 as never, key("k")),
    TypeError,
    "connection must have sendBytes and recvBytes",
  );
  assertThrows(() => answerChallengeSync(null as never, key("k")), TypeError, "connection must have sendBytesSync");
  mine.close();
  theirs.close();
});

const python = findPython();

/** A Python whose connections speak the same protocol: 3.12 or later. */
function findPython(): string | undefined {
  return ["python3", "python3.13", "python3.12", "python3.14"].find((name) => {
    try {
      const args = ["-c", "import sys; sys.exit(sys.version_info < (3, 12))"];
      return new Deno.Command(name, { args, stdout: "null", stderr: "null" }).outputSync().success;
    } catch {
      return false;
    }
  });
}

function runPython(program: string): Deno.ChildProcess {
  return new Deno.Command(python!, { args: ["-c", program], stdout: "piped", signal: AbortSignal.timeout(LONG_MS) })
    .spawn();
}

Deno.test({
  name: "Listener and Client exchange bytes with Python's",
  ignore: python === undefined,
  async fn() {
    const authKey = key("secret");
    const listener = await Listener.open({ ...TCP, authKey });
    const { port } = listener.address as { port: number };
    const client = runPython(`
from multiprocessing.connection import Client
with Client(("127.0.0.1", ${port}), authkey=b"secret") as connection:
    connection.send_bytes(connection.recv_bytes()[::-1])
    connection.send_bytes(bytes(200_000))
    print(connection.recv_bytes())
`);
    const theirs = await listener.accept(LONG_MS);
    await theirs.sendBytes(key("abc"));
    assertEquals(await theirs.recvBytes(undefined, LONG_MS), key("cba"));
    assertEquals((await theirs.recvBytes(undefined, LONG_MS)).length, 200_000);
    await theirs.sendBytes(key("done"));
    const { success, stdout } = await client.output();
    assertEquals([success, new TextDecoder().decode(stdout).trim()], [true, "b'done'"]);

    const server = runPython(`
from multiprocessing.connection import Listener
from multiprocessing import AuthenticationError
with Listener(("127.0.0.1", 0), authkey=b"secret") as listener:
    print(listener.address[1], flush=True)
    try:
        listener.accept()
    except AuthenticationError:
        pass
    with listener.accept() as connection:
        connection.send_bytes(connection.recv_bytes() * 2)
`);
    const reader = server.stdout.getReader();
    const address = { port: Number(new TextDecoder().decode((await reader.read()).value)) };
    await assertRejects(() => Client(address, { authKey: key("wrong") }, LONG_MS), AuthenticationError, "rejected");
    const mine = await Client(address, { authKey }, LONG_MS);
    await mine.sendBytes(key("ab"));
    assertEquals(await mine.recvBytes(undefined, LONG_MS), key("abab"));
    await reader.cancel();
    await server.status;
    for (const closable of [mine, theirs, listener]) closable.close();
  },
});
