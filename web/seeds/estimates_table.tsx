/**
 * The figures of each policy over all seeds: the mean, and half of its interval.
 *
 * @module
 */

import { estimateOf, type SeededComparison } from "../../analysis/compare_seeds.ts";
import { COMPARED_FIGURES } from "../../analysis/figures.ts";
import { fill, type Texts } from "../languages/language.ts";
import { estimateText, figureFormat } from "./seed_figures.ts";

/** The table. */
export function EstimatesTable(
  { comparison, texts }: { readonly comparison: SeededComparison; readonly texts: Texts },
) {
  const { runs, seeds, statistic } = comparison;
  const title = fill(texts.seeds.means, { count: seeds.length });
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={title}>
      <table class="figures">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col" class="text">{texts.figures.Policy}</th>
            {COMPARED_FIGURES.map(({ name, title }) => (
              <th scope="col" key={name}>{texts.figures[title as keyof Texts["figures"]]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, row) => (
            <tr key={row}>
              <th scope="row" class="text">{run.label}</th>
              {COMPARED_FIGURES.map((figure) => (
                <td key={figure.name}>{estimateText(estimateOf(run, figure, statistic), figureFormat(figure))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
