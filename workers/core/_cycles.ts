/**
 * Frees queues and pipes that nobody can reach any more although references to them are on their way: those references lie in messages
 * of queues that nobody can reach either, as after `queue.putSync(queue)`. Done where memory is short, as it looks at every such message.
 *
 * An object without a holder can only come back to somebody through a message with a reference to it. So of all objects that no process
 * holds, and that references on their way reach, those are garbage whose references all lie in messages of such garbage:
 *
 *   pin       each gets one more reference, ours, so that nobody frees it meanwhile
 *   look      how many references each has, and how often one went on its way; then which references lie in their messages
 *   decide    whoever has another reference is alive, and with it whatever its messages refer to
 *   check     nothing of the rest has changed since the look: then nobody has had it in between, and nobody ever will
 *   drain     their messages are taken, and the references in them given up; then ours, and the sweep finds them lost
 *
 * @module
 */

import { codecOf } from "./_codec.ts";
import { BLOCK, BUSY } from "./_core.ts";
import { Decoder, type Reviver } from "./_decode.ts";
import { INLINE_BYTES_MAX } from "./_format.ts";
import { knownObjects } from "./_kinds.ts";
import { sweep } from "./_sweep.ts";
import type { Tree } from "./_tree.ts";

/** How many objects one pass looks at. */
const OBJECTS_MAX = INLINE_BYTES_MAX / 4;

/** An object that may be garbage. */
interface Candidate {
  readonly object: number;
  /** The ring whose messages can be had through it alone, or 0. */
  readonly ring: number;
  readonly references: number;
  readonly moves: number;
  /** References to it in messages of candidates. */
  inside: number;
  /** What its messages refer to. */
  readonly targets: number[];
  isAlive: boolean;
}

/** Frees what of that there is; whether there was any. */
export function collectCycles(tree: Tree): boolean {
  return tree.whole(() => {
    const candidates = pin(tree);
    let garbage: Candidate[] = [];
    try {
      for (const candidate of candidates.values()) look(tree, candidate, candidates);
      garbage = decide(candidates).filter(Boolean);
      if (!garbage.every((candidate) => isAsBefore(tree, candidate))) garbage = [];
      for (const { ring } of garbage) if (ring !== 0) drain(tree, ring);
    } catch (error) {
      // A ring that came to life while it was looked at may be in the midst of a change.
      if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    } finally {
      for (const { object } of candidates.values()) tree.core.objectForgo(object, tree.self);
    }
    if (garbage.length > 0) sweep(tree);
    return garbage.length > 0;
  });
}

function pin(tree: Tree): Map<number, Candidate> {
  const { core, self } = tree;
  const kinds = knownObjects();
  const { inbox } = codecOf(tree);
  const mask = [...kinds.keys()].reduce((bits, kind) => bits | 1 << kind, 0);
  const count = core.objectsUnheld(self, mask, inbox, OBJECTS_MAX);
  const objects = Array.from({ length: count }, (_, index) => core.wordLoad(inbox + index * 4));
  return new Map(objects.map((object) => {
    const words = core.objectWords(object);
    const ring = kinds.get(core.objectKind(object))?.ring?.({ tree, words }) ?? 0;
    const moves = core.objectReferences(object, 1);
    const references = core.objectReferences(object, 0);
    return [object, { object, ring, references, moves, inside: 0, targets: [], isAlive: references < 0 }];
  }));
}

/** Counts the references in the messages of a candidate. */
function look(tree: Tree, candidate: Candidate, candidates: ReadonlyMap<number, Candidate>): void {
  if (candidate.ring === 0) return;
  const { core, self } = tree;
  const { inbox } = codecOf(tree);
  const cursor = inbox + INLINE_BYTES_MAX; // its block has more bytes than the longest message there
  for (let offset = 0; offset < 16; offset += 4) core.wordStore(cursor + offset, 0);
  const decoder = new Decoder(
    tree,
    scanner((object) => {
      candidate.targets.push(object);
      const target = candidates.get(object);
      if (target !== undefined) target.inside += 1;
    }),
  );
  const most = core.ringCount(candidate.ring) >>> 0;
  for (let count = 0; count < most; count++) { // one turn for each message
    const code = core.ringPeek(candidate.ring, self, cursor, inbox);
    if (code === BUSY) return;
    if (code !== BLOCK) decoder.decode(inbox, code);
    else decoder.decode(core.takenBlock(self), core.takenBytes(self) >>> 0);
  }
}

/** Those that are garbage. */
function decide(candidates: ReadonlyMap<number, Candidate>): Candidate[] {
  const open = [...candidates.values()].filter((candidate) => {
    candidate.isAlive ||= candidate.references !== candidate.inside + 1; // ours
    return candidate.isAlive;
  });
  for (let alive = open.pop(); alive !== undefined; alive = open.pop()) {
    for (const object of alive.targets) {
      const target = candidates.get(object);
      if (target === undefined || target.isAlive) continue;
      target.isAlive = true;
      open.push(target);
    }
  }
  return [...candidates.values()].filter(({ isAlive }) => !isAlive);
}

function isAsBefore({ core }: Tree, { object, moves, references }: Candidate): boolean {
  return core.objectReferences(object, 1) === moves && core.objectReferences(object, 0) === references;
}

/** Takes all messages, and gives up the references in them. */
function drain(tree: Tree, ring: number): void {
  const { core, self } = tree;
  const { inbox } = codecOf(tree);
  const decoder = new Decoder(tree, scanner((object) => core.objectForgo(object, self)));
  for (let code = core.ringGet(ring, self, inbox); code !== BUSY; code = core.ringGet(ring, self, inbox)) {
    if (code !== BLOCK) {
      decoder.decode(inbox, code);
      continue;
    }
    const block = core.takenBlock(self);
    decoder.decode(block, core.takenBytes(self) >>> 0);
    core.blockRelease(self, block);
  }
}

/** Tells of each handle in a message, and makes none. */
function scanner(tell: (object: number) => void): Reviver {
  return {
    isScanning: true,
    revive(_tree, _kind, object) {
      tell(object);
      return {};
    },
    reviveState: () => ({}),
  };
}
