/**
 * Means, percentiles and maxima over all processes, what the whole run came to, and what its reader should know.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { FigureName, Summary } from "../../engine/result.ts";
import type { Texts } from "../languages/language.ts";
import type { Outcome } from "../outcome.ts";

const STATISTICS: readonly { readonly name: keyof Summary; readonly title: keyof Texts["figures"] }[] = [
  { name: "mean", title: "Mean" },
  { name: "median", title: "Median" },
  { name: "p95", title: "p95" },
  { name: "p99", title: "p99" },
  { name: "max", title: "Max" },
];

const ROWS: readonly {
  readonly name: FigureName;
  readonly title: keyof Texts["figures"];
  readonly isRare?: boolean;
}[] = [
  { name: "turnaround", title: "Turnaround" },
  { name: "waiting", title: "Waiting" },
  { name: "response", title: "Response" },
  { name: "blocked", title: "Blocked", isRare: true },
  { name: "weightedTurnaround", title: "Weighted" },
  { name: "dispatches", title: "Dispatches" },
  { name: "preemptions", title: "Preemptions", isRare: true },
];

/** The table. */
export function DistributionTable({ outcome, texts }: { readonly outcome: Outcome; readonly texts: Texts }) {
  const { metrics, notes } = outcome.result;
  const titles = texts.figures;
  return (
    <section class="distribution" aria-label={titles.all}>
      <div class="scrolling" tabIndex={0} role="group" aria-label={titles.all}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col" class="text">{titles.all}</th>
              {STATISTICS.map(({ title }) => <th scope="col" key={title}>{titles[title]}</th>)}
            </tr>
          </thead>
          <tbody>
            {ROWS.filter(({ name, isRare }) => !isRare || metrics[name].max > 0).map(({ name, title }) => (
              <tr key={name}>
                <th scope="row" class="text">{titles[title]}</th>
                {STATISTICS.map((statistic) => {
                  const value = metrics[name][statistic.name];
                  const isCount = statistic.name !== "mean" && Number.isInteger(value);
                  return <td key={statistic.name}>{isCount ? formatCount(value) : formatDecimal(value)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {notes.length > 0 && (
        <ul class="notes" aria-label={titles.notes}>
          {notes.map((note) => <li key={note}>{texts.say(note)}</li>)}
        </ul>
      )}
    </section>
  );
}
