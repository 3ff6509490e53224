import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Fair share: a process pays for what its group has used lately as well. */
export default class Fss {
  static reads = ["nice"] as const;
  static options = {
    decayPeriod: { summary: "Ticks after which counts are halved.", min: 1 },
    quantum: { summary: "Ticks of a turn among equals; 0 for as many as decayPeriod.", min: 0 },
    base: { summary: "The priority of who has not run yet." },
    preemptive: { summary: "Whether a better priority takes the CPU." },
    weight0: { summary: "Weight of those without a group.", min: 1, max: 10_000 },
    weight1: { summary: "Weight of the group that the workload names first.", min: 1, max: 10_000 },
    weight2: { summary: "Weight of the second group.", min: 1, max: 10_000 },
    weight3: { summary: "Weight of the third group; that of all others is 1.", min: 1, max: 10_000 },
  };
  decayPeriod = 60;
  quantum = 0;
  base = 60;
  preemptive = true;
  weight0 = 1;
  weight1 = 1;
  weight2 = 1;
  weight3 = 1;
  machine!: PolicyMachine;
  /** Ticks of each process as of the last decay, and what it had executed by then. */
  count: number[] = [];
  counted: Ticks[] = [];
  /** By the number of the group; weights of 0 are of groups without a process. */
  groupCount: number[] = [];
  weights: number[] = [];
  sum = 0;
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.count = new Array(machine.processes).fill(0);
    this.counted = new Array(machine.processes).fill(0);
    this.groupCount = new Array(machine.processes + 1).fill(0);
    this.weights = new Array(machine.processes + 1).fill(0);
    for (let process = 0; process < machine.processes; process++) {
      const group = machine.group(process);
      if (this.weights[group] > 0) continue;
      this.weights[group] = this.weightOf(group);
      this.sum += this.weights[group];
    }
    machine.setTimer(this.decayPeriod);
  }
  weightOf(group: number): number {
    if (group === 0) return this.weight0;
    if (group === 1) return this.weight1;
    if (group === 2) return this.weight2;
    return group === 3 ? this.weight3 : 1;
  }
  key(process: ProcessIndex): number {
    const group = this.machine.group(process);
    return this.base + this.machine.nice(process) + Math.floor(this.count[process] / 2) +
      Math.floor(this.groupCount[group] * this.sum / (4 * this.weights[group]));
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.key(process) : -Infinity;
  }
  slice(): Ticks {
    return this.quantum > 0 ? this.quantum : this.decayPeriod;
  }
  timer(): void {
    for (let process = 0; process < this.count.length; process++) {
      const executed = this.machine.executed(process);
      const ticks = executed - this.counted[process];
      this.groupCount[this.machine.group(process)] += ticks;
      this.count[process] = Math.floor((this.count[process] + ticks) / 2);
      this.counted[process] = executed;
    }
    for (let group = 0; group < this.groupCount.length; group++) {
      this.groupCount[group] = Math.floor(this.groupCount[group] / 2);
    }
    this.machine.reorder();
    this.machine.setTimer(this.machine.now + this.decayPeriod);
  }
}
