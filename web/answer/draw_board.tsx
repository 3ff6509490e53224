/**
 * A board on which one draws who runs when: a row for each process, a column for each tick. The pen goes along a row; where the
 * process runs already it takes away. By the keys: arrows choose the place, the space bar draws a tick.
 *
 * @module
 */

import { useMemo, useRef, useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { processColor } from "../../pictures/palette.ts";
import { textUnits } from "../../pictures/svg/elements.ts";
import { fill, type Texts } from "../languages/language.ts";
import { axisTimes, NUMBER_SIZE } from "../lanes/axis.ts";
import { useWidth } from "../lanes/use_width.ts";
import { type AnswerSegment, segmentText } from "../check/notation.ts";
import { isRunning, type Stroke, stroked } from "./strokes.ts";

const ROW = 28;
const NAME_SIZE = 12;
const NAMES_MAX = 110;
const TOP = 22;
const BOTTOM = 20;

/** A process of the board. */
export interface BoardRow {
  readonly name: string;
  /** When it arrives. */
  readonly arrival: number;
}

/** What the board needs. */
export interface BoardProps {
  readonly label: string;
  readonly rows: readonly BoardRow[];
  readonly segments: readonly AnswerSegment[];
  /** Ticks that can be drawn on. */
  readonly ticks: number;
  /** The CPU that is drawn. */
  readonly cpu: number;
  readonly cpus: number;
  /** Places of segments with a mistake, and what it is. */
  readonly problems: ReadonlyMap<number, string>;
  /** The first wrong decision. */
  readonly wrongTick: number | null;
  readonly texts: Texts;
  readonly onSegments: (segments: AnswerSegment[]) => void;
}

/** A row and a tick. */
interface Cell {
  readonly row: number;
  readonly tick: number;
}

/** The board. */
export function DrawBoard(props: BoardProps) {
  const { label, rows, segments, ticks, cpu, texts, onSegments } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [pen, setPen] = useState<(Cell & { readonly to: number; readonly isErasing: boolean }) | null>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const widest = Math.min(NAMES_MAX, Math.max(...rows.map(({ name }) => textUnits(name, NAME_SIZE))), width / 4);
  const left = Math.ceil(widest) + 10;
  const scale = Math.max(1, width - left - 14) / ticks;
  const place = (time: number) => left + time * scale;
  const strokeOf = ({ row, tick, to, isErasing }: NonNullable<typeof pen>): Stroke => ({
    process: rows[row].name,
    cpu,
    from: Math.min(tick, to),
    to: Math.max(tick, to) + 1,
    isErasing,
  });
  const shown = pen === null ? segments : stroked(segments, strokeOf(pen));
  const cellAt = (event: PointerEvent): Cell => {
    const { left: edge, top } = box.current!.getBoundingClientRect();
    return {
      row: Math.floor((event.clientY - top - TOP) / ROW),
      tick: Math.floor((event.clientX - edge - left) / scale),
    };
  };
  const within = (tick: number) => Math.min(Math.max(0, tick), ticks - 1);
  const onDown = (event: PointerEvent) => {
    const { row, tick } = cellAt(event);
    if (event.button !== 0 || row < 0 || row >= rows.length || tick < 0 || tick >= ticks) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const isErasing = isRunning(segments, rows[row].name, cpu, tick);
    setPen({ row, tick, to: tick, isErasing });
    setCell({ row, tick });
  };
  const onUp = () => {
    if (pen !== null) onSegments(stroked(segments, strokeOf(pen)));
    setPen(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, tick } = cell ?? { row: 0, tick: 0 };
    const step = STEPS[event.key];
    if (event.key === " ") {
      const isErasing = isRunning(segments, rows[row].name, cpu, tick);
      onSegments(stroked(segments, strokeOf({ row, tick, to: tick, isErasing })));
      setCell({ row, tick: within(tick + 1) });
    } else if (step !== undefined) {
      const next = Math.min(Math.max(0, row + step.row), rows.length - 1);
      setCell({ row: next, tick: within(tick + step.tick) });
    } else return;
    event.preventDefault();
  };
  const said = cell === null ? "" : cellText(cell, props);
  return (
    <figure class="lanes board" aria-label={label}>
      <div
        ref={box}
        class="lanes-box"
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-description={texts.answer.keys}
        onPointerDown={onDown}
        onPointerMove={(event) => pen !== null && setPen({ ...pen, to: within(cellAt(event).tick) })}
        onPointerUp={onUp}
        onPointerCancel={() => setPen(null)}
        onKeyDown={onKeyDown}
      >
        {width > 0 && <Board {...props} segments={shown} width={width} left={left} place={place} cell={cell} />}
      </div>
      <span class="spoken" role="status">{said}</span>
    </figure>
  );
}

const STEPS: Readonly<Record<string, Cell>> = {
  ArrowLeft: { row: 0, tick: -1 },
  ArrowRight: { row: 0, tick: 1 },
  ArrowUp: { row: -1, tick: 0 },
  ArrowDown: { row: 1, tick: 0 },
};

/** What is at a place, in words. */
function cellText({ row, tick }: Cell, { rows, segments, cpu, texts }: BoardProps): string {
  const { name } = rows[row];
  const text = isRunning(segments, name, cpu, tick) ? texts.answer.runs : texts.answer.runsNot;
  return fill(text, { name, tick: formatCount(tick) });
}

/** The drawing. */
function Board({ rows, segments, ticks, cpus, problems, wrongTick, texts, width, left, place, cell }: BoardProps & {
  readonly width: number;
  readonly left: number;
  readonly place: (time: number) => number;
  readonly cell: Cell | null;
}) {
  const bottom = TOP + rows.length * ROW;
  const times = useMemo(() => axisTimes({ from: 0, to: ticks }, place), [ticks, width, left]);
  const rowOf = new Map(rows.map(({ name }, row) => [name, row]));
  return (
    <svg width={width} height={bottom + BOTTOM} viewBox={`0 0 ${width} ${bottom + BOTTOM}`} aria-hidden="true">
      {times.map((time) => (
        <g key={time} class="lane-axis">
          <line x1={place(time)} x2={place(time)} y1={TOP} y2={bottom + 3} />
          <text x={place(time)} y={bottom + 15} text-anchor="middle" font-size={NUMBER_SIZE}>{formatCount(time)}</text>
        </g>
      ))}
      {rows.map(({ name, arrival }, row) => (
        <g key={name} class="board-row">
          <text x={left - 8} y={TOP + row * ROW + 18} text-anchor="end">{name}</text>
          <line x1={left} x2={place(ticks)} y1={TOP + (row + 1) * ROW} y2={TOP + (row + 1) * ROW} />
          {arrival > 0 && (
            <rect
              class="board-before"
              x={left}
              y={TOP + row * ROW + 1}
              width={Math.max(0, place(Math.min(arrival, ticks)) - left)}
              height={ROW - 2}
            />
          )}
        </g>
      ))}
      {segments.map((segment, index) => {
        const row = rowOf.get(segment.process);
        if (row === undefined) return null;
        return (
          <SegmentBar
            key={`${segment.cpu} ${segmentText(segment)}`}
            segment={segment}
            row={row}
            text={cpus === 1 ? "" : `CPU ${segment.cpu}`}
            problem={problems.get(index)}
            place={place}
          />
        );
      })}
      {wrongTick !== null && (
        <g class="lane-mark bad">
          <line x1={place(wrongTick)} x2={place(wrongTick)} y1={6} y2={bottom + 2} />
          <path d={`M${place(wrongTick) - 5} 4h10l-5 7z`} />
          <text
            x={place(wrongTick) + (wrongTick > ticks / 2 ? -9 : 9)}
            y={14}
            text-anchor={wrongTick > ticks / 2 ? "end" : "start"}
          >
            {fill(texts.answer.wrongAt, { tick: formatCount(wrongTick) })}
          </text>
        </g>
      )}
      {cell !== null && (
        <rect
          class="board-cell"
          x={place(cell.tick)}
          y={TOP + cell.row * ROW + 1}
          width={Math.max(2, place(cell.tick + 1) - place(cell.tick))}
          height={ROW - 2}
        />
      )}
    </svg>
  );
}

function SegmentBar({ segment, row, text, problem, place }: {
  readonly segment: AnswerSegment;
  readonly row: number;
  readonly text: string;
  readonly problem: string | undefined;
  readonly place: (time: number) => number;
}) {
  const { start, end, kind } = segment;
  const { web, textOnIt } = processColor(row);
  const shape = {
    x: place(start),
    y: TOP + row * ROW + 3,
    width: Math.max(1, place(end) - place(start)),
    height: ROW - 6,
  };
  const title = segmentText(segment);
  return (
    <g class="lane-bar">
      <rect {...shape} fill={kind === "run" ? web : "var(--switching)"} class="edged">
        <title>{problem === undefined ? title : `${title}: ${problem}`}</title>
      </rect>
      {problem !== undefined && <rect class="lane-wrong" {...shape} pointer-events="none" />}
      {textUnits(text, NAME_SIZE) < shape.width - 4 && (
        <text
          x={shape.x + shape.width / 2}
          y={shape.y + shape.height / 2 + 4}
          text-anchor="middle"
          style={{ fill: textOnIt === "black" ? "#000" : "#fff" }}
          pointer-events="none"
        >
          {text}
        </text>
      )}
    </g>
  );
}
