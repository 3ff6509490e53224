/**
 * What processes owe that the system may stop at any instruction: every interleaving of those who take and put messages with references, a
 * death at every step, and a burier that may be stopped himself. Whatever happens, each reference is counted down once.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { type Core, Thread, Word } from "../../../workers/core/_core.ts";
import type { Next, Program, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { BUSY, expect, OK, place, quietWords, setUpTree } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const [one, two, three] = ids;
/** Who goes on is interrupted only when somebody dies, or at length: then a model has millions of states. */
const PREEMPTIONS_MAX = soak ? 1 : 0;
const KIND = 1;
const NO_LIMIT = 0xffffffff;
/** Where the table of ledgers stands, a place in it, and the words of an entry (`engine/assembly/sync/debts.ts`). */
const ROOT_LEDGERS = 304;
const PLACE_BYTES = 12;
const LEDGER_BYTES = 160;
const FIRST = 32;
const ENTRY_BYTES = 64;
const ENTRY_COUNT = 2; // of the model (model/core.ts)
const STATE = 0;
const ADDRESS = 4;
const VALUE = 12;
const RING = 16;
const WITH = 24;
const LIST = 28;
const State = { free: 0, has: 1, lists: 2, begins: 4, lent: 5 };
const QUIET = quietWords(true);

/** The ledgers of the processes, which are there before a model begins; by id. */
let ledgers: Record<number, number> = {};

function block(core: Core, bytes: number, self = root): number {
  const address = core.blockAllocate(self, bytes);
  for (let offset = 0; offset < bytes; offset += 4) core.wordStore(address + offset, 0);
  return address;
}

function setUpLedgers(core: Core, keepers: readonly number[]): void {
  core.wordStore(ROOT_LEDGERS, block(core, 4 * PLACE_BYTES));
  ledgers = {};
  for (const id of keepers) {
    ledgers[id] = block(core, LEDGER_BYTES, id);
    core.ledgerBegin(id, ledgers[id], 0);
  }
}

function entryOf(id: number, index = 0): number {
  return ledgers[id] + FIRST + index * ENTRY_BYTES;
}

/** Gives back what a dead process owes, as the host does it: a message is the addresses of its objects, with a zero behind them. */
function settle(core: Core, self: number, dead: number): void {
  const ledger = core.settleBegin(self, dead);
  if (ledger === 0) return;
  for (let index = 0; index < ENTRY_COUNT; index++) {
    const entry = ledger + FIRST + index * ENTRY_BYTES;
    const state = core.wordLoad(entry + STATE);
    const address = core.wordLoad(entry + ADDRESS);
    if (state === State.has) {
      for (let count = core.wordLoad(entry + VALUE);; count++) {
        const object = core.wordLoad(address + 4 * count);
        if (object === 0) break;
        core.objectForgo(object, self, entry, count + 1);
      }
    } else if (state === State.lists) {
      for (let count = core.wordLoad(entry + VALUE); count > 0; count--) {
        core.objectForgo(core.wordLoad(address + 4 * (count - 1)), self, entry, count - 1);
      }
    } else continue;
    core.wordStore(entry + STATE, State.free);
  }
  core.settleEnd(self, dead);
}

function bury(core: Core, self: number, dead: number): void {
  const next = () => core.buryNext(self, dead);
  for (let id = next(); id !== 0; id = next()) {
    settle(core, self, id);
    core.buried(self, id);
  }
}

/** Buries a process when another program, that of the index, has died: as the warden and the parent do. */
function burier(self: number, dead: number, index: number): Program {
  return {
    afterDeath: index,
    stages: [(core) => {
      core.processExit(dead, -9); // nobody sleeps who would have to be told
      core.processSetWord(dead, Word.thread, Thread.gone);
      return [1, []];
    }, (core) => (bury(core, self, dead), null)],
  };
}

/**
 * Besides what is quiet in other models: reading what a ledger says that only its process writes. To write there is a step, after which
 * it may be stopped.
 */
function quiet(address: number, reads: boolean): boolean {
  for (const ledger of Object.values(ledgers)) {
    if (address < ledger || address >= ledger + LEDGER_BYTES) continue;
    const offset = address - ledger - FIRST;
    return reads && (offset < 0 || ![STATE, RING, VALUE].includes(offset % ENTRY_BYTES));
  }
  return QUIET(address, reads);
}

/** A ring with messages of one reference each, one of which is in each. */
function ringOf(core: Core, object: number, { grows, isLong, count }: {
  grows: boolean;
  isLong: boolean;
  count: number;
}): number {
  const ring = core.ringMake(root, grows ? 64 : 128, NO_LIMIT, grows ? 1 : 0, 0);
  core.ringMark(ring);
  for (let index = 0; index < count; index++) {
    const message = block(core, 8);
    core.wordStore(message, object);
    core.objectDepart(object);
    expect(core.ringPut(ring, root, message, 8, isLong ? 1 : 0) === OK, "not put");
  }
  return ring;
}

/** Takes a message, and receives what it refers to. */
function taker(self: number, things: { ring: () => number; scratch: () => number }): Stage[] {
  const entry = () => entryOf(self);
  return [
    (core): Next => {
      const code = core.ringGet(things.ring(), self, things.scratch(), entry());
      if (code === BUSY) return null;
      return [1, [core.wordLoad(core.wordLoad(entry() + ADDRESS))]];
    },
    (core, [object]): Next => {
      expect(core.objectReceive(object, self, entry(), 1) === OK, "not received");
      return [2, []];
    },
    (core): Next => (core.wordStore(entry() + STATE, State.free), null),
  ];
}

/** Writes a message with a reference, and puts it. */
function putter(self: number, things: { ring: () => number; scratch: () => number; object: () => number }): Stage[] {
  const entry = () => entryOf(self);
  return [
    (core): Next => {
      core.wordStore(entry() + ADDRESS, entry() + LIST);
      core.wordStore(entry() + STATE, State.lists);
      core.wordStore(entry() + LIST, things.object());
      core.objectDepart(things.object(), self, entry(), 1);
      core.wordStore(things.scratch(), things.object());
      return [1, []];
    },
    (core): Next => {
      const code = core.ringPut(things.ring(), self, things.scratch(), 8, 0, entry());
      if (code !== BUSY) return [2, [1]];
      core.objectForgo(things.object(), self, entry(), 0);
      return [2, [0]];
    },
    (core): Next => (core.wordStore(entry() + STATE, State.free), null),
  ];
}

Deno.test("debts model: a reference in a message that is taken is counted down once, wherever its taker is stopped", async () => {
  for (const isLong of [false, true]) {
    let [object, ring] = [0, 0];
    let scratch: number[] = [];
    let [owed, left] = [0, 0];
    const things = (index: number) => ({ ring: () => ring, scratch: () => scratch[index] });
    await explore({
      setUp(core) {
        setUpTree(core);
        setUpLedgers(core, [one, two]);
        object = core.objectCreate(root, KIND, 8);
        scratch = [block(core, 16, one), block(core, 16, two)];
        ring = ringOf(core, object, { grows: false, isLong, count: 2 });
      },
      programs: [
        { stages: taker(one, things(0)), mayDie: true },
        { stages: taker(two, things(1)) },
        burier(root, one, 0),
      ],
      spans: true,
      preemptionsMax: PREEMPTIONS_MAX,
      invisible: quiet,
      check: ({ core, dead }) => {
        const rest = core.ringCount(ring);
        assertEquals(core.objectTransit(object), rest, "references and messages do not agree");
        if (dead < 0) return;
        if (rest === 0) owed += 1;
        else left += 1;
        assertEquals(core.isAlive(one), 0);
      },
    });
    assert(owed > 0 && left > 0);
  }
});

Deno.test("debts model: a reference in a message that is put is counted once, wherever its writer is stopped", async () => {
  for (const grows of [false, true]) {
    let [object, ring] = [0, 0];
    let scratch: number[] = [];
    let [put, lost] = [0, 0];
    const things = (index: number) => ({ ring: () => ring, scratch: () => scratch[index], object: () => object });
    await explore({
      setUp(core) {
        setUpTree(core);
        setUpLedgers(core, [one, two]);
        object = core.objectCreate(root, KIND, 8);
        scratch = [block(core, 16, one), block(core, 16, two)];
        ring = ringOf(core, object, { grows, isLong: false, count: 1 });
      },
      programs: [
        { stages: putter(one, things(0)), mayDie: true },
        { stages: grows ? putter(two, things(1)) : taker(two, things(1)) },
        burier(root, one, 0),
      ],
      spans: true,
      preemptionsMax: PREEMPTIONS_MAX,
      invisible: quiet,
      check: ({ core, dead }) => {
        assertEquals(core.objectTransit(object), core.ringCount(ring), "references and messages do not agree");
        if (dead < 0) return;
        if (core.ringCount(ring) === (grows ? 3 : 1)) put += 1;
        else lost += 1;
      },
    });
    assert(put > 0 && lost > 0);
  }
});

Deno.test("debts model: a burier that is stopped is followed by another, and nothing is given back twice", async () => {
  let object = 0;
  let deaths = 0;
  await explore({
    setUp(core) {
      setUpTree(core);
      setUpLedgers(core, [one, two, three]);
      object = core.objectCreate(root, KIND, 8);
      // A message with two references, of which none was received, and a list of one.
      const message = block(core, 16, one);
      const [has, lists] = [entryOf(one, 0), entryOf(one, 1)];
      for (const offset of [0, 4]) core.wordStore(message + offset, object);
      for (let count = 0; count < 3; count++) core.objectDepart(object);
      core.wordStore(has + ADDRESS, message);
      core.wordStore(has + STATE, State.has);
      core.wordStore(lists + ADDRESS, lists + LIST);
      core.wordStore(lists + LIST, object);
      core.wordStore(lists + VALUE, 1);
      core.wordStore(lists + STATE, State.lists);
      core.processSetWord(one, Word.parent, two);
      core.processExit(one, -9);
      core.processSetWord(one, Word.thread, Thread.gone);
    },
    programs: [
      { stages: [(core) => (bury(core, two, one), null)], mayDie: true },
      burier(root, two, 0),
      { // makes others find another token than theirs
        stages: [
          (core) => (core.objectDepart(object, three, entryOf(three), 1), [1, []]),
          (core) => (core.objectForgo(object, three, entryOf(three), 0), null),
        ],
      },
    ],
    spans: true,
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quiet,
    check: ({ core, dead }) => {
      if (dead === 0) deaths += 1;
      assertEquals(core.objectTransit(object), 0);
      assertEquals(core.wordLoad(core.wordLoad(ROOT_LEDGERS) + PLACE_BYTES * (one & 3)), 0, "not settled");
    },
  });
  assert(deaths > 0);
});

Deno.test("debts model: counts that are noted at once, and one that is not, are all made once", async () => {
  let object = 0;
  const counter = (self: number): Stage[] => [
    (core) => (core.objectDepart(object, self, entryOf(self), 1), [1, [1]]),
    (core) => (core.objectForgo(object, self, entryOf(self), 0), [2, [0]]),
    () => null,
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      setUpLedgers(core, [one, two]);
      object = core.objectCreate(root, KIND, 8);
      for (const id of [one, two]) {
        core.wordStore(entryOf(id) + ADDRESS, entryOf(id) + LIST);
        core.wordStore(entryOf(id) + LIST, object);
        core.wordStore(entryOf(id) + STATE, State.lists);
      }
    },
    programs: [
      { stages: counter(one), mayDie: true },
      { stages: counter(two) },
      { stages: [(core) => (core.objectDepart(object), [1, []]), (core) => (core.objectForgo(object, three), null)] },
      burier(root, one, 0),
    ],
    spans: true,
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quiet,
    check: ({ core }) => assertEquals(core.objectTransit(object), 0),
  });
});

Deno.test("debts model: arguments that are lent are their child's or their parent's, whoever of them is stopped", async () => {
  let object = 0;
  let message = 0;
  const parent: Stage[] = [
    (core) => (core.objectDepart(object, one, entryOf(one), 1), [1, []]),
    (core) => {
      core.wordStore(entryOf(one) + WITH, two);
      core.wordStore(entryOf(one) + STATE, State.lent);
      return [2, []];
    },
    // The child has not come for them.
    (core) => {
      const isBack = core.processTakeStart(two, 2) !== 0 || core.processWord(two, Word.start) === 2 ||
        core.wordLoad(entryOf(one) + STATE) === State.lists;
      return [isBack ? 3 : 4, []];
    },
    (core) => (core.objectForgo(object, one, entryOf(one), 0), [4, []]),
    (core) => (core.wordStore(entryOf(one) + STATE, State.free), null),
  ];
  const child: Stage[] = [
    (core) => {
      if (core.wordLoad(entryOf(one) + STATE) !== State.lent) return null; // it was not started yet
      core.wordStore(entryOf(two) + ADDRESS, message);
      core.wordStore(entryOf(two) + STATE, State.begins);
      return [core.processTakeStart(two, 1) !== 0 ? 1 : 2, []];
    },
    (core) => {
      core.wordStore(entryOf(two) + STATE, State.has);
      expect(core.objectReceive(object, two, entryOf(two), 1) === OK, "not received");
      return [2, []];
    },
    (core) => (core.wordStore(entryOf(two) + STATE, State.free), null),
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      setUpLedgers(core, [one, two]);
      object = core.objectCreate(root, KIND, 8);
      message = block(core, 8);
      core.wordStore(message, object);
      core.processSetWord(two, Word.parent, one);
      core.wordStore(entryOf(one) + ADDRESS, entryOf(one) + LIST);
      core.wordStore(entryOf(one) + LIST, object);
      core.wordStore(entryOf(one) + STATE, State.lists);
    },
    programs: [
      { stages: parent, mayDie: true },
      { stages: child, mayDie: true },
      burier(root, one, 0),
      burier(three, two, 1),
    ],
    spans: true,
    deathsMax: 2,
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quiet,
    check: ({ core }) => assertEquals(core.objectTransit(object), 0),
  });
});

Deno.test("debts model: who makes himself a holder of what his object keeps is not missed by those who look", async () => {
  let object = 0;
  await explore({
    setUp(core) {
      setUpTree(core);
      object = core.objectCreate(root, KIND, 8);
      core.objectDepart(object); // what keeps it
      core.objectDrop(object, root);
    },
    programs: [
      {
        stages: [
          (core) => (expect(core.objectHold(object, one) === OK, "not held"), [1, []]),
          (core) => (expect(core.objectArrive(object, one) === 0, "freed while it is held"), null),
        ],
      },
      { stages: [(core) => (expect(core.objectIsHeld(object) === 1, "not held while it is kept"), null)] },
      { stages: [(core) => (expect(core.lostObject(three, 1 << KIND) === 0, "lost while it is kept"), null)] },
    ],
    preemptionsMax: PREEMPTIONS_MAX + 2,
    invisible: quietWords(false),
    check: ({ core }) => assertEquals(core.objectIsHeld(object), 1),
  });
});
