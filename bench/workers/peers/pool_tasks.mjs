/**
 * What the workers of every pool do, ours and theirs: the same functions, in plain JavaScript that Node and Deno both run.
 *
 * @module
 */

export function increment(value) {
  return value + 1;
}

/** Keeps its thread busy for a millisecond. */
export function busy() {
  const until = performance.now() + 1;
  while (performance.now() < until);
  return 1;
}

export function byteLength(bytes) {
  return bytes.byteLength;
}

/** Takes a while without the CPU, so that each worker of a pool gets one. */
export async function pause(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

class Refused extends Error {
  name = "Refused";
  code = 77;
  detail = "sold out";
}

export function throwError() {
  throw new Refused("refused");
}

export function exit() {
  if (globalThis.Deno !== undefined) globalThis.Deno.exit(3);
  globalThis.process.exit(3);
}

export function unclonable() {
  return { deep: [() => {}] };
}

/** Throws from a timer while it is still waited for. */
export async function throwLate() {
  setTimeout(() => {
    throw new Error("late");
  }, 20);
  await new Promise(() => {});
}

export function useUpHeap() {
  const kept = [];
  for (;;) kept.push(new Array(10_000).fill(Math.random()));
}

export function spin() {
  for (;;);
}
