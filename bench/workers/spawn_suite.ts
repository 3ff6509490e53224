/**
 * The process library over processes of the operating system, beside itself over workers, Python, and pools of npm that have such.
 *
 * @module
 */

import { fromProgram } from "../program.ts";
import type { Contender, OutcomeContender, Suite, SuiteRun } from "../suite.ts";
import { outcomeOf, PROGRAM_MS } from "./crash_outcome.ts";
import { asContender, PROCESS_RIVALS, processPoolPrograms } from "./pool_contenders.ts";
import * as ours from "./sync_ours.ts";

const WORKERS = "Quanta";
const PYTHON = "Python (spawn)";

function python(count: number, request: { work: string; payload?: string }): Contender {
  const command = ["python3", new URL("sync_peer.py", import.meta.url)];
  return fromProgram({
    name: PYTHON,
    role: "peer",
    operations: count,
    command,
    request: { ...request, method: "spawn", count },
  });
}

/** Ours over workers, as what ours over processes is held to. */
function asBaseline(contender: Contender): Contender {
  return { ...contender, role: "baseline", result: undefined };
}

function withoutResult(contender: Contender): Contender {
  return { ...contender, result: undefined };
}

async function measureChannels(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "spawn-channels",
    title: "Between two processes of the operating system",
    explanation:
      "As between workers in the sync suite: integers through a queue, an integer there and back through a pipe, start and join; and `kill()`.",
  });
  const scale = bench.quick ? 20 : 1;
  const common = {
    budgetMs: bench.quick ? 1_200 : 7_000,
    warmupRounds: bench.quick ? 1 : 3,
    rounds: bench.quick ? { least: 5, most: 25 } : { least: 7, most: 21 },
  };
  const items = 1_000_000 / scale;
  await section.measure({
    ...common,
    id: "spawn-queue-integers",
    title: "Queue, integers",
    unit: "operations/s",
    targets: [{ against: PYTHON, atLeast: 10 }],
    contenders: [
      withoutResult(ours.queue("integers", items, "spawn")),
      asBaseline(ours.queue("integers", items)),
      withoutResult(python(60_000 / scale, { work: "queue", payload: "integers" })),
    ],
  });
  const turns = 100_000 / scale;
  await section.measure({
    ...common,
    id: "spawn-pipe-integer",
    title: "Pipe, integer",
    unit: "µs",
    targets: bench.quick ? [] : [{ against: WORKERS, atMost: 2 }], // what spins bring depends on what else runs
    contenders: [
      withoutResult(ours.pipe("integers", turns, "spawn")),
      asBaseline(ours.pipe("integers", turns)),
      withoutResult(python(2_000 / scale, { work: "pipe", payload: "integers" })),
    ],
  });
  const starts = bench.quick ? 3 : 10;
  await section.measure({
    ...common,
    id: "spawn-start",
    title: "Process, start and join",
    unit: "ms",
    contenders: [
      ours.start(starts, "spawn"),
      asBaseline(ours.start(starts)),
      python(bench.quick ? 2 : 5, { work: "start" }),
    ],
  });
  const kills = bench.quick ? 3 : 10;
  await section.measure({
    ...common,
    id: "spawn-kill",
    title: "Process, from kill() until it is gone while it spins",
    unit: "ms",
    targets: [{ value: true, atMost: 10 }],
    contenders: [ours.killSpinning(kills), ours.killShell(kills)],
  });
}

async function measurePools(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "spawn-pool",
    title: "Tasks through a pool of two processes of the operating system",
    explanation:
      "As through pools of threads in the pool suite. Tinypool's runtime is `child_process`, workerpool's workers are of type `process`; " +
      "piscina has no processes.",
  });
  const works = [
    {
      id: "in-flight",
      title: "10,000 in flight",
      request: "inFlight",
      counts: [10_000, 1_000],
      rivals: PROCESS_RIVALS,
      atLeast: 5,
    },
    { id: "single", title: "one at a time", request: "single", counts: [500, 100] },
    { id: "map", title: "map over 200,000", request: "map", counts: [200_000, 20_000], rivals: [PYTHON], atLeast: 1 },
  ] as const;
  for (const { id, title, request, counts, ...held } of works) {
    const count = counts[bench.quick ? 1 : 0];
    const programs = processPoolPrograms().filter(({ isOurs, name }) =>
      request !== "map" || isOurs || name.startsWith("Python")
    );
    await section.measure({
      id: `spawn-pool-${id}`,
      title,
      unit: "operations/s",
      targets: "rivals" in held ? [{ against: held.rivals, atLeast: held.atLeast }] : [],
      warmupRounds: 2,
      rounds: bench.quick ? { least: 3, most: 9 } : { least: 5, most: 25 },
      budgetMs: bench.quick ? 1_000 : 7_000,
      timeoutMs: 30_000,
      contenders: programs.map((program) => asContender(program, { case: request, count }, count)),
    });
  }
}

const CRASHES: readonly (readonly [task: string, title: string, expected: string])[] = [
  ["exit", "ends its process", "rejects (WorkerDied); next task works"],
  ["useUpHeap", "uses up its heap (limit 64 MB)", "rejects (WorkerDied); next task works"],
  ["spin", "loops for ever, cancelled", "rejects (AbortError, code 20); next task works; its thread is stopped"],
  ["spinLimited", "loops for ever, time limit", "rejects (TimeoutError); next task works; its thread is stopped"],
];

async function measureCrashes(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "spawn-crash",
    title: "Tasks that misbehave in a pool of processes",
    explanation: "As in the crash suite. A process of the operating system that loops is killed, and its CPU is free.",
  });
  for (const [task, title, expected] of CRASHES.filter(([task]) => !bench.quick || task === "spin")) {
    const programs = processPoolPrograms().filter(({ isOurs }) => !bench.quick || isOurs);
    await section.outcomes({
      id: `spawn-crash-${task.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      title,
      expected,
      timeoutMs: programs.length * PROGRAM_MS,
      contenders: programs.map((program): OutcomeContender => ({
        name: program.name,
        role: program.isOurs ? "ours" : "peer",
        run: () => outcomeOf(program, task),
      })),
    });
  }
}

/** Processes of the operating system. */
export const suite: Suite = {
  summary: "Queues, pipes, start-up and pools over processes of the operating system.",
  async run(bench) {
    await measureChannels(bench);
    await measurePools(bench);
    await measureCrashes(bench);
  },
};
