/**
 * One run under a policy of one's own: its hooks as functions that the core calls, what they answer checked before the core sees
 * it, and what goes wrong in them named with hook, tick and process.
 *
 * @module
 */

import { readyInOrder } from "./_own_candidates.ts";
import { HOOK, hooksOf } from "./_own_hook_bits.ts";
import { OwnMachine } from "./_own_machine.ts";
import { createOwnCore, NONE, type OwnCore } from "./core.ts";
import { hookCalls } from "./own_calls.ts";
import { OWN_HOOKS } from "./own_hooks.ts";
import type { OwnPolicy } from "./own_policy.ts";
import type { RunRows } from "./policy.ts";
import { PolicyError } from "./policy_error.ts";
import type { ReadyCause } from "./policy_options.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import { describeValue } from "./workload/error.ts";

/** The hooks by their numbers in the record of calls, 0 for none. */
const HOOK_NAMES = ["", ...OWN_HOOKS] as const;

/** Hooks that are questions: they may be asked any number of times. */
const QUESTIONS: ReadonlySet<string> = new Set(["key", "pick", "runningKey", "preempts", "level"]);

/** The core's causes of becoming ready, by number. */
const CAUSES: readonly ReadyCause[] = ["new", "quantum", "preempted", "io", "lock"];
const PREEMPTED = 2;

/** The number of the hook `pick`. */
const PICK = 4;

const TIES_NUMBER = { joined: 0, arrival: 1, last: 2 } as const;

/** Picks of a run that are looked at closely: asked twice, keys compared. More of them would cost what they find out. */
const CLOSE_PICKS = 1_000;

/** What is known of the class. */
export interface OwnRunSettings {
  readonly name: string;
  readonly ties: keyof typeof TIES_NUMBER;
  readonly isClairvoyant: boolean;
  readonly idleLimit: number;
}

type Imports = Readonly<Record<string, (process: number, other: number, third: number) => number | void>>;

/** A run. */
export class OwnRun {
  readonly core: OwnCore;
  readonly #policy: OwnPolicy;
  readonly #settings: OwnRunSettings;
  readonly #hooks: number;
  #workload!: WorkloadColumns;
  #time: Float64Array = new Float64Array(1);
  #machine!: OwnMachine;
  /** 1 of processes that are ready, where the policy keeps them itself. */
  #isReady = new Uint8Array(0);
  /** Keys of ready processes as they were asked, while picks are looked at closely. */
  readonly #keys = new Map<number, number>();
  #closePicks = CLOSE_PICKS;
  #isReordering = false;
  /** Since when each CPU idles although somebody is ready; -1 where it does not. */
  #idleSince: number[] = [];
  /** The answer of the last `pick`, and the candidates after it. */
  #chosen = -1;
  #candidates: number[] = [];
  #failure: unknown = null;
  /** Notes which hook is called. */
  readonly #enter = (hook: number, process: number): void => {
    hookCalls[0] = hook;
    hookCalls[1] = process;
    hookCalls[2] += 1;
    hookCalls[3] = this.#time[0];
  };

  constructor(policy: OwnPolicy, settings: OwnRunSettings) {
    this.#policy = policy;
    this.#settings = settings;
    this.#hooks = hooksOf(policy);
    this.core = createOwnCore({ policy: this.#imports() });
  }

  /** The run can begin: the core is laid out and has its workload. */
  begin(rows: RunRows, workload: WorkloadColumns, options: ResolvedOptions): void {
    this.#workload = workload;
    this.#time = new Float64Array(this.core.memory.buffer, this.core.ownTimeAddress.value, 1);
    if (this.#hooks & HOOK.pick) this.#isReady = new Uint8Array(workload.arrival.length);
    this.#machine = new OwnMachine(this.core, rows, workload, options, {
      refuse: (rule, got) => this.#refuse(rule, got),
      refuseChange: (method) => this.#refuseChange(method),
      isClairvoyant: this.#settings.isClairvoyant,
      reorder: () => this.#reorder(),
    });
    this.core.ownTies.value = TIES_NUMBER[this.#settings.ties];
    this.core.ownHooks.value = this.#hooks | HOOK.picked;
    if (this.#policy.start === undefined) return;
    hookCalls[0] = 1;
    hookCalls[1] = -1;
    try {
      this.#policy.start(this.#machine);
    } catch (error) {
      throw this.#explain(error);
    } finally {
      hookCalls[0] = 0;
    }
  }

  /** Runs the core, as `EnginePolicy.simulate` says. */
  simulate(until: number, instants: number): number {
    if (this.#failure !== null) throw this.#failure;
    try {
      return this.core.simulateOwn(until, instants);
    } catch (error) {
      this.#failure = this.#explain(error);
      throw this.#failure;
    } finally {
      hookCalls[0] = 0;
    }
  }

  /** Refuses the end of a run at which somebody is ready and nothing will happen any more. */
  refuseLost(): void {
    const lost = this.#longestReady();
    if (lost < 0) return;
    hookCalls[0] = PICK;
    const since = this.#machine.readySince(lost);
    const rule = `answer a process while one is ready, since tick ${since}, and nothing else will happen`;
    try {
      this.#refuse(rule, "-1", lost);
    } catch (error) {
      this.#failure = error;
      throw error;
    } finally {
      hookCalls[0] = 0;
    }
  }

  /** The hooks as the core imports them. */
  #imports(): Imports {
    return { ...this.#queueing(), ...this.#preempting(), ...this.#telling() };
  }

  /** Who is ready and who is next. */
  #queueing(): Imports {
    const policy = this.#policy;
    const calls = hookCalls;
    const enter = this.#enter;
    return {
      ready: (process, cause) => {
        if (this.#isReady.length > 0) this.#isReady[process] = 1;
        if (policy.ready === undefined) return;
        enter(2, process);
        policy.ready(process, CAUSES[cause]);
        calls[0] = 0;
      },
      key: (process) => {
        enter(3, process);
        const key = policy.key!(process);
        if (typeof key !== "number" || key !== key) this.#refuse("be a number", describeValue(key));
        if (this.#closePicks > 0) this.#compareKey(process, key);
        calls[0] = 0;
        return key;
      },
      pick: (cpu) => {
        enter(4, cpu);
        const process = policy.pick!(cpu);
        if (this.#closePicks > 0) this.#pickAgain(cpu, process);
        if (this.#isReady[process] !== 1) return this.#noneFor(cpu, process);
        if (cpu >= 0) this.#idleSince[cpu] = -1;
        this.#chosen = process;
        calls[0] = 0;
        return process;
      },
      picked: (process) => {
        if (this.#closePicks > 0) this.#lookClosely(process);
        if (this.#isReady.length > 0) this.#isReady[process] = 0;
        if (policy.picked === undefined) return;
        enter(5, process);
        policy.picked(process);
        calls[0] = 0;
      },
      next: (process) => this.#nextCandidate(process),
    };
  }

  /** For how long somebody runs, and who loses its CPU. */
  #preempting(): Imports {
    const policy = this.#policy;
    const calls = hookCalls;
    const enter = this.#enter;
    return {
      slice: (process) => {
        enter(6, process);
        const ticks = policy.slice!(process);
        if (!(ticks >= 1) || Math.floor(ticks) !== ticks) {
          this.#refuse("be a whole number of ticks from 1, or Infinity", describeValue(ticks));
        }
        calls[0] = 0;
        return ticks;
      },
      runningKey: (process) => {
        enter(7, process);
        const key = policy.runningKey!(process);
        if (typeof key !== "number" || key !== key) this.#refuse("be a number", describeValue(key));
        calls[0] = 0;
        return key;
      },
      preempts: (ready, running) => {
        enter(8, ready);
        const answer = policy.preempts!(ready, running);
        if (typeof answer !== "boolean") this.#refuse("be true or false", describeValue(answer));
        calls[0] = 0;
        return answer ? 1 : 0;
      },
      level: (process) => {
        enter(16, process);
        const level = policy.level!(process);
        if (!(level >= 0 && level <= 255) || Math.floor(level) !== level) {
          this.#refuse("be a whole number from 0 to 255", describeValue(level));
        }
        calls[0] = 0;
        return level;
      },
    };
  }

  /** What the policy is told. */
  #telling(): Imports {
    const policy = this.#policy;
    const calls = hookCalls;
    const enter = this.#enter;
    return {
      executed: (process, ticks) => {
        enter(9, process);
        this.#machine.noteCharged(process);
        policy.executed!(process, ticks);
        calls[0] = 0;
      },
      burstEnded: (process) => {
        enter(10, process);
        this.#machine.noteCharged(process);
        policy.burstEnded!(process);
        calls[0] = 0;
      },
      expired: (process) => {
        enter(11, process);
        policy.expired!(process);
        calls[0] = 0;
      },
      left: (process, left, cause) => {
        enter(cause === PREEMPTED ? 13 : 12, process);
        if (cause === PREEMPTED) policy.preempted?.(process, left);
        else policy.blocked?.(process, left, CAUSES[cause]);
        calls[0] = 0;
      },
      terminated: (process) => {
        enter(14, process);
        policy.terminated!(process);
        calls[0] = 0;
      },
      timer: () => {
        enter(15, -1);
        policy.timer!();
        calls[0] = 0;
      },
    };
  }

  /** The policy picks nobody, or who cannot be picked. */
  #noneFor(cpu: number, process: unknown): number {
    if (process !== -1) {
      const isProcess = Number.isInteger(process) && (process as number) >= 0 &&
        (process as number) < this.#isReady.length;
      this.#refuse(
        "answer a process that is ready, or -1",
        isProcess ? `${this.#nameOf(process)}, which is not ready` : describeValue(process),
      );
    }
    hookCalls[0] = 0;
    if (cpu < 0) return NONE;
    const { now } = this.#machine;
    if (!(this.#idleSince[cpu] >= 0)) this.#idleSince[cpu] = now;
    const since = this.#idleSince[cpu];
    const { idleLimit } = this.#settings;
    if (now - since < idleLimit) return NONE;
    hookCalls[0] = PICK;
    const rule = `not leave a process ready for ${idleLimit} ticks while a CPU idles (static idleLimit)`;
    this.#refuse(rule, `-1 for CPU ${cpu} since tick ${since}`, this.#longestReady());
  }

  /** One of the first picks: the answer must be the same once more. */
  #pickAgain(cpu: number, process: number): void {
    const again = this.#policy.pick!(cpu);
    if (again === process) return;
    this.#refuse(`answer the same when asked again, ${this.#nameOf(process)}`, this.#nameOf(again));
  }

  /** The process that has been ready longest; -1 for none. */
  #longestReady(): number {
    let longest = -1;
    for (let process = 0; process < this.#isReady.length; process += 1) {
      if (this.#isReady[process] === 0) continue;
      const since = this.#machine.readySince(process);
      if (longest < 0 || since < this.#machine.readySince(longest)) longest = process;
    }
    return longest;
  }

  #reorder(): void {
    const [hook, process] = hookCalls;
    this.#isReordering = true;
    this.core.reorderOwn();
    this.#isReordering = false;
    hookCalls[0] = hook;
    hookCalls[1] = process;
  }

  #compareKey(process: number, key: number): void {
    const before = this.#keys.get(process);
    if (before !== undefined && before !== key && !this.#isReordering && (this.#hooks & HOOK.pick) === 0) {
      this.#refuse(`stay ${before} while it is ready, as it is queued by that (see reorder)`, String(key));
    }
    this.#keys.set(process, key);
  }

  /** One of the first picks: its key must be what it was when it was queued. */
  #lookClosely(process: number): void {
    if (this.#hooks & HOOK.key && (this.#hooks & HOOK.pick) === 0) {
      hookCalls[0] = 3;
      hookCalls[1] = process;
      this.#compareKey(process, this.#policy.key!(process));
      hookCalls[0] = 0;
    }
    this.#keys.delete(process);
    this.#closePicks -= 1;
    if (this.#closePicks > 0) return;
    this.#keys.clear();
    this.core.ownHooks.value = this.#hooks;
  }

  /** The candidates of a decision after the one that was picked: by key, or in the order of joining. */
  #nextCandidate(process: number): number {
    if (process !== this.#chosen) return this.#candidates[this.#candidates.indexOf(process) + 1] ?? NONE;
    const policy = this.#policy;
    const orderOf = policy.key === undefined
      ? (each: number) => this.#machine.readySince(each)
      : policy.key.bind(policy);
    this.#candidates = [process, ...readyInOrder(this.#isReady, process, orderOf)];
    return this.#candidates[1] ?? NONE;
  }

  #refuseChange(method: string): void {
    const hook = HOOK_NAMES[hookCalls[0]];
    if (QUESTIONS.has(hook) && !(hook === "pick" && method === "draw")) {
      this.#refuse("change nothing, as it is a question", `a call of ${method}()`);
    }
    if (method === "setTimer" && this.#policy.timer === undefined) {
      this.#refuse("have the hook timer where it sets one", "none");
    }
  }

  #nameOf(process: unknown): string {
    if (process === -1) return "-1";
    if (typeof process !== "number" || !(process >= 0 && process < this.#workload.arrival.length)) {
      return describeValue(process);
    }
    const pid = this.#machine.pid(process);
    return `${this.#workload.names?.[this.#machine.row(process)] ?? `P${pid}`} (pid ${pid})`;
  }

  /** Refuses what the hook in progress answered or did; `about` is the process that it concerns where no argument says so. */
  #refuse(rule: string, got: string, about = -1): never {
    const { where, what } = this.#place(about);
    throw new PolicyError(`Cannot go on under ${this.#settings.name}: ${where} must ${rule}, got ${got}`, what);
  }

  /** What a hook threw, with where it was; errors of the core are none of the policy's. */
  #explain(error: unknown): unknown {
    if (error instanceof PolicyError || hookCalls[0] === 0) return error;
    const { where, what } = this.#place(-1);
    const text = error instanceof Error ? `${error.name}: ${error.message}` : describeValue(error);
    return new PolicyError(`Cannot go on under ${this.#settings.name}: ${where} must not throw, got ${text}`, what, {
      cause: error,
    });
  }

  /** The hook in progress, in words. */
  #place(about: number): { where: string; what: ConstructorParameters<typeof PolicyError>[1] } {
    const hook = HOOK_NAMES[hookCalls[0]];
    const process = hookCalls[0] === PICK ? about : hookCalls[1];
    const time = this.#machine.now;
    const pid = process < 0 ? null : this.#machine.pid(process);
    const of = process < 0 ? "" : ` of ${this.#nameOf(process)}`;
    return { where: `${hook}${of} at tick ${time}`, what: { policy: this.#settings.name, hook, time, pid } };
  }
}
