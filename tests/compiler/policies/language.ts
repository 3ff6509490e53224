// Everything that can be compiled, in one policy: its slices and picks depend on all of it.
import { definePolicy } from "../../../engine/mod.ts";
import type { PolicyMachine, ProcessIndex, ReadyCause } from "../../../engine/mod.ts";

const LIMIT = 3;
const WEIGHTS: number[] = [1, 2.5, -3];

function twice(x: number): number {
  return x * 2;
}

class Link {
  next: Link | null = null;
  constructor(public process: number) {}
}

class Language {
  static options = {
    quantum: { summary: "Ticks.", min: 1, max: 50 },
    fast: { summary: "Whether it is fast." },
    mode: { summary: "How.", choices: ["first", "least", "last"] },
  };
  static readonly ties = "last";
  quantum = 4;
  fast = false;
  mode = "least";
  #first: Link | null = null;
  private readonly machine_: PolicyMachine[] = [];
  count = 0;
  readonly table: number[][] = Array.from({ length: LIMIT }, () => []);
  ran: number[] = [];
  flags = new Uint8Array(8);
  sums = new Float64Array(4);
  signed = new Int32Array(4);
  isSeen: boolean[] = [];

  start(machine: PolicyMachine) {
    this.machine_.push(machine);
    this.isSeen = new Array<boolean>(machine.processes).fill(false);
  }
  get machine() {
    return this.machine_[0];
  }
  ready(process: ProcessIndex, cause: ReadyCause) {
    const link = new Link(process);
    link.next = this.#first;
    this.#first = link;
    this.ran[process] = (this.ran[process] ?? 0) + 1;
    this.isSeen[process] = !this.isSeen[process] || this.fast;
    this.flags[process % 8] += 200;
    this.flags[this.turn()] |= 5;
    this.signed[process & 3] -= 2 ** 31;
    this.sums[process % 4] = this.sums[process % 4] / 3 + WEIGHTS[process % 3];
    let total = 0;
    for (const each of this.ran) {
      if (!(each > 0)) continue;
      total += each;
    }
    for (const row of this.table) row.push(total);
    if (this.table[0].length > 6) this.table[0].splice(1, 2);
    if (this.table[1].length > 5) this.table[1].push(...this.table[0].slice(-2));
    while (this.table[1].length > 9) this.table[1].shift();
    if (this.table[2].length > 4) this.table[2] = [this.table[2][1], 7];
    switch (cause) {
      case "new":
        this.count |= 4;
        break;
      case "io":
        this.count ^= 9;
        break;
      default:
        this.count += 1;
    }
    if (cause === "preempted" || this.mode !== "least") this.count = twice(this.count) % 7;
  }
  turn() {
    this.count++;
    return this.count % 8;
  }
  pick() {
    let best = -1;
    for (let link = this.#first; link !== null; link = link.next) {
      if (this.mode === "last") best = link.process;
      else if (best < 0 || this.mode === "least" && link.process < best) best = link.process;
    }
    return best;
  }
  picked(process: ProcessIndex) {
    let before: Link | null = null;
    let link = this.#first;
    while (link !== null && link.process !== process) {
      before = link;
      link = link.next;
    }
    if (link === null) throw new Error("not there");
    if (before === null) this.#first = link.next;
    else before.next = link.next;
  }
  runningKey(process: ProcessIndex) {
    return this.fast ? this.key(process) : -Infinity;
  }
  key(process: ProcessIndex) {
    return Math.floor(this.sums[process % 4] * 4) / 4;
  }
  slice(process: ProcessIndex) {
    const sorted = this.table[0].slice().sort((a, b) => b - a);
    const bits = ~(this.flags[process % 8] << 3) >>> 5 & 0xff;
    const some = this.ran.filter((each) => each > 1).length + this.table[2].indexOf(7);
    const power = Math.round(Math.abs(Math.sin(process + 1) ** 2 * 3) + 2 ** (process % 5) + 10 ** -2);
    const whole = Math.abs(this.signed[process & 3]) / 2 ** 30 + (this.isSeen[process] ? 0.5 : 0);
    const many = sorted.length > 0 ? sorted[0] : Math.max(1, process, -3);
    const value = bits + some + power + whole + many + (this.count || 11) + -7 % 4 + this.machine.now % 5;
    return this.quantum + Math.trunc(value) % 6 + 6;
  }
}

export default definePolicy(Language);
