/**
 * `sim compare --ci`: one workload under several policies, with confidence intervals from that one workload.
 *
 * @module
 */

import {
  BATCHED_FIGURES,
  type BatchedComparison,
  batchedEstimate,
  batchedPairs,
  compareBatches,
  neighbourCorrelation,
} from "../../analysis/compare_batches.ts";
import type { Contender } from "../../analysis/contender.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { Summary } from "../../engine/result.ts";
import { csvOf, type CsvValue } from "../../pictures/documents/csv.ts";
import { JsonObjectWriter, simulatedOptions } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import type { LoadedWorkload } from "../files/workload_input.ts";
import type { ReportFormat } from "../flags/report_flags.ts";
import type { Io, Style } from "../io.ts";
import { watchRuns } from "../running/watched.ts";
import { renderBatchesReport } from "../text/batches_report.ts";
import type { PageArguments } from "../text/page_hint.ts";
import { reportText } from "../text/report_text.ts";

/** What the command line gave. */
export interface BatchesRequest {
  readonly batches?: number;
  readonly by?: keyof Summary;
  readonly figures: readonly string[];
  readonly rowsMax: number;
  readonly format?: ReportFormat;
  readonly output?: string;
  /** What the page would open with. */
  readonly page: PageArguments;
}

/** Runs the comparison and writes it. */
export async function compareInBatches(
  workload: LoadedWorkload,
  contenders: readonly Contender[],
  { batches, by: statistic, figures, rowsMax, format, output: path, page }: BatchesRequest,
  { io, style }: { readonly io: Io; readonly style: Style },
): Promise<void> {
  await using output = await openOutput(io, path);
  const comparison = await watchRuns(
    io,
    ({ label, index, runs }) => `${label} on ${workload.name} (${index + 1} of ${runs})`,
    (how) => compareBatches(workload.columns, contenders, { ...how, batches, statistic }),
  );
  if (format === "json") await writeJson(output, workload, comparison);
  else if (format === "csv") { for (const line of csvOf(records(comparison))) await output.write(line); }
  else {
    const { name: workloadName, notes } = workload;
    const report = { comparison, figures, workloadName, notes, rowsMax };
    await output.write(
      await reportText(format, io, style, (style, width) => renderBatchesReport({ ...report, style, width }), page),
    );
  }
  await output.commit();
}

/** Every batch as one record. */
function* records({ runs, batches, batchSize }: BatchedComparison): Generator<Record<string, CsvValue>> {
  for (let batch = 0; batch < batches; batch++) {
    for (const { label, options, series } of runs) {
      const values = Object.fromEntries(BATCHED_FIGURES.map((figure) => [figure, series[figure][batch]]));
      yield { batch: batch + 1, processes: batchSize, policy: findPolicy(options.policy).name, label, ...values };
    }
  }
}

async function writeJson(output: Output, { name, notes, columns }: LoadedWorkload, comparison: BatchedComparison) {
  const { runs, batches, batchSize, leftOut, statistic } = comparison;
  const json = await JsonObjectWriter.begin(output, "batches");
  await json.value("workload", { name, processes: columns.arrival.length });
  await json.value("notes", [...new Set([...notes, ...runs.flatMap(({ result }) => result.notes)])]);
  await json.value("batches", batches);
  await json.value("batchSize", batchSize);
  await json.value("leftOut", leftOut);
  await json.value("statistic", statistic);
  await json.beginList("runs");
  await json.items(runs.map((run) => ({
    label: run.label,
    options: simulatedOptions(run.result.options),
    estimates: BATCHED_FIGURES.map((figure) => ({
      figure,
      ...batchedEstimate(run, figure),
      neighbourCorrelation: neighbourCorrelation(run.series[figure]),
    })),
  })));
  await json.endList();
  await json.beginList("differences");
  await json.items(
    BATCHED_FIGURES.flatMap((figure) =>
      batchedPairs(comparison, figure).map(({ difference, ...pair }) => ({ ...pair, ...difference }))
    ),
  );
  await json.endList();
  await json.end();
}
