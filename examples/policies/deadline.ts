import type { PolicyMachine } from "@quanta/quanta/simulate";

/** Earliest deadline first; what has no deadline runs when nothing else is there. */
export default class DeadlineFirst {
  static title = "Earliest deadline first";
  static source = "C. Liu and J. Layland, Scheduling Algorithms for Multiprogramming, JACM 20, 1973";
  static ties = "arrival" as const;
  static keyName = "deadline";
  static reads = ["deadline", "period"] as const;
  machine!: PolicyMachine;

  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: number): number {
    return this.machine.deadline(process);
  }
  runningKey(process: number): number {
    return this.machine.deadline(process);
  }
}
