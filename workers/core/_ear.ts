/**
 * The awaited waits of a process in a tree that spans several address spaces. `Atomics.waitAsync` hears of its own space only;
 * so what is awaited is said in the control block, whoever changes something of it elsewhere rings, and what rang is tried again here
 * (`engine/assembly/sync/spaces.ts`). One call sleeps for it on another thread, in the kernel.
 *
 * @module
 */

import type { Ear, Tree } from "./_tree.ts";

/** Calls that sleep for one program's event loops: with more, Deno would have no threads left for other calls, and the rest looks by itself. */
const SLEEPERS_MAX = 200;
const LOOK_EVERY_MS = 5;

/** Buckets of addresses: the bits of a word. */
const BUCKETS = 32;

/** Has a process hear from other address spaces. Once for each. */
export function openEar(tree: Tree): void {
  const ear = new RingEar(tree);
  tree.ear = ear;
  for (const renew of [...tree.onEar]) renew(); // what was awaited before is awaited anew
  void ear.hear();
}

/** A word that is awaited. */
interface Awaited {
  /** Those who wait for its next change. */
  resolve: (() => void)[];
  /** V8 has it in its list, as somebody of this space may change it. That is given back only by a change, so it serves whoever comes after. */
  inV8: boolean;
  /** The control block says that it is awaited. */
  said: boolean;
}

class RingEar implements Ear {
  readonly #tree: Tree;
  readonly #awaited = new Map<number, Awaited>();
  /** How many words are said to be awaited in each bucket, and the sum of the buckets. */
  readonly #saidCounts = new Uint32Array(BUCKETS);
  #buckets = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  change(address: number, seen: number): Promise<void> | null {
    let awaited = this.#awaited.get(address);
    if (awaited === undefined) this.#awaited.set(address, awaited = { resolve: [], inV8: false, said: false });
    this.#say(address, awaited, true); // before the word is looked at
    const isUnchanged = awaited.inV8
      ? (this.#tree.core.wordLoad(address) | 0) === seen
      : this.#waitInV8(address, awaited, seen);
    if (isUnchanged) return new Promise((resolve) => awaited.resolve.push(resolve));
    if (awaited.resolve.length === 0) this.#changed(address, awaited);
    return null;
  }

  #waitInV8(address: number, awaited: Awaited, seen: number): boolean {
    const { async, value } = Atomics.waitAsync(this.#tree.words(address + 4), address >>> 2, seen);
    if (!async) return false;
    awaited.inV8 = true;
    value.then(() => {
      awaited.inV8 = false;
      this.#changed(address, awaited);
    });
    return true;
  }

  /** Those who wait for it look. What nobody waited for is no longer said, and no longer kept. */
  #changed(address: number, awaited: Awaited): void {
    const { resolve } = awaited;
    if (resolve.length > 0) {
      awaited.resolve = [];
      for (const done of resolve) done();
      return;
    }
    this.#say(address, awaited, false);
    if (!awaited.inV8) this.#awaited.delete(address);
  }

  #say(address: number, awaited: Awaited, isAwaited: boolean): void {
    if (awaited.said === isAwaited) return;
    awaited.said = isAwaited;
    const { core, self } = this.#tree;
    const bucket = core.bucketOf(address);
    const count = this.#saidCounts[31 - Math.clz32(bucket)] += isAwaited ? 1 : -1;
    const buckets = count === 0 ? this.#buckets & ~bucket : this.#buckets | bucket;
    if (buckets === this.#buckets || core.isEnded(self)) return; // the control block may be another's after the end
    this.#buckets = buckets;
    core.setAwaits(self, buckets);
  }

  /** Until the end. */
  async hear(): Promise<void> {
    const { core, self } = this.#tree;
    const ring = core.ringOf(self);
    const crowded = this.#isCrowded();
    for (;;) { // one turn for each ring
      const seen = core.wordLoad(ring);
      if (core.isEnded(self)) return;
      this.#answer(core.takeRung(self));
      if (crowded) await later();
      else await core.futex().sleepElsewhere(ring, seen, core.limited(-1));
    }
  }

  #answer(rung: number): void {
    if (rung === 0) return;
    const { core } = this.#tree;
    for (const [address, awaited] of [...this.#awaited]) {
      if ((core.bucketOf(address) & rung) !== 0) this.#changed(address, awaited);
    }
  }

  #isCrowded(): boolean {
    const { core } = this.#tree;
    let slot = 0;
    for (let count = 0; count < SLEEPERS_MAX; count++) {
      const id = core.nextInSpace(Deno.pid, slot);
      if (id === 0) return false;
      slot = core.slotOf(id) + 1;
    }
    return true;
  }
}

function later(): Promise<void> {
  return new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, LOOK_EVERY_MS) as unknown as number));
}
