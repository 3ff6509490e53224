/**
 * Every interleaving of two or three processes over what belongs to whom: the arena, holders of objects, the end of a pipe,
 * items to be done, and the end of a process. With a death at every step. The bound on preemptions stands with each model.
 *
 * Runs once: the model has no processes.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { ARMED, type Core } from "../../../workers/core/_core.ts";
import type { Next, Program, Stage } from "./model/checker.ts";
import { explore } from "./model/explore.ts";
import { BUSY, expect, OF_MEMORY, OK, place, quietWords, reaper, setUpTree, wait } from "./model/programs.ts";
import { soak } from "../support.ts";

const { ids, root } = place;
const PREEMPTIONS_MAX = soak ? 4 : 3;
const DEATH_PREEMPTIONS_MAX = soak ? 3 : 1;

const finish: Stage = () => null;

function words(core: Core, bytes: number): number {
  return core.objectWords(core.objectCreate(root, 1, bytes));
}

/** Allocates two blocks of different size, gives both back. locals: the blocks. */
function allocator(self: number, sizes: [number, number]): Stage[] {
  return [
    (core) => [1, [core.blockAllocate(self, sizes[0])]],
    (core, [first]) => {
      const second = core.blockAllocate(self, sizes[1]);
      expect(first > 0 && second > 0, "no block");
      expect(first + sizes[0] <= second || second + sizes[1] <= first, "blocks overlap");
      return [2, [first, second]];
    },
    (core, locals) => (core.blockRelease(self, locals[0]), [3, locals]),
    (core, locals) => (core.blockRelease(self, locals[1]), [4, locals]),
    finish,
  ];
}

Deno.test("arena model: blocks never overlap and all come back, with a death at every step", async () => {
  for (const mayDie of [false, true]) {
    let used = 0;
    await explore({
      setUp(core) {
        setUpTree(core);
        // Something to split and to merge, and a top to move.
        core.blockRelease(root, core.blockAllocate(root, 400));
        used = core.usedBytes(root);
      },
      programs: [
        { stages: allocator(ids[0], [40, 200]), mayDie },
        { stages: allocator(ids[1], [100, 40]) },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      preemptionsMax: mayDie ? DEATH_PREEMPTIONS_MAX : PREEMPTIONS_MAX,
      invisible: quietWords(mayDie),
      check: ({ core, locals, dead }) => {
        const [[one = 0, two = 0], [three, four]] = locals;
        assert(dead >= 0 || new Set([one, two, three, four]).size >= 2);
        assertEquals(core.usedBytes(root), used, "memory leaked");
        const blocks = [40, 40, 200, 1000].map((bytes) => core.blockAllocate(root, bytes));
        assert(blocks.every((block) => block > 0) && new Set(blocks).size === 4, "the lists are broken");
        for (const block of blocks) core.blockRelease(root, block);
        assertEquals(core.usedBytes(root), used, "the lists are broken");
      },
    });
  }
});

/** Makes a block with two parts and hands it on: the other, or the reaper, gives it back. locals: the first, the last block. */
function composer(self: number, mailbox: () => number): Stage[] {
  return [
    (core) => {
      const first = core.blockAllocate(self, 40);
      return [1, [first, first]];
    },
    (core, [first, last]) => {
      const part = core.blockAllocate(self, 40);
      expect(part > 0, "no block");
      core.blockJoin(self, first, last, part);
      return [core.blockNext(core.blockNext(first)) === 0 ? 1 : 2, [first, part]];
    },
    (core, [first]) => {
      expect(core.blockBytes(first) > 0, "the block is gone");
      core.wordStore(mailbox(), first);
      return [3, [first]];
    },
    (core, [first]) => (core.blockRelease(self, first), [4, []]),
    finish,
  ];
}

/** Allocates a block and gives it back. */
function one(self: number): Stage[] {
  return [
    (core) => [1, [core.blockAllocate(self, 40)]],
    (core, [block]) => (core.blockRelease(self, block), [2, []]),
    finish,
  ];
}

Deno.test("arena model: what is made of several blocks comes back whole, with a death at every step", async () => {
  for (const mayDie of [false, true]) {
    let used = 0;
    let mailbox = 0;
    await explore({
      setUp(core) {
        setUpTree(core);
        mailbox = words(core, 4);
        core.blockRelease(root, core.blockAllocate(root, 400));
        used = core.usedBytes(root);
      },
      programs: [
        { stages: composer(ids[0], () => mailbox), mayDie },
        { stages: mayDie ? one(ids[1]) : allocator(ids[1], [40, 40]) },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      preemptionsMax: DEATH_PREEMPTIONS_MAX,
      invisible: quietWords(mayDie),
      check: ({ core }) => {
        assertEquals(core.usedBytes(root), used, "memory leaked");
        const blocks = [40, 40, 40, 200].map((bytes) => core.blockAllocate(root, bytes));
        assert(blocks.every((block) => block > 0) && new Set(blocks).size === 4, "the lists are broken");
        for (const block of blocks) {
          assertEquals(core.blockNext(block), 0, "a new block has a part");
          core.blockRelease(root, block);
        }
        assertEquals(core.usedBytes(root), used, "the lists are broken");
      },
    });
  }
});

Deno.test("memory model: who waits for memory wakes when some is freed, also by a burial", async () => {
  for (const mayDie of [false, true]) {
    let taken = 0;
    const quiet = quietWords(mayDie);
    const waiter: Stage[] = [
      wait({
        self: ids[1],
        sequence: (core) => core.memorySequence(),
        arm: (core) => {
          core.memoryArm(ARMED);
          return core.usedBytes(ids[1]) <= taken ? OK : BUSY; // stands for an allocation that succeeds then
        },
        stage: 0,
        done: () => [1, []],
      }),
      finish,
    ];
    await explore({
      setUp(core) {
        setUpTree(core);
        taken = core.usedBytes(root);
        core.blockAllocate(ids[0], 40);
      },
      programs: [
        {
          stages: [(core) => (core.blockRelease(ids[0], BLOCK_OF_MODEL), [1, []]), finish],
          mayDie,
        },
        { stages: waiter },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      preemptionsMax: mayDie ? DEATH_PREEMPTIONS_MAX : PREEMPTIONS_MAX,
      invisible: (address, reads) => !OF_MEMORY.includes(address) && quiet(address, reads),
      check: ({ core }) => assertEquals(core.usedBytes(root), taken),
    });
  }
});

/** The first block of an empty arena. */
const BLOCK_OF_MODEL = 135168 + 16;
const KIND = 1;

/** Lets go of the object, and frees it when told so. */
function drop(core: Core, self: number, object: number): void {
  if (core.objectDrop(object, self) === 1) core.objectRelease(self, object);
}

Deno.test("holders model: an object that is sent, received and let go is freed once, or found when the last one died", async () => {
  for (const dying of [-1, 0, 1]) {
    let object = 0;
    let mailbox = 0;
    let used = 0;
    // Bytes of objects that somebody had begun to free when he died by force: nobody else may.
    const begun = (core: Core) => (core.wordLoad(object) >>> 0) === 0x80000000;
    const sender: Stage[] = [
      (core) => (core.objectDepart(object), [1, []]),
      (core) => (core.wordStore(mailbox, 1), [2, []]), // the message is committed
      (core) => (drop(core, ids[0], object), [3, []]),
      finish,
    ];
    const receiver: Stage[] = [
      (core): Next => core.wordLoad(mailbox) === 1 ? [1, []] : [4, [-1]],
      (core): Next => (core.wordStore(mailbox, 0), [2, [1]]), // the message is taken
      (core): Next => {
        expect(core.objectReceive(object, ids[1]) === OK, "not received");
        return [3, [2]];
      },
      (core): Next => (drop(core, ids[1], object), [4, [3]]),
      finish,
    ];
    const programs: Program[] = [
      { stages: sender, mayDie: dying === 0 },
      { stages: receiver, mayDie: dying === 1 },
    ];
    if (dying >= 0) programs.push(reaper(ids[dying]));
    await explore({
      setUp(core) {
        setUpTree(core);
        mailbox = words(core, 4);
        used = core.usedBytes(root);
        object = core.objectCreate(ids[0], KIND, 4);
        // The root's own objects are of the same kind: only what nobody holds is lost.
        assertEquals(core.lostObject(root, 1 << KIND), 0);
      },
      programs,
      preemptionsMax: dying < 0 ? undefined : DEATH_PREEMPTIONS_MAX + 1,
      invisible: quietWords(dying >= 0),
      check: ({ core, locals, dead }) => {
        const step = locals[1][0];
        // Who looked too early is followed by one who looks again.
        if (dead !== 1 && step === -1 && core.wordLoad(mailbox) === 1) {
          core.wordStore(mailbox, 0);
          core.objectReceive(object, root);
          drop(core, root, object);
        }
        const lost = core.lostObject(root, 1 << KIND);
        if (lost !== 0) {
          assertEquals(lost, object);
          assert(dead >= 0, "an object was lost without a death");
          core.objectRelease(root, object);
        }
        // A reference that died with its sender before the message, or with its receiver after it, keeps the object.
        const kept = core.usedBytes(root) - used;
        const explained = dead >= 0 && (core.objectIsHeld(object) !== 0 || begun(core));
        assert(kept === 0 || (kept > 0 && explained), `${kept} bytes are left`);
        assertEquals(core.lostObject(root, 1 << KIND), 0);
      },
    });
  }
});

Deno.test("pipe model: whoever receives gets what was sent, then the end of file, however the sender ended", async () => {
  for (const mayDie of [false, true]) {
    let end = 0;
    let ring = 0;
    let scratch: number[] = [];
    const sender: Stage[] = [
      (core) => {
        core.wordStore(scratch[0], 7);
        expect(core.ringPut(ring, ids[0], scratch[0], 4, 0) === OK, "not sent");
        return [1, [1]];
      },
      (core) => {
        if (core.objectDrop(end, ids[0]) === 1) core.ringSignalAll(ring);
        return [2, [1]];
      },
      finish,
    ];
    const ENDED_FILE = 1;
    let gone = false;
    const receiver = wait({
      self: ids[1],
      sequence: (core) => core.ringSequence(ring, 1),
      arm: (core) => {
        core.ringArmGet(ring, 1);
        gone = core.objectIsHeld(end) === 0; // asked before the try
        const code = core.ringGet(ring, ids[1], scratch[1]);
        return code === BUSY && gone && core.ringCount(ring) === 0 ? ENDED_FILE : code;
      },
      stage: 0,
      done: (code, [got = 0]) => code === ENDED_FILE ? [1, [got]] : [0, [got + 1]],
    });
    await explore({
      setUp(core) {
        setUpTree(core);
        ring = core.ringMake(root, 64, -1, 0, 0);
        scratch = [words(core, 4), words(core, 4)];
        end = core.objectCreate(ids[0], 2, 4);
      },
      programs: [
        { stages: sender, mayDie },
        { stages: [receiver, finish] },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      preemptionsMax: mayDie ? DEATH_PREEMPTIONS_MAX : PREEMPTIONS_MAX,
      invisible: quietWords(mayDie),
      check: ({ locals, dead }) => {
        const [[sent = 0], [got = 0]] = locals;
        if (dead < 0) assertEquals(got, 1);
        else assert(got === sent || got === 1, `${got} of ${sent}`);
      },
    });
  }
});

Deno.test("pipe model: whoever waits for room sends, or learns that nobody receives any more", async () => {
  for (const mayDie of [false, true]) {
    let end = 0;
    let ring = 0;
    let scratch: number[] = [];
    const receiver: Stage[] = [
      (core) => {
        if (core.objectDrop(end, ids[0]) === 1) core.ringSignalAll(ring);
        return [1, []];
      },
      finish,
    ];
    const BROKEN = 1;
    const sender = wait({
      self: ids[1],
      sequence: (core) => core.ringSequence(ring, 0),
      arm: (core) => {
        core.ringArmPut(ring, 1);
        return core.objectIsHeld(end) === 0 ? BROKEN : core.ringPut(ring, ids[1], scratch[1], 4, 0);
      },
      stage: 0,
      done: (code) => (expect(code === BROKEN, `put answered ${code}`), [1, [1]]),
    });
    await explore({
      setUp(core) {
        setUpTree(core);
        ring = core.ringMake(root, 64, 1, 0, 0);
        scratch = [words(core, 4), words(core, 4)];
        expect(core.ringPut(ring, root, scratch[0], 4, 0) === OK, "not full");
        end = core.objectCreate(ids[0], 2, 4);
      },
      programs: [
        { stages: receiver, mayDie },
        { stages: [sender, finish] },
        ...(mayDie ? [reaper(ids[0])] : []),
      ],
      preemptionsMax: mayDie ? DEATH_PREEMPTIONS_MAX : PREEMPTIONS_MAX,
      invisible: quietWords(mayDie),
      check: ({ locals }) => assertEquals(locals[1], [1]),
    });
  }
});

Deno.test("done model: who waits for all items to be done wakes when they are, also after a death", async () => {
  for (const mayDie of [false, true]) {
    let ring = 0;
    const ITEMS = 2;
    const worker: Stage[] = [
      (core) => (expect(core.ringDone(ring, ids[0]) === OK, "not done"), [1, [1]]),
      (core) => (expect(core.ringDone(ring, ids[0]) === OK, "not done"), [2, [2]]),
      finish,
    ];
    const joiner = wait({
      self: ids[1],
      sequence: (core) => core.ringSequence(ring, 2),
      arm: (core) => {
        core.ringArmDone(ring, 1);
        return core.ringTryDone(ring, ids[1]);
      },
      stage: 0,
      done: (code) => (expect(code === OK, `join answered ${code}`), null),
    });
    // What the dead left undone somebody else does.
    const heir: Program = {
      afterDeath: true,
      stages: [reaper(ids[0]).stages[0], (core) => core.ringDone(ring, root) === OK ? [1, []] : null],
    };
    await explore({
      setUp(core) {
        setUpTree(core);
        ring = core.ringMake(root, ITEMS * 64, -1, 0, 0xffffffff | 0);
        const scratch = words(core, 4);
        for (let item = 0; item < ITEMS; item++) core.ringPut(ring, root, scratch, 4, 0);
      },
      programs: [{ stages: worker, mayDie }, { stages: [joiner] }, ...(mayDie ? [heir] : [])],
      preemptionsMax: mayDie ? DEATH_PREEMPTIONS_MAX + 1 : undefined,
      invisible: quietWords(mayDie),
      check: ({ core }) => {
        assertEquals(core.ringTryDone(ring, root), OK);
        assert(core.ringDone(ring, root) !== OK, "more items than were put");
      },
    });
  }
});

Deno.test("exit model: a process that ends while it is killed has one exit code, and who joins it wakes", async () => {
  let winners = 0;
  const joiner = wait({
    self: ids[2],
    sequence: (core) => core.bellOf(ids[0], 1),
    arm: (core) => core.exitTry(ids[0]),
    stage: 0,
    done: (code) => (expect(code === OK, `join answered ${code}`), [1, []]),
  });
  await explore({
    setUp: setUpTree,
    programs: [
      {
        stages: [(core) => {
          const signal = core.processWord(ids[0], 12);
          const won = core.processExit(ids[0], signal !== 0 ? -signal : 3) !== 0;
          if (won) core.announce(ids[0]);
          return [1, [won ? 1 : 0, signal]];
        }, finish],
      },
      {
        stages: [
          (core) => (core.processSignal(ids[0], 9), [1, []]),
          (core) => {
            expect(core.processIsOutside(ids[0]) !== 0, "inside of nothing");
            const won = core.processExit(ids[0], -9) !== 0;
            if (won) core.announce(ids[0]);
            return [2, [won ? 1 : 0]];
          },
          finish,
        ],
      },
      { stages: [joiner, finish] },
    ],
    preemptionsMax: PREEMPTIONS_MAX,
    check: ({ core, locals }) => {
      const [[own, signal], [killer]] = locals;
      assertEquals(own + killer, 1, "two winners, or none");
      assertEquals(core.processExitCode(ids[0]), own === 1 && signal === 0 ? 3 : -9);
      assertEquals(core.isAlive(ids[0]), 0);
      winners |= own === 1 ? 1 : 2;
    },
  });
  assertEquals(winners, 3);
});

Deno.test("start model: two processes that start others at once get different slots, which come back", async () => {
  const starter = (self: number): Stage[] => [
    (core) => [1, [core.processClaim(self)]],
    (core, [id]) => (expect(core.isAlive(id) !== 0, "not alive"), [2, [id]]),
    finish,
  ];
  await explore({
    setUp(core) {
      setUpTree(core);
      // Two of the model's four slots are free.
      core.processExit(ids[2], 0);
      core.processRelease(ids[2]);
      core.processExit(ids[1], 0);
      core.processRelease(ids[1]);
    },
    programs: [{ stages: starter(root) }, { stages: starter(ids[0]) }],
    check: ({ core, locals }) => {
      const [[one], [two]] = locals;
      assert(one > 0 && two > 0 && (one & 3) !== (two & 3), `slots of ${one} and ${two}`);
      assert(![ids[1], ids[2]].includes(one) && ![ids[1], ids[2]].includes(two), "an id was used again");
      assert(core.processWord(one, 36) !== core.processWord(two, 36), "one pid for two");
      assertEquals([core.isDescendant(one, root), core.isDescendant(two, ids[0])], [1, 1]);
    },
  });
});
