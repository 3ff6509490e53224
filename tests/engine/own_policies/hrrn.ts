import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

/** Highest response ratio next; ratios are compared as fractions. */
export default class Hrrn {
  static clairvoyant = true;
  machine!: PolicyMachine;
  queue: ProcessIndex[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  ready(process: ProcessIndex): void {
    this.queue.push(process);
  }
  pick(): ProcessIndex {
    let best = -1;
    for (let index = 0; index < this.queue.length; index++) {
      const process = this.queue[index];
      if (best < 0 || this.goesBefore(process, best)) best = process;
    }
    return best;
  }
  picked(process: ProcessIndex): void {
    this.queue.splice(this.queue.indexOf(process), 1);
  }
  key(process: ProcessIndex): number {
    return -(this.waited(process) + this.machine.remaining(process)) / this.machine.remaining(process);
  }
  waited(process: ProcessIndex): number {
    return this.machine.now - this.machine.readySince(process);
  }
  goesBefore(process: ProcessIndex, other: ProcessIndex): boolean {
    const gap = this.waited(process) * this.machine.remaining(other) -
      this.waited(other) * this.machine.remaining(process);
    return gap > 0 || gap === 0 && process < other;
  }
}
