/**
 * The ring in one process.
 *
 * Runs once: there is one process.
 *
 * @module
 */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { BUSY, OK } from "../../../workers/core/_core.ts";
import { randomFrom, seedOfRun, soak } from "../support.ts";

const { core, self } = currentTree();
const words = (address: number) => currentTree().words(address + 64);

Deno.test("ring counts on past 2^32, with messages of all lengths", () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  for (const [start, grows] of [[0xffffff00, 0], [0xffffff00, 1], [0xfffffff8, 0], [0, 1]]) {
    const ring = core.ringMake(self, 1024, -1, grows, start | 0);
    const scratch = core.blockAllocate(self, 4096);
    const expected: number[] = [];
    for (let turn = 0, next = 0; turn < (soak ? 1_000_000 : 20_000); turn++) {
      if (random() < 0.5) {
        const length = 4 + Math.floor(random() * 200);
        words(scratch)[scratch >> 2] = next;
        const code = core.ringPut(ring, self, scratch, length, 0);
        if (code === OK) expected.push(next++, length);
        else assertEquals([code, grows], [BUSY, 0]);
      } else {
        const code = core.ringGet(ring, self, scratch);
        if (expected.length === 0) assertEquals(code, BUSY);
        else {
          assertStrictEquals(words(scratch)[scratch >> 2], expected.shift(), `seed ${seed}`);
          assertStrictEquals(code, expected.shift());
        }
      }
      assertStrictEquals(core.ringCount(ring), expected.length / 2);
      if (expected.length > 200) { while (core.ringGet(ring, self, scratch) !== BUSY) expected.splice(0, 2); }
    }
    core.ringFree(self, ring);
    core.blockRelease(self, scratch);
  }
});

Deno.test("arena gives blocks that do not overlap, takes them back, and joins them again", () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  const before = core.usedBytes(self);
  const live = new Map<number, { bytes: number; mark: number }>();
  for (let turn = 0; turn < (soak ? 200_000 : 5000); turn++) {
    if (random() < 0.55 && live.size < 300) {
      const bytes = Math.floor(2 ** (3 + random() * 13));
      const block = core.blockAllocate(self, bytes);
      assertEquals(block > 0 && block % 16 === 0 && core.blockBytes(block) >= bytes, true);
      currentTree().bytes(block + bytes).fill(turn & 255, block, block + bytes);
      live.set(block, { bytes, mark: turn & 255 });
    } else if (live.size > 0) {
      const [block, { bytes, mark }] = [...live][Math.floor(random() * live.size)];
      const content = currentTree().bytes(block + bytes).subarray(block, block + bytes);
      assertEquals(content.every((byte) => byte === mark), true, `seed ${seed}`);
      core.blockRelease(self, block);
      live.delete(block);
    }
  }
  for (const block of live.keys()) core.blockRelease(self, block);
  assertEquals(core.usedBytes(self), before);
});
