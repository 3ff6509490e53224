import type { PolicyMachine, ProcessIndex } from "../../../engine/mod.ts";

class Link {
  next: Link | null = null;
  value = 1;
}

/** A policy that goes wrong as it is told. */
export default class Faulty {
  static options = {
    fault: {
      summary: "What goes wrong.",
      choices: ["none", "index", "endless", "memory", "recursion", "throws", "nothing", "fraction", "process", "pick"],
    },
  };
  fault = "none";
  machine!: PolicyMachine;
  list: number[] = [1, 2, 3];
  lists: number[][] = [];
  first = new Link();
  queue: ProcessIndex[] = [];
  start(machine: PolicyMachine): void {
    this.machine = machine;
  }
  ready(process: ProcessIndex): void {
    this.queue.push(process);
  }
  pick(): ProcessIndex {
    if (this.fault === "pick") return 1;
    return this.queue.length > 0 ? this.queue[0] : -1;
  }
  picked(): void {
    this.queue.shift();
  }
  deep(depth: number): number {
    return this.deep(depth + 1) + 1;
  }
  slice(process: ProcessIndex): number {
    if (this.fault === "index") return this.list[process + 3]; // index is past the end
    if (this.fault === "recursion") return this.deep(0);
    if (this.fault === "throws") throw new Error("never"); // throws by itself
    if (this.fault === "nothing") return this.first.next!.value; // nothing is there
    if (this.fault === "fraction") return 1.5;
    if (this.fault === "process") return this.machine.readySince(9);
    let turns = 0;
    while (this.fault === "endless") { // endless by its condition
      turns += 1;
    }
    for (; this.fault === "memory"; turns++) this.lists.push(new Array<number>(1000));
    return 5 + turns;
  }
}
