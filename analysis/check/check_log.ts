/**
 * Holds a log against the rules that every run of every policy keeps. Nothing here is the engine's: a mistake of the one
 * is not a mistake of the other.
 *
 * @module
 */

import { identitiesRule, timelineFiguresRule } from "./figure_rules.ts";
import type { Log } from "./log.ts";
import { metricsRule } from "./metric_rules.ts";
import { absenceRule, conservationRule } from "./program_rules.ts";
import type { Outcome, Rule, Violation } from "./rule.ts";
import { type KnownProcess, viewOf } from "./run_view.ts";
import { affinityRule, arrivalRule, cpuRule, processRule, segmentsRule, workRule } from "./timeline_rules.ts";

/** Every rule, in the order of reports. */
export const RULES: readonly Rule[] = [
  segmentsRule,
  cpuRule,
  processRule,
  arrivalRule,
  affinityRule,
  workRule,
  absenceRule,
  conservationRule,
  timelineFiguresRule,
  identitiesRule,
  metricsRule,
];

/** What is known besides the log. */
export interface CheckOptions {
  /** The processes of the workload that was run. */
  readonly known?: readonly KnownProcess[];
  /** Names of rules that are not to be checked. */
  readonly skip?: readonly string[];
}

/** What became of one rule. */
export interface CheckedRule {
  readonly name: string;
  readonly meaning: string;
  readonly violations: number;
  readonly outcome: Outcome;
}

/** What became of all. */
export interface CheckedLog {
  readonly rules: readonly CheckedRule[];
  readonly violations: readonly Violation[];
}

/** Checks a log. */
export function checkLog(log: Log, options: CheckOptions = {}): CheckedLog {
  const run = viewOf(log, options.known ?? null);
  const violations: Violation[] = [];
  const rules = RULES.map((rule): CheckedRule => {
    const { name, meaning } = rule;
    if (options.skip?.includes(name)) return { name, meaning, violations: 0, outcome: { skipped: "as asked" } };
    const before = violations.length;
    const outcome = rule.check(run, (place, field, message) => {
      const path = [place.path, field].filter((part) => part !== "").join(".");
      violations.push({ rule: name, place: { ...place, path }, message });
    });
    return { name, meaning, violations: violations.length - before, outcome };
  });
  return { rules, violations };
}
