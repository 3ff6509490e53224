/**
 * The worked examples of "Operating System Concepts".
 *
 * @module
 */

import { allAtOnce, type Book, singleBursts } from "../worked_example.ts";

const CONVOY = allAtOnce(24, 3, 3);
const FOUR_AT_ONCE = allAtOnce(6, 8, 7, 3);
const FOUR_IN_TURN = singleBursts([0, 8], [1, 4], [2, 9], [3, 5]);

/** Lower numbers are higher priorities. */
const WITH_PRIORITIES = {
  processes: [
    { bursts: 10, priority: 3 },
    { bursts: 1, priority: 1 },
    { bursts: 2, priority: 4 },
    { bursts: 1, priority: 5 },
    { bursts: 5, priority: 2 },
  ],
};

/** Mean waiting times of chapter 5. */
export const silberschatz: Book = {
  name: "Silberschatz",
  citation: "A. Silberschatz, P. Galvin and G. Gagne, Operating System Concepts, chapter 5, sections 5.3.1 to 5.3.4",
  examples: [
    {
      title: "FCFS 24/3/3",
      workload: CONVOY,
      options: { policy: "fcfs" },
      printed: { waiting: [0, 24, 27], mean: { waiting: "17" } },
    },
    {
      title: "FCFS 3/3/24",
      workload: allAtOnce(3, 3, 24),
      options: { policy: "fcfs" },
      printed: { waiting: [0, 3, 6], mean: { waiting: "3" } },
    },
    {
      title: "SJF 6/8/7/3",
      workload: FOUR_AT_ONCE,
      options: { policy: "sjf" },
      printed: { waiting: [3, 16, 9, 0], mean: { waiting: "7" } },
    },
    {
      title: "FCFS 6/8/7/3",
      workload: FOUR_AT_ONCE,
      options: { policy: "fcfs" },
      printed: { mean: { waiting: "10.25" } },
    },
    {
      title: "SRTF (0,8)(1,4)(2,9)(3,5)",
      workload: FOUR_IN_TURN,
      options: { policy: "srtf" },
      printed: { gantt: "P1 0-1, P2 1-5, P4 5-10, P1 10-17, P3 17-26", mean: { waiting: "6.5" } },
    },
    {
      title: "SJF (0,8)(1,4)(2,9)(3,5)",
      workload: FOUR_IN_TURN,
      options: { policy: "sjf" },
      printed: { mean: { waiting: "7.75" } },
    },
    {
      title: "RR q=4 24/3/3",
      workload: CONVOY,
      options: { policy: "rr", quantum: 4 },
      // Printed as 17/3.
      printed: { waiting: [6, 4, 7], mean: { waiting: "5.667" } },
    },
    {
      title: "priority",
      workload: WITH_PRIORITIES,
      options: { policy: "priority", preemptive: false },
      printed: { gantt: "P2 0-1, P5 1-6, P1 6-16, P3 16-18, P4 18-19", mean: { waiting: "8.2" } },
    },
  ],
};
