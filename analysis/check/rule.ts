/**
 * What a rule of `sim check` is, and what it may say.
 *
 * @module
 */

import type { Place } from "./log.ts";
import type { RunView } from "./run_view.ts";

/**
 * Something that cannot be.
 *
 * @category Checking
 */
export interface Violation {
  /** The rule's name. */
  readonly rule: string;
  /** Where the log says it. */
  readonly place: Place;
  /** In words: what must hold, and what the log has. */
  readonly message: string;
}

/**
 * Reports a violation. `field` is added to the place's path.
 *
 * @category Checking
 */
export type Report = (place: Place, field: string, message: string) => void;

/**
 * What a rule came to: how much it looked at, or why it could not.
 *
 * @category Checking
 */
export type Outcome = { readonly looked: string } | { readonly skipped: string };

/**
 * A rule.
 *
 * @category Checking
 */
export interface Rule {
  /** The word that reports and `--skip` use. */
  readonly name: string;
  /** One sentence. */
  readonly meaning: string;
  /** Looks at a run and reports every violation. */
  check(run: RunView, report: Report): Outcome;
}

/** Said where a log has no timeline. */
export const NO_TIMELINE: Outcome = { skipped: "the log has no timeline" };
