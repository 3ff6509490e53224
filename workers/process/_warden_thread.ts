/**
 * What the thread of a warden runs (`_warden.ts`). It has no part in the tree: no control block, no event loop that turns.
 *
 * Its wards are the processes of the system that its owner started, and those whose starters have gone with an ended ward: each is the first
 * in an address space of its own. When the system says that one has ended, the warden
 *
 * 1. writes the exit words of all that lived in it, where there are none, and wakes everybody (`announce`);
 * 2. says that their threads are gone, so that they can be buried; only the warden says that, and once;
 * 3. has its owner look.
 *
 * How a ward ended it asks the system without reaping it: that is Deno's, in the owner's event loop. Where Deno was faster the answer is
 * that there is no such child; then the owner knows it, and says it (`_spawn.ts`). Where it does not get to it, because other code of its
 * own waits meanwhile, perhaps for what the dead held, the warden says that it was killed.
 *
 * @module
 */

import { instantiateCore, Thread, Word } from "../core/_core.ts";
import { adoptMapped } from "../core/_spanning.ts";
import { base64 } from "../core/_wasm.ts";
import { closeDescriptor, endOf, openProcess, quiet, sleepUntilReadable } from "./_libc_process.ts";
import { endSpace, processesOf } from "./_space_end.ts";
import type { WardenBirth } from "./_warden.ts";

/** How often it looks whether its owner is still there, whatever is rung. */
const LOOK_MS = 1000;
/** How long an owner has to say how a child of its own ended. */
const UNSAID_MS = 200;
const KILLED = -9;
/** Its mapping of the memory is its own, so that the sleepers of its program are in another space. */
const ELSEWHERE = 0;

declare const self: { readonly name: string; close(): void };

const { owner, bell, ...mapping } = JSON.parse(self.name) as WardenBirth;
const module = new WebAssembly.Module(Uint8Array.fromBase64(base64));
const memory = adoptMapped(mapping, module);
const core = instantiateCore(module, memory, ELSEWHERE);

/** Descriptors of the wards. */
const wards = new Map<number, number>();
/** Until when the owner may say how they ended. */
const unsaid = new Map<number, number>();

function lookForWards(): void {
  for (let id = core.nextWard(owner, 0); id !== 0; id = core.nextWard(owner, core.slotOf(id) + 1)) {
    if (wards.has(id)) continue;
    const descriptor = openProcess(core.processWord(id, Word.space));
    if (descriptor === null) bury(id, null);
    else wards.set(id, descriptor);
  }
}

/** @param code How it ended, as far as the system says it. */
function bury(id: number, code: number | null): void {
  const pid = core.processWord(id, Word.space);
  // The owner's own children are told by Deno, to the owner, where not to us. Others belonged to a process that is gone, and went with it.
  const isOwn = core.processWord(id, Word.parent) === owner;
  endSpace({ core, memory }, id, pid, code ?? (isOwn ? null : KILLED));
  for (const inside of processesOf(core, pid)) core.processSetWord(inside, Word.thread, Thread.gone);
  if (core.isAlive(id) !== 0) unsaid.set(id, performance.now() + UNSAID_MS);
  core.nudge(owner);
}

function sayUnsaid(): void {
  for (const [id, untilMs] of unsaid) {
    if (core.isAlive(id) !== 0 && performance.now() < untilMs) continue;
    unsaid.delete(id);
    if (core.isAlive(id) !== 0) endSpace({ core, memory }, id, core.processWord(id, Word.space), KILLED);
  }
}

let last = false;
while (core.isPresent(owner) !== 0 && !(last && wards.size === 0)) { // ends with its owner
  lookForWards();
  const readable = new Set(sleepUntilReadable([bell, ...wards.values()], unsaid.size > 0 ? UNSAID_MS : LOOK_MS));
  if (readable.has(bell) && quiet(bell)) last = true;
  for (const [id, descriptor] of wards) {
    if (!readable.has(descriptor)) continue;
    wards.delete(id);
    bury(id, endOf(descriptor));
    closeDescriptor(descriptor);
  }
  sayUnsaid();
}
for (const descriptor of wards.values()) closeDescriptor(descriptor);
// Where the owner did not say that it rings no more, it might ring another file of that number.
if (last) closeDescriptor(bell);
self.close();
