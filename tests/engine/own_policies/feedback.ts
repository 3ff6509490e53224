import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

/** Stallings' feedback: down a queue with each quantum that is used up while another process is ready. */
export default class Feedback {
  static options = {
    quantum: { summary: "Ticks of the first queue.", min: 1 },
    levels: { summary: "Number of queues.", min: 1, max: 64 },
    doubling: { summary: "Whether quanta double from queue to queue." },
    keeps: { summary: "Whether a process that blocks keeps the rest of its quantum." },
  };
  quantum = 1;
  levels = 16;
  doubling = false;
  keeps = false;
  queues: ProcessIndex[][] = [];
  at: number[] = [];
  left: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.at = new Array(machine.processes).fill(0);
    this.left = new Array(machine.processes).fill(0);
    for (let level = 0; level < this.levels; level++) this.queues.push([]);
  }
  first(): number {
    let level = 0;
    while (level < this.levels && this.queues[level].length === 0) level++;
    return level;
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    const isAlone = this.first() === this.levels;
    if (cause === "quantum" && !isAlone && this.at[process] + 1 < this.levels) this.at[process]++;
    this.queues[this.at[process]].push(process);
  }
  pick(): ProcessIndex {
    const level = this.first();
    return level < this.levels ? this.queues[level][0] : -1;
  }
  picked(): void {
    this.queues[this.first()].shift();
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    return left > 0 ? left : this.doubling ? this.quantum * 2 ** this.at[process] : this.quantum;
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
}
