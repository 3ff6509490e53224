/**
 * The TypeScript twin as a contender.
 *
 * @module
 */

import type { SimulationContender } from "./contender.ts";
import { hashColumns, type Outcome } from "./outcome.ts";
import type { BenchPolicy, TwinPolicy } from "./policies.ts";
import { Twin } from "./twin.ts";
import type { BenchWorkload } from "./workload.ts";

/** The TypeScript twin over one workload. */
export class TsContender implements SimulationContender {
  readonly name = "TypeScript";
  readonly #twin: Twin;
  #policy!: TwinPolicy;

  constructor(workload: BenchWorkload) {
    this.#twin = new Twin(workload.arrival, workload.cpu);
  }

  prepare(policy: BenchPolicy): void {
    this.#policy = policy.twin;
    this.#twin.reset(policy.twin);
  }

  run(): number {
    const startedAtMs = performance.now();
    this.#twin.run(this.#policy);
    return performance.now() - startedAtMs;
  }

  outcome(): Outcome {
    const { dispatchCount, switchCount, longestWait } = this.#twin;
    return { dispatches: dispatchCount, switches: switchCount, longestWait, hash: hashColumns(this.#twin) };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
