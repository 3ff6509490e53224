/**
 * The engine's core as a contender.
 *
 * @module
 */

import { readColumns } from "../../engine/_columns.ts";
import { loadCore, type LoadedCore } from "../../engine/_setup.ts";
import { STATUS } from "../../engine/core.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { EnginePolicy } from "../../engine/policy.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { SimulationContender } from "./contender.ts";
import { hashColumns, type Outcome } from "./outcome.ts";
import type { BenchPolicy } from "./policies.ts";
import type { BenchWorkload } from "./workload.ts";

/** The engine over one workload: one core per policy, since a core's memory is laid out for its policy. */
export class WasmContender implements SimulationContender {
  readonly name = "WASM";
  readonly #workload: BenchWorkload;
  #policy!: EnginePolicy;
  #loaded: LoadedCore | undefined;

  constructor(workload: BenchWorkload) {
    this.#workload = workload;
  }

  prepare({ options }: BenchPolicy): void {
    const policy = findPolicy(options.policy);
    if (this.#loaded === undefined || this.#policy !== policy) {
      this.#policy = policy;
      this.#loaded = loadCore(this.#workload, policy, resolveOptions(options));
      return;
    }
    const { core } = this.#loaded;
    const first = core.arrivalAddress.value;
    new Uint8Array(core.memory.buffer, first).fill(0);
    const count = this.#workload.arrival.length;
    new Float64Array(core.memory.buffer, first, count).set(this.#workload.arrival);
    new Float64Array(core.memory.buffer, core.remainingAddress.value, count).set(this.#workload.cpu);
    core.setUp();
  }

  run(): number {
    const { core } = this.#loaded!;
    const startedAtMs = performance.now();
    const status = this.#policy.simulate(core, Infinity, Infinity);
    const elapsedMs = performance.now() - startedAtMs;
    if (status !== STATUS.done) throw new Error(`Cannot measure the core: it returned status ${status}`);
    return elapsedMs;
  }

  outcome(): Outcome {
    const { core } = this.#loaded!;
    return {
      dispatches: core.dispatchCount.value,
      switches: core.switchCount.value,
      longestWait: core.longestWait.value,
      hash: hashColumns(readColumns(this.#loaded!, this.#workload)),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
