/**
 * OSTEP's `lottery.py`: jobs with tickets that all arrive at 0, and a draw for every slice.
 *
 * A slice takes the whole quantum also where its job needs less of it, so the program's clock counts slices.
 *
 * @module
 */

import { plural } from "../../../engine/numbers.ts";
import { TranscriptError } from "../../errors.ts";
import { TICKETS_MAX, winnerOf } from "./lottery_draw.ts";
import {
  type GivenOptions,
  parseInteger,
  parseNumber,
  parseProgramOptions,
  type ProgramOption,
  wholeNumber,
} from "./option_text.ts";
import type { OstepProgram, Repetition } from "./program.ts";
import { PythonRandom } from "./python_random.ts";
import type { Transcript } from "./transcript.ts";

/** What the program was asked. */
interface Settings {
  /** `-l` as it was typed; empty for random jobs. */
  readonly list: string;
  readonly count: number;
  readonly maxLength: number;
  readonly maxTickets: number;
  readonly quantum: number;
  readonly seed: bigint;
}

interface Job {
  length: number;
  tickets: number;
}

const OPTIONS: readonly ProgramOption[] = [
  { short: "s", long: "seed", kind: "integer" },
  { short: "j", long: "jobs", kind: "integer" },
  { short: "l", long: "jlist", kind: "text" },
  { short: "m", long: "maxlen", kind: "integer" },
  { short: "T", long: "maxticket", kind: "integer" },
  { short: "q", long: "quantum", kind: "integer" },
  { short: "c", long: "compute", kind: "switch" },
];

/** The program's random numbers are whole and below this. */
const NUMBERS = 1_000_001;

/** The program. */
export const lotteryPyProgram: OstepProgram = {
  name: "lottery.py",
  printed: (transcript) => transcript.has("ARG maxticket"),
  repeat(transcript, options) {
    if (!transcript.has("** Solutions **")) throw transcript.error("it must be what lottery.py prints with -c");
    const settings = options === undefined
      ? readSettings(transcript)
      : settingsOf(parseProgramOptions(options, OPTIONS));
    return repetitionOf(settings, transcript);
  },
};

function readSettings(transcript: Transcript): Settings {
  const number = (name: string) => transcript.one(new RegExp(`^ARG ${name} (-?\\d{1,1000})$`), `ARG ${name} N`);
  return {
    list: transcript.one(/^ARG jlist ?(.*)$/, "ARG jlist"),
    count: Number(number("jobs")),
    maxLength: Number(number("maxlen")),
    maxTickets: Number(number("maxticket")),
    quantum: Number(number("quantum")),
    seed: BigInt(number("seed")),
  };
}

function settingsOf(given: GivenOptions): Settings {
  return {
    list: given.get("l") ?? "",
    count: parseNumber(given, "j", 3),
    maxLength: parseNumber(given, "m", 10),
    maxTickets: parseNumber(given, "T", 100),
    quantum: parseNumber(given, "q", 1),
    seed: parseInteger(given, "s", 0n),
  };
}

function repetitionOf(settings: Settings, transcript: Transcript): Repetition {
  const { list, quantum, seed, maxLength, maxTickets } = settings;
  const refuse = (rule: string, value: unknown): never => {
    throw new TranscriptError(`Cannot verify ${transcript.name}: ${rule}, got ${value}`);
  };
  if (quantum < 1) refuse("the quantum must be from 1", quantum);
  if (list === "" && maxLength < 2) refuse("maxlen must be from 2", maxLength);
  if (list === "" && maxTickets < 2) refuse("maxticket must be from 2", maxTickets);
  // Each has a ticket at least.
  if (list === "" && settings.count > TICKETS_MAX) refuse(`there must be at most ${TICKETS_MAX} jobs`, settings.count);
  const random = new PythonRandom(seed);
  const jobs = list === "" ? randomJobs(settings, random) : list.split(",").map(jobOf);
  if (jobs.length === 0) refuse("there must be a job", "none");
  for (const { length, tickets } of jobs) {
    if (!Number.isSafeInteger(length) || length < 1) refuse("a run time must be a whole number from 1", length);
    if (!Number.isSafeInteger(tickets) || tickets < 1) refuse("tickets must be a whole number from 1", tickets);
  }
  const total = jobs.reduce((sum, { tickets }) => sum + tickets, 0);
  if (total > TICKETS_MAX) refuse(`there must be at most ${TICKETS_MAX} tickets`, total);
  return {
    summary: `${plural(jobs.length, "job")}, ${plural(total, "ticket")}, quantum ${quantum}`,
    // The engine's lottery draws other numbers from the same seed, so no one command shows the same run.
    command: null,
    *lines() {
      yield* header(settings, jobs);
      yield* draws(jobs, quantum, random);
    },
  };
}

/** Run time and tickets of one job after another, each drawn anew while it is 0. */
function randomJobs({ count, maxLength, maxTickets }: Settings, random: PythonRandom): Job[] {
  const above = (limit: number) => {
    for (;;) {
      const value = Math.trunc(limit * random.random());
      if (value !== 0) return value;
    }
  };
  return Array.from({ length: count }, () => ({ length: above(maxLength), tickets: above(maxTickets) }));
}

function jobOf(text: string): Job {
  const [length = NaN, tickets = NaN] = text.split(":").map(wholeNumber);
  return { length, tickets };
}

function* header(settings: Settings, jobs: readonly Job[]): Generator<string> {
  const { list, count, maxLength, maxTickets, quantum, seed } = settings;
  yield `ARG jlist ${list}`;
  yield* [`ARG jobs ${count}`, `ARG maxlen ${maxLength}`, `ARG maxticket ${maxTickets}`];
  yield* [`ARG quantum ${quantum}`, `ARG seed ${seed}`];
  yield* ["", "Here is the job list, with the run time of each job: "];
  for (const [job, { length, tickets }] of jobs.entries()) {
    yield `  Job ${job} ( length = ${length}, tickets = ${tickets} )`;
  }
  yield* ["", "", "** Solutions **", ""];
}

/** A draw for every slice: the number, the ticket, who runs, and what is left of all. */
function* draws(jobs: readonly Job[], quantum: number, random: PythonRandom): Generator<string> {
  const left = jobs.map((job): Job => ({ ...job }));
  let clock = 0;
  for (;;) {
    const holders = left.flatMap(({ length, tickets }, job) => length > 0 ? [{ job, ticks: length, tickets }] : []);
    if (holders.length === 0) return;
    const total = holders.reduce((sum, { tickets }) => sum + tickets, 0);
    const number = Math.trunc(random.random() * NUMBERS);
    const ticket = number % total;
    const winner = winnerOf(ticket, holders, quantum);
    yield `Random ${number} -> Winning ticket ${ticket} (of ${total}) -> Run ${winner}`;
    yield "  Jobs:";
    yield left.map(({ length, tickets }, job) => {
      const mark = job === winner ? "*" : " ";
      return ` (${mark} job:${job} timeleft:${length} tix:${length > 0 ? tickets : "---"} ) `;
    }).join("");
    const job = left[winner];
    job.length = Math.max(0, job.length - quantum);
    clock += quantum;
    if (job.length === 0) yield `--> JOB ${winner} DONE at time ${clock}`;
  }
}
