/**
 * Every interleaving, within the bounds that stand with each model, of readers and writers of one lock, and a death at every step.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { type Core, ENDED, OWNER_DIED } from "../../../workers/core/_core.ts";
import type { Model, Program, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { BUSY, expect, OK, place, quietWords, reaper, setUpTree } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const PREEMPTIONS_MAX = soak ? 2 : 1;
const DEATH_PREEMPTIONS_MAX = soak ? 2 : 1;
const READ = 0;
const WRITE = 1;
/** What an entry takes of the arena at the most. */
const ENTRY_BLOCK_BYTES = 64;

interface Things {
  lock: number;
  /** A writer adds to both, in two steps; a reader must find them equal. */
  first: number;
  second: number;
  used: number;
}

function words(core: Core, bytes: number): number {
  return core.objectWords(core.objectCreate(root, 1, bytes));
}

/** Takes the lock, reads or writes in two steps, gives it back. locals: entry, told of a death, what it read (-1 where it gave up). */
function user(things: () => Things, self: number, mode: number, limitMs = -1): Stage[] {
  const isHeld = (code: number) => code === OK || code === OWNER_DIED;
  return [
    (core) => {
      const code = core.rwTry(things().lock, self, mode);
      if (isHeld(code)) return [2, [0, code === OWNER_DIED ? 1 : 0]];
      expect(code === BUSY, `a try answered ${code}`);
      const entry = core.rwJoin(things().lock, self, mode);
      expect(entry > 0, `to get in line answered ${entry}`);
      return [1, [entry, 0]];
    },
    (core, [entry, told]) => {
      const seen = core.waitBegin(self, entry + 8);
      const code = core.rwLook(things().lock, self, entry);
      if (code !== BUSY) {
        core.waitEnd(self);
        expect(isHeld(code), `a look answered ${code}`);
        return [2, [entry, code === OWNER_DIED ? 1 : 0]];
      }
      core.park(self, entry + 8, seen, limitMs);
      if (limitMs < 0) return [1, [entry, told]];
      core.rwLeave(things().lock, self, entry);
      return [6, [entry, told, -1]];
    },
    (core, [entry, told]) => [3, [entry, told, core.wordLoad(things().first)]],
    (core, [entry, told, read]) => {
      const { first, second } = things();
      if (mode === READ) expect(told === 1 || core.wordLoad(second) === read, "a reader saw half of a write");
      else core.wordStore(first, read + 1);
      return [4, [entry, told, read]];
    },
    (core, locals) => {
      if (mode === WRITE) core.wordStore(things().second, locals[2] + 1); // also mends what a dead writer left
      return [5, locals];
    },
    (core, locals) => {
      expect(core.rwRelease(things().lock, self, mode) === OK, "a release failed");
      return [6, locals];
    },
    () => null,
  ];
}

function model(programs: (things: () => Things) => Program[], deaths: boolean, check: Model["check"]): Model {
  let things: Things;
  return {
    setUp(core) {
      setUpTree(core);
      things = { lock: words(core, 20), first: words(core, 4), second: words(core, 4), used: core.usedBytes(root) };
    },
    programs: programs(() => things),
    preemptionsMax: deaths ? DEATH_PREEMPTIONS_MAX : PREEMPTIONS_MAX,
    invisible: quietWords(deaths),
    check(outcome) {
      const { core, dead } = outcome;
      assertEquals([READ, WRITE].map((mode) => core.rwCount(things.lock, root, mode, 0)), [0, 0], "it is still held");
      const leaked = core.usedBytes(root) - things.used;
      assert(leaked <= (dead < 0 ? 0 : ENTRY_BLOCK_BYTES), `${leaked} bytes are left`);
      check(outcome);
    },
  };
}

Deno.test("rwlock model: two writers and a reader: no write is lost, none is seen half", async () => {
  await explore(model(
    (things) => [
      { stages: user(things, ids[0], WRITE) },
      { stages: user(things, ids[1], WRITE) },
      { stages: user(things, ids[2], READ) },
    ],
    false,
    ({ locals }) => {
      const [[, , first], [, , second], [, , read]] = locals;
      assertEquals([first, second].sort(), [0, 1]);
      assert(read >= 0 && read <= 2);
    },
  ));
});

Deno.test("rwlock model: a writer that gives up lets the reader behind it in", async () => {
  const gaveUp = new Set<boolean>();
  await explore(model(
    (things) => [
      { stages: user(things, ids[0], READ) },
      { stages: user(things, ids[1], WRITE, 1) },
      { stages: user(things, ids[2], READ) },
    ],
    false,
    ({ locals }) => gaveUp.add(locals[1][2] === -1),
  ));
  assertEquals(gaveUp.size, 2);
});

Deno.test("rwlock model: a death of a writer or a reader at every step is recovered, and told where it may have left half a write", async () => {
  for (const mode of [WRITE, READ]) {
    let told = 0;
    await explore(model(
      (things) => [
        { stages: user(things, ids[0], mode), mayDie: true },
        { stages: user(things, ids[1], mode === WRITE ? READ : WRITE) },
        reaper(ids[0]),
      ],
      true,
      ({ locals, dead }) => {
        told += locals[1][1];
        assert(mode === WRITE || locals[1][1] === 0, "told of a reader's death");
        assert(dead >= 0 || locals[1][1] === 0, "told of a death that did not happen");
      },
    ));
    assertEquals(told > 0, mode === WRITE);
  }
});

Deno.test("rwlock model: after a dead writer every reader is told, up to and with the next writer", async () => {
  let things: Things;
  await explore({
    setUp(core) {
      setUpTree(core);
      things = { lock: words(core, 20), first: words(core, 4), second: words(core, 4), used: 0 };
      expect(core.rwTry(things.lock, ids[0], WRITE) === OK, "the lock is not free");
      core.processExit(ids[0], -9);
    },
    programs: [
      { stages: user(() => things, ids[1], READ) },
      { stages: user(() => things, ids[2], WRITE) },
    ],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible: quietWords(false),
    check: ({ core, locals }) => {
      const [[, readerTold], [, writerTold]] = locals;
      assertEquals(writerTold, 1);
      assert(readerTold === 1 || readerTold === 0); // it may come after the writer
      assertEquals(core.rwTry(things.lock, root, READ), OK);
    },
  });
});

Deno.test("rwlock model: who was ended is not let in, and stands in nobody's way", async () => {
  let things: Things;
  await explore({
    setUp(core) {
      setUpTree(core);
      things = { lock: words(core, 20), first: words(core, 4), second: words(core, 4), used: 0 };
    },
    programs: [
      { stages: [(core) => [1, [core.rwTry(things.lock, ids[0], WRITE)]], () => null] },
      { stages: [(core) => (core.processSignal(ids[0], 9), null)] },
    ],
    check: ({ core, locals }) => {
      const [[taken]] = locals;
      expect(taken === OK || taken === ENDED, `a try answered ${taken}`);
      core.processExit(ids[0], -9);
      assertEquals(core.rwTry(things.lock, ids[1], WRITE), taken === OK ? OWNER_DIED : OK);
    },
  });
});
