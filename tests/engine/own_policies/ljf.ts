import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Longest job first. */
export default class Ljf {
  static ties = "arrival" as const;
  static clairvoyant = true;
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return -this.machine.remaining(process);
  }
}
