/**
 * Workloads of the textbooks, by name: something to simulate before one has a workload of one's own, and figures that
 * can be compared with a printed page.
 *
 * @module
 */

import type { ProcessSpec, Workload } from "../workload.ts";

/**
 * A built-in workload.
 *
 * @example
 * ```ts
 * import { EXAMPLE_WORKLOADS, type ExampleWorkload, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const example: ExampleWorkload = EXAMPLE_WORKLOADS.find(({ name }) => name === "stallings")!;
 * const { processes } = simulate(example.workload, { policy: "rr", quantum: 4 });
 * assertEquals(processes.map(({ finish }) => finish), [3, 17, 11, 20, 19]);
 * ```
 * @category Workloads
 */
export interface ExampleWorkload {
  /** What it is asked for by: `stallings`. */
  readonly name: string;
  /** What it shows, in one sentence. */
  readonly summary: string;
  /** Where it is from. */
  readonly source: string;
  /** The processes. */
  readonly workload: Workload;
}

const STALLINGS = "W. Stallings, Operating Systems: Internals and Design Principles, chapter 9, table 9.4";
const SILBERSCHATZ = "A. Silberschatz, P. Galvin, G. Gagne, Operating System Concepts, chapter 5";
const BUTTAZZO = "G. Buttazzo, Hard Real-Time Computing Systems";
const CHINESE_EXERCISE = "an exercise of Chinese courses";
const OSTEP = "R. and A. Arpaci-Dusseau, Operating Systems: Three Easy Pieces";

function example(
  name: string,
  summary: string,
  source: string,
  processes: readonly ProcessSpec[],
): ExampleWorkload {
  return { name, summary, source, workload: { name, processes } };
}

/** Single-burst processes P1, P2, ... that all arrive at 0. */
function together(...bursts: readonly number[]): ProcessSpec[] {
  return bursts.map((burst) => ({ bursts: burst }));
}

/**
 * The built-in workloads; the first is the one to begin with.
 *
 * @example
 * ```ts
 * import { EXAMPLE_WORKLOADS, toColumns } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const [stallings] = EXAMPLE_WORKLOADS;
 * assertEquals(stallings.name, "stallings");
 * assertEquals([...toColumns(stallings.workload).cpu!], [3, 6, 4, 5, 2]);
 * ```
 * @category Workloads
 */
export const EXAMPLE_WORKLOADS: readonly ExampleWorkload[] = [
  example(
    "stallings",
    "Five processes that arrive one after another: every policy orders them differently",
    STALLINGS,
    [
      { name: "A", arrival: 0, bursts: 3 },
      { name: "B", arrival: 2, bursts: 6 },
      { name: "C", arrival: 4, bursts: 4 },
      { name: "D", arrival: 6, bursts: 5 },
      { name: "E", arrival: 8, bursts: 2 },
    ],
  ),
  example(
    "silberschatz-fcfs",
    "One long process before two short ones: the convoy effect of FCFS (mean waiting 17; round robin, quantum 4: 17/3)",
    `${SILBERSCHATZ}, section 5.3.1`,
    together(24, 3, 3),
  ),
  example(
    "silberschatz-sjf",
    "Four bursts at once: SJF waits 7 in the mean, FCFS 10.25",
    `${SILBERSCHATZ}, section 5.3.2`,
    together(6, 8, 7, 3),
  ),
  example(
    "silberschatz-srtf",
    "Arrivals during a long burst: preemptive SJF waits 6.5 in the mean, SJF 7.75",
    `${SILBERSCHATZ}, section 5.3.2`,
    [
      { arrival: 0, bursts: 8 },
      { arrival: 1, bursts: 4 },
      { arrival: 2, bursts: 9 },
      { arrival: 3, bursts: 5 },
    ],
  ),
  example(
    "silberschatz-priority",
    "Five bursts at once with priorities, lower first",
    `${SILBERSCHATZ}, section 5.3.4`,
    [
      { bursts: 10, priority: 3 },
      { bursts: 1, priority: 1 },
      { bursts: 2, priority: 4 },
      { bursts: 1, priority: 5 },
      { bursts: 5, priority: 2 },
    ],
  ),
  example(
    "silberschatz-equals",
    "Preemptive priorities of which two are equal, greatest first: round robin among equals (priority --quantum 10 --priority-order high)",
    `${SILBERSCHATZ}, practice exercise 5.5`,
    [
      { arrival: 0, bursts: 20, priority: 40 },
      { arrival: 25, bursts: 25, priority: 30 },
      { arrival: 30, bursts: 25, priority: 30 },
      { arrival: 60, bursts: 15, priority: 35 },
      { arrival: 100, bursts: 10, priority: 5 },
      { arrival: 105, bursts: 10, priority: 10 },
    ],
  ),
  example(
    "silberschatz-periodic",
    "Two periodic tasks that want 94% of the CPU: rate monotonic misses a deadline at tick 80, EDF misses none",
    `${SILBERSCHATZ}, sections 5.6.3 and 5.6.4`,
    [
      { name: "T1", period: 50, bursts: 25 },
      { name: "T2", period: 80, bursts: 35 },
    ],
  ),
  example(
    "buttazzo-server",
    "Requests beside two periodic tasks: a server of 2 ticks in 5 runs them (rm --server polling, deferrable or sporadic)",
    `${BUTTAZZO}, chapter 5`,
    [
      { name: "t1", period: 4, bursts: 1 },
      { name: "t2", period: 6, bursts: 2 },
      { name: "a", arrival: 2, bursts: 2 },
      { name: "b", arrival: 8, bursts: 1 },
      { name: "c", arrival: 12, bursts: 2 },
      { name: "d", arrival: 19, bursts: 1 },
    ],
  ),
  example(
    "ostep-convoy",
    "A job of 100 before two of 10: FIFO turns around in 110 in the mean, SJF in 50",
    `${OSTEP}, chapter 7`,
    together(100, 10, 10),
  ),
  example(
    "ostep-late",
    "A job of 100, and two of 10 that come 10 ticks later: SJF cannot help any more, SRTF can (mean turnaround 50)",
    `${OSTEP}, chapter 7`,
    [{ bursts: 100 }, { arrival: 10, bursts: 10 }, { arrival: 10, bursts: 10 }],
  ),
  example(
    "ostep-response",
    "Three equal jobs: round robin with a quantum of 1 responds after 1 tick in the mean, and turns around in 14",
    `${OSTEP}, chapter 7`,
    together(5, 5, 5),
  ),
  example(
    "ostep-io",
    "A job that asks for I/O every 10 ticks beside one that never does: overlap keeps the CPU busy",
    `${OSTEP}, chapter 7, section "Incorporating I/O"`,
    [
      { name: "A", bursts: [10, 10, 10, 10, 10, 10, 10, 10, 10] },
      { name: "B", bursts: 50 },
    ],
  ),
  example(
    "ostep-mlfq",
    "A long job, and a short one that comes later: multilevel feedback finds out which is which",
    `${OSTEP}, chapter 8, figure 8.3: mlfq.py -l 0,180,0:100,20,0 -q 10`,
    [{ name: "long", bursts: 180 }, { name: "short", arrival: 100, bursts: 20 }],
  ),
  example(
    "mixed",
    "An editor and a shell that mostly wait, a compiler and a backup that mostly compute or copy",
    "made up for this program",
    [
      { name: "editor", arrival: 0, bursts: [1, 12, 2, 15, 1, 10, 2] },
      { name: "compiler", arrival: 1, bursts: [14, 2, 18] },
      { name: "backup", arrival: 2, bursts: [3, 9, 3, 9, 3, 9, 3] },
      { name: "shell", arrival: 4, bursts: [1, 25, 1] },
    ],
  ),
  example(
    "printer",
    "Three processes that share a printer under mutual exclusion: one holds it across I/O while the others block",
    "made up for this program",
    [
      {
        name: "report",
        arrival: 0,
        bursts: [2, { lock: "printer" }, { cpu: 1 }, { io: 6 }, 1, { unlock: "printer" }, { cpu: 2 }],
      },
      { name: "letter", arrival: 1, bursts: [1, { lock: "printer" }, { cpu: 1 }, { io: 3 }, 1, { unlock: "printer" }] },
      { name: "search", arrival: 2, bursts: [8, { lock: "printer" }, { cpu: 1 }, { unlock: "printer" }, { cpu: 1 }] },
    ],
  ),
  example(
    "pathfinder",
    "Priority inversion on Mars: the least urgent holds the bus, the most urgent waits for it, and one between them runs (--lock-protocol inheritance)",
    "after G. Reeves, What Really Happened on Mars, 1997; the numbers are made up for this program",
    [
      {
        name: "asi_met",
        priority: 3,
        arrival: 0,
        bursts: [1, { lock: "bus" }, { cpu: 3 }, { unlock: "bus" }, { cpu: 1 }],
      },
      {
        name: "bc_dist",
        priority: 1,
        arrival: 2,
        deadline: 12,
        bursts: [1, { lock: "bus" }, { cpu: 1 }, { unlock: "bus" }, { cpu: 1 }],
      },
      { name: "comm", priority: 2, arrival: 3, bursts: 12 },
    ],
  ),
  example(
    "admission",
    "Five jobs for 100 KB of memory without compaction (--memory 100 --admission skip): the third waits for a piece of 50",
    "an exercise of Chinese courses: job scheduling with variable partitions, first fit; in tenths of an hour",
    [
      { name: "JOB1", arrival: 101, bursts: 3, memory: 15 },
      { name: "JOB2", arrival: 103, bursts: 5, memory: 60 },
      { name: "JOB3", arrival: 105, bursts: 4, memory: 50 },
      { name: "JOB4", arrival: 106, bursts: 4, memory: 10 },
      { name: "JOB5", arrival: 107, bursts: 2, memory: 20 },
    ],
  ),
  example(
    "two-levels",
    "Four jobs, two in memory at once: the shortest is admitted first (--admit 2 --admit-order sjf), then priorities, least first",
    `${CHINESE_EXERCISE}: job and process scheduling; in minutes`,
    [
      { name: "A", arrival: 0, bursts: 40, priority: 5 },
      { name: "B", arrival: 20, bursts: 30, priority: 3 },
      { name: "C", arrival: 30, bursts: 50, priority: 4 },
      { name: "D", arrival: 50, bursts: 20, priority: 6 },
    ],
  ),
  example(
    "two-devices",
    "Three jobs with two devices, which begin and end with I/O: preemptive priorities keep the CPU busy for 80 ticks of 110",
    `${CHINESE_EXERCISE}: multiprogramming with one CPU and two devices`,
    [
      {
        name: "J1",
        priority: 1,
        bursts: [{ io: 30, device: "I2" }, 10, { io: 30, device: "I1" }, 10, { io: 20, device: "I2" }],
      },
      { name: "J2", priority: 2, bursts: [{ io: 20, device: "I1" }, 20, { io: 40, device: "I2" }] },
      { name: "J3", priority: 3, bursts: [30, { io: 20, device: "I1" }, 10, { io: 10, device: "I1" }] },
    ],
  ),
  example(
    "gate-io",
    "Jobs that begin and end with I/O, each with a device of its own: under SRTF the CPU is idle for 5 ticks of 47",
    "GATE, Computer Science, 2006, question 65",
    [
      { bursts: [{ io: 2 }, 7, { io: 1 }] },
      { bursts: [{ io: 4 }, 14, { io: 2 }] },
      { bursts: [{ io: 6 }, 21, { io: 3 }] },
    ],
  ),
  example(
    "quanta",
    "Three bursts at once, each with a quantum of its own: round robin gives 2, 1 and as many ticks as --quantum says",
    "made up for this program",
    [{ bursts: 5, quantum: 2 }, { bursts: 4, quantum: 1 }, { bursts: 3 }],
  ),
  example(
    "back-from-io",
    "One process waits for I/O beside others that compute: virtual round robin lets it go first, with the rest of its quantum",
    "made up for this program",
    [
      { name: "A", arrival: 0, bursts: [2, 3, 4] },
      { name: "B", arrival: 0, bursts: 8 },
      { name: "C", arrival: 0, bursts: 8 },
      { name: "D", arrival: 7, bursts: 2 },
    ],
  ),
  example(
    "newcomers",
    "A long job, and shorter ones that come later: las and lifo run who came last, counters by what each has left",
    "made up for this program",
    [
      { name: "A", arrival: 0, bursts: 6, priority: 4 },
      { name: "B", arrival: 3, bursts: 4, priority: 6 },
      { name: "C", arrival: 4, bursts: 1, priority: 3 },
    ],
  ),
  example(
    "rising",
    "Three bursts whose priorities change as they wait and run (priority --waiting-rate 1 --running-rate 2): FCFS and LIFO come of it",
    `${SILBERSCHATZ}, exercise on priorities that change at rates alpha and beta; bursts made up for this program`,
    [
      { name: "A", arrival: 0, bursts: 5 },
      { name: "B", arrival: 1, bursts: 3 },
      { name: "C", arrival: 2, bursts: 4 },
    ],
  ),
  example(
    "tenants",
    "Two groups on one machine: requests that come and go, and long jobs, one of them bound to a CPU",
    "made up for this program",
    [
      { name: "web", arrival: 0, bursts: [4, 2, 4, 2, 4], group: "front" },
      { name: "api", arrival: 1, bursts: [6, 3, 6], group: "front" },
      { name: "batch", arrival: 0, bursts: 20, affinity: [0], group: "back" },
      { name: "index", arrival: 2, bursts: 12, group: "back" },
    ],
  ),
];

/**
 * Looks up a built-in workload.
 *
 * @param name Its name.
 * @returns The workload, or `undefined` where there is none of that name.
 *
 * @example
 * ```ts
 * import { exampleWorkload } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exampleWorkload("ostep-convoy")?.workload.processes.length, 3);
 * assertEquals(exampleWorkload("nothing"), undefined);
 * ```
 * @category Workloads
 */
export function exampleWorkload(name: string): ExampleWorkload | undefined {
  return EXAMPLE_WORKLOADS.find((example) => example.name === name);
}
