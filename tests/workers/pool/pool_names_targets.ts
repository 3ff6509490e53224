/**
 * Functions that are hard to tell apart.
 *
 * @module
 */

import { Process } from "../../../workers/process/process.ts";
import type { Queue } from "../../../workers/channels/queue.ts";

function logged(action: (value: number) => number) {
  return function wrapped(value: number, queue?: Queue<number>): number {
    queue?.putSync(action(value));
    return action(value);
  };
}

export const double = logged((value) => value * 2);
export const negate = logged((value) => -value);

/** Not exported under its name. */
function hidden(value: number): number {
  return value + 1;
}
export { hidden as shown };

/** Each is exported by the name of the other. */
function one(): string {
  return "one";
}
function other(): string {
  return "other";
}
export { one as other, other as one };

export function square(value: number, queue?: Queue<number>): number {
  queue?.putSync(value * value);
  return value * value;
}

export default function byDefault(): string {
  return "default";
}

/** A class of another text elsewhere. */
export class Worker extends Process {
  override run(): string {
    return "the module's";
  }
}

/** A counter for managers, of two makers. */
function counterFrom(start: number) {
  return class Counter {
    value = start;
    read(): number {
      return this.value;
    }
  };
}
export const FromOne = counterFrom(1);
export const FromTwo = counterFrom(2);
