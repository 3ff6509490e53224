/**
 * How far a long piece of work came, on one line of standard error where that is a terminal.
 *
 * @module
 */

import { formatPercent } from "../../engine/numbers.ts";
import { oneLine, truncate } from "../../pictures/width.ts";
import type { Io } from "../io.ts";

/** Work shorter than this shows nothing. */
const SILENT_MS = 400;

/** The line changes this often at most. */
const INTERVAL_MS = 100;

/** A line of progress; it is erased when the work ends. */
export class ProgressLine implements AsyncDisposable {
  readonly #io: Io;
  #nextAtMs = performance.now() + SILENT_MS;
  #isShown = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Says that a `share` of `label` is done, from 0 to 1. Cheap enough to call often. */
  async update(label: string, share: number): Promise<void> {
    if (!this.#io.stderr.isTerminal || performance.now() < this.#nextAtMs) return;
    this.#nextAtMs = performance.now() + INTERVAL_MS;
    this.#isShown = true;
    await this.#io.stderr.write(
      `\r\x1b[2K${truncate(oneLine(`${formatPercent(share)} ${label}`), this.#io.columns - 1)}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isShown) await this.#io.stderr.write("\r\x1b[2K");
  }
}
