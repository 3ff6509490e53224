/**
 * What is looked at to find garbage among queues, while another process may receive what is taken for it: every interleaving.
 *
 * An object has one reference, in the message of a queue of the receiver's. The collector pins the object, looks at its references, and
 * looks again; where both looks agree and show no reference but its own and one inside the garbage it would free it. Here no message of
 * garbage refers to the object, so that whatever happens it must never find that nobody can have it, until the receiver let go.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { Core } from "../../../workers/core/_core.ts";
import type { Next, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { expect, OK, place, quietWords, setUpTree } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const KIND = 2;
const PREEMPTIONS_MAX = soak ? 4 : 3;

Deno.test("cycles model: what is received, let go or sent on while it is looked at is never taken for garbage", async () => {
  for (const sendsOn of [false, true]) {
    let object = 0;
    let mailbox = 0;
    let list = 0;
    let used = 0;
    /** Whether there are other references than that of the collector. */
    const isReached = (core: Core, moves: number, references: number) =>
      core.objectReferences(object, 1) !== moves || core.objectReferences(object, 0) !== references || references !== 1;
    const collector: Stage[] = [
      (core): Next => [core.objectsUnheld(ids[0], 1 << KIND, list, 4) === 0 ? 3 : 1, []],
      (core): Next => {
        expect(core.wordLoad(list) === object, "another object was pinned");
        return [2, [core.objectReferences(object, 1), core.objectReferences(object, 0)]];
      },
      (core, [moves, references]): Next => {
        const isGarbage = references >= 0 && !isReached(core, moves, references);
        expect(!isGarbage || core.wordLoad(mailbox + 4) === 1, "what somebody can reach was taken for garbage");
        core.objectForgo(object, ids[0]);
        return [3, []];
      },
      () => null,
    ];
    const receiver: Stage[] = [
      (core): Next => {
        core.wordStore(mailbox, 0); // the message is taken
        return [1, []];
      },
      (core): Next => {
        expect(core.objectReceive(object, ids[1]) === OK, "not received");
        return [sendsOn ? 2 : 3, []];
      },
      (core): Next => {
        core.objectDepart(object);
        core.wordStore(mailbox, 1); // another message
        return [4, [1]];
      },
      (core): Next => {
        core.wordStore(mailbox + 4, 1); // from now on nobody can reach it
        return [4, [0]];
      },
      (core): Next => {
        if (core.objectDrop(object, ids[1]) === 1) core.objectRelease(ids[1], object);
        return null;
      },
    ];
    await explore({
      setUp(core) {
        setUpTree(core);
        mailbox = core.objectWords(core.objectCreate(root, 1, 8));
        list = core.objectWords(core.objectCreate(root, 1, 16));
        used = core.usedBytes(root);
        object = core.objectCreate(root, KIND, 4);
        core.objectDepart(object);
        core.wordStore(mailbox, 1);
        expect(core.objectDrop(object, root) === 0, "it was freed");
      },
      programs: [{ stages: collector }, { stages: receiver }],
      preemptionsMax: PREEMPTIONS_MAX,
      invisible: quietWords(false),
      check: ({ core }) => {
        if (core.wordLoad(mailbox) === 1) { // it is still on its way
          assert(core.objectIsHeld(object) !== 0);
          core.objectReceive(object, root);
          if (core.objectDrop(object, root) === 1) core.objectRelease(root, object);
        }
        const lost = core.lostObject(root, 1 << KIND); // where the receiver let go before the collector did
        if (lost !== 0) core.objectRelease(root, lost);
        assertEquals(core.usedBytes(root), used, "the object is left, or was freed twice");
      },
    });
  }
});
