import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

/** Virtual round robin: who comes back goes first, for the rest of its quantum. */
export default class Vrr {
  static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
  quantum = 4;
  machine!: PolicyMachine;
  left: Ticks[] = [];
  isBack: boolean[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.left = new Array(machine.processes).fill(0);
    this.isBack = new Array(machine.processes).fill(false);
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    this.isBack[process] = (cause === "io" || cause === "lock") && this.left[process] > 0;
    if (!this.isBack[process]) this.left[process] = 0;
  }
  key(process: ProcessIndex): number {
    return this.isBack[process] ? 0 : 1;
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    return left > 0 ? left : this.machine.quantum(process) || this.quantum;
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    this.left[process] = left;
  }
}
