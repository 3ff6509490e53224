/**
 * Packs a binary for the page: what comes again, within it or after another binary, is copied from there, however far away that is.
 * The scheduler's machine is compiled once for each policy, so most of it comes again, a few bytes apart.
 *
 * @module
 */

import { spelledBytes, spelledLike, spelledNumbers } from "../engine/binary_text.ts";

/** Bytes that a copy must have, and that one must have which goes on where the last one would. */
const COPIED_MIN = 12;
const CONTINUED_MIN = 4;

/** How many places are looked at. */
const PLACES_MAX = 2_000;

/** What a copy that goes on is worth besides its bytes, and what a character costs that says from how far away another comes. */
const CONTINUED_WORTH = 5;
const CHARACTER_COST = 3;

/** A copy that may be made. */
interface Copy {
  readonly from: number;
  readonly length: number;
  readonly worth: number;
}

/**
 * A binary as a text that `bytesOfText` knows; `base` is what it is packed after, empty for nothing, and `like` how that was packed, where
 * its alphabet is to do for both.
 */
export function packedText(bytes: Uint8Array, base: Uint8Array, like?: string): string {
  const finder = new CopyFinder(bytes, base);
  const [plain, copied, moved]: number[][] = [[bytes.length], [], []];
  const first: number[] = [];
  let run = 0;
  // Where the last copy would go on.
  let next = 0;
  for (let at = base.length; at < finder.all.length;) {
    const copy = finder.best(at, next + run);
    if (copy === null || (finder.best(at + 1, next + run + 1)?.worth ?? 0) > copy.worth + 1) {
      first.push(finder.all[at]);
      run += 1;
      at += 1;
      continue;
    }
    const move = copy.from - next - run;
    plain.push(run);
    copied.push(copy.length);
    moved.push(move >= 0 ? 2 * move : -2 * move - 1);
    at += copy.length;
    next = copy.from + copy.length;
    run = 0;
  }
  if (run > 0) plain.push(run);
  const numbers = [plain, copied, moved].map(spelledNumbers);
  const rest = Uint8Array.from(first);
  return `~${[...numbers, like === undefined ? spelledBytes(rest) : spelledLike(rest, like)].join(" ")}`;
}

/** Finds where bytes stood before. */
class CopyFinder {
  /** The base and what comes after it. */
  readonly all: Uint8Array;
  /** The last place before each that begins with the same four bytes; -1 for none. */
  readonly #before: Int32Array;

  constructor(bytes: Uint8Array, base: Uint8Array) {
    this.all = Uint8Array.from([...base, ...bytes]);
    this.#before = new Int32Array(this.all.length).fill(-1);
    const last = new Map<number, number>();
    const view = new DataView(this.all.buffer);
    for (let at = 0; at + 4 <= this.all.length; at++) {
      const key = view.getUint32(at);
      this.#before[at] = last.get(key) ?? -1;
      last.set(key, at);
    }
  }

  /** The copy that is worth most; `null` for none. `next` is where the last one would go on. */
  best(at: number, next: number): Copy | null {
    if (at >= this.all.length) return null;
    let best: Copy | null = null;
    const continued = next < at ? this.#length(next, at) : 0;
    if (continued >= CONTINUED_MIN) best = { from: next, length: continued, worth: continued + CONTINUED_WORTH };
    let from = this.#before[at];
    for (let places = 0; from >= 0 && places < PLACES_MAX; places++, from = this.#before[from]) {
      const length = this.#length(from, at);
      if (length < COPIED_MIN) continue;
      const worth = length - CHARACTER_COST * spelledNumbers([2 * Math.abs(from - next)]).length;
      if (worth > (best?.worth ?? 0)) best = { from, length, worth };
    }
    return best;
  }

  #length(from: number, at: number): number {
    let length = 0;
    while (at + length < this.all.length && this.all[from + length] === this.all[at + length]) length += 1;
    return length;
  }
}
