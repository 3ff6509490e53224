/**
 * A model checker for the protocols of the shared core: it runs the compiled core itself, and decides after each access to shared
 * memory which process makes the next one, or dies. All interleavings are visited, each state once.
 *
 * How a process is stopped between two accesses: its code runs inside a stage, a function that is called again from its
 * beginning for each step; the answers of the accesses already made are replayed from a log, the next one is made, and then the
 * door throws. So neither stacks nor memories need to be copied, and everything that the core does to memory goes through the door.
 *
 * A state is: the memory, and for each process its stage, its locals, the log of its stage, and whether it sleeps. Sleeping
 * without anyone to wake is what the check for lost wake-ups finds.
 *
 * @module
 */

import type { Core } from "../../../../workers/core/_core.ts";
import { Fingerprints } from "./fingerprints.ts";

/** What a stage answers: the next stage and locals, or `null` when the process has finished. */
export type Next = readonly [stage: number, locals: readonly number[]] | null;

/** A part of a program. It may be run again and again: it must not change anything but through the core. */
export type Stage = (core: Core, locals: readonly number[]) => Next;

/** One process of a model. */
export interface Program {
  stages: Stage[];
  /** May be stopped for ever at any step. */
  mayDie?: boolean;
  /** Only begins when another process has died, or the one of that index. */
  afterDeath?: boolean | number;
}

/** What a finished run left. */
export interface Outcome {
  core: Core;
  /** Locals of each process at its end, or at its death. */
  locals: (readonly number[])[];
  /** Index of the process that died, the last one, or -1. */
  dead: number;
  /** How the run went, newest last: for messages. */
  trace: () => string;
}

/** A model: programs over a prepared memory. */
export interface Model {
  setUp: (core: Core) => void;
  programs: Program[];
  /** Called at the end of each run with another outcome; throws when something is wrong. */
  check: (outcome: Outcome) => void;
  /**
   * The processes live in address spaces of their own, numbered from 1; or come to do so in the run ("begins", by `spanBegin`); else all are
   * threads of one.
   */
  spans?: boolean | "begins";
  /** Accesses that no other process can tell apart in this model: not a point of choice. */
  invisible?: (address: number, reads: boolean) => boolean;
  /** Only runs in which a process that could go on is interrupted by another at most so often. Default: all runs. */
  preemptionsMax?: number;
  /** How many may die in a run. Default: 1. */
  deathsMax?: number;
  /** Gives up after so many states, as a model that is too large: the answer says so. */
  statesMax?: number;
}

/** What was explored. */
export interface Explored {
  states: number;
  outcomes: number;
  /** Whether all states were visited, within the bound on preemptions. */
  complete: boolean;
}

const WORDS = 1 << 17;
/** Where the memory says that it is that of several address spaces (`engine/assembly/sync/layout.ts`). */
const ROOT_SPANS = 264;
const STOP = new Error("the process has made its step");
/** A process that accesses memory this often in one stage without an end is in a loop. */
const LOG_MAX = 5000;

type Status = "ready" | "asleep" | "idle" | "finished" | "dead" | "dormant";

interface Process {
  stage: number;
  locals: readonly number[];
  log: (number | bigint)[];
  status: Status;
  /** Where it sleeps, and in whose list. */
  address: number;
  inKernel: boolean;
  mayTimeOut: boolean;
  /** Its last swap failed (1), and memory has changed since (2): then a spin goes on. */
  failed: 0 | 1 | 2;
}

function mix(address: number, value: number): number {
  let hash = Math.imul(address ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(value ^ (value >>> 15), 0xc2b2ae35);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}

/** Explores every run of a model. */
export class Checker {
  readonly #words = new Int32Array(WORDS);
  readonly #model: Model;
  readonly #core: Core;
  #processes: Process[] = [];
  #running = -1;
  #cursor = 0;
  #budget = 0;
  #hashA = 0;
  #hashB = 0;
  #undo: number[] = [];
  #dead = -1;
  #deaths = 0;
  /** Who made the last step, and how often somebody was interrupted. */
  #last = -1;
  #preemptions = 0;
  #trace: string[] = [];
  #lastAccess = "";
  readonly #seen = new Fingerprints();
  #states = 0;
  #outcomes = 0;
  #complete = true;

  constructor(module: WebAssembly.Module, model: Model) {
    this.#model = model;
    this.#core = new WebAssembly.Instance(module, { door: this.#door() }).exports as unknown as Core;
  }

  /** Visits all states. @throws what `check` throws, or an error for a lost wake-up, with the run that leads to it. */
  explore(): Explored {
    this.#budget = Infinity; // setting up is no part of the model
    this.#model.setUp(this.#core);
    this.#processes = this.#model.programs.map(({ afterDeath }) => ({
      stage: 0,
      locals: [],
      log: [],
      status: afterDeath === undefined || afterDeath === false ? "ready" : "dormant",
      address: 0,
      inKernel: false,
      mayTimeOut: false,
      failed: 0,
    }));
    this.#visit();
    return { states: this.#states, outcomes: this.#outcomes, complete: this.#complete };
  }

  #visit(): void {
    if (!this.#seen.add(this.#key())) return;
    if (this.#states >= (this.#model.statesMax ?? Infinity)) {
      this.#complete = false;
      return;
    }
    this.#states += 1;
    let moves = 0;
    const { preemptionsMax = Infinity, deathsMax = 1 } = this.#model;
    const goesOn = this.#processes[this.#last]?.status === "ready" ? this.#last : -1;
    for (let index = 0; index < this.#processes.length; index++) {
      const process = this.#processes[index];
      if (process.status === "ready") {
        moves += 1;
        const preempts = goesOn >= 0 && goesOn !== index ? 1 : 0;
        if (this.#preemptions + preempts > preemptionsMax) continue;
        this.#branch(index, "", () => this.#step(index), preempts);
      } else if (process.status === "asleep" && process.mayTimeOut) {
        moves += 1;
        this.#branch(index, "times out", () => this.#awaken(this.#processes[index], 2));
      }
      const mortal = this.#model.programs[index].mayDie && this.#deaths < deathsMax;
      if (mortal && (process.status === "ready" || process.status === "asleep" || process.status === "idle")) {
        this.#branch(index, "dies", () => this.#die(index));
      }
    }
    if (moves === 0) this.#atEnd();
  }

  /** Does something, visits what follows, and takes it back. */
  #branch(index: number, what: string, move: () => void, preempts = 0): void {
    const before = this.#processes;
    const [last, preemptions] = [this.#last, this.#preemptions];
    this.#last = index;
    this.#preemptions += preempts;
    const mark = this.#undo.length;
    const [dead, deaths] = [this.#dead, this.#deaths];
    this.#processes = before.map((process) => ({ ...process, log: process.log.slice() }));
    this.#lastAccess = what;
    move();
    this.#trace.push(`${index}: ${this.#lastAccess}`);
    this.#visit();
    this.#trace.pop();
    while (this.#undo.length > mark) {
      const value = this.#undo.pop()!;
      this.#write(this.#undo.pop()!, value, false);
    }
    this.#processes = before;
    [this.#dead, this.#deaths] = [dead, deaths];
    this.#last = last;
    this.#preemptions = preemptions;
  }

  #die(index: number): void {
    this.#processes[index].status = "dead";
    this.#dead = index;
    this.#deaths += 1;
    this.#processes.forEach((process, other) => {
      const { afterDeath } = this.#model.programs[other];
      if (process.status === "dormant" && (afterDeath === true || afterDeath === index)) process.status = "ready";
    });
  }

  /** One access of one process, or the end of its stage. */
  #step(index: number): void {
    const process = this.#processes[index];
    const stage = this.#model.programs[index].stages[process.stage];
    this.#running = index;
    this.#cursor = 0;
    this.#budget = 1;
    let next: Next;
    try {
      next = stage(this.#core, process.locals);
    } catch (error) {
      if (error === STOP) return;
      throw this.#explain(error as Error);
    } finally {
      this.#running = -1;
    }
    process.log = [];
    process.failed = 0;
    if (next === null) process.status = "finished";
    else [process.stage, process.locals] = next;
  }

  #awaken(process: Process, answer: number): void {
    process.status = "ready";
    process.log.push(answer);
  }

  #atEnd(): void {
    this.#outcomes += 1;
    const stuck = this.#processes.findIndex(({ status }) => status === "asleep" || status === "idle");
    if (stuck >= 0) throw this.#explain(new Error(`process ${stuck} sleeps for ever`));
    const { check } = this.#model;
    this.#budget = Infinity;
    const mark = this.#undo.length;
    try {
      check({
        core: this.#core,
        locals: this.#processes.map(({ locals }) => locals),
        dead: this.#dead,
        trace: () => this.#trace.join("\n"),
      });
    } catch (error) {
      throw this.#explain(error as Error);
    }
    while (this.#undo.length > mark) {
      const value = this.#undo.pop()!;
      this.#write(this.#undo.pop()!, value, false);
    }
  }

  #explain(error: Error): Error {
    if (error.message.includes("after this run")) return error;
    return new Error(`${error.message}\nafter this run:\n${this.#trace.join("\n")}`, { cause: error });
  }

  #key(): string {
    let key = `${this.#hashA}.${this.#hashB}.${this.#dead}`;
    if (this.#model.preemptionsMax !== undefined) key += `.${this.#last}.${this.#preemptions}`;
    for (const { stage, locals, log, status, address, inKernel, failed } of this.#processes) {
      let hash = stage;
      for (const answer of log) {
        const [low, high] = typeof answer === "bigint"
          ? [Number(answer & 0xffffffffn), Number(answer >> 32n)]
          : [answer, 0];
        hash = Math.imul(hash ^ low, 0x01000193) ^ Math.imul(high + 1, 0x85ebca6b) ^ (hash >>> 15);
      }
      key += `|${stage},${log.length},${hash},${status[0]}${status[1]},${address},${inKernel},${failed},${locals}`;
    }
    return key;
  }

  #write(address: number, value: number, recorded: boolean): void {
    const index = address >> 2;
    const old = this.#words[index];
    if (old === value) return;
    this.#hashA ^= mix(address, old) ^ mix(address, value);
    this.#hashB ^= mix(~address, old) ^ mix(~address, value);
    this.#words[index] = value;
    if (!recorded) return;
    this.#undo.push(address, old);
    this.#processes.forEach((process, other) => {
      if (other !== this.#running && process.failed === 1) process.failed = 2;
      if (process.status === "idle" && other !== this.#running) this.#awaken(process, 0);
    });
  }

  /** Replays an access, or makes it; stops the process where it has made its step. */
  #access<T extends number | bigint>(name: string, address: number, make: () => T): T {
    if (this.#running < 0) return make();
    const { log } = this.#processes[this.#running];
    if (this.#cursor < log.length) return log[this.#cursor++] as T;
    const visible = !(this.#model.invisible?.(address, name.startsWith("load")) ?? false);
    if (visible) {
      if (this.#budget === 0) throw STOP;
      this.#budget -= 1;
    }
    if (log.length > LOG_MAX) throw new Error("a loop does not end");
    const answer = make();
    if (visible) this.#lastAccess = `${name} ${address} -> ${answer}`;
    log.push(answer);
    this.#cursor += 1;
    return answer;
  }

  #door(): Record<string, (...args: never[]) => unknown> {
    const words = this.#words;
    const { spans } = this.#model;
    const sleep = (inKernel: boolean) => (address: number, expected: number, timeoutNs: bigint) =>
      this.#access(inKernel ? "sleep in the kernel" : "sleep", address, () => {
        if (read(address) !== (expected | 0)) return 1;
        this.#fallAsleep("asleep", address, timeoutNs >= 0n, inKernel);
        throw STOP;
      });
    const wake = (inKernel: boolean) => (address: number) =>
      this.#access(inKernel ? "wake in the kernel" : "wake", address, () => {
        for (const process of this.#processes) {
          if (process.status !== "asleep" || process.address !== address || process.inKernel !== inKernel) continue;
          this.#awaken(process, 0);
        }
        return 0;
      });
    const read = (address: number) => words[address >>> 2];
    const write = (address: number, value: number) => this.#write(address, value | 0, true);
    const update = (name: string, address: number, change: (old: number) => number) =>
      this.#access(name, address, () => {
        const old = read(address);
        write(address, change(old));
        return old;
      });
    return {
      load: (address: number) => this.#access("load", address, () => read(address)),
      store: (address: number, value: number) => update(`store ${value}`, address, () => value),
      storeGuarded: (address: number, value: number) => update(`store ${value}`, address, () => value),
      add: (address: number, value: number) => update(`add ${value}`, address, (old) => old + value),
      exchange: (address: number, value: number) => update(`exchange ${value}`, address, () => value),
      swap: (address: number, expected: number, replacement: number) =>
        update(`swap ${expected} ${replacement}`, address, (old) => {
          const process = this.#processes[this.#running];
          if (process !== undefined) process.failed = old === (expected | 0) ? 0 : old === 0 ? 2 : 1; // what is free can be tried again
          return old === (expected | 0) ? replacement : old;
        }),
      load64: (address: number) =>
        this.#access("load64", address, () => {
          return (BigInt(read(address + 4) >>> 0) << 32n) | BigInt(read(address) >>> 0);
        }),
      swap64: (address: number, expected: bigint, replacement: bigint) =>
        this.#access("swap64", address, () => {
          const old = (BigInt(read(address + 4) >>> 0) << 32n) | BigInt(read(address) >>> 0);
          if (old !== BigInt.asUintN(64, expected)) return old;
          write(address, Number(BigInt.asIntN(32, replacement)));
          write(address + 4, Number(BigInt.asIntN(32, replacement >> 32n)));
          return old;
        }),
      store64: (address: number, value: bigint) =>
        this.#access("store64", address, () => {
          write(address, Number(BigInt.asIntN(32, value)));
          write(address + 4, Number(BigInt.asIntN(32, value >> 32n)));
          return 0;
        }),
      copy: (target: number, source: number, bytes: number) =>
        this.#access("copy", target, () => {
          for (let offset = 0; offset < bytes; offset += 4) write(target + offset, read(source + offset));
          return 0;
        }),
      clear: (target: number, bytes: number) =>
        this.#access("clear", target, () => {
          for (let offset = 0; offset < bytes; offset += 4) write(target + offset, 0);
          return 0;
        }),
      sleepInV8: sleep(false),
      sleepInKernel: sleep(true),
      relax: () =>
        this.#access("relax", 0, () => {
          // A spin goes on where anything changed since it tried; else it waits for a change.
          if (this.#processes[this.#running].failed === 2) return 0;
          this.#fallAsleep("idle", 0, false, false);
          throw STOP;
        }),
      notify: spans === true ? () => 0 : wake(false), // nobody sleeps there
      notifyKernel: wake(true),
      isSpanning: spans === "begins"
        ? () => this.#access("load", ROOT_SPANS, () => read(ROOT_SPANS))
        : () => spans ? 1 : 0,
      ownSpace: () => this.#running + 1,
    };
  }

  #fallAsleep(status: Status, address: number, mayTimeOut: boolean, inKernel: boolean): void {
    const process = this.#processes[this.#running];
    if (process === undefined) throw new Error("nobody may sleep while a model is set up");
    this.#lastAccess = `${status} at ${address}`;
    Object.assign(process, { status, address, mayTimeOut, inKernel });
  }
}
