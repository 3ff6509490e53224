// The one door to the atomics. Every word that two processes may touch at once is read and written through these
// functions and nowhere else, so that a model checker can put its own file in this one's place (tests/workers/model)
// and decide after each of them which process goes on, or dies.
//
// All are sequentially consistent, but for those of plain.ts, which are for memory that one process owns, or that a lock of this
// module guards and its release hands over.

// V8 knows the sleepers of one address space only. Once the tree spans several, threads sleep in a futex of the kernel, which the host
// calls. Who is woken, and how, is in wake.ts.

import { ROOT_SPANS } from "./layout";

export { copy, storeGuarded } from "./plain";

/** The address space of this instance: the pid that the system gave the process. */
@external("space", "id")
declare const space: u32;

@external("space", "sleep")
declare function sleepInKernel(address: usize, expected: u32, timeoutNs: f64): i32;

@external("space", "wake")
declare function wakeInKernel(address: usize): void;

// @ts-ignore: decorator
@inline
export function load(address: usize): u32 {
  return atomic.load<u32>(address);
}

// @ts-ignore: decorator
@inline
export function store(address: usize, value: u32): void {
  atomic.store<u32>(address, value);
}

/** Adds and returns the value before. */
// @ts-ignore: decorator
@inline
export function add(address: usize, value: u32): u32 {
  return atomic.add<u32>(address, value);
}

/** Replaces and returns the value before. */
// @ts-ignore: decorator
@inline
export function exchange(address: usize, value: u32): u32 {
  return atomic.xchg<u32>(address, value);
}

/** Replaces `expected` by `replacement`; returns the value before. */
// @ts-ignore: decorator
@inline
export function swap(address: usize, expected: u32, replacement: u32): u32 {
  return atomic.cmpxchg<u32>(address, expected, replacement);
}

/** The same for 64 bits. */
// @ts-ignore: decorator
@inline
export function swap64(address: usize, expected: u64, replacement: u64): u64 {
  return atomic.cmpxchg<u64>(address, expected, replacement);
}

// @ts-ignore: decorator
@inline
export function load64(address: usize): u64 {
  return atomic.load<u64>(address);
}

// @ts-ignore: decorator
@inline
export function store64(address: usize, value: u64): void {
  atomic.store<u64>(address, value);
}

/** Sleeps while the word is `expected`, at most `timeoutNs` (negative: for ever): 0 woken, 1 not equal, 2 timed out. */
// @ts-ignore: decorator
@inline
export function sleep(address: usize, expected: u32, timeoutNs: i64): i32 {
  if (isSpanning()) return sleepInKernel(address, expected, <f64>timeoutNs);
  return atomic.wait<i32>(address, <i32>expected, timeoutNs);
}

/** Wakes those who sleep on the word in V8: awaited waits of this address space, and threads as long as there is no other. */
// @ts-ignore: decorator
@inline
export function notify(address: usize): void {
  atomic.notify(address, -1);
}

/** Wakes the threads that sleep on the word in the kernel. */
// @ts-ignore: decorator
@inline
export function notifyKernel(address: usize): void {
  wakeInKernel(address);
}

/** Whether the tree spans several address spaces. */
// @ts-ignore: decorator
@inline
export function isSpanning(): bool {
  return load(ROOT_SPANS) != 0;
}

/** The address space of this instance. */
// @ts-ignore: decorator
@inline
export function ownSpace(): u32 {
  return space;
}

/** A turn of a loop that waits for another process without sleeping. */
// @ts-ignore: decorator
@inline
export function relax(): void {}

/** Zeroes bytes that a lock guards, or that one process owns. */
// @ts-ignore: decorator
@inline
export function clear(target: usize, bytes: usize): void {
  memory.fill(target, 0, bytes);
}
