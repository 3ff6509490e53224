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
 * @example
 * ```ts
 * import { checkLog, readLog, type Violation } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,2,5\n");
 * const [violation]: readonly Violation[] = (await checkLog(log)).violations;
 * assertEquals([violation.rule, violation.place.line], ["cpu-overlap", 3]);
 * ```
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
 * @example
 * ```ts
 * import { readLog, type Report, RULES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const reported: string[] = [];
 * const report: Report = (place, field, message) => reported.push(`${place.file}:${place.line} ${field}: ${message}`);
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,2,5\n");
 * const run = { log, cpus: 1, lanes: new Map([[0, log.segments]]), processes: [], strangers: [], missing: [], known: new Map() };
 * RULES.find(({ name }) => name === "cpu-overlap")!.check(run, report);
 * assertEquals(reported[0].startsWith("theirs.csv:3 start: "), true);
 * ```
 * @category Checking
 */
export type Report = (place: Place, field: string, message: string) => void;

/**
 * What a rule came to: how much it looked at, or why it could not.
 *
 * @example
 * ```ts
 * import { checkLog, type Outcome, readLog } from "@quanta/quanta/analysis";
 * import { assert } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n");
 * const outcomes: Outcome[] = (await checkLog(log)).rules.map(({ outcome }) => outcome);
 * assert(outcomes.some((outcome) => "skipped" in outcome)); // the log has no figures that could be wrong
 * ```
 * @category Checking
 */
export type Outcome = { readonly looked: string } | { readonly skipped: string };

/**
 * A rule.
 *
 * @example
 * ```ts
 * import { checkLog, readLog, type Rule, RULES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const [first]: readonly Rule[] = RULES;
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n");
 * const { rules } = await checkLog(log, { skip: [first.name] });
 * assertEquals("skipped" in rules[0].outcome, true);
 * ```
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
