import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Shortest predicted burst first: the exponential average of the bursts so far. */
export default class Predicted {
  static options = {
    percent: { summary: "Weight of the last burst in a prediction, in percent.", max: 100 },
    first: { summary: "Prediction of a process's first burst.", min: 1 },
    preemptive: { summary: "Whether a lesser prediction takes the CPU." },
  };
  percent = 50;
  first = 10;
  preemptive = false;
  machine!: PolicyMachine;
  prediction: number[] = [];
  burst: Ticks[] = [];
  /** What each had executed before its present burst. */
  before: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.prediction = new Array(machine.processes).fill(this.first);
    this.burst = new Array(machine.processes).fill(0);
    this.before = new Array(machine.processes).fill(0);
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.preemptive ? this.prediction[process] - this.burst[process] : this.prediction[process];
  }
  /** A running process has been told of what it executed up to now only when it leaves its CPU. */
  runningKey(process: ProcessIndex): number {
    if (!this.preemptive) return -Infinity;
    return this.prediction[process] - (this.machine.executed(process) - this.before[process]);
  }
  executed(process: ProcessIndex, ticks: Ticks): void {
    this.burst[process] += ticks;
  }
  burstEnded(process: ProcessIndex): void {
    const alpha = this.percent / 100;
    this.prediction[process] = alpha * this.burst[process] + (1 - alpha) * this.prediction[process];
    this.before[process] += this.burst[process];
    this.burst[process] = 0;
  }
}
