/**
 * The two ends of a quantum's length, and the best of those that were tried, in words.
 *
 * @module
 */

import { type Sweep, SWITCHING_SHARE_MARKED } from "../../analysis/sweep.ts";
import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import type { Metrics } from "../../engine/result.ts";
import { counted, fill, type Texts } from "../languages/language.ts";

/** The list. */
export function SweepEnds({ sweep, texts }: { readonly sweep: Sweep; readonly texts: Texts }) {
  const { sweep: words } = texts;
  return (
    <dl class="ends">
      <dt>{words.tooShort}</dt>
      <dd>{shortEnd(sweep, texts)}</dd>
      <dt>{words.tooLong}</dt>
      <dd>{longEnd(sweep, texts)}</dd>
      <dt>{words.best}</dt>
      <dd>{best(sweep, texts)}</dd>
    </dl>
  );
}

function shortEnd({ options, points, fcfs, switchingUpTo }: Sweep, { sweep: words }: Texts): string {
  const [first] = points;
  if (options.switchCost === 0) {
    return fill(words.free, {
      switches: formatCount(first.metrics.switches),
      quantum: formatCount(first.quantum),
      fcfs: formatCount(fcfs.metrics.switches),
    });
  }
  return fill(switchingUpTo === null ? words.neverEaten : words.eatenUpTo, {
    limit: formatPercent(SWITCHING_SHARE_MARKED),
    share: formatPercent(first.switchingShare),
    quantum: formatCount(first.quantum),
    fcfs: formatPercent(fcfs.switchingShare),
    last: formatCount(switchingUpTo ?? 0),
  });
}

function longEnd({ points, fcfsFrom, longestStretch }: Sweep, { sweep: words, nouns }: Texts): string {
  const last = points[points.length - 1].quantum;
  const values = {
    burst: counted(longestStretch, nouns.tick),
    quantum: formatCount(fcfsFrom ?? 0),
    last: formatCount(last),
  };
  if (fcfsFrom !== null) return fill(words.fcfsFrom, values);
  return fill(last < longestStretch ? words.notLongEnough : words.neverFcfs, values);
}

function best({ points }: Sweep, { sweep: words }: Texts): string {
  const least = (value: (metrics: Metrics) => number) =>
    points.reduce((best, point) => value(point.metrics) < value(best.metrics) ? point : best);
  const turnaround = least((metrics) => metrics.turnaround.mean);
  const response = least((metrics) => metrics.response.mean);
  return fill(words.leastOf, {
    turnaround: formatDecimal(turnaround.metrics.turnaround.mean),
    first: formatCount(turnaround.quantum),
    response: formatDecimal(response.metrics.response.mean),
    second: formatCount(response.quantum),
  });
}
