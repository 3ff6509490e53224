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
export {
  type Progress,
  type RecordTaker,
  type RunOptions,
  Simulation,
  type StepBound,
  type StepOutcome,
} from "./engine/simulation.ts";
export {
  type DeadlockedProcess,
  SimulationDeadlockError,
  SimulationError,
  type SimulationErrorCode,
} from "./engine/errors.ts";
export { POLICIES } from "./engine/policies.ts";
export { MACHINE_OPTIONS } from "./engine/machine_options.ts";
export type { MachineFeature, OptionSpec, OptionType, Policy, PolicyKey, Refusal } from "./engine/policy.ts";
export type {
  CausesOptions,
  CfsOptions,
  ConservativeOptions,
  DmOptions,
  EasyOptions,
  EdfOptions,
  EevdfOptions,
  FcfsOptions,
  FeedbackOptions,
  HrrnOptions,
  LjfOptions,
  LlfOptions,
  LotteryOptions,
  LrtfOptions,
  MachineOptions,
  MlfqOptions,
  MlqOptions,
  PolicyName,
  PolicyOptions,
  PredictedOptions,
  PriorityOptions,
  QuantumReturn,
  ReadyCause,
  RecordingOptions,
  RmOptions,
  RrOptions,
  SimulationOptions,
  SjfOptions,
  SrtfOptions,
  StrideOptions,
  TickWindow,
  Ties,
} from "./engine/options.ts";
export type { TraitName } from "./engine/workload/_rules.ts";
export { type ReleasedJobs, releaseJobs } from "./engine/release_jobs.ts";
export type {
  Candidate,
  ControlBlock,
  DeadlineReport,
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
  TaskReport,
  Transition,
  TransitionCause,
} from "./engine/result.ts";
export { type ReadResult, readWorkload, type ReadWorkloadOptions } from "./engine/workload/read.ts";
export { writeWorkload, type WriteWorkloadOptions } from "./engine/workload/write.ts";
export { generateWorkload } from "./engine/workload/generate.ts";
export type {
  ArrivalPattern,
  GenerateOptions,
  ProcessMix,
  ServiceDistribution,
} from "./engine/workload/generate_options.ts";
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
  type AffinityColumns,
  type Burst,
  BURST_KIND,
  type BurstColumns,
  type CpuBurst,
  type GroupColumns,
  type IoBurst,
  type LockOperation,
  type ProcessSpec,
  type UnlockOperation,
  type Workload,
  type WorkloadColumns,
} from "./engine/workload.ts";

// Processes you can run.
import "./workers/handles.ts";
export { Process, type ProcessArguments, type ProcessOptions, type StartMethod } from "./workers/process/process.ts";
export { Sentinel } from "./workers/process/sentinel.ts";
export {
  activeChildren,
  atExit,
  checkpoint,
  cpuCount,
  type CurrentProcess,
  currentProcess,
  type ParentProcess,
  parentProcess,
} from "./workers/process/current_process.ts";
export { observe } from "./workers/process/observe.ts";
export type { ChildDescription, ProcessObserver } from "./workers/process_observer.ts";
export type { Wait, WaitOptions } from "./workers/wait_options.ts";
export { Lock, type LockOptions } from "./workers/sync/lock.ts";
export { RLock } from "./workers/sync/rlock.ts";
export { BoundedSemaphore, Semaphore } from "./workers/sync/semaphore.ts";
export { Condition } from "./workers/sync/condition.ts";
export { Event } from "./workers/sync/event.ts";
export { Barrier, type BarrierOptions } from "./workers/sync/barrier.ts";
export { JoinableQueue, Queue } from "./workers/channels/queue.ts";
export { SimpleQueue } from "./workers/channels/simple_queue.ts";
export type { Connection } from "./workers/channels/connection.ts";
export { Pipe } from "./workers/channels/pipe.ts";
export { wait, type Waitable, waitSync } from "./workers/channels/wait.ts";
export { type GuardOptions, Value } from "./workers/memory/value.ts";
export type {
  BigIntType,
  ElementOf,
  ElementType,
  ElementViews,
  NumberType,
  TypeLetter,
  TypeLetters,
  ViewOf,
} from "./workers/memory/element_types.ts";
export { SharedArray } from "./workers/memory/shared_array.ts";
export { SharedMemory, type SharedMemoryOptions } from "./workers/memory/shared_memory.ts";
export { type CallArguments, Pool } from "./workers/pool/pool.ts";
export {
  type AsyncMapOptions,
  type AsyncTaskOptions,
  type ImapOptions,
  type MapOptions,
  type PoolOptions,
  type PoolTarget,
  task,
  type TaskOptions,
  type TaskReference,
} from "./workers/pool/options.ts";
export type { AsyncResult } from "./workers/pool/async_result.ts";
export type { PoolIterator } from "./workers/pool/iterator.ts";
export { Manager } from "./workers/manager/manager.ts";
export type { ConnectedManager } from "./workers/manager/connected_manager.ts";
export type { InitializerOptions, ManagerOptions } from "./workers/manager/manager_options.ts";
export type { Fallback, ManagerProxy, Modifier } from "./workers/manager/manager_proxy.ts";
export { type DictEntries, type DictKey, ManagerDict } from "./workers/manager/manager_dict.ts";
export { ManagerList, type SortOptions } from "./workers/manager/manager_list.ts";
export { ManagerNamespace, type Namespace } from "./workers/manager/manager_namespace.ts";
export { type ManagedMapOptions, type ManagedTaskOptions, ManagerPool } from "./workers/manager/manager_pool.ts";
export { type ManagedCallbacks, ManagerAsyncResult } from "./workers/manager/manager_async_result.ts";
export { ManagerSet } from "./workers/manager/manager_set.ts";
export { ManagerValue } from "./workers/manager/manager_value.ts";
export {
  type Managed,
  type ManagedArguments,
  type ManagedResult,
  type ManagerObject,
  type MethodName,
  RegisteredType,
  type RegisterOptions,
} from "./workers/manager/manager_object.ts";
export { Listener } from "./workers/sockets/listener.ts";
export { Client, ClientSync } from "./workers/sockets/client.ts";
export type { SocketConnection } from "./workers/sockets/socket_connection.ts";
export type { Address, ClientOptions, ListenerOptions, SocketLimits } from "./workers/sockets/socket_options.ts";
export {
  answerChallenge,
  answerChallengeSync,
  type ByteConnection,
  type ByteConnectionSync,
  deliverChallenge,
  deliverChallengeSync,
} from "./workers/sockets/challenge.ts";
export {
  AuthenticationError,
  BrokenBarrierError,
  BrokenPipeError,
  BufferTooShort,
  DeadlockError,
  EndOfFileError,
  OwnerDiedError,
  QueueEmpty,
  QueueFull,
  RemoteError,
  TimeoutError,
  WorkerDied,
} from "./workers/errors.ts";
export { registerErrorClass } from "./workers/process/register_error_class.ts";
