/**
 * OSTEP's `scheduler.py`: FIFO, SJF and RR on jobs that all arrive at 0.
 *
 * The engine says who runs when and for how long. Run times may be fractions: the engine counts the least decimal unit
 * of them as its tick, and times are then added up in floating point, one dispatch after another, as the program does.
 *
 * @module
 */

import { plural } from "../../../engine/numbers.ts";
import type { SimulationOptions } from "../../../engine/options.ts";
import { simulate } from "../../../engine/simulate.ts";
import { TranscriptError } from "../../errors.ts";
import {
  decimalNumber,
  type GivenOptions,
  JOBS_MAX,
  parseInteger,
  parseNumber,
  parseProgramOptions,
  type ProgramOption,
} from "./option_text.ts";
import type { OstepProgram, Repetition } from "./program.ts";
import { fixed2, floatText } from "./python_format.ts";
import { PythonRandom } from "./python_random.ts";
import type { Transcript } from "./transcript.ts";

const POLICIES = ["FIFO", "SJF", "RR"] as const;
type PolicyWord = typeof POLICIES[number];

/** What the program was asked. */
interface Settings {
  readonly policy: PolicyWord;
  /** `-l` as it was typed, or what random jobs are made from. */
  readonly source: { readonly list: string } | { readonly count: number; readonly maxLength: number; seed: bigint };
  /** `null` where it is not known: the output does not state it. */
  readonly quantum: number | null;
}

/** A job's run time as a number and as the engine's ticks. */
interface Job {
  readonly length: number;
  readonly ticks: number;
}

const OPTIONS: readonly ProgramOption[] = [
  { short: "s", long: "seed", kind: "integer" },
  { short: "j", long: "jobs", kind: "integer" },
  { short: "l", long: "jlist", kind: "text" },
  { short: "m", long: "maxlen", kind: "integer" },
  { short: "p", long: "policy", kind: "text" },
  { short: "q", long: "quantum", kind: "integer" },
  { short: "c", long: null, kind: "switch" },
];

/** Turns of all jobs: all of them are simulated before the first line is compared. */
const TURNS_MAX = 2 ** 20;

/** The program. */
export const schedulerPyProgram: OstepProgram = {
  name: "scheduler.py",
  printed: (transcript) => transcript.has("ARG policy"),
  repeat(transcript, options) {
    if (!transcript.has("** Solutions **")) throw transcript.error("it must be what scheduler.py prints with -c");
    const settings = options === undefined
      ? readSettings(transcript)
      : settingsOf(parseProgramOptions(options, OPTIONS), transcript);
    return repetitionOf(settings, transcript);
  },
};

function readSettings(transcript: Transcript): Settings {
  const policy = policyOf(transcript.one(/^ARG policy (.+)$/, "ARG policy FIFO|SJF|RR"), transcript);
  const quantum = policy === "RR" ? quantumSeen(transcript) : null;
  const [listed] = transcript.all(/^ARG jlist (.+)$/);
  if (listed !== undefined) return { policy, quantum, source: { list: listed[0] } };
  const count = Number(transcript.one(/^ARG jobs (\d+)$/, "ARG jobs N"));
  const maxLength = Number(transcript.one(/^ARG maxlen (-?\d+)$/, "ARG maxlen N"));
  const seed = BigInt(transcript.one(/^ARG seed (-?\d{1,1000})$/, "ARG seed N"));
  return { policy, quantum, source: { count, maxLength, seed } };
}

/** The quantum is the time of any turn that does not end its job; where there is none, it covers every job. */
function quantumSeen(transcript: Transcript): number | null {
  const [turn] = transcript.all(/^ {2}\[ time +\d+ \] Run job +\d+ for (\d+)\.00 secs$/);
  return turn === undefined ? null : Number(turn[0]);
}

function settingsOf(given: GivenOptions, transcript: Transcript): Settings {
  const list = given.get("l");
  return {
    policy: policyOf(given.get("p") ?? "FIFO", transcript),
    quantum: parseNumber(given, "q", 1),
    source: list !== undefined ? { list } : {
      count: parseNumber(given, "j", 3),
      maxLength: parseNumber(given, "m", 10),
      seed: parseInteger(given, "s", 0n),
    },
  };
}

function policyOf(word: string, transcript: Transcript): PolicyWord {
  const found = POLICIES.find((policy) => policy === word);
  if (found !== undefined) return found;
  throw new TranscriptError(`Cannot verify ${transcript.name}: the policy must be FIFO, SJF or RR, got ${word}`);
}

function repetitionOf(settings: Settings, transcript: Transcript): Repetition {
  const { policy, source } = settings;
  const refuse = (rule: string, value: unknown): never => {
    throw new TranscriptError(`Cannot verify ${transcript.name}: ${rule}, got ${value}`);
  };
  if ("count" in source && source.count > JOBS_MAX) refuse(`there must be at most ${JOBS_MAX} jobs`, source.count);
  const lengths = lengthsOf(source);
  const unit = 10 ** lengths.reduce((most, length) => Math.max(most, decimalsOf(length)), 0);
  const jobs = lengths.map((length): Job => ({ length, ticks: Math.round(length * unit) }));
  if (jobs.length === 0) refuse("there must be a job", "none");
  for (const { length, ticks } of jobs) {
    if (!Number.isSafeInteger(ticks) || ticks < 1) refuse("a run time must be above 0 and of few digits", length);
  }
  const quantum = settings.quantum ?? Math.ceil(lengths.reduce((most, length) => Math.max(most, length), 0));
  if (policy === "RR" && quantum < 1) refuse("the quantum must be from 1", quantum);
  const turns = policy === "RR" ? lengths.reduce((sum, length) => sum + Math.ceil(length / quantum), 0) : jobs.length;
  if (turns > TURNS_MAX) refuse(`the jobs must have at most ${TURNS_MAX} turns`, turns);
  const isWhole = unit === 1 && jobs.length <= 20;
  return {
    summary: `${plural(jobs.length, "job")}, ${policy}${policy === "RR" ? ` with quantum ${quantum}` : ""}`,
    command: isWhole
      ? `sim run ostep:${lengths.join(",")} -p ${engineName(policy)}${quantumFlag(policy, quantum)}`
      : null,
    *lines() {
      yield* header(settings, lengths);
      yield* policy === "RR" ? turnsInRoundRobin(jobs, quantum, unit) : turnsInOrder(policy, jobs);
    },
  };
}

function engineName(policy: PolicyWord): "fcfs" | "sjf" | "rr" {
  return policy === "FIFO" ? "fcfs" : policy === "SJF" ? "sjf" : "rr";
}

function quantumFlag(policy: PolicyWord, quantum: number): string {
  return policy === "RR" ? ` --quantum ${quantum}` : "";
}

function lengthsOf(source: Settings["source"]): number[] {
  if ("list" in source) return source.list.split(",").map((length) => decimalNumber(length));
  const random = new PythonRandom(source.seed);
  return Array.from({ length: source.count }, () => Math.trunc(source.maxLength * random.random()) + 1);
}

/** Digits after the point. */
function decimalsOf(value: number): number {
  return String(value).split(".")[1]?.length ?? 0;
}

function* header({ policy, source }: Settings, lengths: readonly number[]): Generator<string> {
  yield `ARG policy ${policy}`;
  if ("list" in source) yield `ARG jlist ${source.list}`;
  else yield* [`ARG jobs ${source.count}`, `ARG maxlen ${source.maxLength}`, `ARG seed ${source.seed}`];
  yield* ["", "Here is the job list, with the run time of each job: "];
  for (const [job, length] of lengths.entries()) {
    yield `  Job ${job} ( length = ${"list" in source ? floatText(length) : length} )`;
  }
  yield* ["", "", "** Solutions **", "", "Execution trace:"];
}

/** The dispatches of a run in their order: which job, and whether it ended with this one. */
function dispatchesOf(jobs: readonly Job[], options: SimulationOptions): { job: number; isLast: boolean }[] {
  const workload = { processes: jobs.map(({ ticks }) => ({ bursts: ticks })) };
  const { transitions } = simulate(workload, { ...options, transitions: "full" });
  const dispatches: { job: number; isLast: boolean }[] = [];
  for (const { pid, state } of transitions) {
    if (state === "running") dispatches.push({ job: pid - 1, isLast: false });
    else if (state === "terminated") dispatches[dispatches.length - 1].isLast = true;
  }
  return dispatches;
}

/** A job's figures as the program prints them. */
interface Figures {
  readonly job: number;
  readonly response: number;
  readonly turnaround: number;
  readonly wait: number;
}

function* turnsInOrder(policy: "FIFO" | "SJF", jobs: readonly Job[]): Generator<string> {
  const figures: Figures[] = [];
  let time = 0;
  for (const { job } of dispatchesOf(jobs, { policy: policy === "FIFO" ? "fcfs" : "sjf" })) {
    const { length } = jobs[job];
    const end = time + length;
    yield `  [ time ${clock(time)} ] Run job ${job} for ${fixed2(length)} secs ( DONE at ${fixed2(end)} )`;
    figures.push({ job, response: time, turnaround: end, wait: time });
    time = end;
  }
  yield* statistics(figures);
}

function* turnsInRoundRobin(jobs: readonly Job[], quantum: number, unit: number): Generator<string> {
  const states = jobs.map(({ length }) => ({ left: length, lastRan: 0, wait: 0, response: -1, turnaround: 0 }));
  let time = 0;
  for (const { job, isLast } of dispatchesOf(jobs, { policy: "rr", quantum: quantum * unit })) {
    const state = states[job];
    const ran = isLast ? state.left : quantum;
    if (state.response < 0) state.response = time;
    state.wait += time - state.lastRan;
    const done = isLast ? ` ( DONE at ${fixed2(time + ran)} )` : "";
    yield `  [ time ${clock(time)} ] Run job ${String(job).padStart(3)} for ${fixed2(ran)} secs${done}`;
    state.left -= ran;
    time += ran;
    state.lastRan = time;
    if (isLast) state.turnaround = time;
  }
  yield* statistics(states.map(({ response, turnaround, wait }, job) => ({ job, response, turnaround, wait })));
}

/** `%3d` of a time. */
function clock(time: number): string {
  return String(Math.trunc(time)).padStart(3);
}

function* statistics(figures: readonly Figures[]): Generator<string> {
  yield* ["", "Final statistics:"];
  const line = ({ response, turnaround, wait }: Omit<Figures, "job">) =>
    `-- Response: ${fixed2(response)}  Turnaround ${fixed2(turnaround)}  Wait ${fixed2(wait)}`;
  for (const each of figures) yield `  Job ${String(each.job).padStart(3)} ${line(each)}`;
  const mean = (name: "response" | "turnaround" | "wait") =>
    figures.reduce((sum, each) => sum + each[name], 0) / figures.length;
  yield* ["", `  Average ${line({ response: mean("response"), turnaround: mean("turnaround"), wait: mean("wait") })}`];
}
