/**
 * Every interleaving of two processes in address spaces of their own (`engine/assembly/sync/spaces.ts`): a thread that sleeps in the kernel, and an
 * event loop that hears of other spaces by its ring, while another process changes what they wait for, or dies at any step.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { type Core, OWNER_DIED, Word } from "../../../workers/core/_core.ts";
import type { Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { expect, OK, place, quietWords, reaper, setUpTree, wait } from "./model/programs.ts";

const { ids, root } = place;

const finish: Stage = () => null;

function setUpSpaces(core: Core): void {
  setUpTree(core);
  ids.forEach((id, index) => core.processSetWord(id, Word.space, index + 1));
}

/** A zeroed object's words. */
function words(core: Core, bytes: number): number {
  return core.objectWords(core.objectCreate(root, 1, bytes));
}

Deno.test("spaces model: who waits for a lock in another address space has it in the end, with a death at every step", async () => {
  for (const mayDie of [false, true]) {
    let lock = 0;
    const stages = (self: number): Stage[] => [
      wait({
        self,
        sequence: () => lock + 4,
        arm: (core) => core.lockArm(lock, self),
        stage: 0,
        done: (code) => {
          expect(code === OK || code === OWNER_DIED, `acquire answered ${code}`);
          return [1, [1]];
        },
      }),
      (core, locals) => {
        expect(core.lockRelease(lock, self) === OK, "the release failed");
        return [2, locals];
      },
      finish,
    ];
    await explore({
      spans: true,
      setUp(core) {
        setUpSpaces(core);
        lock = words(core, 20);
      },
      programs: [
        { stages: stages(ids[0]), mayDie },
        { stages: stages(ids[1]) },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      invisible: quietWords(true),
      check: ({ core, locals }) => {
        assertEquals(locals[1], [1]);
        assertEquals(core.lockOwner(lock), 0);
      },
    });
  }
});

/**
 * An event loop that awaits an event, as `_ear.ts` does it, and gives up when the one that was to set it is dead. Locals: 1 when it is to look;
 * in the end 2, it has seen the event, or 3, it has given up. Where nobody dies its bell rings for something else.
 */
function awaitEvent(self: number, setter: number, event: () => number, looksAtBell: boolean): Stage[] {
  const bell = (core: Core) => core.bellOf(self, 0);
  const buckets = (core: Core) => core.bucketOf(event() + 4) | core.bucketOf(bell(core));
  return [
    (core) => {
      core.setAwaits(self, buckets(core)); // before the word is looked at
      return [1, [1]];
    },
    (core, [looks]) => {
      const ring = core.ringOf(self);
      const seen = core.wordLoad(ring);
      const rung = core.takeRung(self);
      const heeded = looksAtBell ? buckets(core) : core.bucketOf(event() + 4);
      if (looks === 1 || (rung & heeded) !== 0) {
        const before = core.wordLoad(event() + 4);
        if (core.eventArm(event(), self, 0) === OK) return [2, [2]];
        if (core.isAlive(setter) === 0) return [2, [core.eventTry(event(), self, 0) === OK ? 2 : 3]];
        if (core.wordLoad(event() + 4) !== before) return [1, [1]];
      }
      core.park(self, ring, seen, -1);
      return [1, [0]];
    },
    finish,
  ];
}

Deno.test("spaces model: an event loop hears of an event that another address space sets", async () => {
  let event = 0;
  await explore({
    spans: true,
    setUp(core) {
      setUpSpaces(core);
      event = words(core, 12);
    },
    programs: [
      { stages: awaitEvent(ids[0], ids[1], () => event, false) },
      {
        stages: [(core) => {
          core.nudge(ids[0]);
          return [1, []];
        }, (core) => {
          core.eventSet(event, ids[1]);
          return [2, []];
        }, finish],
      },
    ],
    invisible: quietWords(true),
    check: ({ locals }) => assertEquals(locals[0], [2]),
  });
});

Deno.test("spaces model: an event loop looks again when the one that was to wake it has died at any step", async () => {
  let event = 0;
  let sets = 0;
  await explore({
    spans: true,
    setUp(core) {
      setUpSpaces(core);
      event = words(core, 12);
    },
    programs: [
      {
        stages: awaitEvent(ids[0], ids[1], () => event, true),
      },
      {
        mayDie: true,
        stages: [(core) => {
          core.eventSet(event, ids[1]);
          return [1, []];
        }, finish],
      },
      reaper(ids[1]),
    ],
    invisible: quietWords(true),
    preemptionsMax: 3,
    check: ({ core, locals, dead }) => {
      expect(locals[0][0] === 2 || dead === 1, "it gave up while the other lives");
      if (locals[0][0] === 2) sets += 1;
      assert(core.eventTry(event, root, 0) === OK || locals[0][0] === 3);
    },
  });
  assert(sets > 0);
});

Deno.test("spaces model: who sleeps, or is about to, while the tree comes to span address spaces is woken by whoever sets its event", async () => {
  // Who changes the tree sets it afterwards, as others in a space of their own may from then on; or a third does at any time.
  for (const another of [false, true]) {
    let event = 0;
    const set = (self: number): Stage => (core) => {
      core.eventSet(event, self);
      return null;
    };
    const begin: Stage = (core) => {
      core.spanBegin(2, 3, 0);
      return another ? null : [1, []];
    };
    await explore({
      spans: "begins",
      setUp(core) {
        setUpSpaces(core);
        event = words(core, 12);
      },
      programs: [
        {
          stages: [
            wait({
              self: ids[0],
              sequence: () => event + 4,
              arm: (core) => core.eventArm(event, ids[0], 0),
              stage: 0,
              done: (code) => {
                expect(code === OK, `the wait answered ${code}`);
                return [1, [1]];
              },
            }),
            finish,
          ],
        },
        { stages: [begin, set(ids[1])] },
        ...another ? [{ stages: [set(ids[2])] }] : [],
      ],
      invisible: quietWords(true),
      preemptionsMax: 3,
      check: ({ locals, core }) => {
        assertEquals(locals[0], [1]);
        assertEquals(core.spans(), 1);
      },
    });
  }
});
