/**
 * Small programs with pools for pool_programs_test.ts, which runs each as a process of the operating system. A test calls
 * `deno run pool_program.ts NAME`.
 *
 * @module
 */

import { activeChildren } from "../../../workers/process/current_process.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import * as target from "./pool_targets.ts";

const module = new URL("./pool_targets.ts", import.meta.url);

/** How many threads of this operating-system process are workers; 0 where that cannot be seen. */
function workerThreadCount(): number {
  if (Deno.build.os !== "linux") return 0;
  return [...Deno.readDirSync("/proc/self/task")].filter(({ name }) => {
    try {
      return Deno.readTextFileSync(`/proc/self/task/${name}/comm`).startsWith("worker-");
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false; // it ended
      throw error;
    }
  }).length;
}

async function isSoon(isSo: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 500 && !isSo(); attempt++) await new Promise((resolve) => setTimeout(resolve, 10));
  return isSo();
}

/** Uses a pool and forgets it. */
async function useAndForget(): Promise<void> {
  await new Pool({ module, processes: 2 }).map(target.square, [1, 2, 3]);
}

const programs: Record<string, () => Promise<void> | void> = {
  async open() {
    const pool = new Pool({ module, processes: 2 });
    console.log(await pool.map(target.square, [1, 2, 3]));
  },

  async unawaited() {
    const pool = new Pool({ module, processes: 2 });
    const [running, never] = [new Event(), new Event()];
    for (let index = 0; index < 10; index++) pool.applyAsync(target.hold, [running, never]);
    pool.imap(target.hold as unknown as (value: number) => number, [1, 2]);
    await running.wait();
    console.log("left");
  },

  async spinning() {
    const pool = new Pool({ module, processes: 1 });
    const running = new Event();
    pool.applyAsync(target.spin, [running]);
    await running.wait();
    pool.terminate();
    console.log(await pool.join(20_000));
  },

  async aborted() {
    const pool = new Pool({ module, processes: 1 });
    const running = new Event();
    const controller = new AbortController();
    const result = pool.apply(target.spin, [running], { signal: controller.signal });
    await running.wait();
    controller.abort();
    console.log(await result.catch((error) => error.name), await pool.apply(target.square, [3]));
    await new Promise((resolve) => setTimeout(resolve, 1500)); // a killed thread is given a second
  },

  blocking() {
    const pool = new Pool({ module, processes: 2 });
    console.log(pool.mapSync(target.square, [1, 2, 3]), pool.applySync(target.squareLater, [4]));
    console.log([...pool.imap(target.square, [5, 6])]);
    try {
      pool.applySync(target.exit, [3]);
    } catch (error) {
      console.log((error as Error).name, pool.applySync(target.square, [7]));
    }
    pool.close();
    console.log(pool.joinSync(20_000), activeChildren().length);
  },

  async collected() {
    const gc = (globalThis as unknown as { gc(): void }).gc;
    await useAndForget();
    const gone = await isSoon(() => {
      gc();
      return activeChildren().length === 0;
    });
    console.log(gone);
    const pool = new Pool({ module, processes: 1 });
    const [running, release] = [new Event(), new Event()];
    const result = pool.applyAsync(target.hold, [running, release, 8]);
    await running.wait();
    for (let round = 0; round < 5; round++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    release.set();
    console.log(await result);
  },

  async threads() {
    for (let round = 0; round < 5; round++) {
      const pool = new Pool({ module, processes: 3, maxTasksPerChild: 2 });
      await pool.map(target.square, [1, 2, 3, 4, 5, 6], { chunkSize: 1 });
      await pool.apply(target.exit, [1]).catch(() => {});
      if (round % 2 === 0) pool.close();
      else pool.terminate();
      await pool.join(20_000);
    }
    console.log(await isSoon(() => workerThreadCount() === 0), activeChildren().length);
  },

  async interrupted() {
    const pool = new Pool({ module, processes: 2 });
    const [running, never] = [new Event(), new Event()];
    const result = pool.map(target.holdOrSay, [[running, never], [running, never]]);
    await running.wait();
    console.log("ready");
    await result;
  },

  async uncaught() {
    const pool = new Pool({ module, processes: 1 });
    await pool.apply(target.refuse, ["sold out"]);
  },
};

if (import.meta.main) await programs[Deno.args[0]]();
