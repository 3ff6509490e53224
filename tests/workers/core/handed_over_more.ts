/**
 * What `handed_over_targets.ts` hands on.
 *
 * @module
 */

function root(degree: number) {
  return function power(value: number): number {
    return value ** degree;
  };
}

export const power = root(2);

/** Not the one that is exported. */
export const anotherPower = { power: root(3) };

export function cube(value: number): number {
  return value ** 3;
}

export function byDefault(value: number): number {
  return -value;
}
