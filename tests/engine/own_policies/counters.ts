import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** The counters of Linux 0.11: the greatest runs, and all are renewed when no ready process has any left. */
export default class Counters {
  static reads = ["priority"] as const;
  machine!: PolicyMachine;
  queue: ProcessIndex[] = [];
  /** -1 of who has not been ready yet. */
  counter: number[] = [];
  isRunning: boolean[] = [];
  /** How often counters were renewed while a process ran: it makes up for that when it leaves its CPU. */
  missed: number[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.counter = new Array(machine.processes).fill(-1);
    this.isRunning = new Array(machine.processes).fill(false);
    this.missed = new Array(machine.processes).fill(0);
  }
  priority(process: ProcessIndex): number {
    return this.machine.priority(process) || 15;
  }
  ready(process: ProcessIndex): void {
    if (this.counter[process] < 0) this.counter[process] = this.priority(process);
    this.queue.push(process);
  }
  /** Who goes first once all are renewed is known before they are: those that have 0 get their priorities. */
  pick(): ProcessIndex {
    let best = -1;
    let most = 0;
    for (let index = 0; index < this.queue.length; index++) {
      const process = this.queue[index];
      const counter = this.counter[process];
      if (best < 0 || counter > most || counter === most && process > best) {
        best = process;
        most = counter;
      }
    }
    if (most > 0) return best;
    for (let index = 0; index < this.queue.length; index++) {
      const process = this.queue[index];
      const priority = this.priority(process);
      if (priority > most || priority === most && process > best) {
        best = process;
        most = priority;
      }
    }
    return best;
  }
  picked(process: ProcessIndex): void {
    if (this.counter[process] === 0) {
      for (let each = 0; each < this.counter.length; each++) {
        if (this.isRunning[each]) this.missed[each]++;
        else if (this.counter[each] >= 0) this.renew(each);
      }
    }
    this.queue.splice(this.queue.indexOf(process), 1);
    this.isRunning[process] = true;
    this.missed[process] = 0;
  }
  renew(process: ProcessIndex): void {
    this.counter[process] = Math.floor(this.counter[process] / 2) + this.priority(process);
  }
  slice(process: ProcessIndex): Ticks {
    return this.counter[process];
  }
  leave(process: ProcessIndex, left: Ticks): void {
    this.counter[process] = left;
    this.isRunning[process] = false;
    for (; this.missed[process] > 0; this.missed[process]--) this.renew(process);
  }
  expired(process: ProcessIndex): void {
    this.leave(process, 0);
  }
  blocked(process: ProcessIndex, left: Ticks): void {
    this.leave(process, left);
  }
  terminated(process: ProcessIndex): void {
    this.isRunning[process] = false;
  }
}
