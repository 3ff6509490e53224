/**
 * Processes you can simulate: CPU scheduling under twenty-four policies, from FCFS to Linux's EEVDF, on one CPU or a thousand;
 * workloads read, written and generated. Runs wherever JavaScript and WebAssembly do.
 *
 * @example Compare two policies
 * ```ts
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * assertEquals(simulate(workload, { policy: "fcfs" }).metrics.waiting.mean, 17);
 * assertEquals(simulate(workload, { policy: "sjf" }).metrics.waiting.mean, 3);
 * ```
 *
 * @module
 */

export { simulate } from "./simulate.ts";
export {
  type Progress,
  type RecordTaker,
  type RunOptions,
  Simulation,
  type StepBound,
  type StepOutcome,
} from "./simulation.ts";
export {
  type DeadlockedProcess,
  SimulationDeadlockError,
  SimulationError,
  type SimulationErrorCode,
} from "./errors.ts";
export { POLICIES } from "./policies.ts";
export { loadPolicy } from "./load_policy.ts";
export { PolicyError } from "./policy_error.ts";
export {
  definePolicy,
  type OwnOption,
  type OwnPolicy,
  type OwnPolicyClass,
  type OwnPolicyOptions,
  type PolicyMachine,
  type ProcessIndex,
  type Ticks,
} from "./own_policy.ts";
export { MACHINE_OPTIONS } from "./machine_options.ts";
export type { MachineFeature, OptionSpec, OptionType, Policy, PolicyKey, Refusal } from "./policy.ts";
export type {
  LockOrder,
  LockProtocol,
  MachineOptions,
  PolicyName,
  PolicyOptions,
  RecordingOptions,
  SimulationOptions,
  TickWindow,
  Ties,
  UnknownPolicyOptions,
} from "./options.ts";
export type {
  CausesOptions,
  CfsOptions,
  ConservativeOptions,
  CountersOptions,
  DeadlineServerOptions,
  DecayUsageOptions,
  DmOptions,
  EasyOptions,
  EdfOptions,
  EevdfOptions,
  EqualsOptions,
  FcfsOptions,
  FeedbackOptions,
  FssOptions,
  HrrnOptions,
  LasOptions,
  LifoOptions,
  LjfOptions,
  LlfOptions,
  LotteryOptions,
  LrtfOptions,
  MlfqOptions,
  MlqOptions,
  PeriodServerOptions,
  PredictedOptions,
  PriorityOptions,
  PriorityOrder,
  QuantumReturn,
  ReadyCause,
  RmOptions,
  RrOptions,
  SjfOptions,
  SrtfOptions,
  StrideOptions,
  UnixOptions,
  VrrOptions,
} from "./policy_options.ts";
export type { TraitName } from "./workload/_rules.ts";
export { type ReleasedJobs, releaseJobs } from "./release_jobs.ts";
export type {
  Candidate,
  ControlBlock,
  DeadlineReport,
  Decision,
  DeviceRequest,
  DeviceResult,
  DeviceState,
  FigureName,
  LockResult,
  LockState,
  LongestWait,
  MemoryUse,
  Metrics,
  ProcessResult,
  ProcessState,
  ResolvedOptions,
  ResultColumns,
  Segment,
  SimulationResult,
  Summary,
  TaskReport,
  Transition,
  TransitionCause,
} from "./result.ts";
export { type ReadResult, readWorkload, type ReadWorkloadOptions } from "./workload/read.ts";
export type { ClusterLog, JobStatus, LogDependencies, LogSelection } from "./workload/cluster_log.ts";
export type { TickLength } from "./workload/tick_length.ts";
export { isTyped, readTyped, type ReadTypedOptions, type TypedResult } from "./workload/typed.ts";
export type { WorkloadSettings } from "./workload/workload_settings.ts";
export { writeWorkload, type WriteWorkloadOptions } from "./workload/write.ts";
export { generateWorkload } from "./workload/generate.ts";
export type { ArrivalPattern, GenerateOptions, ProcessMix, ServiceDistribution } from "./workload/generate_options.ts";
export { EXAMPLE_WORKLOADS, type ExampleWorkload, exampleWorkload } from "./workload/examples.ts";
export { toColumns, type ToColumnsOptions } from "./workload/columns.ts";
export {
  WorkloadError,
  type WorkloadErrorOptions,
  type WorkloadPath,
  type WorkloadPlace,
  type WorkloadProblem,
} from "./workload/error.ts";
export { detectFormat, type DetectInput } from "./workload/detect.ts";
export { WORKLOAD_FORMATS, type WorkloadFormat } from "./workload/format.ts";
export {
  type AffinityColumns,
  type Burst,
  BURST_KIND,
  type BurstColumns,
  type CpuBurst,
  type DeviceOrder,
  type DeviceSpec,
  type GroupColumns,
  type IoBurst,
  type LockOperation,
  type NamedDevice,
  type ProcessSpec,
  type UnlockOperation,
  type Workload,
  type WorkloadColumns,
} from "./workload.ts";
export type { ResourceColumns } from "./workload/resource_columns.ts";
