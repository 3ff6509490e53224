/**
 * Practice exercises of "Operating System Concepts", whose solutions the book gives.
 *
 * @module
 */

import { type Book, singleBursts } from "../worked_example.ts";

/** 5.3, in tenths of the book's unit. */
const TENTHS = singleBursts([0, 80], [4, 40], [10, 10]);

/** 5.4; greater numbers are higher priorities. */
const HIGH_FIRST = {
  processes: [[2, 2], [1, 1], [8, 4], [4, 2], [5, 3]].map(([bursts, priority]) => ({ bursts, priority })),
};

/** 5.5; greater numbers are higher priorities, and equal ones take turns of 10. */
const EQUALS = {
  processes: [[0, 20, 40], [25, 25, 30], [30, 25, 30], [60, 15, 35], [100, 10, 5], [105, 10, 10]]
    .map(([arrival, bursts, priority]) => ({ arrival, bursts, priority })),
};

/** Turnaround times of the solutions. */
export const silberschatzExercises: Book = {
  name: "Silberschatz, exercises",
  citation:
    "A. Silberschatz, P. Galvin and G. Gagne, Operating System Concepts, chapter 5, practice exercises 5.3 to 5.5",
  examples: [
    {
      title: "5.3 FCFS, in tenths",
      workload: TENTHS,
      options: { policy: "fcfs" },
      printed: { mean: { turnaround: "105.3" } },
    },
    {
      title: "5.3 SJF, in tenths",
      workload: TENTHS,
      options: { policy: "sjf" },
      printed: { mean: { turnaround: "95.3" } },
    },
    {
      title: "5.4 SJF",
      workload: HIGH_FIRST,
      options: { policy: "sjf" },
      printed: { turnaround: [3, 1, 20, 7, 12] },
    },
    {
      title: "5.4 priority",
      workload: HIGH_FIRST,
      options: { policy: "priority", preemptive: false, priorityOrder: "high" },
      printed: { turnaround: [15, 20, 8, 19, 13] },
    },
    {
      title: "5.4 RR q=2",
      workload: HIGH_FIRST,
      options: { policy: "rr", quantum: 2 },
      printed: { turnaround: [2, 3, 20, 13, 18] },
    },
    {
      title: "5.5 priority, RR q=10",
      workload: EQUALS,
      options: { policy: "priority", quantum: 10, priorityOrder: "high" },
      printed: { turnaround: [20, 55, 60, 15, 20, 10] },
    },
  ],
};
