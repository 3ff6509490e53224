/**
 * Logs for tests: random runs of the engine as `sim run --format json` writes them.
 *
 * @module
 */

import { type CheckedLog, checkLog } from "../../../analysis/check/check_log.ts";
import { knownProcesses } from "../../../analysis/check/known_processes.ts";
import { readLog } from "../../../analysis/check/read_log.ts";
import { toJson } from "../../../cli/files/json.ts";
import { SimulationDeadlockError } from "../../../engine/errors.ts";
import type { MachineOptions } from "../../../engine/options.ts";
import type { SimulationResult } from "../../../engine/result.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { WorkloadColumns } from "../../../engine/workload.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { Random } from "../../reference/random.ts";
import { type RandomCase, randomCase } from "../../reference/workloads.ts";

/** A log as an object, to be changed at will. */
// deno-lint-ignore no-explicit-any
export type LogObject = any;

/** A run and its log. */
export interface LoggedRun {
  readonly workload: WorkloadColumns;
  readonly result: SimulationResult;
  /** A fresh copy at every call. */
  log(): LogObject;
}

/** Makes the machine of a case one with more to it: queues per CPU, migrations, speeds, groups, affinities. */
export function enlargeMachine(random: Random, { workload, options }: RandomCase): void {
  const machine: MachineOptions = options;
  const cpus = options.cpus ?? 1;
  const kind = random.int(0, 5);
  if (kind === 0) {
    machine.queues = "per-cpu";
    machine.stealing = random.chance(0.5);
    machine.balance = random.int(0, 9);
    machine.wakePlacement = random.pick(["last-cpu", "least-loaded", "round-robin"]);
  }
  if (kind <= 1) machine.migrationCost = random.int(0, 3);
  if (kind === 2) machine.cacheWarmup = random.int(1, 3);
  if (kind === 3) machine.speeds = Array.from({ length: cpus }, () => random.pick([0.5, 1, 1.5, 2]));
  if (kind === 4) {
    machine.groups = true;
    for (const process of workload.processes) process.group = random.pick(["a", "b"]);
    if (random.chance(0.5)) Object.assign(machine, { groupQuotas: { a: random.int(1, 9) }, quotaPeriod: 10 });
  }
  if (kind !== 5) return;
  for (const process of workload.processes) if (random.chance(0.5)) process.affinity = [random.int(0, cpus - 1)];
}

/** The run of a seed; `null` where its processes deadlock, or the policy refuses the workload. */
export function loggedRun(seed: number, isLarger = false): LoggedRun | null {
  const random = randomCase(seed, { deadlocks: false });
  if (isLarger) enlargeMachine(new Random(seed), random);
  const { workload, options } = random;
  try {
    const columns = toColumns(workload);
    const result = simulate(columns, { ...options, timeline: "full", transitions: "off", decisions: "off" });
    const { timeline, metrics, processes } = result;
    const about = { affinity: result.workload.affinity !== undefined };
    const text = toJson({ workload: about, options: result.options, timeline, metrics, processes });
    // Periodic tasks are their jobs here.
    return { workload: result.workload, result, log: () => JSON.parse(text) };
  } catch (error) {
    if (error instanceof SimulationDeadlockError || error instanceof RangeError) return null;
    throw error;
  }
}

/** Checks a log object as a file of JSON, a record a line. */
export function checkObject(log: LogObject, workload?: WorkloadColumns): Promise<CheckedLog> {
  const text = JSON.stringify(log, null, 1);
  const said = workload?.bursts?.devices ?? [];
  // What the log's options say goes before what the workload says; here the latter comes without its workload.
  const devices = {
    deviceServers: {
      ...Object.fromEntries(said.flatMap(({ name, servers }) => servers === undefined ? [] : [[name, servers]])),
      ...log.options?.deviceServers,
    },
    deviceOrders: {
      ...Object.fromEntries(said.flatMap(({ name, order }) => order === undefined ? [] : [[name, order]])),
      ...log.options?.deviceOrders,
    },
  };
  return checkLog(readLog("log.json", text), { known: workload && knownProcesses(workload), devices });
}

/** The violations as lines. */
export function violationsOf({ violations }: CheckedLog): string[] {
  return violations.map(({ rule, place, message }) => `${rule} ${place.line} ${place.path}: ${message}`);
}
