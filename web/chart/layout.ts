/**
 * Where the rows of a chart stand, in CSS pixels from the top of all rows.
 *
 * @module
 */

import { type ChartModel, type ChartRow, ROW_GROUPS, type RowGroup } from "./chart_model.ts";

/** Height of the rows of each group. */
const HEIGHTS: Readonly<Record<RowGroup, number>> = {
  cpus: 32,
  ready: 28,
  queues: 24,
  devices: 24,
  locks: 20,
  processes: 24,
};

/** Room between two groups. */
const GAP = 12;

/** Height of the numbers of the axis, above the rows. */
export const AXIS_HEIGHT = 24;

/** Room below the last row. */
const BOTTOM = 6;

/** The rows of a group, one below another. */
interface Block {
  readonly rows: readonly ChartRow[];
  readonly top: number;
  readonly height: number;
}

/** A row and where it stands. */
export interface PlacedRow {
  readonly row: ChartRow;
  readonly top: number;
  readonly height: number;
}

/** Rows of some groups, placed; finding those in sight takes no step for each row. */
export class RowLayout {
  /** Height of all rows. */
  readonly height: number;
  /** Number of rows. */
  readonly count: number;
  readonly #blocks: readonly Block[];

  constructor(model: ChartModel, groups: ReadonlySet<RowGroup>) {
    const blocks: Block[] = [];
    let top = 0;
    for (const group of ROW_GROUPS) {
      const rows = model.groups[group];
      if (!groups.has(group) || rows.length === 0) continue;
      if (blocks.length > 0) top += GAP;
      blocks.push({ rows, top, height: HEIGHTS[group] });
      top += rows.length * HEIGHTS[group];
    }
    this.#blocks = blocks;
    this.height = top + BOTTOM;
    this.count = blocks.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** The rows that are to be seen between two heights, in whole or in part. */
  *between(from: number, to: number): Generator<PlacedRow> {
    for (const { rows, top, height } of this.#blocks) {
      const first = Math.max(0, Math.floor((from - top) / height));
      const past = Math.min(rows.length, Math.ceil((to - top) / height));
      for (let index = first; index < past; index++) yield { row: rows[index], top: top + index * height, height };
    }
  }

  /** The row at a height, or `null` between groups. */
  at(y: number): PlacedRow | null {
    for (const placed of this.between(y, y + 1e-6)) return placed;
    return null;
  }

  /** The row at a place, counted through all groups. */
  row(place: number): PlacedRow | null {
    for (const { rows, top, height } of this.#blocks) {
      if (place < rows.length) return place < 0 ? null : { row: rows[place], top: top + place * height, height };
      place -= rows.length;
    }
    return null;
  }

  /** The place of a row, or -1 where it is not shown. */
  placeOf(row: ChartRow): number {
    let place = 0;
    for (const { rows } of this.#blocks) {
      if (rows[row.index] === row) return place + row.index;
      const within = row.group === rows[0].group ? rows.indexOf(row) : -1;
      if (within >= 0) return place + within;
      place += rows.length;
    }
    return -1;
  }
}
