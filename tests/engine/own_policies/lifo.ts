import type { PolicyMachine, ProcessIndex, ReadyCause } from "../../../engine/mod.ts";

/** Last come, first served. */
export default class Lifo {
  static ties = "last" as const;
  static options = { preemptive: { summary: "Whether one that comes takes the CPU." } };
  preemptive = false;
  machine!: PolicyMachine;
  came: number[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.came = new Array(machine.processes).fill(0);
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    if (cause !== "preempted") this.came[process] = this.machine.now;
  }
  key(process: ProcessIndex): number {
    return -this.came[process];
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? -this.came[process] : -Infinity;
  }
}
