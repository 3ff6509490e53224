/**
 * The paired differences of one figure: each with its interval, drawn beside the line of no difference, and what it shows.
 *
 * @module
 */

import { type Pair, pairsOf, type SeededComparison } from "../../analysis/compare_seeds.ts";
import type { ComparedFigure } from "../../analysis/figures.ts";
import { fill, type Texts } from "../languages/language.ts";
import { figureFormat, signedText } from "./seed_figures.ts";

/** Width and height of the drawing of an interval, in pixels. */
const WIDTH = 180;
const HEIGHT = 20;

/** The table. */
export function PairsTable({ comparison, figure, texts }: {
  readonly comparison: SeededComparison;
  readonly figure: ComparedFigure;
  readonly texts: Texts;
}) {
  const pairs = pairsOf(comparison, figure);
  const format = figureFormat(figure);
  const reach = Math.max(
    Number.MIN_VALUE,
    ...pairs.flatMap(({ difference: { mean, low, high } }) => [mean, low ?? 0, high ?? 0].map(Math.abs)),
  );
  const title = fill(texts.seeds.differences, { figure: texts.figures[figure.title as keyof Texts["figures"]] });
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={title}>
      <table class="figures pairs">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col" class="text">{texts.compare.difference}</th>
            <th scope="col">{texts.figures.Mean}</th>
            <th scope="col">{texts.seeds.interval}</th>
            <th scope="col" aria-hidden="true" />
            <th scope="col" class="text">{texts.seeds.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => {
            const { first, second, difference: { mean, low, high, verdict } } = pair;
            const isShown = verdict === "lower" || verdict === "higher";
            return (
              <tr key={`${first} ${second}`}>
                <th scope="row" class="text">{second} − {first}</th>
                <td>{signedText(mean, format)}</td>
                <td>
                  {low === null || high === null
                    ? "–"
                    : fill(texts.seeds.fromTo, { low: signedText(low, format), high: signedText(high, format) })}
                </td>
                <td aria-hidden="true">
                  <Interval pair={pair} reach={reach} />
                </td>
                <td class={isShown ? "text shown-difference" : "text hint"}>
                  {fill(texts.seeds.verdicts[verdict], { second, first })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** An interval beside zero. `reach`: the value at the edges. */
function Interval({ pair: { difference: { mean, low, high, verdict } }, reach }: {
  readonly pair: Pair;
  readonly reach: number;
}) {
  const x = (value: number) => WIDTH / 2 + value / reach * (WIDTH / 2 - 6);
  const middle = HEIGHT / 2;
  const isShown = verdict === "lower" || verdict === "higher";
  return (
    <svg
      class={isShown ? "interval told" : "interval"}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <line class="zero" x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={HEIGHT} />
      {low !== null && high !== null && <line x1={x(low)} x2={x(high)} y1={middle} y2={middle} />}
      <circle cx={x(mean)} cy={middle} r={4} />
    </svg>
  );
}
