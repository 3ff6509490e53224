/**
 * The physical limits that the other suites run into, measured in the same run: memory, waking, cloning, starting.
 *
 * @module
 */

import { CompiledC } from "../compiled_c.ts";
import { createCore } from "../../engine/core.ts";
import { messageOf } from "../errors.ts";
import { fromProgram } from "../program.ts";
import type { Contender, SectionRun, Suite, SuiteRun } from "../suite.ts";
import { awaitTurn, pass, type PingRequest } from "./ping_worker.ts";

/** What `limits.c` is asked for, as a contender; one that says why, where it could not be compiled. */
type FromC = (what: string, number: number, operations: number) => Contender;

function compileLimits(): { fromC: FromC; dispose: () => void } {
  const named = { name: "C", role: "limit" } as const;
  try {
    const compiled = CompiledC.compile(new URL("limits.c", import.meta.url), ["-std=gnu11", "-O3", "-march=native"]);
    return {
      fromC: (what, number, operations) =>
        fromProgram({ ...named, operations, command: [compiled.program], request: `${what} ${number}` }),
      dispose: () => compiled[Symbol.dispose](),
    };
  } catch (error) {
    const open = () => {
      throw new Error(messageOf(error));
    };
    return { fromC: () => ({ ...named, open, run() {} }), dispose: () => {} };
  }
}

/** Runs something and takes its milliseconds. */
function timed(work: () => unknown): () => number {
  return () => {
    const startedAtMs = performance.now();
    work();
    return performance.now() - startedAtMs;
  };
}

const KIBIBYTE = 2 ** 10;
const MEBIBYTE = 2 ** 20;
const CHASE_STEPS = 1_000_000;

/** One cycle through all entries in random order (Sattolo), so that no load can be guessed. */
function makeCycle(bytes: number): Uint32Array {
  const next = Uint32Array.from({ length: bytes / 4 }, (_, index) => index);
  let state = 1;
  for (let index = next.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const other = (state >>> 1) % index;
    [next[index], next[other]] = [next[other], next[index]];
  }
  return next;
}

async function measureMemory(bench: SuiteRun, fromC: FromC): Promise<void> {
  const copying = bench.section({
    id: "copy",
    title: "Copying memory",
    explanation:
      "Bytes copied a second: one `TypedArray.set`, one `memcpy`. A message of that size cannot be passed faster.",
  });
  for (const [title, bytes] of [["1 KiB", KIBIBYTE], ["1 MiB", MEBIBYTE], ["64 MiB", 64 * MEBIBYTE]] as const) {
    if (bench.quick && bytes > MEBIBYTE) continue;
    const [from, to] = [new Uint8Array(bytes).fill(1), new Uint8Array(bytes).fill(2)];
    await copying.measure({
      id: `copy-${bytes}`,
      title,
      unit: "operations/s",
      iterations: bytes < MEBIBYTE ? 200 : 5,
      contenders: [
        { name: "Deno", role: "limit", operations: bytes, run: timed(() => to.set(from)) },
        fromC("copy", bytes, bytes),
      ],
    });
  }
  const chasing = bench.section({
    id: "latency",
    title: "Loads that wait for each other",
    explanation:
      "Nanoseconds of a load whose address the load before gives, in a working set of that size. A simulation that goes " +
      "through a ready queue in an order unlike that of memory pays this for every column that it touches.",
  });
  for (const kibibytes of bench.quick ? [16, 4_096] : [16, 256, 4_096, 32_768, 262_144]) {
    const bytes = kibibytes * KIBIBYTE;
    const next = makeCycle(bytes);
    let at = 0;
    await chasing.measure({
      id: `latency-${kibibytes}k`,
      title: kibibytes < KIBIBYTE ? `${kibibytes} KiB` : `${kibibytes / KIBIBYTE} MiB`,
      unit: "ns",
      plot: { id: "growth-latency", x: kibibytes },
      contenders: [
        {
          name: "Deno",
          role: "limit",
          operations: CHASE_STEPS,
          run: timed(() => {
            for (let step = 0; step < CHASE_STEPS; step += 1) at = next[at];
          }),
        },
        fromC("chase", bytes, CHASE_STEPS),
      ],
    });
  }
  chasing.plot({
    id: "growth-latency",
    title: "A load from memory by working set",
    xLabel: "KiB",
    yLabel: "ns per load",
  });
}

/** Round trips between this thread and a worker, blocking or spinning, over one word of shared memory. */
function atomicsPingPong(name: string, trips: number, sleeps: boolean): Contender {
  const ball = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker;
  return {
    name,
    role: "limit",
    operations: trips,
    open: async () => void (worker = await startWorker("ping_worker.ts")),
    run() {
      worker.postMessage({ ball, trips, sleeps } satisfies PingRequest);
      // The first trip waits for the worker to have its message.
      pass(ball, 1, sleeps);
      awaitTurn(ball, 0, sleeps);
      const startedAtMs = performance.now();
      for (let trip = 1; trip < trips; trip += 1) {
        pass(ball, 1, sleeps);
        awaitTurn(ball, 0, sleeps);
      }
      return (performance.now() - startedAtMs) * trips / (trips - 1);
    },
    close: () => worker?.terminate(),
  };
}

/** Starts a worker and waits for its first message. */
function startWorker(file: string): Promise<Worker> {
  const worker = new Worker(new URL(file, import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Worker>();
  worker.onmessage = () => resolve(worker);
  worker.onerror = (event) => reject(new Error(event.message));
  return promise;
}

/** Round trips of a small message between this thread and a worker. */
function messagePingPong(trips: number): Contender {
  let worker: Worker;
  return {
    name: "postMessage",
    role: "limit",
    operations: trips,
    open: async () => void (worker = await startWorker("ping_worker.ts")),
    async run() {
      const startedAtMs = performance.now();
      for (let trip = 0; trip < trips; trip += 1) {
        const { promise, resolve } = Promise.withResolvers<unknown>();
        worker.onmessage = resolve;
        worker.postMessage("echo");
        await promise;
      }
      return performance.now() - startedAtMs;
    },
    close: () => worker?.terminate(),
  };
}

async function measureWaking(bench: SuiteRun, fromC: FromC): Promise<void> {
  const section = bench.section({
    id: "waking",
    title: "Waking each other",
    explanation:
      "Microseconds of a round trip between two threads, or two processes over pipes. Asleep, a round trip is two futex " +
      "calls and two wake-ups by the kernel; no primitive that blocks can be faster. Spinning, it is two cache lines that " +
      "move from core to core, if both cores are free.",
  });
  const trips = bench.quick ? 1_000 : 10_000;
  // On a machine without a free core a spinning side waits for the other's turn to come: not too many of them.
  const spins = bench.quick ? 2_000 : 20_000;
  await section.measure({
    id: "round-trip-asleep",
    title: "asleep",
    unit: "µs",
    contenders: [atomicsPingPong("Deno", trips, true), fromC("futex", trips, trips)],
  });
  await section.measure({
    id: "round-trip-spinning",
    title: "spinning",
    unit: "µs",
    contenders: [atomicsPingPong("Deno", spins, false), fromC("spin", spins, spins)],
  });
  await section.measure({
    id: "round-trip-message",
    title: "a message",
    unit: "µs",
    contenders: [messagePingPong(trips / 10), { ...fromC("pipe", trips, trips), name: "C, pipe" }],
  });
}

const CLONED: readonly [title: string, iterations: number, value: unknown][] = [
  ["integer", 20_000, 42],
  ["small object", 5_000, { id: 7, name: "seven", tags: ["a", "bb", "ccc"] }],
  ["1 KiB", 5_000, new Uint8Array(KIBIBYTE)],
  ["1 MiB", 20, new Uint8Array(MEBIBYTE)],
];

async function measureCloning(section: SectionRun): Promise<void> {
  for (const [title, count, value] of CLONED) {
    const repeat = (work: () => unknown) =>
      timed(() => {
        for (let index = 0; index < count; index += 1) work();
      });
    await section.measure({
      id: `clone-${title.replaceAll(" ", "-").toLowerCase()}`,
      title,
      unit: "µs",
      contenders: [
        {
          name: "structuredClone",
          role: "limit",
          operations: count,
          run: repeat(() => structuredClone(value)),
        },
        ...(value instanceof Uint8Array
          ? [{ name: "slice", role: "limit", operations: count, run: repeat(() => value.slice()) } as const]
          : [
            {
              name: "JSON",
              role: "limit",
              operations: count,
              run: repeat(() => JSON.parse(JSON.stringify(value))),
            } as const,
          ]),
      ],
    });
  }
}

async function measureStarting(section: SectionRun, fromC: FromC): Promise<void> {
  await section.measure({
    id: "start",
    title: "start and end",
    unit: "ms",
    contenders: [
      {
        name: "Worker",
        role: "limit",
        async run() {
          const startedAtMs = performance.now();
          (await startWorker("empty_worker.ts")).terminate();
          return performance.now() - startedAtMs;
        },
      },
      {
        name: "Deno process",
        role: "limit",
        async run() {
          const startedAtMs = performance.now();
          await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-config", ""], stdout: "null" }).output();
          return performance.now() - startedAtMs;
        },
      },
      { ...fromC("process", 20, 20), name: "C, fork" },
    ],
  });
}

async function measureCalls(section: SectionRun): Promise<void> {
  const core = createCore();
  const count = 1_000_000;
  let sum = 0;
  await section.measure({
    id: "call-wasm",
    title: "a call into WASM",
    unit: "ns",
    contenders: [{
      name: "Deno",
      role: "limit",
      operations: count,
      run: timed(() => {
        for (let index = 0; index < count; index += 1) sum += core.mlfqEpoch();
      }),
    }],
  });
  if (Number.isNaN(sum)) throw new Error("the core's calls gave no numbers");
}

export const suite: Suite = {
  summary:
    "What this machine can do at best, with Deno and in C. The figures of the other suites are to be read beside these.",
  async run(bench) {
    const { fromC, dispose } = compileLimits();
    try {
      await measureMemory(bench, fromC);
      await measureWaking(bench, fromC);
      await measureCloning(bench.section({
        id: "clone",
        title: "Cloning a value",
        explanation: "Microseconds to copy a value on one thread. A message to a worker costs at least one such copy.",
      }));
      await measureStarting(
        bench.section({
          id: "start",
          title: "Starting something",
          explanation:
            "Milliseconds until an empty worker has said a word, an empty program has ended, a fork was reaped.",
        }),
        fromC,
      );
      await measureCalls(bench.section({
        id: "calls",
        title: "The boundary",
        explanation: "Nanoseconds of a call from JavaScript into the core that does nothing but read a word.",
      }));
    } finally {
      dispose();
    }
  },
};
