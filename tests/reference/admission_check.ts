/**
 * What must hold of memory in every run, told from its transitions and the addresses of its processes.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { ProcessResult, Transition } from "../../engine/result.ts";
import { admissionOrder, countsResources, countsSizes, findPlace, hasResources } from "./admission.ts";
import type { ReferenceProcess } from "./process.ts";

/** A run whose memory is looked at. */
export interface AdmissionCheckInput {
  readonly specs: ReadonlyMap<number, ReferenceProcess>;
  readonly processes: readonly ProcessResult[];
  readonly transitions: readonly Transition[];
  readonly options: SimulationOptions;
}

/** Reports who is in memory at a wrong place, and who waits although there is room. */
export function checkAdmission(
  { specs, processes, transitions, options }: AdmissionCheckInput,
  report: (violation: string) => void,
): void {
  const all = [...specs.values()];
  if (!countsSizes(options, all) && !countsResources(options, all)) return;
  const { admit = Infinity, memory = Infinity, admission = "in-order" } = options;
  const addresses = new Map(processes.map(({ pid, address }) => [pid, address ?? -1]));
  const resident = new Map<number, ReferenceProcess>();
  const pool = new Map<number, ReferenceProcess>();
  transitions.forEach(({ time, pid, state }, index) => {
    const spec = specs.get(pid)!;
    if (state === "terminated") resident.delete(pid);
    else if (state === "new") pool.set(pid, spec);
    else if (pool.delete(pid)) {
      const address = addresses.get(pid)!;
      if (!hasResources(spec, [...resident.values()], options)) {
        report(`${pid} is admitted at ${time} without its resources`);
      }
      const expected = findPlace(spec, [...resident.values()], options);
      if (address !== expected) report(`${pid} must be at ${expected} at ${time}, is at ${address}`);
      resident.set(pid, Object.assign(spec, { address }));
    }
    const isOver = transitions[index + 1]?.time !== time;
    if (!isOver || pool.size === 0) return;
    // An order that changes with time is not looked at at every instant.
    if (options.admitOrder === "hrrn" && admission === "in-order") return;
    const order = admissionOrder(options, time);
    const waiting = [...pool.values()].sort(order); // equal ones stay as they arrived
    const first = admission === "skip" ? waiting : waiting.slice(0, 1);
    const fitting = first.find((job) => findPlace(job, [...resident.values()], options) !== null);
    if (fitting !== undefined && resident.size < admit) {
      report(`${fitting.pid} waits at ${time} although there is room`);
    }
  });
  for (const { pid, address, memory: size } of processes) {
    if (typeof address === "number" && address + size! > memory) report(`${pid} is at ${address}, beyond the memory`);
  }
}
