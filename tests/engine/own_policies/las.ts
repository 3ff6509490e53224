import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Least attained service. */
export default class Las {
  static options = { quantum: { summary: "Ticks between comparisons.", min: 1 } };
  quantum = 1;
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.machine.executed(process);
  }
  runningKey(process: ProcessIndex): number {
    return this.machine.executed(process);
  }
  slice(): Ticks {
    return this.quantum;
  }
}
