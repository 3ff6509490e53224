/**
 * The bars of one lane.
 *
 * @module
 */

import type { JSX } from "preact";
import { processColor } from "../../pictures/palette.ts";
import { textUnits } from "../../pictures/svg/elements.ts";
import { type Bar, COLUMN_PIXELS } from "./bars.ts";
import { type Lane, LANE_HEIGHT, type LaneDrawing, NAME_SIZE } from "./lane.ts";

/** Bars narrower than this, in pixels, are one shape for each colour. */
const THIN = 4;

/** Steps in which thin bars are filled. */
const SHADES = 4;

/** The bars. */
export function LaneBars({ lane, top, drawing }: {
  readonly lane: Lane;
  readonly top: number;
  readonly drawing: LaneDrawing;
}) {
  const { bars, height = LANE_HEIGHT } = lane;
  const { span, left, right, place } = drawing;
  const columns = Math.max(1, Math.floor((right - left) / COLUMN_PIXELS));
  const wide: JSX.Element[] = [];
  const thin = new Map<string, string>();
  for (const bar of bars(span, columns)) {
    const x = place(Math.max(bar.start, span.from));
    const width = Math.max(1, place(Math.min(bar.end, span.to)) - x);
    const shape = { x, y: top + 2, width, height: height - 4 };
    if (width >= THIN) {
      // By place: the elements of other bars are used again, which is quicker than new ones.
      wide.push(<BarShape key={wide.length} bar={bar} shape={shape} drawing={drawing} />);
      continue;
    }
    const look = `${fillOf(bar)} ${Math.ceil(bar.share * SHADES) / SHADES}`;
    thin.set(
      look,
      `${thin.get(look) ?? ""}M${x.toFixed(1)} ${shape.y}h${width.toFixed(1)}v${shape.height}h-${width.toFixed(1)}z`,
    );
  }
  return (
    <g>
      {Array.from(thin, ([look, path]) => {
        const [fill, share] = look.split(" ");
        return <path key={look} d={path} fill={fill} fill-opacity={0.35 + 0.65 * Number(share)} />;
      })}
      {wide}
    </g>
  );
}

function fillOf({ process }: Bar): string {
  return process === null ? "var(--switching)" : processColor(process).web;
}

function BarShape({ bar, shape, drawing: { patternOf } }: {
  readonly bar: Bar;
  readonly shape: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly drawing: LaneDrawing;
}) {
  const { process, names, title, share } = bar;
  const { x, y, width, height } = shape;
  const name = process === null ? undefined : names.find((each) => textUnits(each, NAME_SIZE) <= width - 4);
  const pattern = process === null ? null : patternOf(process);
  return (
    <g class="lane-bar">
      <rect {...shape} fill={fillOf(bar)} fill-opacity={share < 1 ? 0.35 + 0.65 * share : undefined} class="edged">
        <title>{title}</title>
      </rect>
      {pattern !== null && <rect {...shape} fill={pattern} pointer-events="none" />}
      {name !== undefined && (
        <text
          x={x + width / 2}
          y={y + height / 2 + 4}
          text-anchor="middle"
          style={{ fill: processColor(process!).textOnIt === "black" ? "#000" : "#fff" }}
          pointer-events="none"
        >
          {name}
        </text>
      )}
    </g>
  );
}
