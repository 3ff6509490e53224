/**
 * Every interleaving, within the bounds that stand with each model, of threads that block on what others may bring about: whoever is told
 * that nobody will, is told the truth; and where nobody will, somebody is told.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { Core } from "../../../workers/core/_core.ts";
import { findCircle } from "../../../workers/sync/_circle.ts";
import type { Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { BUSY, place, quietWords, setUpTree } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const PREEMPTIONS_MAX = soak ? 4 : 2;
const ANY = 2;
/** Words of a control block that are read here, and quiet elsewhere: who lives, and what is held. */
const FIRST_SEEN = 1024;
/** Of lists of things that are waited for, which nobody does here. */
const NO_WORDS = new Int32Array(new SharedArrayBuffer(0));
/** What a waiter ends with. */
const CAME = 1;
const HOPELESS = 2;

/** Events that processes hold. */
interface Things {
  objects: number[];
}

/** An event that the processes hold and the root, which made it, does not. */
function shared(core: Core, holders: readonly number[]): number {
  const object = core.objectCreate(root, 1, 12);
  for (const holder of holders) {
    core.objectDepart(object);
    core.objectReceive(object, holder);
  }
  core.objectDrop(object, root);
  return object;
}

/** Waits for an event as a blocking wait does, once round: goes to `next` when it came, or when nobody can set it. */
function waiter(things: () => Things, self: number, which: number, next: Stage): Stage[] {
  const words = (core: Core) => core.objectWords(things().objects[which]);
  return [
    (core) => {
      const event = words(core);
      const seen = core.waitBegin(self, event + 4);
      if (core.eventArm(event, self, 0) !== BUSY) {
        core.waitEnd(self);
        return [1, [CAME]];
      }
      core.wantAny(self, things().objects[which] | ANY, seen);
      const found = findCircle({ core, self, words: () => NO_WORDS });
      if (found === null) core.park(self, event + 4, seen, -1);
      core.wantEnd(self);
      if (found === null) return [0, []];
      core.waitEnd(self);
      return [1, [HOPELESS]];
    },
    next,
    () => null,
  ];
}

const end: Stage = (_, locals) => [2, locals];

/** Sets an event, and lets go of it. */
function setter(things: () => Things, self: number, which: number): Stage[] {
  return [
    (core) => (core.eventSet(core.objectWords(things().objects[which]), self), [1, []]),
    (core) => (core.objectDrop(things().objects[which], self), null),
  ];
}

function invisible(address: number, reads: boolean): boolean {
  return quietWords(false)(address, reads) && !(address >= FIRST_SEEN && (address - FIRST_SEEN) % 128 === 96);
}

Deno.test("circle model: who will be helped is never told that nobody helps, however early the helper lets go", async () => {
  let things: Things;
  await explore({
    setUp(core) {
      setUpTree(core);
      things = { objects: [shared(core, [ids[0], ids[1]])] };
    },
    programs: [{ stages: waiter(() => things, ids[0], 0, end) }, { stages: setter(() => things, ids[1], 0) }],
    preemptionsMax: PREEMPTIONS_MAX + 1,
    invisible,
    check: ({ locals }) => assertEquals(locals[0], [CAME]),
  });
});

Deno.test("circle model: of two that wait for each other one is told, and helps the other, or both are; nobody sleeps for ever", async () => {
  let things: Things;
  const outcomes = new Set<string>();
  // Each waits for an event of its own, and then sets the other's.
  const thenSet = (self: number, other: number): Stage => (core, locals) => {
    core.eventSet(core.objectWords(things.objects[other]), self);
    return [2, locals];
  };
  await explore({
    setUp(core) {
      setUpTree(core);
      things = { objects: [0, 1].map(() => shared(core, [ids[0], ids[1]])) };
    },
    programs: [
      { stages: waiter(() => things, ids[0], 0, thenSet(ids[0], 1)) },
      { stages: waiter(() => things, ids[1], 1, thenSet(ids[1], 0)) },
    ],
    preemptionsMax: PREEMPTIONS_MAX,
    invisible,
    check: ({ locals }) => {
      outcomes.add(locals.join(" "));
      assert(locals.some(([how]) => how === HOPELESS), "nobody was told");
    },
  });
  assert(outcomes.has(`${HOPELESS} ${CAME}`) && outcomes.has(`${CAME} ${HOPELESS}`), [...outcomes].join());
});
