/**
 * A slow and obvious simulator, written from `engine/RULES.md` alone: one tick after another, plain arrays, every
 * queue sorted whenever it is looked at. It is what the engine is compared with.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { ReadyCause } from "../../engine/policy_options.ts";
import type { Metrics, ProcessResult, Segment, Transition } from "../../engine/result.ts";
import type { Burst, IoBurst, Workload } from "../../engine/workload.ts";
import { admissionOrder, countsSizes, findPlace, holdsJobs } from "./admission.ts";
import { lockNames, LockTable } from "./locks.ts";
import { computeMetrics } from "./metrics.ts";
import { createPolicy } from "./policies.ts";
import type { ReferencePolicy } from "./policy.ts";
import { createProcesses, figuresOf, type ReferenceProcess, sortByArrival } from "./process.ts";
import { Recorder } from "./recorder.ts";
import { Devices } from "./resources.ts";

/** One process of a deadlock: what it waits for, and who holds that. */
export interface ReferenceWait {
  pid: number;
  lock: string;
  holder: number;
}

/** All that a run gives. */
export interface ReferenceResult {
  /** In the workload's order. */
  processes: ProcessResult[];
  /** By (start, cpu). */
  timeline: Segment[];
  transitions: Transition[];
  metrics: Metrics;
}

/** Thrown when the processes that are left wait for one another for ever. */
export class ReferenceDeadlock extends Error {
  override readonly name = "ReferenceDeadlock";
  /** The instant after which nothing more can happen. */
  readonly time: number;
  /** Every process that waits for a lock, by pid. */
  readonly waits: readonly ReferenceWait[];

  constructor(time: number, waits: readonly ReferenceWait[]) {
    super(`Deadlock at ${time}: ${waits.map((wait) => `${wait.pid} waits for ${wait.lock} of ${wait.holder}`)}`);
    this.time = time;
    this.waits = waits;
  }
}

/** A CPU of the reference. */
export interface Cpu {
  readonly index: number;
  process: ReferenceProcess | null;
  /** The process that it was given to last. */
  last: ReferenceProcess | null;
  /** Ticks left of its context switch. */
  switchLeft: number;
  /** With the cost paid at leaving: when the process that left it last will have been saved. */
  savedAt: number;
}

/** What a process does once a CPU burst is done and the lock operations after it were performed. */
type Continuation = { kind: "cpu"; ticks: number } | { kind: "io"; burst: IoBurst } | { kind: "lock"; lock: string } | {
  kind: "exit";
};

/** Whether the figures of processes have their priorities: where something goes by them, and not all are 0. */
function showsPriority(
  options: SimulationOptions,
  processes: readonly ReferenceProcess[],
  locksGoByPriority: boolean,
): boolean {
  const admitsByPriority = options.admitOrder === "priority" && holdsJobs(options, processes);
  return (["priority", "counters", "mlq"].includes(options.policy) || admitsByPriority || locksGoByPriority) &&
    processes.some(({ spec: { priority = 0 } }) => priority !== 0);
}

/** The machine with one queue and equal CPUs. */
export class ReferenceMachine {
  protected readonly options: SimulationOptions;
  protected readonly policy: ReferencePolicy;
  protected recorder: Recorder;
  protected readonly processes: ReferenceProcess[];
  protected readonly cpus: Cpu[];
  protected readonly locks: LockTable;
  /** Whether programs take locks, and whether inversions can be told. */
  protected readonly hasLocks: boolean;
  protected readonly hasUrgency: boolean;
  protected readonly devices: Devices;
  protected readonly arrived = new Set<ReferenceProcess>();
  /** Processes that arrived and were not admitted yet, in the order in which they will be. */
  protected pool: ReferenceProcess[] = [];
  /** Whether somebody has joined the pool or left memory since it was looked at. */
  protected isPoolDue = false;
  /** Processes that were given a lock at this instant, with its name. */
  protected granted: { process: ReferenceProcess; lock: string }[] = [];
  /** Processes whose quantum was used up at this instant. */
  protected usedUp: ReferenceProcess[] = [];
  /** Whether a running process may have been outranked by what happened at this instant. */
  protected event = false;
  protected time = 0;
  protected dispatches = 0;
  protected switches = 0;

  /** `tasks` is the workload before its periodic tasks released their jobs: locks stand in its order. */
  constructor(workload: Workload, options: SimulationOptions, tasks: Workload = workload) {
    this.options = options;
    this.processes = createProcesses(workload);
    this.policy = createPolicy(options, this.processes);
    const { policy } = this;
    const isHigh = "priorityOrder" in options && options.priorityOrder === "high";
    const own = (process: ReferenceProcess) =>
      policy.ownUrgency(process) ?? (isHigh ? -1 : 1) * (process.spec.priority ?? 0);
    this.locks = new LockTable(tasks, options, this.processes, own);
    policy.urgency = (process) => this.locks.urgency(process);
    this.hasLocks = lockNames(workload).length > 0;
    this.hasUrgency = this.hasLocks && policy.ownUrgency(this.processes[0]) !== null;
    this.recorder = new Recorder(this.policy);
    this.devices = new Devices(workload, options, (process, device) => {
      this.recorder.enter(process, "blocked", "device", this.time, { device });
    });
    this.cpus = Array.from(
      { length: options.cpus ?? 1 },
      (_, index) => ({ index, process: null, last: null, switchLeft: 0, savedAt: 0 }),
    );
  }

  run(): ReferenceResult {
    for (this.time = 0; this.unfinished.length > 0; this.time++) {
      this.instant();
      this.checkProgress();
      this.tick();
    }
    return this.result();
  }

  protected get unfinished(): ReferenceProcess[] {
    return this.processes.filter((process) => process.state !== "terminated");
  }

  protected get ready(): ReferenceProcess[] {
    const ready = this.processes.filter((process) => process.state === "ready" && this.policy.mayRun(process));
    return ready.sort((a, b) => this.policy.compare(a, b));
  }

  protected instant(): void {
    const isOstep = this.options.ties === "ostep";
    this.policy.time = this.time;
    this.policy.beginInstant();
    this.complete();
    this.keepPlaces();
    if (isOstep) this.requeue();
    this.boost();
    do this.arrive(); while (this.unblock());
    if (!isOstep) this.requeue();
    this.dispatch();
  }

  /** Step 1. */
  protected complete(): void {
    for (const cpu of this.cpus) {
      const process = cpu.process;
      if (process === null || process.cpu !== cpu.index) continue;
      if (process.remaining === 0) this.completeBurst(process);
      else if (process.slice === 0) this.useUp(process);
    }
  }

  protected completeBurst(process: ReferenceProcess): void {
    this.policy.burstEnded(process, (process.program[process.step] as { cpu: number }).cpu);
    process.step++;
    const next = this.perform(process);
    const isUsedUp = process.slice === 0;
    if (next.kind === "cpu") {
      process.remaining = next.ticks;
      if (isUsedUp) this.useUp(process);
      this.event = true;
      return;
    }
    const savedAt = this.cpus.map((cpu) => cpu.savedAt);
    this.leaveCpu(process);
    // One that has ended is not saved, under the convention that says so.
    if (next.kind === "exit" && this.options.switchAt === "leaving-unfinished") {
      this.cpus.forEach((cpu, index) => cpu.savedAt = savedAt[index]);
    }
    this.policy.left(process);
    if (next.kind === "exit") {
      this.end(process);
    } else {
      if (!this.policy.keepsRemainder) process.slice = 0;
      const counts = this.options.ties === "ostep" && this.policy.countsQuantumAtIo;
      this.block(process, next, isUsedUp && counts);
    }
    process.cpu = null;
  }

  protected end(process: ReferenceProcess): void {
    process.finish = this.time;
    this.isPoolDue = true;
    this.recorder.enter(process, "terminated", "exit", this.time);
    this.makeArrivals(process.pid);
  }

  /** Says when the processes arrive that come after one that has ended now. */
  protected makeArrivals(pid: number): void {
    for (const process of this.processes) {
      const { after, think = 0, arrival = 0 } = process.spec;
      if (after === pid) process.arrival = Math.max(arrival, this.time + think);
    }
    sortByArrival(this.processes);
  }

  /** Running processes stand at the heads of their levels in CPU order, those in a context switch after it. */
  protected keepPlaces(): void {
    if (!this.policy.keepsPlaces) return;
    for (const { process, switchLeft } of this.cpus.toReversed()) {
      if (process !== null && switchLeft === 0) this.policy.toHead(process);
    }
  }

  protected useUp(process: ReferenceProcess): void {
    this.leaveCpu(process);
    process.slice = 0;
    this.policy.usedUp(process);
    this.usedUp.push(process);
  }

  /** Performs the lock operations at which a process stands, and says what comes after them. */
  protected perform(process: ReferenceProcess): Continuation {
    while (process.step < process.program.length) {
      const burst: Burst = process.program[process.step];
      if ("cpu" in burst) return { kind: "cpu", ticks: burst.cpu };
      process.step++;
      if ("io" in burst) return { kind: "io", burst };
      if ("lock" in burst) {
        if (!this.locks.take(burst.lock, process, this.time)) return { kind: "lock", lock: burst.lock };
      } else {
        const next = this.locks.release(burst.unlock, this.time);
        if (next !== undefined) this.granted.push({ process: next, lock: burst.unlock });
      }
    }
    return { kind: "exit" };
  }

  protected block(process: ReferenceProcess, next: Continuation, countsAsUsedUp: boolean): void {
    if (next.kind === "io") {
      this.policy.startIo(process);
      if (countsAsUsedUp) this.policy.usedUp(process);
      const { device } = next.burst;
      this.recorder.enter(process, "blocked", "io", this.time, device === undefined ? {} : { device });
      this.devices.issue(process, next.burst, this.time);
    } else if (next.kind === "lock") {
      this.recorder.enter(process, "blocked", "lock", this.time, { lock: next.lock });
    }
  }

  /** Step 2. */
  protected boost(): void {
    const period = this.policy.boostPeriod;
    if (period === 0 || this.time === 0 || this.time % period !== 0) return;
    this.policy.boost(this.unfinished, this.time);
  }

  /** Step 3. */
  protected arrive(): void {
    const { admit = Infinity } = this.options;
    const isHolding = holdsJobs(this.options, this.processes);
    for (const process of this.processes) {
      if (process.arrival !== this.time || this.arrived.has(process)) continue;
      this.arrived.add(process);
      process.order = this.arrived.size;
      this.recorder.enter(process, "new", "arrival", this.time);
      if (!isHolding) this.admit(process);
      else this.pool.push(process);
      this.isPoolDue = true;
    }
    if (!this.isPoolDue) return;
    this.isPoolDue = false;
    const order = admissionOrder(this.options, this.time);
    this.pool.sort((a, b) => order(a, b) || a.order - b.order);
    for (const process of [...this.pool]) {
      const resident = this.processes.filter(({ state }) => state !== "new" && state !== "terminated");
      const address = resident.length < admit ? findPlace(process, resident, this.options) : null;
      if (address !== null) {
        process.address = address;
        this.pool.splice(this.pool.indexOf(process), 1);
        this.admit(process);
      } else if (this.options.admission !== "skip") return;
    }
  }

  protected admit(process: ReferenceProcess): void {
    const [first] = process.program;
    if ("io" in first) {
      process.step = 1;
      this.block(process, { kind: "io", burst: first }, false);
      return;
    }
    this.join(process, "new");
    this.recorder.enter(process, "ready", "new", this.time);
  }

  protected join(process: ReferenceProcess, cause: ReadyCause): void {
    this.policy.join(process, cause);
    this.event = true;
  }

  /** Step 4; tells whether a process ended. */
  protected unblock(): boolean {
    let hasEnded = false;
    for (;;) {
      const complete = this.devices.complete(this.time);
      if (complete !== undefined && complete.step === complete.program.length) {
        this.end(complete);
        hasEnded = true;
        continue;
      }
      if (complete !== undefined) {
        this.moveOn(complete);
        this.join(complete, "io");
        this.recorder.enter(complete, "ready", "io", this.time);
        continue;
      }
      const grant = this.granted.shift();
      if (grant === undefined && this.devices.serveBest(this.time)) continue;
      if (grant === undefined) return hasEnded;
      const next = this.perform(grant.process);
      if (next.kind === "cpu") {
        this.moveOn(grant.process);
        this.join(grant.process, "lock");
        this.recorder.enter(grant.process, "ready", "lock", this.time, { lock: grant.lock });
      } else {
        this.block(grant.process, next, false);
      }
    }
  }

  /** Makes the CPU burst at which a process stands its current one. */
  protected moveOn(process: ReferenceProcess): void {
    process.remaining = (process.program[process.step] as { cpu: number }).cpu;
  }

  /** Step 5. */
  protected requeue(): void {
    for (const process of this.usedUp) {
      this.policy.beforeRequeue(process, this.hasRivals(process), this.time);
      process.slice = 0;
      this.join(process, "quantum");
      this.recorder.enter(process, "ready", "quantum", this.time);
      process.cpu = null;
    }
    this.usedUp = [];
  }

  /** Whether others are ready in the queue that a process joins. */
  protected hasRivals(_process: ReferenceProcess): boolean {
    return this.ready.length > 0;
  }

  /** Step 6. */
  protected dispatch(): void {
    if (this.options.rigid) this.dispatchRigid();
    else if (this.policy.keepsPlaces) this.dispatchAnew();
    else this.dispatchAndPreempt();
  }

  protected dispatchAndPreempt(): void {
    for (const cpu of this.cpus) {
      const ready = this.ready;
      if (cpu.process === null && ready.length > 0) this.give([cpu], this.policy.choose(ready));
    }
    const isDue = this.event || !this.policy.comparesAtEvents;
    this.event = false;
    while (this.policy.preempts && isDue) {
      const [best] = this.ready;
      const running = this.cpus.filter((cpu) => cpu.process !== null && cpu.switchLeft === 0);
      const worst = running.sort((a, b) => this.policy.compareRunning(a.process!, b.process!)).at(-1);
      if (best === undefined || worst === undefined || !this.policy.outranks(best, worst.process!)) return;
      this.policy.choose([best]);
      this.preempt(worst, best);
      this.give([worst], best);
    }
  }

  /** Gives all CPUs that are not in a context switch to the first processes in queue order. */
  protected dispatchAnew(): void {
    const cpus = this.cpus.filter((cpu) => cpu.switchLeft === 0);
    const running = cpus.flatMap((cpu) => cpu.process ?? []);
    const queue = [...running, ...this.ready].sort((a, b) => this.policy.compare(a, b));
    const chosen = queue.slice(0, cpus.length);
    const entering = chosen.filter((process) => process.state === "ready");
    for (const cpu of cpus) {
      if (cpu.process !== null && chosen.includes(cpu.process)) continue;
      const next = entering.shift();
      if (next === undefined) return;
      if (cpu.process !== null) this.preempt(cpu, next);
      this.give([cpu], next);
    }
  }

  protected dispatchRigid(): void {
    for (;;) {
      const idle = this.cpus.filter((cpu) => cpu.process === null);
      const running = this.processes.filter(({ state }) => state === "running");
      const job = this.policy.chooseRigid(this.ready, running, idle.length);
      if (job === null) return;
      this.give(idle.slice(0, job.processors), job);
    }
  }

  /** Gives CPUs, only one if not rigid, to a ready process. */
  protected give(cpus: Cpu[], process: ReferenceProcess, cause: "dispatch" | "stolen" = "dispatch"): void {
    process.cpu = cpus[0].index;
    process.dispatches++;
    process.dispatch = this.dispatches++;
    if (process.slice === 0) process.slice = this.policy.quantum(process);
    const { switchCost = 0, switchFirst = false, switchAt = "dispatch" } = this.options;
    for (const cpu of cpus) {
      const isSwitch = cpu.last !== null && cpu.last !== process;
      if (isSwitch) this.switches++;
      if (switchAt !== "dispatch") cpu.switchLeft = Math.max(0, cpu.savedAt - this.time);
      else if (isSwitch || (cpu.last === null && switchFirst)) cpu.switchLeft = switchCost;
      cpu.process = process;
      cpu.last = process;
    }
    this.recorder.enter(process, "running", cause, this.time);
  }

  protected preempt(cpu: Cpu, by: ReferenceProcess): void {
    const process = cpu.process!;
    cpu.process = null;
    this.save(cpu);
    process.preemptions++;
    if (!this.policy.keepsRemainder && !this.policy.keepsPlaces) process.slice = 0;
    this.policy.join(process, "preempted");
    this.recorder.enter(process, "ready", "preempted", this.time, { by: by.pid });
    process.cpu = null;
  }

  protected leaveCpu(process: ReferenceProcess): void {
    for (const cpu of this.cpus) {
      if (cpu.process !== process) continue;
      cpu.process = null;
      this.save(cpu);
    }
  }

  /** A CPU saves the process that has left it, where that costs time. */
  protected save(cpu: Cpu): void {
    const { switchCost = 0, switchAt = "dispatch" } = this.options;
    if (switchAt !== "dispatch") cpu.savedAt = this.time + switchCost;
  }

  protected checkProgress(): void {
    const canGoOn = this.unfinished.length === 0 || !this.devices.isIdle ||
      this.processes.some(({ state, arrival }) =>
        state === "ready" || state === "running" || (state === "new" && arrival > this.time && arrival < Infinity)
      );
    if (canGoOn) return;
    const waiting = this.processes.filter(({ state }) => state === "blocked").sort((a, b) => a.pid - b.pid);
    const waits = waiting.map((process): ReferenceWait => {
      const lock = this.locks.awaitedBy(process)!;
      return { pid: process.pid, lock, holder: this.locks.holder(lock)!.pid };
    });
    throw new ReferenceDeadlock(this.time, waits);
  }

  /** Counts who waits for locks in this tick, and of whom that is an inversion. */
  protected countLockWaits(): void {
    const running = this.processes.filter(({ state }) => state === "running");
    for (const process of this.processes) {
      if (process.state !== "blocked" || this.locks.awaitedBy(process) === undefined) continue;
      process.lockWait++;
      if (!this.hasUrgency || this.locks.lastHolder(process)?.state !== "ready") continue;
      const own = this.policy.ownUrgency(process)!;
      if (running.some((other) => this.policy.urgency(other) > own)) process.inversion++;
    }
  }

  /** One tick of every CPU and of every process. */
  protected tick(): void {
    this.devices.tick();
    if (this.hasLocks) this.countLockWaits();
    for (const { index, process, switchLeft } of this.cpus) {
      if (process !== null) this.recorder.cpuTick(index, process, switchLeft > 0 ? "switch" : "run", this.time);
    }
    for (const process of this.processes) {
      if (process.state !== "running") {
        this.recorder.waitingTick(process, this.time);
        continue;
      }
      const cpu = this.cpus[process.cpu!];
      if (cpu.switchLeft > 0) {
        cpu.switchLeft--;
        if (cpu.switchLeft === 0) this.event = true;
        process.switching++;
      } else {
        process.firstRun ??= this.time;
        process.remaining--;
        process.slice--;
        this.policy.executed(process);
      }
    }
  }

  protected result(): ReferenceResult {
    const locksGoByPriority = this.options.lockOrder === "priority" && this.hasLocks && !this.hasUrgency;
    const shown = {
      hasPriority: showsPriority(this.options, this.processes, locksGoByPriority),
      hasSize: countsSizes(this.options, this.processes),
      hasLocks: this.hasLocks,
      hasUrgency: this.hasUrgency,
    };
    const processes = this.processes.toSorted((a, b) => a.row - b.row).map((process) => figuresOf(process, shown));
    const longest = this.processes.toSorted((a, b) => b.longestStay - a.longestStay || a.pid - b.pid)[0];
    const { cpus = 1, rigid = false } = this.options;
    const processors = new Map(this.processes.map((process) => [process.pid, rigid ? process.processors : 1]));
    const metrics = computeMetrics(processes, {
      cpus,
      processors,
      switches: this.switches,
      longestWait: { ticks: longest.longestStay, pid: longest.pid },
    });
    const devices = this.devices.figures(metrics.makespan);
    return {
      processes,
      timeline: this.recorder.segments.sort((a, b) => a.start - b.start || a.cpu - b.cpu),
      transitions: this.recorder.transitions,
      metrics: {
        ...metrics,
        ...(devices.length === 0 ? {} : { devices }),
        ...(this.hasLocks ? { locks: this.locks.figures() } : {}),
        ...(this.hasUrgency ? { inversion: processes.reduce((sum, { inversion }) => sum + inversion!, 0) } : {}),
      },
    };
  }
}
