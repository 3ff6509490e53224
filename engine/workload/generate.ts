/**
 * Makes workloads at random from a seed: the same one for the same options on every machine.
 *
 * @module
 */

import { BURST_KIND, type WorkloadColumns } from "../workload.ts";
import { Arrivals } from "./_arrivals.ts";
import type { GenerateOptions } from "./generate_options.ts";
import { type CheckedOptions, checkOptions } from "./_generate_options.ts";
import { Programs, serviceSampler } from "./_service.ts";
import { TICKS_MAX } from "./_rules.ts";

/** The most bursts of all processes together: more than a simulation has room for. */
const BURSTS_MAX = 2 ** 28;

/**
 * Makes a workload at random, straight into columns: ten million processes take seconds and no object each. Arrivals do
 * not decrease, pids are positions.
 *
 * The result depends on the options alone, not on the machine or the JavaScript engine: all arithmetic is of the kind
 * that IEEE 754 defines to the bit. Arrivals, CPU times and mixes come from streams of their own, so that a workload
 * with other arrivals has the same CPU times, and policies can be compared on common random numbers.
 *
 * @param options What to make. Options that mean nothing beside the others (`paretoShape` without `service: "pareto"`)
 * are refused.
 * @returns Checked columns.
 * @throws {TypeError} If an option is none of the generator's.
 * @throws {RangeError} If an option is out of range, arrivals would pass 2^53 - 1, or memory does not suffice.
 *
 * @example
 * ```ts
 * import { generateWorkload } from "@quanta/quanta";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const workload = generateWorkload({ processes: 1000, seed: 42, load: 0.9, service: "pareto", serviceMean: 20 });
 * assertEquals(workload.arrival.length, 1000);
 * assert(workload.cpu!.every((ticks) => Number.isInteger(ticks) && ticks >= 1));
 * assertEquals(workload, generateWorkload({ processes: 1000, seed: 42, load: 0.9, service: "pareto", serviceMean: 20 }));
 * ```
 * @category Workloads
 */
export function generateWorkload(options: GenerateOptions): WorkloadColumns {
  const checked = checkOptions(options);
  try {
    return generate(checked);
  } catch (cause) {
    // What engines throw where an array is too large for them.
    if (!(cause instanceof RangeError) || !/alloc|array length/i.test(cause.message)) throw cause;
    const message = `Cannot generate workload: processes must fit in memory, got ${checked.processes}`;
    throw new RangeError(message, { cause });
  }
}

function generate(checked: CheckedOptions): WorkloadColumns {
  const workload: WorkloadColumns = { arrival: arrivalColumn(checked) };
  if (checked.name !== undefined) workload.name = checked.name;
  const cpu = new Float64Array(checked.processes);
  const sample = serviceSampler(checked);
  for (let row = 0; row < cpu.length; row++) cpu[row] = sample();
  if (checked.mix === "cpu-only") workload.cpu = cpu;
  else addPrograms(workload, cpu, checked);
  return workload;
}

function arrivalColumn(options: CheckedOptions): Float64Array {
  const column = new Float64Array(options.processes);
  const arrivals = new Arrivals(options);
  for (let row = 0; row < column.length; row++) column[row] = arrivals.next();
  const last = column[column.length - 1];
  if (!(last <= TICKS_MAX)) {
    throw new RangeError(`Cannot generate workload: arrivals must be at most ${TICKS_MAX}, got ${last}`);
  }
  return column;
}

/** Splits CPU times into programs: counted first, so that the columns are made once and in the right size. */
function addPrograms(workload: WorkloadColumns, cpu: Float64Array, options: CheckedOptions): void {
  const rows = cpu.length;
  const offset = new Uint32Array(rows + 1);
  const counting = new Programs(options);
  let entries = 0;
  for (let row = 0; row < rows; row++) {
    entries += 2 * counting.next(cpu[row]) - 1;
    offset[row + 1] = entries;
    if (entries > BURSTS_MAX) {
      throw new RangeError(`Cannot generate workload: bursts must be at most ${BURSTS_MAX} in all, got more`);
    }
  }
  if (entries === rows) {
    workload.cpu = cpu;
    return;
  }
  const kind = new Uint8Array(entries);
  const value = new Float64Array(entries);
  const filling = new Programs(options);
  for (let row = 0; row < rows; row++) {
    filling.next(cpu[row]);
    for (let entry = offset[row]; entry < offset[row + 1]; entry++) {
      const isIo = ((entry - offset[row]) & 1) === 1;
      if (isIo) kind[entry] = BURST_KIND.io;
      value[entry] = isIo ? filling.ioTicks() : filling.cpuTicks();
    }
  }
  workload.bursts = { offset, kind, value, locks: [] };
}
