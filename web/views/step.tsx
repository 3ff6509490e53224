/**
 * The shown run step by step: who runs, who waits where, and why.
 *
 * @module
 */

import { batch } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import type { ChartModel, RowGroup } from "../chart/chart_model.ts";
import { showing, type TimeWindow } from "../chart/time_window.ts";
import { useChartTheme } from "../chart/use_chart_theme.ts";
import { counted } from "../languages/language.ts";
import { NoRun } from "../no_run.tsx";
import type { Page } from "../page.ts";
import { DispatchIndex } from "../step/dispatch_index.ts";
import { readStepValues } from "../step/step_values.ts";
import { Stepper, type StepPlace } from "../step/stepper.tsx";
import { commandFor, filesOf, shownPolicy } from "../terminal/terminal_command.ts";
import type { View } from "./view.ts";

/** The rows of the chart above the steps. */
const GROUPS: ReadonlySet<RowGroup> = new Set(["cpus"]);

function StepView({ page }: { readonly page: Page }) {
  const { state } = page;
  const outcome = page.outcome.value;
  const workload = page.workload.value;
  const texts = page.texts.value;
  const contender = page.shown.value?.contender;
  const theme = useChartTheme(state.theme.value);
  const [range, setRange] = useState<TimeWindow | null>(null);
  const context = useMemo(() =>
    outcome === null || contender === undefined ? null : {
      policy: contender.policy,
      options: outcome.result.options,
      labels: outcome.labels,
      say: texts.say,
      texts: texts.step,
      chartTexts: texts.chart,
    }, [outcome, contender, texts]);
  if (outcome === null || workload === null || context === null || contender?.options == null) {
    return <NoRun page={page} />;
  }
  const { chart: model, result } = outcome;
  if (model.data.dispatches.time.length === 0) return <p class="empty">{texts.step.noTimeline}</p>;
  const values = readStepValues(state.views.value.step);
  const tick = tickOf(state.cursor.value, model);
  const onPlace = ({ tick, decision }: StepPlace) =>
    batch(() => {
      state.cursor.value = tick;
      state.setView("step", { ...values, decision });
    });
  return (
    <>
      <Chart
        isCompact
        model={model}
        texts={texts.chart}
        groups={GROUPS}
        range={range === null ? null : showing(range, tick, model.span)}
        onRange={setRange}
        cursor={tick}
        onCursor={(tick) => onPlace({ tick, decision: null })}
        onPick={(span) => {
          const index = new DispatchIndex(model.data.dispatches);
          const decision = index.ofSpan(span);
          if (decision !== null) onPlace({ tick: index.tick(decision), decision });
        }}
        theme={theme}
        patterns={state.patterns.value}
        heightMax={160}
        subject={{
          processes: counted(result.metrics.processes, texts.nouns.process),
          cpus: counted(result.options.cpus, texts.nouns.cpu),
        }}
      />
      <Stepper
        model={model}
        workload={workload}
        options={contender.options}
        look={contender.script === null ? null : page.momentElsewhere}
        context={context}
        place={{ tick, decision: values.decision }}
        by={values.by}
        onPlace={onPlace}
        onBy={(by) => state.setView("step", { ...values, by })}
      />
    </>
  );
}

/** The tick that is looked at. */
function tickOf(cursor: number | null, { data, span }: ChartModel): number {
  return Math.min(cursor ?? data.dispatches.time[0], span.to);
}

/** Stepping. */
export const view: View = {
  name: "step",
  title: (texts) => texts.step.title,
  terminal: ({ state, outcome }) => {
    if (outcome === null || outcome.chart.data.dispatches.time.length === 0) return null;
    const at = `--at ${tickOf(state.cursor, outcome.chart)}`;
    return { commands: [commandFor("explain", state, shownPolicy(state), at)], files: filesOf(state) };
  },
  Component: StepView,
};
