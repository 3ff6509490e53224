import type { ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Round robin that keeps its queue itself. */
export default class RrQueue {
  static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
  quantum = 4;
  queue: ProcessIndex[] = [];
  ready(process: ProcessIndex): void {
    this.queue.push(process);
  }
  pick(): ProcessIndex {
    return this.queue.length > 0 ? this.queue[0] : -1;
  }
  picked(): void {
    this.queue.shift();
  }
  slice(): Ticks {
    return this.quantum;
  }
}
