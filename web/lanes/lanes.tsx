/**
 * Lanes of bars over one axis of time: runs side by side, a worked example as its book draws it, an answer. Drawn as SVG, so that
 * they take the page's colours, are sharp on paper, and can be marked.
 *
 * @module
 */

import type { ComponentChild, RefObject } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { patternIndex, PATTERNS, processColor } from "../../pictures/palette.ts";
import { textUnits } from "../../pictures/svg/elements.ts";
import { Gestures } from "../chart/gestures.ts";
import { fitted as fittedWindow, type TimeWindow } from "../chart/time_window.ts";
import type { Texts } from "../languages/language.ts";
import { axisTimes, NUMBER_SIZE, type Place } from "./axis.ts";
import { type Bar, type BarSource, COLUMN_PIXELS } from "./bars.ts";
import { LaneTools } from "./lane_tools.tsx";
import { LaneWindow } from "./lane_window.ts";
import { useWidth } from "./use_width.ts";

/** A row of bars. */
export interface Lane {
  /** What it is called left of it; empty for nothing. */
  readonly name: string;
  readonly bars: BarSource;
  readonly height?: number;
}

/** Bars that are read aloud of each lane; of more, how many there are. */
const SPOKEN_MAX = 60;

/** A sign at a time. */
export interface LaneMark {
  readonly time: number;
  readonly label: string;
  /** Whether it stands for something that is wrong. */
  readonly isBad?: boolean;
}

/** Lanes that belong together. */
export interface LaneGroup {
  readonly key: string;
  readonly heading?: ComponentChild;
  readonly lanes: readonly Lane[];
  readonly marks?: readonly LaneMark[];
  /** Times that are numbered below these lanes. */
  readonly times?: readonly number[];
}

/** What the lanes need. */
export interface LanesProps {
  /** What is shown, in words. */
  readonly label: string;
  readonly groups: readonly LaneGroup[];
  /** All of the time that there is. */
  readonly span: TimeWindow;
  readonly patterns: boolean;
  /** Where the lanes can be looked at from nearer, and tick by tick. */
  readonly look?: LaneLook;
}

/** What is looked at. */
export interface LaneLook {
  /** The part of time in sight; `null` for all of it. */
  readonly window: TimeWindow | null;
  readonly onWindow: (window: TimeWindow | null) => void;
  readonly cursor: number | null;
  readonly onCursor: (tick: number) => void;
  /** What happens at a tick, in words. */
  readonly says: (tick: number) => string;
  /** A hint where no tick is looked at. */
  readonly hint: string;
  readonly texts: Texts["chart"];
}

const LANE_HEIGHT = 30;
const NAME_SIZE = 12;
const AXIS_HEIGHT = 18;
const MARK_HEIGHT = 20;
const NAMES_MAX = 110;

/** Everything that the parts of one drawing share. */
interface Drawing {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly place: Place;
  readonly span: TimeWindow;
  readonly patternOf: (process: number) => string | null;
}

/** The lanes. */
export function Lanes({ label, groups, span, patterns, look }: LanesProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [hover, setHover] = useState<number | null>(null);
  const names = groups.flatMap(({ lanes }) => lanes.map(({ name }) => textUnits(name, NAME_SIZE)));
  const widest = Math.min(NAMES_MAX, Math.max(0, ...names), width / 4);
  const left = widest === 0 ? 8 : Math.ceil(widest) + 10;
  // Half of the last number stands right of the bars.
  const right = Math.max(left + 1, width - Math.ceil(textUnits(formatCount(span.to), NUMBER_SIZE) / 2) - 4);
  const { from, to } = look?.window == null ? span : fittedWindow(look.window, span);
  const drawing = useMemo<Drawing>(() => {
    const scale = (right - left) / Math.max(Number.MIN_VALUE, to - from);
    return {
      width,
      left,
      right,
      span: { from, to },
      place: (time) => left + (time - from) * scale,
      patternOf: (process) => {
        const place = patterns ? patternIndex(process) : null;
        return place === null ? null : `url(#${id}-${place})`;
      },
    };
  }, [width, left, from, to, patterns]);
  const lanes = useGestures(box, look, { span, groups, drawing, onHover: setHover });
  const cursor = hover ?? look?.cursor ?? null;
  const drawn = width > 0 &&
    groups.map((group) => <Group key={group.key} group={group} whole={span} drawing={drawing} cursor={cursor} />);
  return (
    <figure class="lanes" aria-label={label}>
      {look !== undefined && <LaneTools lanes={lanes} texts={look.texts} />}
      {look === undefined ? <div ref={box}>{drawn}</div> : (
        <div
          ref={box}
          class="lanes-box"
          tabIndex={0}
          role="application"
          aria-label={label}
          aria-description={look.texts.keys}
        >
          {drawn}
        </div>
      )}
      {patterns && <PatternDefinitions id={id} />}
      {look !== undefined && (
        <figcaption>
          <span class="hint">{cursor === null ? look.hint : look.says(cursor)}</span>
          {/* What the pointer passes over is not read aloud, where the keys go is. */}
          <span class="spoken" role="status">{look.cursor === null ? "" : look.says(look.cursor)}</span>
        </figcaption>
      )}
    </figure>
  );
}

/** Hears what is done on the lanes, where they can be looked at from nearer. */
function useGestures(
  box: RefObject<HTMLDivElement | null>,
  look: LaneLook | undefined,
  now: {
    readonly span: TimeWindow;
    readonly groups: readonly LaneGroup[];
    readonly drawing: Drawing;
    readonly onHover: (tick: number | null) => void;
  },
): LaneWindow {
  const latest = useRef({ look, ...now });
  latest.current = { look, ...now };
  const lanes = useMemo(() =>
    new LaneWindow(() => {
      const { look, span, groups, drawing } = latest.current;
      return {
        whole: span,
        window: drawing.span,
        cursor: look?.cursor ?? null,
        left: drawing.left,
        right: drawing.right,
        boundaries: () => boundariesOf(groups, drawing),
      };
    }, () => {
      const { look, onHover } = latest.current;
      return { onWindow: look!.onWindow, onCursor: look!.onCursor, onHover };
    }), []);
  useEffect(() => {
    if (look === undefined) return;
    const gestures = new Gestures(box.current!, box.current!, lanes);
    return () => gestures.destroy();
  }, [look === undefined]);
  return lanes;
}

/** Where bars begin and end, as far as they can be told apart. */
function boundariesOf(groups: readonly LaneGroup[], { span, left, right }: Drawing): number[] {
  const columns = Math.max(1, Math.floor((right - left) / COLUMN_PIXELS));
  const times = groups.flatMap(({ lanes }) =>
    lanes.flatMap(({ bars }) => bars(span, columns).flatMap(({ start, end }) => [Math.round(start), Math.round(end)]))
  );
  return [...new Set(times)].sort((a, b) => a - b);
}

/** What the fills of bars refer to. */
function PatternDefinitions({ id }: { readonly id: string }) {
  return (
    <svg width="0" height="0" class="lane-patterns" aria-hidden="true">
      <defs>
        {PATTERNS.map((path, index) => (
          <pattern key={index} id={`${id}-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <path d={path} stroke="#000" stroke-opacity="0.3" stroke-width="1.2" fill="none" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

function Group({ group, whole, drawing, cursor }: {
  readonly group: LaneGroup;
  readonly whole: TimeWindow;
  readonly drawing: Drawing;
  readonly cursor: number | null;
}) {
  const { heading, lanes, marks = [], times: wanted } = group;
  const { width, left, place, span } = drawing;
  const top = marks.length === 0 ? 2 : MARK_HEIGHT;
  const tops = lanes.map((_, index) =>
    lanes.slice(0, index).reduce((sum, { height = LANE_HEIGHT }) => sum + height, top)
  );
  const bottom = lanes.reduce((sum, { height = LANE_HEIGHT }) => sum + height, top);
  // What does not change while the pointer moves is not drawn anew.
  const bars = useMemo(
    () => lanes.map((lane, index) => <LaneBars key={index} lane={lane} top={tops[index]} drawing={drawing} />),
    [lanes, drawing, top],
  );
  const axis = useMemo(() => {
    const times = axisTimes(span, place, wanted);
    return times.map((time) => <AxisTime key={time} x={place(time)} top={top} bottom={bottom} time={time} />);
  }, [drawing, wanted, top, bottom]);
  const spoken = useMemo(() => lanes.map((lane) => spokenLane(lane, whole)), [lanes, whole.from, whole.to]);
  return (
    <section class="lane-group">
      {heading !== undefined && <div onPointerDown={stop} onKeyDown={stop}>{heading}</div>}
      <ul class="spoken">
        {spoken.map((text, index) => <li key={index}>{text}</li>)}
        {marks.map(({ time, label }) => <li key={label}>{formatCount(time)}: {label}</li>)}
      </ul>
      <svg
        width={width}
        height={bottom + AXIS_HEIGHT}
        viewBox={`0 0 ${width} ${bottom + AXIS_HEIGHT}`}
        aria-hidden="true"
      >
        {axis}
        {lanes.map(({ name, height = LANE_HEIGHT }, index) => (
          <text key={index} class="lane-name" x={left - 8} y={tops[index] + height / 2 + 4} text-anchor="end">
            {fitted(name, left - 10)}
          </text>
        ))}
        {bars}
        {marks.filter(({ time }) => time >= span.from && time <= span.to).map((mark) => (
          <Mark key={`${mark.time} ${mark.label}`} mark={mark} top={top} bottom={bottom} drawing={drawing} />
        ))}
        {cursor !== null && cursor >= span.from && cursor < span.to && (
          <rect
            class="lane-cursor"
            x={place(cursor)}
            y={top - 1}
            width={Math.max(2, place(cursor + 1) - place(cursor))}
            height={bottom - top + 2}
          />
        )}
      </svg>
    </section>
  );
}

/** What is done to a button above the lanes is not done to the lanes. */
function stop(event: Event): void {
  event.stopPropagation();
}

/** The bars of a lane in words. */
function spokenLane({ name, bars }: Lane, span: TimeWindow): string {
  const all = bars(span, 8 * SPOKEN_MAX);
  const texts = all.slice(0, SPOKEN_MAX).map(({ title, problem }) =>
    problem === undefined ? title : `${title}: ${problem}`
  );
  const rest = all.length > SPOKEN_MAX ? " …" : "";
  return `${name === "" ? "" : `${name}: `}${texts.join(", ")}${rest}`;
}

function AxisTime({ x, top, bottom, time }: {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly time: number;
}) {
  return (
    <g class="lane-axis">
      <line x1={x} x2={x} y1={top} y2={bottom + 3} />
      <text x={x} y={bottom + 14} text-anchor="middle" font-size={NUMBER_SIZE}>{formatCount(time)}</text>
    </g>
  );
}

function Mark({ mark: { time, label, isBad = false }, top, bottom, drawing: { place, width } }: {
  readonly mark: LaneMark;
  readonly top: number;
  readonly bottom: number;
  readonly drawing: Drawing;
}) {
  const x = place(time);
  const isLate = x + textUnits(label, NAME_SIZE) + 10 > width;
  return (
    <g class={isBad ? "lane-mark bad" : "lane-mark"}>
      <line x1={x} x2={x} y1={4} y2={bottom + 2} />
      <path d={`M${x - 5} 3h10l-5 7z`} />
      <text x={isLate ? x - 8 : x + 8} y={top - 7} text-anchor={isLate ? "end" : "start"}>{label}</text>
    </g>
  );
}

function LaneBars({ lane, top, drawing }: {
  readonly lane: Lane;
  readonly top: number;
  readonly drawing: Drawing;
}) {
  const { bars, height = LANE_HEIGHT } = lane;
  const { span, left, right } = drawing;
  const columns = Math.max(1, Math.floor((right - left) / COLUMN_PIXELS));
  return (
    <g>
      {bars(span, columns).map((bar, index) => (
        // By place: the elements of other bars are used again, which is quicker than new ones.
        <BarShape key={index} bar={bar} top={top + 2} height={height - 4} drawing={drawing} />
      ))}
    </g>
  );
}

function BarShape({ bar, top, height, drawing }: {
  readonly bar: Bar;
  readonly top: number;
  readonly height: number;
  readonly drawing: Drawing;
}) {
  const { start, end, process, names, title, share, problem } = bar;
  const { place, patternOf, span } = drawing;
  const x = place(Math.max(start, span.from));
  const width = Math.max(1, place(Math.min(end, span.to)) - x);
  const look = process === null ? null : processColor(process);
  const name = look === null ? undefined : names.find((each) => textUnits(each, NAME_SIZE) <= width - 4);
  const pattern = process === null ? null : patternOf(process);
  const shape = { x, y: top, width, height };
  return (
    <g class={problem === undefined ? "lane-bar" : "lane-bar wrong"}>
      <rect
        {...shape}
        fill={look?.web ?? "var(--switching)"}
        fill-opacity={share < 1 ? 0.35 + 0.65 * share : undefined}
        class={width > 3 ? "edged" : undefined}
      >
        <title>{problem === undefined ? title : `${title}: ${problem}`}</title>
      </rect>
      {pattern !== null && <rect {...shape} fill={pattern} pointer-events="none" />}
      {problem !== undefined && <rect class="lane-wrong" {...shape} pointer-events="none" />}
      {name !== undefined && (
        <text
          x={x + width / 2}
          y={top + height / 2 + 4}
          text-anchor="middle"
          style={{ fill: look?.textOnIt === "black" ? "#000" : "#fff" }}
          pointer-events="none"
        >
          {name}
        </text>
      )}
    </g>
  );
}

/** A name that is cut where it does not fit. */
function fitted(name: string, room: number): string {
  if (textUnits(name, NAME_SIZE) <= room) return name;
  const signs = [...name];
  while (signs.length > 1 && textUnits(signs.join("") + "…", NAME_SIZE) > room) signs.pop();
  return signs.join("") + "…";
}
