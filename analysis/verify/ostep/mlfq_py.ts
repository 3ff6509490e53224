/**
 * OSTEP's `mlfq.py`: its options, its jobs, and its trace as the engine's multilevel feedback queue gives it.
 *
 * The program counts levels from the bottom, the engine from the top. A quantum or an allotment of 0 or less, which the
 * program counts down without ever meeting 0, is one without an end here.
 *
 * @module
 */

import { plural } from "../../../engine/numbers.ts";
import { TranscriptError } from "../../errors.ts";
import type { MlfqJob, MlfqSettings } from "./mlfq_settings.ts";
import { mlfqTrace } from "./mlfq_trace.ts";
import {
  type GivenOptions,
  JOBS_MAX,
  parseInteger,
  parseNumber,
  parseProgramOptions,
  type ProgramOption,
  wholeNumber,
} from "./option_text.ts";
import type { OstepProgram, Repetition } from "./program.ts";
import { PythonRandom } from "./python_random.ts";
import type { Transcript } from "./transcript.ts";

const OPTIONS: readonly ProgramOption[] = [
  { short: "s", long: "seed", kind: "integer" },
  { short: "n", long: "numQueues", kind: "integer" },
  { short: "q", long: "quantum", kind: "integer" },
  { short: "a", long: "allotment", kind: "integer" },
  { short: "Q", long: "quantumList", kind: "text" },
  { short: "A", long: "allotmentList", kind: "text" },
  { short: "j", long: "numJobs", kind: "integer" },
  { short: "m", long: "maxlen", kind: "integer" },
  { short: "M", long: "maxio", kind: "integer" },
  { short: "B", long: "boost", kind: "integer" },
  { short: "i", long: "iotime", kind: "integer" },
  { short: "S", long: "stay", kind: "switch" },
  { short: "I", long: "iobump", kind: "switch" },
  { short: "l", long: "jlist", kind: "text" },
  { short: "c", long: null, kind: "switch" },
];

/** A workload of more bursts than this is not built. */
const BURSTS_MAX = 2 ** 22;

/** Queues of the engine. */
const QUEUES_MAX = 64;

/** The program. */
export const mlfqPyProgram: OstepProgram = {
  name: "mlfq.py",
  printed: (transcript) => transcript.has("OPTIONS queues"),
  repeat(transcript, options) {
    if (!transcript.has("Execution Trace:")) throw transcript.error("it must be what mlfq.py prints with -c");
    const settings = options === undefined
      ? readSettings(transcript)
      : settingsOf(parseProgramOptions(options, OPTIONS));
    return repetitionOf(checked(settings, transcript));
  },
};

/** A run of these settings. */
function repetitionOf(settings: MlfqSettings): Repetition {
  const { jobs, quanta, boost } = settings;
  const boostText = boost > 0 ? `, boost ${boost}` : "";
  return {
    summary: `${plural(jobs.length, "job")}, ${plural(quanta.length, "queue")}, quanta ${quanta.join(" ")}${boostText}`,
    command: commandOf(settings),
    *lines() {
      yield* header(settings);
      yield* mlfqTrace(settings);
    },
  };
}

/** Takes jobs and options from the head of the program's output. */
function readSettings(transcript: Transcript): MlfqSettings {
  const number = (pattern: RegExp, what: string) => Number(transcript.one(pattern, what));
  const isOn = (pattern: RegExp, what: string) => transcript.one(pattern, what) === "True";
  const perQueue = (what: string) =>
    transcript.all(new RegExp(`^OPTIONS ${what} for queue +\\d+ is +(-?\\d+)$`)).map(([value]) => Number(value));
  const jobs = transcript.all(/^ {2}Job +\d+: startTime +(-?\d+) - runTime +(-?\d+) - ioFreq +(-?\d+)$/);
  const quanta = perQueue("quantum length");
  const allotments = perQueue("allotments");
  const queues = number(/^OPTIONS queues (\d+)$/, "OPTIONS queues N");
  if (quanta.length !== queues) throw transcript.error(`there must be ${queues} lines of quantum lengths`);
  if (allotments.length !== queues) throw transcript.error(`there must be ${queues} lines of allotments`);
  return {
    jobs: jobs.map(([start, run, io]) => ({ start: Number(start), run: Number(run), ioFrequency: Number(io) })),
    quanta,
    allotments,
    boost: number(/^OPTIONS boost (-?\d+)$/, "OPTIONS boost N"),
    ioTime: number(/^OPTIONS ioTime (-?\d+)$/, "OPTIONS ioTime N"),
    stay: isOn(/^OPTIONS stayAfterIO (True|False)$/, "OPTIONS stayAfterIO True|False"),
    bump: isOn(/^OPTIONS iobump (True|False)$/, "OPTIONS iobump True|False"),
  };
}

/** What the program makes of its command line, random jobs included. */
function settingsOf(given: GivenOptions): MlfqSettings {
  const list = (letter: string) => given.get(letter)?.split(",").map(wholeNumber);
  const quantumList = list("Q");
  const queues = quantumList?.length ?? parseNumber(given, "n", 3);
  const repeated = (letter: string, usual: number) =>
    new Array<number>(Math.min(Math.max(queues, 0), QUEUES_MAX + 1)).fill(parseNumber(given, letter, usual));
  return {
    jobs: jobsOf(given),
    quanta: quantumList ?? repeated("q", 10),
    allotments: list("A") ?? repeated("a", 1),
    boost: parseNumber(given, "B", 0),
    ioTime: parseNumber(given, "i", 5),
    stay: given.has("S"),
    bump: given.has("I"),
  };
}

/** The jobs of `-l`, or random ones: run time and I/O frequency of one after another. */
function jobsOf(given: GivenOptions): MlfqJob[] {
  const listed = given.get("l");
  if (listed !== undefined) {
    return listed.split(":").map((job) => {
      const [start, run, ioFrequency] = job.split(",").map(wholeNumber);
      return { start, run, ioFrequency };
    });
  }
  const random = new PythonRandom(parseInteger(given, "s", 0n));
  const below = (limit: number) => Math.trunc(random.random() * (limit - 1) + 1);
  const maxRun = parseNumber(given, "m", 100);
  const maxIo = parseNumber(given, "M", 10);
  // One more than there may be, so that it is refused where all jobs are looked at.
  return Array.from({ length: Math.min(parseNumber(given, "j", 3), JOBS_MAX + 1) }, () => ({
    start: 0,
    run: below(maxRun),
    ioFrequency: below(maxIo),
  }));
}

/** Refuses what the program itself cannot run to an end. */
function checked(settings: MlfqSettings, transcript: Transcript): MlfqSettings {
  const { jobs, quanta, allotments, ioTime } = settings;
  const refuse = (rule: string, value: unknown): never => {
    throw new TranscriptError(`Cannot verify ${transcript.name}: ${rule}, got ${value}`);
  };
  const isWhole = (value: number, min: number) => Number.isSafeInteger(value) && value >= min;
  if (jobs.length === 0) refuse("there must be a job", "none");
  if (jobs.length > JOBS_MAX) refuse(`there must be at most ${JOBS_MAX} jobs`, "more");
  if (quanta.length === 0 || quanta.length > QUEUES_MAX) {
    refuse(`queues must be from 1 to ${QUEUES_MAX}`, quanta.length);
  }
  if (allotments.length !== quanta.length) refuse(`allotments must be ${quanta.length}`, allotments.length);
  for (const value of [...quanta, ...allotments]) {
    if (!Number.isSafeInteger(value)) refuse("quanta and allotments must be whole numbers", value);
  }
  if (!isWhole(ioTime, 0)) refuse("the time of an I/O must be a whole number from 0", ioTime);
  let bursts = 0;
  for (const { start, run, ioFrequency } of jobs) {
    if (!isWhole(start, 0)) refuse("a start time must be a whole number from 0", start);
    if (!isWhole(run, 1)) refuse("a run time must be a whole number from 1", run);
    if (!Number.isSafeInteger(ioFrequency)) refuse("an I/O frequency must be a whole number", ioFrequency);
    bursts += ioFrequency > 0 ? 2 * Math.ceil(run / ioFrequency) : 1;
  }
  if (bursts > BURSTS_MAX) refuse(`the jobs must have at most ${BURSTS_MAX} bursts`, bursts);
  return settings;
}

/** The head of the program's output. */
function* header({ jobs, quanta, allotments, boost, ioTime, stay, bump }: MlfqSettings): Generator<string> {
  const pad = (value: number, columns: number) => String(value).padStart(columns);
  const truth = (value: boolean) => value ? "True" : "False";
  yield "Here is the list of inputs:";
  yield `OPTIONS jobs ${jobs.length}`;
  yield `OPTIONS queues ${quanta.length}`;
  for (const [index, quantum] of quanta.entries()) {
    const queue = pad(quanta.length - 1 - index, 2);
    yield `OPTIONS allotments for queue ${queue} is ${pad(allotments[index], 3)}`;
    yield `OPTIONS quantum length for queue ${queue} is ${pad(quantum, 3)}`;
  }
  yield `OPTIONS boost ${boost}`;
  yield `OPTIONS ioTime ${ioTime}`;
  yield `OPTIONS stayAfterIO ${truth(stay)}`;
  yield `OPTIONS iobump ${truth(bump)}`;
  yield* ["", ""];
  yield "For each job, three defining characteristics are given:";
  yield "  startTime : at what time does the job enter the system";
  yield "  runTime   : the total CPU time needed by the job to finish";
  yield "  ioFreq    : every ioFreq time units, the job issues an I/O";
  yield "              (the I/O takes ioTime units to complete)";
  yield* ["", "Job List:"];
  for (const [job, { start, run, ioFrequency }] of jobs.entries()) {
    yield `  Job ${pad(job, 2)}: startTime ${pad(start, 3)} - runTime ${pad(run, 3)} - ioFreq ${pad(ioFrequency, 3)}`;
  }
  yield* ["", "", "Execution Trace:", ""];
}

/** The same run as a command, where every option of the program has its like. */
function commandOf({ jobs, quanta, allotments, boost, ioTime, stay, bump }: MlfqSettings): string | null {
  if (jobs.length > 8 || [...quanta, ...allotments].some((value) => value < 1)) return null;
  const list = jobs.map(({ start, run, ioFrequency }) => `${start},${run},${Math.max(ioFrequency, 0)}`).join(":");
  const parts = [
    `sim run ostep:${list} --io-ticks ${ioTime} -p mlfq --ties ostep --preemption head --quantum-return remainder`,
    `--quanta ${quanta.join(",")}`,
  ];
  if (allotments.some((value) => value !== 1)) parts.push(`--allotments ${allotments.join(",")}`);
  if (boost > 0) parts.push(`--boost ${boost}`);
  if (stay) parts.push("--io-stay");
  if (bump) parts.push("--io-bump");
  return parts.join(" ");
}
