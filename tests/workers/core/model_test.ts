/**
 * Every interleaving of two or three processes over a few operations of the lock, the semaphore, the event, the condition, the barrier and the ring, and a death at
 * every step. Bounds stand with each model; `complete` says that nothing within them was left out.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Core, OWNER_DIED } from "../../../workers/core/_core.ts";
import type { Model, Outcome, Program, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { BUSY, expect, OK, place, quietWords, reaper, setUpTree, wait } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
/** The larger models: every run with at most so many preemptions. */
const PREEMPTIONS_MAX = soak ? 4 : 2;
/** The same where three processes do much. */
const CROWD_PREEMPTIONS_MAX = soak ? 3 : 2;
/** The same where a process may also die at every step. */
const DEATH_PREEMPTIONS_MAX = soak ? 3 : 1;

/** How often a process is interrupted in the smallest models: without a bound at length. */
const SMALL_PREEMPTIONS_MAX = soak ? undefined : 2;

/** Rings in which somebody dies, as [messages that are blocks of their own, rings that grow]. */
const DEATH_RINGS = [[false, false], [false, true], ...(soak ? [[true, false]] : [])];

/** Addresses of what a model shares; the same in every memory, because setting up is deterministic. */
interface Things {
  object: number;
  counter: number;
}

/** A zeroed block for the words of an object, and a counter. */
function block(core: Core, bytes: number): Things {
  const object = core.objectWords(core.objectCreate(root, 1, bytes));
  const counter = core.objectWords(core.objectCreate(root, 1, 4));
  return { object, counter };
}

/** Takes the lock, adds one to the counter in two steps, gives the lock back; so many times. */
function locker(things: () => Things, self: number, times: number): Stage[] {
  // locals: how often it got the lock, how often it was told of a death
  return [
    wait({
      self,
      sequence: () => things().object + 4,
      arm: (core) => core.lockArm(things().object, self),
      stage: 0,
      done: (code, [got = 0, told = 0]) => {
        expect(code === OK || code === OWNER_DIED, `acquire answered ${code}`);
        return [1, [got + 1, told + (code === OWNER_DIED ? 1 : 0)]];
      },
    }),
    (core, locals) => {
      const { counter } = things();
      core.wordStore(counter, core.wordLoad(counter) + 1);
      return [2, locals];
    },
    (core, locals) => {
      expect(core.lockRelease(things().object, self) === OK, "release failed");
      return locals[0] === times ? [3, locals] : [0, locals];
    },
    () => null,
  ];
}

/** Like `locker`, but tries first, as callers do. */
function trying(things: () => Things, self: number): Stage[] {
  const [waiting, ...rest] = locker(things, self, 1);
  return [waiting, ...rest].map((stage, index) =>
    index !== 0 ? stage : (core, locals) => {
      const code = core.lockTry(things().object, self);
      return code === OK || code === OWNER_DIED ? [1, [1, code === OWNER_DIED ? 1 : 0]] : stage(core, locals);
    }
  );
}

function lockModel(programs: (things: () => Things) => Program[], deaths: boolean, check: Model["check"]): Model {
  let things: Things;
  return {
    setUp(core) {
      setUpTree(core);
      things = block(core, 20);
    },
    programs: programs(() => things),
    invisible: quietWords(deaths),
    check(outcome) {
      const counted = outcome.core.wordLoad(things.counter);
      const got = outcome.locals.map(([times = 0]) => times).reduce((sum, times) => sum + times, 0);
      if (outcome.dead < 0) assertEquals(counted, got, "an increment was lost");
      else assert(counted === got || counted === got - 1, `${counted} increments of ${got}`);
      check(outcome);
    },
  };
}

Deno.test("lock model: two processes twice, three once: no increment and no wake-up is lost", async () => {
  for (const [count, times] of [[2, 2], [3, 1]]) {
    await explore(lockModel(
      (things) => ids.slice(0, count).map((id) => ({ stages: locker(things, id, times) })),
      false,
      () => {},
    ));
  }
});

Deno.test("lock model: a try before the wait", async () => {
  await explore(lockModel(
    (things) => ids.slice(0, 2).map((id) => ({ stages: trying(things, id) })),
    false,
    () => {},
  ));
});

Deno.test("lock model: a death at every step is recovered and told to at most one", async () => {
  let told = 0;
  await explore(lockModel(
    (things) => [
      { stages: locker(things, ids[0], 1), mayDie: true },
      { stages: locker(things, ids[1], 2) },
      reaper(ids[0]),
    ],
    true,
    ({ locals, dead }) => {
      const count = locals[1][1];
      assert(count <= (dead < 0 ? 0 : 1), `told ${count} times`);
      if (count > 0) told += 1;
    },
  ));
  assert(told > 0);
});

Deno.test("Checker finds a wake-up that is lost, an update that is lost, and says how", async () => {
  let things: Things;
  const setUp = (core: Core) => {
    setUpTree(core);
    things = block(core, 20);
  };
  const unarmed = (self: number): Stage[] => {
    const stages = locker(() => things, self, 1);
    stages[0] = wait({
      self,
      sequence: () => things.object + 4,
      arm: (core) => core.lockTry(things.object, self), // does not say that somebody will sleep
      stage: 0,
      done: () => [1, [1]],
    });
    return stages;
  };
  const programs = [{ stages: unarmed(ids[0]) }, { stages: unarmed(ids[1]) }];
  await assertRejects(() => explore({ setUp, programs, check: () => {} }), Error, "sleeps for ever\nafter this run");
  const racing: Program = {
    stages: [(core) => (core.wordStore(things.counter, core.wordLoad(things.counter) + 1), null)],
  };
  const check: Model["check"] = ({ core }) => assertEquals(core.wordLoad(things.counter), 2);
  await assertRejects(() => explore({ setUp, programs: [racing, racing], check }), Error, "after this run");
});

Deno.test("semaphore model: two units, three processes; one unit, two processes", async () => {
  for (const [units, count] of [[1, 2], [2, 3]]) {
    let things: Things;
    const stagesOf = (self: number): Stage[] => [
      wait({
        self,
        sequence: () => things.object + 4,
        arm: (core) => core.semaphoreArm(things.object, self),
        stage: 0,
        done: () => [1, []],
      }),
      (core) => {
        expect(core.semaphoreRelease(things.object, self) === OK, "release failed");
        return null;
      },
    ];
    await explore({
      setUp(core) {
        setUpTree(core);
        things = block(core, 16);
        core.wordStore(things.object, units);
        core.wordStore(things.object + 12, units);
      },
      programs: ids.slice(0, count).map((id) => ({ stages: stagesOf(id) })),
      invisible: quietWords(false),
      check: ({ core }) => assertEquals(core.wordLoad(things.object), units),
    });
  }
});

Deno.test("event model: a waiter wakes for a set that is cleared at once, also when the setter dies", async () => {
  for (const mayDie of [false, true]) {
    let things: Things;
    const waiter = wait({
      self: ids[0],
      sequence: () => things.object + 4,
      arm: (core) => core.eventArm(things.object, ids[0], 0), // it began to wait while the event was clear
      stage: 0,
      done: () => null,
    });
    const setter: Stage[] = [
      (core) => (core.eventSet(things.object, ids[1]), [1, []]),
      (core) => (core.eventClear(things.object, ids[1]), null),
    ];
    // Whoever dies before it has set leaves nothing to wait for: somebody else sets then.
    const heir: Program = {
      afterDeath: true,
      stages: [reaper(ids[1]).stages[0], (core) => (core.eventSet(things.object, root), null)],
    };
    await explore({
      setUp(core) {
        setUpTree(core);
        things = block(core, 12);
      },
      programs: [{ stages: [waiter] }, { stages: setter, mayDie }, ...(mayDie ? [heir] : [])],
      invisible: quietWords(mayDie),
      check: () => {},
    });
  }
});

/** The ring under test: tiny, so that it is full after two messages, with counters that are about to wrap. */
interface RingThings {
  ring: number;
  /** Where each process keeps the bytes that it sends and receives. */
  scratch: number[];
  /** The first segment. */
  segment: number;
  used: number;
}

/** Of each short message in the ring: one line. */
const RECORD_BYTES = 64;
/** Where a segment's lines begin (`engine/assembly/sync/segment.ts`). */
const LINES = 112;
const START = 0xfffffff9 | 0;

interface RingOptions {
  grows: boolean;
  preemptionsMax?: number;
  /** Messages that fit, a power of two. Default 2. */
  room?: number;
  maxItems?: number;
}

function ringThings(core: Core, options: RingOptions): RingThings {
  setUpTree(core);
  const { room = 2, maxItems = -1 } = options;
  const ring = core.ringMake(root, room * RECORD_BYTES, maxItems, options.grows ? 1 : 0, START);
  const scratch = ids.map(() => core.objectWords(core.objectCreate(root, 1, 16)));
  return { ring, scratch, segment: core.wordLoad(ring + 64), used: core.usedBytes(root) };
}

/** Puts numbers `first`, `first + 1`, ...; locals: how many were put, and in long form the block under way. */
function producer(things: () => RingThings, index: number, first: number, count: number, long = false): Stage[] {
  const self = ids[index];
  return [
    (core, [put = 0]) => {
      if (put === count) return null;
      const address = long ? core.blockAllocate(self, 4) : things().scratch[index];
      expect(address > 0, `allocate answered ${address}`);
      core.wordStore(address, first + put);
      return [1, [put, address]];
    },
    wait({
      self,
      sequence: (core) => core.ringSequence(things().ring, 0),
      arm: (core, [, address]) => {
        core.ringArmPut(things().ring, 1);
        return core.ringPut(things().ring, self, address, 4, long ? 1 : 0);
      },
      stage: 1,
      done: (code, [put]) => {
        expect(code === OK, `put answered ${code}`);
        return [0, [put + 1]];
      },
    }),
  ];
}

/** Takes `count` messages; locals: what it took. */
function consumer(things: () => RingThings, index: number, count: number): Stage[] {
  const self = ids[index];
  return [
    wait({
      self,
      sequence: (core) => core.ringSequence(things().ring, 1),
      arm: (core) => {
        core.ringArmGet(things().ring, 1);
        return core.ringGet(things().ring, self, things().scratch[index]);
      },
      stage: 0,
      done: (code, taken) => [code === 4 ? 1 : 2, [...taken, code]],
    }),
    (core, taken) => next([...taken.slice(0, -1), core.wordLoad(things().scratch[index])], count),
    (core, taken) => {
      const address = core.takenBlock(self);
      const value = core.wordLoad(address);
      core.blockRelease(self, address);
      return next([...taken.slice(0, -1), value], count);
    },
  ];
}

function next(taken: number[], count: number): readonly [number, number[]] | null {
  return taken.length === count ? [3, taken] : [0, taken];
}

/** After the last message: the locals stay to be looked at. */
const finish: Stage = () => null;

function ringModel(
  options: RingOptions,
  programs: (things: () => RingThings) => Program[],
  deaths: boolean,
  check: (outcome: Outcome, rest: number[], things: RingThings) => void,
): Model {
  let things: RingThings;
  const quiet = quietWords(deaths);
  return {
    setUp: (core) => {
      things = ringThings(core, options);
    },
    programs: programs(() => things),
    preemptionsMax: options.preemptionsMax,
    invisible: (address, reads) => quiet(address, reads) || quietOfRing(things, options, deaths, address, reads),
    check: (outcome) => {
      const { core } = outcome;
      const rest: number[] = [];
      for (;;) {
        const code = core.ringGet(things.ring, root, things.scratch[0]);
        if (code === BUSY) break;
        const address = code === 4 ? things.scratch[0] : core.takenBlock(root);
        rest.push(core.wordLoad(address));
        if (code !== 4) core.blockRelease(root, address);
      }
      // Whoever takes the inner locks next mends what the dead left: one more message goes through.
      assertEquals(core.ringPut(things.ring, root, things.scratch[0], 4, 0), OK);
      assertEquals(core.ringGet(things.ring, root, things.scratch[0]), 4);
      check(outcome, rest, things);
    },
  };
}

/**
 * More accesses that make no difference: the bytes of messages, which stamps and HEAD hand over; what only the holder of WRITER or READER touches,
 * where nobody dies; what does not change where the ring does not grow.
 */
function quietOfRing(
  things: RingThings,
  options: RingOptions,
  deaths: boolean,
  address: number,
  reads: boolean,
): boolean {
  const { ring, scratch, segment } = things;
  if (scratch.some((start) => address >= start && address < start + 16)) return true;
  if (address === ring || address === ring + 4) return true;
  const guarded = [68, 72, 76, 80, 120, 124].includes(address - ring);
  if (guarded) return reads || !deaths;
  if (options.grows) return false;
  if (address === segment || address === segment + 4) return true;
  if (address === ring + 64 || address === ring + 116) return true;
  const end = segment + LINES + (options.room ?? 2) * RECORD_BYTES;
  if (address >= segment + LINES && address < end) return (address - segment - LINES) % RECORD_BYTES !== 0;
  return address >= end && !deaths; // private blocks and headers
}

Deno.test("ring model: one producer and one consumer, three messages, room for two", async () => {
  for (const long of [false, true]) {
    await explore(ringModel(
      { grows: false, preemptionsMax: SMALL_PREEMPTIONS_MAX },
      (things) => [
        { stages: producer(things, 0, 10, 3, long) },
        { stages: [...consumer(things, 1, 3), finish] },
      ],
      false,
      ({ core, locals }, rest, { used }) => {
        assertEquals([...locals[1], ...rest], [10, 11, 12]);
        assertEquals(core.usedBytes(root), used, "memory leaked");
      },
    ));
  }
});

Deno.test("ring model: two producers and one consumer; one producer and two consumers", async () => {
  await explore(ringModel(
    { grows: false, preemptionsMax: CROWD_PREEMPTIONS_MAX },
    (things) => [
      { stages: producer(things, 0, 10, 1) },
      { stages: producer(things, 1, 20, 2) },
      { stages: [...consumer(things, 2, 3), finish] },
    ],
    false,
    ({ locals }) => {
      assertEquals([...locals[2]].sort(), [10, 20, 21]);
      assert(locals[2].indexOf(20) < locals[2].indexOf(21));
    },
  ));
  await explore(ringModel(
    { grows: false, preemptionsMax: CROWD_PREEMPTIONS_MAX },
    (things) => [
      { stages: producer(things, 0, 10, 2) },
      { stages: [...consumer(things, 1, 1), finish] },
      { stages: [...consumer(things, 2, 1), finish] },
    ],
    false,
    ({ locals }) => assertEquals([...locals[1], ...locals[2]].sort(), [10, 11]),
  ));
});

Deno.test("ring model: a ring that grows keeps all messages in order", async () => {
  await explore(ringModel(
    { grows: true, preemptionsMax: PREEMPTIONS_MAX },
    (things) => [
      { stages: producer(things, 0, 10, 4) },
      { stages: [...consumer(things, 1, 3), finish] },
    ],
    false,
    ({ locals }, rest) => assertEquals([...locals[1], ...rest], [10, 11, 12, 13]),
  ));
});

Deno.test("ring model: a producer's death at every step loses nothing that was put, and no memory", async () => {
  for (const [long, grows] of DEATH_RINGS) {
    let deaths = 0;
    await explore(ringModel(
      { grows, room: grows ? 2 : 4, preemptionsMax: DEATH_PREEMPTIONS_MAX },
      (things) => [
        { stages: producer(things, 0, 10, grows ? 3 : 2, long), mayDie: true },
        { stages: [...producer(things, 1, 20, 1), finish] },
        reaper(ids[0]),
      ],
      true,
      ({ core, locals, dead }, rest, { used }) => {
        const mine = rest.filter((value) => value < 20);
        assertEquals(mine, mine.map((_, index) => 10 + index));
        const [put = 0] = locals[0];
        if (dead < 0) assertEquals(mine.length, grows ? 3 : 2);
        else assert(mine.length === put || mine.length === put + 1, `${mine.length} of ${put}`);
        assertEquals(rest.filter((value) => value >= 20), [20]);
        if (dead >= 0) deaths += 1;
        if (!grows) assertEquals(core.usedBytes(root), used, "memory leaked");
      },
    ));
    assert(deaths > 0);
  }
});

Deno.test("ring model: a consumer's death at every step: what it did not take is taken by another, once", async () => {
  for (const [long, grows] of DEATH_RINGS) {
    let deaths = 0;
    await explore(ringModel(
      { grows, preemptionsMax: DEATH_PREEMPTIONS_MAX },
      (things) => [
        { stages: [...consumer(things, 0, 1), finish], mayDie: true },
        { stages: producer(things, 1, 10, grows ? 3 : 2, long) },
        reaper(ids[0]),
      ],
      true,
      ({ core, locals, dead }, rest, { used }) => {
        const all = [10, 11, 12].slice(0, grows ? 3 : 2);
        if (dead < 0) assertEquals([...locals[0], ...rest], all);
        else {
          deaths += 1;
          assert(rest.length >= all.length - 1);
          assertEquals(rest, all.slice(all.length - rest.length));
        }
        if (!grows) assertEquals(core.usedBytes(root), used, "memory leaked");
      },
    ));
    assert(deaths > 0);
  }
});

Deno.test("fence model: after a fence the fenced process changes nothing", async () => {
  let things: RingThings;
  await explore({
    setUp: (core) => {
      things = ringThings(core, { grows: false });
    },
    programs: [
      {
        stages: [(core) => {
          core.wordStore(things.scratch[0], 7);
          const code = core.ringPut(things.ring, ids[0], things.scratch[0], 4, 0);
          expect(code === OK || code === -2, `put answered ${code}`);
          return [1, [code]];
        }, finish],
      },
      {
        stages: [
          (core) => {
            core.processSignal(ids[0], 9);
            return [1, []];
          },
          (core) => {
            if (!core.processIsOutside(ids[0])) return [2, []];
            core.processExit(ids[0], -9);
            return [3, []];
          },
          () => [1, []],
          (core) => [4, [core.ringCount(things.ring)]],
          (core, [count]) => {
            // Looks again at any later time.
            expect(core.ringCount(things.ring) === count, "a fenced process put a message");
            return [5, [count]];
          },
          finish,
        ],
      },
    ],
    check: ({ core, locals }) => {
      assertEquals(core.ringCount(things.ring), locals[0][0] === OK ? 1 : 0);
      assertEquals(locals[1][0], locals[0][0] === OK ? 1 : 0);
    },
  });
});

Deno.test("condition model: one notification wakes one of two, and is not lost to a timeout", async () => {
  let things: Things;
  // Without the user's lock: the list has a guard of its own. locals: the waiter's address, 1 when notified
  const sleeper = (self: number, timeoutMs: number): Stage[] => [
    (core) => [1, [core.conditionJoin(things.object, self)]],
    (core, [waiter]) => {
      const { counter } = things;
      core.wordStore(counter + (self === ids[0] ? 0 : 4), 1); // tells that it waits
      return [2, [waiter]];
    },
    wait({
      self,
      sequence: () => 0,
      arm: () => OK,
      stage: 2,
      done: (_code, locals) => [3, locals],
    }),
    (core, [waiter]) => {
      const seen = core.waitBegin(self, waiter + 8);
      const code = core.waiterTry(waiter, self);
      if (code === BUSY) core.park(self, waiter + 8, seen, timeoutMs);
      return code === BUSY && timeoutMs < 0 ? [3, [waiter]] : [4, [waiter]];
    },
    (core, [waiter]) => [5, [core.conditionLeave(things.object, self, waiter) === OK ? 1 : 0]],
    finish,
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      things = block(core, 16);
      things.counter = core.objectWords(core.objectCreate(root, 1, 16));
    },
    programs: [
      { stages: sleeper(ids[0], 1) },
      {
        stages: [(core) => [1, [core.conditionNotify(things.object, ids[1], 1)]], finish],
      },
    ],
    invisible: quietWords(false),
    check: ({ locals, core }) => {
      assertEquals(
        locals[0][0],
        locals[1][0],
        "a notification was counted and not received, or received and not counted",
      );
      assertEquals(core.conditionCount(things.object, root), 0);
    },
  });
});

Deno.test("barrier model: two parties pass, and a death breaks it or comes too late", async () => {
  let things: Things;
  const party = (self: number): Stage[] => [
    (core) => {
      const code = core.barrierArrive(things.object, self, 0);
      return code === 1 ? [2, [1]] : code < 0 ? [2, [code]] : [1, [code]];
    },
    wait({
      self,
      sequence: () => 0,
      arm: () => OK,
      stage: 1,
      done: (_code, locals) => [3, locals],
    }),
    finish,
    (core, [seat]) => {
      const seen = core.waitBegin(self, seat + 8);
      const code = core.barrierTry(things.object, self, seat);
      if (code === BUSY) {
        core.park(self, seat + 8, seen, -1);
        return [3, [seat]];
      }
      return [4, [seat]];
    },
    (core, [seat]) => [2, [core.barrierLeave(things.object, self, seat) === OK ? 1 : -7]],
  ];
  for (const mayDie of [false, true]) {
    await explore({
      setUp(core) {
        setUpTree(core);
        things = block(core, 36);
        core.wordStore(things.object + 8, 2);
      },
      programs: [
        { stages: party(ids[0]), mayDie },
        { stages: party(ids[1]) },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      invisible: quietWords(mayDie),
      check: ({ locals, dead }) => {
        if (dead < 0) assertEquals([locals[0][0], locals[1][0]], [1, 1]);
      },
    }).catch((error) => {
      // The other party never came: then, and only then, it waits for ever, as any barrier would.
      if (!mayDie || !/process 1 sleeps for ever/.test(error.message)) throw error;
    });
  }
});
