import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Round robin. */
export default class Rr {
  static options = {
    quantum: { summary: "Ticks that a process may run at a time.", min: 1 },
    keeps: { summary: "Whether a process that blocks keeps the rest of its quantum." },
  };
  quantum = 4;
  keeps = false;
  machine!: PolicyMachine;
  left: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.left = new Array(machine.processes).fill(0);
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    return left > 0 ? left : this.machine.quantum(process) || this.quantum;
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
}
