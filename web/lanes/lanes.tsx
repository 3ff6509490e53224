/**
 * Lanes of bars over one axis of time: runs side by side, a worked example as its book draws it, an answer. Drawn as SVG, so that
 * they take the page's colours, are sharp on paper, and can be marked.
 *
 * @module
 */

import type { RefObject } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { patternIndex, PATTERNS } from "../../pictures/palette.ts";
import { textUnits } from "../../pictures/svg/elements.ts";
import { Gestures } from "../chart/gestures.ts";
import { fitted as fittedWindow, type TimeWindow } from "../chart/time_window.ts";
import type { Texts } from "../languages/language.ts";
import { NUMBER_SIZE } from "./axis.ts";
import { COLUMN_PIXELS } from "./bars.ts";
import { type LaneDrawing, type LaneGroup, NAME_SIZE } from "./lane.ts";
import { LaneGroupView } from "./lane_group_view.tsx";
import { LaneTools } from "./lane_tools.tsx";
import { LaneWindow } from "./lane_window.ts";
import { useWidth } from "./use_width.ts";

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

/** The widest names, in pixels. */
const NAMES_MAX = 110;

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
  const drawing = useMemo<LaneDrawing>(() => {
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
    groups.map((group) => (
      <LaneGroupView
        key={group.key}
        group={group}
        whole={span}
        drawing={drawing}
        cursor={cursor}
      />
    ));
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
    readonly drawing: LaneDrawing;
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
function boundariesOf(groups: readonly LaneGroup[], { span, left, right }: LaneDrawing): number[] {
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
