/**
 * Periodic tasks as lists of jobs, as `engine/RULES.md` has them.
 *
 * @module
 */

import type { ProcessSpec, Workload } from "../../engine/workload.ts";
import { deviceNames } from "./resources.ts";

/** The workload with every periodic task replaced by its jobs before `horizon`, and pids from 1. */
export function releaseReferenceJobs(workload: Workload, horizon: number): Workload {
  const jobs = workload.processes.flatMap((task, index): ProcessSpec[] => {
    const { period, arrival = 0, deadline = period, name = `P${task.pid ?? index + 1}` } = task;
    if (period === undefined) return [{ ...task, name }];
    const released: ProcessSpec[] = [];
    for (let time = arrival; time < horizon; time += period) {
      released.push({ ...task, name: `${name}.${released.length + 1}`, arrival: time, deadline });
    }
    return released;
  });
  // Stable: jobs of one instant stay in the order of their tasks.
  jobs.sort((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0));
  // Devices keep the order in which the tasks name them.
  const used = deviceNames(workload);
  const names = used.length === 0 ? [] : [...Object.keys(workload.devices ?? {}), ...used];
  const devices = Object.fromEntries(names.map((name) => [name, workload.devices?.[name] ?? {}]));
  return { ...workload, devices, processes: jobs.map((job, index) => ({ ...job, pid: index + 1 })) };
}
