/**
 * The same work, cut into parts: one process does them one after another, then as many processes as there are CPUs do them
 * at the same time. Beside it the simulator with one CPU and with several, where the speed-up is exact.
 */

import { Barrier, cpuCount, Process, Queue, simulate, type Workload } from "../../mod.ts";
import { count, defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main({ parts, size }: { parts: number; size: number }): Promise<void> {
  const processes = Math.min(Math.max(2, cpuCount()), parts);
  const single = await compute(1, parts, size);
  const several = await compute(processes, parts, size);
  say(`1 process: ${single.timeMs.toFixed(0)} ms, ${processes} processes: ${several.timeMs.toFixed(0)} ms`, {
    processes,
    single,
    several,
  });
  const makespan = (cpus: number) => simulate(workloadOf(parts), { policy: "rr", cpus }).metrics.makespan;
  say(`simulated: 1 CPU ${makespan(1)} ticks, ${processes} CPUs ${makespan(processes)} ticks`, {
    ticks: [makespan(1), makespan(processes)],
  });
}

/** Shares the parts out among processes that begin together. */
async function compute(processes: number, parts: number, size: number): Promise<{ timeMs: number; primes: number }> {
  const barrier = new Barrier(processes + 1);
  const results = new Queue<number>();
  const shares = Array.from({ length: processes }, (_, index) => {
    const own = Array.from({ length: parts }, (_, part) => part).filter((part) => part % processes === index);
    return new Process({
      module,
      target: work,
      name: `worker ${index + 1} of ${processes}`,
      args: [own, size, barrier, results],
    });
  });
  for (const share of shares) share.start();
  await barrier.wait();
  const begin = performance.now();
  for (const share of shares) await share.join();
  const timeMs = performance.now() - begin;
  const primes = shares.reduce((sum) => sum + results.getSync(), 0);
  return { timeMs, primes };
}

/** Counts the primes in its parts. */
export function work(parts: readonly number[], size: number, barrier: Barrier, results: Queue<number>): void {
  say(`is at work on ${parts.length} parts`, { begins: true });
  barrier.waitSync();
  const primes = parts.reduce((sum, part) => sum + countPrimes(part * size, (part + 1) * size), 0);
  results.putSync(primes);
  say(`found ${primes} primes`, { begins: false });
}

function countPrimes(from: number, to: number): number {
  let primes = 0;
  for (let candidate = Math.max(2, from); candidate < to; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor += 1;
    if (divisor * divisor > candidate) primes += 1;
  }
  return primes;
}

/** The parts as processes of the simulator. */
function workloadOf(parts: number): Workload {
  return { processes: Array.from({ length: parts }, (_, index) => ({ name: `part ${index + 1}`, bursts: 12 })) };
}

export const scenario = defineScenario({
  name: "concurrent-vs-parallel",
  chapter: "parallel",
  summary: "The same work on one process and on one for each CPU, for real and simulated",
  verifies: "several processes are at work at one time and find the same; N simulated CPUs take 1/N of the ticks",
  symbols: ["Process", "Barrier", "cpuCount()", "simulate()"],
  module,
  parameters: {
    parts: count("Parts that the work is cut into", { initial: 12, min: 2, max: 1000 }),
    size: count("Numbers that are tried in each part", { initial: 150_000, max: 10_000_000 }),
  },
  verify(seen) {
    const { processes, single, several } = measured(seen.said("MainProcess")[0].data);
    const begins = (name: RegExp) => seen.said(name).map(({ data }) => data?.begins);
    const wanted = [...Array(processes).fill(true), ...Array(processes).fill(false)];
    seen.claimEqual("all processes are at work before the first is done", begins(/ of (?!1$)/), wanted);
    seen.claimEqual("both ways find the same primes", several.primes, single.primes);
    const [alone, together] = seen.said("MainProcess")[1].data!.ticks as number[];
    const perCpu = Math.ceil(seen.options.parts / processes);
    seen.claimEqual(
      `${processes} simulated CPUs do in ${together} ticks what one does in ${alone}`,
      together * seen.options.parts,
      alone * perCpu,
    );
    seen.figure("one process", single.timeMs, "ms");
    seen.figure(`${processes} processes`, several.timeMs, "ms");
    seen.figure("speed-up", single.timeMs / several.timeMs);
  },
  async picture(seen, style, width) {
    const { renderGantt } = await import("./_pictures.ts");
    const { processes } = measured(seen.said("MainProcess")[0].data);
    const draw = (title: string, cpus: number) =>
      renderGantt(title, workloadOf(Math.min(8, seen.options.parts)), { policy: "rr", quantum: 2, cpus }, style, width);
    return `${draw("Concurrent: one simulated CPU, multiplexed", 1)}\n${
      draw("Parallel: several simulated CPUs", processes)
    }`;
  },
});

interface Measured {
  readonly processes: number;
  readonly single: { timeMs: number; primes: number };
  readonly several: { timeMs: number; primes: number };
}

function measured(data: unknown): Measured {
  return data as Measured;
}
