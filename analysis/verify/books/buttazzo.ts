/**
 * Servers for aperiodic requests, as "Hard Real-Time Computing Systems" shows them.
 *
 * @module
 */

import type { ProcessSpec, Workload } from "../../../engine/workload.ts";
import type { Book } from "../worked_example.ts";

function beside(tasks: readonly ProcessSpec[], ...requests: readonly (readonly [arrival: number, ticks: number])[]) {
  const jobs = requests.map(([arrival, bursts], index): ProcessSpec => ({ name: "abcd"[index], arrival, bursts }));
  return { processes: [...tasks, ...jobs] } satisfies Workload;
}

/** Chapter 5: two tasks under rate monotonic, a server of 2 ticks in 5. */
const FIXED = beside(
  [{ name: "t1", bursts: 1, period: 4 }, { name: "t2", bursts: 2, period: 6 }],
  [2, 2],
  [8, 1],
  [12, 2],
  [19, 1],
);
const SERVER = { policy: "rm", serverBudget: 2, serverPeriod: 5, horizon: 12 } as const;

/** Chapter 6: two tasks under EDF that leave a quarter of the CPU. */
const DYNAMIC = beside(
  [{ name: "t1", bursts: 3, period: 6 }, { name: "t2", bursts: 2, period: 8 }],
  [3, 1],
  [9, 2],
  [14, 1],
);

/** Schedules of chapters 5 and 6. */
export const buttazzo: Book = {
  name: "Buttazzo",
  citation: "G. Buttazzo, Hard Real-Time Computing Systems, chapter 5 (polling and deferrable server) and chapter 6 " +
    "(total bandwidth server)",
  examples: [
    {
      title: "polling 2 in 5",
      workload: FIXED,
      options: { ...SERVER, server: "polling" },
      printed: { finish: [1, 3, 7, 5, 10, 9, 11, 17, 21] },
    },
    {
      title: "deferrable 2 in 5",
      workload: FIXED,
      options: { ...SERVER, server: "deferrable" },
      printed: { finish: [1, 6, 4, 5, 8, 9, 10, 14, 20] },
    },
    {
      title: "total bandwidth",
      workload: DYNAMIC,
      options: { policy: "edf", server: "total-bandwidth", serverBudget: 1, serverPeriod: 4, horizon: 16 },
      printed: { finish: [3, 6, 4, 9, 11, 13, 16, 17] },
    },
  ],
};
