/**
 * The timeline of a run as text: a strip per CPU and a row per process, or, for a long run, how busy the CPUs and how
 * full the system was.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { Segment, SimulationResult } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { chartSpan, createScale, type TimeScale, wrappedScales } from "../../pictures/scale.ts";
import { resourceRows } from "../../pictures/resource_rows.ts";
import { type Activity, stateIntervals } from "../../pictures/state_intervals.ts";
import { TimeBuckets } from "../../pictures/time_buckets.ts";
import type { TimelinePicture } from "../../pictures/timeline_picture.ts";
import { padStart, truncate, widthOf, wrap } from "../../pictures/width.ts";
import { ACTIVITY_NAMES } from "../../pictures/words/activity_words.ts";
import type { Say } from "../../pictures/words/language.ts";
import type { Style } from "../io.ts";
import { type Panel, panelAxisColumns, renderPanel } from "./panel.ts";
import { chartText } from "./report_text.ts";
import { ACTIVITY_GLYPHS, renderStateRow } from "./state_rows.ts";
import { IDLE_GLYPH, noContents, overheadLegend, renderStrip, SHARED_LEGEND, type StripContents } from "./strip.ts";
import { endColumns, evenTimes, renderAxis } from "./time_axis.ts";

/** More CPUs than this are drawn as one. */
const CPU_ROWS_MAX = 16;

/** More rows of devices than this are not drawn. */
const DEVICE_ROWS_MAX = 8;

/** More processes than this get no row each. */
const PROCESS_ROWS_MAX = 24;

/** Names take at most this many columns before a row. */
const LABEL_COLUMNS_MAX = 14;

/** A chart that is too wide for the terminal goes on below itself for this many lines in all, rows of processes included. */
const WRAPPED_LINES_MAX = 72;

/** Lines of bars in the picture of a long run. */
const PANEL_LINES = 4;

/** What a timeline is drawn from. */
export interface TimelineInput {
  readonly result: SimulationResult;
  readonly picture: TimelinePicture;
  readonly labels: ProcessLabels;
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Draws the timeline of a run, with its legend. */
export function renderTimeline(input: TimelineInput): string {
  return chartText(input.style, input.width, (width) => drawTimeline({ ...input, width }));
}

function drawTimeline(input: TimelineInput): string {
  const { result, picture } = input;
  if (picture.isTooLong || result.options.cpus > CPU_ROWS_MAX) return renderDensity(input);
  const processes = result.metrics.processes <= PROCESS_ROWS_MAX ? result.processes : [];
  const names = processes.map(({ pid }) => truncate(input.labels.name(pid), LABEL_COLUMNS_MAX));
  const devices = deviceRows(picture, chartSpan(result).end);
  const labelColumns =
    Math.max(...[...names, ...devices.map(({ name }) => name)].map(widthOf), `CPU ${result.options.cpus - 1}`.length) +
    2;
  const contents = noContents();
  const margin = " ".repeat(labelColumns);
  const drawn = new Set<Activity>();
  const intervals = stateIntervals(picture.transitions, picture.segments);
  const scales = scalesOf(input, labelColumns, processes.length + devices.length);
  const parts = scales.map((scale) => {
    let text = renderStrips(input, scale, labelColumns, contents, devices);
    if (processes.length === 0) return text;
    text += "\n";
    processes.forEach(({ pid }, index) => {
      const row = renderStateRow(pid, intervals.get(pid) ?? [], scale, input.labels, input.style, drawn);
      text += `${padStart(names[index], labelColumns - 1)} ${row}`.trimEnd() + "\n";
    });
    return text + margin + input.style.dim(renderAxis(scale, evenTimes(scale, input.style), input.style)) + "\n";
  });
  return parts.join("\n") + renderLegend(input, scales[0], contents, drawn, processes.length);
}

/** What a device serves, as what a CPU runs. */
interface DeviceRow {
  readonly name: string;
  readonly segments: readonly Segment[];
}

/** A row for each server of a device with a name. */
function deviceRows({ transitions }: TimelinePicture, end: number): DeviceRow[] {
  return resourceRows(transitions, end).filter(({ kind, isWaiting }) => kind === "device" && !isWaiting)
    .slice(0, DEVICE_ROWS_MAX)
    .map(({ name, spans }) => ({
      name: truncate(name, LABEL_COLUMNS_MAX),
      segments: spans.map((span) => ({ ...span, cpu: 0, kind: "run" })),
    }));
}

/** The scale of a chart, or one for each line of it; coarse where these would be too many. */
function scalesOf({ result, width, style }: TimelineInput, labelColumns: number, rows: number): TimeScale[] {
  const { start, end } = chartSpan(result);
  const columns = width - labelColumns - endColumns(end, style);
  const lines = Math.floor(WRAPPED_LINES_MAX / (result.options.cpus + 2 + (rows === 0 ? 0 : rows + 2)));
  return wrappedScales(start, end, columns, lines) ?? [createScale(start, end, columns)];
}

/** The strips of all CPUs over one axis; the numbers stand at the boundaries where one CPU has room for them. */
function renderStrips(
  input: TimelineInput,
  scale: TimeScale,
  labelColumns: number,
  contents: StripContents,
  devices: readonly DeviceRow[] = [],
): string {
  const { result, picture, labels, style } = input;
  let text = "";
  for (let cpu = 0; cpu < result.options.cpus; cpu++) {
    const segments = picture.segments.filter((segment) => segment.cpu === cpu);
    const strip = renderStrip(segments, scale, labels, style, contents);
    text += `${padStart(`CPU ${cpu}`, labelColumns - 1)} ${strip}\n`;
  }
  for (const { name, segments } of devices) {
    text += `${padStart(name, labelColumns - 1)} ${renderStrip(segments, scale, labels, style, contents)}\n`;
  }
  const times = result.options.cpus === 1 && scale.ticksPerColumn === 1
    ? boundaries(picture.segments, scale)
    : evenTimes(scale, style);
  return text + " ".repeat(labelColumns) + style.dim(renderAxis(scale, times, style)) + "\n";
}

/** One CPU's strip and the axis under it, for reports that show several runs. */
export function renderCompactTimeline(input: TimelineInput, labelColumns: number, contents: StripContents): string {
  return chartText(input.style, input.width, (width) => drawStrips({ ...input, width }, labelColumns, contents));
}

function drawStrips(input: TimelineInput, labelColumns: number, contents: StripContents): string {
  const scales = scalesOf(input, labelColumns, 0);
  return scales.map((scale) => renderStrips(input, scale, labelColumns, contents)).join("");
}

/** Times at which something begins or ends on a CPU. */
function boundaries(segments: readonly Segment[], scale: TimeScale): number[] {
  const times = new Set([scale.start]);
  for (const { start, end } of segments) {
    for (const time of [start, end]) if (time >= scale.start) times.add(time);
  }
  return [...times].sort((a, b) => a - b);
}

/** Explains the signs that were drawn, and no others. */
export function stripLegend(contents: StripContents, say: Say): string[] {
  const entries: string[] = [];
  if (contents.hasIdle) entries.push(`${IDLE_GLYPH} ${say("idle")}`);
  entries.push(...overheadLegend(contents, say));
  if (contents.hasShared) entries.push(`${SHARED_LEGEND} ${say("several processes, busier when darker")}`);
  return entries;
}

function renderLegend(
  { labels, style, width }: TimelineInput,
  scale: TimeScale,
  contents: StripContents,
  drawn: ReadonlySet<Activity>,
  rowCount: number,
): string {
  const { say } = style;
  const entries = stripLegend(contents, say);
  for (const [activity, glyph] of Object.entries(ACTIVITY_GLYPHS) as [Activity, string][]) {
    const isSaid = entries.some((entry) => entry.startsWith(`${glyph} `));
    if (drawn.has(activity) && !isSaid) entries.push(`${glyph} ${say(ACTIVITY_NAMES[activity])}`);
  }
  if (scale.ticksPerColumn > 1) {
    const { ticksPerColumn } = scale;
    entries.push(
      style.times === undefined
        ? say("1 column = {ticks} ticks", { ticks: formatCount(ticksPerColumn) })
        : say("1 column = {time} {unit}", { time: style.times.count(ticksPerColumn), unit: style.times.unit }),
    );
  }
  let text = entries.length > 0 ? `\n${style.dim(wrap(entries.join("   "), width))}\n` : "";
  const key = labels.key(contents.symbolPids).map((entry) => truncate(entry, width - 2));
  if (key.length > 0) text += style.dim(wrap(`${say("Symbols:")} ${key.join("  ")}`, width, "  ", "")) + "\n";
  if (rowCount === 0) {
    const said = say("A row per process is drawn for up to {most} processes; --svg draws more of them, --trace all", {
      most: PROCESS_ROWS_MAX,
    });
    text += style.dim(wrap(said, width)) + "\n";
  }
  return text;
}

/** How busy the CPUs and how full the system was, over time. */
function renderDensity({ result, picture, style, width }: TimelineInput): string {
  const { say } = style;
  const { cpus } = result.options;
  const { start } = picture;
  const { end } = chartSpan(result);
  const present = new TimeBuckets(start);
  const { arrival, finish } = result.columns;
  for (let row = 0; row < arrival.length; row++) present.add(arrival[row], finish[row]);
  const panelsOf = (columns: number): Panel[] => [
    {
      title: cpus === 1 ? say("CPU busy or switching") : say("CPUs busy or switching, of {cpus}", { cpus }),
      values: picture.busy.perTick(end, columns),
      format: (value) => formatDecimal(value),
    },
    {
      title: say("processes in the system"),
      values: present.perTick(end, columns),
      format: (value) => formatCount(Math.round(value)),
    },
  ];
  const most = (axisColumns: number) =>
    Math.max(1, Math.min(width - axisColumns - endColumns(end, style), end - start));
  let columns = most(0);
  let panels = panelsOf(columns);
  let axisColumns = panelAxisColumns(panels);
  // The vertical axis needs columns that are known only once the values are, and these change a little with the columns.
  while (columns > most(axisColumns)) {
    columns = most(axisColumns);
    panels = panelsOf(columns);
    axisColumns = panelAxisColumns(panels);
  }
  const scale: TimeScale = { start, end, columns, columnsPerTick: 1, ticksPerColumn: (end - start) / columns };
  const lines = panels.flatMap((panel) => [...renderPanel(panel, PANEL_LINES, axisColumns, style), ""]);
  lines.pop();
  lines.push(" ".repeat(axisColumns) + style.dim(renderAxis(scale, evenTimes(scale, style), style)));
  const said = say("{dispatches} on {cpus} are too many to draw one by one; --trace FILE has them all", {
    dispatches: say.count(result.metrics.totalDispatches, "dispatch", "dispatches"),
    cpus: say.count(cpus, "CPU"),
  });
  return lines.join("\n") + "\n" + style.dim(wrap(said, width)) + "\n";
}
