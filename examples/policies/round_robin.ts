/** Round robin, with the queue written out: who becomes ready goes to its end, who gets a CPU leaves its front. */
export default class RoundRobin {
  static title = "Round robin, written out";
  static source = "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.3";
  static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
  quantum = 4;
  queue: number[] = [];

  ready(process: number): void {
    this.queue.push(process);
  }
  pick(): number {
    return this.queue.length > 0 ? this.queue[0] : -1;
  }
  picked(): void {
    this.queue.shift();
  }
  slice(): number {
    return this.quantum;
  }
}
