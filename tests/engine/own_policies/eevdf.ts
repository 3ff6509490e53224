import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

/** Weights of the nice values from -20 to 19: sched_prio_to_weight of the kernel. */
// deno-fmt-ignore
const WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
  9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
  1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
  110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/** Virtual times of a tick at weight 1. */
const UNITS = 1048576;

/** Later than all virtual deadlines. */
const LATE = 1125899906842624;

/** Earliest eligible virtual deadline first. Sums of weights times virtual runtimes must stay below 2^53. */
export default class Eevdf {
  static reads = ["nice"] as const;
  static options = {
    request: { summary: "Ticks that a process asks for at a time.", min: 1 },
    runToParity: {
      summary: "Whether a running process keeps its CPU until its request is served or it has its share.",
    },
  };
  request = 12;
  runToParity = true;
  machine!: PolicyMachine;
  queue: ProcessIndex[] = [];
  /** Ready, running, or about to be queued again. */
  isRunnable: boolean[] = [];
  weights = 0;
  weight: number[] = [];
  /** The virtual runtime at which each process was placed, and what it had executed then. */
  placedAt: number[] = [];
  executedAt: Ticks[] = [];
  deadline: number[] = [];
  lag: number[] = [];
  /** The virtual time when the last runnable process left. */
  lastTime = 0;
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.isRunnable = new Array(machine.processes).fill(false);
    this.weight = new Array(machine.processes).fill(0);
    this.placedAt = new Array(machine.processes).fill(0);
    this.executedAt = new Array(machine.processes).fill(0);
    this.deadline = new Array(machine.processes).fill(0);
    this.lag = new Array(machine.processes).fill(0);
  }
  units(ticks: Ticks, process: ProcessIndex): number {
    return Math.floor(ticks * UNITS / this.weight[process]);
  }
  virtualRuntime(process: ProcessIndex): number {
    return this.placedAt[process] + this.units(this.machine.executed(process) - this.executedAt[process], process);
  }
  virtualTime(): number {
    if (this.weights === 0) return this.lastTime;
    let sum = 0;
    for (let process = 0; process < this.isRunnable.length; process++) {
      if (this.isRunnable[process]) sum += this.weight[process] * this.virtualRuntime(process);
    }
    return Math.floor(sum / this.weights);
  }
  isEligible(process: ProcessIndex): boolean {
    return this.virtualRuntime(process) <= this.virtualTime();
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    this.queue.push(process);
    if (this.isRunnable[process]) return;
    this.weight[process] = WEIGHTS[this.machine.nice(process) + 20];
    let lag = 0;
    if (cause !== "new" && this.weights > 0) {
      lag = Math.trunc(this.lag[process] * (this.weights + this.weight[process]) / this.weights);
    }
    this.placedAt[process] = this.virtualTime() - lag;
    this.executedAt[process] = this.machine.executed(process);
    const request = this.units(this.request, process);
    this.deadline[process] = this.placedAt[process] + (cause === "new" ? Math.floor(request / 2) : request);
    this.isRunnable[process] = true;
    this.weights += this.weight[process];
  }
  leave(process: ProcessIndex): void {
    const most = this.units(2 * this.request, process);
    const time = this.virtualTime();
    this.lag[process] = Math.max(-most, Math.min(most, time - this.virtualRuntime(process)));
    this.lastTime = time;
    this.isRunnable[process] = false;
    this.weights -= this.weight[process];
  }
  blocked(process: ProcessIndex): void {
    this.leave(process);
  }
  terminated(process: ProcessIndex): void {
    this.leave(process);
  }
  expired(process: ProcessIndex): void {
    this.deadline[process] = this.virtualRuntime(process) + this.units(this.request, process);
  }
  pick(): ProcessIndex {
    const time = this.virtualTime();
    let best = -1;
    let least = Infinity;
    for (let index = 0; index < this.queue.length; index++) {
      const process = this.queue[index];
      const virtual = this.virtualRuntime(process);
      const order = virtual <= time ? this.deadline[process] : LATE + virtual;
      if (order >= least) continue;
      best = process;
      least = order;
    }
    return best;
  }
  picked(process: ProcessIndex): void {
    this.queue.splice(this.queue.indexOf(process), 1);
  }
  /** Until its virtual runtime, which is rounded down, has reached its deadline. */
  slice(process: ProcessIndex): Ticks {
    const ticks = this.machine.executed(process) - this.executedAt[process];
    const virtual = this.deadline[process] - this.placedAt[process];
    return Math.ceil(virtual * this.weight[process] / UNITS) - ticks;
  }
  /** Of the next one: who is not eligible takes no CPU. */
  key(process: ProcessIndex): number {
    return this.isEligible(process) ? this.deadline[process] : Infinity;
  }
  runningKey(process: ProcessIndex): number {
    if (!this.isEligible(process)) return LATE + this.deadline[process];
    return this.runToParity ? -Infinity : this.deadline[process];
  }
}
