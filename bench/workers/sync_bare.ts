/**
 * What the runtime itself offers, for the sync suite: messages, and a ball in shared memory.
 *
 * @module
 */

import type { Contender, Role } from "../suite.ts";
import { awaitBall, type BareCommand } from "./sync_bare_worker.ts";
import { AdaptiveSpin } from "./sync_spin.ts";
import { itemOf, type Payload, weightOf } from "./sync_targets.ts";

/** A worker, and the next message that comes from it. */
class BareWorker {
  #worker: Worker | null = null;

  async open(): Promise<void> {
    this.#worker = new Worker(new URL("./sync_bare_worker.ts", import.meta.url), { type: "module" });
    await this.next();
  }

  tell(command: BareCommand, transfer: Transferable[] = []): void {
    this.#worker!.postMessage(command, transfer);
  }

  next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#worker!.onmessage = ({ data }) => resolve(data);
      this.#worker!.onerror = (event) => reject(new Error(event.message));
    });
  }

  get port(): Worker {
    return this.#worker!;
  }

  close(): void {
    this.#worker?.terminate();
  }
}

interface Bare {
  name: string;
  role: Role;
  operations: number;
}

function withWorker(bare: Bare, run: (worker: BareWorker) => Promise<number>, result?: () => string): Contender {
  const worker = new BareWorker();
  return { ...bare, open: () => worker.open(), close: () => worker.close(), run: () => run(worker), result };
}

/** As many messages as come, over `postMessage` or a port of its own. */
export function burst(payload: Payload, count: number, viaPort = false): Contender {
  let sum = 0;
  const run = async (worker: BareWorker) => {
    sum = 0;
    const { port1, port2 } = new MessageChannel();
    const source = viaPort ? port1 : worker.port;
    const { promise, resolve } = Promise.withResolvers<void>();
    let left = count;
    source.onmessage = ({ data }: MessageEvent) => {
      sum += weightOf(data);
      if (--left === 0) resolve();
    };
    const begunMs = performance.now();
    if (viaPort) worker.tell({ work: "burst", payload, count, port: port2 }, [port2]);
    else worker.tell({ work: "burst", payload, count });
    await promise;
    const tookMs = performance.now() - begunMs;
    port1.close();
    return tookMs;
  };
  const name = viaPort ? "MessageChannel" : "postMessage";
  return withWorker({ name, role: "baseline", operations: count }, run, () => String(sum));
}

/** Messages there and back. */
export function echo(payload: Payload, count: number, viaPort = false): Contender {
  let sum = 0;
  const run = async (worker: BareWorker) => {
    sum = 0;
    const { port1, port2 } = new MessageChannel();
    const source = viaPort ? port1 : worker.port;
    if (viaPort) worker.tell({ work: "echo", port: port2 }, [port2]);
    else worker.tell({ work: "echo" });
    const { promise, resolve } = Promise.withResolvers<void>();
    let turn = 0;
    source.onmessage = ({ data }: MessageEvent) => {
      sum += weightOf(data);
      if (++turn === count) resolve();
      else source.postMessage(itemOf(payload, turn));
    };
    const begunMs = performance.now();
    source.postMessage(itemOf(payload, 0));
    await promise;
    const tookMs = performance.now() - begunMs;
    port1.close();
    return tookMs;
  };
  const name = viaPort ? "MessageChannel" : "postMessage";
  const fresh = new BareWorker(); // one for each run: it stays an echo
  return {
    name,
    role: "baseline",
    operations: count,
    async run() {
      await fresh.open();
      try {
        return await run(fresh);
      } finally {
        fresh.close();
      }
    },
    result: () => String(sum),
  };
}

/** A ball in shared memory there and back, with the library's own spin before it sleeps. */
export function ball(count: number): Contender {
  const run = async (worker: BareWorker) => {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const ready = worker.next();
    worker.tell({ work: "ball", ball: shared, count });
    await ready;
    const spin = new AdaptiveSpin();
    const begunMs = performance.now();
    for (let turn = 0; turn < count; turn++) {
      Atomics.store(shared, 0, 2 * turn + 1);
      Atomics.notify(shared, 0);
      awaitBall(shared, 2 * turn + 1, spin);
    }
    return performance.now() - begunMs;
  };
  return withWorker({ name: "Atomics", role: "baseline", operations: count }, run);
}

/** Start of a worker with an empty module, until it says that it is there. */
export function startWorker(count: number): Contender {
  const module = new URL("../limits/empty_worker.ts", import.meta.url);
  return {
    name: "new Worker",
    role: "baseline",
    operations: count,
    async run() {
      const begunMs = performance.now();
      for (let turn = 0; turn < count; turn++) {
        const worker = new Worker(module, { type: "module" });
        await new Promise((resolve) => worker.onmessage = resolve);
        worker.terminate();
      }
      return performance.now() - begunMs;
    },
  };
}

/** Takes a core from everybody while a case is measured: opened and closed with the contender that it wraps. */
export function whileCoreIsTaken(contender: Contender): Contender {
  const spinner = new BareWorker();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  return {
    ...contender,
    async open() {
      await spinner.open();
      const ready = spinner.next();
      Atomics.store(stop, 0, 0);
      spinner.tell({ work: "spin", stop });
      await ready;
      await contender.open?.();
    },
    async close() {
      Atomics.store(stop, 0, 1);
      await spinner.next();
      spinner.close();
      await contender.close?.();
    },
  };
}
