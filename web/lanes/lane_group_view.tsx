/**
 * Lanes that belong together: their heading, their bars, the numbers below them, and the same in words.
 *
 * @module
 */

import { useMemo } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { textUnits } from "../../pictures/svg/elements.ts";
import type { TimeWindow } from "../chart/time_window.ts";
import { axisTimes, NUMBER_SIZE } from "./axis.ts";
import { type Lane, LANE_HEIGHT, type LaneDrawing, type LaneGroup, type LaneMark, NAME_SIZE } from "./lane.ts";
import { LaneBars } from "./lane_bars.tsx";

/** Bars that are read aloud of each lane; of more, how many there are. */
const SPOKEN_MAX = 60;

/** Room for the numbers below lanes, and for the signs above them. */
const AXIS_HEIGHT = 18;
const MARK_HEIGHT = 20;

/** The lanes of a group. `whole`: all of the time that there is. */
export function LaneGroupView({ group, whole, drawing, cursor }: {
  readonly group: LaneGroup;
  readonly whole: TimeWindow;
  readonly drawing: LaneDrawing;
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
  const texts = all.slice(0, SPOKEN_MAX).map(({ title }) => title);
  const rest = all.length > SPOKEN_MAX ? " …" : "";
  return `${name === "" ? "" : `${name}: `}${texts.join(", ")}${rest}`;
}

function AxisTime({ x, top, bottom, time }: {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly time: number;
}) {
  const isCut = x < textUnits(formatCount(time), NUMBER_SIZE) / 2;
  return (
    <g class="lane-axis">
      <line x1={x} x2={x} y1={top} y2={bottom + 3} />
      <text x={isCut ? 0 : x} y={bottom + 14} text-anchor={isCut ? "start" : "middle"} font-size={NUMBER_SIZE}>
        {formatCount(time)}
      </text>
    </g>
  );
}

function Mark({ mark: { time, label }, top, bottom, drawing: { place, width } }: {
  readonly mark: LaneMark;
  readonly top: number;
  readonly bottom: number;
  readonly drawing: LaneDrawing;
}) {
  const x = place(time);
  const isLate = x + textUnits(label, NAME_SIZE) + 10 > width;
  return (
    <g class="lane-mark">
      <line x1={x} x2={x} y1={4} y2={bottom + 2} />
      <path d={`M${x - 5} 3h10l-5 7z`} />
      <text x={isLate ? x - 8 : x + 8} y={top - 7} text-anchor={isLate ? "end" : "start"}>{label}</text>
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
