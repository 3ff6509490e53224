/**
 * Trust in a policy of one's own: random workloads in which it must keep the rules of every run and run twice alike, and what is seen of
 * it there.
 *
 * @module
 */

import { findPolicy } from "../engine/policies.ts";
import { refuseUnknownOptions } from "../engine/known_options.ts";
import type { OwnPolicyClass, OwnPolicyOptions } from "../engine/own_policy.ts";
import { PolicyError } from "../engine/policy_error.ts";
import type { SimulationResult } from "../engine/result.ts";
import { simulate } from "../engine/simulate.ts";
import { BURST_KIND, type WorkloadColumns } from "../engine/workload.ts";
import { generateWorkload } from "../engine/workload/generate.ts";
import { totalCpu } from "../engine/workload/_total_cpu.ts";
import { createPause } from "./_pause.ts";
import { checkLog } from "./check/check_log.ts";
import { type Log, UNKNOWN_MACHINE } from "./check/log.ts";
import type { AnalysisOptions, TrialProgress } from "./options.ts";

/**
 * A ready process as a reference sees it: what everybody can look up in the workload and in the timeline so far.
 *
 * @example
 * ```ts
 * import { checkPolicy, type ReferenceCandidate } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const reference = (ready: readonly ReferenceCandidate[]) => {
 *   const first = Math.min(...ready.map(({ joined }) => joined));
 *   return ready.filter(({ joined }) => joined === first).map(({ pid }) => pid); // any of those that joined at one tick
 * };
 * const { violation } = await checkPolicy(class Fifo {}, { workloads: 20, reference });
 * assertEquals(violation, null);
 * ```
 * @category Policies of one's own
 */
export interface ReferenceCandidate {
  /** Its pid. */
  readonly pid: number;
  /** When it arrived. */
  readonly arrival: number;
  /** When it joined the ready queue. */
  readonly joined: number;
  /** Its CPU time in all. */
  readonly cpu: number;
  /** Ticks left of its current CPU burst. */
  readonly remaining: number;
  /** Ticks that it has executed. */
  readonly executed: number;
  /** Its priority. */
  readonly priority: number;
  /** Its tickets. */
  readonly tickets: number;
}

/**
 * A slow and obvious account of a policy: the pid of the process that must get the CPU, or several of which any may.
 *
 * @example
 * ```ts
 * import { checkPolicy, type PolicyReference } from "@quanta/quanta/analysis";
 * import { assert } from "@std/assert";
 *
 * const byPid: PolicyReference = (ready) => Math.min(...ready.map(({ pid }) => pid));
 * const { violation } = await checkPolicy(class Fifo {}, { workloads: 50, reference: byPid });
 * assert(violation?.message.includes("reference"));
 * ```
 * @category Policies of one's own
 */
export type PolicyReference = (ready: readonly ReferenceCandidate[], time: number) => number | readonly number[];

/**
 * How a policy is checked.
 *
 * @example
 * ```ts
 * import { checkPolicy, type CheckPolicyOptions } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: CheckPolicyOptions = { workloads: 10, seed: 7 };
 * assertEquals((await checkPolicy(class Fifo {}, options)).workloads, 10);
 * ```
 * @category Policies of one's own
 */
export interface CheckPolicyOptions extends AnalysisOptions<TrialProgress> {
  /** Random workloads, from 1. Default 1,000. */
  workloads?: number;
  /** The seed of the first; each has the next. Default 1. */
  seed?: number;
  /** What its decisions are held against. */
  reference?: PolicyReference;
}

/**
 * What was found of a policy.
 *
 * @example
 * ```ts
 * import { type CheckedPolicy, checkPolicy } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const found: CheckedPolicy = await checkPolicy(class Fifo {}, { workloads: 20 });
 * assertEquals([found.violation, found.workConserving, found.preemptive], [null, true, false]);
 * ```
 * @category Policies of one's own
 */
export interface CheckedPolicy {
  /** The policy's name. */
  readonly policy: string;
  /** Workloads that were run. */
  readonly workloads: number;
  /** Decisions that were looked at. */
  readonly decisions: number;
  /** The first rule that it broke; `null` for none. */
  readonly violation: { readonly seed: number; readonly message: string; readonly error?: PolicyError } | null;
  /** Whether no CPU was ever idle while a process was ready. */
  readonly workConserving: boolean;
  /** Whether a process lost its CPU to another one in any run. */
  readonly preemptive: boolean;
  /** The longest wait beside a stream of short processes, as it is, and as one four times as long is. */
  readonly starvation: { readonly wait: number; readonly longerWait: number; readonly mayStarve: boolean } | null;
}

const WORKLOADS_DEFAULT = 1_000;

/**
 * Runs a policy on random workloads: several CPUs, I/O, context switches, priorities, both orders of ties. Each must keep the rules that
 * every run keeps, and be the same when it is run again.
 *
 * @throws {TypeError} If the policy breaks the contract as a class.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { checkPolicy } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * class Hasty {
 *   slice() {
 *     return 0.5;
 *   }
 * }
 * const { violation } = await checkPolicy(Hasty);
 * assertEquals(violation?.error?.hook, "slice");
 * ```
 * @category Policies of one's own
 */
export async function checkPolicy(policy: OwnPolicyClass, options: CheckPolicyOptions = {}): Promise<CheckedPolicy> {
  const known = ["workloads", "seed", "reference", "signal", "onProgress"] satisfies (keyof CheckPolicyOptions)[];
  refuseUnknownOptions("check policy", options, known);
  const { workloads = WORKLOADS_DEFAULT, seed: first = 1, reference, signal, onProgress } = options;
  for (const [name, value, least] of [["workloads", workloads, 1], ["seed", first, 0]] as const) {
    if (!Number.isSafeInteger(value) || value < least) {
      throw new RangeError(`Cannot check policy: ${name} must be a whole number from ${least}, got ${value}`);
    }
  }
  const { name } = findPolicy(policy);
  let done = 0;
  const pause = createPause(signal, () => onProgress?.({ done, trials: workloads }));
  const seen = { decisions: 0, workConserving: true, preemptive: false };
  for (; done < workloads; done += 1) {
    await pause();
    const seed = first + done;
    const violation = await violationOf(policy, seed, seen, reference);
    if (violation !== null) {
      return { policy: name, workloads: done + 1, ...seen, violation: { seed, ...violation }, starvation: null };
    }
  }
  return { policy: name, workloads, ...seen, violation: null, starvation: starvationOf(policy) };
}

type Found = { message: string; error?: PolicyError };
type Seen = { decisions: number; workConserving: boolean; preemptive: boolean };

/** What is wrong with the run of a seed; notes what is seen of it. */
async function violationOf(
  policy: OwnPolicyClass,
  seed: number,
  seen: Seen,
  reference: PolicyReference | undefined,
): Promise<Found | null> {
  const workload = workloadOfSeed(seed);
  const options: OwnPolicyOptions = {
    policy,
    cpus: seed % 3 + 1,
    ties: seed % 2 === 0 ? "textbook" : "ostep",
    switchCost: seed % 5 === 0 ? 1 : 0,
    timeline: "full",
    transitions: "full",
    decisions: "full",
  };
  let result: SimulationResult;
  try {
    result = simulate(workload, options);
    const again = simulate(workload, options);
    const parted = result.timeline.findIndex((segment, index) =>
      JSON.stringify(segment) !== JSON.stringify(again.timeline[index])
    );
    if (parted >= 0 || result.timeline.length !== again.timeline.length) {
      const time = result.timeline[Math.max(0, parted)]?.start ?? 0;
      return { message: `it must run twice alike, got another timeline from tick ${time} on when it was run again` };
    }
  } catch (error) {
    if (error instanceof PolicyError) return { message: error.message, error };
    throw error;
  }
  seen.decisions += result.decisions.length;
  seen.preemptive ||= result.transitions.some(({ cause }) => cause === "preempted");
  const { violations } = await checkLog(logOf(result), { workload });
  for (const { rule, message } of violations) {
    if (rule !== "idle") return { message: `the rule ${rule} must hold, got: ${message}` };
    seen.workConserving = false;
  }
  return reference === undefined ? null : againstReference(result, workload, reference);
}

/** A small random workload that is crowded with coincidences. */
function workloadOfSeed(seed: number): WorkloadColumns {
  const mixes = ["cpu-only", "cpu-bound", "io-bound", "mixed"] as const;
  const arrivals = ["poisson", "uniform", "bursty", "together"] as const;
  const pattern = arrivals[(seed >> 2) % arrivals.length];
  const workload = generateWorkload({
    processes: 2 + seed % 11,
    seed,
    ...(pattern === "together" ? {} : { load: 1 }),
    serviceMean: 1 + seed % 9,
    mix: mixes[seed % mixes.length],
    arrivals: pattern,
    ...(pattern === "bursty" ? { groupMean: 3 } : {}),
  });
  const count = workload.arrival.length;
  const number = (row: number, least: number, most: number) => least + (row * 7 + seed * 3) % (most - least + 1);
  workload.priority = Float64Array.from({ length: count }, (_, row) => number(row, 0, 4));
  workload.tickets = Float64Array.from({ length: count }, (_, row) => number(row, 1, 6));
  workload.nice = Float64Array.from({ length: count }, (_, row) => number(row, -3, 3));
  workload.deadline = Float64Array.from({ length: count }, (_, row) => number(row, 5, 60));
  return workload;
}

/** A run as a log, which is checked by who knows nothing of the engine. */
function logOf({ timeline, options }: SimulationResult): Log {
  const place = { file: "run", line: 1, path: "" };
  return {
    file: "run",
    segments: timeline.map(({ cpu, pid, start, end, kind }) => ({
      place,
      cpu,
      process: String(pid),
      start,
      end,
      kind,
    })),
    hasTimeline: true,
    processes: [],
    metrics: null,
    machine: { ...UNKNOWN_MACHINE, cpus: options.cpus },
  };
}

/** The first decision that the reference makes otherwise. */
function againstReference(
  { decisions, timeline }: SimulationResult,
  workload: WorkloadColumns,
  reference: PolicyReference,
): Found | null {
  const cpu = totalCpu(workload);
  for (const { time, pid: chosen, candidates, cpu: on } of decisions) {
    const ready = candidates.map(({ pid, arrival, joined }): ReferenceCandidate => {
      const row = pid - 1;
      const own = timeline.filter((segment) => segment.pid === pid && segment.kind === "run" && segment.start < time);
      const executed = own.reduce((sum, { start, end }) => sum + Math.min(end, time) - start, 0);
      const [priority, tickets] = [workload.priority![row], workload.tickets![row]];
      return {
        pid,
        arrival,
        joined,
        cpu: cpu[row],
        remaining: remainingOf(workload, row, executed),
        executed,
        priority,
        tickets,
      };
    });
    const expected = [reference(ready.toSorted((a, b) => a.joined - b.joined || a.pid - b.pid), time)].flat();
    if (!expected.includes(chosen)) {
      const message = `at tick ${time} CPU ${on} must run ${
        expected.map((pid) => `pid ${pid}`).join(" or ")
      } by the reference, ` +
        `got pid ${chosen}`;
      return { message };
    }
  }
  return null;
}

/** What is left of the burst that a process is in when it has executed so many ticks. */
function remainingOf({ cpu, bursts }: WorkloadColumns, row: number, executed: number): number {
  if (bursts === undefined) return cpu![row] - executed;
  let end = 0;
  for (let entry = bursts.offset[row]; entry < bursts.offset[row + 1] && end <= executed; entry += 1) {
    if (bursts.kind[entry] === BURST_KIND.cpu) end += bursts.value[entry];
  }
  return end - executed;
}

/** Ticks of the long process beside the stream, and short ones in it. */
const LONG = 40;
const STREAM = 500;

/** What happens to a long process beside short ones that keep coming, one every two ticks. */
function starvationOf(policy: OwnPolicyClass): CheckedPolicy["starvation"] {
  try {
    const [wait, longerWait] = [STREAM, 4 * STREAM].map((count) => longestWait(policy, count));
    return { wait, longerWait, mayStarve: longerWait > 2 * wait && longerWait > STREAM };
  } catch (error) {
    if (error instanceof PolicyError) return null;
    throw error;
  }
}

function longestWait(policy: OwnPolicyClass, count: number): number {
  const processes = Array.from(
    { length: count },
    (_, index) => ({ arrival: 2 * index, bursts: 2, priority: 0, deadline: 10 }),
  );
  const long = { arrival: 0, bursts: LONG, priority: 9, deadline: 1_000_000 };
  return simulate({ processes: [long, ...processes] }, { policy }).metrics.longestWait.ticks;
}
