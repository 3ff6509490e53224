/**
 * `sim run`: one workload under one policy.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { RecordingOptions } from "../../engine/options.ts";
import { findPolicy } from "../../engine/policies.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { Segment, SimulationResult, Transition } from "../../engine/result.ts";
import { Simulation } from "../../engine/simulation.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { TimelinePicture } from "../../pictures/timeline_picture.ts";
import { defineCommand, type FlagValues } from "../command.ts";
import { JsonObjectWriter, processRecords, simulatedOptions, writeRunFigures } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { TraceWriter, TRACKED_PROCESSES_MAX } from "../files/trace.ts";
import { type LoadedWorkload, loadWorkload } from "../files/workload_input.ts";
import { policyCandidates } from "../flags/candidates.ts";
import { withFileDefaults } from "../flags/file_defaults.ts";
import { choice as choiceFlag, file, toggle } from "../flags/flags.ts";
import { machineFlags, machineNotes, machineTexts } from "../flags/log_machine.ts";
import { lookOf, pictureFlags, refuseLook } from "../flags/picture_flags.ts";
import {
  formatFlag,
  isData,
  outputFlag,
  refuseRows,
  refuseSamePlace,
  refuseUnused,
  ROWS_DEFAULT,
  rowsFlag,
  WORKLOAD_ARGUMENT,
  workloadFlags,
} from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  POLICY_NAMES,
  refuseForeignOptions,
  simulationFlags,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { tickNotes } from "../flags/time_texts.ts";
import { timesFlag, timesFormat } from "../flags/times_flag.ts";
import type { Io, Style, TimesFormat } from "../io.ts";
import { load } from "../load.ts";
import { watchRun } from "../running/watched.ts";
import { logNotes } from "../text/log_notes.ts";
import { figuresLine, machineText, policyOptionsText } from "../text/options_text.ts";
import type { PageArguments } from "../text/page_hint.ts";
import { reportText } from "../text/report_text.ts";
import { renderRunReport } from "../text/run_report.ts";

const POLICY_DEFAULT = "rr";

/** The report has no timeline of a machine with more CPUs. */
const DRAWN_CPUS_MAX = 1024;

const flags = {
  policy: {
    summary: "The policy, also with its options: mlfq:levels=4:boost=100",
    placeholder: "policy",
    short: "p",
    defaultText: POLICY_DEFAULT,
    choices: POLICY_NAMES,
    complete: (typed: string) => policyCandidates(typed, false),
    parse: parsePolicyChoice,
  },
  format: formatFlag,
  table: choiceFlag("With --format csv: what its rows are", "rows", ["processes", "timeline"], {
    defaultText: "processes",
  }),
  output: outputFlag,
  ...pictureFlags("the timeline"),
  trace: file("Write a trace for Perfetto (https://ui.perfetto.dev) into this file"),
  rows: rowsFlag,
  times: timesFlag,
  timeline: toggle("Leave the timeline out of the report", { negatable: true }),
  ...machineFlags,
  ...simulationFlags(),
  ...workloadFlags,
};

/** `sim run`. */
export const run = defineCommand({
  name: "run",
  description: "Simulates a workload under one policy: timeline, figures of every process, figures of the whole run.",
  args: [WORKLOAD_ARGUMENT],
  flags,
  examples: [
    { command: "sim run example:stallings --policy rr --quantum 4", summary: "round robin on five processes" },
    { command: "sim run jobs.swf.gz -p mlfq --cpus 4 -f json -o result.json", summary: "a cluster's log on four CPUs" },
    { command: "sim run example:stallings -p srtf --svg gantt.svg --trace run.json", summary: "pictures and a trace" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    const choice = given.policy ?? parsePolicyChoice(POLICY_DEFAULT);
    refuseForeignOptions("run", [choice.policy], given);
    if (given.format === "csv") refuseUnused("run", given, ["timeline"], "be left out with --format csv");
    else refuseUnused("run", given, ["table"], "come with --format csv");
    refuseRows("run", given);
    refuseSamePlace("run", io, given);
    refuseLook("run", given, given.svg !== undefined || given.format === "html");
    if (given.machine === undefined) simulationOptions("run", choice, given, "unread"); // refused before anything is read
    const loaded = await loadWorkload(io, argument, given);
    const usual = withFileDefaults(loaded, { typed: given.policy, usual: choice }, given);
    const texts = machineTexts("run", usual.flags, loaded.log, usual.choice.policy);
    const typed = tickNotes([usual.choice.policy], { ...given, ...usual.choice.texts }, loaded.tick);
    const options = simulationOptions("run", usual.choice, texts, loaded.tick);
    const resolved = resolveOptions(options);
    const isTooWide = resolved.cpus > DRAWN_CPUS_MAX && !isData(given.format) && hasTimeline(given);
    const wide = isTooWide ? [`Without a timeline: it is drawn of up to ${formatCount(DRAWN_CPUS_MAX)} CPUs`] : [];
    const notes = [...loaded.notes, ...usual.notes, ...typed, ...machineNotes(loaded.log, [resolved]), ...wide];
    const workload = { ...loaded, notes };
    const shown = isTooWide ? { ...given, timeline: false } : given;
    const recording = recordingFor(shown, workload.columns.arrival.length);
    const simulation = new Simulation(workload.columns, { ...options, ...recording });
    const times = timesFormat("run", given, loaded.tick);
    const page = { argument, policies: [usual.choice.label], flags: usual.flags };
    await runToOutputs({ workload, simulation, given: shown, io, style, times, page });
  },
});

type Given = FlagValues<typeof flags>;

/** A run with everything it needs. */
interface Job {
  readonly workload: LoadedWorkload;
  readonly simulation: Simulation;
  readonly given: Given;
  readonly io: Io;
  readonly style: Style;
  readonly times: TimesFormat | undefined;
  readonly page: PageArguments;
}

/** Whether the report itself has a timeline. */
function hasTimeline({ format, timeline, table }: Given): boolean {
  return format === "csv" ? table === "timeline" : timeline !== false;
}

/** What the engine must record for the outputs that were asked for. */
function recordingFor(given: Given, processCount: number): Pick<RecordingOptions, "timeline" | "transitions"> {
  const isDrawn = given.svg !== undefined || given.trace !== undefined;
  const isText = !isData(given.format) && hasTimeline(given);
  return {
    timeline: isDrawn || hasTimeline(given) ? "full" : "off",
    transitions: (isDrawn || isText) && processCount <= TRACKED_PROCESSES_MAX ? "full" : "off",
  };
}

/** Runs the simulation and writes report, drawing and trace. No file appears before all of them could be written. */
async function runToOutputs(job: Job): Promise<void> {
  const { workload, simulation, given, io, style, times } = job;
  const labels = new ProcessLabels(simulation.workload);
  await using output = await openOutput(io, given.output);
  await using svgOutput = given.svg === undefined ? null : await openOutput(io, given.svg);
  await using traceOutput = given.trace === undefined ? null : await openOutput(io, given.trace);
  const trace = traceOutput === null ? null : await beginTrace(traceOutput, job, labels);
  const json = given.format === "json" ? await beginJson(output, job) : null;
  const rows = given.format === "csv" && hasTimeline(given) ? segmentRows() : null;
  const picture = new TimelinePicture(workload.firstArrival, given.svg !== undefined || given.format === "html");
  const onRecorded = async (segments: readonly Segment[], transitions: readonly Transition[]) => {
    picture.add(segments, transitions);
    await trace?.add(segments, transitions);
    if (json !== null && hasTimeline(given)) await json.items(segments);
    if (rows !== null) { for (const line of rows(segments)) await output.write(line); }
  };
  const label = `${simulation.options.policy} on ${workload.name}`;
  const result = await watchRun(io, label, (how) => simulation.run({ ...how, onRecorded }));
  const notes = [...workload.notes, ...logNotes(workload.log, [{ label: simulation.options.policy, result }])];
  if (json !== null) {
    if (hasTimeline(given)) await json.endList();
    await writeRunFigures(json, { ...result, notes: [...notes, ...result.notes] }, labels);
    await json.end();
  } else if (given.format === "csv" && rows === null) {
    const records = result.columns.arrival.keys().map(processRecords(result.columns, labels));
    for (const line of csvOf(records)) await output.write(line);
  } else if (rows === null) {
    const { name: workloadName } = workload;
    const shown = hasTimeline(given) ? picture : null;
    const rowsMax = given.rows ?? ROWS_DEFAULT;
    const svg = given.format === "html" && shown !== null ? await drawing(job, result, labels, picture) : undefined;
    const report = { result, workloadName, notes, labels, picture: shown, svg, rowsMax };
    await output.write(
      await reportText(
        given.format,
        io,
        style,
        (style, width) => renderRunReport({ ...report, style: { ...style, times }, width }),
        job.page,
      ),
    );
  }
  await trace?.end();
  if (svgOutput !== null) await svgOutput.write(await drawing(job, result, labels, picture));
  await svgOutput?.commit();
  await traceOutput?.commit();
  await output.commit();
}

/** Begins the report as JSON, up to its timeline. */
async function beginJson(output: Output, { workload, simulation, given }: Job): Promise<JsonObjectWriter> {
  const json = await JsonObjectWriter.begin(output, "run");
  const { affinity } = simulation.workload;
  const bound = affinity === undefined ? {} : { affinity: true };
  await json.value("workload", { name: workload.name, processes: simulation.progress.processes, ...bound });
  await json.value("options", simulatedOptions(simulation.options));
  if (hasTimeline(given)) await json.beginList("timeline");
  return json;
}

/** The timeline as CSV, part after part: the header comes with the first. */
function segmentRows(): (segments: readonly Segment[]) => Iterable<string> {
  let isFirst = true;
  return (segments) => {
    const lines = csvOf(segments);
    if (segments.length > 0 && !isFirst) lines.next();
    isFirst &&= segments.length === 0;
    return lines;
  };
}

function beginTrace(output: Output, { workload, simulation }: Job, labels: ProcessLabels): Promise<TraceWriter> {
  const { options } = simulation;
  const about = { workload: workload.name, policy: options.policy, options: policyOptionsText(options) };
  return TraceWriter.begin(output, labels, options.cpus, about);
}

/** The drawing is large and seldom wanted, so its code is loaded here. */
async function drawing(
  { workload, simulation, given, times }: Job,
  result: SimulationResult,
  labels: ProcessLabels,
  picture: TimelinePicture,
): Promise<string> {
  const { renderSvgGantt } = await load<typeof import("../../pictures/svg/gantt.ts")>(
    import.meta,
    "../../pictures/svg/gantt.ts",
  );
  const { options } = simulation;
  const own = policyOptionsText(options);
  const rules = `${machineText(options)} · switch-cost ${options.switchCost} · ties ${options.ties}`;
  const title = given.title ?? `${findPolicy(options.policy).title} on ${workload.name}`;
  const subtitle = `${own === "" ? rules : `${own} · ${rules}`} · ${figuresLine(result, times)}`;
  return renderSvgGantt(result, picture, labels, { title, subtitle }, { ...lookOf(given), times });
}
