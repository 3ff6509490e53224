/**
 * A server for processes without a period, as a task among the periodic ones.
 *
 * Polling and sporadic servers take no more than a task of their budget and period: Lehoczky, Sha and Strosnider, Enhanced Aperiodic
 * Responsiveness in Hard Real-Time Environments, RTSS 1987; Sprunt, Sha and Lehoczky, Aperiodic Task Scheduling for Hard-Real-Time
 * Systems, Real-Time Systems 1, 1989. A deferrable one may take its budget at the end of a period and again at once: Bernat and Burns, New
 * Results on Fixed Priority Aperiodic Servers, RTSS 1999. A total bandwidth server takes its part of the CPU: Spuri and Buttazzo,
 * Scheduling Aperiodic Tasks in Dynamic Priority Systems, Real-Time Systems 10, 1996.
 *
 * @module
 */

import type { PeriodicTask } from "./_periodic_tasks.ts";
import type { TestedServer } from "./tested_server.ts";

/** The server as a task, behind which others stand as behind any. */
export function serverTask({ budget, period }: TestedServer): PeriodicTask {
  return {
    row: -1,
    pid: -1,
    name: "server",
    cpu: budget,
    period,
    deadline: period,
    arrival: 0,
    priority: 0,
    hasIo: false,
    sections: [],
    hasNested: false,
  };
}

/** Ticks by which its budget may come early, seen from who is held up: what was kept to the end of a period. */
export function jitterOf({ kind, budget, period }: Pick<TestedServer, "kind" | "budget" | "period">): number {
  return kind === "deferrable" ? period - budget : 0;
}

/** Whether processes can come such that it does take what a task takes, from the tick at which all tasks are released. */
export function isWorstCase({ kind, period }: TestedServer, arrival: number): boolean {
  return kind === "sporadic" || (kind === "polling" && arrival % period === 0);
}
