/**
 * What it costs that two runs part: who finishes at another tick.
 *
 * @module
 */

import { useMemo } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { fill, type Texts } from "../languages/language.ts";
import { ProcessName } from "../step/process_name.tsx";
import type { DoneRun } from "./use_partings.ts";

/** Processes that are listed, at the most. */
const ROWS_MAX = 12;

/** A process that does not finish at one tick in both runs. */
interface Difference {
  readonly pid: number;
  readonly finish: readonly [number, number];
  readonly later: number;
}

/** Every process that finishes at another tick, the greatest differences first. */
export function finishDifferences(one: DoneRun, other: DoneRun): Difference[] {
  const { pid: pids, finish } = one.outcome.result.columns;
  const others = other.outcome.result.columns.finish;
  return Array.from(pids).flatMap((pid, row) => {
    const later = others[row] - finish[row];
    return later === 0 ? [] : [{ pid, finish: [finish[row], others[row]] as const, later }];
  }).sort((a, b) => Math.abs(b.later) - Math.abs(a.later));
}

/** The table; a sentence where nobody does. */
export function Costs(
  { one, other, texts }: { readonly one: DoneRun; readonly other: DoneRun; readonly texts: Texts },
) {
  const { labels } = one.outcome;
  const differences = useMemo(() => finishDifferences(one, other), [one.outcome, other.outcome]);
  const title = fill(texts.compare.finishes, {
    count: formatCount(differences.length),
    all: formatCount(labels.count),
  });
  if (differences.length === 0) return <p>{texts.compare.allFinishAlike}</p>;
  const rest = differences.length - ROWS_MAX;
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={title}>
      <table class="figures">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col" class="text">{texts.figures.Process}</th>
            {[one, other].map(({ contender: { label } }, index) => (
              <th scope="col" key={index}>{texts.figures.Finish} · {label}</th>
            ))}
            <th scope="col">{texts.compare.difference}</th>
          </tr>
        </thead>
        <tbody>
          {differences.slice(0, ROWS_MAX).map(({ pid, finish, later }) => (
            <tr key={pid}>
              <th scope="row" class="text">
                <ProcessName pid={pid} labels={labels} />
              </th>
              {finish.map((tick, index) => <td key={index}>{formatCount(tick)}</td>)}
              <td>{later > 0 ? "+" : "−"}{formatCount(Math.abs(later))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <p class="hint">
          {texts.say("and {count}", { count: texts.say.count(rest, "more process", "more processes") })}
        </p>
      )}
    </div>
  );
}
