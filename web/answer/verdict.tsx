/**
 * What became of an answer: what cannot be and where, the first decision that the policy makes otherwise, and every rule.
 *
 * @module
 */

import type { WrongDecision } from "../../analysis/check/check_decisions.ts";
import { formatCount } from "../../engine/numbers.ts";
import { ruleText } from "../../pictures/words/decision_words.ts";
import { contextOf, Decided } from "../compare/side.tsx";
import type { DoneRun } from "../compare/use_partings.ts";
import { counted, fill, type Texts } from "../languages/language.ts";
import { ProcessName } from "../step/process_name.tsx";
import type { CheckedAnswer, Mistake } from "../check/check_answer.ts";
import { type AnswerSegment, segmentText } from "../check/notation.ts";

/** Mistakes that are listed, at the most. */
const MISTAKES_MAX = 20;

/** What the verdict is of. */
export interface VerdictProps {
  readonly checked: CheckedAnswer;
  readonly segments: readonly AnswerSegment[];
  readonly run: DoneRun;
  readonly texts: Texts;
}

/** The verdict. */
export function Verdict(props: VerdictProps) {
  const { checked: { mistakes, wrong, isJudged }, run, texts } = props;
  const policy = run.contender.label;
  const isRight = mistakes.length === 0 && wrong === null && isJudged;
  return (
    <>
      <p class={isRight ? "good" : "refused"} role="status">
        {isRight
          ? fill(texts.answer.right, { policy })
          : mistakes.length > 0
          ? fill(texts.answer.mistakes, { count: counted(mistakes.length, texts.nouns.mistake) })
          : fill(texts.answer.possible, { policy })}
      </p>
      {mistakes.length > 0 && <Mistakes {...props} />}
      {wrong !== null && <Wrong wrong={wrong} run={run} texts={texts} />}
      <Rules {...props} />
    </>
  );
}

function Mistakes({ checked: { mistakes }, segments, texts }: VerdictProps) {
  const rest = mistakes.length - MISTAKES_MAX;
  const place = ({ segment }: Mistake) => segment === null ? null : segments[segment];
  return (
    <ul class="mistakes" aria-label={texts.answer.broken}>
      {mistakes.slice(0, MISTAKES_MAX).map((mistake, index) => {
        const segment = place(mistake);
        return (
          <li key={index}>
            {segment != null && <b>{`${segmentText(segment)}: `}</b>}
            {texts.sentence(mistake.message)} <span class="hint">({texts.say(mistake.rule)})</span>
          </li>
        );
      })}
      {rest > 0 && <li class="hint">{fill(texts.step.more, { count: formatCount(rest) })}</li>}
    </ul>
  );
}

/** The first decision that the policy makes otherwise, and why. */
function Wrong({ wrong, run, texts }: {
  readonly wrong: WrongDecision;
  readonly run: DoneRun;
  readonly texts: Texts;
}) {
  const { tick, cpu, got, wanted, explanation } = wrong;
  const { contender: { label }, outcome: { labels } } = run;
  const context = contextOf(run, texts);
  const decided = explanation.decisions.find(({ decision }) => decision.cpu === cpu)?.decision;
  const standing = explanation.standing.find((decision) => decision.cpu === cpu);
  const pid = Number(got);
  const name = got === null ? "" : labels.index(pid) < 0 ? got : labels.name(pid);
  const values = { tick: formatCount(tick), cpu, policy: label, name };
  return (
    <section class="wrong-decision" aria-label={texts.answer.firstWrong}>
      <h3>{texts.answer.firstWrong}</h3>
      <p>{fill(got === null ? texts.answer.youIdle : texts.answer.youRun, values)}</p>
      {decided !== undefined
        ? (
          <div>
            <p>{fill(texts.answer.policyDecides, values)}</p>
            <Decided decision={decided} context={context} texts={texts} />
          </div>
        )
        : wanted === null || standing === undefined
        ? <p>{fill(texts.answer.policyIdle, values)}</p>
        : (
          <>
            <p>
              {fill(texts.answer.policyGoesOn, values)} <ProcessName pid={wanted} labels={labels} />
            </p>
            <p class="because">
              {fill(texts.compare.since, { tick: formatCount(standing.time), reason: ruleText(standing, context) })}
            </p>
          </>
        )}
    </section>
  );
}

/** Every rule and what became of it. */
function Rules({ checked: { rules }, texts }: VerdictProps) {
  return (
    <details>
      <summary>{texts.answer.rules}</summary>
      <div class="scrolling" tabIndex={0} role="group" aria-label={texts.answer.rules}>
        <table class="figures rules">
          <tbody>
            {rules.map(({ name, meaning, violations, outcome }) => {
              const isSkipped = "skipped" in outcome;
              return (
                <tr key={name}>
                  <th scope="row" class="text">{texts.say(name)}</th>
                  <td class={isSkipped ? "text hint" : violations === 0 ? "text best" : "text refused"}>
                    {isSkipped ? texts.answer.skipped : violations === 0 ? texts.answer.holds : texts.answer.isBroken}
                  </td>
                  <td class="text">
                    {isSkipped
                      ? texts.sentence(outcome.skipped)
                      : `${texts.sentence(meaning)} (${texts.sentence(outcome.looked)})`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
