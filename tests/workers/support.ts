/**
 * What the tests of processes share.
 *
 * @module
 */

import { assert } from "@std/assert";
import "../../workers/handles.ts";
import { onTree } from "../../workers/core/_tree.ts";
import { Process, type ProcessArguments, type ProcessOptions } from "../../workers/process/process.ts";

export const targets = new URL("./targets.ts", import.meta.url);

/** Longer than anything takes; nothing waits that long unless a test fails. */
export const LONG_MS = 60_000;

/** The tests run over both start methods: `QUANTA_START_METHOD=spawn` has all processes that say nothing else be processes of the system. */
export const overSpawn = Deno.env.get("QUANTA_START_METHOD") === "spawn";
if (overSpawn) onTree((tree) => tree.startMethod = "spawn");

/** Whether the random tests run at length. */
export const soak = Deno.env.get("QUANTA_SOAK") === "1";

/** What starts processes that run a function of a module. */
export function startIn(module: URL | string) {
  return <P extends readonly unknown[]>(target: (...args: P) => unknown, ...args: P): Process<P> => {
    const options = { module, target, args } as unknown as ProcessOptions<P> & ProcessArguments<P>;
    const process = new Process<P>(options as never);
    process.start();
    return process;
  };
}

/** Starts a process that runs a function of targets.ts. */
export const start = startIn(targets);

/** Joins processes; they must have ended in time. */
export async function joinAll(...processes: { join(ms: number): Promise<boolean>; name: string }[]): Promise<void> {
  for (const process of processes) assert(await process.join(LONG_MS), `${process.name} has not ended`);
}

/** A small generator of random numbers with a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: given in QUANTA_SEED, or another each time. */
export function seedOfRun(): number {
  return Number(Deno.env.get("QUANTA_SEED") ?? Math.floor(Math.random() * 2 ** 32));
}

/** Waits until something is so, looking after each turn of the event loop; fails when it never is. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + LONG_MS;
  while (!isSo()) {
    assert(performance.now() < deadline, `never so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
