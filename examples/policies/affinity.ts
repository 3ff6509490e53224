import type { PolicyMachine } from "@quanta/quanta/simulate";

/** Several CPUs: a process goes back to the CPU that it had, for as long as somebody else can take the other one. */
export default class Affinity {
  static title = "Round robin with affinity";
  static options = {
    quantum: { summary: "Ticks that a process may run at a time.", min: 1 },
    patience: { summary: "How many others may be passed over to find one that was here before.", min: 0 },
  };
  quantum = 4;
  patience = 4;
  machine!: PolicyMachine;
  queue: number[] = [];
  /** The CPU that each process had last; -1 for none. */
  homeOf: number[] = [];

  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.homeOf = new Array(machine.processes).fill(-1);
  }
  ready(process: number): void {
    this.queue.push(process);
  }
  pick(cpu: number): number {
    const last = Math.min(this.patience, this.queue.length - 1);
    for (let index = 0; index <= last; index++) {
      const home = this.homeOf[this.queue[index]];
      if (home === cpu || home < 0) return this.queue[index];
    }
    return this.queue.length > 0 ? this.queue[0] : -1;
  }
  picked(process: number): void {
    this.queue.splice(this.queue.indexOf(process), 1);
  }
  executed(process: number): void {
    for (let cpu = 0; cpu < this.machine.cpus; cpu++) {
      if (this.machine.runningOn(cpu) === process) this.homeOf[process] = cpu;
    }
  }
  slice(): number {
    return this.quantum;
  }
}
