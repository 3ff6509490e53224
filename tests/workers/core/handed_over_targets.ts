/**
 * Functions that can be told by name and text, and such that cannot.
 *
 * @module
 */

import { Process } from "../../../workers/process/process.ts";
import type { Queue } from "../../../workers/channels/queue.ts";
import { byDefault } from "./handed_over_more.ts";

type Count = (value: number) => number;

/** Makes functions of one name and text. */
function by(factor: number) {
  return function scale(value: number, queue?: Queue<number>): number {
    queue?.putSync(value * factor);
    return value * factor;
  };
}

export const scale = by(2);

/** Arrows of one name and text. */
const plus = (step: number) => {
  const add: Count = (value) => value + step;
  return add;
};
export const add: (value: number) => number = plus(2);

/** Classes of one name and text. */
function boxOf(content: number) {
  return class Box {
    read(): number {
      return content;
    }
  };
}
export const Box = boxOf(2);

function workerOf(code: number) {
  return class Worker extends Process {
    override run(): void {
      Deno.exit(code);
    }
  };
}
export const Worker = workerOf(2);

const made = {
  taken: (step: number) => {
    function taken(value: number): number {
      return value - step;
    }
    return taken;
  },
};
export const { taken } = { taken: made.taken(2) };

const unit = 2;

/** What a function within another one is written like. */
export function half(value: number): number {
  return value / unit;
}

/** The same as an arrow. */
export const rest = (value: number): number => value % unit;

function within(unit: number): { half: Count; rest: Count } {
  function half(value: number): number {
    return value / unit;
  }
  const rest = (value: number): number => value % unit;
  return { half, rest };
}

/** Functions of the name and text of an export that are none. */
export const closures = {
  scale: by(3),
  add: plus(3),
  Box: boxOf(3),
  Worker: workerOf(3),
  taken: made.taken(3),
  ...within(3),
};

// What follows is declared once, in all ways.

export function square(value: number): number {
  return value * value;
}
export async function later(value: number): Promise<number> {
  return await Promise.resolve(value * value);
}
export const twice = (value: number): number => value * 2;
export const thrice = async (value: number): Promise<number> => await Promise.resolve(value * 3);
export const same = <T>(value: T): T => value;
export const typed: Count = (value) => value + 1;
export const named = function named(value: number): number {
  return value + 2;
};
export const bracketed = ((value: number): number => value + 3) satisfies Count;
const own = (value: number): number => value / 2;
export { own };
export { byDefault as default };
export { cube } from "./handed_over_more.ts";
export * from "./handed_over_more.ts";

export class Cell {
  read(): number {
    return 5;
  }
}

/** Overloads are one function. */
export function shown(value: number): string;
export function shown(value: string): string;
export function shown(value: unknown): string {
  // const shown = (value) => `${value}` is what it is not
  return /[`'"/]/.test("") ? "" : `${value}${((value: unknown) => `${value}`)("}")}`;
}

/** A function of that name, of another text. */
export function differs(square: Count): Count {
  const others: Count[] = [(value) => {
    function square(other: number): number {
      return other - value;
    }
    return square(3);
  }];
  return others[0] ?? square;
}
