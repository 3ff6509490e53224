/**
 * What an observer is told of its process.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Client } from "../../../workers/sockets/client.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { observe } from "../../../workers/process/observe.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { joinAll, LONG_MS, until } from "../support.ts";

const module = import.meta.url;

/** Longer than a spin, also on a busy machine: then a wait sleeps. */
const SLEEP_MS = 30;

/** What is told while `work` is done. */
async function toldOf(work: () => unknown): Promise<string[]> {
  const told: string[] = [];
  observe({
    started: ({ name, daemon }) => told.push(`started ${name}${daemon ? ", a daemon" : ""}`),
    ended: ({ name, exitCode }) => told.push(`ended ${name} with ${exitCode}`),
    blocked: (what) => told.push(`blocked on ${what}`),
    resumed: (what) => told.push(`resumed from ${what}`),
  });
  try {
    await work();
  } finally {
    observe(null);
  }
  return told;
}

/** What is told of a wait that gives up. On a busy machine its time may be over before it sleeps, so it is tried longer and longer. */
async function toldOfWait(wait: (ms: number) => unknown): Promise<string[]> {
  for (let ms = SLEEP_MS;; ms *= 4) {
    const told = await toldOf(() => wait(ms));
    if (told.length > 0 || ms > LONG_MS) return told;
  }
}

/** A wait that gives up. */
function failing(wait: () => unknown): void {
  try {
    wait();
  } catch {
    // In time.
  }
}

export function end(): void {
  Deno.exit(3);
}

/** Puts from an observer, while the thread sleeps with an item of its own that waits for room. */
export function putObserved(small: Queue<string>, log: Queue<string>): void {
  observe({
    blocked: (what) => log.putSync(`blocked on ${what}`),
    resumed: (what) => log.putSync(`resumed from ${what}`),
  });
  small.putSync("first");
  small.putSync("second");
}

Deno.test("observe() tells of each kind of wait, blocking and awaited, by its name", async () => {
  const lock = new Lock({ name: "printer" });
  await lock.acquire();
  const [[one, other], [full, reader], empty] = [Pipe(), Pipe(), new Queue()];
  for (let count = 0; count < 1024; count++) full.sendSync(1);
  const waits: [what: string, (ms: number) => unknown, (ms: number) => unknown][] = [
    ["an event", (ms) => new Event().waitSync(ms), (ms) => new Event().wait(ms)],
    ["printer", (ms) => lock.acquireSync(ms), (ms) => lock.acquire(ms)],
    ["a semaphore", (ms) => new Semaphore(0).acquireSync(ms), (ms) => new Semaphore(0).acquire(ms)],
    ["a message", (ms) => Pipe()[0].pollSync(ms), (ms) => Pipe()[0].poll(ms)],
    ["a message", (ms) => failing(() => one.recvSync(ms)), (ms) => one.recv(ms).catch(() => {})],
    ["room in a pipe", (ms) => failing(() => full.sendSync(1, ms)), (ms) => full.send(1, ms).catch(() => {})],
    ["an item", (ms) => failing(() => empty.getSync(ms)), (ms) => empty.get(ms).catch(() => {})],
  ];
  for (const [what, sync, async] of waits) {
    for (const wait of [sync, async]) {
      assertEquals(await toldOfWait(wait), [`blocked on ${what}`, `resumed from ${what}`]);
      assertEquals(await toldOf(() => wait(0)), []);
    }
  }
  other.close();
  reader.close();
});

Deno.test("observe() tells of waits for sockets by what is waited for, not by how the library does it", async () => {
  using listener = new Listener({ address: { port: 0 } });
  const nobody = (isBlocking: boolean) => (ms: number) =>
    isBlocking ? failing(() => listener.acceptSync(ms)) : listener.accept(ms).catch(() => {});
  for (const isBlocking of [true, false]) {
    // Once or more often, as the helper gets on.
    const told = await toldOfWait(nobody(isBlocking));
    assertEquals(new Set(told), new Set(["blocked on a connection", "resumed from a connection"]));
    assertEquals(told.length % 2, 0);
  }
  const connections: Disposable[] = [];
  const told = await toldOf(async () => {
    const connecting = Client(listener.address);
    const accepted = await listener.accept(LONG_MS);
    const connected = await connecting;
    connections.push(accepted, connected);
    failing(() => accepted.recvSync(SLEEP_MS));
    await accepted.recv(SLEEP_MS).catch(() => {});
    using again = await Listener.open({ address: { port: 0 } });
    assertEquals(again.closed, false);
  });
  const waits = ["a connection", "a message", "a listener"];
  const all = waits.flatMap((what) => [`blocked on ${what}`, `resumed from ${what}`]);
  assertEquals(new Set(told), new Set(all));
  for (const what of waits) {
    const count = (verb: string) => told.filter((line) => line === `${verb} ${what}`).length;
    assertEquals(count("blocked on"), count("resumed from"));
  }
  for (const connection of connections) connection[Symbol.dispose]();
});

Deno.test("observe() tells nothing of what needs no sleep", async () => {
  const told = await toldOf(async () => {
    const queue = new Queue<number>();
    await queue.put(1);
    await queue.get();
    const [event, barrier] = [new Event(), new Barrier(1)];
    event.set();
    event.waitSync();
    await barrier.wait();
    using _ = await new Lock().hold();
  });
  assertEquals(told, []);
});

Deno.test("observe() tells of children, from their start to their exit code", async () => {
  const told = await toldOf(async () => {
    const child = new Process({ module, target: end, name: "child" });
    child.start();
    await joinAll(child);
  }).then((lines) => lines.filter((line) => / child\b/.test(line))); // a helper of another test may end meanwhile
  assertEquals(
    told,
    ["started child", "blocked on join child", "ended child with 3", "resumed from join child"]
      .toSorted((a, b) => told.indexOf(a) - told.indexOf(b)),
  );
  assertEquals([told[0], told.length], ["started child", 4]);
});

Deno.test("observe() lets its observer use queues while an item waits for room", async () => {
  const [small, log] = [new Queue<string>(1), new Queue<string>()];
  const child = new Process({ module, target: putObserved, args: [small, log] });
  child.start();
  assertEquals(await log.get(LONG_MS), "blocked on room in a queue");
  assertEquals([await small.get(LONG_MS), await small.get(LONG_MS)], ["first", "second"]);
  assertEquals(await log.get(LONG_MS), "resumed from room in a queue");
  await joinAll(child);
});

Deno.test("observe() makes what its observer throws an uncaught error, and lets the wait go on", async () => {
  const queue = new Queue<number>(1);
  const uncaught: unknown[] = [];
  const catchAll = (event: ErrorEvent) => {
    event.preventDefault();
    uncaught.push(event.error);
  };
  globalThis.addEventListener("error", catchAll);
  const thrown = new Error("of the observer");
  observe({
    blocked: () => {
      throw thrown;
    },
    resumed: () => {
      throw thrown;
    },
  });
  try {
    const gets = [queue.get(LONG_MS), queue.get(LONG_MS)];
    queue.putSync(1);
    gets.push(queue.get(LONG_MS));
    assertEquals(await gets[0], 1);
    await queue.put(2);
    await queue.put(3, LONG_MS);
    assertEquals(await Promise.all(gets), [1, 2, 3]);
    await until("it is uncaught", () => uncaught.length >= 2);
    assertEquals(new Set(uncaught), new Set([thrown]));
  } finally {
    observe(null);
    globalThis.removeEventListener("error", catchAll);
  }
});
