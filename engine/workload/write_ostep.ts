/**
 * Writes workloads as options of OSTEP's `mlfq.py`; see `ostep.ts` for the format.
 *
 * @module
 */

import { BURST_KIND, type WorkloadColumns } from "../workload.ts";
import { PLURAL, TICKS_MAX, TRAIT_NAMES } from "./_rules.ts";
import { OSTEP_IO_TICKS } from "./ostep.ts";

/**
 * Writes a workload as a job string with the options `-l` and `-i`, so that it can be given to the program as it is.
 *
 * @param workload Checked columns.
 * @param note Takes what is lost: names, pids, priorities and processors.
 * @returns The text in pieces.
 * @throws {RangeError} If a job cannot be told by a start, a run time and an I/O frequency, or I/O times differ.
 */
export function writeOstep(workload: WorkloadColumns, note: (text: string) => void): Iterable<string> {
  const ioTicks = checkPrograms(workload) ?? OSTEP_IO_TICKS;
  const { name, names, pid } = workload;
  if (name !== undefined || (names?.some((name, row) => name !== `Job ${row}`) ?? false)) {
    note("OSTEP's job strings have no place for names: left out");
  }
  if (pid !== undefined) note("OSTEP numbers jobs from 0 in their order: pids left out");
  for (const trait of TRAIT_NAMES) {
    if (workload[trait] !== undefined) note(`OSTEP's job strings have no place for ${PLURAL[trait]}: left out`);
  }
  for (
    const [field, plural] of [["resources", "counted resources"], ["affinity", "affinities"], [
      "group",
      "groups",
    ]] as const
  ) {
    if (workload[field] !== undefined) note(`OSTEP's job strings have no place for ${plural}: left out`);
  }
  if (workload.bursts?.device !== undefined) note("OSTEP's job strings have no place for devices: left out");
  return piecesOf(workload, ioTicks);
}

/** What every I/O takes; `undefined` where there is none. */
function checkPrograms({ arrival, bursts }: WorkloadColumns): number | undefined {
  if (bursts === undefined) return undefined;
  const { offset, kind, value } = bursts;
  let ioTicks: number | undefined;
  const refuse = (row: number, rule: string, value: string): never => {
    throw new RangeError(`Cannot write OSTEP's job string: ${rule}, got ${value} in process ${row + 1}`);
  };
  for (let row = 0; row < arrival.length; row++) {
    const entries = kind.subarray(offset[row], offset[row + 1]);
    if (entries.some((entry) => entry !== BURST_KIND.cpu && entry !== BURST_KIND.io)) {
      refuse(row, "bursts must be CPU and I/O", "a lock operation");
    }
    if (entries[0] === BURST_KIND.io || entries.at(-1) === BURST_KIND.io) {
      refuse(row, "bursts must begin and end with the CPU", "an I/O burst there");
    }
    const first = value[offset[row]];
    let run = 0;
    for (let index = offset[row]; index < offset[row + 1]; index++) {
      const isLast = index === offset[row + 1] - 1;
      if (kind[index] === BURST_KIND.cpu) {
        run += value[index];
        if (isLast ? value[index] > first : value[index] !== first) {
          refuse(row, `CPU bursts must be of one length (${first}) or, the last one, shorter`, String(value[index]));
        }
        if (run > TICKS_MAX) refuse(row, `a run time must be at most ${TICKS_MAX}`, String(run));
      } else {
        ioTicks ??= value[index];
        if (value[index] !== ioTicks) {
          refuse(row, `I/O bursts must be of one length (${ioTicks})`, String(value[index]));
        }
      }
    }
  }
  return ioTicks;
}

function* piecesOf({ arrival, cpu, bursts }: WorkloadColumns, ioTicks: number): Generator<string, void, void> {
  yield "-l ";
  for (let row = 0; row < arrival.length; row++) {
    let run = cpu?.[row] ?? 0;
    let every = 0;
    if (bursts !== undefined) {
      const { offset, kind, value } = bursts;
      if (offset[row + 1] - offset[row] > 1) every = value[offset[row]];
      for (let index = offset[row]; index < offset[row + 1]; index++) {
        if (kind[index] === BURST_KIND.cpu) run += value[index];
      }
    }
    yield `${row === 0 ? "" : ":"}${arrival[row]},${run},${every}`;
  }
  yield ` -i ${ioTicks}\n`;
}
