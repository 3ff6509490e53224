/**
 * What the workers of the pool's tests do.
 *
 * @module
 */

import type { Queue } from "../../../workers/channels/queue.ts";
import type { SharedArray } from "../../../workers/memory/shared_array.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { activeChildren, currentProcess } from "../../../workers/process/current_process.ts";
import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import type { Barrier } from "../../../workers/sync/barrier.ts";
import type { Event } from "../../../workers/sync/event.ts";

const initialized: unknown[] = [];
let calls = 0;

/** An error with a field of its own. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code = 77;
  constructor(message: string, readonly detail: { items: number[] }) {
    super(message);
  }
}
registerErrorClass(Refused);

export function square(value: number): number {
  return value * value;
}

export async function squareLater(value: number): Promise<number> {
  await Promise.resolve();
  return value * value;
}

export function multiply(a: number, b: number): number {
  return a * b;
}

export function power(base: number, { exponent }: { exponent: number }): number {
  return base ** exponent;
}

export function describe(value: unknown): string {
  return `${typeof value}:${String(value)}`;
}

export function same(value: unknown): unknown {
  return value;
}

export function initialize(...args: unknown[]): void {
  initialized.push(...args);
}

export function initializedWith(): unknown[] {
  return initialized;
}

export function failToInitialize(): void {
  throw new RangeError("no such setting");
}

export function pid(): number {
  return currentProcess().pid!;
}

export function name(): string {
  return currentProcess().name;
}

export function isDaemon(): boolean {
  return currentProcess().daemon;
}

export function countCalls(): number {
  return ++calls;
}

export function refuse(message: string): never {
  throw new Refused(message, { items: [1, 2] });
}

export function refuseWrapped(): never {
  try {
    refuse("inner");
  } catch (cause) {
    throw new TypeError("outer", { cause });
  }
}

export function throwUnclonable(): never {
  throw Object.assign(new TypeError("with a function"), { code: 5, callback: () => {} });
}

/** Throws what throws when it is looked at: an error, or what is none. */
export function throwUnreadable(isError: boolean): never {
  const refuse = (): never => {
    throw new TypeError("not to be looked at");
  };
  if (isError) throw Object.defineProperty(new Error(), "message", { get: refuse });
  throw new Proxy({}, { get: refuse, getPrototypeOf: refuse, ownKeys: refuse });
}

export function throwCircular(): never {
  const [one, other] = [new Error("one"), new Error("other")];
  one.cause = other;
  other.cause = one;
  throw Object.assign(one, { field: () => {} });
}

export function throwNumber(): never {
  throw 42;
}

export function failOn(bad: number, value: number): number {
  if (value === bad) throw new RangeError(`bad ${value}`);
  return value;
}

export function failOnThree(value: number): number {
  return failOn(3, value);
}

export function functionOnThree(value: number): unknown {
  return value === 3 ? { deep: [() => {}] } : value;
}

export function unclonable(): unknown {
  return { deep: [1, () => {}] };
}

export function bigError(): never {
  throw new Error("x".repeat(1 << 20));
}

/** Says that it runs, then waits. */
export async function hold(running: Event, release: Event, value = 0): Promise<number> {
  running.set();
  await release.wait(60_000);
  return value;
}

export function holdBlocking(running: Event, release: Event): void {
  running.set();
  release.waitSync(60_000);
}

export async function sleep(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

export function spin(running?: Event): void {
  running?.set();
  for (;;);
}

export function put(queue: Queue<number>, value: number): void {
  queue.putSync(value);
}

export function exit(code: number): void {
  Deno.exit(code);
}

export function closeWorker(): void {
  globalThis.close();
}

export async function throwLate(thrown: Event): Promise<void> {
  setTimeout(() => {
    thrown.set();
    throw new TypeError("thrown late");
  }, 1);
  await new Promise(() => {});
}

/** Dies the first time, by the file it leaves. */
export function dieOnce(queue: Queue<number>): string {
  if (queue.empty()) {
    queue.putSync(1);
    Deno.exit(9);
  }
  return "second time";
}

export function useUpHeap(): void {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(10_000).fill(Math.random()));
}

export async function useUpHeapLater(): Promise<void> {
  await sleep(1);
  useUpHeap();
}

/** What a process does that has a pool of its own. */
export async function poolOfChild(queue: Queue<unknown>): Promise<void> {
  const pool = new Pool({ processes: 2, module: import.meta.url });
  queue.putSync(await pool.map(square, [1, 2, 3]));
  queue.putSync(pool.workers.length);
}

/** Leaves a task and the pool behind. */
export async function leavePool(queue: Queue<unknown>): Promise<void> {
  const pool = new Pool({ processes: 2, module: import.meta.url });
  await pool.apply(square, [2]);
  pool.applyAsync(spin);
  queue.putSync(activeChildren().map(({ pid }) => pid));
}

export function poolInWorker(): void {
  new Pool({ processes: 1, module: import.meta.url });
}

export function random(seed: number): number {
  return Math.imul(seed, 0x9e3779b1) >>> 8;
}

/** Takes some time without waiting. */
export function work(microseconds: number): number {
  const until = performance.now() + microseconds / 1000;
  while (performance.now() < until);
  return microseconds;
}

/** Waits with a pair of events, says something without. */
export async function holdOrSay(events: [running: Event, release: Event] | null): Promise<string> {
  if (events === null) return "second";
  await hold(...events);
  return "first";
}

export function exitOnThree(value: number): number {
  if (value === 3) Deno.exit(9);
  return value;
}

export function spinOnThree(value: number): number {
  if (value === 3) spin();
  return value;
}

/** Says that it was begun, then works in one of several ways. */
export function beginAndWork(begun: SharedArray<"int32">, index: number, kind: number): number | Promise<number> {
  begun.set(index, begun.get(index) + 1);
  if (kind === 1) return sleep(1).then(() => index * 2);
  if (kind === 2) work(300);
  if (kind === 3) return squareLater(2).then(() => index * 2);
  return index * 2;
}

/** Runs for a while, blocking or not; counts how many of its kind run at once, and how many at the most. */
export async function runCounted({ view }: SharedArray<"int32">, runMs: number): Promise<void> {
  const running = Atomics.add(view, 0, 1) + 1;
  for (let most = Atomics.load(view, 1); most < running; most = Atomics.load(view, 1)) {
    Atomics.compareExchange(view, 1, most, running);
  }
  if (runMs % 2 === 0) await new Promise((resolve) => setTimeout(resolve, runMs));
  else for (const end = performance.now() + runMs; performance.now() < end;);
  Atomics.sub(view, 0, 1);
}

/** Runs until as many of its kind run as it takes. */
export async function meet(barrier: Barrier): Promise<void> {
  await barrier.wait(60_000);
}

export function bytes(count: number): Uint8Array {
  return new Uint8Array(count);
}

/** Sets the clock of this worker. */
export function setClock(shiftMs: number): void {
  const { now } = Date;
  Date.now = () => now() + shiftMs;
}
