/**
 * Figures that textbooks print, as data: each policy's worked examples with their sources.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { ProcessResult } from "../../engine/result.ts";
import type { ProcessSpec, Workload } from "../../engine/workload.ts";

/** A workload, what is asked, and what the book says of it. */
export interface WorkedExample {
  source: string;
  workload: Workload;
  options: SimulationOptions;
  /** By pid, where the book gives them. */
  finish?: number[];
  /** By pid, where the book gives them. */
  waiting?: number[];
  /** By pid, where the book gives them. */
  response?: number[];
  /** Means, to the digits that are written here. */
  mean: Partial<Record<"turnaround" | "waiting" | "response" | "weightedTurnaround", string>>;
}

function workload(jobs: readonly (readonly [arrival: number, cpu: number])[]): Workload {
  return { processes: jobs.map(([arrival, cpu]) => ({ arrival, bursts: cpu })) };
}

function allAtOnce(...cpu: number[]): Workload {
  return workload(cpu.map((ticks) => [0, ticks] as const));
}

const STALLINGS = workload([[0, 3], [2, 6], [4, 4], [6, 5], [8, 2]]);
/** Bursts that are all there at 0, with what else the policy looks at. */
function withTraits(...processes: ProcessSpec[]): Workload {
  return { processes };
}

const SILBERSCHATZ_PRIORITY = withTraits(
  { bursts: 10, priority: 3 },
  { bursts: 1, priority: 1 },
  { bursts: 2, priority: 4 },
  { bursts: 1, priority: 5 },
  { bursts: 5, priority: 2 },
);
/** The book's numbers are 40, 30, 30, 35, 5 and 10, the greatest first. */
const SILBERSCHATZ_EQUALS = withTraits(
  { bursts: 20, priority: 0, arrival: 0 },
  { bursts: 25, priority: 2, arrival: 25 },
  { bursts: 25, priority: 2, arrival: 30 },
  { bursts: 15, priority: 1, arrival: 60 },
  { bursts: 10, priority: 4, arrival: 100 },
  { bursts: 10, priority: 3, arrival: 105 },
);
const EXERCISE = workload([[1, 2], [2, 4], [3, 6], [4, 8]]);
const DEPTHS = withTraits(
  { bursts: 4, processors: 2 },
  { bursts: 2, processors: 3 },
  { bursts: 2, processors: 4 },
  { bursts: 10, processors: 1 },
);
const RIGID = withTraits(
  { bursts: 6, processors: 2 },
  { bursts: 4, processors: 4 },
  { bursts: 6, processors: 2 },
  { bursts: 8, processors: 1 },
  { bursts: 2, processors: 1 },
);
const LIU_LAYLAND = withTraits({ bursts: 2, period: 5 }, { bursts: 4, period: 7 });
const SILBERSCHATZ_SRTF = workload([[0, 8], [1, 4], [2, 9], [3, 5]]);

/** Every example, the options spelt out where they differ from the defaults. */
export const WORKED_EXAMPLES: readonly WorkedExample[] = [
  {
    source: "Stallings, five processes, FCFS",
    workload: STALLINGS,
    options: { policy: "fcfs" },
    finish: [3, 9, 13, 18, 20],
    mean: { turnaround: "8.60", weightedTurnaround: "2.56" },
  },
  {
    source: "Stallings, five processes, RR q=1",
    workload: STALLINGS,
    options: { policy: "rr", quantum: 1 },
    finish: [4, 18, 17, 20, 15],
    mean: { turnaround: "10.80", weightedTurnaround: "2.71" },
  },
  {
    source: "Stallings, five processes, RR q=1 under mlfq.py's ties (-n 1 -q 1)",
    workload: STALLINGS,
    options: { policy: "rr", quantum: 1, ties: "ostep" },
    mean: { turnaround: "10.40" },
  },
  {
    source: "Stallings, five processes, one feedback queue with q=1 under mlfq.py's ties (-n 1 -q 1)",
    workload: STALLINGS,
    options: { policy: "mlfq", levels: 1, quantum: 1, ties: "ostep", preemption: "head", quantumReturn: "remainder" },
    mean: { turnaround: "10.40" },
  },
  {
    source: "Stallings, five processes, RR q=4",
    workload: STALLINGS,
    options: { policy: "rr", quantum: 4 },
    finish: [3, 17, 11, 20, 19],
    mean: { turnaround: "10.00", weightedTurnaround: "2.71" },
  },
  {
    source: "Stallings, five processes, SPN",
    workload: STALLINGS,
    options: { policy: "sjf" },
    finish: [3, 9, 15, 20, 11],
    mean: { turnaround: "7.60", weightedTurnaround: "1.84" },
  },
  {
    source: "Stallings, five processes, SRT",
    workload: STALLINGS,
    options: { policy: "srtf" },
    finish: [3, 15, 8, 20, 10],
    mean: { turnaround: "7.20", weightedTurnaround: "1.59" },
  },
  {
    source: "Stallings, five processes, feedback q=1",
    workload: STALLINGS,
    options: { policy: "mlfq", quanta: [1, 1, 1, 1, 1, 1, 1, 1], preemption: "none", demoteAlone: false },
    finish: [4, 20, 16, 19, 11],
    mean: { turnaround: "10.00", weightedTurnaround: "2.29" },
  },
  {
    source: "Stallings, five processes, feedback q=2^i",
    workload: STALLINGS,
    options: { policy: "mlfq", levels: 8, quantum: 1, preemption: "none", demoteAlone: false },
    finish: [4, 17, 18, 20, 14],
    mean: { turnaround: "10.60", weightedTurnaround: "2.63" },
  },
  {
    source: "Stallings, five processes, HRRN",
    workload: STALLINGS,
    options: { policy: "hrrn" },
    finish: [3, 9, 13, 20, 15],
    mean: { turnaround: "8.00", weightedTurnaround: "2.14" },
  },
  {
    source: "Stallings, five processes, feedback q=1, by its own policy",
    workload: STALLINGS,
    options: { policy: "feedback" },
    finish: [4, 20, 16, 19, 11],
    mean: { turnaround: "10.00", weightedTurnaround: "2.29" },
  },
  {
    source: "Stallings, five processes, feedback q=2^i, by its own policy",
    workload: STALLINGS,
    options: { policy: "feedback", growth: "doubling" },
    finish: [4, 17, 18, 20, 14],
    mean: { turnaround: "10.60", weightedTurnaround: "2.63" },
  },
  {
    source: "Silberschatz, chapter 5, priority",
    workload: SILBERSCHATZ_PRIORITY,
    options: { policy: "priority", preemptive: false },
    finish: [16, 1, 18, 19, 6],
    mean: { waiting: "8.2" },
  },
  {
    source: "Silberschatz, section 5.3.4, priority with round robin, quantum 2",
    workload: withTraits(
      { bursts: 4, priority: 2 },
      { bursts: 5, priority: 1 },
      { bursts: 8, priority: 1 },
      { bursts: 7, priority: 0 },
      { bursts: 3, priority: 2 },
    ),
    options: { policy: "mlq", quanta: [2, 2, 2] },
    finish: [26, 16, 20, 7, 27],
    mean: {},
  },
  {
    source: "Silberschatz, exercises on scheduling (9th edition), priority with round robin among equals, quantum 10",
    workload: SILBERSCHATZ_EQUALS,
    options: { policy: "priority", quantum: 10 },
    finish: [20, 80, 90, 75, 120, 115],
    mean: {},
  },
  {
    source: "Silberschatz, exercises on scheduling (9th edition), by classes",
    workload: SILBERSCHATZ_EQUALS,
    options: { policy: "mlq", classes: "ranked", quanta: [10] },
    finish: [20, 80, 90, 75, 120, 115],
    mean: {},
  },
  {
    source: "Stallings' virtual round robin by hand: an I/O-bound process beside two that compute, quantum 4",
    workload: withTraits({ bursts: [2, 3, 4] }, { bursts: 8 }, { bursts: 8 }, { arrival: 7, bursts: 2 }),
    options: { policy: "vrr" },
    finish: [20, 16, 24, 18],
    mean: {},
  },
  {
    source: "Silberschatz, exercise on priorities that change at rates alpha and beta: beta > alpha > 0 is FCFS",
    workload: STALLINGS,
    options: { policy: "priority", waitingRate: 1, runningRate: 2 },
    finish: [3, 9, 13, 18, 20],
    mean: { turnaround: "8.60" },
  },
  {
    source: "Silberschatz, exercise on priorities that change at rates alpha and beta: alpha < beta < 0 is LIFO",
    workload: STALLINGS,
    options: { policy: "priority", waitingRate: -2, runningRate: -1 },
    finish: [20, 19, 15, 13, 10],
    mean: { turnaround: "11.40" },
  },
  {
    source:
      "Linux 0.11's schedule() by hand: B 6, A 4, C 3, anew B 2 and out at 15, A 4, C 3, and so on; of equals the last",
    workload: withTraits({ bursts: 12, priority: 4 }, { bursts: 8, priority: 6 }, { bursts: 9, priority: 3 }),
    options: { policy: "counters" },
    finish: [26, 15, 29],
    mean: {},
  },
  {
    source:
      "Linux 0.11's schedule() by hand: B 3, A 1 and blocked with 2; B 3 and 1, as A's 2 become 4, then 5; A at 8",
    workload: withTraits({ bursts: [1, 4, 5], priority: 3 }, { bursts: 7, priority: 3 }),
    options: { policy: "counters" },
    finish: [13, 8],
    mean: {},
  },
  {
    source: "predictions by hand: at 3 A is back with 6 expected, of B 9 are left; without preemption B runs to 14",
    workload: withTraits({ bursts: [2, 1, 8] }, { bursts: 12 }),
    options: { policy: "predicted", preemptive: true },
    finish: [11, 22],
    mean: {},
  },
  {
    source: "response ratios of estimates by hand: at 6 B has (5 + 2) / 2, though it takes 10, and C (3 + 4) / 4",
    workload: withTraits({ bursts: 6 }, { arrival: 1, bursts: 10, estimate: 2 }, { arrival: 3, bursts: 4 }),
    options: { policy: "hrrn", service: "estimate" },
    finish: [6, 16, 20],
    mean: {},
  },
  {
    source: "last come, first served by hand: at 3 only B is there, at 9 E came last, then D",
    workload: STALLINGS,
    options: { policy: "lifo" },
    finish: [3, 9, 20, 16, 11],
    mean: { turnaround: "7.80" },
  },
  {
    source: "last come, first served by hand: each takes the CPU as it comes, and the one before it goes on after it",
    workload: STALLINGS,
    options: { policy: "lifo", preemptive: true },
    finish: [20, 19, 15, 13, 10],
    mean: { turnaround: "11.40" },
  },
  {
    source:
      "least attained service by hand: each that comes runs for two ticks; at 10 A, B, C and D are level and take turns",
    workload: STALLINGS,
    options: { policy: "las" },
    finish: [11, 20, 16, 19, 10],
    mean: { turnaround: "11.20" },
  },
  {
    source: "an exercise of many courses, LJF",
    workload: EXERCISE,
    options: { policy: "ljf" },
    finish: [3, 21, 9, 17],
    mean: {},
  },
  {
    source: "an exercise of many courses, LRTF",
    workload: EXERCISE,
    options: { policy: "lrtf" },
    mean: { turnaround: "17", waiting: "12" },
  },
  {
    source: "an exercise of many courses, LRTF with its finish times: of equals the earlier",
    workload: EXERCISE,
    options: { policy: "lrtf", equals: "arrival" },
    finish: [18, 19, 20, 21],
    mean: { turnaround: "17", waiting: "12" },
  },
  {
    source: "an exercise of courses, three queues of 17, 25 and FCFS",
    workload: allAtOnce(53, 17, 68, 24),
    options: { policy: "mlfq", quanta: [17, 25, 0] },
    finish: [136, 34, 162, 125],
    mean: {},
  },
  {
    source: "Liu and Layland's kind of tasks, EDF",
    workload: LIU_LAYLAND,
    options: { policy: "edf", horizon: 35 },
    finish: [2, 6, 8, 12, 14, 20, 17, 22, 26, 28, 32, 34],
    mean: {},
  },
  {
    source: "Liu and Layland's kind of tasks, rate monotonic",
    workload: LIU_LAYLAND,
    options: { policy: "rm", horizon: 35 },
    finish: [2, 8, 7, 14, 12, 20, 17, 22, 28, 27, 34, 32],
    mean: {},
  },
  {
    source: "five rigid jobs, EASY backfilling",
    workload: RIGID,
    options: { policy: "easy", cpus: 4, rigid: true },
    finish: [6, 10, 6, 18, 12],
    mean: { turnaround: "10.40" },
  },
  {
    source: "five rigid jobs, conservative backfilling",
    workload: RIGID,
    options: { policy: "conservative", cpus: 4, rigid: true },
    finish: [6, 10, 6, 18, 12],
    mean: { turnaround: "10.40" },
  },
  {
    source: "Bach, The Design of the UNIX Operating System, section 8.1.3: priorities 60, 75, 67, 63, 76, 68 of A",
    workload: allAtOnce(120, 120, 60),
    options: { policy: "unix" },
    finish: [240, 300, 180],
    response: [0, 60, 120],
    mean: {},
  },
  {
    source: "Stallings, figure 9.16: three processes in two groups of weight 1/2",
    workload: withTraits({ bursts: 180, group: "1" }, { bursts: 60, group: "2" }, { bursts: 60, group: "2" }),
    options: { policy: "fss" },
    finish: [300, 120, 240],
    response: [0, 60, 180],
    mean: {},
  },
  {
    source: "four rigid jobs, by hand: EASY lets the last go before, and the third pays for it",
    workload: DEPTHS,
    options: { policy: "easy", cpus: 4, rigid: true },
    finish: [4, 6, 12, 10],
    mean: {},
  },
  ...([{ policy: "easy", reservationDepth: 2 }, { policy: "easy", queueDepth: 2 }, { policy: "conservative" }] as const)
    .map((options): WorkedExample => ({
      source: "the same by hand with a reservation of the third, or where the last is not looked at",
      workload: DEPTHS,
      options: { ...options, cpus: 4, rigid: true },
      finish: [4, 6, 8, 18],
      mean: {},
    })),
  {
    source: "Silberschatz, chapter 5, FCFS 24/3/3",
    workload: allAtOnce(24, 3, 3),
    options: { policy: "fcfs" },
    waiting: [0, 24, 27],
    mean: { waiting: "17" },
  },
  {
    source: "Silberschatz, chapter 5, FCFS 3/3/24",
    workload: allAtOnce(3, 3, 24),
    options: { policy: "fcfs" },
    waiting: [0, 3, 6],
    mean: { waiting: "3" },
  },
  {
    source: "Silberschatz, chapter 5, SJF",
    workload: allAtOnce(6, 8, 7, 3),
    options: { policy: "sjf" },
    waiting: [3, 16, 9, 0],
    mean: { waiting: "7" },
  },
  {
    source: "Silberschatz, chapter 5, the same under FCFS",
    workload: allAtOnce(6, 8, 7, 3),
    options: { policy: "fcfs" },
    mean: { waiting: "10.25" },
  },
  {
    source: "Silberschatz, chapter 5, SRTF",
    workload: SILBERSCHATZ_SRTF,
    options: { policy: "srtf" },
    finish: [17, 5, 26, 10],
    mean: { waiting: "6.5" },
  },
  {
    source: "Silberschatz, chapter 5, the same under SJF",
    workload: SILBERSCHATZ_SRTF,
    options: { policy: "sjf" },
    mean: { waiting: "7.75" },
  },
  {
    source: "Silberschatz, chapter 5, RR q=4",
    workload: allAtOnce(24, 3, 3),
    options: { policy: "rr", quantum: 4 },
    waiting: [6, 4, 7],
    mean: { waiting: "5.667" },
  },
  {
    source: "OSTEP, chapter 7, FIFO 10/10/10",
    workload: allAtOnce(10, 10, 10),
    options: { policy: "fcfs" },
    mean: { turnaround: "20" },
  },
  {
    source: "OSTEP, chapter 7, FIFO 100/10/10",
    workload: allAtOnce(100, 10, 10),
    options: { policy: "fcfs" },
    mean: { turnaround: "110" },
  },
  {
    source: "OSTEP, chapter 7, SJF 100/10/10",
    workload: allAtOnce(100, 10, 10),
    options: { policy: "sjf" },
    mean: { turnaround: "50" },
  },
  {
    source: "OSTEP, chapter 7, STCF with two late jobs",
    workload: workload([[0, 100], [10, 10], [10, 10]]),
    options: { policy: "srtf" },
    finish: [120, 20, 30],
    mean: { turnaround: "50", response: "3.33" },
  },
  {
    source: "OSTEP, chapter 7, RR q=1 on 5/5/5",
    workload: allAtOnce(5, 5, 5),
    options: { policy: "rr", quantum: 1 },
    response: [0, 1, 2],
    mean: { response: "1", turnaround: "14" },
  },
  {
    source: "An exercise with preemptive priorities and two devices, whose programs begin and end with I/O",
    workload: withTraits(
      { bursts: [{ io: 30, device: "I2" }, 10, { io: 30, device: "I1" }, 10, { io: 20, device: "I2" }], priority: 1 },
      { bursts: [{ io: 20, device: "I1" }, 20, { io: 40, device: "I2" }], priority: 2 },
      { bursts: [30, { io: 20, device: "I1" }, 10, { io: 10, device: "I1" }], priority: 3 },
    ),
    options: { policy: "priority" },
    finish: [110, 90, 110],
    mean: {},
  },
  {
    source: "An exercise with preemptive priorities and one disk, whose queue goes by priority too",
    workload: withTraits(
      { bursts: [3, 7, 2, 1, 1], priority: 1 },
      { bursts: [4, 2, 3, 1, 1], priority: 3 },
      { bursts: [2, 3, 2], priority: 2 },
      { bursts: 7, priority: 4 },
    ),
    options: { policy: "priority", devices: 1, deviceOrder: "priority" },
    finish: [15, 21, 16, 25],
    mean: {},
  },
  {
    source:
      "An exercise of Chinese courses: 100 KB of memory without compaction, first fit; who does not fit is passed over",
    workload: withTraits(
      { arrival: 101, bursts: 3, memory: 15 },
      { arrival: 103, bursts: 5, memory: 60 },
      { arrival: 105, bursts: 4, memory: 50 },
      { arrival: 106, bursts: 4, memory: 10 },
      { arrival: 107, bursts: 2, memory: 20 },
    ),
    options: { policy: "fcfs", memory: 100, admission: "skip" },
    finish: [104, 109, 119, 113, 115],
    mean: { turnaround: "7.6" },
  },
  {
    source:
      "An exercise of Chinese courses: two jobs in memory, the shortest admitted first, processes by preemptive priority",
    workload: withTraits(
      { bursts: 40, priority: 5 },
      { arrival: 20, bursts: 30, priority: 3 },
      { arrival: 30, bursts: 50, priority: 4 },
      { arrival: 50, bursts: 20, priority: 6 },
    ),
    options: { policy: "priority", admit: 2, admitOrder: "sjf" },
    finish: [70, 50, 120, 140],
    mean: { turnaround: "70" },
  },
  ...(["none", "inheritance", "ceiling"] as const).map((lockProtocol, index): WorkedExample => ({
    source: `Mars Pathfinder's priority inversion (Reeves 1997), lockProtocol ${lockProtocol}`,
    workload: withTraits(
      { priority: 3, bursts: [1, { lock: "bus" }, { cpu: 3 }, { unlock: "bus" }, { cpu: 1 }] },
      { priority: 1, arrival: 2, bursts: [1, { lock: "bus" }, { cpu: 1 }, { unlock: "bus" }, { cpu: 1 }] },
      { priority: 2, arrival: 3, bursts: 12 },
    ),
    options: { policy: "priority", lockProtocol },
    finish: [[20, 19, 15], [20, 7, 19], [20, 7, 19]][index],
    mean: {},
  })),
];

/** What differs between an example and the figures that a simulator gives for it, or `null`. */
export function compareWithExample(
  example: WorkedExample,
  { processes }: { processes: readonly ProcessResult[] },
): string | null {
  for (const figure of ["finish", "waiting", "response"] as const) {
    const expected = example[figure];
    const actual = processes.map((process) => process[figure]);
    if (expected !== undefined && String(expected) !== String(actual)) {
      return `${figure} must be ${expected}, got ${actual}`;
    }
  }
  for (const [figure, printed] of Object.entries(example.mean)) {
    const values = processes.map((process) => process[figure as keyof typeof example.mean]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const digits = printed.split(".")[1]?.length ?? 0;
    if (mean.toFixed(digits) !== printed) return `mean ${figure} must be ${printed}, got ${mean}`;
  }
  return null;
}
