import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

/** Weights of the nice values from -20 to 19: sched_prio_to_weight of the kernel. */
// deno-fmt-ignore
const WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
  9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
  1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
  110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/** Completely fair scheduler. */
export default class Cfs {
  static reads = ["nice"] as const;
  static options = {
    latency: { summary: "Ticks in which every runnable process should run once.", min: 1 },
    minGranularity: { summary: "The least slice.", min: 1 },
    wakeupGranularity: { summary: "Virtual ticks by which a ready process must be behind to take a CPU." },
  };
  latency = 24;
  minGranularity = 3;
  wakeupGranularity = 4;
  machine!: PolicyMachine;
  queue: ProcessIndex[] = [];
  /** Ready, running, or about to be queued again. */
  isRunnable: boolean[] = [];
  runnable = 0;
  weights = 0;
  weight: number[] = [];
  /** The virtual runtime at which each process was placed, and what it had executed then. */
  placedAt: number[] = [];
  executedAt: Ticks[] = [];
  base = 0;
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.isRunnable = new Array(machine.processes).fill(false);
    this.weight = new Array(machine.processes).fill(0);
    this.placedAt = new Array(machine.processes).fill(0);
    this.executedAt = new Array(machine.processes).fill(0);
  }
  virtualRuntime(process: ProcessIndex): number {
    const ticks = this.machine.executed(process) - this.executedAt[process];
    return this.placedAt[process] + ticks * 1024 / this.weight[process];
  }
  /** The base follows the least virtual runtime, which falls only when somebody comes or goes. */
  raiseBase(): void {
    let least = Infinity;
    for (let process = 0; process < this.isRunnable.length; process++) {
      if (this.isRunnable[process]) least = Math.min(least, this.virtualRuntime(process));
    }
    if (least < Infinity && least > this.base) this.base = least;
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    this.queue.push(process);
    if (this.isRunnable[process]) return;
    this.raiseBase();
    this.weight[process] = WEIGHTS[this.machine.nice(process) + 20];
    this.isRunnable[process] = true;
    this.runnable++;
    this.weights += this.weight[process];
    let least = this.base - this.latency / 2;
    if (cause === "new") least = this.base + this.slice(process) * 1024 / this.weight[process];
    if (this.virtualRuntime(process) >= least) return;
    this.placedAt[process] = least;
    this.executedAt[process] = this.machine.executed(process);
  }
  leave(process: ProcessIndex): void {
    this.raiseBase();
    this.isRunnable[process] = false;
    this.runnable--;
    this.weights -= this.weight[process];
  }
  blocked(process: ProcessIndex): void {
    this.leave(process);
  }
  terminated(process: ProcessIndex): void {
    this.leave(process);
  }
  pick(): ProcessIndex {
    let best = -1;
    for (let index = 0; index < this.queue.length; index++) {
      const process = this.queue[index];
      if (best < 0 || this.virtualRuntime(process) < this.virtualRuntime(best)) best = process;
    }
    return best;
  }
  picked(process: ProcessIndex): void {
    this.queue.splice(this.queue.indexOf(process), 1);
  }
  slice(process: ProcessIndex): Ticks {
    const cpus = this.machine.cpus;
    const period = Math.max(this.latency, Math.ceil(this.runnable / cpus) * this.minGranularity);
    const share = Math.floor(period * this.weight[process] * cpus / this.weights);
    return Math.max(this.minGranularity, Math.min(period, share));
  }
  /** What must be less than that of a running one to take its CPU. */
  key(process: ProcessIndex): number {
    return this.virtualRuntime(process) + this.wakeupGranularity * 1024 / this.weight[process];
  }
  runningKey(process: ProcessIndex): number {
    return this.virtualRuntime(process);
  }
}
