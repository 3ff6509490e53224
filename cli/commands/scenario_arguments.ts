/**
 * What the forms of `sim scenario` take besides options.
 *
 * @module
 */

import { SCENARIO_NAMES } from "../scenarios/mod.ts";

/** What can be done with scenarios. */
export const SCENARIO_ACTIONS = ["list", "run", "show"] as const;

/** The positional arguments of all forms. */
export const SCENARIO_ARGUMENTS = [
  { name: "action", summary: SCENARIO_ACTIONS.join(", "), choices: SCENARIO_ACTIONS },
  { name: "name", summary: "A scenario; sim scenario list names them", isOptional: true, choices: SCENARIO_NAMES },
] as const;
