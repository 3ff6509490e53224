/**
 * Who could have been chosen at a decision, with the keys by which the policy saw them, the chosen one marked.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { Decision } from "../../engine/result.ts";
import { keyText } from "../../pictures/words/decision_words.ts";
import { fill } from "../languages/language.ts";
import { ProcessName } from "./process_name.tsx";
import type { StepContext } from "./step_context.ts";

/** The table. */
export function Candidates({ decision, context }: { readonly decision: Decision; readonly context: StepContext }) {
  const { texts, labels, policy, options } = context;
  const { candidates, readyCount, pid } = decision;
  const key = policy.key.name;
  const rest = readyCount - candidates.length;
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={texts.candidates}>
      <table class="figures">
        <caption>{texts.candidates}</caption>
        <thead>
          <tr>
            <th scope="col" class="text">{texts.ready}</th>
            <th scope="col">{key}</th>
            {key !== "joined" && <th scope="col">{texts.joined}</th>}
            <th scope="col">{texts.arrival}</th>
            <th scope="col">{texts.pid}</th>
          </tr>
        </thead>
        <tbody>
          {candidates.map((candidate) => (
            <tr key={candidate.pid} class={candidate.pid === pid ? "chosen" : undefined}>
              <th scope="row" class="text">
                <ProcessName pid={candidate.pid} labels={labels} />
                {candidate.pid === pid && <em>{texts.chosen}</em>}
              </th>
              <td>{keyText(candidate.key, options, context.say)}</td>
              {key !== "joined" && <td>{formatCount(candidate.joined)}</td>}
              <td>{formatCount(candidate.arrival)}</td>
              <td>{candidate.pid}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p>{fill(texts.moreReady, { count: formatCount(rest) })}</p>}
    </div>
  );
}
