import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Priority, the least number first. */
export default class Priority {
  static reads = ["priority", "quantum"] as const;
  static options = {
    preemptive: { summary: "Whether a more urgent one takes the CPU." },
    quantum: { summary: "Ticks of a turn among equals; 0 for no turns.", min: 0 },
    keeps: { summary: "Whether a process keeps the rest of its quantum." },
    high: { summary: "Whether the greatest number goes first." },
  };
  preemptive = true;
  quantum = 0;
  keeps = false;
  high = false;
  machine!: PolicyMachine;
  left: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.left = new Array(machine.processes).fill(0);
  }
  key(process: ProcessIndex): number {
    return this.high ? -this.machine.priority(process) : this.machine.priority(process);
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.key(process) : -Infinity;
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    if (left > 0) return left;
    return this.machine.quantum(process) || (this.quantum === 0 ? Infinity : this.quantum);
  }
  preempted(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
}
