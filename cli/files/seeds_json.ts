/**
 * A comparison over many seeds as JSON, as `schema/seeds.schema.json` describes it.
 *
 * @module
 */

import { estimateOf, pairsOf, type SeededComparison } from "../../analysis/compare_seeds.ts";
import { COMPARED_FIGURES } from "../../analysis/figures.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { JsonObjectWriter, simulatedOptions } from "./json.ts";
import type { Output } from "./output.ts";
import type { LoadedSource } from "./workload_input.ts";

/** Writes estimates and differences of every figure. */
export async function writeSeedsJson(
  output: Output,
  comparison: SeededComparison,
  { name, notes, source }: LoadedSource,
): Promise<void> {
  const { runs, seeds, statistic } = comparison;
  const json = await JsonObjectWriter.begin(output, "seeds");
  await json.value("workload", { name, recipe: "recipe" in source ? source.recipe : null });
  await json.value("notes", [...new Set([...notes, ...runs.flatMap((run) => run.notes)])]);
  await json.value("seeds", seeds);
  await json.value("statistic", statistic);
  await json.beginList("runs");
  await json.items(runs.map((run) => ({
    label: run.label,
    options: simulatedOptions(resolveOptions(run.options)),
    estimates: COMPARED_FIGURES.map((figure) => ({
      figure: figure.name,
      ...estimateOf(run, figure, statistic),
    })),
  })));
  await json.endList();
  await json.beginList("differences");
  await json.items(
    COMPARED_FIGURES.flatMap((figure) =>
      pairsOf(comparison, figure).map(({ first, second, difference }) => ({
        figure: figure.name,
        first,
        second,
        ...difference,
      }))
    ),
  );
  await json.endList();
  await json.end();
}
