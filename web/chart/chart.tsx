/**
 * A timeline in the page: the canvas, the buttons above it, and below it what happens at the tick that is looked at, which is
 * also spoken, the signs, and the same as a table.
 *
 * @module
 */

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { fill } from "../languages/language.ts";
import { ChartController, type ChartPlace } from "./chart_controller.ts";
import type { ChartModel, ChartSpan, RowGroup } from "./chart_model.ts";
import type { ChartTexts } from "./chart_texts.ts";
import { ChartTools } from "./chart_tools.tsx";
import { AXIS_HEIGHT, RowLayout } from "./layout.ts";
import { Legend } from "./legend.tsx";
import { momentAt, momentTexts, spanText } from "./moment.ts";
import { SpansTable } from "./spans_table.tsx";
import type { ChartThemeName } from "./theme.ts";
import type { TimeWindow } from "./time_window.ts";

/** What a chart is given. */
export interface ChartProps {
  readonly model: ChartModel;
  readonly texts: ChartTexts;
  /** The rows that are shown; whoever changes them gives another set. */
  readonly groups: ReadonlySet<RowGroup>;
  readonly onGroups?: (groups: ReadonlySet<RowGroup>) => void;
  /** Without buttons, signs and table: beside something that has them. */
  readonly isCompact?: boolean;
  /** The part of time in sight; `null` for all of it. */
  readonly range: TimeWindow | null;
  readonly onRange: (range: TimeWindow | null) => void;
  /** The tick that is looked at. */
  readonly cursor: number | null;
  readonly onCursor: (tick: number) => void;
  /** A span was chosen. */
  readonly onPick?: (span: ChartSpan) => void;
  readonly theme: ChartThemeName;
  readonly patterns: boolean;
  /** CSS pixels beyond which rows scroll. */
  readonly heightMax?: number;
  /** Processes and CPUs in words, for who does not see the chart. */
  readonly subject: { readonly processes: string; readonly cpus: string };
}

/** Height at most where nothing else is said. */
const HEIGHT_MAX = 460;

/** The chart. */
export function Chart(props: ChartProps) {
  const { model, texts, groups, range, cursor, theme, patterns, subject, isCompact = false } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const controller = useRef<ChartController | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [pointed, setPointed] = useState<{ readonly model: ChartModel; readonly place: ChartPlace } | null>(null);
  const [spoken, setSpoken] = useState("");
  const [window, setWindow] = useState(range ?? model.span);
  const layout = useMemo(() => new RowLayout(model, groups), [model, groups]);

  useLayoutEffect(() => {
    const chart = new ChartController(canvas.current!, scroller.current!, {
      onWindow(window) {
        setWindow(window ?? latest.current.model.span);
        latest.current.onRange(window);
      },
      onHover: (place) => setPointed(place === null ? null : { model: latest.current.model, place }),
      onCursor(place) {
        setPointed(null);
        setSpoken(spokenText(latest.current, place));
        latest.current.onCursor(place.tick);
      },
      onPick: (span) => latest.current.onPick?.(span),
    });
    controller.current = chart;
    return () => chart.destroy();
  }, []);
  useLayoutEffect(() => {
    controller.current!.update({ model, groups, window: range, cursor, theme, patterns, words: texts });
    setWindow(range ?? model.span);
  }, [model, groups, range, cursor, theme, patterns, texts]);

  // What was under the pointer may be of another run.
  const hover = pointed?.model === model ? pointed.place : null;
  const span = { from: formatCount(model.span.from), to: formatCount(model.span.to) };
  const height = Math.min(props.heightMax ?? HEIGHT_MAX, AXIS_HEIGHT + layout.height);
  return (
    <section class="chart" aria-label={texts.tools}>
      {!isCompact && (
        <ChartTools chart={controller} model={model} texts={texts} groups={groups} onGroups={props.onGroups} />
      )}
      <div class="chart-scroller" ref={scroller} style={{ height: `${height}px` }}>
        <div style={{ height: `${AXIS_HEIGHT + layout.height}px` }}>
          <canvas
            ref={canvas}
            class="chart-canvas"
            style={{ height: `${height}px` }}
            tabIndex={0}
            role="application"
            aria-label={fill(texts.label, { ...subject, ...span })}
            aria-description={texts.keys}
          />
        </div>
        {hover?.span != null && <Tip place={hover} span={hover.span} model={model} texts={texts} scroller={scroller} />}
      </div>
      {!isCompact && <Readout model={model} texts={texts} tick={hover?.tick ?? cursor} />}
      {!isCompact && (
        <>
          <p class="spoken" role="status">{spoken}</p>
          <Legend model={model} texts={texts} theme={theme} groups={groups} />
          <SpansTable model={model} texts={texts} layout={layout} window={window} />
        </>
      )}
    </section>
  );
}

/** What is spoken of a place: the span there first, then the whole tick. */
function spokenText({ model, texts }: ChartProps, { tick, span }: ChartPlace): string {
  const parts = momentTexts(model, momentAt(model, tick), texts);
  const first = span === null ? [] : [spanText(model, span, texts)];
  return [fill(texts.tick, { tick: formatCount(tick) }), ...first, ...parts].join(texts.semicolon);
}

/** What happens at a tick. */
function Readout(
  { model, texts, tick }: { readonly model: ChartModel; readonly texts: ChartTexts; readonly tick: number | null },
) {
  if (tick === null) return <p class="chart-readout hint">{texts.hint}</p>;
  return (
    <p class="chart-readout">
      <strong>{fill(texts.tick, { tick: formatCount(tick) })}</strong>
      {momentTexts(model, momentAt(model, tick), texts).map((part, index) => <span key={index}>{part}</span>)}
    </p>
  );
}

/** The span under the pointer, beside it. */
function Tip({ place, span, model, texts, scroller }: {
  readonly place: ChartPlace;
  readonly span: ChartSpan;
  readonly model: ChartModel;
  readonly texts: ChartTexts;
  readonly scroller: { readonly current: HTMLElement | null };
}) {
  const { clientWidth: width = 0, clientHeight: height = 0, scrollTop = 0 } = scroller.current ?? {};
  // Towards the middle, so that it never makes what scrolls larger.
  const style = {
    ...(place.x > width / 2 ? { right: `${width - place.x + 8}px` } : { left: `${place.x + 12}px` }),
    ...(place.y > height / 2
      ? { top: `${scrollTop + place.y - 8}px`, transform: "translateY(-100%)" }
      : { top: `${scrollTop + place.y + 14}px` }),
  };
  return <div class="chart-tip" style={style} aria-hidden="true">{spanText(model, span, texts)}</div>;
}
