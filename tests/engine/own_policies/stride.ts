import type { PolicyMachine, ProcessIndex, ReadyCause, Ticks } from "../../../engine/mod.ts";

const STRIDE_ONE = 1048576;

/** Stride scheduling. */
export default class Stride {
  static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
  quantum = 4;
  machine!: PolicyMachine;
  globalPass = 0;
  /** The pass at which each process joined, and its ticks since. */
  pass: number[] = [];
  ticks: number[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.pass = new Array(machine.processes).fill(0);
    this.ticks = new Array(machine.processes).fill(0);
  }
  key(process: ProcessIndex): number {
    return this.pass[process] + this.ticks[process] * STRIDE_ONE / this.machine.tickets(process);
  }
  ready(process: ProcessIndex, cause: ReadyCause): void {
    if (cause === "quantum" || this.key(process) >= this.globalPass) return;
    this.pass[process] = this.globalPass;
    this.ticks[process] = 0;
  }
  picked(process: ProcessIndex): void {
    const pass = this.key(process);
    if (pass > this.globalPass) this.globalPass = pass;
  }
  executed(process: ProcessIndex, ticks: Ticks): void {
    this.ticks[process] += ticks;
  }
  slice(): Ticks {
    return this.quantum;
  }
}
