/**
 * Quanta: processes you can simulate, and processes you can run.
 *
 * @example Compare two policies
 * ```ts
 * import { simulate } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * assertEquals(simulate(workload, { policy: "fcfs" }).metrics.waiting.mean, 17);
 * assertEquals(simulate(workload, { policy: "sjf" }).metrics.waiting.mean, 3);
 * ```
 *
 * @module
 */

// Processes you can simulate.
export { simulate } from "./engine/simulate.ts";
export { type Progress, type RunOptions, Simulation, type StepBound, type StepOutcome } from "./engine/simulation.ts";
export {
  type DeadlockedProcess,
  SimulationDeadlockError,
  SimulationError,
  type SimulationErrorCode,
} from "./engine/errors.ts";
export { POLICIES } from "./engine/policies.ts";
export { MACHINE_OPTIONS } from "./engine/resolve_options.ts";
export type { OptionSpec, OptionType, Policy, PolicyKey } from "./engine/policy.ts";
export type {
  CausesOptions,
  FcfsOptions,
  MachineOptions,
  MlfqOptions,
  PolicyName,
  PolicyOptions,
  QuantumReturn,
  ReadyCause,
  RecordingOptions,
  RrOptions,
  SimulationOptions,
  SjfOptions,
  SrtfOptions,
  TickWindow,
  Ties,
} from "./engine/options.ts";
export type {
  Candidate,
  ControlBlock,
  Decision,
  FigureName,
  LongestWait,
  Metrics,
  ProcessResult,
  ProcessState,
  ResolvedOptions,
  ResultColumns,
  Segment,
  SimulationResult,
  Summary,
  Transition,
  TransitionCause,
} from "./engine/result.ts";
export { type ReadResult, readWorkload, type ReadWorkloadOptions } from "./engine/workload/read.ts";
export { writeWorkload, type WriteWorkloadOptions } from "./engine/workload/write.ts";
export {
  type ArrivalPattern,
  type GenerateOptions,
  generateWorkload,
  type ProcessMix,
  type ServiceDistribution,
} from "./engine/workload/generate.ts";
export { EXAMPLE_WORKLOADS, type ExampleWorkload, exampleWorkload } from "./engine/workload/examples.ts";
export { toColumns, type ToColumnsOptions } from "./engine/workload/columns.ts";
export {
  WorkloadError,
  type WorkloadErrorOptions,
  type WorkloadPath,
  type WorkloadPlace,
  type WorkloadProblem,
} from "./engine/workload/error.ts";
export { detectFormat, type DetectInput } from "./engine/workload/detect.ts";
export { WORKLOAD_FORMATS, type WorkloadFormat } from "./engine/workload/format.ts";
export {
  type Burst,
  BURST_KIND,
  type BurstColumns,
  type CpuBurst,
  type IoBurst,
  type LockOperation,
  type ProcessSpec,
  type UnlockOperation,
  type Workload,
  type WorkloadColumns,
} from "./engine/workload.ts";
