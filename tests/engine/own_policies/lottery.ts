import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Lottery scheduling: a ticket is drawn when somebody must be picked, and holds until its holder is. */
export default class Lottery {
  static options = {
    quantum: { summary: "Ticks that a winner may run.", min: 1 },
    seed: { summary: "Starts the random number generator." },
  };
  quantum = 4;
  seed = 1;
  machine!: PolicyMachine;
  tickets: number[] = [];
  total = 0;
  next = 0;
  winner = -1;
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.tickets = new Array(machine.processes).fill(0);
  }
  ready(process: ProcessIndex): void {
    this.tickets[process] = this.machine.tickets(process);
    this.total += this.tickets[process];
  }
  pick(): ProcessIndex {
    if (this.total === 0) return -1;
    if (this.winner < 0) this.winner = this.holderOf(this.machine.draw(this.total));
    return this.winner;
  }
  holderOf(ticket: number): ProcessIndex {
    let process = 0;
    for (let rest = ticket - this.tickets[0]; rest >= 0; rest -= this.tickets[process]) process++;
    return process;
  }
  picked(process: ProcessIndex): void {
    this.total -= this.tickets[process];
    this.tickets[process] = 0;
    this.winner = -1;
  }
  slice(): Ticks {
    return this.quantum;
  }
}
