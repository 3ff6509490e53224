// Step (5) of a sleep, and the signal that ends one (process.ts has the protocol).

import { add, exchange, load, sleep, swap, wake } from "./atomics";
import { blockOf, ENDED, OK, P_KILL } from "./layout";
import { nudgeAll } from "./process";

/** A sleeper waits for the object itself. */
export const ARMED: u32 = 1;
/** Somebody waits for several objects at once, at the bell of its own process. */
export const WATCHED: u32 = 2;

/** Sleeps until the sequence word is no longer `seen`, or the time is up. `ENDED` when the process has been ended. */
export function park(id: u32, sequence: usize, seen: u32, timeoutNs: i64): i32 {
  const block = blockOf(id);
  if (load(block + P_KILL) != 0) return ENDED;
  sleep(sequence, seen, timeoutNs);
  return load(block + P_KILL) != 0 ? ENDED : OK;
}

/** After a change: wakes those who armed the object. The flag is cleared before the word moves, see process.ts. */
export function signal(flag: usize, sequence: usize): void {
  if (load(flag) == 0) return;
  const armed = exchange(flag, 0);
  if (armed == 0) return;
  add(sequence, 1);
  wake(sequence);
  if ((armed & WATCHED) != 0) nudgeAll();
}

/** Arms an object; keeps what others armed. The loop ends with the first turn in which nobody else writes the flag. */
export function arm(flag: usize, bits: u32): void {
  for (;;) {
    const armed = load(flag);
    if ((armed & bits) == bits || swap(flag, armed, armed | bits) == armed) return;
  }
}
