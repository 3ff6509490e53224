/**
 * `sim compare`: one workload under several policies.
 *
 * @module
 */

import { compare as compareContenders } from "../../analysis/compare.ts";
import type { SeededComparison } from "../../analysis/compare_seeds.ts";
import type { Contender } from "../../analysis/contender.ts";
import { suggestedPolicies } from "../../analysis/suggested_policies.ts";
import { workloadOf } from "../../analysis/trials/recipe.ts";
import { plural } from "../../engine/numbers.ts";
import { findPolicy, POLICIES } from "../../engine/policies.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { Summary } from "../../engine/result.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import type { ClusterLog } from "../../engine/workload/cluster_log.ts";
import type { WorkloadSettings } from "../../engine/workload/workload_settings.ts";
import { csvOf, type CsvValue } from "../../pictures/documents/csv.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { TimelinePicture } from "../../pictures/timeline_picture.ts";
import { defineCommand, type FlagValues } from "../command.ts";
import { flatMetrics } from "../files/flat_metrics.ts";
import { JsonObjectWriter, simulatedOptions } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { type LoadedWorkload, loadSource, loadWorkload, refuseSeed, utilizationOf } from "../files/workload_input.ts";
import { policyCandidates } from "../flags/candidates.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { choice, count, list, toggle } from "../flags/flags.ts";
import { machineFlags, machineNotes, type MachineTexts, machineTexts } from "../flags/log_machine.ts";
import { lookOf, pictureFlags, type PictureOptions, refuseLook } from "../flags/picture_flags.ts";
import {
  FIGURES_DEFAULT,
  figuresFlag,
  formatFlag,
  isData,
  outputFlag,
  refuseIdleSeeds,
  refuseRows,
  refuseSamePlace,
  refuseUnused,
  ROWS_DEFAULT,
  rowsFlag,
  seedFlags,
  WORKLOAD_ARGUMENT,
  workloadFlags,
} from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  type PolicyChoice,
  refuseForeignOptions,
  sharedTexts,
  simulationFlags,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { tickNotes } from "../flags/time_texts.ts";
import { timesFlag, timesFormat } from "../flags/times_flag.ts";
import type { Io, Style } from "../io.ts";
import { load } from "../load.ts";
import { watchRuns, watchTrials } from "../running/watched.ts";
import type { PicturedRun } from "../text/compare_report.ts";
import { renderCompareReport } from "../text/compare_report.ts";
import { logNotes } from "../text/log_notes.ts";
import { machineText } from "../text/options_text.ts";
import { reportText } from "../text/report_text.ts";
import { STATISTICS } from "../text/summary_table.ts";

const flags = {
  policies: {
    ...list(
      "Policies with commas between them, each also with its options: rr:quantum=1,rr:quantum=8,mlfq; or all",
      "policies",
      parseContender,
      {
        short: "p",
        defaultText:
          "fcfs,sjf,srtf,rr,causes,mlfq and what the workload asks for: priority, real-time, shares, backfilling",
      },
    ),
    complete: (typed: string) => policyCandidates(typed, true),
  },
  by: choice("Which statistic over the processes to compare", "statistic", STATISTICS.map(({ name }) => name), {
    defaultText: "mean",
  }),
  figures: figuresFlag("With --seeds or --ci: the figures whose paired differences are shown"),
  ci: toggle("Confidence intervals from this one workload, by batch means: for long logs"),
  batches: count("With --ci: into how many batches the processes are cut (default 20)", 2),
  gantt: toggle("Draw the timeline of every policy"),
  ...pictureFlags("the timelines one under another"),
  format: formatFlag,
  output: outputFlag,
  rows: { ...rowsFlag, summary: "With --seeds or --ci: rows of each table of differences: a number, or all" },
  times: timesFlag,
  ...seedFlags,
  ...machineFlags,
  ...simulationFlags(),
  ...workloadFlags,
};

/** `sim compare`. */
export const compare = defineCommand({
  name: "compare",
  description:
    "Simulates a workload under several policies and marks the best of each figure. Options of the machine hold " +
    "for all of them, options of a policy for those that have it. With --seeds and a generated workload every policy " +
    "runs on the same workload of every seed; the report has confidence intervals and says which differences they show.",
  args: [WORKLOAD_ARGUMENT],
  flags,
  examples: [
    { command: "sim compare example:stallings --gantt", summary: "the usual policies, with their timelines" },
    {
      command: "sim compare jobs.csv -p rr:quantum=1,rr:quantum=10 --switch-cost 1",
      summary: "one policy, two quanta",
    },
    {
      command: "sim compare generate:processes=500:load=0.9 -p fcfs,rr,mlfq --seeds 1..30",
      summary: "with confidence intervals",
    },
    { command: "sim compare jobs.swf --machine log --by p95", summary: "a parallel machine's log, on that machine" },
    { command: "sim compare jobs.swf --machine log --ci", summary: "how sure that is, from the one log" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    if (given.seeds === undefined) refuseUnused("compare", given, ["jobs"], "come with --seeds");
    else refuseUnused("compare", given, ["gantt", "svg", "ci"], "be left out with --seeds, which have no one timeline");
    if (given.ci) refuseUnused("compare", given, ["gantt", "svg"], "be left out with --ci");
    else refuseUnused("compare", given, ["batches"], "come with --ci");
    if (!given.ci && given.seeds === undefined) {
      refuseUnused("compare", given, ["figures", "rows"], "come with --seeds or --ci");
    }
    refuseRows("compare", given);
    refuseSamePlace("compare", io, given);
    if (given.seeds !== undefined || given.ci) {
      refuseUnused("compare", given, ["times"], "be left out with --seeds and --ci");
    }
    const isDrawn = !isData(given.format) && (given.gantt ?? false);
    refuseLook("compare", given, given.svg !== undefined || (isDrawn && given.format === "html"));
    if (given.seeds !== undefined) return await compareOverSeeds(argument, given.seeds, given, io, style);
    const loaded = await loadWorkload(io, argument, given);
    const { contenders, notes } = chooseContenders(given, loaded.columns, { texts: given, ...loaded });
    const machine = machineNotes(loaded.log, contenders.map(({ options }) => resolveOptions(options)));
    const typed = tickNotes(POLICIES, given, loaded.tick);
    const asked = { ...loaded, notes: [...loaded.notes, ...notes, ...typed, ...machine] };
    const times = timesFormat("compare", given, loaded.tick);
    if (given.ci) {
      const { compareInBatches } = await load<typeof import("./compare_batches.ts")>(
        import.meta,
        "./compare_batches.ts",
      );
      const { batches, by, figures = FIGURES_DEFAULT, rows: rowsMax = ROWS_DEFAULT, format, output } = given;
      const page = { argument, policies: pagePolicies(given), flags: given };
      const request = { batches, by, figures, rowsMax, format, output, page };
      return await compareInBatches(asked, contenders, request, { io, style });
    }
    await using output = await openOutput(io, given.output);
    await using svgOutput = given.svg === undefined ? null : await openOutput(io, given.svg);
    const runs = await runContenders(io, asked, contenders, isDrawn || given.svg !== undefined);
    const workload = { ...asked, notes: [...asked.notes, ...logNotes(loaded.log, runs)] };
    const svg = svgOutput !== null || (isDrawn && given.format === "html")
      ? await drawing(workload, runs, { ...given, times })
      : null;
    await svgOutput?.write(svg!);
    if (given.format === "json") await writeJson(output, workload, runs);
    else if (given.format === "csv") { for (const line of csvOf(runs.map(csvRecord))) await output.write(line); }
    else {
      const { by = "mean" } = given;
      await output.write(
        await reportText(given.format, io, style, (style, width) => {
          const charts = isDrawn ? runs : runs.map((run) => ({ ...run, picture: null }));
          return compareText({ ...style, times }, width, workload, charts, by, svg ?? undefined);
        }, { argument, policies: pagePolicies(given), flags: given }),
      );
    }
    await svgOutput?.commit();
    await output.commit();
  },
});

/** The policies as the page takes them; none where all were asked for. */
function pagePolicies({ policies = [] }: FlagValues<typeof flags>): string[] {
  const labels = policies.map((choice) => choice === "all" ? choice : choice.label);
  return labels.includes("all") ? [] : labels;
}

/** Runs all contenders. `isDrawn` keeps what charts need. */
export async function runContenders(
  io: Io,
  workload: LoadedWorkload,
  contenders: readonly Contender[],
  isDrawn: boolean,
): Promise<PicturedRun[]> {
  const pictures = isDrawn ? contenders.map(() => new TimelinePicture(workload.firstArrival, true)) : [];
  const runs = await watchRuns(
    io,
    ({ label, index, runs }) => `${label} on ${workload.name} (${index + 1} of ${runs})`,
    (how) =>
      compareContenders(workload.columns, contenders, {
        ...how,
        onRecorded: isDrawn ? (index, segments) => pictures[index].add(segments, []) : undefined,
      }),
  );
  return runs.map((run, index) => ({ ...run, picture: pictures[index] ?? null }));
}

/** The drawing is large and seldom wanted, so its code is loaded here. */
async function drawing(
  workload: LoadedWorkload,
  runs: readonly PicturedRun[],
  given: PictureOptions,
): Promise<string> {
  const { renderSvgCompare } = await load<typeof import("../../pictures/svg/compare.ts")>(
    import.meta,
    "../../pictures/svg/compare.ts",
  );
  const [{ result }] = runs;
  const { options } = result;
  const title = given.title ?? `${plural(runs.length, "run")} of ${workload.name}`;
  const subtitle = `${machineText(options)} · switch-cost ${options.switchCost} · ties ${options.ties} · means, p99`;
  const drawn = runs.map((run) => ({ ...run, picture: run.picture! }));
  return renderSvgCompare(drawn, new ProcessLabels(result.workload), { title, subtitle }, lookOf(given));
}

/** The same over many seeds. */
async function compareOverSeeds(
  argument: string,
  seeds: readonly number[],
  given: FlagValues<typeof flags>,
  io: Io,
  style: Style,
): Promise<void> {
  const { compareSeeds } = await load<typeof import("../../analysis/compare_seeds.ts")>(
    import.meta,
    "../../analysis/compare_seeds.ts",
  );
  const { onAllCores } = await load<typeof import("../running/all_cores.ts")>(import.meta, "../running/all_cores.ts");
  const { name, notes: read, source, log, settings } = await loadSource(io, argument, given);
  refuseSeed("compare", source);
  const sample = "columns" in source ? source.columns : workloadOf({ ...source.recipe, processes: 1 });
  const { contenders, notes: chosen } = chooseContenders(given, sample, { texts: given, log, settings });
  const machine = machineNotes(log, contenders.map(({ options }) => resolveOptions(options)));
  const notes = [...read, ...chosen, ...machine];
  await using output = await openOutput(io, given.output);
  const { by: statistic = "mean", jobs } = given;
  refuseIdleSeeds("compare", source, contenders.map(({ options }) => options), seeds);
  const request = { seeds, statistic, run: onAllCores(jobs) };
  const comparison = await watchTrials(io, name, (how) => compareSeeds(source, contenders, { ...request, ...how }));
  if (given.format === "json") {
    const { writeSeedsJson } = await load<typeof import("../files/seeds_json.ts")>(
      import.meta,
      "../files/seeds_json.ts",
    );
    await writeSeedsJson(output, comparison, { name, notes, source });
  } else if (given.format === "csv") {
    for (const line of csvOf(seedRecords(comparison))) await output.write(line);
  } else {
    const { renderSeedsReport } = await load<typeof import("../text/seeds_report.ts")>(
      import.meta,
      "../text/seeds_report.ts",
    );
    const { figures = FIGURES_DEFAULT, rows: rowsMax = ROWS_DEFAULT } = given;
    const utilization = utilizationOf(source);
    const report = { comparison, figures, workloadName: name, utilization, notes, rowsMax };
    await output.write(
      await reportText(
        given.format,
        io,
        style,
        (style, width) => renderSeedsReport({ ...report, style, width }),
        { argument, policies: pagePolicies(given), flags: given },
      ),
    );
  }
  await output.commit();
}

/** Every run as one record. */
function* seedRecords({ runs, seeds }: SeededComparison): Generator<Record<string, CsvValue>> {
  for (const [index, seed] of seeds.entries()) {
    for (const { label, options, metrics } of runs) {
      yield { seed, policy: findPolicy(options.policy).name, label, ...flatMetrics(metrics[index]) };
    }
  }
}

/** The report as text, as `sim` alone prints it too. */
export function compareText(
  style: Style,
  width: number,
  workload: LoadedWorkload,
  runs: readonly PicturedRun[],
  statistic: keyof Summary,
  svg?: string,
): string {
  const labels = new ProcessLabels(runs[0].result.workload);
  const { name: workloadName, notes } = workload;
  return renderCompareReport({ runs, workloadName, notes, labels, statistic, svg, style, width });
}

/** A policy of `--policies`, or all of them. */
function parseContender(text: string): PolicyChoice | "all" {
  return text === "all" ? text : parsePolicyChoice(text);
}

/** What is compared, and which policies of `all` are left out and why. */
function chooseContenders(
  given: FlagValues<typeof flags>,
  workload: WorkloadColumns,
  from: OptionSource,
): { contenders: Contender[]; notes: string[] } {
  const isRigid = given.rigid !== undefined || given.machine !== undefined;
  const suggested = () => suggestedPolicies(workload, { rigid: isRigid }).map(parsePolicyChoice);
  const { policies } = given;
  if (policies?.some((choice) => choice === "all")) return allContenders(given, workload, from);
  const choices = policies as readonly PolicyChoice[] | undefined ?? suggested();
  refuseForeignOptions("compare", choices.map(({ policy }) => policy), given);
  return { contenders: choices.map((choice) => contenderOf(choice, choices, from)), notes: [] };
}

/** Every policy that can run this workload on this machine, beside those that were named with options. */
function allContenders(given: FlagValues<typeof flags>, workload: WorkloadColumns, from: OptionSource) {
  const named = given.policies!.filter((choice) => choice !== "all");
  const choices = [...named, ...POLICIES.map(({ name }) => parsePolicyChoice(name))];
  refuseForeignOptions("compare", choices.map(({ policy }) => policy), given);
  const contenders: Contender[] = [];
  const refused: string[] = [];
  for (const choice of choices) {
    const contender = contenderOf(choice, choices, from);
    try {
      new Simulation(workload, contender.options);
      contenders.push(contender);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      refused.push(choice.label);
    }
  }
  const notes = refused.length === 0
    ? []
    : [`Left out, as they cannot run this workload on this machine: ${refused.join(", ")}`];
  return { contenders, notes };
}

/** Where the options of the contenders come from: what was typed, what the file asks for, and a log's machine. */
interface OptionSource {
  readonly texts: MachineTexts;
  readonly log?: ClusterLog;
  /** What the workload's file asks for. */
  readonly settings?: WorkloadSettings;
  readonly columns?: WorkloadColumns;
  readonly tick?: LoadedWorkload["tick"];
}

function contenderOf(choice: PolicyChoice, choices: readonly PolicyChoice[], from: OptionSource): Contender {
  const { log } = from;
  const texts = sharedTexts(choice, choices, withFileFlags(from, choices, from.texts));
  const options = simulationOptions("compare", choice, machineTexts("compare", texts, log, choice.policy), from.tick);
  return { label: choice.label, options };
}

async function writeJson(output: Output, workload: LoadedWorkload, runs: readonly PicturedRun[]): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "compare");
  await json.value("workload", { name: workload.name, processes: workload.columns.arrival.length });
  await json.value("notes", workload.notes);
  await json.beginList("runs");
  await json.items(runs.map(({ label, result }) => ({
    label,
    options: simulatedOptions(result.options),
    metrics: result.metrics,
    ...(result.deadlines === null ? {} : { deadlines: result.deadlines }),
    notes: result.notes,
  })));
  await json.endList();
  await json.end();
}

/** A run as one record: `turnaroundMean`, `turnaroundMedian`, and so on. */
function csvRecord({ label, result }: PicturedRun): Record<string, CsvValue> {
  const { options, metrics, deadlines } = result;
  const missed = deadlines === null ? {} : { deadlines: deadlines.jobs, deadlinesMissed: deadlines.misses };
  return { policy: options.policy, label, ...flatMetrics(metrics), ...missed };
}
