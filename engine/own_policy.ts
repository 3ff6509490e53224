/**
 * What a policy of one's own is: a class with some of the hooks of {@linkcode OwnPolicy}. Nothing of it need be imported, one file
 * with one default export is a policy; the types help who wants them.
 *
 * A file that keeps to numbers, arrays of numbers by process and classes without closures can be compiled as well as run, so
 * processes, ticks and keys are numbers here, causes are texts, and -1 stands for no process and no CPU.
 *
 * @module
 */

import type { ReadyCause } from "./policy_options.ts";
import type { TraitName } from "./workload/_rules.ts";

/**
 * A process as a policy sees it: a number from 0, in the order of (arrival, pid). So arrays can be kept by it, and of two
 * processes the lesser one arrived first. -1 is none.
 *
 * @example
 * ```ts
 * import { type ProcessIndex, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * class LastPidFirst {
 *   key(process: ProcessIndex) {
 *     return -process;
 *   }
 * }
 * const { processes } = simulate({ processes: [{ bursts: 1 }, { bursts: 1 }] }, { policy: LastPidFirst });
 * assertEquals(processes.map(({ finish }) => finish), [2, 1]);
 * ```
 * @category Policies of one's own
 */
export type ProcessIndex = number;

/**
 * A time, or a length of time: a whole number of ticks.
 *
 * @example
 * ```ts
 * import { simulate, type Ticks } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * class TwoTicks {
 *   slice(): Ticks {
 *     return 2;
 *   }
 * }
 * const { timeline } = simulate({ processes: [{ bursts: 3 }, { bursts: 1 }] }, { policy: TwoTicks, timeline: "full" });
 * assertEquals(timeline.map(({ start }) => start), [0, 2, 3]);
 * ```
 * @category Policies of one's own
 */
export type Ticks = number;

/**
 * What a policy knows of the machine and of its processes. Times are in ticks; what a process does not say is 0, or 1 for
 * tickets.
 *
 * @example Shortest job first, which must know the bursts
 * ```ts
 * import { type PolicyMachine, type ProcessIndex, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * class ShortestFirst {
 *   static clairvoyant = true;
 *   machine!: PolicyMachine;
 *   start(machine: PolicyMachine) {
 *     this.machine = machine;
 *   }
 *   key(process: ProcessIndex) {
 *     return this.machine.remaining(process);
 *   }
 * }
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * assertEquals(simulate(workload, { policy: ShortestFirst }).metrics.waiting.mean, 3);
 * ```
 * @category Policies of one's own
 */
export interface PolicyMachine {
  /** The tick of the instant in progress. */
  readonly now: Ticks;
  /** CPUs of the machine. */
  readonly cpus: number;
  /** Processes of the workload, those that have not arrived included: a process is a number below it. */
  readonly processes: number;
  /** Whether what ends at an instant is queued before what arrives then (`ties: "ostep"`). */
  readonly endsFirst: boolean;
  /** Its pid in the workload. */
  pid(process: ProcessIndex): number;
  /** When it arrived. */
  arrival(process: ProcessIndex): Ticks;
  /** When it joined the ready queue the last time. */
  readySince(process: ProcessIndex): Ticks;
  /** Ticks that it has executed so far. */
  executed(process: ProcessIndex): Ticks;
  /** Ticks that are left of its current CPU burst. Only for a policy that is `clairvoyant`. */
  remaining(process: ProcessIndex): Ticks;
  /** Its priority as the workload has it. */
  priority(process: ProcessIndex): number;
  /** Its tickets. */
  tickets(process: ProcessIndex): number;
  /** Its nice value. */
  nice(process: ProcessIndex): number;
  /** Its period; 0 for none. */
  period(process: ProcessIndex): Ticks;
  /** Its absolute deadline: its arrival and its deadline, or its period where it has none; Infinity for neither. */
  deadline(process: ProcessIndex): Ticks;
  /** The ticks that it is expected to run; 0 where nothing is said. */
  estimate(process: ProcessIndex): Ticks;
  /** Its own quantum; 0 for none. */
  quantum(process: ProcessIndex): Ticks;
  /** The number of its group, from 1 in the order in which the workload names them; 0 for none. */
  group(process: ProcessIndex): number;
  /** The process on a CPU; -1 for none. */
  runningOn(cpu: number): ProcessIndex;
  /** The process that a CPU was given to last; -1 for none yet. */
  lastOn(cpu: number): ProcessIndex;
  /** A whole number from 0 that is below `count`, drawn by the generator that the option `seed` starts (splitmix64). */
  draw(count: number): number;
  /** Has the hook `timer` called at a tick from the next one on, instead of when it was set to before; Infinity for never. */
  setTimer(time: Ticks): void;
  /** Asks the keys of all ready processes anew. Keys are asked once, when a process becomes ready, and must not change without it. */
  reorder(): void;
  /** From the hook `timer`: running processes get new quanta, from now on. */
  renewQuanta(): void;
}

/**
 * The hooks of a policy, all of which may be left out: without any it is first come, first served.
 *
 * **Who runs next** is said in one of three ways. Without `key` and `pick` ready processes stand in one queue, first in,
 * first out. With `key` they stand in the order of their keys, the least first. With `pick` the policy keeps them itself:
 * `ready` brings one, `pick` says who is next without changing anything, `picked` takes one away.
 *
 * **Who loses its CPU** is said by `runningKey` or by `preempts`; a policy that has neither preempts nobody.
 *
 * `engine/RULES.md` says at which step of an instant each is called.
 *
 * @example Round robin
 * ```ts
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * class RoundRobin {
 *   static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
 *   quantum = 4;
 *   slice() {
 *     return this.quantum;
 *   }
 * }
 * const workload = { processes: [{ bursts: 3 }, { bursts: 1 }] };
 * const own = simulate(workload, { policy: RoundRobin, quantum: 1 });
 * const known = simulate(workload, { policy: "rr", quantum: 1 });
 * assertEquals(own.processes, known.processes);
 * ```
 * @category Policies of one's own
 */
export interface OwnPolicy {
  /** The run begins; options have their values. */
  start?(machine: PolicyMachine): void;
  /**
   * A process became ready: it arrived (`new`), its I/O is complete (`io`), it was given the lock it waited for (`lock`), its quantum
   * ended (`quantum`), or another one took its CPU (`preempted`).
   */
  ready?(process: ProcessIndex, cause: ReadyCause): void;
  /** What ready processes are ordered by, the least first: any number. It must stay while the process is ready, or see {@linkcode PolicyMachine.reorder}. */
  key?(process: ProcessIndex): number;
  /**
   * The process that would get a CPU now, or -1 to leave it idle. `cpu` is the idle one that it is for; -1 where all are busy and
   * it would take one. It may be asked any number of times and must answer the same, so it changes nothing; what it draws it must keep.
   */
  pick?(cpu: number): ProcessIndex;
  /** A process got a CPU: it is not ready any more. */
  picked?(process: ProcessIndex): void;
  /** How long it may run at a time: a whole number of ticks from 1, or Infinity. Asked at each dispatch. */
  slice?(process: ProcessIndex): Ticks;
  /** The key of a running process. While the best ready process has a lesser key than the worst running one has, it takes the CPU from it. */
  runningKey?(process: ProcessIndex): number;
  /** Instead of `runningKey`: whether a ready process, which is the next one, takes the CPU from a running one. */
  preempts?(ready: ProcessIndex, running: ProcessIndex): boolean;
  /** A process has executed so many ticks since the last time: before it leaves a CPU, and when it goes on with its next burst. */
  executed?(process: ProcessIndex, ticks: Ticks): void;
  /** A CPU burst is done. */
  burstEnded?(process: ProcessIndex): void;
  /** A process has used up its quantum. It becomes ready in a later step of the same instant. */
  expired?(process: ProcessIndex): void;
  /** A process left its CPU for I/O or a lock (`io`, `lock`), with so many ticks left of its quantum. */
  blocked?(process: ProcessIndex, left: Ticks, cause: ReadyCause): void;
  /** A process lost its CPU to another one, with so many ticks left of its quantum. It becomes ready right away. */
  preempted?(process: ProcessIndex, left: Ticks): void;
  /** A process ended on a CPU. */
  terminated?(process: ProcessIndex): void;
  /** The timer rings that {@linkcode PolicyMachine.setTimer} has set: after completions, before arrivals. */
  timer?(): void;
  /** The queue that a process is in, from 0 to 255, for reports; where it is there, they have a column of it. */
  level?(process: ProcessIndex): number;
}

/**
 * The description of one option of a policy of one's own: it belongs to the field of the class that has the same name, whose
 * value is the default. Its kind is that of the default: a whole number, true or false, or one of `choices`.
 *
 * @example
 * ```ts
 * import { type OwnOption, simulate } from "@quanta/quanta/simulate";
 * import { assertThrows } from "@std/assert";
 *
 * class Patient {
 *   static options: Record<string, OwnOption> = { patience: { summary: "Ticks before it gives up.", min: 1 } };
 *   patience = 10;
 *   slice() {
 *     return this.patience;
 *   }
 * }
 * const run = () => simulate({ processes: [{ bursts: 1 }] }, { policy: Patient, patience: 0 });
 * assertThrows(run, RangeError, "patience must be a whole number from 1");
 * ```
 * @category Policies of one's own
 */
export interface OwnOption {
  /** One sentence; it stands in help. */
  readonly summary: string;
  /** The least value of a number; 0 by default. */
  readonly min?: number;
  /** The greatest value of a number; 2^53 - 1 by default. */
  readonly max?: number;
  /** The values of a text. */
  readonly choices?: readonly string[];
}

/**
 * A policy of one's own: a class without arguments that makes one, and what it says of itself. Its name is the class's in
 * kebab case.
 *
 * @example
 * ```ts
 * import { type OwnPolicyClass, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const policy: OwnPolicyClass = class FirstComeFirstServed {
 *   static title = "First come, first served, as a policy without any hook is";
 * };
 * const { options } = simulate({ processes: [{ bursts: 1 }] }, { policy });
 * assertEquals(options.policy as string, "first-come-first-served");
 * ```
 * @category Policies of one's own
 */
export interface OwnPolicyClass {
  /** Makes a policy for one run. */
  new (): OwnPolicy;
  /** The name of the class. */
  readonly name: string;
  /** What reports call it. Default: the name in words. */
  readonly title?: string;
  /** One sentence. */
  readonly summary?: string;
  /** Book, paper or program that it follows. */
  readonly source?: string;
  /** Its options. Default: none. */
  readonly options?: Readonly<Record<string, OwnOption>>;
  /** Whether it knows what no real scheduler does: how long a burst will be. Default: it does not. */
  readonly clairvoyant?: boolean;
  /** Which of equal keys goes first: the one that joined first, the one of the lesser (arrival, pid), or the one that joined last. Default: `joined`. */
  readonly ties?: "joined" | "arrival" | "last";
  /** What its key is called in explanations, such as `remaining`. Default: `key`. */
  readonly keyName?: string;
  /** What it reads of a process besides arrival and bursts, for notes where the workload does not say it. */
  readonly reads?: readonly TraitName[];
  /**
   * For so many ticks it may leave a process ready while a CPU idles, from 1 or Infinity; after that the run ends with an error.
   * Default 10,000.
   */
  readonly idleLimit?: number;
}

/**
 * A run under a policy of one's own: the class, and values of its options.
 *
 * @example
 * ```ts
 * import { type OwnPolicyOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: OwnPolicyOptions = { policy: class Fifo {} };
 * assertEquals(simulate({ processes: [{ bursts: 2 }, { bursts: 1 }] }, options).metrics.makespan, 3);
 * ```
 * @category Policies of one's own
 */
export interface OwnPolicyOptions {
  /** The class. */
  policy: OwnPolicyClass;
  /** An option of the class, by its name. */
  [option: string]: unknown;
}

/**
 * A class as it is; the compiler checks it against the contract, hook by hook, where it stands.
 *
 * @example
 * ```ts
 * import { definePolicy, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const Fifo = definePolicy(class Fifo {});
 * assertEquals(simulate({ processes: [{ bursts: 2 }] }, { policy: Fifo }).metrics.makespan, 2);
 * ```
 * @category Policies of one's own
 */
export function definePolicy<Class extends OwnPolicyClass>(policy: Class): Class {
  return policy;
}
