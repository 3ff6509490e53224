/**
 * The seconds of UNIX scheduling that Bach and Stallings print, as Gantt charts of a clock of 60 ticks a second.
 *
 * @module
 */

import { type Book, called } from "../worked_example.ts";

/** Three processes of so many seconds each. */
const seconds = (...counts: number[]) => called("ABC", { processes: counts.map((count) => ({ bursts: 60 * count })) });

/** Traditional UNIX scheduling and fair share. */
export const bach: Book = {
  name: "UNIX",
  citation: "M. Bach, The Design of the UNIX Operating System, 1986, section 8.1.3; W. Stallings, Operating Systems: " +
    "Internals and Design Principles, chapter 9, figures of fair share and of traditional UNIX scheduling",
  examples: [
    {
      title: "60 ticks a second",
      workload: seconds(2, 2, 1),
      options: { policy: "unix" },
      printed: { gantt: "A 0-60, B 60-120, C 120-180, A 180-240, B 240-300" },
    },
    {
      title: "FSS, W = 1/2",
      workload: {
        processes: seconds(3, 1, 1).processes.map((process, row) => ({ ...process, group: row === 0 ? "1" : "2" })),
      },
      options: { policy: "fss", weights: { "1": 1, "2": 1 } },
      printed: { gantt: "A 0-60, B 60-120, A 120-180, C 180-240, A 240-300" },
    },
  ],
};
