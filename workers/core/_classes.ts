/**
 * The user's own classes whose instances cross, by name.
 *
 * @module
 */

/** How instances of a class cross. */
export interface InstanceClass {
  readonly name: string;
  readonly prototype: object;
  /** Both are there or neither: then the own fields cross, and the constructor is not called. */
  readonly toState?: (instance: unknown) => unknown;
  readonly fromState?: (state: unknown) => unknown;
}

const byPrototype = new Map<object, InstanceClass>();
const byName = new Map<string, InstanceClass>();

/** The class of an instance, if it is registered. */
export function classOf(prototype: object): InstanceClass | undefined {
  return byPrototype.get(prototype);
}

/** The class of a name, if it is registered in this process. */
export function classNamed(name: string): InstanceClass | undefined {
  return byName.get(name);
}

/** Whether there is any, so that what cannot be an instance need not be looked up. */
export function hasClasses(): boolean {
  return byName.size > 0;
}

/** Makes a class known. */
export function addClass(registered: InstanceClass): void {
  byPrototype.set(registered.prototype, registered);
  byName.set(registered.name, registered);
}
