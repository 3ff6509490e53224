/**
 * What one run decides at the tick where two of them part: whom, among whom, and by which rule.
 *
 * @module
 */

import type { Explanation } from "../../analysis/explain.ts";
import { formatCount } from "../../engine/numbers.ts";
import type { Decision } from "../../engine/result.ts";
import { ruleText } from "../../pictures/words/decision_words.ts";
import { fill, type Texts } from "../languages/language.ts";
import { Candidates } from "../step/candidates.tsx";
import { ProcessName } from "../step/process_name.tsx";
import type { StepContext } from "../step/step_context.ts";
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

/** What decisions of a run are told from. */
export function contextOf({ contender: { policy }, outcome: { result, labels } }: DoneRun, texts: Texts): StepContext {
  return { policy, options: result.options, labels, say: texts.say, texts: texts.step, chartTexts: texts.chart };
}

/** What is decided there, or what goes on. */
export function Side({ run, explanation, cpus, texts }: SideProps) {
  const { label } = run.contender;
  const context = contextOf(run, texts);
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
  readonly context: StepContext;
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
  readonly context: StepContext;
  readonly texts: Texts;
}) {
  const { cpu, pid, preempted, candidates } = decision;
  const { labels, say } = context;
  return (
    <>
      <p>
        {fill(texts.compare.takes, { cpu })} <ProcessName pid={pid} labels={labels} />
        {preempted !== null && say(", taken from {name}", { name: labels.name(preempted) })}
      </p>
      <p class="because">{say("because {reason}", { reason: ruleText(decision, context) })}</p>
      {candidates.length > 1 && <Candidates decision={decision} context={context} />}
    </>
  );
}
