/**
 * The awaited waits of a process in a tree that spans several address spaces. `Atomics.waitAsync` hears of its own space only; so
 * what is awaited is said in the control block, whoever changes something of it elsewhere rings, and what rang is woken here as if it had been
 * changed in this space (`engine/assembly/sync/spaces.ts`). One call sleeps for it on another thread, in the kernel.
 *
 * @module
 */

import type { Ear, Tree } from "./_tree.ts";

/** Calls that sleep for one program's event loops: with more, Deno would have no threads left for other calls, and the rest looks by itself. */
const SLEEPERS_MAX = 200;
const LOOK_EVERY_MS = 5;

/** Has a process hear from other address spaces. Once for each. */
export function openEar(tree: Tree): void {
  const ear = new RingEar(tree);
  tree.ear = ear;
  for (const renew of [...tree.onEar]) renew(); // what was awaited before is awaited anew
  void ear.hear();
}

class RingEar implements Ear {
  readonly #tree: Tree;
  /** How many wait for each word, and in each bucket. */
  readonly #counts = new Map<number, number>();
  readonly #bucketCounts = new Uint32Array(32);
  #buckets = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  listen(address: number): void {
    const count = this.#counts.get(address) ?? 0;
    this.#counts.set(address, count + 1);
    if (count === 0) this.#count(address, 1);
  }

  forget(address: number): void {
    const count = this.#counts.get(address)!;
    if (count > 1) return void this.#counts.set(address, count - 1);
    this.#counts.delete(address);
    this.#count(address, -1);
  }

  #count(address: number, difference: 1 | -1): void {
    const { core, self } = this.#tree;
    const bucket = core.bucketOf(address);
    const count = this.#bucketCounts[31 - Math.clz32(bucket)] += difference;
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
    for (const address of [...this.#counts.keys()]) {
      if ((core.bucketOf(address) & rung) !== 0) Atomics.notify(this.#tree.words(address + 4), address >>> 2);
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
