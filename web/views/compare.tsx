/**
 * The runs side by side over one axis of time, and where each of them first does otherwise than the shown one, and why.
 *
 * @module
 */

import { useMemo } from "preact/hooks";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { formatCount } from "../../engine/numbers.ts";
import { chartSpan } from "../../pictures/scale.ts";
import { eventText } from "../../pictures/words/event_words.ts";
import { TaskState } from "../background/task_state.tsx";
import { readChartValues } from "../chart/chart_values.ts";
import type { TimeWindow } from "../chart/time_window.ts";
import { Costs } from "../compare/costs.tsx";
import { Side } from "../compare/side.tsx";
import {
  type DoneRun,
  type Explanations,
  type FoundParting,
  useExplanations,
  usePartings,
} from "../compare/use_partings.ts";
import { barsOfPicture } from "../lanes/bars.ts";
import type { Lane, LaneGroup } from "../lanes/lane.ts";
import { Lanes } from "../lanes/lanes.tsx";
import { fill, type Texts } from "../languages/language.ts";
import { DRAWN_CPUS_MAX, type Outcome } from "../outcome.ts";
import { NoRun } from "../no_run.tsx";
import type { Page } from "../page.ts";
import {
  commandFor,
  isMachineOption,
  shownPolicy,
  type TerminalCommand,
  terminalCommand,
  type TerminalState,
  together,
} from "../terminal/terminal_command.ts";
import { labelOf } from "../contender.ts";
import type { ChosenPolicy } from "../state.ts";
import type { Shown, View } from "./view.ts";

/** CPUs of a run that are drawn. */
const CPUS_MAX = 16;

/** Events of a tick that are told. */
const EVENTS_MAX = 12;

/** The tie rule where none is chosen. */
const TIES_USUAL = String(MACHINE_OPTIONS.find(({ name }) => name === "ties")!.default);

/** Lanes of runs with several CPUs are lower. */
const MANY_HEIGHT = 20;

function Compare({ page }: { readonly page: Page }) {
  const done = page.runs.all.value.filter((run) => run.state === "done");
  const shown = page.shown.value;
  const [from = null] = [shown, ...done].filter((run) => run?.state === "done") as DoneRun[];
  if (from === null) return <NoRun page={page} />;
  return <Compared page={page} from={from} runs={done} />;
}

function Compared({ page, from, runs }: {
  readonly page: Page;
  readonly from: DoneRun;
  readonly runs: readonly DoneRun[];
}) {
  const texts = page.texts.value;
  const others = runs.filter((run) => run !== from);
  const { found, looking } = usePartings(page, from, others);
  const { state } = page;
  const values = valuesOf(state.views.value.compare);
  const { range } = readChartValues(values);
  const lanes = useMemo(() => new Map(runs.map((run) => [run.outcome, cpuLanes(run.outcome)])), outcomesOf(runs));
  const groups = runs.map((run, index): LaneGroup => {
    const parting = found.find((each) => each.run.outcome === run.outcome)?.parting ?? null;
    const mark = fill(texts.compare.partsAt, { policy: from.contender.label, tick: formatCount(parting?.tick ?? 0) });
    return {
      key: String(index),
      heading: <Heading page={page} run={run} isFrom={run === from} />,
      lanes: lanes.get(run.outcome)!,
      marks: parting === null ? [] : [{ time: parting.tick, label: mark }],
    };
  });
  const isDrawn = runs.every(({ outcome: { result } }) => result.options.cpus <= DRAWN_CPUS_MAX);
  return (
    <>
      {!isDrawn && <p class="hint">{fill(texts.compare.notDrawn, { count: formatCount(DRAWN_CPUS_MAX) })}</p>}
      <Lanes
        label={texts.compare.label}
        groups={groups}
        span={spanOf(runs)}
        patterns={state.patterns.value}
        look={{
          window: range,
          onWindow: (range) => state.setView("compare", { ...values, range: range ?? undefined }),
          cursor: state.cursor.value,
          onCursor: (tick) => state.cursor.value = tick,
          says: (tick) => tickText(runs, tick, texts),
          hint: texts.compare.hint,
          texts: texts.chart,
        }}
      />
      <TaskState run={looking} what={texts.compare.parting} texts={texts} />
      {others.length === 0
        ? <p class="hint">{texts.compare.alone}</p>
        : <Partings page={page} from={from} others={others} found={found} />}
    </>
  );
}

function outcomesOf(runs: readonly DoneRun[]): Outcome[] {
  return runs.map(({ outcome }) => outcome);
}

/** A lane for each CPU of a run. */
function cpuLanes({ result: { options: { cpus } }, picture, labels }: Outcome): Lane[] {
  return Array.from({ length: Math.min(cpus, CPUS_MAX) }, (_, cpu) => ({
    name: cpus === 1 ? "" : `CPU ${cpu}`,
    bars: barsOfPicture(picture, cpu, labels),
    height: cpus === 1 ? undefined : MANY_HEIGHT,
  }));
}

/** All of the time that any of the runs takes. */
function spanOf(runs: readonly DoneRun[]): TimeWindow {
  const spans = runs.map(({ outcome: { result } }) => chartSpan(result));
  const from = Math.min(...spans.map(({ start }) => start));
  return { from, to: Math.max(from + 1, ...spans.map(({ end }) => end)) };
}

function Heading({ page, run, isFrom }: { readonly page: Page; readonly run: DoneRun; readonly isFrom: boolean }) {
  const texts = page.texts.value;
  const { label } = run.contender;
  const { cpus } = run.outcome.result.options;
  return (
    <h3>
      <button
        type="button"
        class="plain"
        aria-pressed={isFrom}
        title={fill(texts.compare.from, { policy: label })}
        onClick={() =>
          page.state.shown.value = page.runs.all.peek().findIndex(({ contender }) => contender === run.contender)}
      >
        {label}
      </button>
      {cpus > CPUS_MAX && <small>{fill(texts.compare.moreCpus, { count: CPUS_MAX, all: cpus })}</small>}
    </h3>
  );
}

/** Who has the CPUs at a tick, in every run. */
function tickText(runs: readonly DoneRun[], tick: number, texts: Texts): string {
  const window = { from: tick, to: tick + 1, columns: 1 };
  const parts = runs.map(({ contender: { label }, outcome: { result, picture, labels } }) => {
    const names = Array.from({ length: Math.min(result.options.cpus, CPUS_MAX) }, (_, cpu) => {
      const [{ longest }] = picture.pyramid!.columns(cpu, window);
      return longest === null ? "–" : labels.name(longest.pid);
    });
    return `${label} ${names.join(" ")}`;
  });
  return `${texts.say("tick {tick}", { tick: formatCount(tick) })}: ${parts.join(" · ")}`;
}

/** Where the others part from the shown run, and one of these places explained. */
function Partings({ page, from, others, found }: {
  readonly page: Page;
  readonly from: DoneRun;
  readonly others: readonly DoneRun[];
  readonly found: readonly FoundParting[];
}) {
  const texts = page.texts.value;
  const values = valuesOf(page.state.views.value.compare);
  const against = values.against;
  const known = others.map((run) => found.find((each) => each.run.outcome === run.outcome));
  const labels = others.map(({ contender }) => contender.label);
  const chosen = labels.includes(against)
    ? labels.indexOf(against)
    : Math.max(0, known.findIndex((each) => each?.parting));
  return (
    <section class="partings" aria-label={texts.compare.parting}>
      <h3>{texts.compare.parting}</h3>
      <div class="parting-choice" role="group" aria-label={texts.compare.parting}>
        {others.map(({ contender: { label } }, index) => (
          <button
            key={index}
            type="button"
            aria-pressed={index === chosen}
            onClick={() => page.state.setView("compare", { ...values, against: label })}
          >
            {partingText(label, known[index], texts)}
          </button>
        ))}
      </div>
      {known[chosen] !== undefined && <PartingPanel page={page} from={from} found={known[chosen]} />}
    </section>
  );
}

/** What the state keeps of this view; a link may say anything. */
function valuesOf(values: unknown): { readonly against: string; readonly range?: unknown } {
  const { against, range } = (values ?? {}) as { against?: unknown; range?: unknown };
  return { against: typeof against === "string" ? against : "", range };
}

function partingText(policy: string, found: FoundParting | undefined, texts: Texts): string {
  if (found === undefined) return fill(texts.compare.looking, { policy });
  const { parting } = found;
  if (parting === null) return fill(texts.compare.never, { policy });
  return fill(texts.compare.otherParts, { policy, tick: formatCount(parting.tick) });
}

function PartingPanel({ page, from, found }: {
  readonly page: Page;
  readonly from: DoneRun;
  readonly found: FoundParting;
}) {
  const texts = page.texts.value;
  const explanations = useExplanations(page, from, found);
  const { parting, run } = found;
  const both = { policy: from.contender.label, other: run.contender.label };
  if (parting === null) return <p>{fill(texts.compare.neverLong, both)}</p>;
  const cpus = parting.cpus.map((cpu) => `CPU ${cpu}`).join(", ");
  const events = explanations === null ? [] : commonEvents(explanations, from, texts);
  return (
    <>
      <p>{fill(texts.compare.partLong, { ...both, tick: formatCount(parting.tick), cpus })}</p>
      {events.length > 0 && (
        <p class="because">{fill(texts.step.happened, { events: events.join(texts.chart.semicolon) })}</p>
      )}
      {explanations !== null && (
        <div class="sides">
          <Side run={from} explanation={explanations[0]} cpus={parting.cpus} texts={texts} />
          <Side run={run} explanation={explanations[1]} cpus={parting.cpus} texts={texts} />
        </div>
      )}
      <Costs one={from} other={run} texts={texts} />
    </>
  );
}

/** What happens at the tick in both runs before anything is decided. */
function commonEvents(explanations: Explanations, { outcome: { labels } }: DoneRun, texts: Texts): string[] {
  const [one, other] = explanations.map(({ transitions }) =>
    transitions.flatMap((each) => eventText(each, labels, texts.say) ?? [])
  );
  const common = one.filter((event) => other.includes(event));
  const rest = common.length - EVENTS_MAX;
  return rest <= 0 ? common : [...common.slice(0, EVENTS_MAX), fill(texts.step.more, { count: formatCount(rest) })];
}

/** The commands that compare the same, and say where the shown run and the one that is held against it part. */
function compareCommand({ state }: Shown): TerminalCommand | null {
  if (state.policies.length === 1) return null;
  const from = shownPolicy(state);
  const others = state.policies.filter((each) => each !== from);
  const { against } = valuesOf(state.views.compare);
  const other = others.find(({ policy, options }) => labelOf(policy, options, state.ownPolicies) === against) ??
    others[0];
  const { commands, files } = terminalCommand(state);
  return { commands: [...commands, ...divergeCommand(state, from, other)], files };
}

/** Nothing where two policies differ in their tie rules besides, or in more of the machine: the command takes one difference. */
function divergeCommand(state: TerminalState, from: ChosenPolicy, other: ChosenPolicy): readonly string[] {
  const [{ ties: one = state.machine.ties, ...rest }, { ties: two = state.machine.ties, ...otherRest }] = [
    from.options,
    other.options,
  ];
  const policies = [{ policy: from.policy, options: rest }, { policy: other.policy, options: otherRest }];
  const own = state.ownPolicies;
  const isSame = labelOf(from.policy, rest, own) === labelOf(other.policy, otherRest, own);
  if (isSame) {
    const ties = [one, two].map((each) => each ?? TIES_USUAL).join(",");
    return [commandFor("diverge", { ...state, machine: { ...state.machine, ties } }, policies[0])];
  }
  const isOwn = policies.some(({ options }) => Object.keys(options).some(isMachineOption));
  if (isOwn || (one ?? TIES_USUAL) !== (two ?? TIES_USUAL)) return [];
  return together("diverge", "", {
    ...state,
    policies,
    machine: one === undefined ? state.machine : { ...state.machine, ties: one },
  });
}

/** Side by side. */
export const view: View = {
  name: "compare",
  title: (texts) => texts.compare.title,
  terminal: compareCommand,
  Component: Compare,
};
