import type { PolicyMachine } from "@quanta/quanta/simulate";

/** Groups have equal shares, however many processes each has: the group that has had least goes first. */
export default class FairShare {
  static title = "Fair share between groups";
  static source = "J. Kay and P. Lauder, A Fair Share Scheduler, CACM 31, 1988, much reduced";
  static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
  quantum = 4;
  machine!: PolicyMachine;
  /** Ready processes of each group, and the ticks that it has had; group 0 is of those that name none. */
  queues: number[][] = [[]];
  used: number[] = [0];

  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  ready(process: number): void {
    const group = this.machine.group(process);
    while (this.queues.length <= group) {
      this.queues.push([]);
      this.used.push(0);
    }
    this.queues[group].push(process);
  }
  /** The group that has had least of those that have somebody; of equal ones the first. */
  next(): number {
    let best = -1;
    for (let group = 0; group < this.queues.length; group++) {
      if (this.queues[group].length === 0) continue;
      if (best < 0 || this.used[group] < this.used[best]) best = group;
    }
    return best;
  }
  pick(): number {
    const group = this.next();
    return group < 0 ? -1 : this.queues[group][0];
  }
  picked(process: number): void {
    this.queues[this.machine.group(process)].shift();
  }
  executed(process: number, ticks: number): void {
    this.used[this.machine.group(process)] += ticks;
  }
  slice(): number {
    return this.quantum;
  }
}
