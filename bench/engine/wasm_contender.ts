/**
 * The engine's core as a contender.
 *
 * @module
 */

import { readColumns } from "../../engine/_columns.ts";
import { loadCore, type LoadedCore } from "../../engine/_setup.ts";
import { takeSegments } from "../../engine/_trace.ts";
import { STATUS } from "../../engine/core.ts";
import type { MachineOptions } from "../../engine/options.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { EnginePolicy } from "../../engine/policy.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { ResolvedOptions } from "../../engine/result.ts";
import type { SimulationContender } from "./contender.ts";
import { hashColumns, type Outcome } from "./outcome.ts";
import type { BenchPolicy } from "./policies.ts";
import type { BenchWorkload } from "./workload.ts";

/** What is recorded during a run, and how it leaves the core. */
export type Recording =
  | "nothing"
  /** A full timeline, which stays in the core's buffer and is thrown away when that is full. */
  | "buffer"
  /** A full timeline, taken out as objects. */
  | "objects";

/** How a core is put back to before its first instant, where it has run before. */
export type Reset =
  /** All columns but arrivals and bursts to zero: right for policies that know nothing of a process beforehand. */
  | "zeros"
  /** From a copy of what its memory was: right for all, at twice the memory. */
  | "copy";

/** The engine over one workload: one core per policy, since a core's memory is laid out for its policy. */
export class WasmContender implements SimulationContender {
  readonly name = "WASM";
  readonly #workload: BenchWorkload;
  readonly #machine: MachineOptions;
  readonly #recording: Recording;
  readonly #reset: Reset;
  #policy!: EnginePolicy;
  #options!: ResolvedOptions;
  #loaded: LoadedCore | undefined;
  /** The core's columns before its first instant, where they are reset from a copy. */
  #initial: Uint8Array | undefined;

  constructor(
    workload: BenchWorkload,
    recording: Recording = "nothing",
    machine: MachineOptions = {},
    reset: Reset = "zeros",
  ) {
    this.#workload = workload;
    this.#recording = recording;
    this.#machine = machine;
    this.#reset = reset;
  }

  prepare({ options }: BenchPolicy): void {
    const policy = findPolicy(options.policy);
    if (this.#loaded === undefined || this.#policy !== policy) {
      this.#policy = policy;
      const recorded = this.#recording === "nothing" ? {} : { timeline: "full" as const };
      this.#options = resolveOptions({ ...options, ...this.#machine, ...recorded });
      this.#loaded = loadCore(this.#workload, policy, this.#options);
      const { memory, arrivalAddress } = this.#loaded.core;
      this.#initial = this.#reset === "copy" ? new Uint8Array(memory.buffer, arrivalAddress.value).slice() : undefined;
      return;
    }
    const { core } = this.#loaded;
    const first = core.arrivalAddress.value;
    if (this.#initial !== undefined) {
      new Uint8Array(core.memory.buffer, first).set(this.#initial);
      core.setUp();
      return;
    }
    new Uint8Array(core.memory.buffer, first).fill(0);
    const count = this.#workload.arrival.length;
    new Float64Array(core.memory.buffer, first, count).set(this.#workload.arrival);
    new Float64Array(core.memory.buffer, core.remainingAddress.value, count).set(this.#workload.cpu);
    core.setUp();
  }

  run(): number {
    const loaded = this.#loaded!;
    const startedAtMs = performance.now();
    let status = this.#policy.simulate(loaded.core, Infinity, Infinity);
    while (status === STATUS.traceFull) {
      this.#drain(loaded);
      status = this.#policy.simulate(loaded.core, Infinity, Infinity);
    }
    if (this.#recording !== "nothing") this.#drain(loaded);
    const elapsedMs = performance.now() - startedAtMs;
    if (status !== STATUS.done) throw new Error(`Cannot measure the core: it returned status ${status}`);
    return elapsedMs;
  }

  #drain({ core }: LoadedCore): void {
    if (this.#recording === "objects") takeSegments(core, ROWS);
    else core.segmentCount.value = 0;
  }

  outcome(): Outcome {
    const { core } = this.#loaded!;
    return {
      dispatches: core.dispatchCount.value,
      switches: core.switchCount.value,
      longestWait: core.longestWait.value,
      hash: hashColumns(readColumns(this.#loaded!, this.#workload, this.#policy, this.#options)),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** The benchmarks' workloads stand in the order of arrival, and have one burst and no pids. */
const ROWS = {
  pidOf: (process: number) => process + 1,
  arrivalOf: () => 0,
  lockName: () => "",
  deviceName: () => "",
  hasLevels: false,
  isLarger: false,
  hasQueues: false,
};
