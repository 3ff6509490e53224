/**
 * Who is admitted to memory next, and where: `engine/RULES.md`, "Admission", as plainly as it can be written.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { ReferenceProcess } from "./process.ts";

/** Whether sizes of memory count. */
export function countsSizes({ memory = Infinity }: SimulationOptions, processes: readonly ReferenceProcess[]): boolean {
  return memory !== Infinity && processes.some(({ spec }) => (spec.memory ?? 0) > 0);
}

/** Whether jobs are held until there is room for them. */
export function holdsJobs(options: SimulationOptions, processes: readonly ReferenceProcess[]): boolean {
  return (options.admit ?? Infinity) !== Infinity || countsSizes(options, processes) ||
    countsResources(options, processes);
}

/** Whether counted resources count. */
export function countsResources(
  { resources = {} }: SimulationOptions,
  processes: readonly ReferenceProcess[],
): boolean {
  return Object.keys(resources).some((name) => processes.some(({ spec }) => (spec.resources?.[name] ?? 0) > 0));
}

/** Whether enough of each counted resource is left beside what others have. */
export function hasResources(
  job: ReferenceProcess,
  resident: readonly ReferenceProcess[],
  { resources = {} }: SimulationOptions,
): boolean {
  return Object.entries(resources).every(([name, total]) =>
    [job, ...resident].reduce((sum, { spec }) => sum + (spec.resources?.[name] ?? 0), 0) <= total ||
    (job.spec.resources?.[name] ?? 0) === 0
  );
}

/** Compares jobs of the pool; equal ones go by arrival and pid. */
export function admissionOrder(
  options: SimulationOptions,
  time: number,
): (a: ReferenceProcess, b: ReferenceProcess) => number {
  const sign = "priorityOrder" in options && options.priorityOrder === "high" ? -1 : 1;
  switch (options.admitOrder) {
    case "sjf":
      return (a, b) => a.cpuTotal - b.cpuTotal;
    case "priority":
      return (a, b) => sign * (a.spec.priority ?? 0) - sign * (b.spec.priority ?? 0);
    case "hrrn": {
      const product = (waiting: ReferenceProcess, other: ReferenceProcess) =>
        BigInt(time - waiting.arrival + waiting.cpuTotal) * BigInt(other.cpuTotal);
      return (a, b) => Number(product(b, a) - product(a, b));
    }
    default:
      return () => 0;
  }
}

/** A stretch of memory: from an address up to, not including, another. */
interface Piece {
  readonly from: number;
  readonly to: number;
}

/** What lies free beside those that are in memory, by address. */
function freePieces(resident: readonly ReferenceProcess[], size: number): Piece[] {
  const taken = resident.filter(({ address }) => address >= 0)
    .map(({ address, spec }): Piece => ({ from: address, to: address + spec.memory! }))
    .sort((a, b) => a.from - b.from);
  const edges = [0, ...taken.flatMap(({ from, to }) => [from, to]), size];
  const pieces: Piece[] = [];
  for (let index = 0; index < edges.length; index += 2) pieces.push({ from: edges[index], to: edges[index + 1] });
  return pieces;
}

/** Where a job finds its memory: an address, -1 where it needs none, `null` where there is no room. */
export function findPlace(
  job: ReferenceProcess,
  resident: readonly ReferenceProcess[],
  options: SimulationOptions,
): number | null {
  const { memory = Infinity, memoryFit = "first" } = options;
  if (!hasResources(job, resident, options)) return null;
  const need = job.spec.memory ?? 0;
  if (memory === Infinity || need === 0) return -1;
  const pieces = freePieces(resident, memory).filter(({ from, to }) => to - from >= need);
  const sign = { first: 0, best: 1, worst: -1 }[memoryFit];
  pieces.sort((a, b) => sign * (a.to - a.from) - sign * (b.to - b.from) || a.from - b.from);
  return pieces[0]?.from ?? null;
}
