import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Multilevel feedback queue: three queues, quanta of 1, 2 and 4 ticks. */
export default class OwnMlfq {
  at = new Uint8Array(0);
  start(machine: PolicyMachine): void {
    this.at = new Uint8Array(machine.processes);
  }
  key(process: ProcessIndex): number {
    return this.at[process];
  }
  runningKey(process: ProcessIndex): number {
    return this.at[process];
  }
  slice(process: ProcessIndex): Ticks {
    return 2 ** this.at[process];
  }
  expired(process: ProcessIndex): void {
    if (this.at[process] < 2) this.at[process] += 1;
  }
}
