import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Deadline monotonic. */
export default class Dm {
  static ties = "arrival" as const;
  static options = { preemptive: { summary: "Whether a lesser deadline takes the CPU." } };
  preemptive = true;
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.machine.deadline(process) - this.machine.arrival(process);
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.key(process) : -Infinity;
  }
}
