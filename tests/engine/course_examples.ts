/**
 * Exercises and exams of courses, as data: what their sources or a calculation by hand give. See `worked_examples.ts`.
 *
 * @module
 */

import type { WorkedExample } from "./worked_examples.ts";

const JOBS = {
  processes: [
    { arrival: 0, bursts: 7, priority: 1 },
    { arrival: 2, bursts: 4, priority: 2 },
    { arrival: 4, bursts: 1, priority: 3 },
    { arrival: 5, bursts: 4, priority: 2 },
  ],
};

const GATE_IO = {
  processes: [
    { arrival: 0, priority: 2, bursts: [1, 5, 3] },
    { arrival: 2, priority: 3, bursts: [3, 3, 1] },
    { arrival: 3, priority: 1, bursts: [2, 3, 1] },
  ],
};

/** A real-time course's exercise with nested critical sections; 1 is the most urgent. */
const CRITICAL_SECTIONS = {
  processes: [
    { arrival: 10, priority: 1, bursts: [2, { lock: "A" }, { cpu: 1 }, { unlock: "A" }, { cpu: 1 }] },
    {
      arrival: 7,
      priority: 2,
      bursts: [1, { lock: "A" }, { cpu: 1 }, { unlock: "A" }, { lock: "B" }, { cpu: 1 }, { unlock: "B" }, { cpu: 1 }],
    },
    {
      arrival: 4,
      priority: 3,
      bursts: [1, { lock: "B" }, { cpu: 1 }, { unlock: "B" }, { lock: "C" }, { cpu: 1 }, { unlock: "C" }, { cpu: 1 }],
    },
    {
      arrival: 0,
      priority: 4,
      bursts: [
        2,
        { lock: "A" },
        { cpu: 1 },
        { lock: "B" },
        { cpu: 2 },
        { unlock: "B" },
        { cpu: 2 },
        { unlock: "A" },
        { lock: "C" },
        { cpu: 1 },
        { unlock: "C" },
        { cpu: 3 },
      ],
    },
  ],
};

/** Every example. */
export const COURSE_EXAMPLES: readonly WorkedExample[] = [
  {
    source: "GATE Computer Science 2006, question 64: longest remaining time first, of equals the lowest number",
    workload: { processes: [{ bursts: 2 }, { bursts: 4 }, { bursts: 8 }] },
    options: { policy: "lrtf", equals: "arrival" },
    finish: [12, 13, 14],
    mean: { turnaround: "13" },
  },
  {
    source:
      "GATE Computer Science 2006, question 65: the first 20% and the last 10% of each job are I/O, which overlaps",
    workload: {
      processes: [
        { bursts: [{ io: 2 }, 7, { io: 1 }] },
        { bursts: [{ io: 4 }, 14, { io: 2 }] },
        { bursts: [{ io: 6 }, 21, { io: 3 }] },
      ],
    },
    options: { policy: "srtf" },
    finish: [10, 25, 47],
    mean: {},
  },
  {
    source: "A course's exercise with preemptive priorities and I/O that overlaps: the CPU is idle for 4 ticks of 15",
    workload: GATE_IO,
    options: { policy: "priority" },
    finish: [10, 15, 9],
    mean: {},
  },
  ...([
    ["hrrn", [7, 12, 8, 16]],
    ["srtf", [16, 7, 5, 11]],
    ["sjf", [7, 12, 8, 16]],
  ] as const).map(([policy, finish]): WorkedExample => ({
    source: `Chinese courses, four processes from 0 to 5, ${policy}`,
    workload: JOBS,
    options: { policy },
    finish: [...finish],
    mean: {},
  })),
  {
    source: "Chinese courses, the same by priority, greatest first, preemptive",
    workload: JOBS,
    options: { policy: "priority", priorityOrder: "high" },
    finish: [16, 7, 5, 11],
    mean: {},
  },
  {
    source: "Chinese courses, the same by priority, greatest first, not preemptive",
    workload: JOBS,
    options: { policy: "priority", priorityOrder: "high", preemptive: false },
    finish: [7, 12, 8, 16],
    mean: {},
  },
  {
    source: "Tanenbaum, Modern Operating Systems, chapter 2: five batch jobs by priority, 5 is the most urgent",
    workload: {
      processes: [[10, 3], [6, 5], [2, 2], [4, 1], [8, 4]].map(([bursts, priority]) => ({ bursts, priority })),
    },
    options: { policy: "priority", preemptive: false, priorityOrder: "high" },
    finish: [24, 6, 26, 30, 14],
    mean: { turnaround: "20" },
  },
  {
    source: "Silberschatz, chapter 5, practice exercise 5.4: greater numbers are higher priorities",
    workload: {
      processes: [[2, 2], [1, 1], [8, 4], [4, 2], [5, 3]].map(([bursts, priority]) => ({ bursts, priority })),
    },
    options: { policy: "priority", preemptive: false, priorityOrder: "high" },
    finish: [15, 20, 8, 19, 13],
    mean: {},
  },
  {
    source: "A university's tutorial, RR q=50: one program waits for I/O when the others are in the queue",
    workload: { processes: [{ bursts: 170 }, { bursts: 90 }, { bursts: 40 }, { bursts: [{ io: 60 }, 30] }] },
    options: { policy: "rr", quantum: 50 },
    finish: [330, 260, 140, 220],
    mean: {},
  },
  {
    source: "Spanish courses, three jobs under SRT",
    workload: { processes: [[0, 9], [3, 5], [6, 1]].map(([arrival, bursts]) => ({ arrival, bursts })) },
    options: { policy: "srtf" },
    finish: [15, 9, 7],
    mean: { turnaround: "7.33", weightedTurnaround: "1.29" },
  },
  // By a program that simulates locks tick by tick and was written for this alone.
  ...([["none", [17, 19, 10, 23]], ["inheritance", [15, 17, 19, 23]], ["ceiling", [14, 15, 20, 23]]] as const)
    .map(([lockProtocol, finish]): WorkedExample => ({
      source: `A real-time course's exercise with nested critical sections, lock protocol ${lockProtocol}`,
      workload: CRITICAL_SECTIONS,
      options: { policy: "priority", lockProtocol },
      finish: [...finish],
      mean: {},
    })),
  {
    source: "A course's exercise of two queues, RR q=2 before FCFS",
    workload: {
      processes: [[0, 4, 1], [0, 3, 1], [0, 8, 2], [10, 5, 1]]
        .map(([arrival, bursts, priority]) => ({ arrival, bursts, priority })),
    },
    options: { policy: "mlq", quanta: [2, 0], classes: "ranked" },
    finish: [6, 7, 20, 15],
    mean: {},
  },
  ...([["skip", [25, 55, 100, 75, 90]], ["in-order", [25, 55, 65, 85, 100]]] as const).map((
    [admission, finish],
  ): WorkedExample => ({
    source: `A Chinese exam collection, 100 KB of memory and 4 tape drives, FCFS; admission ${admission}`,
    workload: {
      processes: [[0, 25, 15, 2], [20, 30, 60, 1], [30, 10, 50, 3], [35, 20, 10, 2], [40, 15, 30, 2]]
        .map(([arrival, bursts, memory, tape]) => ({ arrival, bursts, memory, resources: { tape } })),
    },
    options: { policy: "fcfs", memory: 100, resources: { tape: 4 }, admission },
    finish: [...finish],
    mean: admission === "skip" ? { turnaround: "44" } : {},
  })),
  {
    source: "A course's exercise of shortest job first by estimates (8, 4, 9) of what takes 6, 8 and 7: B, A, C",
    workload: {
      processes: [[6, 8], [8, 4], [7, 9]].map(([bursts, estimate]) => ({ bursts, estimate })),
    },
    options: { policy: "predicted", firstFrom: "estimate" },
    finish: [14, 8, 21],
    mean: {},
  },
  // A is 0-10, 30-40, 45-55, 70-80 and 90-100, B 10-30 and 40-45, and 55-70 and 80-90.
  {
    source: "Courses after Tang Xiaodan, Computer Operating Systems: a waiting job takes the CPU at laxity 0",
    workload: { processes: [{ bursts: 10, period: 20 }, { bursts: 25, period: 50 }] },
    options: { policy: "llf", preemptAt: "zero", horizon: 100 },
    finish: [10, 45, 40, 55, 90, 80, 100],
    mean: {},
  },
  {
    source: "Buttazzo, chapter 5, a polling server of 2 in 6 between tasks of 1 in 5 and 2 in 8; by hand",
    workload: {
      processes: [
        { bursts: 1, period: 5 },
        { bursts: 2, period: 8 },
        { arrival: 2, bursts: 3 },
        { arrival: 7, bursts: 1 },
        { arrival: 17, bursts: 1 },
      ],
    },
    options: { policy: "rm", server: "polling", serverBudget: 2, serverPeriod: 6, horizon: 10 },
    finish: [1, 3, 13, 6, 14, 10, 19],
    mean: {},
  },
];
