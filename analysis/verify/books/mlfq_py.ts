/**
 * What OSTEP's program `mlfq.py` prints for a few options.
 *
 * @module
 */

import { type Book, called, singleBursts } from "../worked_example.ts";

/** The program's rules as options of the multilevel feedback queue. */
const RULES = { policy: "mlfq", ties: "ostep", preemption: "head", quantumReturn: "remainder" } as const;

/** Jobs are numbered from 0. */
const NAMES = "01234";

/** Runs of the program. */
export const mlfqPy: Book = {
  name: "mlfq.py",
  citation: "R. and A. Arpaci-Dusseau, mlfq.py of the homework of Operating Systems: Three Easy Pieces, chapter 8",
  examples: [
    {
      title: "-n 1 -q 1, Stallings' five",
      workload: called(NAMES, singleBursts([0, 3], [2, 6], [4, 4], [6, 5], [8, 2])),
      options: { ...RULES, levels: 1, quantum: 1 },
      printed: { mean: { turnaround: "10.40" } },
    },
    {
      title: "the same as RR q=1",
      workload: called(NAMES, singleBursts([0, 3], [2, 6], [4, 4], [6, 5], [8, 2])),
      options: { policy: "rr", quantum: 1, ties: "ostep" },
      printed: { mean: { turnaround: "10.40" } },
    },
    {
      title: "-n 2 -q 2 -i 1 -l 0,4,2 -S",
      workload: called(NAMES, { processes: [{ bursts: [{ cpu: 2 }, { io: 1 }, { cpu: 2 }] }] }),
      options: { ...RULES, quanta: [2, 2], ioStay: true },
      printed: { firstTickAtLevel: { level: 1, tick: 3 } },
    },
    {
      title: "-l 0,180,0:100,20,0 -q 10",
      workload: called(NAMES, singleBursts([0, 180], [100, 20])),
      options: { ...RULES, quanta: [10, 10, 10] },
      printed: { turnaround: [200, 20] },
    },
  ],
};
