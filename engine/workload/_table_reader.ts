/**
 * Reads the lines, the cells or the objects of a table into columns; `csv.ts` says what tables there are.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { type Cell, cutCells, hasBar, isLine, isRule, type Layout, pieceStarts } from "./_cells.ts";
import { checkColumns } from "./_check.ts";
import type { ColumnNames } from "./_column_names.ts";
import { readDeviceSpecs } from "./_device_specs.ts";
import { FileSettings } from "./_file_settings.ts";
import { GrowingColumn } from "./_growing_column.ts";
import { senseOf } from "./_header.ts";
import {
  findTable,
  type FoundTable,
  HEAD_LINES,
  type HeadLine,
  isComment,
  isContent,
  isHeaderAlone,
  noHeader,
} from "./_layout.ts";
import type { ObjectTable } from "./_object_table.ts";
import { ProblemList, problemsByLine, textError } from "./_problems.ts";
import { RowCells } from "./_row_cells.ts";
import { type HeaderProblem, planTable, type TablePlan } from "./_table_plan.ts";
import { TableRows } from "./_table_rows.ts";
import { TimeScale } from "./_time_scale.ts";
import { Trailers } from "./_trailers.ts";
import { transpose } from "./_transposed.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";
import type { TickLength } from "./tick_length.ts";
import type { WorkloadSettings } from "./workload_settings.ts";

/** How a table is to be read. */
export interface TableOptions {
  /** What the user said that the columns are. */
  readonly names?: ColumnNames;
  /** The length of a tick that the user asked for. */
  readonly tick?: string;
}

/** What a reader of text gives. */
export interface TextResult {
  readonly workload: WorkloadColumns;
  readonly notes: string[];
  /** Where times were not whole numbers of ticks as they stood. */
  readonly tick?: TickLength;
  /** What stands beside a list of processes. */
  readonly settings?: WorkloadSettings;
}

/** What is said of a second table. */
export const SECOND_TABLE = "one table; a second begins here";

/** Lines that are no part of the table, and keys that are not read, are listed up to this many. */
const LISTED_MAX = 5;

/** Words of a file are shown up to this length. */
const WORD_LENGTH_MAX = 80;

/** So many comments and blank lines before a table are kept, as one of them may be its header. */
const COMMENTS_KEPT_MAX = 100;

/** The longest line that is cut into cells with more than a look at each character. */
const DRAWN_LENGTH_MAX = 2 ** 16;

/** See the module's description. */
export class TableReader {
  readonly #file: string | undefined;
  readonly #names: ColumnNames | undefined;
  readonly #builder = new ColumnsBuilder();
  readonly #scale: TimeScale;
  /** The line of each process. */
  readonly #lines = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #problems: ProblemList;
  readonly #cells = new RowCells();
  /** The lines before the table is found. */
  #head: HeadLine[] | undefined = [];
  /** How many of them are more than blanks and comments. */
  #contentLines = 0;
  #layout: Layout = { kind: "separated", separator: "," };
  #separator = 0;
  #plan: TablePlan | undefined;
  #rows: TableRows | undefined;
  /** Lines that are no part of the table. */
  readonly #outside: number[] = [];
  readonly #trailers = new Trailers();
  #isClosed = false;
  /** How the table was turned, where it did not stand. */
  #turned: string | undefined;
  /** How many rows the text says that there are. */
  #rowsExpected: number | undefined;
  /** The name of the workload, where objects have one. */
  #name: string | undefined;
  /** What stands beside the processes and is not read. */
  readonly #besides: string[] = [];
  readonly #settings: FileSettings;

  constructor(file: string | undefined, { names, tick }: TableOptions, problems?: ProblemList) {
    this.#file = file;
    this.#names = names;
    this.#scale = new TimeScale(this.#builder, tick);
    this.#problems = problems ?? problemsByLine(file, this.#lines);
    this.#settings = new FileSettings(this.#scale, this.#problems);
  }

  takeLine(text: string, start: number, end: number, line: number): void {
    if (this.#head !== undefined) {
      const headLine = { text: text.slice(start, end), line };
      this.#head.push(headLine);
      if (isContent(headLine.text)) this.#contentLines++;
      else if (this.#head.length - this.#contentLines > COMMENTS_KEPT_MAX) this.#forgetComment();
      if (this.#contentLines >= HEAD_LINES) this.#begin();
      return;
    }
    if (this.#separator === 0) return this.#takeDrawn(text.slice(start, end), line);
    while (start < end && isSpace(text.charCodeAt(start)) && text.charCodeAt(start) !== this.#separator) start++;
    if (start === end) return;
    const first = text.charCodeAt(start);
    if (first === 0x23 || first === 0x2f) {
      if (isComment(text.slice(start, end)) && !this.#isRowLike(text.slice(start, end), line)) return;
    }
    if (first === 0x2d || first === 0x3d || first === 0x5f) { // -, = and _ of a line under the header
      if (isLine(text.slice(start, end).replaceAll(String.fromCharCode(this.#separator), " "))) return;
    }
    const badQuote = this.#cells.split(text, start, end, line, this.#separator);
    if (badQuote >= 0) return this.#refuseQuote(badQuote, line);
    if (first === this.#separator && this.#cells.isEmpty) return;
    this.#takeRow(line);
  }

  /** Takes a table that is cut already; `lines` are those of the header and of each row, where they are known. */
  takeAll(header: readonly Cell[], rows: readonly (readonly Cell[])[], lines?: readonly number[]): void {
    this.#head = undefined;
    this.#understand(header, lines?.[0]);
    rows.forEach((cells, row) => {
      const line = lines?.[row + 1] ?? 1;
      this.#cells.takeCells(cells, line);
      this.#takeRow(line);
    });
  }

  /** Takes processes that are objects, and what stands beside them. */
  takeObjects(
    table: ObjectTable,
    locate: (path: WorkloadPath) => WorkloadPlace,
    burstCountMax: number,
  ): void {
    this.#head = undefined;
    const { header, devices, notRead } = table;
    if (devices !== undefined) this.#takeDevices(devices, locate);
    this.#name = table.name;
    this.#understand(header.map((text) => ({ text, start: 0 })), undefined, (cell) => locate(table.pathOf(0, cell)));
    const take = (row: number) => this.#cells.takeTexts(table.rowOf(row), (cell) => locate(table.pathOf(row, cell)));
    let { count } = table;
    for (; count > 1; count--) { // each turn leaves one out, or ends it
      take(count - 1);
      if (!this.#trailers.takeObject(this.#cells, this.#plan!, count)) break;
    }
    for (let row = 0; row < count; row++) {
      take(row);
      this.#rows!.take(this.#cells);
      if (this.#builder.burstCount <= burstCountMax) continue;
      const rule = `at most ${burstCountMax} bursts of all processes together`;
      this.#problems.addAt(locate(table.pathOf(row, -1)), ["processes", row, "bursts"], {
        rule,
        value: this.#builder.burstCount,
      });
      this.#problems.throwIfAny();
    }
    if (notRead.length > 0) {
      const shown = notRead.slice(0, LISTED_MAX).map((key) => key.slice(0, WORD_LENGTH_MAX));
      const more = notRead.length > shown.length ? ` and ${notRead.length - shown.length} more` : "";
      this.#besides.push(`beside the processes, not read: ${shown.join(", ")}${more}`);
    }
    this.#settings.take(table, locate);
  }

  /** Takes what the devices are like. */
  #takeDevices({ value, path }: { value: unknown; path: WorkloadPath }, locate: (path: WorkloadPath) => WorkloadPlace) {
    const problems = new ProblemList(locate);
    readDeviceSpecs(value, path, problems, (name, spec) => this.#builder.describeDevice(name, spec));
    problems.throwIfAny();
  }

  finish(): TextResult {
    if (this.#head !== undefined) this.#begin();
    this.#outside.push(...this.#trailers.sentences());
    const { notes, tick } = this.#scale.finish();
    if (this.#rowsExpected !== undefined && this.#rowsExpected !== this.#builder.rows) {
      const rule = `over as many rows as it says, ${this.#rowsExpected}`;
      this.#problems.addAt({ file: this.#file, line: 1 }, ["count"], { rule, value: this.#builder.rows });
    }
    const workload = checkColumns(this.#builder.finish(this.#name), this.#problems);
    this.#settings.takeOrder(this.#rows?.priorityOrder);
    const ofFile = this.#settings.sentences();
    return {
      workload,
      notes: [...this.#notes(), ...this.#besides, ...notes, ...ofFile],
      ...(tick === undefined ? {} : { tick }),
      ...(ofFile.length === 0 ? {} : { settings: this.#settings.values }),
    };
  }

  /** Drops the first comment or blank line: a text may begin with any number of them. */
  #forgetComment(): void {
    this.#head!.splice(this.#head!.findIndex(({ text }) => !isContent(text)), 1);
  }

  /** Finds the table in the first lines and reads them. */
  #begin(): void {
    const head = this.#head!;
    this.#head = undefined;
    const start = head.map(({ text, line }): HeadLine => ({ text: text.slice(0, DRAWN_LENGTH_MAX), line }));
    const turned = transpose(start, this.#names);
    if (turned !== undefined) {
      this.#turned = turned.note;
      this.#understand(turned.header, turned.headerLine);
      for (const { cells, lines } of turned.rows) {
        this.#cells.takeCells(cells, lines[0], lines);
        this.#takeRow(lines[0]);
      }
      this.#isClosed = true;
      this.#layout = { kind: "bars" };
      return;
    }
    const table = findTable(start, this.#names);
    if (table === undefined) throw noHeader(start, this.#file);
    this.#refuseHeaders(start.filter(({ line }) => table.before.includes(line)), table);
    this.#enter(table);
    for (const { text, line } of head) {
      if (line > table.rowsAfter) this.takeLine(text, 0, text.length, line);
    }
  }

  #enter({ layout, header, headerLine, before, rows }: FoundTable): void {
    this.#rowsExpected = rows;
    this.#layout = layout;
    if (layout.kind === "separated") this.#separator = layout.separator.charCodeAt(0);
    this.#outside.push(...before);
    this.#understand(header, headerLine);
  }

  /** @throws {WorkloadError} If the header is wrong: every row would be. */
  #understand(
    header: readonly Cell[],
    line: number | undefined,
    locate?: (cell: number) => WorkloadPlace,
  ): void {
    const badQuote = header.find(({ text }) => text.startsWith('"'));
    if (badQuote !== undefined) {
      throw textError({ file: this.#file, line, column: badQuote.start + 1 }, {
        rule: "a table whose quoted cells end on their line",
      });
    }
    const outcome = planTable(header.map(({ text }) => text), this.#names);
    if ("problems" in outcome) throw this.#headerError(outcome.problems, header, line, locate);
    this.#plan = outcome.plan;
    this.#settings.takeOrder(outcome.plan.priorityOrder);
    const separator = this.#layout.kind === "separated" ? this.#layout.separator : "";
    const isForeign = separator === ";" && !outcome.plan.isOwn;
    this.#rows = new TableRows(outcome.plan, {
      builder: this.#builder,
      scale: this.#scale,
      problems: this.#problems,
      file: this.#file,
      style: { hasDecimalComma: isForeign, mayPartByPoints: isForeign },
    });
  }

  #headerError(
    problems: readonly HeaderProblem[],
    header: readonly Cell[],
    line: number | undefined,
    locate: ((cell: number) => WorkloadPlace) | undefined,
  ): unknown {
    const list = new ProblemList();
    const word = locate === undefined ? "column" : "field";
    for (const { cell, ...complaint } of problems) {
      const column = cell === undefined ? {} : { column: (header[cell]?.start ?? 0) + 1 };
      const place = locate === undefined ? { file: this.#file, line, ...column } : locate(cell ?? -1);
      list.addAt(
        place,
        [cell === undefined ? "header" : locate === undefined ? `${word} ${cell + 1}` : word],
        complaint,
      );
    }
    try {
      list.throwIfAny();
    } catch (error) {
      return error;
    }
  }

  /** A line of a table that is drawn or separated by spaces. */
  #takeDrawn(text: string, line: number): void {
    const { kind } = this.#layout;
    if (text.trim() === "" || kind === "spaces" && isLine(text)) return;
    const isRow = kind === "bars" ? hasBar(text) : kind === "latex" ? /(?<!\\)&/.test(text) : true;
    if (kind === "spans" && pieceStarts(text) !== undefined) {
      this.#isClosed = this.#builder.rows > 0;
    } else if (this.#isClosed && isRow && kind !== "spans") {
      this.#refuseSecond(line);
    } else if (this.#isClosed || !isRow) {
      if (kind === "latex" && /^\s*[\\%]/.test(text)) return;
      if (kind === "bars" && isRule(text)) return;
      if (isComment(text)) return;
      this.#outside.push(line);
      this.#isClosed = this.#builder.rows > 0;
    } else if (kind === "bars" && isRule(text) || kind !== "bars" && isComment(text) && !this.#isRowLike(text, line)) {
      return;
    } else {
      const cells = text.length > DRAWN_LENGTH_MAX ? [] : cutCells(this.#layout, text, this.#plan!.count);
      this.#cells.takeCells(cells, line);
      if (cells.length === 0 || !this.#cells.isEmpty) this.#takeRow(line);
    }
  }

  #takeRow(line: number): void {
    if (this.#builder.rows > 0 && this.#trailers.hold(this.#cells, this.#plan!, line)) return;
    for (const held of this.#trailers.release()) {
      this.#lines.push(held.line);
      this.#rows!.take(held);
    }
    this.#lines.push(line);
    this.#rows!.take(this.#cells);
  }

  /** Whether a line that begins like a comment could be a row: `#1,0,5`. It is then refused, since only its writer knows. */
  #isRowLike(text: string, line: number): boolean {
    if (
      text.length > DRAWN_LENGTH_MAX || /^\s*(?:#\s|#$|##|\/\/)/.test(text) ||
      cutCells(this.#layout, text).length !== this.#plan!.count
    ) return false;
    this.#problems.addAt({ file: this.#file, line }, ["line"], {
      rule: 'a comment that begins with "# ", or a row whose first cell is quoted',
      value: text.trim(),
    });
    return true;
  }

  #refuseQuote(offset: number, line: number): void {
    this.#lines.push(line);
    this.#builder.addProcess(0);
    this.#builder.addCpu(1);
    const place = { file: this.#file, ...this.#cells.placeOfOffset(offset) };
    this.#problems.addAt(place, ["processes", this.#builder.rows - 1], {
      rule: "a row in which every quoted cell ends on the same line",
    });
    this.#problems.throwIfFull();
  }

  /** @throws {WorkloadError} If a line before the table is the header of a column that would be left out. */
  #refuseHeaders(before: readonly HeadLine[], { header }: FoundTable): void {
    const left = before.find(({ text }) => {
      if (!isHeaderAlone(text)) return false;
      // What is over a table of several columns may be its title: `Processes`, `Workload`.
      const [meaning] = senseOf(text.trim()).meanings;
      return header.length === 1 || !["process", "name", "bursts", "result", "remark"].includes(meaning);
    });
    if (left === undefined) return;
    throw textError({ file: this.#file, line: left.line }, {
      rule: "a table with its header on one line, or columns of one length one below another",
      value: left.text.trim(),
      hint: "write a process a line, below a line such as Process,Arrival Time,Burst Time",
    });
  }

  #refuseSecond(line: number): void {
    this.#problems.addAt({ file: this.#file, line }, ["input"], { rule: SECOND_TABLE });
  }

  /** What was understood, where anything had to be. */
  #notes(): string[] {
    const { understood, identity, leftOut, isOwn } = this.#plan!;
    const notes: string[] = [];
    const parts = understood.flatMap((pair, cell) => {
      if (pair === undefined) return [];
      const field = cell === identity ? this.#rows!.hasNames ? "name" : "pid" : pair[1];
      return pair[0].toLowerCase() === field ? [] : [`${pair[0]} → ${field}`];
    });
    const rest = leftOut.length === 0 ? [] : [`not read: ${leftOut.join(", ")}`];
    if (!isOwn && parts.length + rest.length > 0) {
      notes.push(`columns: ${[parts.join(", "), ...rest].filter((part) => part !== "").join("; ")}`);
    }
    if (this.#turned !== undefined) notes.push(this.#turned);
    if (this.#outside.length > 0) {
      const lines = this.#outside.slice(0, LISTED_MAX).join(", ");
      const more = this.#outside.length > LISTED_MAX ? ` and ${this.#outside.length - LISTED_MAX} more` : "";
      notes.push(`${this.#outside.length === 1 ? "line" : "lines"} ${lines}${more} left out: no part of the table`);
    }
    notes.push(...this.#trailers.notes());
    return notes;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
