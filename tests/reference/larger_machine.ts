/**
 * The reference for the larger machine of `engine/RULES.md`: queues per CPU, affinity, costs of migration, CPUs of
 * different speed, groups. As slow and obvious as the smaller one, whose queues, bursts, locks and devices it has.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { ReadyCause } from "../../engine/policy_options.ts";
import type { ProcessState, TransitionCause } from "../../engine/result.ts";
import type { Workload } from "../../engine/workload.ts";
import { type Cpu, ReferenceMachine, type ReferenceResult } from "./machine.ts";
import type { ReferenceProcess } from "./process.ts";
import { Recorder, type TransitionDetails } from "./recorder.ts";

/** Whether a run needs the larger machine. */
export function isLarger(workload: Workload, options: SimulationOptions): boolean {
  const { queues, migrationCost = 0, cacheWarmup = 0, speeds = [], groups } = options;
  return queues === "per-cpu" || migrationCost > 0 || cacheWarmup > 0 || speeds.some((speed) => speed !== 1) ||
    groups === true || workload.processes.some(({ affinity }) => affinity !== undefined);
}

/** What the larger machine knows of a process besides. */
interface Membership {
  readonly group: number;
  /** The queue that it belongs to while it is ready or runs. */
  home: number;
  /** The CPU that it was dispatched on last. */
  lastCpu: number | null;
  warmupLeft: number;
  /** Whether it has worked since its cache was last to be warmed. */
  hasWorked: boolean;
  executed: number;
  migrations: number;
}

/** What a group has at one queue, and in this period. */
interface Group {
  readonly share: number;
  readonly quota: number;
  used: number;
  /** By queue: ticks executed there times `units / share`. */
  readonly virtual: number[];
}

/** Writes down the queue that a process joins or is taken from. */
class QueueRecorder extends Recorder {
  queueOf: (process: ReferenceProcess) => number | undefined = () => undefined;

  override enter(
    process: ReferenceProcess,
    state: ProcessState,
    cause: TransitionCause,
    time: number,
    details: TransitionDetails = {},
  ): void {
    const queue = details.queue ?? (state === "ready" || state === "running" ? this.queueOf(process) : undefined);
    const { stay } = process;
    super.enter(process, state, cause, time, { ...details, queue });
    // It goes on waiting.
    if (cause === "balanced") process.stay = stay;
  }
}

/** The larger machine. */
export class LargerMachine extends ReferenceMachine {
  readonly #members = new Map<ReferenceProcess, Membership>();
  readonly #groups: Group[];
  readonly #units: number;
  /** Ticks left of the migration on each CPU. */
  readonly #migrationLeft: number[];
  readonly #perCpu: boolean;
  #placedLast: number;
  #migrations = 0;
  #throttles = 0;
  /** The queue that a dispatch takes from. */
  #source = 0;

  /** `tasks` is the workload before its periodic tasks released their jobs: groups are numbered in its order. */
  constructor(workload: Workload, options: SimulationOptions, tasks: Workload) {
    super(workload, options, tasks);
    const { queues, groups = false, groupShares = {}, groupQuotas = {} } = options;
    this.#perCpu = queues === "per-cpu";
    const names = ["default"];
    for (const { group } of tasks.processes) if (group !== undefined && !names.includes(group)) names.push(group);
    for (const process of this.processes) {
      const group = groups ? names.indexOf(process.spec.group ?? "default") : 0;
      this.#members.set(process, {
        group,
        home: 0,
        lastCpu: null,
        warmupLeft: 0,
        hasWorked: false,
        executed: 0,
        migrations: 0,
      });
    }
    this.#groups = names.map((name) => ({
      share: groupShares[name] ?? 1,
      quota: groupQuotas[name] ?? Infinity,
      used: 0,
      virtual: this.cpus.map(() => 0),
    }));
    this.#units = this.#groups.reduce((product, { share }) => product * share, 1);
    this.#migrationLeft = this.cpus.map(() => 0);
    this.#placedLast = this.cpus.length - 1;
    const recorder = new QueueRecorder(this.policy);
    recorder.queueOf = (process) => {
      if (!this.#perCpu) return undefined;
      // A process that is taken by a thief has a new home already.
      return process.state === "ready" && process.cpu !== null ? this.#source : this.#of(process).home;
    };
    this.recorder = recorder;
  }

  #of(process: ReferenceProcess): Membership {
    return this.#members.get(process)!;
  }

  #speed(cpu: number): number {
    return this.options.speeds?.[cpu] ?? 1;
  }

  #queueOf(cpu: number): number {
    return this.#perCpu ? cpu : 0;
  }

  #mayRun(process: ReferenceProcess, cpu: number): boolean {
    return process.spec.affinity?.includes(cpu) ?? true;
  }

  /** The processes that belong to a queue: those that are ready there, run, or are about to be queued there. */
  #homed(queue: number, except?: ReferenceProcess): ReferenceProcess[] {
    return this.processes.filter((process) =>
      process !== except && (process.state === "ready" || process.state === "running") &&
      this.#of(process).home === queue
    );
  }

  #readyAt(queue: number): ReferenceProcess[] {
    return this.ready.filter((process) => this.#of(process).home === queue);
  }

  protected override instant(): void {
    const { quotaPeriod = 100 } = this.options;
    if (this.time % quotaPeriod === 0) { for (const group of this.#groups) group.used = 0; }
    super.instant();
  }

  protected override join(process: ReferenceProcess, cause: ReadyCause): void {
    const { placement = "least-loaded", wakePlacement = "last-cpu" } = this.options;
    if (cause === "new" || cause === "io" || cause === "lock") {
      const place = cause === "new" ? placement : wakePlacement;
      this.#settle(process, this.#perCpu ? this.#place(process, place) : 0);
    }
    super.join(process, cause);
  }

  #place(process: ReferenceProcess, how: string): number {
    const allowed = this.cpus.map(({ index }) => index).filter((cpu) => this.#mayRun(process, cpu));
    const { lastCpu } = this.#of(process);
    if (how === "round-robin") {
      this.#placedLast = allowed.find((cpu) => cpu > this.#placedLast) ?? allowed[0];
      return this.#placedLast;
    }
    if (how === "last-cpu" && lastCpu !== null) return lastCpu;
    const load = (cpu: number) => this.#homed(cpu, process).length + 1;
    return allowed.sort((a, b) => load(a) * this.#speed(b) - load(b) * this.#speed(a) || a - b)[0];
  }

  /** Gives a process a home. A group that comes to a queue catches up with those that are there. */
  #settle(process: ReferenceProcess, queue: number): void {
    const member = this.#of(process);
    const others = this.#homed(queue, process).map((other) => this.#of(other).group);
    if (others.length > 0 && !others.includes(member.group)) {
      const least = Math.min(...others.map((group) => this.#groups[group].virtual[queue]));
      const { virtual } = this.#groups[member.group];
      virtual[queue] = Math.max(virtual[queue], least);
    }
    member.home = queue;
  }

  protected override hasRivals(process: ReferenceProcess): boolean {
    const { home, group } = this.#of(process);
    return this.#readyAt(home).some((other) => this.#of(other).group === group);
  }

  protected override dispatch(): void {
    this.#throttle();
    this.#balance();
    const isDue = this.event || !this.policy.comparesAtEvents;
    this.event = false;
    for (;;) {
      this.#giveIdle();
      if (!this.policy.preempts || !isDue || !this.#preemptOne()) return;
    }
  }

  #isSwitching(cpu: Cpu): boolean {
    return cpu.switchLeft + this.#migrationLeft[cpu.index] > 0;
  }

  /** CPUs that have a process of a group, those in a context switch or migration only on demand. */
  #cpusOf(group: number, withSwitching: boolean): Cpu[] {
    return this.cpus.filter((cpu) =>
      cpu.process !== null && this.#of(cpu.process).group === group && (withSwitching || !this.#isSwitching(cpu))
    );
  }

  #throttle(): void {
    this.#groups.forEach(({ quota, used }, group) => {
      const executing = this.#cpusOf(group, false);
      while (executing.length > quota - used) {
        const cpu = executing.pop()!;
        const process = cpu.process!;
        cpu.process = null;
        this.save(cpu);
        this.#throttles++;
        if (!this.policy.keepsRemainder) process.slice = 0;
        this.policy.join(process, "preempted");
        this.event = true;
        this.recorder.enter(process, "ready", "throttled", this.time);
        process.cpu = null;
      }
    });
  }

  #balance(): void {
    const { balance = 0 } = this.options;
    if (!this.#perCpu || balance === 0 || this.time === 0 || this.time % balance !== 0) return;
    for (let move = this.#findMove(); move !== null; move = this.#findMove()) {
      const { process, to } = move;
      this.#settle(process, to);
      this.policy.toQueue(process);
      this.event = true;
      this.recorder.enter(process, "ready", "balanced", this.time);
    }
  }

  #findMove(): { process: ReferenceProcess; to: number } | null {
    const load = this.cpus.map(({ index }) => this.#homed(index).length);
    const speed = (cpu: number) => this.#speed(cpu);
    const cpus = this.cpus.map(({ index }) => index);
    const from = cpus.toSorted((a, b) => load[b] * speed(a) - load[a] * speed(b) || a - b);
    const to = cpus.toSorted((a, b) => (load[a] + 1) * speed(b) - (load[b] + 1) * speed(a) || a - b);
    for (const source of from) {
      for (const target of to) {
        if (!((load[target] + 1) * speed(source) < load[source] * speed(target))) continue;
        const counts = this.#groups.map((_, group) =>
          this.#readyAt(source).filter((process) => this.#of(process).group === group).length
        );
        const movable = this.#readyAt(source).filter((process) => this.#mayRun(process, target));
        const groups = this.#groups.map((_, group) => group)
          .filter((group) => movable.some((process) => this.#of(process).group === group))
          .sort((a, b) => counts[b] - counts[a] || a - b);
        if (groups.length === 0) continue;
        const process = movable.filter((each) => this.#of(each).group === groups[0]).at(-1)!;
        return { process, to: target };
      }
    }
    return null;
  }

  #giveIdle(): void {
    for (const cpu of this.cpus) {
      if (cpu.process === null) this.#giveFrom(cpu, this.#queueOf(cpu.index));
    }
    if (!this.#perCpu || !this.options.stealing) return;
    for (const cpu of this.cpus) {
      if (cpu.process !== null) continue;
      const victims = this.cpus.map(({ index }) => index)
        .filter((other) => other !== cpu.index && this.#choose(other, cpu.index) !== null)
        .sort((a, b) => this.#readyAt(b).length - this.#readyAt(a).length || a - b);
      if (victims.length > 0) this.#giveFrom(cpu, victims[0]);
    }
  }

  /** The ready processes of the group whose turn it is at a queue for a CPU, or `null`. */
  #choose(queue: number, cpu: number): ReferenceProcess[] | null {
    const seen = this.#readyAt(queue).filter((process) => this.#mayRun(process, cpu));
    const groups = this.#groups.map((_, group) => group).filter((group) =>
      seen.some((process) => this.#of(process).group === group) &&
      this.#groups[group].quota - this.#groups[group].used > this.#cpusOf(group, true).length
    );
    if (groups.length === 0) return null;
    groups.sort((a, b) => this.#groups[a].virtual[queue] - this.#groups[b].virtual[queue] || a - b);
    return seen.filter((process) => this.#of(process).group === groups[0]);
  }

  #giveFrom(cpu: Cpu, queue: number): void {
    const ready = this.#choose(queue, cpu.index);
    if (ready === null) return;
    const process = this.policy.choose(ready);
    this.#source = queue;
    if (queue !== this.#queueOf(cpu.index)) this.#settle(process, cpu.index);
    this.give([cpu], process, queue === this.#queueOf(cpu.index) ? "dispatch" : "stolen");
  }

  protected override give(cpus: Cpu[], process: ReferenceProcess, cause?: "dispatch" | "stolen"): void {
    const { migrationCost = 0, cacheWarmup = 0 } = this.options;
    const [{ index }] = cpus;
    const member = this.#of(process);
    if (member.lastCpu !== null && member.lastCpu !== index) {
      this.#migrations++;
      member.migrations++;
      if (member.hasWorked) {
        member.warmupLeft = cacheWarmup;
        member.hasWorked = false;
      }
      this.#migrationLeft[index] = migrationCost;
    }
    member.lastCpu = index;
    super.give(cpus, process, cause);
  }

  /**
   * Each CPU's process is compared with the best ready one of its group that may run there. The best of those that outrank
   * takes the CPU of the worst.
   */
  #preemptOne(): boolean {
    const pairs = this.cpus.flatMap((cpu) => {
      if (cpu.process === null || this.#isSwitching(cpu)) return [];
      const { group } = this.#of(cpu.process);
      const queue = this.#queueOf(cpu.index);
      const [best] = this.#readyAt(queue).filter((ready) =>
        this.#of(ready).group === group && this.#mayRun(ready, cpu.index)
      );
      const isOutranked = best !== undefined && this.policy.outranks(best, cpu.process);
      return isOutranked ? [{ queue, group, ready: best, cpu }] : [];
    });
    pairs.sort((a, b) =>
      a.queue - b.queue || a.group - b.group || this.policy.compare(a.ready, b.ready) ||
      this.policy.compareRunning(b.cpu.process!, a.cpu.process!)
    );
    if (pairs.length === 0) return false;
    const [{ queue, ready, cpu }] = pairs;
    this.policy.choose([ready]);
    this.preempt(cpu, ready);
    this.#source = queue;
    this.give([cpu], ready);
    return true;
  }

  protected override tick(): void {
    if (this.hasLocks) this.countLockWaits();
    this.devices.tick();
    for (const process of this.processes) {
      if (process.state !== "running") this.recorder.waitingTick(process, this.time);
    }
    for (const cpu of this.cpus) {
      const { index, process } = cpu;
      if (process === null) continue;
      const member = this.#of(process);
      if (cpu.switchLeft > 0 || this.#migrationLeft[index] > 0) {
        this.recorder.cpuTick(index, process, cpu.switchLeft > 0 ? "switch" : "migration", this.time);
        if (cpu.switchLeft > 0) cpu.switchLeft--;
        else this.#migrationLeft[index]--;
        if (!this.#isSwitching(cpu)) this.event = true;
        process.switching++;
        continue;
      }
      process.firstRun ??= this.time;
      process.slice--;
      member.executed++;
      const group = this.#groups[member.group];
      group.used++;
      group.virtual[this.#queueOf(index)] += this.#units / group.share;
      this.recorder.cpuTick(index, process, member.warmupLeft > 0 ? "warmup" : "run", this.time);
      if (member.warmupLeft > 0) {
        member.warmupLeft--;
      } else {
        process.remaining = Math.max(0, process.remaining - this.#speed(index));
        member.hasWorked = true;
      }
      this.policy.executed(process);
    }
  }

  protected override result(): ReferenceResult {
    const result = super.result();
    const { speeds = [], cacheWarmup = 0, groups = false, cpus = 1 } = this.options;
    const countsExecuted = speeds.some((speed) => speed !== 1) || cacheWarmup > 0;
    const members = new Map([...this.#members].map(([{ pid }, member]) => [pid, member]));
    let executed = 0;
    for (const process of result.processes) {
      const member = members.get(process.pid)!;
      executed += member.executed;
      process.migrations = member.migrations;
      if (countsExecuted) process.executed = member.executed;
    }
    const { metrics } = result;
    metrics.utilization = executed / (cpus * metrics.makespan);
    if (metrics.load !== null && speeds.length > 0) {
      metrics.load = metrics.load * cpus / speeds.reduce((sum, speed) => sum + speed, 0);
    }
    metrics.migrations = this.#migrations;
    if (groups) metrics.throttles = this.#throttles;
    return result;
  }
}
