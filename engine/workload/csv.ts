/**
 * Reads workloads from comma-separated values: RFC 4180 with a header line that names columns of `PROCESS_FIELDS`, in any
 * order, of which only `bursts` is required. An empty cell is the field's default. The notation of bursts is described in
 * `_notation.ts`; CPUs are listed as `0 2 4-7`.
 *
 * A comma, a semicolon or a tab may separate the cells; the header shows which. A quoted cell ends on its line: no field
 * can hold a line break, and a stray quote must not swallow the rest of the file.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { GrowingColumn } from "./_growing_column.ts";
import { checkColumns } from "./_check.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";
import { LineSplitter } from "./_lines.ts";
import { parseAffinity } from "./_membership.ts";
import { readProgram } from "./_notation.ts";
import { type Complaint, ProblemList, textError } from "./_problems.ts";
import { isName, parseWhole, PROCESS_FIELDS, RULE, TICKS_MAX, TRAIT_NAMES, TRAITS } from "./_rules.ts";
import { suggest } from "./_suggest.ts";

type Field = (typeof PROCESS_FIELDS)[number];

/** Cells beyond so many are counted, not kept: a line of separators is no row. */
const CELLS_MAX = 4096;

/** A workload being read. */
class CsvReader {
  readonly #file: string | undefined;
  readonly #builder = new ColumnsBuilder();
  /** The line of each process. */
  readonly #lines = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #problems: ProblemList;
  #separator = ",";
  /** The fields in the order of the header; empty before the header has come. */
  #header: Field[] = [];
  /** Which cell holds a field; -1 for none. */
  readonly #cellOf = Object.fromEntries(PROCESS_FIELDS.map((field) => [field, -1])) as Record<Field, number>;

  // The cells of the line under examination: their ranges, and their text where it is not what stands there.
  #line = 0;
  #lineStart = 0;
  #text = "";
  #count = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #unquoted: (string | undefined)[] = [];

  constructor(file: string | undefined) {
    this.#file = file;
    this.#problems = new ProblemList((path) => {
      const row = path[1];
      return typeof row === "number" ? { file, line: this.#lines.at(row) } : { file };
    });
  }

  takeLine(text: string, start: number, end: number, line: number): void {
    if (isBlank(text, start, end)) return;
    this.#text = text;
    this.#line = line;
    this.#lineStart = start;
    if (this.#header.length === 0) {
      this.#takeHeader(text.slice(start, end));
      return;
    }
    const badQuote = this.#split(start, end);
    this.#lines.push(line);
    if (badQuote === undefined && this.#count === this.#header.length) {
      this.#takeRow();
      return;
    }
    this.#builder.addProcess(0);
    this.#builder.addCpu(1);
    if (badQuote !== undefined) {
      this.#complain(badQuote, undefined, "a row in which every quoted cell ends on the same line");
    } else {this.#complain(
        start,
        undefined,
        `a row of as many cells as the header, ${this.#header.length}`,
        this.#count,
      );}
  }

  finish(): WorkloadColumns {
    if (this.#header.length === 0) {
      throw textError({ file: this.#file }, { rule: "a header and rows", value: "nothing" });
    }
    return checkColumns(this.#builder.finish(), this.#problems);
  }

  /** @throws {WorkloadError} If the header is wrong: every row would be. */
  #takeHeader(header: string): void {
    this.#separator = header.includes(",") ? "," : header.includes(";") ? ";" : header.includes("\t") ? "\t" : ",";
    this.#text = header;
    this.#lineStart = 0;
    const problems = new ProblemList();
    const badQuote = this.#split(0, header.length);
    if (badQuote !== undefined) {
      throw textError(this.#place(badQuote), { rule: "a table whose quoted cells end on their line" });
    }
    for (let cell = 0; cell < this.#count && !problems.isFull; cell++) {
      const word = this.#cell(cell);
      const field = PROCESS_FIELDS.find((field) => field === word.toLowerCase());
      const place = this.#place(this.#starts[cell]);
      if (field === undefined) {
        const hint = suggest(word, PROCESS_FIELDS);
        const rule = `one of ${PROCESS_FIELDS.join(", ")}`;
        problems.addAt(place, [`column ${cell + 1}`], { rule, value: word, ...(hint === undefined ? {} : { hint }) });
      } else if (this.#cellOf[field] >= 0) {
        problems.addAt(place, [`column ${cell + 1}`], { rule: "named once", value: word });
      } else {
        this.#cellOf[field] = cell;
        this.#header.push(field);
      }
    }
    if (this.#cellOf.bursts < 0 && problems.count === 0) {
      problems.addAt({ file: this.#file, line: this.#line }, ["header"], {
        rule: "one that names the column bursts",
        value: header.trim(),
      });
    }
    problems.throwIfAny();
  }

  #takeRow(): void {
    const { arrival, pid, name, bursts } = this.#cellOf;
    const builder = this.#builder;
    builder.addProcess(0);
    if (arrival >= 0) builder.setArrival(this.#whole(arrival, 0, 0, TICKS_MAX, RULE.ticks));
    if (pid >= 0) builder.setPid(this.#whole(pid, builder.rows, 1, TICKS_MAX, RULE.pid));
    if (name >= 0) {
      const text = this.#cell(name);
      if (isName(text)) builder.setName(text);
      else if (text !== "") this.#complain(this.#starts[name], "name", RULE.name, text);
    }
    for (const trait of TRAIT_NAMES) {
      const cell = this.#cellOf[trait];
      if (cell < 0) continue;
      const { byDefault, least, most } = TRAITS[trait];
      builder.setTrait(trait, this.#whole(cell, byDefault, least, most, RULE[trait]));
    }
    this.#takeMembership();
    const ticks = parseDigits(this.#text, this.#starts[bursts], this.#ends[bursts]);
    if (ticks > 0 && this.#unquoted[bursts] === undefined) {
      builder.addCpu(ticks);
      return;
    }
    const program = this.#cell(bursts);
    const problem = readProgram(program, builder);
    if (problem === undefined) return;
    const { entry, ...complaint } = problem;
    const path = ["processes", builder.rows - 1, "bursts"];
    if (/[^\s\d.-]/.test(program)) path.push(entry);
    this.#addProblem(this.#place(this.#starts[bursts]), path, complaint);
  }

  /** The CPUs that the process may run on, as `0 2 4-7`, and its group. */
  #takeMembership(): void {
    const { affinity, group } = this.#cellOf;
    const cpus = affinity >= 0 ? this.#cell(affinity).trim() : "";
    if (cpus !== "") {
      const list = parseAffinity(cpus);
      if (list !== undefined) this.#builder.setAffinity(list);
      else this.#complain(this.#starts[affinity], "affinity", `${RULE.affinity}, such as 0 2 4-7`, cpus);
    }
    const name = group >= 0 ? this.#cell(group) : "";
    if (isName(name)) this.#builder.setGroup(name);
    else if (name !== "") this.#complain(this.#starts[group], "group", RULE.name, name);
  }

  /** The number in a cell, its default where the cell is empty, or NaN with a problem added. */
  #whole(cell: number, byDefault: number, least: number, most: number, rule: string): number {
    if (this.#unquoted[cell] === undefined) {
      const digits = parseDigits(this.#text, this.#starts[cell], this.#ends[cell]);
      if (digits >= least && digits >= 0 && digits <= most) return digits;
    }
    const text = this.#cell(cell).trim();
    if (text === "") return byDefault;
    const value = parseWhole(text);
    if (value >= least && value <= most) return value;
    this.#complain(this.#starts[cell], PROCESS_FIELDS.find((field) => this.#cellOf[field] === cell), rule, text);
    return NaN;
  }

  /** The text of a cell; unquoted ones without the spaces around them. */
  #cell(cell: number): string {
    return this.#unquoted[cell] ?? this.#text.slice(this.#starts[cell], this.#ends[cell]).trim();
  }

  #complain(offset: number, field: string | undefined, rule: string, value?: string | number): void {
    const path = ["processes", this.#builder.rows - 1, ...(field === undefined ? [] : [field])];
    this.#addProblem(this.#place(offset), path, { rule, ...(value === undefined ? {} : { value }) });
  }

  /** @throws {WorkloadError} If there are so many problems that the rest of the table need not be read. */
  #addProblem(place: WorkloadPlace, path: WorkloadPath, complaint: Complaint): void {
    this.#problems.addAt(place, path, complaint);
    this.#problems.throwIfFull();
  }

  #place(offset: number): { file: string | undefined; line: number; column: number } {
    return { file: this.#file, line: this.#line, column: offset - this.#lineStart + 1 };
  }

  /**
   * Splits the line into cells.
   *
   * @returns Where a quoted cell begins that is not closed, or `undefined`.
   */
  #split(start: number, end: number): number | undefined {
    const text = this.#text;
    const separator = this.#separator.charCodeAt(0);
    let count = 0;
    for (let at = start;; at++) {
      let first = at;
      while (first < end && isSpace(text.charCodeAt(first)) && text.charCodeAt(first) !== separator) first++;
      if (first < end && text.charCodeAt(first) === 0x22) {
        const close = closingQuote(text, first, end, separator);
        if (close < 0) return first;
        if (count < CELLS_MAX) this.#starts[count] = first;
        if (count < CELLS_MAX) this.#unquoted[count] = text.slice(first + 1, close).replaceAll('""', '"');
        at = close + 1;
        while (at < end && text.charCodeAt(at) !== separator) at++;
      } else {
        if (count < CELLS_MAX) this.#starts[count] = first;
        if (count < CELLS_MAX) this.#unquoted[count] = undefined;
        while (at < end && text.charCodeAt(at) !== separator) at++;
      }
      if (count < CELLS_MAX) this.#ends[count] = at;
      count++;
      if (at >= end) break;
    }
    this.#count = count;
    return undefined;
  }
}

/** The quote that closes the one at `open`: not doubled, and before a separator or the end; -1 where there is none. */
function closingQuote(text: string, open: number, end: number, separator: number): number {
  let at = open + 1;
  for (; at < end; at++) {
    if (text.charCodeAt(at) !== 0x22) continue;
    if (at + 1 < end && text.charCodeAt(at + 1) === 0x22) at++;
    else break;
  }
  if (at >= end) return -1;
  let next = at + 1;
  while (next < end && isSpace(text.charCodeAt(next)) && text.charCodeAt(next) !== separator) next++;
  return next >= end || text.charCodeAt(next) === separator ? at : -1;
}

/** The whole number written in plain digits, spaces around it; -1 for anything else. */
function parseDigits(text: string, start: number, end: number): number {
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  if (start === end || end - start > 16) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value <= TICKS_MAX ? value : -1;
}

function isBlank(text: string, start: number, end: number): boolean {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  return start === end;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/**
 * Reads a workload from CSV. A million rows take about a second and no object each.
 *
 * @param chunks The text.
 * @param file For error messages.
 * @returns The checked columns.
 * @throws {WorkloadError} If the text is no such table or breaks a rule of the simulated machine.
 */
export async function readCsv(chunks: AsyncIterable<string>, file: string | undefined): Promise<WorkloadColumns> {
  const reader = new CsvReader(file);
  const splitter = new LineSplitter(file, (text, start, end, line) => reader.takeLine(text, start, end, line));
  for await (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return reader.finish();
}
