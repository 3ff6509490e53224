/**
 * Exams and exercises of courses whose answers are published.
 *
 * @module
 */

import type { Workload } from "../../../engine/workload.ts";
import { allAtOnce, type Book, called, singleBursts } from "../worked_example.ts";

/** GATE 2006, question 64: three bursts, longest remaining time first; of equals the one of the lower number. */
const GATE_64 = called("012", allAtOnce(2, 4, 8));

/** GATE 2006, question 65: the first 20% and the last 10% of each job are I/O, each with a device of its own. */
const GATE_65: Workload = {
  processes: [
    { bursts: [{ io: 2 }, 7, { io: 1 }] },
    { bursts: [{ io: 4 }, 14, { io: 2 }] },
    { bursts: [{ io: 6 }, 21, { io: 3 }] },
  ],
};

/** The CPU and two devices; the first job is the most urgent. */
const TWO_DEVICES: Workload = {
  processes: [
    {
      name: "J1",
      priority: 1,
      bursts: [{ io: 30, device: "I2" }, 10, { io: 30, device: "I1" }, 10, { io: 20, device: "I2" }],
    },
    { name: "J2", priority: 2, bursts: [{ io: 20, device: "I1" }, 20, { io: 40, device: "I2" }] },
    { name: "J3", priority: 3, bursts: [30, { io: 20, device: "I1" }, 10, { io: 10, device: "I1" }] },
  ],
};

/** Minutes from ten o'clock; the least number is the most urgent. */
const TWO_LEVELS: Workload = {
  processes: [
    { name: "A", arrival: 0, bursts: 40, priority: 5 },
    { name: "B", arrival: 20, bursts: 30, priority: 3 },
    { name: "C", arrival: 30, bursts: 50, priority: 4 },
    { name: "D", arrival: 50, bursts: 20, priority: 6 },
  ],
};

/** Tenths of an hour, from midnight. */
const PARTITIONS: Workload = {
  processes: [
    { arrival: 101, bursts: 3, memory: 15 },
    { arrival: 103, bursts: 5, memory: 60 },
    { arrival: 105, bursts: 4, memory: 50 },
    { arrival: 106, bursts: 4, memory: 10 },
    { arrival: 107, bursts: 2, memory: 20 },
  ],
};

/** One program waits for I/O when the others are in the queue already. */
const WAITING_AT_FIRST: Workload = {
  processes: [
    { name: "foo", bursts: 170 },
    { name: "blah", bursts: 90 },
    { name: "hink", bursts: 40 },
    { name: "murg", bursts: [{ io: 60 }, 30] },
  ],
};

/** Tanenbaum's five batch jobs; 5 is the most urgent. */
const BATCH = called("ABCDE", {
  processes: [[10, 3], [6, 5], [2, 2], [4, 1], [8, 4]].map(([bursts, priority]) => ({ bursts, priority })),
});

/** Two queues: the first by turns of 2, the second first come, first served. */
const TWO_QUEUES: Workload = {
  processes: [
    { arrival: 0, bursts: 4, priority: 1 },
    { arrival: 0, bursts: 3, priority: 1 },
    { arrival: 0, bursts: 8, priority: 2 },
    { arrival: 10, bursts: 5, priority: 1 },
  ],
};

/** A newcomer goes before those that wait. */
const NEWCOMERS = called("ABCDE", singleBursts([0, 4], [1, 3], [2, 4], [3, 2], [4, 4]));
const NEWCOMERS_FIRST = {
  policy: "causes",
  order: ["new", "quantum", "io", "lock", "preempted"],
  preemptive: false,
} as const;

/** Answers that exams and courses publish. */
export const courses: Book = {
  name: "Courses",
  citation:
    "Exams and exercises with published answers: GATE Computer Science 2006, questions 64 and 65; A. Tanenbaum, Modern " +
    "Operating Systems, chapter 2, five batch jobs; exercises on multiprogramming of Chinese courses; tutorials of universities",
  examples: [
    {
      title: "LRTF 2/4/8",
      workload: GATE_64,
      options: { policy: "lrtf", equals: "arrival" },
      printed: { finish: [12, 13, 14], mean: { turnaround: "13" } },
    },
    {
      title: "SRTF, I/O ends",
      workload: GATE_65,
      options: { policy: "srtf" },
      // The CPU is idle for 5 ticks of 47, which is 10.6%.
      printed: { gantt: "P1 2-9, P2 9-23, P3 23-44", finish: [10, 25, 47] },
    },
    {
      title: "two devices",
      workload: TWO_DEVICES,
      options: { policy: "priority" },
      printed: { turnaround: [110, 90, 110] },
    },
    {
      title: "two jobs at once",
      workload: TWO_LEVELS,
      options: { policy: "priority", admit: 2, admitOrder: "sjf" },
      printed: { turnaround: [70, 30, 90, 90], mean: { turnaround: "70" } },
    },
    {
      title: "100 KB",
      workload: PARTITIONS,
      options: { policy: "fcfs", memory: 100, admission: "skip" },
      printed: { finish: [104, 109, 119, 113, 115], mean: { turnaround: "7.6" } },
    },
    {
      title: "RR q=50, I/O",
      workload: WAITING_AT_FIRST,
      options: { policy: "rr", quantum: 50 },
      printed: { finish: [330, 260, 140, 220] },
    },
    {
      title: "batch, 5 first",
      workload: BATCH,
      options: { policy: "priority", preemptive: false, priorityOrder: "high" },
      printed: { gantt: "B 0-6, E 6-14, A 14-24, C 24-26, D 26-30", mean: { turnaround: "20" } },
    },
    {
      title: "batch, FCFS",
      workload: BATCH,
      options: { policy: "fcfs" },
      printed: { mean: { turnaround: "19.2" } },
    },
    {
      title: "batch, SJF",
      workload: BATCH,
      options: { policy: "sjf" },
      printed: { mean: { turnaround: "14" } },
    },
    {
      title: "two queues",
      workload: TWO_QUEUES,
      options: { policy: "mlq", quanta: [2, 0], classes: "ranked" },
      printed: { gantt: "P1 0-2, P2 2-4, P1 4-6, P2 6-7, P3 7-10, P4 10-15, P3 15-20", finish: [6, 7, 20, 15] },
    },
    {
      title: "new first, q=1",
      workload: NEWCOMERS,
      options: { ...NEWCOMERS_FIRST, quantum: 1 },
      printed: { finish: [15, 12, 16, 9, 17], mean: { turnaround: "11.8" } },
    },
    {
      title: "new first, q=4",
      workload: NEWCOMERS,
      options: { ...NEWCOMERS_FIRST, quantum: 4 },
      printed: { finish: [4, 7, 11, 13, 17], mean: { turnaround: "8.4" } },
    },
    {
      title: "SRT (0,9)(3,5)(6,1)",
      workload: singleBursts([0, 9], [3, 5], [6, 1]),
      options: { policy: "srtf" },
      printed: { finish: [15, 9, 7], mean: { turnaround: "7.33" } },
    },
  ],
};
