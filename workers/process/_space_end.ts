/**
 * The end of an address space: of a process of the system, and of the workers in it.
 *
 * @module
 */

import type { Core } from "../core/_core.ts";

/**
 * Says of a process that the system has ended, and of those that lived in it, that they have ended: its locks are free from then on.
 * Its own exit word stays where it wrote one before.
 *
 * @param code How it ended; null where somebody else knows.
 */
export function endSpace(core: Core, id: number, pid: number, code: number | null): void {
  const ended: number[] = [];
  for (const inside of processesOf(core, pid)) {
    if (inside !== id && core.processExit(inside, KILLED) !== 0) ended.push(inside);
  }
  if (code !== null && core.processExit(id, code) !== 0) ended.push(id);
  for (const one of ended) core.announce(one);
}

/** Those that live in a space, or have ended there and are not buried. */
export function processesOf(core: Core, pid: number): number[] {
  const found: number[] = [];
  for (let id = core.nextInSpace(pid, 0); id !== 0; id = core.nextInSpace(pid, core.slotOf(id) + 1)) found.push(id);
  return found;
}

/** Workers are gone with what they lived in. */
const KILLED = -9;
