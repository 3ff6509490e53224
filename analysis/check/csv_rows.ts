/**
 * Reads CSV (RFC 4180) with the line of every row.
 *
 * @module
 */

/** Cells of a row: a line of commas is none. */
const CELLS_MAX = 4096;

/** A row by the names of its header. */
export interface CsvRow {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A table. */
export interface CsvTable {
  readonly columns: readonly string[];
  /** One after another, as they are read: they can be gone through once. */
  readonly rows: Iterable<CsvRow>;
}

/**
 * Reads a table whose first row names its columns; empty lines are passed over.
 *
 * @throws {SyntaxError} When a quote is not closed, a column is named twice, or, while the rows are gone through, one has
 * more cells than the header; the message begins with the line.
 */
export function readCsv(text: string): CsvTable {
  const records = filledRecords(text);
  const { value, done } = records.next();
  if (done) return { columns: [], rows: [] };
  const columns = value.cells.map((cell) => cell.trim());
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (twice !== undefined) throw new SyntaxError(`line ${value.line}: a column must be named once, got ${twice} twice`);
  return { columns, rows: rowsOf(columns, records) };
}

function* rowsOf(columns: readonly string[], records: Iterable<CsvRecord>): Generator<CsvRow> {
  for (const { line, cells } of records) {
    if (cells.length > columns.length) {
      throw new SyntaxError(`line ${line}: there must be ${columns.length} cells, got ${cells.length}`);
    }
    yield { line, cells: new Map(cells.map((cell, index) => [columns[index], cell.trim()])) };
  }
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function* filledRecords(text: string): Generator<CsvRecord, void> {
  for (const record of recordsOf(text)) if (record.cells.length > 1 || record.cells[0].trim() !== "") yield record;
}

function* recordsOf(text: string): Generator<{ line: number; cells: string[] }> {
  let line = 1;
  let started = 1;
  let cells: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      while (text[end] !== '"' || text[end + 1] === '"') {
        if (end >= text.length) throw new SyntaxError(`line ${started}: a quote must be closed, got the end`);
        end += text[end] === '"' ? 2 : 1;
      }
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      line += cell.split("\n").length - 1;
      at = end + 1;
    } else {
      const end = endOfCell(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (cells.length > CELLS_MAX) {
      throw new SyntaxError(`line ${line}: there must be at most ${CELLS_MAX} cells, got more`);
    }
    if (text[at] === ",") {
      at++;
      if (at < text.length && text[at] !== "\r" && text[at] !== "\n") continue;
      cells.push("");
    }
    if (text[at] === "\r") at++;
    if (at < text.length && text[at] !== "\n") {
      throw new SyntaxError(`line ${line}: a comma must follow a closing quote, got ${JSON.stringify(text[at])}`);
    }
    at++;
    yield { line: started, cells };
    cells = [];
    line++;
    started = line;
  }
}

function endOfCell(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}
