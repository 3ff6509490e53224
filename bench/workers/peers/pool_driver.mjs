/**
 * Drives a pool through the benchmark's cases: reads a request as a line of JSON, answers with a line of JSON. A pool is given as
 *
 *     open(workers, limitMb)  ->  { call(name, argument, { signal, timeoutMs }), map?(name, items), close() }
 *
 * @module
 */

import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import process from "node:process";

const WORKERS = 2;
const MEMORY_WORKERS = 8;
/** A result that takes longer does not come. */
const HANG_MS = 3_000;
const HEAP_LIMIT_MB = 64;

/** Answers requests until the input ends. */
export function serve(open) {
  const lines = createInterface({ input: process.stdin });
  let pool;
  lines.on("line", async (line) => {
    let answer;
    try {
      const request = JSON.parse(line);
      if (request.case === "start") answer = await start(open);
      else if (request.case === "memory") answer = await memory(open);
      else if (request.case === "crash") answer = { outcome: await crash(open, request.task) };
      else answer = await cases[request.case](pool ??= await open(WORKERS), request.count);
    } catch (error) {
      answer = { error: String(error?.message ?? error).split("\n")[0] };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  });
  lines.on("close", () => process.exit(0)); // some pools keep the program alive, and some hang when they are closed
}

async function timed(work, expected) {
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  if (result !== expected) throw new Error(`a wrong result: ${result} instead of ${expected}`);
  return { ms };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const inFlight = (count, call) => Promise.all(Array.from({ length: count }, (_, index) => call(index)));

const cases = {
  inFlight: (pool, count) =>
    timed(async () => sum(await inFlight(count, (index) => pool.call("increment", index))), count * (count + 1) / 2),

  async single(pool, count) {
    return await timed(async () => {
      let total = 0;
      for (let index = 0; index < count; index++) total += await pool.call("increment", index);
      return total;
    }, count * (count + 1) / 2);
  },

  busy: (pool, count) => timed(async () => sum(await inFlight(count, () => pool.call("busy", 0))), count),

  large(pool, count) {
    const bytes = new Uint8Array(1 << 20).fill(1);
    return timed(async () => sum(await inFlight(count, () => pool.call("byteLength", bytes))), count << 20);
  },

  map(pool, count) {
    const items = Array.from({ length: count }, (_, index) => index);
    return timed(async () => sum(await pool.map("increment", items)), count * (count + 1) / 2);
  },
};

async function start(open) {
  const startedAt = performance.now();
  const pool = await open(WORKERS);
  await pool.call("increment", 1);
  const ms = performance.now() - startedAt;
  await within(Promise.resolve(pool.close()), 1_000);
  return { ms };
}

/** Bytes of resident memory for each worker, warm. */
async function memory(open) {
  const before = process.memoryUsage.rss();
  const pool = await open(MEMORY_WORKERS);
  for (let round = 0; round < 3; round++) {
    await inFlight(MEMORY_WORKERS, () => pool.call("pause", 100));
    await inFlight(500, (index) => pool.call("increment", index));
  }
  return { ms: (process.memoryUsage.rss() - before) / MEMORY_WORKERS };
}

/** What comes of a task that misbehaves, and of the next. */
async function crash(open, task) {
  const limited = task === "useUpHeap";
  const pool = await open(1, limited ? HEAP_LIMIT_MB : undefined);
  await pool.call("increment", 1);
  const options = {};
  if (task === "spin") {
    options.signal = new AbortController();
    setTimeout(() => options.signal.abort(), 200);
  } else if (task === "spinLimited") options.timeoutMs = 200;
  const call = pool.call(task === "spinLimited" ? "spin" : task, 0, {
    signal: options.signal?.signal,
    timeoutMs: options.timeoutMs,
  });
  if (call === "cannot cancel") return call;
  const first = await describe(Promise.resolve(call));
  const next = await describe(Promise.resolve().then(() => pool.call("increment", 1)));
  let outcome = `${first}; next task ${next === "gives 2" ? "works" : next}`;
  if (task.startsWith("spin")) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = cpuMs();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const spentMs = cpuMs() - before; // other programs may take most of a core
    outcome += spentMs > 50 ? "; its thread goes on" : "; its thread is stopped";
  }
  return outcome;
}

/** Ticks of the system's clock in a second, as Linux shows them. */
const TICKS = 100;

/** Milliseconds of CPU of this program and, on Linux, of the processes that it started and that live. */
function cpuMs() {
  const { user } = process.cpuUsage();
  return user / 1_000 + childrenOf(process.pid).reduce((total, { ticks }) => total + ticks * 1_000 / TICKS, 0);
}

function childrenOf(pid) {
  let names;
  try {
    names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // another system
  }
  const all = names.flatMap((name) => {
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // from the state on
      return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) }];
    } catch {
      return []; // it has ended meanwhile
    }
  });
  const found = all.filter(({ parent }) => parent === pid);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

async function within(promise, ms) {
  let timer;
  const late = new Promise((resolve) => timer = setTimeout(() => resolve("hangs"), ms));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function describe(promise) {
  const said = promise.then(
    (value) => `gives ${typeof value === "object" ? JSON.stringify(value) : value}`,
    (error) => {
      const { name, code, detail } = error ?? {};
      const fields = [
        name ?? typeof error,
        code === undefined ? "" : `code ${code}`,
        detail === undefined ? "" : "own fields",
      ];
      return `rejects (${fields.filter((field) => field !== "").join(", ")})`;
    },
  );
  return await within(said, HANG_MS);
}
