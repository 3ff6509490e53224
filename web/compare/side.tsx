/**
 * What one run decides at the tick where two of them part: whom, among whom, and by which rule.
 *
 * @module
 */

import type { Explanation } from "../../analysis/explain.ts";
import { formatCount } from "../../engine/numbers.ts";
import type { Decision } from "../../engine/result.ts";
import { processColor } from "../../pictures/palette.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { type DecisionContext, keyText, ruleText } from "../../pictures/words/decision_words.ts";
import { fill, type Texts } from "../languages/language.ts";
import type { DoneRun } from "./use_partings.ts";

/** CPUs that are told of, at the most. */
const CPUS_MAX = 4;

/** A run at a tick. */
export interface SideProps {
  readonly run: DoneRun;
  readonly explanation: Explanation;
  /** The CPUs on which the two differ. */
  readonly cpus: readonly number[];
  readonly texts: Texts;
}

/** A process's name with its colour. */
export function ProcessName({ pid, labels }: { readonly pid: number; readonly labels: ProcessLabels }) {
  const { web } = processColor(Math.max(0, labels.index(pid)));
  return (
    <>
      <span class="swatch" style={{ background: web }} aria-hidden="true" />
      {labels.name(pid)}
    </>
  );
}

/** What is decided there, or what goes on. */
export function Side({ run, explanation, cpus, texts }: SideProps) {
  const { contender: { label, policy }, outcome: { result: { options }, labels } } = run;
  const context: DecisionContext = { policy, options, labels, say: texts.say };
  return (
    <section aria-label={label}>
      <h4>{label}</h4>
      {cpus.slice(0, CPUS_MAX).map((cpu) => {
        const decided = explanation.decisions.filter(({ decision }) => decision.cpu === cpu);
        if (decided.length === 0) {
          const standing = explanation.standing.find((decision) => decision.cpu === cpu);
          return <GoesOn key={cpu} cpu={cpu} standing={standing} context={context} texts={texts} />;
        }
        return decided.map(({ decision }) => (
          <Decided key={`${cpu} ${decision.pid}`} decision={decision} context={context} texts={texts} />
        ));
      })}
    </section>
  );
}

function GoesOn({ cpu, standing, context, texts }: {
  readonly cpu: number;
  readonly standing: Decision | undefined;
  readonly context: DecisionContext;
  readonly texts: Texts;
}) {
  const { labels } = context;
  if (standing === undefined) return <p>{fill(texts.compare.idle, { cpu })}</p>;
  return (
    <>
      <p>
        {fill(texts.compare.goesOn, { cpu })} <ProcessName pid={standing.pid} labels={labels} />
      </p>
      <p class="because">
        {fill(texts.compare.since, { tick: formatCount(standing.time), reason: ruleText(standing, context) })}
      </p>
    </>
  );
}

/** A decision: whom it chose, why, and who else was there. */
export function Decided({ decision, context, texts }: {
  readonly decision: Decision;
  readonly context: DecisionContext;
  readonly texts: Texts;
}) {
  const { labels, options, policy, say } = context;
  const { cpu, pid, preempted, candidates, readyCount } = decision;
  const keyName = policy.key.name;
  const rest = readyCount - candidates.length;
  return (
    <>
      <p>
        {fill(texts.compare.takes, { cpu })} <ProcessName pid={pid} labels={labels} />
        {preempted !== null && say(", taken from {name}", { name: labels.name(preempted) })}
      </p>
      <p class="because">{say("because {reason}", { reason: ruleText(decision, context) })}</p>
      {candidates.length > 1 && (
        <div class="scrolling" tabIndex={0} role="group" aria-label={texts.compare.ready}>
          <table class="figures">
            <thead>
              <tr>
                <th scope="col" class="text">{texts.compare.ready}</th>
                <th scope="col">{keyName}</th>
                {keyName !== "joined" && <th scope="col">{say("joined")}</th>}
                <th scope="col">{say("arrival")}</th>
              </tr>
            </thead>
            <tbody>
              {candidates.map((candidate) => (
                <tr key={candidate.pid} class={candidate.pid === pid ? "chosen" : undefined}>
                  <th scope="row" class="text">
                    <ProcessName pid={candidate.pid} labels={labels} />
                  </th>
                  <td>{keyText(candidate.key, options)}</td>
                  {keyName !== "joined" && <td>{formatCount(candidate.joined)}</td>}
                  <td>{formatCount(candidate.arrival)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rest > 0 && (
            <p class="hint">
              {say("and {count}", { count: say.count(rest, "more process", "more processes") })}
            </p>
          )}
        </div>
      )}
    </>
  );
}
