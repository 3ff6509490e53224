/**
 * The end of an address space: of a process of the system, and of the workers in it.
 *
 * @module
 */

import { type Core, Word } from "../core/_core.ts";
import { say } from "../core/_say.ts";

/** The memory of a tree, also for who has no part in it. */
interface Place {
  readonly core: Core;
  readonly memory: WebAssembly.Memory;
}

/** Workers are gone with what they lived in. */
const KILLED = -9;

/**
 * Says of a process that the system has ended, and of those that lived in it, that they have ended: its locks are free from then on.
 * Its own exit word stays where it wrote one before. Who ends with an ancestor is reported, by whoever is first to know.
 *
 * @param code How it ended; null where somebody else knows.
 */
export function endSpace({ core, memory }: Place, id: number, pid: number, code: number | null): void {
  const ended: number[] = [];
  const untold: number[] = [];
  const end = (one: number, code: number) => {
    const told = core.processWord(one, Word.kill) !== 0;
    if (core.processExit(one, code) === 0) return;
    ended.push(one);
    if (!told) untold.push(one);
  };
  if (code !== null) end(id, code);
  for (const inside of processesOf(core, pid)) if (inside !== id) end(inside, KILLED);
  for (const one of ended) core.announce(one);
  for (const one of untold) {
    const top = highestDead(core, one);
    if (top !== one) {
      say(`Process ${nameAndPid(core, memory, one)} was ended with its ancestor ${nameAndPid(core, memory, top)}`);
    }
  }
}

/** Those that live in a space, or have ended there and are not buried. */
export function processesOf(core: Core, pid: number): number[] {
  const found: number[] = [];
  for (let id = core.nextInSpace(pid, 0); id !== 0; id = core.nextInSpace(pid, core.slotOf(id) + 1)) found.push(id);
  return found;
}

/** The ancestor with which it all began: above it somebody lives. A parent's slot is free only after its children's. */
function highestDead(core: Core, id: number): number {
  for (let above = core.processWord(id, Word.parent);; above = core.processWord(id, Word.parent)) { // ends with the root
    if (above === 0 || core.isAlive(above) !== 0) return id;
    id = above;
  }
}

/** The name is a text of `core/_text.ts`; the memory of a tree with several spaces has all its pages. */
function nameAndPid(core: Core, memory: WebAssembly.Memory, id: number): string {
  const text = core.processWord(id, Word.name);
  const length = text === 0 ? 0 : core.wordLoad(text);
  const name = new TextDecoder().decode(new Uint8Array(memory.buffer, text + 4, length).slice());
  return `${name} (pid ${core.processWord(id, Word.pid)})`;
}
