import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Multilevel queue: a queue for each class, which the priority names. */
export default class Mlq {
  static reads = ["priority", "quantum"] as const;
  static options = {
    classes: { summary: "Number of classes.", min: 1, max: 4 },
    quantum0: { summary: "Quantum of the class that goes first; 0 for none.", min: 0 },
    quantum1: { summary: "Quantum of the second; 0 for none.", min: 0 },
    quantum2: { summary: "Quantum of the third; 0 for none.", min: 0 },
    quantum3: { summary: "Quantum of the fourth; 0 for none.", min: 0 },
    high: { summary: "Whether the last class goes first." },
    preemptive: { summary: "Whether a class that goes before takes the CPU." },
    keeps: { summary: "Whether a process keeps the rest of its quantum." },
  };
  classes = 2;
  quantum0 = 8;
  quantum1 = 0;
  quantum2 = 0;
  quantum3 = 0;
  high = false;
  preemptive = true;
  keeps = false;
  machine!: PolicyMachine;
  quanta: Ticks[] = [];
  left: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.quanta = [this.quantum0, this.quantum1, this.quantum2, this.quantum3];
    this.left = new Array(machine.processes).fill(0);
  }
  key(process: ProcessIndex): number {
    const priority = this.machine.priority(process);
    return this.high ? this.classes - 1 - priority : priority;
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.key(process) : -1;
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    if (left > 0) return left;
    const own = this.machine.quantum(process);
    if (own > 0) return own;
    const quantum = this.quanta[this.key(process)];
    return quantum > 0 ? quantum : Infinity;
  }
  preempted(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
}
