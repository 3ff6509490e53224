/**
 * Quanta's side of the sync suite. The main thread blocks like any other process here.
 *
 * @module
 */

import { Barrier } from "../../workers/sync/barrier.ts";
import type { Connection } from "../../workers/channels/connection.ts";
import { Event } from "../../workers/sync/event.ts";
import { Lock } from "../../workers/sync/lock.ts";
import { Pipe } from "../../workers/channels/pipe.ts";
import { Process } from "../../workers/process/process.ts";
import { Queue } from "../../workers/channels/queue.ts";
import { Value } from "../../workers/memory/value.ts";
import type { StartMethod } from "../../workers/start_method_name.ts";
import type { Contender } from "../suite.ts";
import { type Command, itemOf, nothing, type Payload, serve, spin, weightOf } from "./sync_targets.ts";

const module = new URL("./sync_targets.ts", import.meta.url);
const NAME = "Quanta";

/** What a contender is called whose processes are started so. */
function nameOf(startMethod: StartMethod): string {
  return startMethod === "worker" ? NAME : `${NAME}, ${startMethod}`;
}

/** Processes that do what they are told. */
class Helpers {
  readonly #processes: Process<[Connection]>[] = [];
  readonly #connections: Connection[] = [];

  start(count: number, startMethod: StartMethod): void {
    for (let index = 0; index < count; index++) {
      const [mine, theirs] = Pipe();
      const process = new Process({ module, target: serve, args: [theirs], daemon: true, startMethod });
      process.start();
      theirs.close();
      this.#processes.push(process);
      this.#connections.push(mine);
    }
  }

  /** Has all of them begin; they have received the command when this returns. */
  begin(command: Command): void {
    for (const connection of this.#connections) connection.sendSync(command);
    for (const connection of this.#connections) connection.recvSync();
  }

  end(): void {
    for (const connection of this.#connections) connection.recvSync();
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) {
      connection.sendSync(null);
      connection.close();
    }
    for (const process of this.#processes) await process.join(5_000);
  }
}

/** A contender that works with `count` helpers. */
function withHelpers(
  options: { operations: number; helpers?: number; name?: string; startMethod?: StartMethod },
  run: (helpers: Helpers) => number | Promise<number>,
  result?: () => string,
): Contender {
  const helpers = new Helpers();
  const { startMethod = "worker", name = nameOf(startMethod), operations } = options;
  return {
    name,
    role: "ours",
    operations,
    open: () => helpers.start(options.helpers ?? 1, startMethod),
    close: () => helpers.close(),
    run: () => run(helpers),
    result,
  };
}

/** Milliseconds that something takes. */
function timed(work: () => void): number {
  const begunMs = performance.now();
  work();
  return performance.now() - begunMs;
}

/** Items through a queue: a helper puts, the main thread gets. */
export function queue(payload: Payload, count: number, startMethod?: StartMethod): Contender {
  let sum = 0;
  const run = (helpers: Helpers) => {
    const items = new Queue();
    sum = 0;
    let begunMs = 0;
    helpers.begin({ work: "produce", queue: items, payload, count });
    begunMs = performance.now();
    for (let index = 0; index < count; index++) sum += weightOf(items.getSync());
    const tookMs = performance.now() - begunMs;
    helpers.end();
    return tookMs;
  };
  return withHelpers({ operations: count, startMethod }, run, () => String(sum));
}

/** A value to a helper and back. */
export function pipe(payload: Payload, count: number, startMethod?: StartMethod): Contender {
  let sum = 0;
  const run = (helpers: Helpers) => {
    const [mine, theirs] = Pipe();
    helpers.begin({ work: "echo", connection: theirs, count });
    sum = 0;
    const tookMs = timed(() => {
      for (let turn = 0; turn < count; turn++) {
        mine.sendSync(itemOf(payload, turn));
        sum += weightOf(mine.recvSync());
      }
    });
    helpers.end();
    mine.close();
    theirs.close();
    return tookMs;
  };
  return withHelpers({ operations: count, startMethod }, run, () => String(sum));
}

/** The same from an event loop: both calls are awaited here. */
export function pipeAwaited(count: number): Contender {
  return withHelpers({ name: `${NAME}, awaited`, operations: count }, async (helpers) => {
    const [mine, theirs] = Pipe();
    helpers.begin({ work: "echo", connection: theirs, count });
    const begunMs = performance.now();
    for (let turn = 0; turn < count; turn++) {
      await mine.send(turn);
      await mine.recv();
    }
    const tookMs = performance.now() - begunMs;
    helpers.end();
    mine.close();
    theirs.close();
    return tookMs;
  });
}

/** A lock that nobody else wants. */
export function freeLock(count: number): Contender {
  const lock = new Lock();
  return {
    name: NAME,
    role: "ours",
    operations: count,
    run: () =>
      timed(() => {
        for (let turn = 0; turn < count; turn++) {
          lock.acquireSync();
          lock.release();
        }
      }),
  };
}

/** The same, awaited. */
export function freeLockAwaited(count: number): Contender {
  const lock = new Lock();
  return {
    name: `${NAME}, awaited`,
    role: "ours",
    operations: count,
    async run() {
      const begunMs = performance.now();
      for (let turn = 0; turn < count; turn++) {
        await lock.acquire();
        lock.release();
      }
      return performance.now() - begunMs;
    },
  };
}

/** A lock that several processes want all the time; `count` for all of them together. */
export function contendedLock(processes: number, count: number): Contender {
  const lock = new Lock();
  const run = (helpers: Helpers) => {
    const go = new Event();
    helpers.begin({ work: "lock", lock, go, count: count / processes });
    return timed(() => {
      go.set();
      helpers.end();
    });
  };
  return withHelpers({ operations: count, helpers: processes }, run);
}

/** A number that two processes raise. */
export function value(count: number): Contender {
  let end = 0;
  const run = (helpers: Helpers) => {
    const [shared, go] = [new Value("int32"), new Event()];
    helpers.begin({ work: "value", value: shared, go, count: count / 2 });
    const tookMs = timed(() => {
      go.set();
      helpers.end();
    });
    end = shared.value;
    return tookMs;
  };
  return withHelpers({ operations: count, helpers: 2 }, run, () => String(end));
}

/** One event to a helper, one back. */
export function event(count: number): Contender {
  const run = (helpers: Helpers) => {
    const [asked, answered] = [new Event(), new Event()];
    helpers.begin({ work: "answer", asked, answered, count });
    const tookMs = timed(() => {
      for (let turn = 0; turn < count; turn++) {
        asked.set();
        answered.waitSync();
        answered.clear();
      }
    });
    helpers.end();
    return tookMs;
  };
  return withHelpers({ operations: count }, run);
}

/** Two parties at a barrier. */
export function barrier(count: number): Contender {
  const run = (helpers: Helpers) => {
    const meeting = new Barrier(2);
    helpers.begin({ work: "barrier", barrier: meeting, count });
    const tookMs = timed(() => {
      for (let round = 0; round < count; round++) meeting.waitSync();
    });
    helpers.end();
    return tookMs;
  };
  return withHelpers({ operations: count }, run);
}

/** Start and join of processes that do nothing, one after the other. */
export function start(count: number, startMethod: StartMethod = "worker"): Contender {
  return {
    name: nameOf(startMethod),
    role: "ours",
    operations: count,
    run: () =>
      timed(() => {
        for (let turn = 0; turn < count; turn++) {
          const process = new Process({ module, target: nothing, startMethod });
          process.start();
          process.joinSync();
        }
      }),
  };
}

/** From `kill()` until a process of the system that spins is gone, one after the other. */
export function killSpinning(count: number): Contender {
  return {
    name: nameOf("spawn"),
    role: "ours",
    operations: count,
    async run() {
      let sumMs = 0;
      for (let turn = 0; turn < count; turn++) {
        const ready = new Event();
        const process = new Process({ module, target: spin, args: [ready], startMethod: "spawn" });
        process.start();
        ready.waitSync();
        const beganAtMs = performance.now();
        process.kill();
        sumMs += performance.now() - beganAtMs;
        await process.join();
      }
      return sumMs;
    },
  };
}

/** The same for a loop of the shell, which is gone when the system says so. */
export function killShell(count: number): Contender {
  return {
    name: "a loop of sh",
    role: "baseline",
    operations: count,
    async run() {
      let sumMs = 0;
      for (let turn = 0; turn < count; turn++) {
        const args = ["-c", "echo begun; while :; do :; done"];
        const shell = new Deno.Command("sh", { args, stdout: "piped" }).spawn();
        await shell.stdout.getReader().read();
        const beganAtMs = performance.now();
        shell.kill("SIGKILL");
        await shell.status;
        sumMs += performance.now() - beganAtMs;
      }
      return sumMs;
    },
  };
}
