/**
 * Processes of the system that are killed at random points, by SIGKILL from outside: in the midst of put, get, acquire, wait, send, recv, tasks of
 * a pool and calls of a manager. Every committed item is accounted for, and nothing of them stays. The soak makes 10,000 kills.
 *
 * Alone, because descriptors and processes are counted, and because each start takes what a program takes.
 *
 * Runs once: it is about processes of the system.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { currentTree } from "../../workers/core/_root.ts";
import {
  Condition,
  type Connection,
  EndOfFileError,
  Event,
  Lock,
  Manager,
  Pipe,
  Pool,
  Process,
  Queue,
  Semaphore,
  SharedArray,
} from "../../workers/mod.ts";
import { collectGarbage } from "./garbage.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, targets, until } from "./support.ts";
import * as ofKills from "./kill_targets.ts";
import * as target from "./targets.ts";

/** Kills of each kind in one run, or of two processes where there are two: ten kinds, so that the soak makes 13,000. */
const KILLS = soak ? Number(Deno.env.get("QUANTA_KILLS") ?? 1000) : 3;

const killTargets = new URL("./kill_targets.ts", import.meta.url);

const seed = seedOfRun();
const random = randomFrom(seed);
const ignore = Deno.build.os !== "linux";

// deno-lint-ignore no-explicit-any -- targets of any kind
function spawn(run: (...args: any[]) => unknown, ...args: unknown[]): Process {
  const module = Object.values(ofKills).includes(run as never) ? killTargets : targets;
  const process = new Process({ module, target: run as never, args: args as never, startMethod: "spawn" });
  process.start();
  return process;
}

/** Lets some time pass, often too little for anything, blocking or not. */
async function pass(): Promise<void> {
  const until = performance.now() + random() * 2;
  if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 2));
  else while (performance.now() < until);
}

async function kill(process: Process): Promise<void> {
  if (random() < 0.5) Deno.kill(process.pid!, "SIGKILL"); // as a shell would, which is said on the error stream
  else process.kill();
  await joinAll(process);
  assertEquals(process.exitCode, -9, `seed ${seed}`);
}

function zeros(length: number): SharedArray<"int32"> {
  return new SharedArray("int32", length, { lock: false });
}

/** What the program has of the system's: open files, and processes that it started. */
function possessions(): { descriptors: number; processes: number } {
  const processes = [...Deno.readDirSync("/proc/self/task")].map(({ name }) => {
    try {
      return Deno.readTextFileSync(`/proc/self/task/${name}/children`).split(" ").length - 1;
    } catch {
      return 0; // the thread has ended meanwhile
    }
  });
  return {
    descriptors: [...Deno.readDirSync("/proc/self/fd")].length,
    processes: processes.reduce((sum, count) => sum + count),
  };
}

Deno.test({ name: "a killed process leaves no descriptor, no process and no shared memory", ignore }, async () => {
  console.log(`seed ${seed}`);
  const { core, self } = currentTree();
  const usedBytes = () => {
    collectGarbage();
    return core.usedBytes(self);
  };
  const oneTurn = async () => {
    const queue = new Queue<number[]>(10);
    const put = zeros(2);
    const victim = spawn(target.putForEver, queue, 0, put, false);
    await until("it puts", () => put.view[0] > 0);
    await kill(victim);
    queue[Symbol.dispose]();
    put[Symbol.dispose]();
  };
  for (let turn = 0; turn < 2; turn++) await oneTurn(); // what is made once is there afterwards
  const settled = async () => {
    await until("all are gone", () => possessions().processes === 0 || core.isAlone(self) !== 0);
    return { ...possessions(), bytes: usedBytes() };
  };
  const before = await settled();
  for (let turn = 0; turn < KILLS; turn++) await oneTurn();
  await until(`nothing is left, seed ${seed}`, () => {
    const { descriptors, processes } = possessions();
    return descriptors <= before.descriptors && processes <= before.processes && usedBytes() <= before.bytes;
  });
});

Deno.test({ name: "Queue delivers what killed producers had put, once and in order", ignore }, async () => {
  for (let turn = 0; turn < KILLS; turn++) {
    const [queue, put] = [new Queue<number[]>(random() < 0.3 ? 10 : 0), zeros(2)];
    const large = random() < 0.3;
    const victim = spawn(target.putForEver, queue, 0, put, large);
    await until("it puts", () => put.view[0] > 0);
    await pass();
    await kill(victim);
    const drained: number[] = [];
    while (!queue.empty()) {
      const [producer, index, ...padding] = queue.getNowait();
      assertEquals([producer, padding.length], [0, large ? 20_000 : 0]);
      drained.push(index);
    }
    drained.forEach((index, position) => assertEquals(index, position, `seed ${seed}`));
    const told = put.view[0];
    assert(drained.length === told || drained.length === told + 1, `${drained.length} of ${told}, seed ${seed}`);
    queue.putSync([9]);
    assertEquals(queue.getSync(LONG_MS), [9]);
  }
});

Deno.test({ name: "Queue keeps what a killed consumer did not take", ignore }, async () => {
  for (let turn = 0; turn < KILLS; turn++) {
    const [queue, got] = [new Queue<number[]>(), zeros(2)];
    const padding = random() < 0.3 ? new Array(5000).fill(1) : [];
    const victim = spawn(target.getForEver, queue, 0, got);
    const survivor = spawn(target.getForEver, queue, 1, got);
    const count = 300;
    for (let index = 0; index < count / 2; index++) queue.putSync([index, ...padding]);
    await until("it takes", () => got.view[0] + got.view[1] > 0);
    await pass();
    await kill(victim);
    for (let index = 0; index < count / 2; index++) queue.putSync([index, ...padding]);
    await until("the rest is taken", () => queue.empty());
    // What the victim took in its last moment it took, whether it could count it or not.
    await until(`all is accounted for, seed ${seed}`, () => [count, count - 1].includes(got.view[0] + got.view[1]));
    await kill(survivor);
  }
});

Deno.test({ name: "Lock is free again when its holder is killed, in whatever it does", ignore }, async () => {
  const [lock, counter] = [new Lock(), zeros(1)];
  for (let turn = 0; turn < KILLS; turn++) {
    const before = counter.view[0];
    const [one, two] = [spawn(target.lockForEver, lock, counter), spawn(target.lockForEver, lock, counter)];
    await until("it counts", () => counter.view[0] > before);
    await pass();
    await kill(one);
    const later = counter.view[0];
    await until(`the other goes on, seed ${seed}`, () => counter.view[0] > later);
    await kill(two);
    assert(await lock.acquire(LONG_MS), `seed ${seed}`);
    lock.release();
  }
});

Deno.test({
  name: "Semaphore, Condition, Event and Connection stay usable when a process is killed in the midst of them",
  ignore,
}, async () => {
  for (let turn = 0; turn < KILLS; turn++) {
    const [semaphore, condition, event, ready] = [
      new Semaphore(3),
      new Condition(new Lock()),
      new Event(),
      new Event(),
    ];
    const [mine, theirs] = Pipe();
    const peer = spawn(target.echo, mine);
    mine.close();
    const victim = spawn(target.everythingForEver, semaphore, condition, event, theirs, ready);
    theirs.close();
    await ready.wait(LONG_MS);
    await pass();
    await kill(victim);
    await joinAll(peer);
    assertEquals(peer.exitCode, 3, "the other end of its pipe did not see the end of file");
    assert(await condition.acquire(LONG_MS), `seed ${seed}`);
    assertEquals(condition.notifyAll(), 0);
    condition.release();
    assert(semaphore.value >= 2, `seed ${seed}`);
    event.set();
    assert(event.waitSync(LONG_MS));
  }
});

/** Sees the end of file on the other end of each pipe: nobody has one of theirs any more. */
async function seesTheEnds(mine: readonly Connection[]): Promise<void> {
  for (const end of mine) {
    await assertRejects(() => end.recv(LONG_MS), EndOfFileError, undefined, `a reference was left, seed ${seed}`);
    end.close();
  }
}

Deno.test({
  name: "a killed process leaves no reference of a message that it took, unpacked, packed or put",
  ignore,
}, async () => {
  const oneTurn = async () => {
    const [there, back, count] = [new Queue<ofKills.Parcel>(), new Queue<ofKills.Parcel>(), zeros(2)];
    const relays = [
      spawn(ofKills.relayForEver, there, back, count, 0),
      spawn(ofKills.relayForEver, back, there, count, 1),
    ];
    const padding = random() < 0.3 ? new Array(5000).fill(1) : [];
    const mine = Array.from({ length: 6 }, () => {
      const [one, other] = Pipe();
      there.putSync([other, new Lock(), padding]);
      other.close();
      return one;
    });
    await until("they relay", () => count.view[0] > 0 && count.view[1] > 0);
    for (const relay of random() < 0.5 ? relays : relays.toReversed()) {
      await pass();
      await kill(relay);
    }
    for (const queue of [there, back]) while (!queue.empty()) queue.getNowait()[0].close();
    await seesTheEnds(mine);
    for (const made of [there, back, count]) made[Symbol.dispose]();
  };
  const { core, self } = currentTree();
  const usedBytes = () => {
    collectGarbage();
    return core.usedBytes(self);
  };
  for (let turn = 0; turn < 2; turn++) await oneTurn(); // what is made once is there afterwards
  const before = usedBytes();
  for (let turn = 0; turn < KILLS; turn++) await oneTurn();
  await until(`nothing is left, seed ${seed}`, () => usedBytes() <= before);
});

Deno.test({ name: "a killed process leaves no reference of what it had started others with", ignore }, async () => {
  for (let turn = 0; turn < KILLS; turn++) {
    const [queue, count] = [new Queue<ofKills.Parcel>(), zeros(1)];
    const starter = spawn(ofKills.startForEver, queue, count);
    const mine = Array.from({ length: 4 }, () => {
      const [one, other] = Pipe();
      queue.putSync([other, new Lock(), []]);
      other.close();
      return one;
    });
    await until("it starts one", () => count.view[0] > 0);
    for (let times = random() * 20; times > 0; times--) await pass();
    await kill(starter);
    while (!queue.empty()) queue.getNowait()[0].close();
    await seesTheEnds(mine);
  }
});

Deno.test({ name: "Pool leaves no reference of arguments or results of its killed workers", ignore }, async () => {
  for (let kills = 0; kills < KILLS;) {
    const pool = new Pool({ module: killTargets, processes: 2, startMethod: "spawn", retries: 1_000_000 });
    const mine: Connection[] = [];
    for (let turn = 0; turn < 10 && kills < KILLS; turn++, kills++) {
      const begun = zeros(20);
      const pipes = Array.from(begun.view, () => Pipe());
      const tasks = pipes.map(([, other], index) => pool.apply(ofKills.giveBack, [begun, index, other]));
      for (const [one, other] of pipes) {
        mine.push(one);
        other.close();
      }
      await until("tasks run", () => begun.view.some((count) => count > 0));
      await pass();
      killOneOf(pool);
      for (const task of tasks) (await task)[0].close();
    }
    pool.close(); // its workers have those that they did not close
    assert(await pool.join(LONG_MS), `seed ${seed}`);
    await seesTheEnds(mine);
  }
});

/** A worker of a pool gets SIGKILL from outside. */
function killOneOf({ workers }: Pool): void {
  const victim = workers[Math.floor(random() * workers.length)];
  try {
    if (victim !== undefined) Deno.kill(victim.pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended meanwhile
  }
}

Deno.test({ name: "Manager has done what a killed client was told, and serves the others", ignore }, async () => {
  await using manager = new Manager({ startMethod: "spawn" });
  for (let turn = 0; turn < KILLS; turn++) {
    const [dict, told] = [await manager.dict<string, number>(), zeros(1)];
    const victim = spawn(ofKills.countForEver, dict, told);
    await until("it counts", () => told.view[0] > 0);
    await pass();
    await kill(victim);
    const done = await dict.get("count");
    assert(done === told.view[0] || done === told.view[0] + 1, `${done} of ${told.view[0]}, seed ${seed}`);
    dict.setSync("count", -1);
    assertEquals(dict.getSync("count"), -1);
  }
});

Deno.test({ name: "Pool completes every task while its workers are killed", ignore }, async () => {
  const pool = new Pool({ module: killTargets, processes: 2, startMethod: "spawn", retries: 1_000_000 });
  for (let turn = 0; turn < KILLS; turn++) {
    const begun = zeros(50);
    const tasks = pool.starmap(ofKills.beginAndDouble, Array.from(begun.view, (_, index) => [begun, index] as const));
    await until("tasks run", () => begun.view.some((count) => count > 0));
    await pass();
    killOneOf(pool);
    assertEquals(await tasks, Array.from(begun.view, (_, index) => 2 * index), `seed ${seed}`);
  }
  pool.close();
  assert(await pool.join(LONG_MS), `seed ${seed}`);
});
