import type { PolicyMachine } from "../../../engine/mod.ts";
import { Queue } from "./beside/queue.ts";
import { Turns } from "./beside/turns.ts";

/** Round robin with a queue of another file and a class that it extends. */
export default class SeveralFiles extends Turns {
  static override options = { quantum: { summary: "Ticks.", min: 1 } };
  queue = new Queue();
  start(_machine: PolicyMachine): void {
    this.queue.clear();
  }
  ready(process: number): void {
    this.queue.add(process);
  }
  pick(): number {
    return this.queue.first();
  }
  picked(): void {
    this.queue.take();
  }
}
