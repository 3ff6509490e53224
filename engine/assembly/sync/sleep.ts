// Step (5) of a sleep, and the signal that ends one (process.ts has the protocol).

import { add, exchange, load, sleep, swap } from "./atomics";
import { ENDED, OK } from "./layout";
import { isEnded, nudgeAll } from "./process";
import { wake } from "./wake";

/** A sleeper waits for the object itself. */
export const ARMED: u32 = 1;
/** Somebody waits for several objects at once, at the bell of its own process. */
export const WATCHED: u32 = 2;

/** Sleeps while the sequence word is `seen`, at most `timeoutMs` (negative: for ever). `ENDED` when the process was ended. */
export function park(id: u32, sequence: usize, seen: u32, timeoutMs: f64): i32 {
  if (isEnded(id)) return ENDED;
  sleep(sequence, seen, timeoutMs < 0 ? -1 : <i64>(timeoutMs * 1e6));
  return isEnded(id) ? ENDED : OK;
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
  while (true) {
    const armed = load(flag);
    if ((armed & bits) == bits || swap(flag, armed, armed | bits) == armed) return;
  }
}
