import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

/** A queue for each cause of becoming ready. */
export default class Causes {
  static options = {
    newRank: { summary: "Rank of the queue of those that arrived, 0 goes first.", min: 0, max: 4 },
    quantumRank: { summary: "Rank of the queue of those that used up a quantum.", min: 0, max: 4 },
    preemptedRank: { summary: "Rank of the queue of those that lost a CPU.", min: 0, max: 4 },
    ioRank: { summary: "Rank of the queue of those whose I/O is complete.", min: 0, max: 4 },
    lockRank: { summary: "Rank of the queue of those that were given a lock.", min: 0, max: 4 },
    quantum0: { summary: "Quantum of the queue of rank 0.", min: 1 },
    quantum1: { summary: "Quantum of the queue of rank 1.", min: 1 },
    quantum2: { summary: "Quantum of the queue of rank 2.", min: 1 },
    quantum3: { summary: "Quantum of the queue of rank 3.", min: 1 },
    quantum4: { summary: "Quantum of the queue of rank 4.", min: 1 },
    preemptive: { summary: "Whether a higher queue takes the CPU." },
    keeps: { summary: "Whether a process keeps the rest of its quantum." },
  };
  newRank = 2;
  quantumRank = 4;
  preemptedRank = 3;
  ioRank = 0;
  lockRank = 1;
  quantum0 = 4;
  quantum1 = 4;
  quantum2 = 4;
  quantum3 = 4;
  quantum4 = 4;
  preemptive = true;
  keeps = false;
  rank: number[] = [];
  left: Ticks[] = [];
  quanta: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.rank = new Array(machine.processes).fill(0);
    this.left = new Array(machine.processes).fill(0);
    this.quanta = [this.quantum0, this.quantum1, this.quantum2, this.quantum3, this.quantum4];
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    if (cause === "new") this.rank[process] = this.newRank;
    else if (cause === "quantum") this.rank[process] = this.quantumRank;
    else if (cause === "preempted") this.rank[process] = this.preemptedRank;
    else if (cause === "io") this.rank[process] = this.ioRank;
    else this.rank[process] = this.lockRank;
  }
  key(process: ProcessIndex): number {
    return this.rank[process];
  }
  level(process: ProcessIndex): number {
    return this.rank[process];
  }
  runningKey(process: ProcessIndex): number {
    return this.preemptive ? this.rank[process] : -1;
  }
  slice(process: ProcessIndex): Ticks {
    const left = this.left[process];
    this.left[process] = 0;
    return left > 0 ? left : this.quanta[this.rank[process]];
  }
  preempted(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    if (this.keeps) this.left[process] = left;
  }
}
