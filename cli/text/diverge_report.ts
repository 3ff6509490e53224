/**
 * Where two runs part, as text.
 *
 * @module
 */

import type { Divergence, DivergingRun } from "../../analysis/diverge.ts";
import { formatCount, formatDecimal, plural } from "../../engine/numbers.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { Metrics } from "../../mod.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import { eventText } from "../../pictures/words/event_words.ts";
import type { Style } from "../io.ts";
import { type DecisionReportInput, decisionText, reasonText } from "./explain_report.ts";
import { TEXT_FIGURES } from "./figures.ts";
import { HEAD_OPTIONS, headLine, loadText, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
import { renderTable } from "./table.ts";

/** What the report is made from. */
export interface DivergeReportInput {
  readonly divergence: Divergence;
  /** The option that tells the runs apart. */
  readonly varied: string;
  readonly workloadName: string;
  readonly notes: readonly string[];
  readonly labels: ProcessLabels;
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** A process that does not finish at one tick in both runs. */
export interface ProcessDifference {
  readonly pid: number;
  readonly finish: readonly [number, number];
  /** Ticks by which it finishes later in the second run. */
  readonly difference: number;
}

/** Events at one tick that are told; the rest is counted. */
const EVENTS_MAX = 12;

/** Every process that finishes at another tick, in the order of the workload, which is the same in both runs. */
export function processDifferences([one, other]: readonly [DivergingRun, DivergingRun]): ProcessDifference[] {
  const { pid: pids, finish: finishes } = one.result.columns;
  const otherFinishes = other.result.columns.finish;
  return Array.from(pids).flatMap((pid, row) => {
    const finish = [finishes[row], otherFinishes[row]] as const;
    return finish[0] === finish[1] ? [] : [{ pid, finish, difference: finish[1] - finish[0] }];
  });
}

/** Writes head, the tick, both sides of it, and the costs. */
export function renderDivergeReport(input: DivergeReportInput): string {
  const { divergence: { runs, difference }, style, width } = input;
  const sections = [headText(input)];
  if (difference === null) {
    const text = "The two never part: at every tick every CPU does the same in both";
    sections.push(style.good(wrap(text, width)) + "\n");
  } else {
    const cpus = difference.cpus.map((cpu) => `CPU ${cpu}`).join(", ");
    sections.push(
      style.bold(`They part at tick ${formatCount(difference.tick)}, on ${cpus}`) + "\n" + eventsText(input),
    );
    for (const run of runs) sections.push(sideText(run, input));
    if (haveChosenAlike(input)) {
      const text = `Both choose the same processes there; what differs is what ${input.varied} makes of it`;
      sections.push(style.dim(wrap(text, width)) + "\n");
    }
  }
  sections.push(costsText(input));
  const processes = processesText(input);
  return (processes === "" ? sections : [...sections, processes]).join("\n");
}

function headText({ divergence: { runs }, workloadName, notes, labels, style, width }: DivergeReportInput): string {
  const [one, other] = runs.map(({ label }) => style.bold(label));
  const count = plural(labels.count, "process", "processes");
  let text = `${one} against ${other} on ${style.bold(workloadName)}, ${count}\n`;
  const [{ result: first }, { result: second }] = runs;
  const options = [first.options, second.options];
  text += commonRules(options, style, width);
  for (const policy of new Set(options.map((each) => policyLine(each)))) {
    text += headLine("policy", policy, style, width);
  }
  text += headLine("load", loadText(first), style, width);
  return text + notesText([...notes, ...first.notes, ...second.notes], style, width);
}

/** The rules of both, each line once. */
function commonRules(options: readonly DivergingRun["result"]["options"][], style: Style, width: number): string {
  const [one, other] = options.map((each) => rulesHead([each], style, width).split(RULE_START));
  const lines = Array.from({ length: Math.max(one.length, other.length) }, (_, index) => [one[index], other[index]]);
  return [...new Set(lines.flat())].join("");
}

/** A line of a head that begins with a word rather than with blanks. */
const RULE_START = /(?<=\n)(?=\S)/;

function policyLine(options: DivergingRun["result"]["options"]): string {
  const own = policyOptionsText(options, HEAD_OPTIONS);
  return own === "" ? options.policy : `${options.policy}: ${own}`;
}

/** What happens at that tick in both runs before anything is decided. */
function eventsText({ divergence: { runs }, labels, style, width }: DivergeReportInput): string {
  const told = runs.map(({ explanation }) =>
    explanation!.transitions.flatMap((each) => eventText(each, labels, style.say) ?? [])
  );
  const other = new Set(told[1]);
  const common = told[0].filter((event) => other.has(event));
  if (common.length === 0) return "";
  const rest = common.length - EVENTS_MAX;
  const shown = common.slice(0, EVENTS_MAX).join("; ") + (rest > 0 ? `; and ${plural(rest, "more event")}` : "");
  return wrap(`At this tick in both: ${shown}`, width, "  ", "  ") + "\n";
}

function contextOf({ result: { options } }: DivergingRun, input: DivergeReportInput): DecisionReportInput {
  const { labels, style, width } = input;
  const policy = findPolicy(options.policy);
  return { policy, options, labels, style, width };
}

/** What one run does on the CPUs where the two part. */
function sideText(run: DivergingRun, input: DivergeReportInput): string {
  const { style, width, labels, divergence: { difference } } = input;
  const context = contextOf(run, input);
  const { decisions, standing } = run.explanation!;
  let text = `${style.bold(run.label)}\n`;
  for (const cpu of difference!.cpus) {
    const decided = decisions.filter(({ decision }) => decision.cpu === cpu);
    for (const each of decided) text += decisionText(each, context);
    if (decided.length > 0) continue;
    const held = standing.find((decision) => decision.cpu === cpu);
    const tick = `${style.bold(`tick ${formatCount(difference!.tick)}`)}  CPU ${cpu}`;
    if (held === undefined) text += `${tick} has nothing to run\n`;
    else {
      text += `${tick} goes on with ${style.process(labels.index(held.pid), labels.name(held.pid))}\n`;
      const reason = `by the decision of tick ${formatCount(held.time)}: ${reasonText(held, context)}`;
      text += wrap(reason, width, "    ", "  ") + "\n";
    }
  }
  return text;
}

/** Whether both runs chose the same processes for the same CPUs. */
function haveChosenAlike({ divergence: { runs } }: DivergeReportInput): boolean {
  const [one, other] = runs.map(({ explanation }) =>
    explanation!.decisions.map(({ decision }) => `${decision.cpu}:${decision.pid}`).join()
  );
  return one !== "" && one === other;
}

/** A figure of the costs. */
interface Cost {
  readonly title: string;
  readonly value: (metrics: Metrics) => number;
  readonly format: (value: number) => string;
}

/** The figures of the costs: those of comparisons, and the worst of what is felt. */
const COSTS: readonly Cost[] = [
  ...TEXT_FIGURES.map(({ name, title, value, format }, index) => ({
    title: index < 4 ? `Mean ${title.toLowerCase()}${name === "weightedTurnaround" ? " turnaround" : ""}` : title,
    value: (metrics: Metrics) => value(metrics, "mean"),
    format,
  })),
  { title: "Greatest turnaround", value: (metrics) => metrics.turnaround.max, format: formatCount },
  { title: "Greatest response", value: (metrics) => metrics.response.max, format: formatCount },
  { title: "Preemptions", value: (metrics) => metrics.preemptions.mean * metrics.processes, format: wholeText },
];

function wholeText(value: number): string {
  return formatCount(Math.round(value));
}

function costsText({ divergence: { runs }, style, width }: DivergeReportInput): string {
  const [one, other] = runs;
  const columns = [
    { title: "Figure", align: "left" as const },
    { title: one.label },
    { title: other.label },
    { title: "Difference" },
    { title: "Relative", rank: 1 },
  ];
  const figures: [string, (value: number) => string, number, number][] = COSTS.map(({ title, value, format }) => [
    title,
    format,
    value(one.result.metrics),
    value(other.result.metrics),
  ]);
  const [missed, missedByOther] = runs.map(({ result }) => result.deadlines?.misses);
  if (missed !== undefined && missedByOther !== undefined) {
    figures.unshift(["Deadlines missed", formatCount, missed, missedByOther]);
  }
  const rows = figures.map(([title, format, first, second]) => {
    const difference = second - first;
    const isAlike = format(first) === format(second);
    const signed = isAlike ? "0" : `${difference > 0 ? "+" : "-"}${format(Math.abs(difference))}`;
    const share = isAlike || first === 0
      ? ""
      : `${difference > 0 ? "+" : ""}${formatDecimal(difference / first * 100, 1)}%`;
    return [title, format(first), format(second), signed, share];
  });
  return `What it costs\n\n${renderTable(columns, rows, style, width).text}`;
}

function processesText({ divergence: { runs }, labels, rowsMax, style, width }: DivergeReportInput): string {
  const differences = processDifferences(runs);
  if (differences.length === 0) return wrap("Every process finishes at the same tick in both", width) + "\n";
  const count = `${formatCount(differences.length)} of ${plural(labels.count, "process", "processes")}`;
  const head = wrap(`${count} ${differences.length === 1 ? "finishes" : "finish"} at another tick`, width) + "\n";
  if (rowsMax === 0) return head;
  const [one, other] = runs;
  const columns = [
    { title: "Process", align: "left" as const },
    { title: `Finish: ${one.label}` },
    { title: `Finish: ${other.label}` },
    { title: "Difference" },
  ];
  const byWeight = [...differences].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  const shown = byWeight.slice(0, rowsMax);
  const rows = shown.map(({ pid, finish, difference }) => [
    { text: labels.name(pid), paint: (text: string) => style.process(labels.index(pid), text) },
    formatCount(finish[0]),
    formatCount(finish[1]),
    `${difference > 0 ? "+" : "-"}${formatCount(Math.abs(difference))}`,
  ]);
  const rest = differences.length - shown.length;
  const remark = rest > 0 ? style.dim(`and ${plural(rest, "more", "more")}; --rows all shows every one`) + "\n" : "";
  return `${head}\n${renderTable(columns, rows, style, width).text}${remark}`;
}
