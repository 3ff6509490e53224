import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Traditional UNIX: priorities by what a process has used lately. */
export default class Unix {
  static reads = ["nice"] as const;
  static options = {
    decayPeriod: { summary: "Ticks after which counts are halved.", min: 1 },
    quantum: { summary: "Ticks of a turn among equals; 0 for as many as decayPeriod.", min: 0 },
    base: { summary: "The priority of who has not run yet." },
    preemptive: { summary: "Whether a better priority takes the CPU." },
  };
  decayPeriod = 60;
  quantum = 0;
  base = 60;
  preemptive = true;
  machine!: PolicyMachine;
  /** Ticks of each process as of the last decay, and what it had executed by then. */
  count: number[] = [];
  counted: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.count = new Array(machine.processes).fill(0);
    this.counted = new Array(machine.processes).fill(0);
    machine.setTimer(this.decayPeriod);
  }
  key(process: ProcessIndex): number {
    return this.base + this.machine.nice(process) + Math.floor(this.count[process] / 2);
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
      this.count[process] = Math.floor((this.count[process] + executed - this.counted[process]) / 2);
      this.counted[process] = executed;
    }
    this.machine.reorder();
    this.machine.setTimer(this.machine.now + this.decayPeriod);
  }
}
