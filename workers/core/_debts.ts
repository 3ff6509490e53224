/**
 * What a process that may be stopped by the system owes: references in messages that it had taken and not unpacked, or packed and not sent.
 * A thread that is fenced gives them back itself, as soon as it sees that it was ended; of one that the system has stopped, whoever buries
 * it does. `engine/assembly/sync/debts.ts` has the protocol, by which each is given back once, wherever it stopped.
 *
 * Each such process has a ledger of entries, an entry a message. Of a message that is being encoded, or waits to be sent, the entry lists the
 * objects; one that was taken is decoded once more, from the handle on that was not used up.
 *
 * Without memory for an entry, or for a longer list, references are counted and not noted: then an object may stay, but none goes that somebody
 * reaches. The same is true of what is not noted at all: what the tasks of a pool refer to whose owner the system stops, and what objects keep that
 * are being made or freed just then.
 *
 * @module
 */

import { Decoder, type Reviver } from "./_decode.ts";
import { INLINE_BYTES_MAX } from "./_format.ts";
import { gather, isInParts } from "./_parts.ts";
import { forgo } from "./_shared.ts";
import type { Debt, Debts } from "./_debt.ts";
import type { Tree } from "./_tree.ts";

const SLOTS = 1024;
const PLACE_BYTES = 12;
/** Of a ledger's block, and of an entry, as in the core. */
const NEXT = 4;
const ENTRIES = 32;
const ENTRY_COUNT = 15;
const ENTRY_BYTES = 64;
const LEDGER_BYTES = ENTRIES + ENTRY_COUNT * ENTRY_BYTES;
/** Of an entry. */
const STATE = 0;
const ADDRESS = 4;
const LENGTH = 8;
const VALUE = 12;
const WITH = 24;
const LIST = 28;
const LIST_COUNT = 9;
const State = { free: 0, has: 1, lists: 2, begins: 4, lent: 5, finishing: 6 } as const;
/** In LENGTH: the message is behind its length, in a block that may have parts. */
const PREFIXED = 0x80000000;
const PREFIX_BYTES = 4;

/** A place for the address of each slot's ledger, and what is counted by it; before the tree spans address spaces. */
export function createLedgers(tree: Tree): number {
  const bytes = SLOTS * PLACE_BYTES;
  const block = tree.allocate(bytes, "start a process of the operating system");
  tree.bytes(block + bytes).fill(0, block, block + bytes);
  tree.core.blockShare(tree.self, block);
  return block;
}

/** Has a process keep a ledger, where it may be stopped by the system while others of its tree go on. */
export function keepDebts(tree: Tree): void {
  const { core } = tree;
  if (core.spans() === 0 || core.spanSpace() === Deno.pid || core.spanLedgers() === 0) return;
  const ledger = zeroed(tree, tree.allocate(LEDGER_BYTES, "keep a ledger"));
  core.ledgerBegin(tree.self, ledger, 0);
  tree.debts = new Ledger(tree, ledger);
}

function zeroed(tree: Tree, block: number): number {
  tree.bytes(block + LEDGER_BYTES).fill(0, block, block + LEDGER_BYTES);
  return block;
}

function entriesOf(block: number): number[] {
  return Array.from({ length: ENTRY_COUNT }, (_, index) => block + ENTRIES + index * ENTRY_BYTES);
}

class Ledger implements Debts {
  readonly #tree: Tree;
  /** The last block of it. */
  #last: number;
  readonly #free: number[];
  /** Blocks that entries have besides, by their address: longer lists, and copies of messages. */
  readonly #blocks = new Map<number, number>();
  #incoming: number;

  constructor(tree: Tree, ledger: number) {
    this.#tree = tree;
    this.#last = ledger;
    this.#free = entriesOf(ledger);
    this.#incoming = this.#free.pop()!;
  }

  get incoming(): number {
    return this.#incoming;
  }

  accept(): Debt | null {
    const entry = this.#incoming;
    if (entry === 0) this.#incoming = this.#take();
    if (entry === 0 || this.#tree.core.wordLoad(entry + STATE) !== State.has) return null;
    this.#incoming = this.#take();
    return { entry, count: 0 };
  }

  list(): Debt {
    const entry = this.#take();
    if (entry !== 0) {
      const { core } = this.#tree;
      core.wordStore(entry + ADDRESS, entry + LIST);
      core.wordStore(entry + VALUE, 0);
      core.wordStore(entry + STATE, State.lists);
    }
    return { entry, count: 0, most: LIST_COUNT };
  }

  depart(debt: Debt, object: number): void {
    const { core, self } = this.#tree;
    if (debt.entry !== 0 && debt.count === debt.most) this.#lengthen(debt);
    const { entry, count } = debt;
    debt.count += 1;
    if (entry === 0 || count >= debt.most!) return core.objectDepart(object);
    core.wordStore((core.wordLoad(entry + ADDRESS) >>> 0) + 4 * count, object);
    core.objectDepart(object, self, entry, count + 1);
  }

  undo(debt: Debt, object: number): void {
    const tree = this.#tree;
    const { core, self } = tree;
    debt.count -= 1;
    forgo({ tree, core, self, object }, debt.count < debt.most! ? debt.entry : 0, debt.count);
  }

  lend({ entry }: Debt, child: number): void {
    this.#hand(entry, child, State.lent);
  }

  finish({ entry }: Debt, slot: number): void {
    this.#hand(entry, slot, State.finishing);
  }

  #hand(entry: number, to: number, state: number): void {
    if (entry === 0) return;
    const { core } = this.#tree;
    core.wordStore(entry + WITH, to);
    core.wordStore(entry + STATE, state);
  }

  isRegained({ entry }: Debt): boolean {
    return entry !== 0 && this.#tree.core.wordLoad(entry + STATE) === State.lists;
  }

  regain({ entry }: Debt): void {
    if (entry !== 0) this.#tree.core.wordStore(entry + STATE, State.lists);
  }

  begin(block: number, length: number): Debt {
    return this.#begin(block, length | PREFIXED, 0);
  }

  beginTask(address: number, length: number, slot: number): Debt {
    return this.#begin(address, length, slot);
  }

  #begin(address: number, length: number, slot: number): Debt {
    const entry = this.#take();
    if (entry !== 0) {
      const { core } = this.#tree;
      core.wordStore(entry + ADDRESS, address);
      core.wordStore(entry + LENGTH, length);
      core.wordStore(entry + VALUE, 0);
      core.wordStore(entry + WITH, slot);
      core.wordStore(entry + STATE, State.begins);
    }
    return { entry, count: 0 };
  }

  begun({ entry }: Debt): void {
    if (entry !== 0) this.#tree.core.wordStore(entry + STATE, State.has);
  }

  rescue({ entry }: Debt): void {
    if (entry === 0) return;
    const { core } = this.#tree;
    const [address, length] = [core.wordLoad(entry + ADDRESS) >>> 0, core.wordLoad(entry + LENGTH) >>> 0];
    if (length > INLINE_BYTES_MAX || core.wordLoad(entry + WITH) !== 0) return; // it stays where it is until it is decoded
    const copy = this.#tree.tryAllocate(Math.max(1, length));
    if (copy === 0) return core.wordStore(entry + STATE, State.free);
    this.#tree.bytes(Math.max(address, copy) + length).copyWithin(copy, address, address + length);
    core.wordStore(entry + ADDRESS, copy);
    this.#blocks.set(entry, copy);
  }

  leave(debt: Debt): void {
    const { entry } = debt;
    if (entry === 0) return;
    debt.entry = 0;
    const { core, self } = this.#tree;
    core.wordStore(entry + STATE, State.free);
    const block = this.#blocks.get(entry);
    if (block !== undefined) {
      this.#blocks.delete(entry);
      core.blockRelease(self, block);
    }
    this.#free.push(entry);
  }

  /** A free entry, or 0. */
  #take(): number {
    if (this.#free.length === 0) {
      const more = this.#tree.core.isEnded(this.#tree.self) !== 0 ? 0 : this.#tree.tryAllocate(LEDGER_BYTES);
      if (more === 0) return 0;
      this.#tree.core.ledgerBegin(this.#tree.self, this.#last, zeroed(this.#tree, more));
      this.#free.push(...entriesOf(more));
      this.#last = more;
    }
    return this.#free.pop()!;
  }

  /** Twice as much room for a list; where there is no memory for it, it stays as it is. */
  #lengthen(debt: Debt): void {
    const { entry, count } = debt;
    const { core, self } = this.#tree;
    if (core.isEnded(self) !== 0) return;
    const block = this.#tree.tryAllocate(8 * count);
    if (block === 0) return;
    const address = core.wordLoad(entry + ADDRESS) >>> 0;
    this.#tree.bytes(Math.max(address, block) + 8 * count).copyWithin(block, address, address + 4 * count);
    core.wordStore(entry + ADDRESS, block);
    const before = this.#blocks.get(entry);
    if (before !== undefined) core.blockRelease(self, before);
    this.#blocks.set(entry, block);
    debt.most = 2 * count;
  }
}

/** Buries a dead process whose thread is gone, and all whose parent is dead too. Whether the caller is to look for what is lost. */
export function bury(tree: Tree, dead: number): boolean {
  const { core, self } = tree;
  const outer = core.outerBegin(self); // what is begun is ended, whether this process is ended or not
  if (outer === 0) return false;
  let held = false;
  try {
    for (let id = core.buryNext(self, dead); id !== 0; id = core.buryNext(self, dead)) { // one turn for each
      if (settle(tree, id)) held = true;
      if (core.buried(self, id) !== 0) held = true;
    }
  } finally {
    if (outer === 1) core.outerEnd(self);
  }
  return held;
}

/** Gives back what a process owed that the caller buries; whether it kept a ledger. */
function settle(tree: Tree, dead: number): boolean {
  const { core, self } = tree;
  const ledger = core.settleBegin(self, dead);
  if (ledger === 0) return false;
  for (let part = ledger; part !== 0; part = core.wordLoad(part + NEXT) >>> 0) {
    for (const entry of entriesOf(part)) {
      const state = core.wordLoad(entry + STATE);
      if (state === State.has) settleMessage(tree, entry);
      else if (state === State.lists) settleList(tree, entry);
    }
  }
  core.settleEnd(self, dead);
  return true;
}

/** The objects of a list, the last first. */
function settleList(tree: Tree, entry: number): void {
  const { core, self } = tree;
  const list = core.wordLoad(entry + ADDRESS) >>> 0;
  for (let count = core.wordLoad(entry + VALUE); count > 0; count--) {
    core.objectForgo(core.wordLoad(list + 4 * (count - 1)), self, entry, count - 1);
  }
  core.wordStore(entry + STATE, State.free);
}

/** The handles of a message that are not used up. */
function settleMessage(tree: Tree, entry: number): void {
  const { core, self } = tree;
  const used = core.wordLoad(entry + VALUE);
  let count = 0;
  const giveBack: Reviver = {
    isScanning: true,
    revive(_tree, _kind, object) {
      count += 1;
      if (count > used) core.objectForgo(object, self, entry, count);
      return {};
    },
    reviveState: () => ({}),
  };
  const [address, length] = [core.wordLoad(entry + ADDRESS) >>> 0, core.wordLoad(entry + LENGTH) >>> 0];
  const decoder = new Decoder(tree, giveBack);
  if ((length & PREFIXED) === 0) decoder.decode(address, length);
  else {
    const whole = (length & ~PREFIXED) + PREFIX_BYTES;
    if (isInParts(tree, address, whole)) decoder.decodeBytes(gather(tree, address, whole).subarray(PREFIX_BYTES));
    else decoder.decodeWhole(address + PREFIX_BYTES, whole - PREFIX_BYTES);
  }
  core.wordStore(entry + STATE, State.free);
}
