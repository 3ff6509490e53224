/**
 * The pools of npm, each driven the way its documentation recommends: `node pool_peer.mjs NAME`, or `deno run -A`. It stands beside the
 * packages when it runs.
 *
 * @module
 */

import process from "node:process";
import { fileURLToPath } from "node:url";
import { serve } from "./pool_driver.mjs";

const url = (file) => new URL(file, import.meta.url);
const path = (file) => fileURLToPath(url(file));
const limits = (limitMb) => limitMb === undefined ? undefined : { maxOldGenerationSizeMb: limitMb };

const peers = {
  async piscina(workers, limitMb, options = {}) {
    const { Piscina } = await import("piscina");
    const resourceLimits = limits(limitMb);
    const pool = new Piscina({
      filename: path("pool_tasks.mjs"),
      minThreads: workers,
      maxThreads: workers,
      ...options,
      ...(resourceLimits && { resourceLimits }),
    });
    return {
      call: (name, argument, { signal, timeoutMs } = {}) =>
        pool.run(argument, { name, signal: timeoutMs === undefined ? signal : AbortSignal.timeout(timeoutMs) }),
      close: () => pool.destroy(),
    };
  },

  "piscina-64": (workers, limitMb) => peers.piscina(workers, limitMb, { concurrentTasksPerWorker: 64 }),

  async tinypool(workers, limitMb, runtime = "worker_threads") {
    const { Tinypool } = await import("tinypool");
    const resourceLimits = limits(limitMb);
    const pool = new Tinypool({
      filename: url("pool_tasks.mjs").href,
      runtime,
      minThreads: workers,
      maxThreads: workers,
      ...(resourceLimits && { resourceLimits }),
    });
    return {
      call: (name, argument, { signal, timeoutMs } = {}) =>
        pool.run(argument, { name, signal: timeoutMs === undefined ? signal : AbortSignal.timeout(timeoutMs) }),
      close: () => pool.destroy(),
    };
  },

  "tinypool-processes": (workers, limitMb) => peers.tinypool(workers, limitMb, "child_process"),

  async workerpool(workers, limitMb, workerType = "thread") {
    const { default: workerpool } = await import("workerpool");
    const resourceLimits = limits(limitMb);
    const pool = workerpool.pool(path("pool_workerpool.mjs"), {
      minWorkers: workers,
      maxWorkers: workers,
      workerType,
      ...(resourceLimits && {
        workerThreadOpts: { resourceLimits },
        forkOpts: { execArgv: [`--max-old-space-size=${limitMb}`] },
      }),
    });
    return {
      call(name, argument, { signal, timeoutMs } = {}) {
        let promise = pool.exec(name, [argument]);
        if (timeoutMs !== undefined) promise = promise.timeout(timeoutMs);
        signal?.addEventListener("abort", () => promise.cancel().catch(() => {}));
        return promise;
      },
      close: () => pool.terminate(),
    };
  },

  "workerpool-processes": (workers, limitMb) => peers.workerpool(workers, limitMb, "process"),

  async poolifier(workers, limitMb) {
    const { FixedThreadPool } = await import("poolifier");
    const resourceLimits = limits(limitMb);
    const pool = new FixedThreadPool(workers, path("pool_poolifier.mjs"), {
      ...(resourceLimits && { workerOptions: { resourceLimits } }),
    });
    return {
      call: (name, argument, { signal, timeoutMs } = {}) =>
        pool.execute(argument, name, timeoutMs === undefined ? signal : AbortSignal.timeout(timeoutMs)),
      close: () => pool.destroy(),
    };
  },

  async "poolifier-web-worker"(workers) {
    const { FixedThreadPool } = await import("poolifier-web-worker");
    const pool = new FixedThreadPool(workers, url("pool_poolifier_web.mjs"));
    return {
      call: (name, argument, { signal, timeoutMs } = {}) =>
        pool.execute(argument, name, timeoutMs === undefined ? signal : AbortSignal.timeout(timeoutMs)),
      close: () => pool.destroy(),
    };
  },

  /** No pool: as many workers as there are to be, in turn. It cannot cancel. */
  async comlink(workers) {
    const { wrap } = await import("comlink");
    const started = [];
    const proxies = [];
    for (let index = 0; index < workers; index++) {
      if (globalThis.Deno !== undefined) {
        const worker = new globalThis.Worker(url("pool_comlink.mjs"), { type: "module" });
        started.push(worker);
        proxies.push(wrap(worker));
      } else {
        const [{ Worker }, { default: nodeEndpoint }] = await Promise.all([
          import("node:worker_threads"),
          import("comlink/dist/esm/node-adapter.mjs"),
        ]);
        const worker = new Worker(url("pool_comlink.mjs"));
        started.push(worker);
        proxies.push(wrap(nodeEndpoint(worker)));
      }
    }
    let turn = 0;
    return {
      call(name, argument, { signal, timeoutMs } = {}) {
        if (signal !== undefined || timeoutMs !== undefined) return "cannot cancel";
        return proxies[turn++ % workers][name](argument);
      },
      close: () => started.forEach((worker) => worker.terminate()),
    };
  },

  async multithreading(workers) {
    const { initRuntime, move, spawn } = await import("multithreading");
    initRuntime({ maxWorkers: workers });
    const increment = (value) => value + 1;
    const tasks = {
      increment,
      busy: () => {
        const until = performance.now() + 1;
        while (performance.now() < until);
        return 1;
      },
      byteLength: (bytes) => bytes.byteLength,
      pause: async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return ms;
      },
      throwError: () => {
        throw Object.assign(new Error("refused"), { name: "Refused", code: 77, detail: "sold out" });
      },
      exit: () => globalThis.Deno.exit(3),
      unclonable: () => ({ deep: [() => {}] }),
      throwLate: async () => {
        setTimeout(() => {
          throw new Error("late");
        }, 20);
        await new Promise(() => {});
      },
      useUpHeap: () => {
        const kept = [];
        for (;;) kept.push(new Array(10_000).fill(Math.random()));
      },
      spin: () => {
        for (;;);
      },
    };
    return {
      async call(name, argument, { signal, timeoutMs } = {}) {
        const handle = spawn(move(argument), tasks[name]);
        signal?.addEventListener("abort", () => handle.abort());
        if (timeoutMs !== undefined) setTimeout(() => handle.abort(), timeoutMs);
        const result = await handle.join();
        if (!result.ok) throw result.error;
        return result.value;
      },
      close() {},
    };
  },
};

serve(peers[process.argv[2]]);
