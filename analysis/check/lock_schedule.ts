/**
 * Who holds and who waits for which lock in a log, told once more from the rules alone (engine/RULES.md, "Locks"): the timeline
 * says when a process reaches its lock operations, and a lock goes to whom its order says.
 *
 * @module
 */

import { Executed } from "./device_schedule.ts";
import type { LockRules } from "./log.ts";
import type { ProcessView, RunView } from "./run_view.ts";

/** A lock operation. */
interface Operation {
  readonly kind: "lock" | "unlock";
  readonly lock: string;
}

/** Where a program stops computing and performs lock operations. */
interface Stop {
  readonly process: ProcessView;
  readonly operations: readonly Operation[];
  /** Ticks that it has executed by then. */
  readonly at: number;
  readonly time: number;
  readonly cpu: number;
  /** Whether it goes on with a CPU burst: it is ready then, once it has got what it waits for. */
  readonly goesOn: boolean;
}

/** A process gets a lock, waits for it from now on, or gives it up. */
export interface LockEvent {
  readonly time: number;
  readonly kind: "held" | "waits" | "free";
  readonly lock: string;
  readonly process: ProcessView;
}

/** What happens at locks, in order, and from when on a process that has stopped there is ready. */
export interface LockSchedule {
  readonly events: readonly LockEvent[];
  /** By process, from the ticks that it has executed. */
  readonly readyFrom: ReadonlyMap<ProcessView, ReadonlyMap<number, number>>;
}

/** Who holds and who waits, as events tell it. */
export class LockTable {
  readonly holders = new Map<string, ProcessView>();
  readonly #held = new Map<ProcessView, Set<string>>();
  readonly #waiters = new Map<string, ProcessView[]>();
  readonly #rules: LockRules;
  readonly #ownOf: (process: ProcessView) => number;
  readonly #ceilings = new Map<string, number>();

  constructor(run: RunView, rules: LockRules) {
    const sign = rules.urgency === "high" ? -1 : 1;
    this.#rules = rules;
    this.#ownOf = (process) => sign * (run.known.get(process)?.priority ?? 0);
    for (const process of run.processes) {
      for (const { kind, lock } of process.bursts ?? []) {
        if (kind !== "lock") continue;
        this.#ceilings.set(lock!, Math.min(this.#ceilings.get(lock!) ?? Infinity, this.#ownOf(process)));
      }
    }
  }

  apply({ kind, lock, process }: LockEvent): void {
    const held = this.#held.get(process) ?? new Set();
    if (kind === "waits") {
      const waiters = this.#waiters.get(lock);
      if (waiters === undefined) this.#waiters.set(lock, [process]);
      else waiters.push(process);
    } else if (kind === "held") {
      const waiters = this.#waiters.get(lock);
      const place = waiters?.indexOf(process) ?? -1;
      if (place >= 0) waiters!.splice(place, 1);
      this.holders.set(lock, process);
      this.#held.set(process, held.add(lock));
    } else {
      this.holders.delete(lock);
      held.delete(lock);
    }
  }

  waitersOf(lock: string): readonly ProcessView[] {
    return this.#waiters.get(lock) ?? [];
  }

  heldBy(process: ProcessView): ReadonlySet<string> {
    return this.#held.get(process) ?? new Set();
  }

  /** Who gets a lock next. */
  nextOf(lock: string): ProcessView | undefined {
    const waiters = this.waitersOf(lock);
    if (this.#rules.order === "fcfs") return waiters[0];
    const keys = waiters.map((waiter) => this.urgencyOf(waiter));
    return waiters[keys.indexOf(keys.reduce((least, key) => Math.min(least, key), Infinity))];
  }

  /** How urgent a process is by the protocol, the least first. */
  urgencyOf(process: ProcessView): number {
    const { protocol } = this.#rules;
    if (protocol === "none") return this.#ownOf(process);
    if (protocol === "ceiling") {
      return Math.min(this.#ownOf(process), ...[...this.heldBy(process)].map((lock) => this.#ceilings.get(lock)!));
    }
    const found = new Set([process]);
    for (const each of found) {
      for (const lock of this.heldBy(each)) this.waitersOf(lock).forEach((one) => found.add(one));
    }
    return Math.min(...[...found].map(this.#ownOf));
  }
}

/** Follows every lock through the run; a reason where that is not possible. */
export function lockSchedule(run: RunView, rules: LockRules): LockSchedule | string {
  const stops = run.processes.flatMap((process) => stopsOf(process) ?? []);
  if (stops.some(({ time }) => time === null)) return "the log does not tell when all processes ask for their locks";
  const known = (stops as Stop[]).sort((a, b) => a.time - b.time || a.cpu - b.cpu);
  const table = new LockTable(run, rules);
  const events: LockEvent[] = [];
  const readyFrom = new Map<ProcessView, Map<number, number>>();
  /** What a process that waits has still to do. */
  const pending = new Map<ProcessView, { stop: Stop; next: number }>();
  const granted: ProcessView[] = [];
  const note = (event: LockEvent) => {
    events.push(event);
    table.apply(event);
  };
  const perform = (stop: Stop, from: number, time: number) => {
    const { process, operations } = stop;
    for (let next = from; next < operations.length; next++) {
      const { kind, lock } = operations[next];
      if (kind === "lock" && table.holders.has(lock)) {
        note({ time, kind: "waits", lock, process });
        pending.set(process, { stop, next: next + 1 });
        return;
      }
      if (kind === "lock") note({ time, kind: "held", lock, process });
      else {
        note({ time, kind: "free", lock, process });
        const waiter = table.nextOf(lock);
        if (waiter === undefined) continue;
        note({ time, kind: "held", lock, process: waiter });
        granted.push(waiter);
      }
    }
    if (!stop.goesOn) return;
    const ready = readyFrom.get(process) ?? new Map();
    readyFrom.set(process, ready.set(stop.at, time));
  };
  for (let index = 0; index < known.length;) {
    const { time } = known[index];
    for (; known[index]?.time === time; index++) {
      if (pending.has(known[index].process)) return "a process goes on while it waits for a lock";
      perform(known[index], 0, time);
    }
    // Who goes on may give up further locks.
    for (const process of granted) {
      const { stop, next } = pending.get(process)!;
      pending.delete(process);
      perform(stop, next, time);
    }
    granted.length = 0;
  }
  return { events, readyFrom };
}

/** The stops of a process at locks, in the order of its program; `null` where it has none. */
function stopsOf(process: ProcessView): { [key in keyof Stop]: Stop[key] | null }[] | null {
  const { bursts } = process;
  if (bursts === null || bursts.every(({ kind }) => kind !== "lock")) return null;
  const walk = new Executed(process);
  const stops: { [key in keyof Stop]: Stop[key] | null }[] = [];
  let at = 0;
  bursts.forEach(({ kind, ticks }, index) => {
    if (kind !== "cpu") return;
    at += ticks;
    const rest = bursts.slice(index + 1);
    const count = rest.findIndex((burst) => burst.kind !== "lock" && burst.kind !== "unlock");
    const operations = rest.slice(0, count < 0 ? rest.length : count)
      .map(({ kind, lock }) => ({ kind: kind as Operation["kind"], lock: lock! }));
    if (operations.length === 0) return;
    stops.push({ process, operations, at, ...walk.reaches(at), goesOn: rest[operations.length]?.kind === "cpu" });
  });
  return stops;
}
