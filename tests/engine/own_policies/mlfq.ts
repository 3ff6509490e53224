import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

/** Multilevel feedback queue. */
export default class Mlfq {
  static options = {
    levels: { summary: "Number of queues.", min: 1, max: 64 },
    quantum: { summary: "Ticks of the highest queue, doubling downwards.", min: 1 },
    allotment: { summary: "Quanta that a process may use in a queue.", min: 1 },
    boost: { summary: "Ticks between boosts; 0 is never.", min: 0 },
    preemptive: { summary: "Whether a higher queue takes the CPU." },
    demoteAlone: { summary: "Whether a process goes down although no other is ready." },
    ioStay: { summary: "Whether starting an I/O refills the allotment." },
    ioBump: { summary: "Whether a completed I/O leads to the head of the queue." },
    keeps: { summary: "Whether a process keeps the rest of its quantum." },
  };
  levels = 3;
  quantum = 1;
  allotment = 1;
  boost = 0;
  preemptive = true;
  demoteAlone = true;
  ioStay = false;
  ioBump = false;
  keeps = false;
  machine!: PolicyMachine;
  queues: ProcessIndex[][] = [];
  at: number[] = [];
  used: number[] = [];
  left: Ticks[] = [];
  isDemoted: boolean[] = [];

  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.at = new Array(machine.processes).fill(0);
    this.used = new Array(machine.processes).fill(0);
    this.left = new Array(machine.processes).fill(0);
    this.isDemoted = new Array(machine.processes).fill(false);
    for (let level = 0; level < this.levels; level++) this.queues.push([]);
    if (this.boost > 0) machine.setTimer(this.boost);
  }
  level(process: ProcessIndex): number {
    return this.at[process];
  }
  key(process: ProcessIndex): number {
    return this.at[process];
  }
  first(): number {
    let level = 0;
    while (level < this.levels && this.queues[level].length === 0) level++;
    return level;
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    if (cause === "quantum" && this.isDemoted[process] && !this.demoteAlone && this.first() === this.levels) {
      if (this.at[process] > 0) this.at[process]--;
    }
    const queue = this.queues[this.at[process]];
    if (cause === "io" && this.ioBump) queue.unshift(process);
    else queue.push(process);
  }
  pick(): ProcessIndex {
    const level = this.first();
    return level < this.levels ? this.queues[level][0] : -1;
  }
  picked(): void {
    this.queues[this.first()].shift();
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.at[process] : -1;
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    return left > 0 ? left : this.quantum * 2 ** this.at[process];
  }
  expired(process: ProcessIndex): void {
    this.isDemoted[process] = false;
    this.used[process]++;
    if (this.used[process] < this.allotment) return;
    this.used[process] = 0;
    if (this.at[process] + 1 >= this.levels) return;
    this.at[process]++;
    this.isDemoted[process] = true;
  }
  preempted(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
  blocked(process: ProcessIndex, left: Ticks, cause: ReadyCause): void {
    if (this.keeps) this.left[process] = left;
    if (cause === "io" && this.ioStay) {
      this.left[process] = 0;
      this.used[process] = 0;
    }
    if (cause === "io" && left === 0 && this.machine.endsFirst) this.expired(process);
  }
  timer(): void {
    for (let level = this.levels - 1; level > 0; level--) {
      this.queues[0].push(...this.queues[level]);
      this.queues[level] = [];
    }
    this.at.fill(0);
    this.used.fill(0);
    this.left.fill(0);
    this.isDemoted.fill(false);
    this.machine.renewQuanta();
    this.machine.setTimer(this.machine.now + this.boost);
  }
}
