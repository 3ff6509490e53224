/** Classes of a user's, for classes_test.ts. @module */

import { registerClass } from "../../../workers/process/register_class.ts";

export class Point {
  next: Point | null = null;
  constructor(public x: number, public y: number) {}
  get sum(): number {
    return this.x + this.y;
  }
}
registerClass(Point);

export class Money {
  #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  get cents(): number {
    return this.#cents;
  }
}
registerClass(Money, { toState: ({ cents }) => cents, fromState: (cents) => new Money(cents) });

export class Stack extends Array<number> {
  constructor(items: number[]) {
    super();
    this.push(...items);
  }
  get top(): number {
    return this[this.length - 1];
  }
}
registerClass(Stack, { toState: (stack) => Array.from(stack), fromState: (items) => new Stack(items) });

export function double(money: Money, point = new Point(0, 0)): [Money, Point] {
  return [new Money(money.cents * 2), new Point(point.x * 2, point.y * 2)];
}
