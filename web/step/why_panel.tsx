/**
 * Why: what happened at a tick, the decision that was made there, who could have been chosen, and by which rule one was.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { Decision } from "../../engine/result.ts";
import { orderRuleText, ruleText } from "../../pictures/words/decision_words.ts";
import { eventText } from "../../pictures/words/event_words.ts";
import { fill } from "../languages/language.ts";
import { Candidates } from "./candidates.tsx";
import type { StepContext } from "./step_context.ts";
import type { StepMoment } from "./step_moment.ts";

/** Events of a tick that are told. */
const EVENTS_MAX = 12;

/** The panel. `within`: which of the tick's decisions is looked at, from 0. */
export function WhyPanel({ moment, within, context, onDecision }: {
  readonly moment: StepMoment;
  readonly within: number;
  readonly context: StepContext;
  readonly onDecision: (within: number) => void;
}) {
  const { texts, labels, say, policy, options } = context;
  const decisions = moment.decisions.map(({ decision }) => decision);
  const decision = decisions[Math.min(within, decisions.length - 1)];
  const events = moment.transitions.flatMap((each) => eventText(each, labels, say) ?? []);
  const more = events.length - EVENTS_MAX;
  if (more > 0) events.splice(EVENTS_MAX, more, fill(texts.more, { count: formatCount(more) }));
  return (
    <section class="step-why" aria-label={texts.why}>
      {events.length > 0 && <p>{fill(texts.happened, { events: events.join(context.chartTexts.semicolon) })}</p>}
      {decision === undefined
        ? <Standing moment={moment} context={context} />
        : <Decided decision={decision} context={context} />}
      {decisions.length > 1 && (
        <p class="step-others">
          {texts.alsoDecided}: {decisions.map((each, index) =>
            each === decision ? null : (
              <button
                key={index}
                type="button"
                onClick={() => onDecision(index)}
              >
                {fill(texts.decision, { cpu: each.cpu, name: labels.name(each.pid) })}
              </button>
            )
          )}
        </p>
      )}
      <dl class="step-rule">
        <dt>{texts.rule}</dt>
        <dd>{orderRuleText(policy, options, say)}</dd>
        <dt>{texts.equal}</dt>
        <dd>{say(policy.tieRule)}</dd>
      </dl>
    </section>
  );
}

/** The decision of a tick in a sentence; what holds where there is none. */
export function headline(
  { decisions, standing, isDone, time, tick }: StepMoment,
  within: number,
  context: StepContext,
) {
  const { texts, labels } = context;
  const decision = decisions[Math.min(within, decisions.length - 1)]?.decision;
  if (decision !== undefined) {
    const taken = decision.preempted === null ? "" : fill(texts.takenFrom, { name: labels.name(decision.preempted) });
    return fill(texts.decision, { cpu: decision.cpu, name: labels.name(decision.pid) }) + taken;
  }
  if (isDone && time < tick) return fill(texts.done, { tick: formatCount(time) });
  return standing.length === 0 ? texts.nobody : texts.noDecision;
}

/** The words of `sim explain` for a decision, as a sentence. */
export function reasonText(decision: Decision, context: StepContext): string {
  return fill(context.texts.because, { reason: ruleText(decision, context) });
}

function Decided({ decision, context }: { readonly decision: Decision; readonly context: StepContext }) {
  const { texts, labels } = context;
  const taken = decision.preempted === null ? "" : fill(texts.takenFrom, { name: labels.name(decision.preempted) });
  return (
    <>
      <h3>
        {fill(texts.decision, { cpu: decision.cpu, name: labels.name(decision.pid) })}
        {taken}
      </h3>
      <p class="step-reason">{reasonText(decision, context)}</p>
      {decision.candidates.length > 1 && <Candidates decision={decision} context={context} />}
    </>
  );
}

/** Who runs though nothing was decided, and since which decision. */
function Standing({ moment, context }: { readonly moment: StepMoment; readonly context: StepContext }) {
  const { texts, labels } = context;
  return (
    <>
      <h3>{headline(moment, 0, context)}</h3>
      {moment.standing.map((decision) => (
        <p key={decision.cpu}>
          {fill(texts.since, {
            cpu: decision.cpu,
            name: labels.name(decision.pid),
            tick: formatCount(decision.time),
            reason: ruleText(decision, context),
          })}
        </p>
      ))}
    </>
  );
}
