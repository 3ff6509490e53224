/**
 * Errors of a simulation that callers may want to tell apart.
 *
 * @module
 */

/**
 * Why a simulation cannot be set up or go on.
 *
 * @example
 * ```ts
 * import { simulate, SimulationError, type SimulationErrorCode } from "@quanta/quanta/simulate";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const explanations: Record<SimulationErrorCode, string> = {
 *   "out-of-memory": "fewer processes",
 *   "time-overflow": "longer ticks",
 *   "count-overflow": "a longer quantum",
 * };
 * const error = assertThrows(
 *   () => simulate({ processes: [{ bursts: 2 ** 53 - 1 }, { bursts: 1 }] }, { policy: "fcfs" }),
 *   SimulationError,
 * );
 * assertEquals(explanations[error.code], "longer ticks");
 * ```
 * @category Errors
 */
export type SimulationErrorCode = "out-of-memory" | "time-overflow" | "count-overflow";

/**
 * A simulation that cannot be set up or go on, whatever its options: too many processes for memory, a time
 * past 2^53 - 1, or a process dispatched more than 2^32 - 1 times.
 *
 * @example
 * ```ts
 * import { simulate, SimulationError } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 2 ** 52 }, { bursts: 2 ** 52 }, { bursts: 2 ** 52 }] };
 * let code = "";
 * try {
 *   simulate(workload, { policy: "fcfs" });
 * } catch (error) {
 *   if (!(error instanceof SimulationError)) throw error;
 *   code = error.code;
 * }
 * assertEquals(code, "time-overflow");
 * ```
 *
 * @category Errors
 */
export class SimulationError extends RangeError {
  /** Always the name of the class. */
  override name = "SimulationError";
  /** What was exceeded. */
  readonly code: SimulationErrorCode;

  /** An error of this kind. */
  constructor(code: SimulationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A process in a deadlock.
 *
 * @example
 * ```ts
 * import { type DeadlockedProcess, simulate, SimulationDeadlockError } from "@quanta/quanta/simulate";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const crossed = (one: string, other: string) => [1, { lock: one }, 3, { lock: other }, 1, { unlock: other }, { unlock: one }];
 * const workload = { processes: [{ bursts: crossed("a", "b") }, { bursts: crossed("b", "a") }] };
 * const error = assertThrows(() => simulate(workload, { policy: "rr", quantum: 2 }), SimulationDeadlockError);
 * const [first]: readonly DeadlockedProcess[] = error.processes;
 * assertEquals(first, { pid: 1, name: "P1", waitsFor: "b", heldBy: 2 });
 * ```
 * @category Errors
 */
export interface DeadlockedProcess {
  /** Its pid. */
  pid: number;
  /** Its name, as reports show it. */
  name: string;
  /** The lock that it waits for. */
  waitsFor: string;
  /** Who holds that lock. */
  heldBy: number;
}

/**
 * A simulation in which processes wait for each other's locks, so that nothing can ever happen again.
 *
 * @example
 * ```ts
 * import { simulate, SimulationDeadlockError } from "@quanta/quanta/simulate";
 * import { assertThrows } from "@std/assert";
 *
 * const crossed = (one: string, other: string) => [1, { lock: one }, 3, { lock: other }, 1, { unlock: other }, { unlock: one }];
 * const workload = { processes: [{ bursts: crossed("a", "b") }, { bursts: crossed("b", "a") }] };
 * assertThrows(() => simulate(workload, { policy: "rr", quantum: 2 }), SimulationDeadlockError);
 * ```
 * @category Errors
 */
export class SimulationDeadlockError extends Error {
  /** Always the name of the class. */
  override name = "SimulationDeadlockError";
  /** The time of the last event. */
  readonly time: number;
  /** Every process that waits for a lock, in pid order, at most 1,000. */
  readonly processes: readonly DeadlockedProcess[];

  /** A deadlock found after tick `time`. */
  constructor(time: number, processes: readonly DeadlockedProcess[]) {
    const shown = processes.slice(0, 8).map((process) =>
      `${process.name} (pid ${process.pid}) waits for ${process.waitsFor}, held by pid ${process.heldBy}`
    );
    const more = processes.length > shown.length ? `; and ${processes.length - shown.length} more` : "";
    super(`Cannot go on after tick ${time}: the processes deadlock: ${shown.join("; ")}${more}`);
    this.time = time;
    this.processes = processes;
  }
}
