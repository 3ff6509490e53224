/**
 * Random tasks while workers are ended at random: every task is settled once, with the right result, or because of its worker's death.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { childrenOf } from "../../../workers/process/_children.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { WorkerDied } from "../../../workers/errors.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS, overSpawn, randomFrom, seedOfRun, soak } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);
const TASKS = soak ? 40_000 : 500;
/** A hundred tasks that take longer do not end: however long all of them take on a busy machine. */
const HUNDRED_MS = 2 * LONG_MS;

/** The longest pause between two deaths: a worker must have a chance to begin. */
const PAUSE_MS = overSpawn ? 100 : 12;

/** Ends a worker at random now and then, until told to stop. */
async function reap(random: () => number, isOver: () => boolean): Promise<number> {
  let count = 0;
  while (!isOver()) {
    await new Promise((resolve) => setTimeout(resolve, random() * PAUSE_MS));
    const children = [...childrenOf(currentTree()).living];
    const child = children[Math.floor(random() * children.length)];
    if (child === undefined) continue;
    count += 1;
    if (random() < 0.5) child.kill();
    else child.terminate(1000);
  }
  return count;
}

async function run(retries: number): Promise<void> {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  const begun = new SharedArray("int32", TASKS, { lock: false });
  const pool = new Pool({ module, processes: 4, retries });
  let over = false;
  const reaper = reap(random, () => over);
  let died = 0;
  const one = async (index: number): Promise<void> => {
    const kind = Math.floor(random() * 4);
    const args: [SharedArray<"int32">, number, number] = [begun, index, kind];
    const timeoutMs = random() < 0.05 ? LONG_MS : undefined;
    try {
      assertEquals(await pool.apply(target.beginAndWork, args, { timeoutMs }), index * 2, `seed ${seed}`);
      assert(
        retries > 0 ? begun.get(index) >= 1 : begun.get(index) === 1,
        `task ${index} ran ${begun.get(index)} times; seed ${seed}`,
      );
    } catch (error) {
      if (!(error instanceof WorkerDied) || retries > 0) throw error;
      assert(begun.get(index) <= 1, `task ${index} ran ${begun.get(index)} times; seed ${seed}`);
      died += 1;
    }
  };
  for (let first = 0; first < TASKS; first += 100) {
    const lost = Promise.withResolvers<never>();
    const limit = setTimeout(() => lost.reject(new Error(`tasks were lost; seed ${seed}`)), HUNDRED_MS);
    await Promise.race([Promise.all(Array.from({ length: 100 }, (_, index) => one(first + index))), lost.promise]);
    clearTimeout(limit);
  }
  over = true;
  const killed = await reaper;
  assert(died <= killed, `${died} tasks died with ${killed} workers; seed ${seed}`);
  assertEquals(await pool.map(target.square, [1, 2, 3]), [1, 4, 9]);
  pool.close();
  assert(await pool.join(LONG_MS), `seed ${seed}`);
  assertEquals(activeChildren(), []);
  if (soak) console.log(`${TASKS} tasks, ${killed} workers ended, ${died} tasks with them; seed ${seed}`);
}

Deno.test("Pool accounts for every task while its workers are ended at random", () => run(0));

Deno.test("Pool completes every task while its workers are ended at random, with retries", () => run(1_000_000));
