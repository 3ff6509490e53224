/**
 * Which hook of a policy of one's own is in progress, for whoever watches that it comes to its end.
 *
 * @module
 */

/**
 * The hook's number, 0 for none; the process, or the CPU; how many were called so far; the tick. A thread that watches has the same memory
 * where it was given one.
 */
export let hookCalls: Float64Array = new Float64Array(4);

/** Writes it down in this memory from now on. */
export function recordHookCalls(calls: Float64Array): void {
  hookCalls = calls;
}
