/**
 * What the length of the quantum does: the jobs under one policy for many quanta, as a plot and a table, and where a quantum is
 * too short or too long.
 *
 * @module
 */

import { useId, useMemo, useRef } from "preact/hooks";
import { defaultQuanta, longestStretch, type Sweep } from "../../analysis/sweep.ts";
import { formatCount } from "../../engine/numbers.ts";
import { parseQuanta } from "../../engine/number_range.ts";
import { renderSvgSweep } from "../../pictures/svg/sweep.ts";
import { sweepTask } from "../background/sweep_task.ts";
import { TaskState } from "../background/task_state.tsx";
import { useTask } from "../background/use_task.ts";
import { type Contender, contenderOf } from "../contender.ts";
import { useWidth } from "../lanes/use_width.ts";
import { counted, fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { SweepEnds } from "../sweep/sweep_ends.tsx";
import { SweepTable } from "../sweep/sweep_table.tsx";
import { commandFor, filesOf, type TerminalCommand } from "../terminal/terminal_command.ts";
import { shellWord } from "../shell_word.ts";
import type { ChosenPolicy, OptionTexts } from "../state.ts";
import type { Shown, View } from "./view.ts";

/** Processes of all runs together up to which a sweep is quick enough for the page's own thread. */
const QUICK_MAX = 5_000;

/** The widest drawing, in pixels. */
const WIDTH_MAX = 900;

/** What the state keeps of this view; a link may say anything. */
interface Values {
  readonly quanta: string;
  /** Place of the policy. */
  readonly of: number;
}

function valuesOf(values: unknown): Values {
  const { quanta, of } = (values ?? {}) as { quanta?: unknown; of?: unknown };
  return { quanta: typeof quanta === "string" ? quanta : "", of: typeof of === "number" ? of : -1 };
}

/** A policy that can be swept, and its place; `null` for one that was not chosen. */
interface Swept {
  readonly contender: Contender;
  readonly index: number | null;
}

/** What is swept where no chosen policy has a quantum. */
const RR: ChosenPolicy = { policy: "rr", options: {} };

/** All that can be swept: the chosen policies that have a quantum, else round robin on the same machine. */
function sweptOf(contenders: readonly Contender[], machine: OptionTexts): readonly Swept[] {
  const chosen = contenders.flatMap((contender, index): Swept[] => {
    const isSwept = contender.options !== null && contender.policy.options.some(({ name }) => name === "quantum");
    return isSwept ? [{ contender, index }] : [];
  });
  if (chosen.length > 0) return chosen;
  const usual = contenderOf(RR, machine);
  return usual.options === null ? [] : [{ contender: usual, index: null }];
}

/** The one that is asked for, else the shown one, else the first. */
function chosenOf(all: readonly Swept[], of: number, shown: number): Swept | undefined {
  return all.find(({ index }) => index === of) ?? all.find(({ index }) => index === shown) ?? all[0];
}

/** The command that sweeps the same. */
function sweepCommand({ state }: Shown): TerminalCommand | null {
  const { quanta, of } = valuesOf(state.views.sweep);
  const contenders = state.policies.map((chosen) => contenderOf(chosen, state.machine, state.ownPolicies));
  const swept = chosenOf(sweptOf(contenders, state.machine), of, state.shown);
  if (swept === undefined) return null;
  const { policy, options } = swept.index === null ? RR : state.policies[swept.index];
  const { quantum: _quantum, ...rest } = options;
  const range = quanta.trim() === "" ? [] : [`-q ${shellWord(quanta.trim())}`];
  return { commands: [commandFor("sweep", state, { policy, options: rest }, ...range)], files: filesOf(state) };
}

function SweepView({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const columns = page.workload.value;
  const { quanta: typed, of } = valuesOf(page.state.views.value.sweep);
  const all = sweptOf(page.contenders.value, page.state.machine.value);
  const swept = chosenOf(all, of, page.state.shown.value);
  const usual = useMemo(() => columns === null ? [] : defaultQuanta(longestStretch(columns)), [columns]);
  const { quanta, problem } = readQuanta(typed, usual);
  const options = swept?.contender.options ?? null;
  const isReady = columns !== null && options !== null && quanta !== null && quanta.length > 0;
  const run = useTask(
    !isReady ? null : async ({ signal, tell }) => {
      const { quantum: _quantum, ...rest } = options as typeof options & { quantum?: number };
      const input = { columns, options: rest as typeof options, quanta };
      const isQuick = swept!.contender.script === null && columns.arrival.length * quanta.length <= QUICK_MAX;
      return isQuick
        ? await sweepTask(input, () => {}, signal)
        : await page.background.run("sweep", input, { signal, onProgress: tell });
    },
    [columns, JSON.stringify(options), swept?.contender.script, quanta?.join()],
  );
  const set = (values: Partial<Values>) => page.state.setView("sweep", { quanta: typed, of, ...values });
  if (swept === undefined) return <p class="hint">{texts.sweep.nobody}</p>;
  const { contender: { policy, label }, index } = swept;
  return (
    <section class="sweep" aria-label={texts.sweep.title}>
      <div class="sweep-what">
        {all.length > 1 && (
          <label>
            {texts.figures.Policy}{" "}
            <select value={index ?? ""} onChange={({ currentTarget }) => set({ of: Number(currentTarget.value) })}>
              {all.map((each) => <option key={each.index} value={each.index!}>{each.contender.label}</option>)}
            </select>
          </label>
        )}
        <QuantaField text={typed} usual={usual} problem={problem} texts={texts} onText={(quanta) => set({ quanta })} />
      </div>
      {index === null && <p class="hint">{texts.sweep.nobody}</p>}
      <TaskState run={run} what={fill(texts.sweep.sweeping, { policy: label })} texts={texts} />
      {run.output !== null && (
        <div class={run.state === "done" ? "sweep-found" : "sweep-found stale"}>
          <Plot page={page} sweep={run.output} title={texts.say(policy.title)} />
          <SweepEnds sweep={run.output} texts={texts} />
          <SweepTable
            sweep={run.output}
            label={fill(texts.sweep.tableOf, { policy: policy.name })}
            texts={texts}
            onQuantum={index === null ? null : (quantum) => page.setOption(index, "quantum", String(quantum))}
          />
        </div>
      )}
    </section>
  );
}

/** The quanta that were typed, or the usual ones; what is wrong with them. */
function readQuanta(
  typed: string,
  usual: readonly number[],
): { readonly quanta: readonly number[] | null; readonly problem: string } {
  if (typed.trim() === "") return { quanta: usual, problem: "" };
  try {
    return { quanta: parseQuanta(typed), problem: "" };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { quanta: null, problem: `quantum ${error.message}` };
  }
}

function QuantaField({ text, usual, problem, texts, onText }: {
  readonly text: string;
  readonly usual: readonly number[];
  readonly problem: string;
  readonly texts: Texts;
  readonly onText: (text: string) => void;
}) {
  const id = useId();
  const range = usual.length === 0 ? "" : `${usual[0]}..${usual[usual.length - 1]}`;
  return (
    <span>
      <label for={id}>{texts.sweep.quanta}</label>{" "}
      <input
        id={id}
        type="text"
        value={text}
        placeholder={range}
        title={texts.sweep.quantaHelp}
        aria-invalid={problem !== ""}
        aria-describedby={problem === "" ? undefined : `${id}-problem`}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      {problem !== "" && <span class="refused" role="alert" id={`${id}-problem`}>{texts.sentence(problem)}</span>}
    </span>
  );
}

function Plot({ page, sweep, title }: { readonly page: Page; readonly sweep: Sweep; readonly title: string }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { theme, patterns } = page.state;
  const texts = page.texts.value;
  const { options: { cpus, switchCost, ties } } = sweep;
  const look = { width: Math.min(WIDTH_MAX, width), theme: theme.value, patterns: patterns.value };
  const svg = useMemo(() => {
    if (width === 0) return "";
    const subtitle = [
      counted(cpus, texts.nouns.cpu),
      `${texts.option("switchCost")} ${switchCost}`,
      `${texts.option("ties")} ${texts.choice(ties)}`,
    ].join(" · ");
    const asFcfs = fill(texts.sweep.plot.asFcfs, { quantum: formatCount(sweep.fcfsFrom ?? 0) });
    return renderSvgSweep(sweep, { title, subtitle, ...texts.sweep.plot, asFcfs }, look);
  }, [sweep, texts, look.width, look.theme]);
  // The drawing is ours, and every text in it is escaped; the table below says the same.
  return <div ref={box} class="sweep-plot" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}

/** The quantum swept. */
export const view: View = {
  name: "sweep",
  title: (texts) => texts.sweep.title,
  terminal: sweepCommand,
  Component: SweepView,
};
