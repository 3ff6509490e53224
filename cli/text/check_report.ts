/**
 * What became of every rule, and every violation with its place, as text.
 *
 * @module
 */

import type { CheckedLog, CheckedRule } from "../../analysis/check/check_log.ts";
import { type Log, placeText } from "../../analysis/check/log.ts";
import { plural } from "../../engine/numbers.ts";
import { oneLine, padEnd, wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";

/** What the report is made from. */
export interface CheckReportInput {
  readonly log: Log;
  readonly checked: CheckedLog;
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** Columns of a rule's name and of its result. */
const NAME_COLUMNS = 18;
const RESULT_COLUMNS = 10;

/** Writes a line per rule, the violations, and the verdict. */
export function renderCheckReport(input: CheckReportInput): string {
  const { log, checked, style, width } = input;
  const segments = plural(log.segments.length, "segment");
  const processes = plural(log.processes.length, "process", "processes");
  const head = `${style.bold(oneLine(log.file))}: ${segments}, figures of ${processes}\n\n`;
  const rules = checked.rules.map((rule) => ruleText(rule, style, width)).join("");
  const sections = [head + rules];
  const violations = violationsText(input);
  if (violations !== "") sections.push(violations);
  sections.push(verdict(checked, style, width));
  return sections.join("\n");
}

function ruleText({ name, meaning, violations, outcome }: CheckedRule, style: Style, width: number): string {
  const isSkipped = "skipped" in outcome;
  const result = isSkipped ? "-" : violations === 0 ? "holds" : "BROKEN";
  const paint = isSkipped ? style.dim : violations === 0 ? style.good : style.warn;
  const indent = " ".repeat(NAME_COLUMNS + RESULT_COLUMNS);
  const remark = isSkipped ? `not checked: ${outcome.skipped}` : `${meaning} (${outcome.looked})`;
  const text = wrap(remark, width, indent, indent).slice(indent.length);
  return style.bold(padEnd(name, NAME_COLUMNS)) + paint(padEnd(result, RESULT_COLUMNS)) + text + "\n";
}

function violationsText({ checked: { violations }, rowsMax, style, width }: CheckReportInput): string {
  const shown = violations.slice(0, rowsMax);
  let text = "";
  for (const { place, message } of shown) {
    text += `${style.bold(oneLine(placeText(place)))}\n${wrap(oneLine(message), width, "  ", "  ")}\n`;
  }
  const rest = violations.length - shown.length;
  if (rest > 0) text += style.dim(`and ${plural(rest, "more", "more")}; --rows all shows every one`) + "\n";
  return text;
}

function verdict({ rules, violations }: CheckedLog, style: Style, width: number): string {
  const looked = rules.filter(({ outcome }) => "looked" in outcome).length;
  const skipped = rules.length - looked;
  const rest = skipped === 0 ? "" : `; ${plural(skipped, "rule")} could not be checked`;
  if (violations.length === 0) {
    const text = looked === 0 ? "Nothing could be checked" : `${plural(looked, "rule")} checked, nothing broken${rest}`;
    return style.good(wrap(text, width)) + "\n";
  }
  const broken = rules.filter((rule) => rule.violations > 0).length;
  return style.warn(wrap(`${plural(broken, "rule")} broken, ${plural(violations.length, "violation")}${rest}`, width)) +
    "\n";
}
