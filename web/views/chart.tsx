/**
 * The timeline of the shown run: by CPU, by process, by queue, device and lock.
 *
 * @module
 */

import { batch } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Chart } from "../chart/chart.tsx";
import { type ChartValues, keptChartValues, readChartValues } from "../chart/chart_values.ts";
import { useChartTheme } from "../chart/use_chart_theme.ts";
import { counted } from "../languages/language.ts";
import { NoRun } from "../no_run.tsx";
import type { Page } from "../page.ts";
import { DispatchIndex } from "../step/dispatch_index.ts";
import { readStepValues } from "../step/step_values.ts";
import type { View } from "./view.ts";

/** Wall time from a change of what is in sight until the state has it: while one pans it changes with every frame. */
const KEEP_AFTER_MS = 250;

function ChartView({ page }: { readonly page: Page }) {
  const { state } = page;
  const outcome = page.outcome.value;
  const texts = page.texts.value;
  const theme = useChartTheme(state.theme.value);
  const [values, setValues] = useChartValues(page);
  if (outcome === null) return <NoRun page={page} />;
  const { chart, result } = outcome;
  const { range, groups } = values;
  if (chart.groups.cpus.length === 0 && chart.groups.processes.length === 0) {
    return <p class="empty">{texts.chart.nothing}</p>;
  }
  return (
    <Chart
      model={chart}
      texts={texts.chart}
      groups={groups}
      onGroups={(groups) => setValues({ range, groups })}
      // What was looked at in a longer run may be beyond the end of this one.
      range={range !== null && range.from < chart.span.to ? range : null}
      onRange={(range) => setValues({ range, groups })}
      cursor={state.cursor.value === null ? null : Math.min(state.cursor.value, chart.span.to)}
      onCursor={(tick) => state.cursor.value = tick}
      onPick={(span) => {
        const index = new DispatchIndex(chart.data.dispatches);
        const decision = index.ofSpan(span);
        if (decision === null) return;
        batch(() => {
          state.cursor.value = index.tick(decision);
          state.setView("step", { ...readStepValues(state.views.value.step), decision });
          state.view.value = "step";
        });
      }}
      theme={theme}
      patterns={state.patterns.value}
      subject={{
        processes: counted(result.metrics.processes, texts.nouns.process),
        cpus: counted(result.options.cpus, texts.nouns.cpu),
      }}
    />
  );
}

/** What is in sight, and a way to change it, which the state of the page is told of a little later. */
function useChartValues({ state }: Page): [ChartValues, (values: ChartValues) => void] {
  const kept = state.views.value.chart;
  const known = useRef(kept);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [values, setValues] = useState(() => readChartValues(kept));
  const latest = useRef(values);
  const keep = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    known.current = keptChartValues(latest.current);
    state.setView("chart", known.current);
  };
  useEffect(() => () => {
    if (timer.current !== undefined) keep();
  }, []);
  if (kept !== known.current) {
    // Somebody else wrote it: a link was opened.
    known.current = kept;
    latest.current = readChartValues(kept);
    setValues(latest.current);
  }
  return [latest.current, (values) => {
    latest.current = values;
    setValues(values);
    clearTimeout(timer.current);
    timer.current = setTimeout(keep, KEEP_AFTER_MS);
  }];
}

/** The timeline. */
export const view: View = {
  name: "chart",
  title: (texts) => texts.chart.title,
  hasFigures: true,
  Component: ChartView,
};
