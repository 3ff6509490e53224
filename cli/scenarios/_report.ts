/**
 * What came of a scenario's runs, as text and as JSON.
 *
 * @module
 */

import { formatDecimal, plural } from "../../engine/numbers.ts";
import { livesOf } from "../../pictures/lives.ts";
import { padEnd, wrap } from "../../pictures/width.ts";
import { SCHEMA_VERSION, toJson } from "../files/json.ts";
import type { Style } from "../io.ts";
import { renderTable } from "../text/table.ts";
import type { Figure } from "./_evidence.ts";
import type { RunOutcome } from "./_run.ts";
import type { Scenario } from "./_scenario.ts";
import { renderLives } from "./_strip.ts";

const HOLDS = "✓";
const FAILS = "✗";

/** How the closing text is to be laid out. */
export interface ClosingLayout {
  readonly style: Style;
  readonly width: number;
  readonly hasChart: boolean;
}

/** What follows the live lines of a run: picture, lives, claims. */
export async function closingText(
  scenario: Scenario,
  outcome: RunOutcome,
  { style, width, hasChart }: ClosingLayout,
): Promise<string> {
  const { evidence, failure, durationMs } = outcome;
  const parts: string[] = [];
  if (failure === null && scenario.picture !== undefined) {
    parts.push(await scenario.picture(evidence as never, style, width));
  }
  if (hasChart) parts.push(renderLives(livesOf(evidence.events), style, width));
  let claims = evidence.claims.map((claim) => claimLine(style.good(HOLDS), claim, width)).join("");
  if (failure !== null) claims += claimLine(style.warn(FAILS), failure.message, width);
  const figures = evidence.figures.map((figure) => `${figure.name} ${valueText(figure)}`);
  const { seed } = evidence.options;
  const text = [...figures, ...(seed === undefined ? [] : [`seed ${seed}`]), secondsText(durationMs)].join("   ");
  return "\n" + [...parts, claims].join("\n") + style.dim(wrap(text, width, "  ")) + "\n";
}

function claimLine(sign: string, text: string, width: number): string {
  return `${sign} ${wrap(text, width, "  ").slice(2)}\n`;
}

function secondsText(durationMs: number): string {
  return `${formatDecimal(durationMs / 1000)} s`;
}

function valueText({ value, unit }: Figure): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const text = formatDecimal(value, digits);
  return unit === "" ? text : `${text} ${unit}`;
}

/** One line of `--all`: whether it holds, and what was verified. */
export function overviewLine(scenario: Scenario, outcome: RunOutcome, style: Style, width: number): string {
  const { evidence, failure, durationMs } = outcome;
  const head = `${failure === null ? style.good(HOLDS) : style.warn(FAILS)} ${
    style.name(padEnd(scenario.name, NAME_COLUMNS))
  } `;
  const figures = evidence.figures.map((figure) => `; ${figure.name} ${valueText(figure)}`).join("");
  const text = failure === null ? scenario.verifies + figures : failure.message;
  const indent = " ".repeat(NAME_COLUMNS + 3);
  return head + wrap(`${text} (${secondsText(durationMs)})`, width, indent).slice(indent.length) + "\n";
}

/** Columns of the names in the list of all. */
const NAME_COLUMNS = 22;

/** The summary of several runs. */
export function repeatText(scenario: Scenario, outcomes: readonly RunOutcome[], style: Style, width: number): string {
  const held = outcomes.filter(({ failure }) => failure === null);
  const sign = held.length === outcomes.length ? style.good(HOLDS) : style.warn(FAILS);
  let text = claimLine(
    sign,
    `${scenario.name}: ${held.length} of ${plural(outcomes.length, "run")} held: ${scenario.verifies}`,
    width,
  );
  for (const { failure } of outcomes) {
    if (failure !== null) text += claimLine(style.warn(FAILS), failure.message, width);
  }
  const columns = ["Figure", "Least", "Median", "Most", "Unit"].map((title, index) => ({
    title,
    align: index === 0 || index === 4 ? "left" as const : "right" as const,
  }));
  const series = new Map<string, { unit: string; values: number[] }>();
  const add = ({ name, value, unit }: Figure) => {
    const entry = series.get(name) ?? { unit, values: [] };
    entry.values.push(value);
    series.set(name, entry);
  };
  for (const { evidence, durationMs } of outcomes) {
    add({ name: "duration", value: durationMs / 1000, unit: "s" });
    evidence.figures.forEach(add);
  }
  const rows = [...series].map(([name, { unit, values }]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const [least, median, most] = [sorted[0], sorted[Math.ceil(sorted.length / 2) - 1], sorted.at(-1)!];
    return [name, ...[least, median, most].map((value) => valueText({ name, value, unit: "" })), unit];
  });
  return `${text}\n${renderTable(columns, rows, style, width).text}`;
}

/** All runs with their events, as `schema/scenario.schema.json` describes it. */
export function outcomeJson(
  scenario: Scenario,
  options: Readonly<Record<string, unknown>>,
  outcomes: readonly RunOutcome[],
): string {
  const runs = outcomes.map(({ evidence, failure, durationMs }) => {
    const fields = [
      `"holds": ${failure === null}`,
      `"failure": ${toJson(failure?.message ?? null)}`,
      `"durationMs": ${toJson(Math.round(durationMs * 1000) / 1000)}`,
      `"claims": ${listJson(evidence.claims, "        ")}`,
      `"figures": ${toJson(evidence.figures)}`,
      `"events": ${listJson(evidence.events, "        ")}`,
    ];
    return `    {\n      ${fields.join(",\n      ")}\n    }`;
  });
  const head = {
    schema: "scenario",
    schemaVersion: SCHEMA_VERSION,
    scenario: scenario.name,
    verifies: scenario.verifies,
    options,
  };
  const fields = Object.entries(head).map(([key, value]) => `  ${toJson(key)}: ${toJson(value)},\n`);
  return `{\n${fields.join("")}  "runs": [\n${runs.join(",\n")}\n  ]\n}\n`;
}

function listJson(items: readonly unknown[], indent: string): string {
  if (items.length === 0) return "[]";
  return `[\n${items.map((item) => indent + toJson(item)).join(",\n")}\n${indent.slice(2)}]`;
}
