import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Shortest remaining time first. */
export default class OwnSrtf {
  static ties = "arrival" as const;
  static clairvoyant = true;
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.machine.remaining(process);
  }
  runningKey(process: ProcessIndex): number {
    return this.machine.remaining(process);
  }
}
