/**
 * Tasks that wait to be offered: by priority, then in order.
 *
 * @module
 */

import type { PoolTask } from "./_task.ts";

/** A queue of one priority; taken from the front in constant time. */
class Line {
  #tasks: (PoolTask | null)[] = [];
  #first = 0;

  push(task: PoolTask): void {
    this.#tasks.push(task);
  }

  unshift(task: PoolTask): void {
    if (this.#first > 0) this.#tasks[--this.#first] = task;
    else this.#tasks.unshift(task);
  }

  /** The next task that nobody has given up. */
  shift(): PoolTask | null {
    while (this.#first < this.#tasks.length) {
      const task = this.#tasks[this.#first]!;
      this.#tasks[this.#first++] = null;
      if (this.#first === this.#tasks.length) [this.#tasks, this.#first] = [[], 0];
      if (!task.settled) return task;
    }
    return null;
  }

  /** Those that nobody has given up. */
  rest(): PoolTask[] {
    return this.#tasks.slice(this.#first).filter((task): task is PoolTask => task !== null && !task.settled);
  }
}

/** The waiting tasks of a pool. A task that is settled meanwhile is passed over; who settles it says `forget`. */
export class Pending {
  /** The highest priority first. */
  #lines: { priority: number; line: Line }[] = [];
  /** How many wait. */
  count = 0;

  push(task: PoolTask): void {
    this.#line(task.options.priority ?? 0).push(task);
    this.count += 1;
  }

  /** Puts a task back before all others of its priority. */
  unshift(task: PoolTask): void {
    this.#line(task.options.priority ?? 0).unshift(task);
    this.count += 1;
  }

  shift(): PoolTask | null {
    for (const { line } of this.#lines) {
      const task = line.shift();
      if (task === null) continue;
      this.count -= 1;
      return task;
    }
    return null;
  }

  /** A waiting task was settled. */
  forget(): void {
    this.count -= 1;
  }

  /** All that wait. */
  all(): PoolTask[] {
    return this.#lines.flatMap(({ line }) => line.rest());
  }

  #line(priority: number): Line {
    for (const entry of this.#lines) if (entry.priority === priority) return entry.line;
    const line = new Line();
    this.#lines.push({ priority, line });
    this.#lines.sort((a, b) => b.priority - a.priority);
    return line;
  }
}
