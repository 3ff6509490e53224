/**
 * Stallings' five processes.
 *
 * @module
 */

import { type Book, called, singleBursts } from "../worked_example.ts";

/** A to E. */
const FIVE = called("ABCDE", singleBursts([0, 3], [2, 6], [4, 4], [6, 5], [8, 2]));

/** The table of all policies on the five processes. */
export const stallings: Book = {
  name: "Stallings",
  citation: "W. Stallings, Operating Systems: Internals and Design Principles, chapter 9, " +
    "tables 9.4 and 9.5: five processes A to E",
  examples: [
    {
      title: "FCFS",
      workload: FIVE,
      options: { policy: "fcfs" },
      printed: { finish: [3, 9, 13, 18, 20], mean: { turnaround: "8.60", weightedTurnaround: "2.56" } },
    },
    {
      title: "RR q=1",
      workload: FIVE,
      options: { policy: "rr", quantum: 1 },
      printed: { finish: [4, 18, 17, 20, 15], mean: { turnaround: "10.80", weightedTurnaround: "2.71" } },
    },
    {
      title: "RR q=4",
      workload: FIVE,
      options: { policy: "rr", quantum: 4 },
      printed: { finish: [3, 17, 11, 20, 19], mean: { turnaround: "10.00", weightedTurnaround: "2.71" } },
    },
    {
      title: "SPN (SJF)",
      workload: FIVE,
      options: { policy: "sjf" },
      printed: { finish: [3, 9, 15, 20, 11], mean: { turnaround: "7.60", weightedTurnaround: "1.84" } },
    },
    {
      title: "SRT (SRTF)",
      workload: FIVE,
      options: { policy: "srtf" },
      printed: { finish: [3, 15, 8, 20, 10], mean: { turnaround: "7.20", weightedTurnaround: "1.59" } },
    },
    {
      title: "HRRN",
      workload: FIVE,
      options: { policy: "hrrn" },
      printed: { finish: [3, 9, 13, 20, 15], mean: { turnaround: "8.00", weightedTurnaround: "2.14" } },
    },
    {
      title: "FB q=1",
      workload: FIVE,
      options: { policy: "feedback", quantum: 1 },
      printed: { finish: [4, 20, 16, 19, 11], mean: { turnaround: "10.00", weightedTurnaround: "2.29" } },
    },
    {
      title: "FB q=2^i",
      workload: FIVE,
      options: { policy: "feedback", quantum: 1, growth: "doubling" },
      printed: { finish: [4, 17, 18, 20, 14], mean: { turnaround: "10.60", weightedTurnaround: "2.63" } },
    },
  ],
};
