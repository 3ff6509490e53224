/**
 * Whether objects are what they look like: anybody can borrow a prototype, or put a proxy before something.
 *
 * @module
 */

import { nameOf, Refusal } from "./_refusal.ts";

/** The source of a regular expression, whatever stands on the object. */
export const sourceOf: () => string = Object.getOwnPropertyDescriptor(RegExp.prototype, "source")!.get!;
const domCode = Object.getOwnPropertyDescriptor(DOMException.prototype, "code")?.get;

/** Whether a DOMException is one, and not an object with its prototype. */
export function isGenuine(error: DOMException): boolean {
  try {
    domCode!.call(error); // throws where there is none, too
    return true;
  } catch {
    return false;
  }
}

/** What a method of the language answers of an instance; a refusal where the object is none in truth: a proxy, or one with a borrowed prototype. */
export function own<T>(method: () => T, value: object): T {
  try {
    return method();
  } catch {
    throw new Refusal(
      `an object that is no ${nameOf(Object.getPrototypeOf(value))} in truth cannot cross to another process`,
    );
  }
}
