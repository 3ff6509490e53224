import type { PolicyMachine } from "@quanta/quanta/simulate";

/** Shortest burst first, of bursts that it has to guess: the mean of what it saw of a process, newer bursts counting more. */
export default class BurstLearner {
  static title = "Learns burst lengths";
  static source = "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2";
  static keyName = "expected";
  static options = {
    weight: { summary: "Weight of the newest burst in a guess, in percent.", min: 0, max: 100 },
    first: { summary: "The guess of a process that was never seen, in ticks.", min: 1 },
    quantum: { summary: "Ticks after which a process that runs longer than expected has to wait again.", min: 1 },
  };
  weight = 50;
  first = 5;
  quantum = 20;
  machine!: PolicyMachine;
  expected: number[] = [];
  /** Ticks of the present burst so far. */
  burst: number[] = [];

  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.expected = new Array(machine.processes).fill(this.first);
    this.burst = new Array(machine.processes).fill(0);
  }
  key(process: number): number {
    return Math.max(this.expected[process], this.burst[process]);
  }
  preempts(ready: number, running: number): boolean {
    return this.key(ready) < this.key(running);
  }
  slice(): number {
    return this.quantum;
  }
  executed(process: number, ticks: number): void {
    this.burst[process] += ticks;
  }
  burstEnded(process: number): void {
    const newest = this.weight / 100;
    this.expected[process] = newest * this.burst[process] + (1 - newest) * this.expected[process];
    this.burst[process] = 0;
  }
}
