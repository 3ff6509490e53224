/**
 * Reads CSV (RFC 4180) with the line of every row.
 *
 * @module
 */

/** A row by the names of its header. */
export interface CsvRow {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A table. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/**
 * Reads a table whose first row names its columns; empty lines are passed over.
 *
 * @throws {SyntaxError} When a quote is not closed, or a row has more cells than the header; the message begins with the
 * line.
 */
export function readCsv(text: string): CsvTable {
  let columns: string[] | null = null;
  const rows: CsvRow[] = [];
  for (const { line, cells } of recordsOf(text)) {
    if (cells.length === 1 && cells[0].trim() === "") continue;
    if (columns === null) {
      columns = cells.map((cell) => cell.trim());
      continue;
    }
    if (cells.length > columns.length) {
      throw new SyntaxError(`line ${line}: there must be ${columns.length} cells, got ${cells.length}`);
    }
    rows.push({ line, cells: new Map(cells.map((cell, index) => [columns![index], cell.trim()])) });
  }
  return { columns: columns ?? [], rows };
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
