/**
 * Trees of several address spaces, below `startMethod: "spawn"`: the memory moves while others use it, waits of every kind are woken from other
 * spaces, a space that is killed leaves what it held, and what is not possible is said.
 *
 * Runs once: it makes its address spaces itself.
 *
 * @module
 */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Event, Lock, Pipe, Queue, RWLock } from "../../../workers/mod.ts";
import { instantiateCore, Thread, Word } from "../../../workers/core/_core.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { adoptMapped, ensureSpanning } from "../../../workers/core/_spanning.ts";
import { PAGE_BYTES, Tree } from "../../../workers/core/_tree.ts";
import { base64 } from "../../../workers/core/_wasm.ts";
import { LONG_MS, soak, startIn } from "../support.ts";
import { startSpace } from "./space.ts";
import { addUnder, blockedGet, echo, echoSync, putSync, takeAndSay } from "./space_targets.ts";

const targets = new URL("./space_targets.ts", import.meta.url);
const start = startIn(targets);

const ignore = Deno.build.os !== "linux";
const module = new WebAssembly.Module(Uint8Array.fromBase64(base64));

/** A tree that is nobody's. */
function otherTree(pagesMax: number): Tree {
  const memory = new WebAssembly.Memory({ initial: 4, maximum: pagesMax, shared: true });
  const id = instantiateCore(module, memory).treeCreate(Deno.pid, pagesMax);
  return new Tree({
    memory,
    module,
    id,
    pid: Deno.pid,
    parentId: 0,
    parentPid: 0,
    parentName: "",
    name: "other",
    daemon: false,
    logLevel: null,
    startMethod: "worker",
    authKey: new Uint8Array(32),
  });
}

Deno.test({ name: "ensureSpanning() loses nothing that threads write meanwhile", ignore }, async () => {
  for (let round = 0; round < (soak ? 100 : 3); round++) {
    const tree = otherTree(4096);
    const { core, memory } = tree;
    memory.grow(12);
    const writers = [1, 2].map((index) => {
      core.processSetWord(core.processClaim(tree.self), Word.thread, Thread.runs); // so that it is known to be there
      const worker = new Worker(new URL("./moving_worker.ts", import.meta.url), { type: "module" });
      // Far from what the core lays out: the words begin where the arena would be much later.
      worker.postMessage({ memory: memory, index: index + 6 });
      return worker;
    });
    const answer = (worker: Worker) => new Promise((resolve) => worker.onmessage = ({ data }) => resolve(data));
    await Promise.all(writers.map(answer));
    const words = new Int32Array(memory.buffer);
    const at = (index: number) => (index + 6) * 16_384;
    const bothPassed = async (counts: number[]) => {
      while ([1, 2].some((index) => Atomics.load(words, at(index)) < counts[index - 1] + 1000)) {
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    };
    await bothPassed([0, 0]);
    ensureSpanning(tree);
    await bothPassed([1, 2].map((index) => Atomics.load(words, at(index))));
    const stopped = writers.map(answer);
    Atomics.store(words, 0, 1);
    const counts = await Promise.all(stopped) as number[];
    assertEquals([1, 2].map((index) => words[at(index)]), counts);
    assertEquals(words[64], counts[0] + counts[1]);
    for (const [index, count] of counts.entries()) {
      for (let back = 0; back < Math.min(8192, count); back++) {
        assertEquals(words[at(index + 1) + 1 + (((count - back) * 4099) & 8191)], count - back);
      }
    }
    for (const writer of writers) writer.terminate();
    closeMemory(tree);
  }
});

/** Runs a program to its end. */
async function run(flags: string[], path: string): Promise<{ out: string; err: string }> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      ...flags,
      "--config",
      new URL("../../../deno.npm.json", import.meta.url).pathname,
      path,
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  return { out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

/** Gives the descriptor of a tree that is nobody's back. */
function closeMemory({ core }: Tree): void {
  const { symbols, close } = Deno.dlopen("libc.so.6", { close: { parameters: ["i32"], result: "i32" } });
  symbols.close(core.spanDescriptor());
  void close;
}

Deno.test({
  name: "ensureSpanning() answers the same when it is called again, and the memory has all its pages",
  ignore,
}, () => {
  const tree = otherTree(64);
  const block = tree.allocate(100, "test");
  tree.bytes(block + 100).fill(7, block, block + 100);
  const mapping = ensureSpanning(tree);
  assertEquals(ensureSpanning(tree), mapping);
  assertEquals(mapping.token.length, 32);
  assert(mapping.token !== "0".repeat(32));
  assertEquals(tree.memory.buffer.byteLength, 64 * PAGE_BYTES);
  assertEquals([...tree.bytes(block + 100).subarray(block, block + 100)], new Array(100).fill(7));
  assertEquals(Deno.statSync(mapping.fdPath).mode! & 0o777, 0o600);
  assertEquals(Deno.statSync(mapping.fdPath).size, 64 * PAGE_BYTES);
  assertThrows(() => Deno.truncateSync(mapping.fdPath, 0)); // sealed
  const twin = instantiateCore(module, adoptMapped(mapping, module));
  tree.core.wordStore(block, 1234);
  assertEquals(twin.wordLoad(block), 1234);
  closeMemory(tree);
});

Deno.test({ name: "adoptMapped() refuses what is not the memory of the tree", ignore }, () => {
  const tree = otherTree(64);
  const mapping = ensureSpanning(tree);
  const file = Deno.makeTempFileSync();
  try {
    assertThrows(
      () => adoptMapped({ ...mapping, fdPath: file }, module),
      Error,
      "must be a memory of it, got another file",
    );
    assertThrows(() => adoptMapped({ ...mapping, fdPath: `${file}.not` }, module), Error, "cannot be opened");
    const token = "0".repeat(32);
    assertThrows(() => adoptMapped({ ...mapping, token }, module), Error, `must be ${token}, got that of another tree`);
  } finally {
    Deno.removeSync(file);
    closeMemory(tree);
  }
});

Deno.test({ name: "ensureSpanning() says what is missing where FFI is not permitted", ignore }, async () => {
  const program = `
    import { currentTree } from ${JSON.stringify(import.meta.resolve("../../../workers/core/_root.ts"))};
    import { ensureSpanning } from ${JSON.stringify(import.meta.resolve("../../../workers/core/_spanning.ts"))};
    try { ensureSpanning(currentTree()) } catch (error) { console.log(error.name + ": " + error.message) }`;
  const path = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(path, program);
  const { out, err } = await run(["--no-prompt", "--allow-read"], path);
  await Deno.remove(path);
  assertEquals(
    out,
    'Error: Cannot start a process of the operating system: the permission --allow-ffi must be granted, got "prompt"; ' +
      'startMethod "worker" works without\n',
    err,
  );
});

Deno.test({ name: "waits that began in V8 are woken from another address space", ignore }, async () => {
  const queue = new Queue<number>();
  const awaited = new Queue<number>();
  const results = new Queue<number>();
  const ready = new Event();
  const blocked = start(blockedGet, ready, queue, results); // the first of the file: it sleeps in V8
  const get = awaited.get();
  await ready.wait({ timeoutMs: LONG_MS });
  const one = startSpace(targets, "putSync", queue, 1);
  assertEquals(await results.get({ timeoutMs: LONG_MS }), 0);
  const other = startSpace(targets, "putSync", awaited, 1);
  assertEquals(await get, 0);
  assertEquals([await one.ended(), await other.ended()], [0, 0]);
  assert(await blocked.join(LONG_MS));
});

for (const [mine, theirs] of [["sync", "sync"], ["sync", "async"], ["async", "sync"], ["async", "async"]]) {
  Deno.test(
    { name: `a pipe carries messages between address spaces, ${mine} here and ${theirs} there`, ignore },
    async () => {
      const [here, there] = Pipe();
      const space = startSpace(targets, theirs === "sync" ? echoSync.name : echo.name, there);
      for (let item = 0; item < 500; item++) {
        if (mine === "sync") {
          here.sendSync(item);
          assertEquals(here.recvSync({ timeoutMs: LONG_MS }), item);
        } else {
          await here.send(item);
          assertEquals(await here.recv({ timeoutMs: LONG_MS }), item);
        }
      }
      const large = new Uint8Array(3_000_000).map((_, index) => index);
      here.sendSync(large);
      assertEquals(here.recvSync({ timeoutMs: LONG_MS }), large);
      await here.send(null);
      assertEquals(await space.ended(), 0);
    },
  );
}

Deno.test({ name: "workers and an address space use one lock, and none loses a step", ignore }, async () => {
  const lock = new Lock();
  const counter = currentTree().allocate(4, "test");
  currentTree().core.blockShare(currentTree().self, counter);
  currentTree().core.wordStore(counter, 0);
  const times = 3000;
  const worker = start(addUnder, lock, counter, times);
  const spaces = [1, 2].map(() => startSpace(targets, "addUnder", lock, counter, times));
  await addUnder(lock, counter, times);
  assert(await worker.join(LONG_MS));
  for (const space of spaces) assertEquals(await space.ended(), 0);
  assertEquals(currentTree().core.wordLoad(counter), 4 * times);
});

Deno.test({ name: "SIGKILL frees the locks of a space that spins, and wakes who waits for them", ignore }, async () => {
  const lock = new Lock();
  const both = new RWLock();
  const held = new Event();
  const space = startSpace(targets, "holdForEver", lock, both, held);
  await held.wait({ timeoutMs: LONG_MS });
  const blocked = new Queue<string>();
  const waiter = start(takeAndSay, lock, blocked);
  assertEquals(blocked.getSync({ timeoutMs: LONG_MS }), "waits");
  const awaited = both.acquireWrite({ timeoutMs: LONG_MS });
  space.child.kill("SIGKILL");
  assertEquals(await space.ended(), -9);
  assert(await awaited);
  assertEquals(await blocked.get({ timeoutMs: LONG_MS }), "has it");
  assert(await waiter.join(LONG_MS));
});

Deno.test({ name: "items that a killed space has put stay, whole and in order", ignore }, async () => {
  const queue = new Queue<number>();
  const space = startSpace(targets, putSync.name, queue, 1e9);
  for (let item = 0; item < 5000; item++) assertEquals(queue.getSync({ timeoutMs: LONG_MS }), item);
  space.child.kill("SIGKILL");
  await space.ended();
  let expected = 5000;
  while (!queue.empty()) assertEquals(queue.getNowait(), expected++);
  queue.putSync(-1);
  assertEquals(queue.getSync({ timeoutMs: LONG_MS }), -1);
});

Deno.test(
  { name: "a tree goes on in the midst of everything while it comes to span address spaces", ignore },
  async () => {
    const { out, err } = await run(["-A"], new URL("./change_program.ts", import.meta.url).pathname);
    assertEquals(out, "all went on\n", err);
  },
);

Deno.test(
  { name: "a worker that may not use FFI sleeps and wakes across address spaces nevertheless", ignore },
  async () => {
    const path = new URL("./mute_program.ts", import.meta.url).pathname;
    const { out, err } = await run(["-A", "--unstable-worker-options"], path);
    assertEquals(out, "all came back\n", err);
  },
);
