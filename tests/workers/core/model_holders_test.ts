/**
 * Every interleaving of two to four processes over objects that several hold: handles that move while others let go, memory that is
 * used again at once, processes that look for what the dead held, threads that go on after they were killed. The bound on
 * preemptions stands with each model.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { type Core, Thread, Word } from "../../../workers/core/_core.ts";
import type { Next, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { expect, OK, place, quietWords, setUpTree, wait } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const [one, two, three] = ids;
const PREEMPTIONS_MAX = soak ? 4 : 3;
const KIND = 1;
const OBJECT_BYTES = 8;
/** All of a block that an object of so many bytes takes. */
const BLOCK_BYTES = 40;

const finish: Stage = () => null;

/** Makes another process a holder. */
function share(core: Core, object: number, self: number): void {
  core.objectDepart(object);
  expect(core.objectReceive(object, self) === OK, "not received");
}

/** Lets go of the object, and frees it when told so; `next` gets whether it was. */
function drop(self: number, object: () => number, next: number): Stage[] {
  return [
    (core): Next => core.objectDrop(object(), self) === 1 ? [next - 1, [1]] : [next, [0]],
    (core, locals): Next => (core.objectRelease(self, object()), [next, locals]),
  ];
}

/** Takes a block of the size of an object, and sees that nobody else writes into it. locals: the block. */
function neighbour(self: number, begin: number): Stage[] {
  return [
    (core): Next => [begin + 1, [core.blockAllocate(self, BLOCK_BYTES)]],
    (core, [block]): Next => {
      for (let offset = 0; offset < BLOCK_BYTES; offset += 4) core.wordStore(block + offset, 0);
      return [begin + 2, [block]];
    },
    finish,
  ];
}

/** That nobody wrote into a neighbour's block. */
function checkNeighbour(core: Core, block: number): void {
  for (let offset = 0; offset < BLOCK_BYTES; offset += 4) {
    assertEquals(core.wordLoad(block + offset), 0, `a word of another's block was written, at ${offset}`);
  }
}

Deno.test("holders model: a handle that moves on while others look, or let go, is not missed", async () => {
  let object = 0;
  let mailbox = 0;
  const sender: Stage[] = [
    (core) => (core.objectDepart(object), [1, []]),
    (core) => (core.wordStore(mailbox, 1), [2, []]), // the message is committed
    (core) => (expect(core.objectDrop(object, one) === 0, "freed by its sender"), null),
  ];
  const receiver: Stage[] = [
    (core): Next => core.wordLoad(mailbox) === 1 ? [1, []] : null,
    (core): Next => (expect(core.objectReceive(object, two) === OK, "not received"), [2, [1]]),
    finish,
  ];
  const looks: Stage[] = [(core) => (expect(core.objectIsHeld(object) !== 0, "not held while it moves"), null)];
  const drops: Stage[] = [(core) => (expect(core.objectDrop(object, three) === 0, "freed while others had it"), null)];
  for (const [stages, isHolder] of [[looks, false], [drops, true]] as const) {
    let moved = 0;
    await explore({
      setUp(core) {
        setUpTree(core);
        mailbox = core.objectWords(core.objectCreate(root, KIND, OBJECT_BYTES));
        object = core.objectCreate(two, KIND, OBJECT_BYTES);
        share(core, object, one);
        if (isHolder) share(core, object, three);
        core.objectDrop(object, two); // the receiver will be in a place before the sender's
      },
      programs: [{ stages: sender }, { stages: receiver }, { stages: [...stages] }],
      preemptionsMax: PREEMPTIONS_MAX,
      invisible: quietWords(false),
      check: ({ core, locals }) => {
        if (locals[1][0] === 1) moved += 1;
        assertEquals(core.objectIsHeld(object), 1);
      },
    });
    assert(moved > 0);
  }
});

Deno.test("holders model: two that let go at once free an object once, and touch nothing that is put in its place", async () => {
  let object = 0;
  let reused = 0;
  const program = (self: number): Stage[] => [...drop(self, () => object, 2), finish];
  await explore({
    setUp(core) {
      setUpTree(core);
      object = core.objectCreate(one, KIND, OBJECT_BYTES);
      share(core, object, two);
    },
    programs: [{ stages: program(one) }, { stages: program(two) }, { stages: neighbour(three, 0) }],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quietWords(false),
    check: ({ core, locals: [[first], [second], [block]] }) => {
      assertEquals(first + second, 1, "freed twice, or not at all");
      if (block === object) reused += 1;
      checkNeighbour(core, block);
    },
  });
  assert(reused > 0);
});

Deno.test("holders model: two that look for what the dead held free an object once, and touch nothing that is put in its place", async () => {
  const program = (self: number): Stage[] => [
    (core): Next => [1, [core.lostObject(self, 1 << KIND)]],
    (core, [found]): Next => {
      if (found !== 0) core.objectRelease(self, found);
      return [2, [found === 0 ? 0 : 1]];
    },
    finish,
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      core.objectCreate(one, KIND, OBJECT_BYTES);
      core.processSignal(one, 9);
      core.processExit(one, -9);
      core.processSetWord(one, Word.thread, Thread.gone);
    },
    programs: [{ stages: program(two) }, { stages: program(three) }, { stages: neighbour(root, 0) }],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quietWords(false),
    check: ({ core, locals: [[first], [second], [block]] }) => {
      assertEquals(first + second, 1, "freed twice, or not at all");
      checkNeighbour(core, block);
    },
  });
});

Deno.test("holders model: what a killed process had is not freed while its thread may still swap a word of it", async () => {
  let object = 0;
  let used = 0;
  let freedByWalk = 0;
  let reused = 0;
  // It tries to take a lock, then sees that it was ended.
  const killed: Stage[] = [
    (core): Next => (core.lockTry(core.objectWords(object), one), [1, []]),
    (core): Next => (core.processSetWord(one, Word.thread, Thread.gone), [2, []]),
    finish,
  ];
  const killer: Stage[] = [
    (core): Next => {
      core.processSignal(one, 9);
      expect(core.processIsOutside(one) !== 0, "inside of nothing");
      expect(core.processExit(one, -9) !== 0, "dead already");
      return [1, []];
    },
    (core): Next => core.objectDrop(object, two) === 1 ? [2, [1]] : [3, [0]],
    (core): Next => (core.objectRelease(two, object), [3, [1]]),
    finish,
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      core.processSetWord(one, Word.thread, Thread.runs);
      used = core.usedBytes(root);
      object = core.objectCreate(one, KIND, 12);
      share(core, object, two);
    },
    programs: [{ stages: killed }, { stages: killer }, { stages: neighbour(three, 0) }],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quietWords(false),
    check: ({ core, locals: [, [freed], [block]] }) => {
      checkNeighbour(core, block);
      if (block === object) reused += 1;
      core.blockRelease(three, block);
      const lost = core.lostObject(root, 1 << KIND);
      assertEquals(lost !== 0, freed === 0, "freed twice, or not at all");
      if (lost !== 0) {
        freedByWalk += 1;
        core.objectRelease(root, lost);
      }
      assertEquals(core.usedBytes(root), used);
    },
  });
  assert(freedByWalk > 0 && reused > 0);
});

Deno.test("nudge model: who wakes a sleeper for another reason writes nothing after the sleeper has freed what it slept on", async () => {
  let head = 0;
  const SEQUENCE = 8;
  const WAITER_BYTES = 20;
  let waiter = 0;
  let reused = 0;
  const sleeper: Stage[] = [
    wait({
      self: one,
      sequence: () => waiter + SEQUENCE,
      arm: (core) => core.waiterTry(waiter, one),
      stage: 0,
      done: () => [1, []],
    }),
    (core): Next => (core.conditionLeave(head, one, waiter), [2, []]),
    (core): Next => [3, [core.blockAllocate(one, WAITER_BYTES)]],
    (core, locals): Next => {
      for (let offset = 0; offset < WAITER_BYTES; offset += 4) core.wordStore(locals[0] + offset, 0);
      return [4, locals];
    },
    finish,
  ];
  const quiet = quietWords(false);
  const WAITS_ON = 1024 + 128 * (one & 3) + 96;
  const NUDGERS = WAITS_ON + 8;
  await explore({
    setUp(core) {
      setUpTree(core);
      head = core.objectWords(core.objectCreate(root, KIND, 8));
      waiter = core.conditionJoin(head, one);
    },
    programs: [
      { stages: sleeper },
      { stages: [(core) => (core.conditionNotify(head, two, 1), null)] },
      { stages: [(core) => (core.nudge(one), null)] },
    ],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: (address, reads) => address !== WAITS_ON && address !== NUDGERS && quiet(address, reads),
    check: ({ core, locals: [[block]] }) => {
      if (block === waiter) reused += 1;
      for (let offset = 0; offset < WAITER_BYTES; offset += 4) {
        assertEquals(core.wordLoad(block + offset), 0, `a word was written, at ${offset}`);
      }
    },
  });
  assert(reused > 0);
});
