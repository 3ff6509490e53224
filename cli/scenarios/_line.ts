/**
 * What happens in a scenario, a line each, as it happens.
 *
 * @module
 */

import { oneLine, padEnd, truncate } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import type { ScenarioEvent } from "./_evidence.ts";

/** Columns of the time and of the name. */
const TIME_COLUMNS = 9;
const NAME_COLUMNS = 18;

/** Renders events as they come; remembers the colours of the processes. */
export class ScenarioLines {
  readonly #style: Style;
  readonly #showsStates: boolean;
  readonly #indices = new Map<number, number>();

  /** @param showsStates Whether starts, waits and ends get lines too. */
  constructor(style: Style, showsStates: boolean) {
    this.#style = style;
    this.#showsStates = showsStates;
  }

  /** The lines of an event, each with a line feed, or nothing for one that is not shown. */
  render(event: ScenarioEvent): string {
    const style = this.#style;
    if (event.kind === "created" && !this.#indices.has(event.pid)) this.#indices.set(event.pid, this.#indices.size);
    const text = this.#text(event);
    if (text === null) return "";
    const time = style.dim(`${event.timeMs.toFixed(1)} ms`.padStart(TIME_COLUMNS + 2));
    const index = this.#indices.get(event.pid);
    const name = padEnd(truncate(oneLine(event.process), NAME_COLUMNS), NAME_COLUMNS);
    const head = `${time}  ${index === undefined ? style.dim(name) : style.process(index, name)}  `;
    return text.split("\n").map((line) => `${head}${line}`.trimEnd() + "\n").join("");
  }

  #text({ kind, text, data, pid, parentPid }: ScenarioEvent): string | null {
    const style = this.#style;
    switch (kind) {
      case "said":
        return text.split("\n").map(oneLine).join("\n");
      case "printed":
        return style.warn(oneLine(text.split("\n", 1)[0]));
      case "created":
        return !this.#showsStates
          ? null
          : style.dim(`· created, pid ${pid}, parent ${parentPid}${data?.daemon ? ", daemon" : ""}`);
      case "returned":
        return this.#showsStates ? style.dim("· its code is done") : null;
      case "ended":
        return !this.#showsStates && data?.exitCode === 0 ? null : style.dim(`· ended, exit code ${data?.exitCode}`);
      case "running":
        return this.#showsStates ? style.dim("· running") : null;
      case "blocked":
        return this.#showsStates ? style.dim(`· blocked on ${oneLine(text)}`) : null;
      case "resumed":
        return this.#showsStates ? style.dim(`· goes on: ${oneLine(text)}`) : null;
    }
  }
}
