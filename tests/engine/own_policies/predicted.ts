import type { PolicyMachine, ProcessIndex, Ticks } from "../../../engine/mod.ts";

/** Shortest predicted burst first: the exponential average of the bursts so far. */
export default class Predicted {
  static options = {
    percent: { summary: "Weight of the last burst in a prediction, in percent.", max: 100 },
    first: { summary: "Prediction of a process's first burst.", min: 1 },
    byEstimate: { summary: "Whether that is the process's estimate, where it has one." },
    preemptive: { summary: "Whether a lesser prediction takes the CPU." },
  };
  percent = 50;
  first = 10;
  byEstimate = false;
  preemptive = false;
  machine!: PolicyMachine;
  /** 0 for those of whom nothing was predicted yet. */
  prediction: number[] = [];
  burst: Ticks[] = [];
  /** What each had executed before its present burst. */
  before: Ticks[] = [];
  start(machine: PolicyMachine): void {
    this.prediction = new Array(machine.processes).fill(0);
    this.burst = new Array(machine.processes).fill(0);
    this.before = new Array(machine.processes).fill(0);
    this.machine = machine;
  }
  key(process: ProcessIndex): number {
    return this.preemptive ? expected(this, process) - this.burst[process] : expected(this, process);
  }
  /** A running process has been told of what it executed up to now only when it leaves its CPU. */
  runningKey(process: ProcessIndex): number {
    if (!this.preemptive) return -Infinity;
    return expected(this, process) - (this.machine.executed(process) - this.before[process]);
  }
  executed(process: ProcessIndex, ticks: Ticks): void {
    this.burst[process] += ticks;
  }
  burstEnded(process: ProcessIndex): void {
    const alpha = this.percent / 100;
    this.prediction[process] = alpha * this.burst[process] + (1 - alpha) * expected(this, process);
    this.before[process] += this.burst[process];
    this.burst[process] = 0;
  }
}

/** What is predicted of its present burst. */
function expected(policy: Predicted, process: ProcessIndex): number {
  if (policy.prediction[process] === 0) {
    const estimate = policy.byEstimate ? policy.machine.estimate(process) : 0;
    policy.prediction[process] = estimate > 0 ? estimate : policy.first;
  }
  return policy.prediction[process];
}
