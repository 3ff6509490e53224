/**
 * Checks the programs of processes: the order of CPU bursts, I/O bursts and lock operations, and that locks are taken
 * and given back. The rules are those of `engine/RULES.md`, "Processes".
 *
 * @module
 */

import { BURST_KIND, type BurstColumns } from "../workload.ts";
import type { ProblemList } from "./_problems.ts";
import { isWhole, RULE } from "./_rules.ts";

const { cpu: CPU, io: IO, lock: LOCK, unlock: UNLOCK } = BURST_KIND;

/** What stands before an entry; a lock operation itself follows a CPU burst. */
type Before = "nothing" | "cpu" | "io" | "operation";

/** The state of the check of one process. */
interface Walk {
  row: number;
  before: Before;
  /** The entry of a `lock` after which no CPU or I/O burst has come yet; -1 for none. */
  openLock: number;
  /** How many locks the process holds. */
  heldCount: number;
}

/**
 * Checks every program. A process has at least one entry, and the columns fit together: the caller has seen to that.
 *
 * @param bursts The programs.
 * @param problems Takes what is wrong. Processes that it knows to be wrong are left out.
 */
export function checkPrograms(bursts: BurstColumns, problems: ProblemList): void {
  const { offset, locks } = bursts;
  const rows = offset.length - 1;
  // Who holds a lock at the entry under examination: row + 1, or 0 for nobody of interest.
  const holders = new Uint32Array(locks.length);
  for (let row = 0; row < rows; row++) {
    if (!isPlainProgram(bursts, offset[row], offset[row + 1]) && !problems.isBad(row)) {
      checkProgram(bursts, row, holders, problems);
    }
  }
}

/** Whether the entries are valid CPU and I/O bursts in turn, from the CPU on: the common case, quick to confirm. */
function isPlainProgram({ kind, value }: BurstColumns, start: number, end: number): boolean {
  for (let entry = start; entry < end; entry++) {
    const isIo = (entry - start) & 1;
    if (kind[entry] !== isIo || !isWhole(value[entry], 1 - isIo)) return false;
  }
  return true;
}

function checkProgram(bursts: BurstColumns, row: number, holders: Uint32Array, problems: ProblemList): void {
  const { offset, kind, value, locks } = bursts;
  const walk: Walk = { row, before: "nothing", openLock: -1, heldCount: 0 };
  for (let index = 0; index < offset[row + 1] - offset[row]; index++) {
    const entry = offset[row] + index;
    const path = ["processes", row, "bursts", index] as const;
    switch (kind[entry]) {
      case CPU:
        if (!isWhole(value[entry], 1)) problems.add(path, { rule: RULE.cpu, value: value[entry] });
        if (walk.before === "cpu") {
          problems.add(path, {
            rule: "an I/O burst or a lock operation after a CPU burst",
            value: `cpu ${value[entry]}`,
          });
        }
        walk.before = "cpu";
        walk.openLock = -1;
        break;
      case IO:
        if (!isWhole(value[entry], 0)) problems.add(path, { rule: RULE.ticks, value: value[entry] });
        if (walk.before === "io") {
          problems.add(path, { rule: "a CPU burst after an I/O burst", value: `io ${value[entry]}` });
        }
        walk.before = "io";
        walk.openLock = -1;
        break;
      case LOCK:
      case UNLOCK:
        if (isWhole(value[entry], 0, locks.length - 1)) checkOperation(bursts, entry, index, walk, holders, problems);
        else problems.add(path, { rule: `a lock's index from 0 to ${locks.length - 1}`, value: value[entry] });
        walk.before = "operation";
        break;
      default:
        problems.add(path, { rule: "of kind 0 (cpu), 1 (io), 2 (lock) or 3 (unlock)", value: kind[entry] });
    }
  }
  checkEnd(bursts, walk, holders, problems);
}

function checkOperation(
  { kind, value, locks }: BurstColumns,
  entry: number,
  index: number,
  walk: Walk,
  holders: Uint32Array,
  problems: ProblemList,
): void {
  const isLock = kind[entry] === LOCK;
  const lock = value[entry];
  const path = ["processes", walk.row, "bursts", index];
  const text = `${isLock ? "lock" : "unlock"} ${locks[lock]}`;
  if (walk.before === "nothing" || walk.before === "io") {
    const after = walk.before === "nothing" ? "at the start" : "after an I/O burst";
    problems.add(path, { rule: `a CPU burst ${after}`, value: text });
  }
  const isHeld = holders[lock] === walk.row + 1;
  if (isLock) {
    if (isHeld) problems.add(path, { rule: "a lock that the process does not hold already", value: text });
    else walk.heldCount++;
    walk.openLock = entry;
    holders[lock] = walk.row + 1;
  } else {
    if (isHeld) walk.heldCount--;
    else problems.add(path, { rule: "an unlock of a lock that the process holds", value: text });
    holders[lock] = 0;
  }
}

function checkEnd(
  { offset, kind, value, locks }: BurstColumns,
  walk: Walk,
  holders: Uint32Array,
  problems: ProblemList,
): void {
  const { row } = walk;
  const last = offset[row + 1] - 1;
  if (walk.before === "io" && last === offset[row]) {
    problems.add(["processes", row, "bursts", 0], { rule: "beside a CPU burst", value: `io ${value[last]}` });
  }
  if (walk.openLock >= 0) {
    const path = ["processes", row, "bursts", walk.openLock - offset[row]];
    problems.add(path, {
      rule: "followed by a CPU burst or an I/O burst",
      value: `lock ${locks[value[walk.openLock]]}`,
    });
  }
  if (walk.heldCount === 0) return;
  // Name the lock that was taken last and not given back.
  for (let entry = last; entry >= offset[row]; entry--) {
    if (kind[entry] !== LOCK || holders[value[entry]] !== row + 1) continue;
    const path = ["processes", row, "bursts", entry - offset[row]];
    problems.add(path, { rule: "followed by an unlock of the same lock", value: `lock ${locks[value[entry]]}` });
    return;
  }
}
