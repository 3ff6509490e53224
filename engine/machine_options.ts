/**
 * The options of the simulated machine.
 *
 * @module
 */

import type { OptionSpec } from "./policy.ts";

/**
 * The options of the machine, in the order in which help lists them.
 *
 * @example
 * ```ts
 * import { MACHINE_OPTIONS } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const cpus = MACHINE_OPTIONS.find(({ name }) => name === "cpus")!;
 * assertEquals(cpus.default, 1);
 * ```
 *
 * @category Policies and machines
 */
export const MACHINE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "cpus",
    type: "count",
    min: 1,
    max: 2 ** 20,
    default: 1,
    summary: "Number of CPUs, to 1024; for rigid jobs to 1048576.",
  },
  {
    name: "queues",
    type: "choice",
    choices: ["shared", "per-cpu"],
    default: "shared",
    summary: "Whether all CPUs share one ready queue or have one each.",
  },
  {
    name: "placement",
    type: "choice",
    choices: ["least-loaded", "round-robin"],
    default: "least-loaded",
    summary: "Which queue a new process joins, with queues per CPU.",
  },
  {
    name: "wakePlacement",
    type: "choice",
    choices: ["last-cpu", "least-loaded", "round-robin"],
    default: "last-cpu",
    summary: "Which queue an unblocked process joins, with queues per CPU.",
  },
  {
    name: "stealing",
    type: "boolean",
    default: false,
    summary: "Whether a CPU with nothing to run takes from the longest queue, with queues per CPU.",
  },
  {
    name: "balance",
    type: "ticks",
    min: 0,
    default: 0,
    summary: "Ticks between balancings of the queues, with queues per CPU; 0 is never.",
  },
  {
    name: "migrationCost",
    type: "ticks",
    min: 0,
    default: 0,
    summary: "Ticks that a CPU spends before it runs a process that was last on another CPU.",
  },
  {
    name: "cacheWarmup",
    type: "ticks",
    min: 0,
    default: 0,
    summary: "Ticks that a process executes after such a migration before it gets on with its work.",
  },
  {
    name: "speeds",
    type: "speed list",
    default: [],
    summary: "Ticks of work that each CPU does in a tick, 1 for all if not given; multiples of 1/16.",
  },
  {
    name: "groups",
    type: "boolean",
    default: false,
    summary: "Whether CPU time is shared between the groups that processes name.",
  },
  {
    name: "groupShares",
    type: "count by name",
    min: 1,
    max: 10_000,
    default: {},
    summary: "Shares of the groups; 1 for those that are not named.",
  },
  {
    name: "groupQuotas",
    type: "ticks by name",
    min: 1,
    default: {},
    summary: "Ticks that groups may execute in a period; no limit for those that are not named.",
  },
  { name: "quotaPeriod", type: "ticks", min: 1, default: 100, summary: "Ticks of a period of the quotas." },
  {
    name: "switchCost",
    type: "ticks",
    min: 0,
    default: 0,
    summary: "Ticks that a CPU spends before it runs a process other than its last.",
  },
  {
    name: "switchFirst",
    type: "boolean",
    default: false,
    summary: "Whether a CPU's first dispatch costs a context switch too.",
  },
  {
    name: "switchAt",
    type: "choice",
    choices: ["dispatch", "leaving", "leaving-unfinished"],
    default: "dispatch",
    summary:
      "When that is: before another process runs, or when a process leaves its CPU, also by its end or only unfinished.",
  },
  {
    name: "devices",
    type: "count",
    min: 1,
    max: 0xffffffff,
    unlimited: true,
    default: Infinity,
    summary: "Number of equal I/O devices without a name, behind one queue.",
  },
  {
    name: "deviceOrder",
    type: "choice",
    choices: ["fcfs", "priority", "shortest"],
    default: "fcfs",
    summary: "How a device picks its next request.",
  },
  {
    name: "deviceServers",
    type: "count by name",
    min: 1,
    max: 0xffffffff,
    default: {},
    summary: "Requests that devices with a name serve at once; 1 for those that nobody says it of.",
  },
  {
    name: "deviceOrders",
    type: "choice by name",
    choices: ["fcfs", "priority", "shortest"],
    default: {},
    summary: "How devices with a name pick their next request; by deviceOrder for those that nobody says it of.",
  },
  {
    name: "devicePriorityOrder",
    type: "choice",
    choices: ["policy", "low", "high"],
    default: "policy",
    summary:
      "Which priorities are the more urgent at devices: as the policy's priorityOrder has it, low numbers, or high ones.",
  },
  {
    name: "lockProtocol",
    type: "choice",
    choices: ["none", "inheritance", "ceiling"],
    default: "none",
    summary:
      "How urgent a process is while it holds locks: as ever, as those that wait for them, or as the most urgent of all that use them.",
  },
  {
    name: "lockOrder",
    type: "choice",
    choices: ["fcfs", "priority"],
    default: "fcfs",
    summary: "Which process that waits for a lock gets it: the first, or the most urgent.",
  },
  {
    name: "admit",
    type: "count",
    min: 1,
    max: 0xffffffff,
    unlimited: true,
    default: Infinity,
    summary: "The greatest number of processes in memory at once (job scheduling).",
  },
  {
    name: "admitOrder",
    type: "choice",
    choices: ["fcfs", "sjf", "priority", "hrrn"],
    default: "fcfs",
    summary: "How the next job is chosen for memory.",
  },
  {
    name: "admission",
    type: "choice",
    choices: ["in-order", "skip"],
    default: "in-order",
    summary: "Whether a job for which there is no room keeps those behind it waiting, or is passed over.",
  },
  {
    name: "memory",
    type: "count",
    min: 1,
    unlimited: true,
    default: Infinity,
    summary:
      "Size of memory, in the unit of the processes' own; each needs one piece of it from its admission to its end.",
  },
  {
    name: "resources",
    type: "count by name",
    min: 1,
    max: 0xffffffff,
    default: {},
    summary: "How many of each counted resource there are; a process takes its own whole at its admission.",
  },
  {
    name: "memoryFit",
    type: "choice",
    choices: ["first", "best", "worst"],
    default: "first",
    summary: "Which of the free pieces of memory that are large enough a process gets.",
  },
  {
    name: "rigid",
    type: "boolean",
    default: false,
    summary: "Whether a job takes its processors at once and keeps them (fcfs, sjf, easy, conservative).",
  },
  {
    name: "horizon",
    type: "ticks",
    min: 0,
    default: 0,
    summary: "The tick before which periodic tasks release jobs; 0 for as long as their pattern takes to repeat.",
  },
  {
    name: "ties",
    type: "choice",
    choices: ["textbook", "ostep"],
    default: "textbook",
    summary: "How simultaneous events are ordered.",
  },
];
