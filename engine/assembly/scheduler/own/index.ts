// What the host sees of the build for policies of the user's own: the machine with one ready queue and equal CPUs around the
// one policy whose hooks the host has, and of the rest only what every run needs. It is the only build that imports functions.

import { setUp as setUpMachine } from "../index";
import { clearOwn, Own } from "../policies/own";
import { simulate, Status } from "../machine";

export * from "./exports";
export { drawBelow, lotterySeed } from "../policies/lottery";
export { ownHooks, ownRenews, ownTies, ownTimeAddress, ownTimer, reorderOwn } from "../policies/own";

/** Makes everything ready for a first `simulateOwn`. */
export function setUp(): void {
  setUpMachine();
  clearOwn();
}

export function simulateOwn(until: f64, instants: f64): Status {
  return simulate(changetype<Own>(0), until, instants);
}
