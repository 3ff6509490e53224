import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Rate monotonic. */
export default class Rm {
  static ties = "arrival" as const;
  static options = {
    preemptive: { summary: "Whether a lesser period takes the CPU." },
    equals: { summary: "Which of two equals has the CPU.", choices: ["running", "arrival"] },
  };
  preemptive = true;
  equals = "running";
  machine!: PolicyMachine;
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.machine.period(process);
  }
  preempts(ready: ProcessIndex, running: ProcessIndex): boolean {
    if (!this.preemptive) return false;
    const gap = this.key(running) - this.key(ready);
    return gap > 0 || gap === 0 && this.equals === "arrival" && ready < running;
  }
}
