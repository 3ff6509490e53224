// Waking. Who has changed a word wakes those who sleep on it: in V8 while all processes are threads of one address space, and besides that in the
// kernel, and at the bells of other spaces, once there are several (spaces.ts has the protocol).

import { add, isSpanning, load, notify, notifyKernel, ownSpace, swap } from "./atomics";
import { P_AWAITS, P_BELL, P_LIVE, P_RING, P_RUNG, P_SPACE, P_WAITS_ON, PROCESS_BYTES, PROCESSES, ROOT_SLOTS } from "./layout";

/** Wakes every sleeper of the word: threads that say so in WAITS_ON, and awaited waits. */
// @ts-ignore: decorator
@inline
export function wake(address: usize): void {
  notify(address);
  if (isSpanning()) wakeFar(address);
}

/** Wakes the threads that sleep on a word, whether they say so or not; of awaited waits only those of this address space. */
// @ts-ignore: decorator
@inline
export function wakeThreads(address: usize): void {
  notify(address);
  if (isSpanning()) notifyKernel(address);
}

/** Wakes the event loop whose bell was added to. That of an ended process is rung in its own space too: nobody is to sleep for it any more. */
export function wakeBell(block: usize): void {
  notify(block + P_BELL);
  if (!isSpanning()) return;
  const bucket = bucketOf(block + P_BELL);
  if ((load(block + P_AWAITS) & bucket) == 0) return;
  if (load(block + P_SPACE) != ownSpace() || load(block + P_LIVE) == 0) ring(block, bucket);
}

/** The bit of the bucket that an address is in. */
// @ts-ignore: decorator
@inline
export function bucketOf(address: usize): u32 {
  return <u32>1 << ((<u32>address * 0x9e3779b1) >>> 27);
}

/** After a word has changed: wakes the threads that sleep on it, and the event loops of other spaces that await it. */
function wakeFar(address: usize): void {
  const space = ownSpace();
  const bucket = bucketOf(address);
  const end = PROCESSES + <usize>load(ROOT_SLOTS) * PROCESS_BYTES;
  let sleeps = false;
  for (let block = PROCESSES; block < end; block += PROCESS_BYTES) {
    if (load(block + P_WAITS_ON) == <u32>address) sleeps = true;
    if ((load(block + P_AWAITS) & bucket) != 0 && load(block + P_SPACE) != space) ring(block, bucket);
  }
  if (sleeps) notifyKernel(address);
}

function ring(block: usize, buckets: u32): void {
  while (true) { // every turn ends it, or somebody else wrote the word
    const rung = load(block + P_RUNG);
    if ((rung & buckets) == buckets || swap(block + P_RUNG, rung, rung | buckets) == rung) break;
  }
  add(block + P_RING, 1);
  notifyKernel(block + P_RING);
}

