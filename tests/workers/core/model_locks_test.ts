/**
 * Every interleaving of two or three processes over a few operations of the recursive lock, the semaphore, the condition, the barrier and
 * the search for deadlocks, with a death at every step. The bound on preemptions stands with each model that has one.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { BROKEN, type Core, ENDED, OWNER_DIED } from "../../../workers/core/_core.ts";
import type { Next, Program, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { BUSY, expect, OK, place, quietWords, reaper, setUpTree, wait } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const PREEMPTIONS_MAX = soak ? 4 : 2;

const finish: Stage = () => null;

/** A zeroed object's words. */
function words(core: Core, bytes: number): number {
  return core.objectWords(core.objectCreate(root, 1, bytes));
}

Deno.test("rlock model: taken twice and given back twice, with a death at every step of one of two", async () => {
  for (const mayDie of [false, true]) {
    let lock = 0;
    let counter = 0;
    const stages = (self: number): Stage[] => [
      wait({
        self,
        sequence: () => lock + 4,
        arm: (core) => core.recursiveArm(lock, self),
        stage: 0,
        done: (code) => {
          expect(code === OK || code === OWNER_DIED, `acquire answered ${code}`);
          return [1, [code === OWNER_DIED ? 1 : 0]];
        },
      }),
      (core, locals) => {
        expect(core.recursiveTry(lock, self) === OK, "a second acquire failed");
        expect(core.recursiveDepth(lock, self) === 2, "the depth is not 2");
        core.wordStore(counter, core.wordLoad(counter) + 1);
        return [2, locals];
      },
      (core, locals) => {
        expect(core.recursiveRelease(lock, self) === OK, "the first release failed");
        expect(core.recursiveDepth(lock, self) === 1, "the depth is not 1");
        return [3, locals];
      },
      (core, locals) => {
        expect(core.recursiveRelease(lock, self) === OK, "the second release failed");
        return [4, locals];
      },
      finish,
    ];
    await explore({
      setUp(core) {
        setUpTree(core);
        lock = words(core, 20);
        counter = words(core, 4);
      },
      programs: [
        { stages: stages(ids[0]), mayDie },
        { stages: stages(ids[1]) },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      invisible: quietWords(mayDie),
      check: ({ core, locals, dead }) => {
        const counted = core.wordLoad(counter);
        if (dead < 0) assertEquals([counted, core.lockOwner(lock)], [2, 0]);
        else assert(counted === 1 || counted === 2);
        assert(dead >= 0 || locals[1][0] === 0, "told of a death that did not happen");
      },
    });
  }
});

Deno.test("semaphore model: a death at every step takes at most the unit that the dead one had", async () => {
  let semaphore = 0;
  const stages = (self: number): Stage[] => [
    wait({
      self,
      sequence: () => semaphore + 4,
      arm: (core) => core.semaphoreArm(semaphore, self),
      stage: 0,
      done: (code) => (expect(code === OK, `acquire answered ${code}`), [1, []]),
    }),
    (core) => {
      expect(core.semaphoreRelease(semaphore, self) === OK, "release failed");
      return null;
    },
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      semaphore = words(core, 16);
      core.wordStore(semaphore, 2);
      core.wordStore(semaphore + 12, 2);
    },
    programs: [{ stages: stages(ids[0]), mayDie: true }, { stages: stages(ids[1]) }, reaper(ids[0])],
    invisible: quietWords(true),
    check: ({ core, dead }) => {
      const value = core.wordLoad(semaphore);
      assert(value === 2 || (dead >= 0 && value === 1), `${value} units are left`);
    },
  });
});

const WAITER_BLOCK_BYTES = 64;

/** Joins, sleeps until notified or the time is up, leaves. locals: the waiter, in the end 1 where it was notified. */
function conditionWaiter(head: () => number, self: number): Stage[] {
  return [
    (core) => [1, [core.conditionJoin(head(), self)]],
    (core, [waiter]) => {
      const seen = core.waitBegin(self, waiter + 8);
      if (core.waiterTry(waiter, self) === BUSY) core.park(self, waiter + 8, seen, 1);
      return [2, [waiter]];
    },
    (core, [waiter]) => [3, [core.conditionLeave(head(), self, waiter) === OK ? 1 : 0]],
    finish,
  ];
}

Deno.test("condition model: a death of the waiter or the notifier at every step is counted right", async () => {
  for (const dying of [0, 1]) {
    let head = 0;
    let used = 0;
    const notifier: Stage[] = [(core) => [1, [core.conditionNotify(head, ids[1], 1)]], finish];
    await explore({
      setUp(core) {
        setUpTree(core);
        head = words(core, 16);
        used = core.usedBytes(root);
      },
      programs: [
        { stages: conditionWaiter(() => head, ids[0]), mayDie: dying === 0 },
        { stages: notifier, mayDie: dying === 1 },
        reaper(ids[dying]),
      ],
      preemptionsMax: PREEMPTIONS_MAX,
      invisible: quietWords(true),
      check: ({ core, locals, dead }) => {
        const [[woken = 0], [notified = 0]] = locals;
        if (dead < 0) assertEquals(woken, notified, "counted and received differ");
        else if (dead === 0) assert(notified <= 1);
        else assert(woken <= 1);
        assertEquals(core.conditionCount(head, root), 0);
        // A death between making a waiter shared and linking it costs its block: see waiters.ts.
        assert(core.usedBytes(root) - used <= (dead === 0 ? WAITER_BLOCK_BYTES : 0), "a waiter leaked");
      },
    });
  }
});

const LAST = 1;
const CHOSEN = 2;

/** Arrives, runs the action if it is the last, waits with a limit or without, leaves. locals: in the end 1 passed, -7 broken. */
function barrierParty(head: () => number, self: number, { action = 0, limitMs = -1 } = {}): Stage[] {
  return [
    (core): Next => {
      const code = core.barrierArrive(head(), self, action);
      if (code === LAST) return action === 0 ? [4, [1]] : [3, []];
      expect(code !== BUSY && code !== ENDED, `arrive answered ${code}`);
      return code === BROKEN ? [4, [BROKEN]] : [1, [code]];
    },
    (core, [seat]): Next => {
      const seen = core.waitBegin(self, seat + 8);
      const code = core.barrierTry(head(), self, seat);
      if (code === CHOSEN) return [5, [seat]];
      if (code !== BUSY) return [2, [seat]];
      core.park(self, seat + 8, seen, limitMs);
      return limitMs < 0 ? [1, [seat]] : [2, [seat]];
    },
    (core, [seat]): Next => [4, [core.barrierLeave(head(), self, seat) === OK ? 1 : BROKEN]],
    (core): Next => [4, [core.barrierFinish(head(), self, 1) === OK ? 1 : BROKEN]],
    finish,
    (core, [seat]): Next => (core.barrierFinish(head(), self, 1), [2, [seat]]),
  ];
}

function barrierModel(programs: (head: () => number) => Program[], deaths: boolean) {
  let head = 0;
  return {
    setUp(core: Core) {
      setUpTree(core);
      head = words(core, 44);
      core.wordStore(head + 8, 2);
    },
    programs: programs(() => head),
    preemptionsMax: deaths ? PREEMPTIONS_MAX - 1 : PREEMPTIONS_MAX,
    invisible: quietWords(deaths),
  };
}

Deno.test("barrier model: two parties, one of which gives up: both pass or both are told", async () => {
  await explore({
    ...barrierModel((head) => [
      { stages: barrierParty(head, ids[0], { limitMs: 1 }) },
      { stages: barrierParty(head, ids[1]) },
    ], false),
    check: ({ locals }) => assertEquals(locals[0][0], locals[1][0]),
  });
});

Deno.test("barrier model: an action, and a death in it or at any other step, breaks it or comes too late", async () => {
  const outcomes = new Set<number>();
  await explore({
    ...barrierModel((head) => [
      { stages: barrierParty(head, ids[0], { action: 1 }), mayDie: true },
      { stages: barrierParty(head, ids[1], { action: 1, limitMs: 1 }) },
      reaper(ids[0]),
    ], true),
    check: ({ locals, dead }) => {
      const [passed] = locals[1];
      outcomes.add(passed);
      if (dead < 0) assertEquals(locals[0][0], passed);
    },
  });
  assertEquals([...outcomes].sort(), [BROKEN, 1]);
});

Deno.test("barrier model: the last one has no action, and one that waits runs it; a death at any step of either breaks it or comes too late", async () => {
  for (const dying of [0, 1]) {
    let acted = 0;
    await explore({
      ...barrierModel((head) => [
        { stages: barrierParty(head, ids[0], { action: 1, limitMs: dying === 0 ? -1 : 1 }), mayDie: dying === 0 },
        { stages: barrierParty(head, ids[1], { limitMs: dying === 1 ? -1 : 1 }), mayDie: dying === 1 },
        reaper(ids[dying]),
      ], true),
      check: ({ locals, dead }) => {
        const [one, other] = locals.map(([passed]) => passed);
        if (dead < 0) assertEquals(one, other, "one passed and the other did not");
        if (dead < 0 && one === 1) acted += 1;
      },
    });
    assert(acted > 0, "nobody ever passed");
  }
});

/** Takes one lock, then wants another without a limit; gives up where that closes a cycle. locals: 1 where it did. */
function wanter(locks: () => [number, number], self: number, [first, second]: [number, number]): Stage[] {
  const lockOf = (which: number) => locks()[which];
  return [
    wait({
      self,
      sequence: () => lockOf(first) + 4,
      arm: (core) => core.lockArm(lockOf(first), self),
      stage: 0,
      done: () => [1, [0]],
    }),
    (core): Next => {
      if (core.lockTry(lockOf(second), self) === OK) return [4, [0]];
      const cycle = core.wantBegin(self, lockOf(second), 0);
      if (cycle === 0) return [2, [0]];
      // Nobody else can move now, so this can be looked at in peace.
      expect(core.lockOwner(lockOf(first)) === self, "a cycle without its first lock");
      expect(core.lockOwner(lockOf(second)) !== self, "a cycle without its second lock");
      core.wantEnd(self);
      return [5, [1]];
    },
    wait({
      self,
      sequence: () => lockOf(second) + 4,
      arm: (core) => core.lockArm(lockOf(second), self),
      stage: 2,
      done: () => [3, [0]],
    }),
    (core): Next => (core.wantEnd(self), [4, [0]]),
    (core): Next => (core.lockRelease(lockOf(second), self), [5, [0]]),
    (core, locals): Next => (core.lockRelease(lockOf(first), self), [6, locals]),
    finish,
  ];
}

Deno.test("deadlock model: two locks in crossed order are found in every run that would hang, in the same order never", async () => {
  for (const crossed of [true, false]) {
    let locks: [number, number] = [0, 0];
    let found = 0;
    await explore({
      setUp(core) {
        setUpTree(core);
        locks = [words(core, 20), words(core, 20)];
      },
      programs: [
        { stages: wanter(() => locks, ids[0], [0, 1]) },
        { stages: wanter(() => locks, ids[1], crossed ? [1, 0] : [0, 1]) },
      ],
      preemptionsMax: PREEMPTIONS_MAX + 1,
      invisible: quietWords(false),
      check: ({ core, locals }) => {
        found += locals[0][0] + locals[1][0];
        assertEquals(locks.map((lock) => core.lockOwner(lock)), [0, 0]);
      },
    });
    assertEquals(found > 0, crossed);
  }
});

Deno.test("deadlock model: three locks in a ring", async () => {
  let locks: number[] = [];
  let found = 0;
  const program = (index: number): Program => ({
    stages: wanter(() => [locks[index], locks[(index + 1) % 3]], ids[index], [0, 1]),
  });
  await explore({
    setUp(core) {
      setUpTree(core);
      locks = [0, 1, 2].map(() => words(core, 20));
    },
    programs: [program(0), program(1), program(2)],
    preemptionsMax: soak ? 3 : 1,
    invisible: quietWords(false),
    check: ({ locals }) => {
      found += locals.filter(([gaveUp]) => gaveUp === 1).length;
    },
  });
  assert(found > 0);
});

Deno.test("lock model: a release by another never hides that a holder died: the next holder is told, or held it before the death", async () => {
  let lock = 0;
  const told = new Set<string>();
  // locals of the taker: 1 where it was told; of the releaser: what its release answered.
  const taker: Stage[] = [
    wait({
      self: ids[1],
      sequence: () => lock + 4,
      arm: (core) => core.lockArm(lock, ids[1]),
      stage: 0,
      done: (code) => {
        expect(code === OK || code === OWNER_DIED, `acquire answered ${code}`);
        return [1, [code === OWNER_DIED ? 1 : 0]];
      },
    }),
    finish,
  ];
  const releaser: Stage[] = [(core) => [1, [core.lockRelease(lock, ids[2])]], finish];
  await explore({
    setUp(core) {
      setUpTree(core);
      lock = words(core, 20);
      expect(core.lockTry(lock, ids[0]) === OK, "the lock is not free");
    },
    programs: [
      { stages: [finish], mayDie: true },
      { stages: taker },
      { stages: releaser },
      reaper(ids[0]),
    ],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quietWords(true),
    check: ({ locals, dead }) => {
      const [, [wasTold], [released]] = locals;
      told.add(`${dead >= 0 ? "died" : "lives"} ${wasTold} ${released}`);
      // Nobody else could release it: the taker is told of the death, unless the lock was released while its holder lived.
      if (dead >= 0 && wasTold === 0) expect(released === OK, "nobody released it, and the death is not told");
      if (wasTold === 1) expect(dead >= 0, "told of a death that did not happen");
    },
  });
  assert([...told].some((outcome) => outcome.startsWith("died 1")), [...told].join());
});

Deno.test("lock model: an heir that is ended the moment it takes the lock of a dead holder leaves the mark to the next", async () => {
  let lock = 0;
  await explore({
    setUp(core) {
      setUpTree(core);
      lock = words(core, 20);
      expect(core.lockTry(lock, ids[0]) === OK, "the lock is not free");
      core.processExit(ids[0], -9);
    },
    programs: [
      { stages: [(core) => [1, [core.lockTry(lock, ids[1])]], finish] },
      { stages: [(core) => (core.processSignal(ids[1], 9), null)] },
    ],
    check: ({ core, locals }) => {
      const [[taken]] = locals;
      expect(taken === OWNER_DIED || taken === ENDED, `acquire answered ${taken}`);
      // The heir is dead now, holding the lock or not: whoever comes is told.
      core.processExit(ids[1], -9);
      assertEquals(core.lockTry(lock, ids[2]), OWNER_DIED);
    },
  });
});
