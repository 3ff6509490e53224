/**
 * A simulation that runs step by step.
 *
 * @module
 */

import { readColumns } from "./_columns.ts";
import { describeDeadlock, readControlBlock } from "./_control_block.ts";
import { readDevices, readDeviceStates } from "./_devices.ts";
import { checkDispatchCounts, DISPATCHES_MAX } from "./_dispatch_bound.ts";
import { countsInversions, hasLocks, readLocks, readLockStates } from "./_locks.ts";
import { checkMachineWorkload } from "./_machine_rules.ts";
import { RunResult } from "./_run_result.ts";
import { loadCore, type LoadedCore } from "./_setup.ts";
import { takeDecisions, takeSegments, takeTransitions, type TraceNames } from "./_trace.ts";
import { STATUS } from "./core.ts";
import { SimulationDeadlockError, SimulationError } from "./errors.ts";
import { refuseUnknownOptions } from "./known_options.ts";
import { computeMetrics } from "./metrics.ts";
import type { SimulationOptions, UnknownPolicyOptions } from "./options.ts";
import type { OwnPolicyClass, OwnPolicyOptions } from "./own_policy.ts";
import { findPolicy } from "./policies.ts";
import type { EnginePolicy } from "./policy.ts";
import { reportDeadlines, takesAtOnce } from "./real_time.ts";
import { type ReleasedJobs, releaseJobs } from "./release_jobs.ts";
import { resolveOptions } from "./resolve_options.ts";
import type {
  ControlBlock,
  Decision,
  DeviceState,
  LockState,
  ResolvedOptions,
  Segment,
  SimulationResult,
  Transition,
} from "./result.ts";
import type { Workload, WorkloadColumns } from "./workload.ts";
import { toColumns } from "./workload/columns.ts";
import { describeValue } from "./workload/error.ts";

/**
 * How far a step goes at the most.
 *
 * @example
 * ```ts
 * import { Simulation, type StepBound } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const bound: StepBound = { until: 4 };
 * const simulation = new Simulation({ processes: [{ bursts: 3 }, { bursts: 3 }] }, { policy: "fcfs" });
 * assertEquals(simulation.step(bound).time, 3); // nothing happens at 4
 * ```
 * @category Simulation
 */
export interface StepBound {
  /** The last tick whose events may happen. Default: no bound. */
  until?: number;
  /** The greatest number of instants, from 0. Default: no bound. */
  instants?: number;
}

/**
 * Where a step stopped.
 *
 * @example
 * ```ts
 * import { Simulation, type StepOutcome } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const simulation = new Simulation({ processes: [{ bursts: 3 }] }, { policy: "fcfs" });
 * const outcome: StepOutcome = simulation.step();
 * assertEquals(outcome, { time: 3, done: true, full: false });
 * ```
 * @category Simulation
 */
export interface StepOutcome {
  /** The tick of the last event. */
  time: number;
  /** Whether every process has terminated. */
  done: boolean;
  /** Whether it stopped because a trace buffer is full: drain, then step on. */
  full: boolean;
}

/**
 * How far a simulation has come.
 *
 * @example
 * ```ts
 * import { type Progress, Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const simulation = new Simulation({ processes: [{ bursts: 5 }, { bursts: 5 }] }, { policy: "fcfs" });
 * simulation.step({ until: 7 });
 * const progress: Progress = simulation.progress;
 * assertEquals(progress, { finished: 1, processes: 2, time: 5 });
 * ```
 * @category Simulation
 */
export interface Progress {
  /** Processes that have terminated. */
  finished: number;
  /** Processes in all. */
  processes: number;
  /** The tick of the last event. */
  time: number;
}

/**
 * How {@linkcode Simulation.run} reports and is cancelled.
 *
 * @example
 * ```ts
 * import { type RunOptions, Simulation } from "@quanta/quanta/simulate";
 * import { assertRejects } from "@std/assert";
 *
 * const options: RunOptions = { signal: AbortSignal.abort(new Error("Nobody waits for it")) };
 * const simulation = new Simulation({ processes: [{ bursts: 5 }] }, { policy: "fcfs" });
 * await assertRejects(() => simulation.run(options), Error, "Nobody waits for it");
 * ```
 * @category Simulation
 */
export interface RunOptions {
  /** Cancels the run; its reason is thrown. The simulation can be run on afterwards. */
  signal?: AbortSignal;
  /** Called about forty times a second. The run waits for what it returns. */
  onProgress?: (progress: Progress) => unknown;
  /**
   * Takes what was recorded since the last call, so that a timeline of any length takes bounded memory; what it took is not
   * in the result. The run waits for what it returns. Without it everything that is recorded stands in the result.
   */
  onRecorded?: RecordTaker;
}

/**
 * Takes what a simulation recorded.
 *
 * @example
 * ```ts
 * import { type RecordTaker, Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * let busy = 0;
 * const count: RecordTaker = (segments) => {
 *   for (const { start, end } of segments) busy += end - start;
 * };
 * const simulation = new Simulation({ processes: [{ bursts: 5 }, { bursts: 5 }] }, { policy: "rr", timeline: "full" });
 * await simulation.run({ onRecorded: count });
 * assertEquals(busy, 10);
 * ```
 * @category Simulation
 */
export type RecordTaker = (
  segments: Segment[],
  transitions: Transition[],
  decisions: Decision[],
) => void | Promise<void>;

/** Wall time that a run takes between two looks at its signal, about. */
const SLICE_MS = 25;

/** Instants of the first slice; enough for a small workload to be done in one. */
const FIRST_SLICE_INSTANTS = 20_000;

/** Instants of any slice at most; bounds what is recorded between two drains. */
const SLICE_INSTANTS_MAX = 4_000_000;

/**
 * A simulation that runs step by step: for progress bars, visualisers, cancellation, and timelines of any length in
 * bounded memory. {@linkcode simulate} is the short form for a run from start to end.
 *
 * What is recorded waits in buffers of fixed size until it is drained; a step stops when one is full. `run` and `result`
 * drain by themselves and keep what was recorded.
 *
 * @example Step by step
 * ```ts
 * import { Simulation } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const simulation = new Simulation(
 *   { processes: [{ arrival: 0, bursts: 3 }, { arrival: 1, bursts: 2 }] },
 *   { policy: "rr", quantum: 2, timeline: "full" },
 * );
 * simulation.step({ until: 2 });
 * assertEquals(simulation.controlBlock(1).state, "ready");
 * assertEquals(simulation.controlBlock(2).state, "running");
 * while (!simulation.step().done);
 * assertEquals(simulation.drainSegments().map(({ pid, start, end }) => [pid, start, end]), [
 *   [1, 0, 2],
 *   [2, 2, 4],
 *   [1, 4, 5],
 * ]);
 * ```
 * @category Simulation
 */
export class Simulation {
  /** What was asked, defaults filled in. */
  readonly options: ResolvedOptions;
  /** The workload as columns, periodic tasks as the jobs that they release. */
  readonly workload: WorkloadColumns;
  readonly #policy: EnginePolicy;
  /** The workload as it was given. */
  readonly #tasks: WorkloadColumns;
  readonly #released: ReleasedJobs | null;
  readonly #loaded: LoadedCore;
  readonly #names: TraceNames;
  readonly #segments: Segment[] = [];
  readonly #transitions: Transition[] = [];
  readonly #decisions: Decision[] = [];
  #done = false;

  /**
   * Sets a simulation up. O(processes).
   *
   * @throws {WorkloadError} If the workload is not valid.
   * @throws {TypeError} If an option is of the wrong type or unknown.
   * @throws {RangeError} If an option is out of its range, or options contradict each other or the workload.
   * @throws {SimulationError} If memory cannot hold the simulation.
   */
  constructor(
    workload: Workload | WorkloadColumns,
    options: SimulationOptions | UnknownPolicyOptions | OwnPolicyOptions,
  ) {
    this.options = resolveOptions(options);
    this.#tasks = toColumns(workload);
    this.#released = releaseJobs(this.#tasks, this.options.horizon);
    this.workload = this.#released?.workload ?? this.#tasks;
    checkRigidWorkload(this.workload, this.options);
    // Not by its name where it is one's own: its compiled form has the same.
    this.#policy = findPolicy(
      typeof options.policy === "function" ? options.policy as OwnPolicyClass : this.options.policy,
    );
    checkMachineWorkload(this.#policy, this.options, this.workload);
    this.#loaded = loadCore(this.workload, this.#policy, this.options);
    const { core, rowOf, numbering } = this.#loaded;
    const { pid, arrival, bursts } = this.workload;
    const rowOfProcess = rowOf === null ? (process: number) => process : (process: number) => rowOf[process];
    this.#names = {
      pidOf: pid === undefined ? (process) => rowOfProcess(process) + 1 : (process) => pid[rowOfProcess(process)],
      arrivalOf: numbering === null
        ? (process) => arrival[rowOfProcess(process)]
        : (process) => new Float64Array(core.memory.buffer, core.arrivalAddress.value + 8 * process, 1)[0],
      lockName: (lock) => bursts!.locks[lock],
      deviceName: (device) => bursts!.devices![device].name,
      hasLevels: this.#policy.levels,
      isLarger: this.#loaded.machine.isLarger,
      hasQueues: this.options.queues === "per-cpu",
    };
  }

  /** How far it has come. */
  get progress(): Progress {
    const { core } = this.#loaded;
    return {
      finished: core.finishedCount.value,
      processes: this.workload.arrival.length,
      time: core.now.value,
    };
  }

  /**
   * Goes on until a bound, the end, or a full trace buffer. Instants are whole: either all events of a tick have
   * happened or none, except where a buffer was full.
   *
   * @throws {TypeError} If the bound is no object, has other names, or one of them is no number.
   * @throws {RangeError} If a bound is no whole number from 0, or Infinity; `until` may be -1, before the first tick.
   * @throws {SimulationDeadlockError} If all that are left wait for each other's locks.
   * @throws {SimulationError} If time passes 2^53 - 1, or a count 2^32 - 1: of dispatches of a process, or of instants
   * without a dispatch.
   */
  step(bound: StepBound = {}): StepOutcome {
    const { core } = this.#loaded;
    checkBound(bound);
    if (this.#done) return { time: core.now.value, done: true, full: false };
    const status = this.#policy.simulate(core, bound.until ?? Infinity, bound.instants ?? Infinity);
    this.#loaded.numbering?.update();
    const time = core.now.value;
    if (status === STATUS.deadlock) {
      throw new SimulationDeadlockError(time, describeDeadlock(this.#loaded, this.workload));
    }
    if (status === STATUS.timeOverflow) {
      throw new SimulationError(
        "time-overflow",
        `Cannot go on after tick ${time}: time must be at most ${Number.MAX_SAFE_INTEGER}`,
      );
    }
    if (status === STATUS.countOverflow) {
      throw new SimulationError(
        "count-overflow",
        `Cannot go on after tick ${time}: a process must be dispatched at most ${DISPATCHES_MAX} times, and some process at ` +
          "least once in as many instants",
      );
    }
    this.#done = status === STATUS.done;
    return { time, done: this.#done, full: status === STATUS.traceFull };
  }

  /**
   * Refuses what cannot come to its end, however long it runs: where a quantum, or turns with another as long, cut some
   * process into more than 2^32 - 1 dispatches. {@linkcode Simulation.run} and {@linkcode Simulation.result} do this first; whoever steps to the end can
   * be spared minutes by it. Steps themselves go as far as they can. O(processes).
   *
   * @throws {SimulationError} With the code `count-overflow`.
   */
  assertEnds(): void {
    if (!this.#done) checkDispatchCounts(this.#policy, this.options, this.workload);
  }

  /** Takes the segments recorded since the last drain, by end of segment. */
  drainSegments(): Segment[] {
    return [...this.#segments.splice(0), ...takeSegments(this.#loaded.core, this.#names)];
  }

  /** Takes the transitions recorded since the last drain, in the order in which they happened. */
  drainTransitions(): Transition[] {
    return [...this.#transitions.splice(0), ...takeTransitions(this.#loaded.core, this.#names)];
  }

  /** Takes the decisions recorded since the last drain, in the order in which they were made. */
  drainDecisions(): Decision[] {
    return [...this.#decisions.splice(0), ...takeDecisions(this.#loaded.core, this.#names)];
  }

  /**
   * The process control block of a process, after the events of the last tick.
   *
   * @throws {RangeError} If there is no process of this pid.
   */
  controlBlock(pid: number): ControlBlock {
    return readControlBlock(this.#loaded, this.workload, pid, { policy: this.#policy, options: this.options });
  }

  /** What each device with a name serves and who waits for it, after the events of the last tick. O(requests). */
  deviceStates(): DeviceState[] {
    const { core, devices } = this.#loaded;
    return devices === null ? [] : readDeviceStates(core, devices, this.#names.pidOf);
  }

  /** Who holds each lock and who waits for it, after the events of the last tick. O(processes). */
  lockStates(): LockState[] {
    if (!hasLocks(this.workload)) return [];
    return readLockStates(this.#loaded, this.workload, this.options, {
      pidOf: this.#names.pidOf,
      hasInversions: countsInversions(this.#policy, this.options, this.workload),
    });
  }

  /**
   * Runs to the end in slices of some 25 ms, between which other work of the event loop goes on.
   *
   * @throws {TypeError} If the options are no object, or one is unknown.
   * @throws {DOMException} The signal's reason, if it was aborted.
   * @throws {SimulationDeadlockError} As `step` does.
   * @throws {SimulationError} As `step` does.
   */
  async run(options: RunOptions = {}): Promise<SimulationResult> {
    refuseUnknownOptions("run", options, ["signal", "onProgress", "onRecorded"] satisfies (keyof RunOptions)[]);
    const { signal, onProgress, onRecorded } = options;
    let instants = FIRST_SLICE_INSTANTS;
    this.assertEnds();
    while (!this.#done) {
      if (signal?.aborted) {
        await onProgress?.(this.progress); // how far it came
        throw signal.reason;
      }
      const startedMs = performance.now();
      const { full } = this.step({ instants });
      if (onRecorded !== undefined) {
        await onRecorded(this.drainSegments(), this.drainTransitions(), this.drainDecisions());
      } else if (full) this.#keepTrace();
      if (this.#done) break;
      const tookMs = Math.max(0.1, performance.now() - startedMs);
      instants = Math.max(1_000, Math.floor(instants * Math.min(4, SLICE_MS / tookMs)));
      instants = Math.min(SLICE_INSTANTS_MAX, instants);
      // Timers run after signals have been seen; a resolved promise would not let them through.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (!signal?.aborted) await onProgress?.(this.progress);
    }
    return this.result();
  }

  /**
   * Runs to the end if it is not there yet, and gives the result. What was drained before is not in it. O(processes).
   *
   * @throws {SimulationDeadlockError} As `step` does.
   * @throws {SimulationError} As `step` does.
   */
  result(): SimulationResult {
    this.assertEnds();
    while (!this.step().done) this.#keepTrace();
    this.#keepTrace();
    const { core, extended, machine } = this.#loaded;
    const { cpus, speeds, groups } = this.options;
    const columns = readColumns(this.#loaded, this.workload, this.#policy, this.options);
    const metrics = computeMetrics(columns, {
      cpus,
      capacity: speeds.length === 0 ? cpus : speeds.reduce((sum, speed) => sum + speed, 0),
      machine: !machine.isLarger ? undefined : {
        migrations: extended!.migrationCount.value,
        ...(groups ? { throttles: extended!.throttleCount.value } : {}),
      },
      switches: core.switchCount.value,
      longestWait: {
        ticks: core.longestWait.value,
        pid: this.#names.pidOf(core.longestWaitProcess.value),
      },
      processors: this.options.rigid ? this.workload.processors : undefined,
    });
    const { devices } = this.#loaded;
    if (devices !== null && devices.length > 1) metrics.devices = readDevices(core, devices, metrics.makespan);
    if (hasLocks(this.workload)) metrics.locks = readLocks(this.#loaded, this.workload, this.options);
    const recorded = { segments: this.#segments, transitions: this.#transitions, decisions: this.#decisions };
    const deadlines = reportDeadlines({
      tasks: this.#tasks,
      released: this.#released,
      policy: this.options.policy,
      preemptive: takesAtOnce(this.options),
      cpus: this.options.cpus,
      columns,
    });
    return new RunResult({ options: this.options, workload: this.workload, columns, metrics, deadlines }, recorded);
  }

  /** Moves what the core has recorded to where `drain…` and `result` find it. */
  #keepTrace(): void {
    const { core } = this.#loaded;
    for (const segment of takeSegments(core, this.#names)) this.#segments.push(segment);
    for (const transition of takeTransitions(core, this.#names)) this.#transitions.push(transition);
    for (const decision of takeDecisions(core, this.#names)) this.#decisions.push(decision);
  }
}

const BOUNDS = ["until", "instants"] as const satisfies readonly (keyof StepBound)[];

function checkBound(bound: StepBound): void {
  refuseUnknownOptions("step", bound, BOUNDS);
  checkWholeOrNone("until", bound.until, -1);
  checkWholeOrNone("instants", bound.instants, 0);
}

function checkWholeOrNone(name: string, value: unknown, least: number): void {
  if (value === undefined || value === Infinity) return;
  if (Number.isInteger(value) && (value as number) >= least) return;
  const text = `Cannot step: ${name} must be a whole number from ${least}, or Infinity, got ${describeValue(value)}`;
  throw typeof value === "number" ? new RangeError(text) : new TypeError(text);
}

/** What a rigid run asks of its workload. */
function checkRigidWorkload(workload: WorkloadColumns, options: ResolvedOptions): void {
  if (!options.rigid) return;
  const row = workload.processors?.findIndex((processors) => processors > options.cpus) ?? -1;
  if (row >= 0) {
    const pid = workload.pid?.[row] ?? row + 1;
    throw new RangeError(
      `Cannot simulate: processors of process ${pid} must be at most cpus (${options.cpus}) with rigid, ` +
        `got ${workload.processors![row]}`,
    );
  }
}
