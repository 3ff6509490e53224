/**
 * Who is measured: the engine and its twins, over one workload each.
 *
 * @module
 */

import type { BenchPolicy } from "./policies.ts";
import type { Outcome } from "./outcome.ts";

/** An implementation of the simulation, holding one workload; its memory is allocated once and used for every run. */
export interface SimulationContender extends AsyncDisposable {
  readonly name: string;
  /** Puts everything back to before the first instant. Not measured. */
  prepare(policy: BenchPolicy): void | Promise<void>;
  /** Simulates from start to end; returns its milliseconds. Once after each `prepare`. */
  run(): number | Promise<number>;
  /** What the last run came to. */
  outcome(): Outcome;
}
