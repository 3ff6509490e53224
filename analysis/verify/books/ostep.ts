/**
 * The worked examples of "Operating Systems: Three Easy Pieces".
 *
 * @module
 */

import { allAtOnce, type Book, called, singleBursts } from "../worked_example.ts";

/** Jobs are called A, B and C. */
const NAMES = "ABC";

const CONVOY = called(NAMES, allAtOnce(100, 10, 10));

/** Figures of chapter 7. */
export const ostep: Book = {
  name: "OSTEP",
  citation: "R. and A. Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 7, Scheduling: Introduction",
  examples: [
    {
      title: "FIFO 10/10/10",
      workload: called(NAMES, allAtOnce(10, 10, 10)),
      options: { policy: "fcfs" },
      printed: { mean: { turnaround: "20" } },
    },
    {
      title: "FIFO 100/10/10",
      workload: CONVOY,
      options: { policy: "fcfs" },
      printed: { mean: { turnaround: "110" } },
    },
    {
      title: "SJF 100/10/10",
      workload: CONVOY,
      options: { policy: "sjf" },
      printed: { mean: { turnaround: "50" } },
    },
    {
      title: "STCF, two come at 10",
      workload: called(NAMES, singleBursts([0, 100], [10, 10], [10, 10])),
      options: { policy: "srtf" },
      printed: { finish: [120, 20, 30], mean: { turnaround: "50", response: "3.33" } },
    },
    {
      title: "RR q=1 5/5/5",
      workload: called(NAMES, allAtOnce(5, 5, 5)),
      options: { policy: "rr", quantum: 1 },
      printed: { response: [0, 1, 2], mean: { response: "1", turnaround: "14" } },
    },
  ],
};
