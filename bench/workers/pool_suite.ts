/**
 * Our pool beside those of npm and Python's.
 *
 * @module
 */

import type { Case, Suite, SuiteRun, Unit } from "../suite.ts";
import { asContender, type PoolProgram, poolPrograms, RIVALS } from "./pool_contenders.ts";

/** One kind of work, and who can do it. */
interface Work {
  id: string;
  title: string;
  unit: Unit;
  request: string;
  /** Operations of one run: in full, and quick. */
  counts: readonly [full: number, quick: number];
  /** Of one run of a peer under Deno, where that takes very much longer. */
  countUnderDeno?: number;
  targets?: Case["targets"];
  /** Only those. */
  only?: (program: PoolProgram) => boolean;
  rounds?: Case["rounds"];
}

/** Beside whom a quick run measures. */
const QUICK = ["Quanta", "poolifier (node)", "Python (fork)"];
const PYTHONS = ["Python (spawn)", "Python (fork)"];

const WORK: readonly Work[] = [
  {
    id: "pool-in-flight",
    title: "10,000 in flight",
    unit: "operations/s",
    request: "inFlight",
    counts: [10_000, 1_000],
    targets: [{ against: RIVALS, atLeast: 4 }],
  },
  { id: "pool-single", title: "one at a time", unit: "operations/s", request: "single", counts: [500, 100] },
  { id: "pool-busy", title: "1 ms of work each", unit: "operations/s", request: "busy", counts: [200, 50] },
  {
    id: "pool-large",
    title: "1 MiB argument each",
    unit: "operations/s",
    request: "large",
    counts: [50, 10],
    countUnderDeno: 5,
  },
  {
    id: "pool-map",
    title: "map over 200,000",
    unit: "operations/s",
    request: "map",
    counts: [200_000, 20_000],
    targets: PYTHONS.map((against) => ({ against, atLeast: 1 })),
    only: ({ isOurs, name }) => isOurs || PYTHONS.includes(name),
  },
];

const LIFE: readonly Work[] = [
  { id: "pool-start", title: "start to first result", unit: "ms", request: "start", counts: [1, 1] },
  {
    id: "pool-memory",
    title: "memory per worker",
    unit: "bytes",
    request: "memory",
    counts: [1, 1],
    rounds: { least: 1, most: 1 },
  },
];

async function measure(bench: SuiteRun, section: ReturnType<SuiteRun["section"]>, work: Work): Promise<void> {
  const { id, title, unit, request, counts, countUnderDeno, targets, only = () => true, rounds } = work;
  const count = counts[bench.quick ? 1 : 0];
  const programs = poolPrograms().filter((program) => only(program) && (!bench.quick || QUICK.includes(program.name)));
  await section.measure({
    id,
    title,
    unit,
    targets,
    warmupRounds: rounds === undefined ? 2 : 0,
    rounds: rounds ?? (bench.quick ? { least: 3, most: 9 } : { least: 5, most: 25 }),
    budgetMs: bench.quick ? 1_000 : 7_000,
    timeoutMs: 30_000,
    contenders: programs.map((program) => {
      const own = program.name.endsWith("(deno)") ? countUnderDeno ?? count : count;
      return asContender(program, { case: request, count: own }, own);
    }),
  });
}

/** The pools. */
export const suite: Suite = {
  summary: "Pools of two workers: tasks a second, maps, start-up and memory, beside those of npm and Python's.",

  async run(bench) {
    const throughput = bench.section({
      id: "pool-throughput",
      title: "Tasks through a pool of two",
      explanation:
        "Tasks (of `map`: items) per second, each an `x + 1` unless said. Every pool is a process of its own, driven as its " +
        "documentation recommends, by `bench/workers/peers/pool_peer.mjs` and `pool_ours.ts`; all runs of a round follow each other. " +
        "Our tasks are awaited one by one (`pool.apply`); `map` has no counterpart with chunks in npm.",
    });
    for (const work of WORK) await measure(bench, throughput, work);
    const life = bench.section({
      id: "pool-life",
      title: "Starting a pool, and what it holds",
      explanation:
        "From the call of the constructor to the first result, with two workers; and resident memory for each of eight workers that have " +
        "all run tasks. A worker of Python's is a process, which shares pages with others that are counted here.",
    });
    for (const work of LIFE) await measure(bench, life, work);
  },
};
