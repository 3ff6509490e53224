/**
 * The time limits of a pool's tasks.
 *
 * A limit counts from when a worker takes the task, so that it covers the module that the task has to load. Where no worker has come so far
 * as to take anything, since each is still in a module or an initializer of the user's, it counts from when the task was offered. But
 * what takes less than a second to begin is not held against a task, which is begun then.
 *
 * Clocks are monotonic: a worker says when it took a task in the time of the pool's owner (`_owners_clock.ts`).
 *
 * @module
 */

import { Alarm } from "../core/_alarm.ts";
import { BEGIN_MS, Phase, Slot, SLOT_BYTES } from "./_board.ts";
import { timedOut } from "./_answer.ts";
import type { PoolTask } from "./_task.ts";
import type { Tree } from "../core/_tree.ts";

/** How long a worker may take to stop a task by itself whose time is up. */
const STOP_MS = 250;

/** Workers of which none can take a task yet. */
export interface Unready {
  /** Since when that is so. See `performance.now`. */
  sinceMs: number;
  /** What each is in. */
  text: string;
}

/** What becomes of tasks whose time is up. */
export interface Overdue {
  /** Looks after the board first. */
  pump(): void;
  /** Why nobody takes anything; null when somebody does. */
  unready(): Unready | null;
  /** Fails a task; its worker may go on for a while. */
  fail(task: PoolTask, error: unknown): void;
  /** Ends the worker that has the task. */
  doom(task: PoolTask): void;
}

/** The limits of one pool's tasks. */
export class Deadlines {
  readonly #tree: Tree;
  readonly #overdue: Overdue;
  readonly #tasks = new Set<PoolTask>();
  readonly #alarm: Alarm;

  constructor(tree: Tree, overdue: Overdue) {
    this.#tree = tree;
    this.#overdue = overdue;
    this.#alarm = new Alarm(tree, () => this.#expire());
  }

  /** A task is offered in a slot. */
  watch(task: PoolTask): void {
    const { timeoutMs } = task.options;
    if (timeoutMs === undefined || timeoutMs === Infinity) return;
    const now = performance.now();
    task.offeredAtMs = now;
    this.#tasks.add(task);
    this.#alarm.atLatest(now + timeoutMs);
  }

  /** It is in the slot no more. */
  forget(task: PoolTask): void {
    this.#tasks.delete(task);
  }

  stop(): void {
    this.#alarm.stop();
  }

  #expire(): void {
    this.#overdue.pump();
    const now = performance.now();
    let next = Infinity;
    for (const task of [...this.#tasks]) {
      if (task.slot !== 0) next = Math.min(next, task.settled ? this.#stopped(task, now) : this.#look(task, now));
    }
    if (next !== Infinity) this.#alarm.atLatest(next);
  }

  /** After a task that failed: when to look again. */
  #stopped(task: PoolTask, now: number): number {
    if (now < task.deadlineMs) return task.deadlineMs;
    this.#overdue.doom(task);
    return Infinity;
  }

  #look(task: PoolTask, now: number): number {
    const { name } = task.what;
    const timeoutMs = task.options.timeoutMs!;
    const words = this.#tree.words(task.slot + SLOT_BYTES);
    const started = words[(task.slot >>> 2) + Slot.startedMs];
    if (started === 0) {
      const unready = this.#overdue.unready();
      if (unready === null) return now + timeoutMs;
      const endMs = Math.max(task.offeredAtMs, unready.sinceMs) + Math.max(timeoutMs, BEGIN_MS);
      if (now < endMs) return endMs;
      this.#overdue.fail(task, timedOut(name, timeoutMs, `no worker of the pool is ready: ${unready.text}`));
      return Infinity;
    }
    // Where the machine's clock was set while a worker began, that worker may be wrong by as much: but nothing begins in the future.
    const tookMs = ((now | 1) - started) | 0;
    if (tookMs < 0) words[(task.slot >>> 2) + Slot.startedMs] = now | 1;
    const loads = words[(task.slot >>> 2) + Slot.phase] === Phase.loads;
    const restMs = (loads ? Math.max(timeoutMs, BEGIN_MS) : timeoutMs) - Math.max(0, tookMs);
    if (restMs > 0) return now + restMs;
    this.#overdue.fail(task, timedOut(name, timeoutMs, loads ? `its worker is still loading ${task.what.module}` : ""));
    task.deadlineMs = now + STOP_MS;
    return task.deadlineMs;
  }
}
