/**
 * The rule about who is in memory, and where.
 *
 * @module
 */

import { formatCount, plural } from "../../engine/numbers.ts";
import type { Report, Rule } from "./rule.ts";
import type { ProcessView, RunView } from "./run_view.ts";

/** A process that is certainly in memory from a tick up to another. */
interface Resident {
  readonly process: ProcessView;
  readonly from: number;
  readonly to: number;
  readonly size: number;
  /** The counted resources that it has, by name. */
  readonly resources: Readonly<Record<string, number>>;
  /** Where its memory begins; `null` where the log does not tell, or it takes none. */
  readonly address: number | null;
}

/** Memory holds no more than it may. */
export const memoryRule: Rule = {
  name: "memory",
  meaning:
    "no more processes are in memory than may be, nor larger ones, no two at one address, and no resource is given twice",
  check(run, report) {
    const { admit, memory, resources } = run.log.machine;
    if (admit === Infinity && memory === Infinity && resources.size === 0) return { skipped: "memory has no limit" };
    const residents = run.processes.flatMap((process) => residentOf(process, run) ?? []);
    if (residents.length === 0) return { skipped: "the log does not tell when processes are in memory" };
    residents.sort((a, b) => a.from - b.from);
    const ends = residents.toSorted((a, b) => a.to - b.to);
    const placed: Resident[] = [];
    let count = 0;
    let taken = 0;
    const given = new Map<string, number>();
    const give = (resident: Resident, sign: number) => {
      for (const [name, needed] of Object.entries(resident.resources)) {
        given.set(name, (given.get(name) ?? 0) + sign * needed);
      }
    };
    let ended = 0;
    for (const resident of residents) {
      for (; ends[ended].to <= resident.from; ended++) {
        count--;
        taken -= ends[ended].size;
        give(ends[ended], -1);
        const index = placed.indexOf(ends[ended]);
        if (index >= 0) placed.splice(index, 1);
      }
      count++;
      taken += resident.size;
      give(resident, 1);
      const { label, place } = resident.process;
      const what = `${label} must wait for room at ${formatCount(resident.from)}`;
      if (count > admit) report(place, "", `${what}: at most ${admit} may be in memory, got ${count}`);
      if (taken > memory) {
        report(place, "", `${what}: memory has ${formatCount(memory)}, got ${formatCount(taken)} in it`);
      }
      for (const [name, total] of resources) {
        const got = given.get(name) ?? 0;
        if (got <= total || !((resident.resources[name] ?? 0) > 0)) continue;
        report(place, "", `${what}: of ${name} there are ${formatCount(total)}, got ${formatCount(got)} given`);
      }
      if (resident.address !== null) checkPlace(resident, placed, memory, report);
    }
    return { looked: plural(residents.length, "process", "processes") };
  },
};

/** When a process is in memory: from its admission, or else from its first segment on. */
function residentOf(process: ProcessView, { known }: RunView): Resident | null {
  const { arrival, logged, segments } = process;
  const { held, finish, memory, address } = logged?.figures ?? {};
  const from = held !== undefined && arrival !== null ? arrival + held : segments[0]?.start;
  const to = finish ?? segments.reduce((last, { end }) => Math.max(last, end), -1);
  if (from === undefined || !(to > from)) return null;
  const fact = known.get(process);
  const resources = fact?.resources ?? {};
  return { process, from, to, size: fact?.memory ?? memory ?? 0, resources, address: address ?? null };
}

/** Looks whether a piece lies in memory and beside all others, and adds it to them by address. */
function checkPlace(resident: Resident, placed: Resident[], memory: number, report: Report): void {
  const { process: { label, place }, size } = resident;
  const address = resident.address!;
  if (address < 0 || address + size > memory) {
    report(place, "address", `must be from 0 to ${memory - size} for ${label}, which takes ${size}, got ${address}`);
  }
  const index = placed.findIndex((other) => other.address! > address);
  const at = index < 0 ? placed.length : index;
  const [before, after] = [placed[at - 1], placed[at]];
  const other = before !== undefined && before.address! + before.size > address
    ? before
    : after !== undefined && address + size > after.address!
    ? after
    : null;
  if (other !== null) {
    const taken = `${other.process.label} has from ${other.address} to ${other.address! + other.size}`;
    report(place, "address", `must be beside the memory of others at ${resident.from}: ${taken}, got ${address}`);
  }
  placed.splice(at, 0, resident);
}
