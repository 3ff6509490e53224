// Inner locks: of the arena and of lists of waiters. Held for a few steps inside a section, never by a process that sleeps.
//
//   word  0 free; else the holder's id, and CONTENDED when somebody may be asleep for it
//
// Take swaps 0 for the id. Whoever finds it held spins a little, then sets CONTENDED and sleeps on the word itself; after that it takes
// the word with CONTENDED set, because others may sleep too. Give swaps the id for 0, and wakes all where CONTENDED was set. A
// dead holder is seen by whoever meets its id, which takes its place and mends what it left; nobody is woken by a death here, so
// sleeps are short. A holder that was taken for dead finds another id when it gives, and does nothing.

import { relax, sleep, swap } from "./atomics";
import { ID_MASK } from "./layout";
import { isAlive } from "./process";
import { wakeThreads } from "./wake";

const CONTENDED: u32 = 0x80000000;
const SPIN_TURNS: i32 = 200;
const SLEEP_NS: i64 = 1_000_000;

/** Takes an inner lock; true when it was taken from a dead holder. */
export function takeInner(word: usize, self: u32): bool {
  let mine = self;
  let turn = 0;
  while (true) { // every turn either takes the lock or sees another, living process hold it
    const seen = swap(word, 0, mine);
    if (seen == 0) return false;
    const owner = seen & ID_MASK;
    if (owner == self || !isAlive(owner)) {
      if (swap(word, seen, mine | (seen & CONTENDED)) == seen) return true;
    } else if (turn++ < SPIN_TURNS) relax();
    else if ((seen & CONTENDED) != 0 || swap(word, seen, seen | CONTENDED) == seen) {
      sleep(word, seen | CONTENDED, SLEEP_NS);
      mine = self | CONTENDED;
    }
  }
}

export function giveInner(word: usize, self: u32): void {
  if (swap(word, self, 0) == self) return;
  if (swap(word, self | CONTENDED, 0) == (self | CONTENDED)) wakeThreads(word);
}
