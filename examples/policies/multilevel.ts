import type { PolicyMachine } from "@quanta/quanta/simulate";

/** Two queues: who has used up a quantum goes down, and now and then all come up again. */
export default class TwoQueues {
  static title = "Two queues with a boost";
  static keyName = "queue";
  static options = {
    quantum: { summary: "Ticks of the upper queue; the lower one has four times as many.", min: 1 },
    boost: { summary: "Ticks after which all come up; 0 for never.", min: 0 },
  };
  quantum = 2;
  boost = 50;
  machine!: PolicyMachine;
  /** 0 is the upper queue, 1 the lower one. */
  queueOf: number[] = [];

  start(machine: PolicyMachine): void {
    this.machine = machine;
    this.queueOf = new Array(machine.processes).fill(0);
    if (this.boost > 0) machine.setTimer(this.boost);
  }
  level(process: number): number {
    return this.queueOf[process];
  }
  /** The lesser queue goes first; within one, who joined first. */
  key(process: number): number {
    return this.queueOf[process];
  }
  runningKey(process: number): number {
    return this.queueOf[process];
  }
  slice(process: number): number {
    return this.queueOf[process] === 0 ? this.quantum : 4 * this.quantum;
  }
  expired(process: number): void {
    this.queueOf[process] = 1;
  }
  timer(): void {
    this.queueOf.fill(0);
    this.machine.reorder();
    this.machine.setTimer(this.machine.now + this.boost);
  }
}
