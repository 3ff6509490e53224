/**
 * Text by lines: cut from chunks as they come, and counted for error messages.
 *
 * @module
 */

import { textError } from "./_problems.ts";
import type { WorkloadPlace } from "./error.ts";

/** The longest line that is put together from several chunks. */
const LINE_LENGTH_MAX = 2 ** 24;

/**
 * Takes a line: `text` from `start` up to, not including, `end`, without its line break.
 *
 * A line is given as a range because most lines are read where they stand, without a copy.
 */
export type TakeLine = (text: string, start: number, end: number, line: number) => void;

/** Cuts chunks of text into lines, which end with LF or CRLF. */
class LineSplitter {
  /** The number of the last line that was handed over, from 1. */
  line = 0;
  readonly #take: TakeLine;
  readonly #file: string | undefined;
  /** The beginning of a line whose end has not come yet. */
  #pieces: string[] = [];
  #piecesLength = 0;

  constructor(file: string | undefined, take: TakeLine) {
    this.#file = file;
    this.#take = take;
  }

  /**
   * Takes the next chunk and hands over every line that ends in it.
   *
   * @throws {WorkloadError} If a line is longer than some sixteen million characters.
   */
  push(chunk: string): void {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      if (this.#piecesLength > 0) {
        this.#keep(chunk.slice(start, end));
        this.end();
      } else {
        this.#emit(chunk, start, end);
      }
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.slice(start));
  }

  /** Hands over the last line, where it has no line break. */
  end(): void {
    if (this.#piecesLength === 0) return;
    const text = this.#pieces.join("");
    this.#pieces = [];
    this.#piecesLength = 0;
    this.#emit(text, 0, text.length);
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#piecesLength += piece.length;
    if (this.#piecesLength > LINE_LENGTH_MAX) {
      const place = { file: this.#file, line: this.line + 1 };
      throw textError(place, { rule: `in lines of at most ${LINE_LENGTH_MAX} characters` });
    }
  }

  #emit(text: string, start: number, end: number): void {
    const isCrlf = end > start && text.charCodeAt(end - 1) === 0x0d;
    this.#take(text, start, isCrlf ? end - 1 : end, ++this.line);
  }
}

/**
 * Hands over every line of a text.
 *
 * @throws {WorkloadError} If a line is longer than some sixteen million characters.
 */
export async function takeLines(
  chunks: AsyncIterable<string>,
  file: string | undefined,
  take: TakeLine,
): Promise<void> {
  const splitter = new LineSplitter(file, take);
  for await (const chunk of chunks) splitter.push(chunk);
  splitter.end();
}

/** Finds lines and columns of offsets into a text; quick where the offsets asked for ascend. */
export class TextPlaces {
  readonly #file: string | undefined;
  readonly #text: string;
  #line = 1;
  #lineStart = 0;
  /** Where the line's break stands; the length of the text for the last line. */
  #lineEnd: number;

  constructor(file: string | undefined, text: string) {
    this.#file = file;
    this.#text = text;
    this.#lineEnd = this.#endFrom(0);
  }

  /** The place of the character at `offset`. */
  at(offset: number): WorkloadPlace {
    if (offset < this.#lineStart) {
      this.#line = 1;
      this.#lineStart = 0;
      this.#lineEnd = this.#endFrom(0);
    }
    while (this.#lineEnd < offset && this.#lineEnd < this.#text.length) {
      this.#line++;
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#endFrom(this.#lineStart);
    }
    return { file: this.#file, line: this.#line, column: offset - this.#lineStart + 1 };
  }

  #endFrom(start: number): number {
    const end = this.#text.indexOf("\n", start);
    return end < 0 ? this.#text.length : end;
  }
}
