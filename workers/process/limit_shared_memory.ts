/**
 * How much shared memory a program may have.
 *
 * @module
 */

import { limitMemory } from "../core/_root.ts";
import { shown } from "../core/_shown.ts";
import { treeIfAny } from "../core/_tree.ts";

const BYTES_MIN = 2 ** 20;
const BYTES_MAX = 2 ** 32;

/**
 * Says how much memory the processes of this program may share, for all that is in queues, pipes, arguments, results and shared
 * objects at the same time. To be called in the main process before anything else of the library is made. Nothing is taken by it: memory
 * is taken as it is needed. A message longer than all of it is refused at once.
 *
 * @param bytes From 1 MiB to 4 GiB (2 ** 32), rounded up to 64 KiB. Default 1 GiB.
 * @throws {TypeError} when it is no number.
 * @throws {RangeError} when it is not from 1 MiB to 4 GiB.
 * @throws {Error} when something was made already, or in a child: the memory is that of the whole tree.
 *
 * @example
 * ```ts
 * import { limitSharedMemory, Lock } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * try {
 *   limitSharedMemory(2 ** 32);
 * } catch {
 *   // Something was made before.
 * }
 * new Lock();
 * assertThrows(() => limitSharedMemory(2 ** 31), Error, "before anything else");
 * ```
 * @category Processes
 */
export function limitSharedMemory(bytes: number): void {
  if (typeof bytes !== "number") {
    throw new TypeError(`Cannot limit the shared memory: bytes must be a number, got ${shown(bytes)}`);
  }
  if (!(bytes >= BYTES_MIN && bytes <= BYTES_MAX)) {
    throw new RangeError(
      `Cannot limit the shared memory: bytes must be from ${BYTES_MIN} to ${BYTES_MAX}, got ${bytes}`,
    );
  }
  if (treeIfAny() !== null) {
    throw new Error(
      "Cannot limit the shared memory: it must be said before anything else is made, and in the main process",
    );
  }
  limitMemory(bytes);
}
