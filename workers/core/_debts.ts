/**
 * What a process that is killed with its address space owes: references in messages that it had taken and not unpacked, or packed and not sent.
 * A thread that is fenced gives them back itself, as soon as it sees that it was ended; of one that the system has stopped, whoever buries
 * it does.
 *
 * Each such process has a ledger, a private block: entries of (address, length, passed): a message in its private memory, of whose handles all are
 * owed but for the first `passed`. The address is written last and cleared first, and `passed` is raised before a handle is used up, so
 * that a death at any step leaves a reference that nobody gives back rather than one that is given back twice: an object may then
 * stay, but none goes that somebody reaches. The steps between taking a message and its entry, and between an entry's end and the commit, take
 * no longer than a few instructions. A message that is being encoded, or in memory that is not shared, has none.
 *
 * @module
 */

import { Decoder, type Reviver } from "./_decode.ts";
import { forgo, Shared } from "./_shared.ts";
import type { Debts, Tree } from "./_tree.ts";

const SLOTS = 1024;
const ENTRIES = 20;
const ENTRY_BYTES = 12;
const HEADER_BYTES = 4;
const LENGTH = 4;
const PASSED = 8;
const NONE = -1;

/** A place for the address of each slot's ledger; before the tree spans address spaces. */
export function createLedgers(tree: Tree): number {
  const block = tree.allocate(SLOTS * 4, "start a process of the operating system");
  tree.bytes(block + SLOTS * 4).fill(0, block, block + SLOTS * 4);
  tree.core.blockShare(tree.self, block);
  return block;
}

/** Has a process keep a ledger, where it may be stopped by the system while others of its tree go on. */
export function keepDebts(tree: Tree): void {
  const { core, self } = tree;
  if (core.spans() === 0 || core.spanSpace() === Deno.pid || core.spanLedgers() === 0) return;
  const bytes = HEADER_BYTES + ENTRIES * ENTRY_BYTES;
  const ledger = tree.allocate(bytes, "keep a ledger");
  tree.bytes(ledger + bytes).fill(0, ledger, ledger + bytes);
  core.wordStore(ledger, self);
  core.wordStore(core.spanLedgers() + 4 * core.slotOf(self), ledger);
  tree.debts = new Ledger(tree, ledger);
}

class Ledger implements Debts {
  readonly #tree: Tree;
  readonly #ledger: number;
  readonly #isFree: boolean[] = new Array(ENTRIES).fill(true);
  /** The entry of the message that is being decoded. */
  #current = NONE;

  constructor(tree: Tree, ledger: number) {
    this.#tree = tree;
    this.#ledger = ledger;
  }

  enter(address: number, length: number): number {
    const index = this.#isFree.indexOf(true);
    if (index < 0) return NONE;
    this.#isFree[index] = false;
    const entry = this.#ledger + HEADER_BYTES + index * ENTRY_BYTES;
    const { core } = this.#tree;
    core.wordStore(entry + LENGTH, length);
    core.wordStore(entry + PASSED, 0);
    core.wordStore(entry, address);
    return entry;
  }

  suspend(entry: number): void {
    if (entry !== NONE) this.#tree.core.wordStore(entry, 0);
  }

  resume(entry: number, address: number): void {
    if (entry !== NONE) this.#tree.core.wordStore(entry, address);
  }

  leave(entry: number): void {
    if (entry === NONE) return;
    this.suspend(entry);
    this.#isFree[(entry - this.#ledger - HEADER_BYTES) / ENTRY_BYTES] = true;
  }

  during<T>(address: number, length: number, decode: () => T): T {
    const outer = this.#current;
    const entry = this.#current = this.enter(address, length);
    try {
      return decode();
    } finally {
      this.leave(entry);
      this.#current = outer;
    }
  }

  pass(): void {
    if (this.#current === NONE) return;
    const { core } = this.#tree;
    core.wordStore(this.#current + PASSED, core.wordLoad(this.#current + PASSED) + 1);
  }

  giveUp(): void {
    this.suspend(this.#current);
  }
}

/** Buries a dead process whose thread is gone, and all whose parent is dead too. Whether the caller is to look for what is lost. */
export function bury(tree: Tree, dead: number): boolean {
  const { core, self } = tree;
  const outer = core.outerBegin(self); // what is begun is ended, whether this process is ended or not
  if (outer === 0) return false;
  let held = false;
  try {
    for (let id = core.buryNext(dead); id !== 0; id = core.buryNext(dead)) { // one turn for each
      settle(tree, id);
      if (core.buried(self, id) !== 0) held = true;
    }
  } finally {
    if (outer === 1) core.outerEnd(self);
  }
  return held;
}

/** Gives back what a process owed that the caller buries. */
function settle(tree: Tree, dead: number): void {
  const { core } = tree;
  const ledgers = core.spans() === 0 ? 0 : core.spanLedgers();
  if (ledgers === 0) return;
  const place = ledgers + 4 * core.slotOf(dead);
  const ledger = core.wordLoad(place);
  core.wordStore(place, 0); // for who has the slot next
  if (ledger === 0 || core.wordLoad(ledger) !== dead) return;
  for (let index = 0; index < ENTRIES; index++) {
    const entry = ledger + HEADER_BYTES + index * ENTRY_BYTES;
    const address = core.wordLoad(entry);
    if (address === 0) continue;
    let passed = core.wordLoad(entry + PASSED);
    const giveBack: Reviver = {
      isScanning: true,
      revive(_tree, kind, object) {
        if (passed > 0) passed -= 1;
        else forgo(new Shared(tree, kind, object));
        return {};
      },
      reviveState: () => ({}),
    };
    new Decoder(tree, giveBack).decode(address, core.wordLoad(entry + LENGTH));
  }
}
