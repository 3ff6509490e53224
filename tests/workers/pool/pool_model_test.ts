/**
 * Every interleaving of a pool's owner and its workers over a few tasks on the board, and a worker's death at every step. Bounds: at most so many
 * preemptions as `PREEMPTIONS_MAX` says, two or three processes, up to three tasks.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { ARMED, CLOSED, type Core, ENDED, WATCHED } from "../../../workers/core/_core.ts";
import { Checker, type Model, type Next, type Outcome, type Program, type Stage } from "../core/model/checker.ts";
import { compileModelCore } from "../core/model/core.ts";
import { BUSY, expect, OK, place, quietWords, reaper, setUpTree, wait } from "../core/model/programs.ts";
import { soak } from "../support.ts";

const PREEMPTIONS_MAX = soak ? 3 : 1;
/** With deaths and one preemption there are eight million states. */
const DEATH_PREEMPTIONS_MAX = soak ? 1 : 0;
const { ids, root } = place;
const [owner, ...workers] = ids;
const SLOTS = 4;
const SLOT_BYTES = 128;
const ARGS = 8;
const NEXT = 44;
/** Words of the owner's control block (`engine/assembly/sync/layout.ts`): where its thread sleeps, and who is about to wake it. */
const OWNER_BLOCK = 1024 + 128;
const WAITS_ON = OWNER_BLOCK + 96;
const NUDGERS = OWNER_BLOCK + 104;
const SHORT = 56;
/** Counters pass 2^32 in every model. */
const START = 0xfffffffe | 0;

interface Things {
  board: number;
  scratch: number[];
  slots: number[];
  used: number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

async function explore(model: Model): Promise<void> {
  const explored = new Checker(await (compiled ??= compileModelCore()), model).explore();
  console.log(`${explored.states} states, ${explored.outcomes} outcomes`);
  assert(explored.complete);
}

function boardModel(
  options: { preemptionsMax: number; deaths: boolean; nudges?: boolean },
  programs: (things: () => Things) => Program[],
  check: (outcome: Outcome, things: Things) => void,
): Model {
  let things: Things;
  const quiet = quietWords(options.deaths);
  return {
    setUp(core) {
      setUpTree(core);
      const board = core.boardMake(owner, SLOTS, 2, START);
      const first = core.boardSlots(board);
      const slots = Array.from({ length: SLOTS }, (_, index) => first + index * SLOT_BYTES);
      const scratch = ids.map(() => core.objectWords(core.objectCreate(root, 1, 16)));
      for (const [index, slot] of slots.entries()) core.wordStore(slot + ARGS, 10 + index);
      things = { board, slots, scratch, used: core.usedBytes(root) };
    },
    programs: programs(() => things),
    preemptionsMax: options.preemptionsMax,
    // What never changes, and what STATE hands over together with a slot.
    invisible: (address, reads) =>
      (quiet(address, reads) && !(options.nudges && (address === WAITS_ON || address === NUDGERS))) ||
      [0, 8, 188].includes(address - things.board) ||
      things.scratch.some((start) => address >= start && address < start + 12) ||
      things.slots.some((slot) =>
        address > slot && address < slot + SLOT_BYTES && address !== slot + NEXT && address !== slot + 48
      ),
    check: (outcome) => check(outcome, things),
  };
}

/** Takes tasks until the board is closed, and finishes each with ten times its argument; locals: slot, how many it finished. */
function worker(things: () => Things, self: number): Stage[] {
  const scratch = () => things().scratch[ids.indexOf(self)];
  return [
    wait({
      self,
      sequence: (core) => core.boardSequence(things().board, 0),
      arm: (core) => {
        core.boardArmTake(things().board);
        return core.boardTake(things().board, self);
      },
      stage: 0,
      done: (code, [_, count = 0]) => code === CLOSED ? [2, [0, count]] : [1, [code, count]],
    }),
    (core, [slot, count]) => {
      core.wordStore(scratch(), core.wordLoad(slot + ARGS) * 10);
      const code = core.boardFinish(things().board, slot, self, 0, scratch(), 4, 0);
      if (code === ENDED) return [2, [ENDED, count]];
      expect(code === OK, `finish answered ${code}`);
      return [0, [0, count + 1]];
    },
    () => null,
  ];
}

/** Reads the results of drained slots, the oldest first. */
function results(core: Core, first: number): number[] {
  const read: number[] = [];
  for (let slot = first; slot !== 0; slot = core.wordLoad(slot + NEXT)) read.push(core.wordLoad(slot + SHORT));
  return read;
}

/** Offers tasks and collects their results, then closes the board; locals: the results. With `dead`, what that worker had is offered again. */
function offering(things: () => Things, count: number, dead = 0): Stage[] {
  const collect = (got: readonly number[], more: number[]): Next => {
    const all = [...got, ...more];
    return [all.length === count ? 2 : 1, all];
  };
  return [
    (core, [offered = 0]) => {
      expect(core.boardOffer(things().board, things().slots[offered]) === OK, "no room for an offer");
      core.boardCall(things().board);
      return offered + 1 === count ? [1, []] : [0, [offered + 1]];
    },
    (core, got) => {
      if (dead !== 0 && !core.isAlive(dead)) return [3, got];
      let found = 0;
      return wait({
        self: owner,
        sequence: (core) => core.boardSequence(things().board, 1),
        arm: (core) => {
          core.boardArmDrain(things().board, ARMED);
          found = core.boardDrain(things().board);
          if (found !== 0) return found;
          return dead !== 0 && !core.isAlive(dead) ? 0 : BUSY;
        },
        stage: 1,
        done: (code) => code === 0 ? [3, got] : collect(got, results(core, found)),
      })(core, got);
    },
    (core, got) => {
      core.boardClose(things().board);
      return [5, got];
    },
    // Somebody died: what was pushed first, then slot after slot.
    (core, got) => [4, [0, ...got, ...results(core, core.boardDrain(things().board))]],
    (core, [index, ...got]) => {
      if (index === count) return got.length === count ? [2, got] : [6, got];
      const slot = things().slots[index];
      // The owner knows which slots it has not got back: those whose result is missing.
      if (got.includes(core.wordLoad(slot + ARGS) * 10)) return [4, [index + 1, ...got]];
      const left = core.boardRecover(owner, slot, dead);
      if (left === 2) return [4, [index + 1, ...got, core.wordLoad(slot + SHORT)]];
      if (left === 1) {
        core.boardOffer(things().board, slot);
        core.boardCall(things().board);
      }
      return [4, [index + 1, ...got]];
    },
    () => null,
    // After the death: the others finish.
    (core, got) => {
      let found = 0;
      return wait({
        self: owner,
        sequence: (core) => core.boardSequence(things().board, 1),
        arm: (core) => {
          core.boardArmDrain(things().board, ARMED);
          found = core.boardDrain(things().board);
          return found === 0 ? BUSY : found;
        },
        stage: 6,
        done: () => {
          const all = [...got, ...results(core, found)];
          return [all.length === count ? 2 : 6, all];
        },
      })(core, got);
    },
  ];
}

Deno.test("board model: tasks of one owner are each finished once by one of two workers", async () => {
  for (const [count, workerCount] of [[3, 1], [2, 2]]) {
    await explore(boardModel(
      { preemptionsMax: PREEMPTIONS_MAX, deaths: false },
      (things) => [
        { stages: offering(things, count) },
        ...workers.slice(0, workerCount).map((id) => ({ stages: worker(things, id) })),
      ],
      ({ locals: [got, ...done] }) => {
        assertEquals([...got].sort(), [100, 110, 120].slice(0, count));
        assertEquals(done.reduce((sum, [_, finished]) => sum + finished, 0), count);
      },
    ));
  }
});

Deno.test("board model: what a worker had that dies at any step is finished by another, and nothing twice", async () => {
  let deaths = 0;
  await explore(boardModel(
    { preemptionsMax: DEATH_PREEMPTIONS_MAX, deaths: true },
    (things) => [
      { stages: offering(things, 2, workers[0]) },
      { stages: worker(things, workers[0]), mayDie: true },
      { stages: worker(things, workers[1]) },
      reaper(workers[0]),
    ],
    ({ core, locals: [got], dead }, { used }) => {
      assertEquals([...got].sort(), [100, 110]);
      if (dead >= 0) deaths += 1;
      assertEquals(core.usedBytes(root), used, "memory leaked");
    },
  ));
  assert(deaths > 0);
});

/** Offers tasks, then sleeps on a word of its own that nobody changes, serving the board meanwhile; locals: the results. */
function sleepingElsewhere(things: () => Things, count: number): Stage[] {
  return [
    (core, [offered = 0]) => {
      core.boardOffer(things().board, things().slots[offered]);
      core.boardCall(things().board);
      return offered + 1 === count ? [1, []] : [0, [offered + 1]];
    },
    (core, got) => {
      let found = 0;
      return wait({
        self: owner,
        sequence: () => things().scratch[0] + 12,
        arm: (core) => {
          core.boardArmDrain(things().board, WATCHED);
          found = core.boardDrain(things().board);
          return found === 0 ? BUSY : found;
        },
        stage: 1,
        done: () => {
          const all = [...got, ...results(core, found)];
          return [all.length === count ? 2 : 1, all];
        },
      })(core, got);
    },
    (core, got) => {
      core.boardClose(things().board);
      return [3, got];
    },
    () => null,
  ];
}

Deno.test("board model: an owner that sleeps on another word hears of each result", async () => {
  for (const [count, workerCount] of [[2, 1], [2, 2]]) {
    await explore(boardModel(
      { preemptionsMax: PREEMPTIONS_MAX + (workerCount === 1 ? 1 : 0), deaths: false, nudges: true },
      (things) => [
        { stages: sleepingElsewhere(things, count) },
        ...workers.slice(0, workerCount).map((id) => ({ stages: worker(things, id) })),
      ],
      ({ locals: [got] }) => assertEquals([...got].sort(), [100, 110].slice(0, count)),
    ));
  }
});

/** Offers two tasks, takes the second back if it can, offers it again when its entry is passed. Locals: whether it could, results. */
function recalling(things: () => Things): Stage[] {
  return [
    (core) => {
      for (const slot of things().slots.slice(0, 2)) core.boardOffer(things().board, slot);
      core.boardCall(things().board);
      return [1, []];
    },
    (core) => [2, [core.boardRecall(things().slots[1])]],
    (core, [recalled]) => {
      if (recalled === 1) {
        // In another slot, as the first may only be used again when its entry is passed.
        expect(core.boardOffer(things().board, things().slots[2]) === OK, "no room for an offer");
        core.boardCall(things().board);
      }
      return [3, [recalled]];
    },
    (core, [recalled, ...got]) => {
      let found = 0;
      return wait({
        self: owner,
        sequence: (core) => core.boardSequence(things().board, 1),
        arm: (core) => {
          core.boardArmDrain(things().board, ARMED);
          found = core.boardDrain(things().board);
          return found === 0 ? BUSY : found;
        },
        stage: 3,
        done: () => {
          const all = [...got, ...results(core, found)];
          return [all.length === 2 ? 4 : 3, [recalled, ...all]];
        },
      })(core, [recalled, ...got]);
    },
    (core, locals) => {
      core.boardClose(things().board);
      return [5, locals];
    },
    () => null,
  ];
}

Deno.test("board model: an offer that is recalled is not taken, one that is taken is not recalled", async () => {
  const seen = new Set<number>();
  await explore(boardModel(
    { preemptionsMax: PREEMPTIONS_MAX, deaths: false },
    (things) => [{ stages: recalling(things) }, { stages: worker(things, workers[0]) }],
    ({ locals: [[recalled, ...got]] }) => {
      seen.add(recalled);
      assertEquals([...got].sort(), recalled === 1 ? [100, 120] : [100, 110]);
    },
  ));
  assertEquals(seen.size, 2);
});

/** Offers a task, gives it up; locals: the worker that had it (or 0), whether there was a result. */
function abandoning(things: () => Things): Stage[] {
  return [
    (core) => {
      core.boardOffer(things().board, things().slots[0]);
      core.boardCall(things().board);
      return [1, []];
    },
    (core) => [2, [core.boardAbandon(things().slots[0])]],
    (core, [had]) => {
      core.boardClose(things().board);
      return [3, [had]];
    },
    () => null,
  ];
}

Deno.test("board model: a task that is given up is not finished, and its worker learns it", async () => {
  const seen = new Set<string>();
  await explore(boardModel(
    { preemptionsMax: Infinity, deaths: false },
    (things) => [{ stages: abandoning(things) }, { stages: worker(things, workers[0]) }],
    ({ core, locals: [[had], [code, count]] }, { board, slots }) => {
      const drained = core.boardDrain(board);
      if (had !== 0) assertEquals([had, code, count, drained], [workers[0], ENDED, 0, 0]);
      else assertEquals([code, count, drained], [0, 1, slots[0]]);
      seen.add(String(had !== 0));
    },
  ));
  assertEquals(seen.size, 2);
});
