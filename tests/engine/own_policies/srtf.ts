import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Shortest remaining time first; of equals the running one, or the earlier one. */
export default class Srtf {
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
