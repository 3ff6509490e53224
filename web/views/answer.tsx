/**
 * One's own answer: a timeline that is typed or drawn, held against the rules that every run keeps and against what the shown
 * policy decides.
 *
 * @module
 */

import { Button } from "../button.tsx";
import type { ComponentChildren } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import { checkAnswer } from "../check/check_answer.ts";
import { DrawBoard } from "../answer/draw_board.tsx";
import { answerJson, answerNames, type AnswerSegment, readAnswer, writeAnswer } from "../check/notation.ts";
import { Verdict } from "../answer/verdict.tsx";
import { TaskState } from "../background/task_state.tsx";
import { useTask } from "../background/use_task.ts";
import type { DoneRun } from "../compare/use_partings.ts";
import { joined } from "../lanes/bars.ts";
import { fill, type Texts } from "../languages/language.ts";
import { hasSegments, type Outcome } from "../outcome.ts";
import { NoRun } from "../no_run.tsx";
import type { Page } from "../page.ts";
import { filesOf, jobsWord, policyWords, shownPolicy, type TerminalCommand } from "../terminal/terminal_command.ts";
import type { Shown, View } from "./view.ts";

/** Processes and ticks that can be drawn on a board. */
const ROWS_MAX = 40;
const TICKS_MAX = 500;

/** Jobs beyond this many are no exercise. */
const PROCESSES_MAX = 2_000;

function Answer({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const run = page.shown.value;
  if (run?.state !== "done") return <NoRun page={page} />;
  const count = run.outcome.labels.count;
  if (count > PROCESSES_MAX) return <p class="hint">{fill(texts.answer.tooMany, { count: PROCESSES_MAX })}</p>;
  return <Exercise page={page} run={run} />;
}

/** What the state keeps of this view; a link may say anything. */
function textOf(values: unknown): string {
  const text = (values as { text?: unknown } | null | undefined)?.text;
  return typeof text === "string" ? text : "";
}

function Exercise({ page, run }: { readonly page: Page; readonly run: DoneRun }) {
  const texts = page.texts.value;
  const { contender, outcome } = run;
  const text = textOf(page.state.views.value.answer);
  const setText = (text: string) => page.state.setView("answer", { text });
  const { segments, problem } = useMemo(() => read(text), [text]);
  const names = useMemo(() => answerNames(outcome.labels), [outcome]);
  const checking = useTask(
    segments.length === 0 || problem !== "" ? null : ({ signal }) => {
      const columns = page.workload.peek()!;
      const question = { columns, names, options: contender.options! };
      return contender.script === null
        ? checkAnswer(segments, { ...question, signal })
        : page.background.run("check", { segments, ...question }, { signal });
    },
    [segments, outcome],
  );
  const checked = checking.state === "done" ? checking.output : null;
  const problems = new Map(
    checked?.mistakes.flatMap(({ segment, message }) =>
      segment === null ? [] : [[segment, texts.sentence(message)] as const]
    ),
  );
  return (
    <section class="answer" aria-label={texts.answer.title}>
      <p class="hint">{fill(texts.answer.against, { policy: contender.label })}</p>
      <Board
        outcome={outcome}
        names={[...names.keys()]}
        segments={segments}
        problems={problems}
        wrongTick={checked?.wrong?.tick ?? null}
        texts={texts}
        onSegments={(segments) => setText(writeAnswer(segments))}
      />
      <Typed text={text} problem={problem} texts={texts} onText={setText}>
        {hasSegments(outcome) && (
          <button type="button" onClick={() => setText(writeAnswer(segmentsOf(outcome, names)))}>
            {fill(texts.answer.take, { policy: contender.label })}
          </button>
        )}
      </Typed>
      <TaskState run={checking} what={texts.answer.checking} texts={texts} />
      {checked !== null && <Verdict checked={checked} segments={segments} run={run} texts={texts} />}
    </section>
  );
}

/** The segments of a text; none where it cannot be read, and why not. */
function read(text: string): { readonly segments: readonly AnswerSegment[]; readonly problem: string } {
  try {
    return { segments: readAnswer(text), problem: "" };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { segments: [], problem: error.message };
  }
}

/** The run's own timeline as an answer. */
function segmentsOf({ picture }: Outcome, names: ReadonlyMap<string, number>): AnswerSegment[] {
  const nameOf = new Map(Array.from(names, ([name, pid]) => [pid, name]));
  return joined(picture.segments).map(({ pid, ...rest }) => ({ ...rest, process: nameOf.get(pid)! }));
}

function Board({ outcome, names, segments, problems, wrongTick, texts, onSegments }: {
  readonly outcome: Outcome;
  readonly names: readonly string[];
  readonly segments: readonly AnswerSegment[];
  readonly problems: ReadonlyMap<number, string>;
  readonly wrongTick: number | null;
  readonly texts: Texts;
  readonly onSegments: (segments: AnswerSegment[]) => void;
}) {
  const { labels, result: { metrics, workload: { arrival }, options: { cpus } } } = outcome;
  const [cpu, setCpu] = useState(0);
  const last = segments.reduce((most, { end }) => Math.max(most, end), 0);
  // Some room beyond the right answer's end, which would give it away.
  const ticks = Math.max(10, last, Math.ceil(metrics.makespan * 1.2 / 5) * 5);
  if (labels.count > ROWS_MAX || ticks > TICKS_MAX) return <p class="hint">{texts.answer.tooManyToDraw}</p>;
  const rows = names.map((name, row) => ({ name, arrival: arrival[row] }));
  return (
    <>
      {cpus > 1 && (
        <label class="hint">
          {texts.answer.drawOn}{" "}
          <select value={cpu} onChange={({ currentTarget }) => setCpu(Number(currentTarget.value))}>
            {Array.from({ length: cpus }, (_, index) => <option key={index} value={index}>CPU {index}</option>)}
          </select>
        </label>
      )}
      <DrawBoard
        label={texts.answer.board}
        rows={rows}
        segments={segments}
        ticks={ticks}
        cpu={Math.min(cpu, cpus - 1)}
        cpus={cpus}
        problems={problems}
        wrongTick={wrongTick}
        texts={texts}
        onSegments={onSegments}
      />
    </>
  );
}

function Typed({ text, problem, texts, onText, children }: {
  readonly text: string;
  readonly problem: string;
  readonly texts: Texts;
  readonly onText: (text: string) => void;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="typed">
      <label for={id}>{texts.answer.typed}</label>
      <textarea
        id={id}
        rows={3}
        value={text}
        placeholder="A 0-3, B 3-7, A 7-9"
        spellcheck={false}
        aria-invalid={problem !== ""}
        aria-describedby={problem === "" ? `${id}-help` : `${id}-problem`}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      {problem === ""
        ? <p class="hint" id={`${id}-help`}>{texts.answer.help}</p>
        : <p class="refused" role="alert" id={`${id}-problem`}>{texts.sentence(problem)}</p>}
      <div class="below">
        <Button isOff={text === ""} onPress={() => onText("")}>{texts.answer.clear}</Button>
        {children}
      </div>
    </div>
  );
}

/** The command that checks the same, and the answer as a file. */
function answerCommand({ state, outcome }: Shown): TerminalCommand | null {
  const { segments } = read(textOf(state.views.answer));
  if (outcome === null || segments.length === 0) return null;
  const { labels, result: { workload: { affinity }, options: resolved } } = outcome;
  const { timeline: _timeline, transitions: _transitions, decisions: _decisions, ...options } = resolved;
  const text = answerJson(segments, { names: answerNames(labels), options, hasAffinity: affinity !== undefined });
  // The log says on which machine it is.
  const { policy, options: own } = shownPolicy(state);
  const words = ["sim check answer.json --workload", jobsWord(state), ...policyWords(state, { policy, options: own })];
  return {
    commands: [words.filter((word) => word !== "").join(" ")],
    files: [...filesOf(state), { name: "answer.json", text }],
  };
}

/** Your answer. */
export const view: View = {
  name: "answer",
  title: (texts) => texts.answer.title,
  terminal: answerCommand,
  Component: Answer,
};
