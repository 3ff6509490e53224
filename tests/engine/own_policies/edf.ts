import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Earliest deadline first. */
export default class Edf {
  static ties = "arrival" as const;
  static options = { preemptive: { summary: "Whether an earlier deadline takes the CPU." } };
  preemptive = true;
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.machine.deadline(process);
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.machine.deadline(process) : -Infinity;
  }
}
