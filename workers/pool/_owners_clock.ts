/**
 * The time of a pool's owner as its workers tell it: every thread's clock begins when that thread does.
 *
 * @module
 */

import type { PoolBirth } from "./_board.ts";

/**
 * What `performance.now()` is in the pool's process. The machine's time, by which the beginnings of two clocks are compared, may have been
 * set in between: but a worker's did not begin before it was hired.
 */
export function ownersClock({ originMs, hiredAtMs }: PoolBirth): () => number {
  const offsetMs = Math.max(hiredAtMs, performance.timeOrigin - originMs);
  return () => performance.now() + offsetMs;
}
