/**
 * What came of repeating another program's run, as text.
 *
 * @module
 */

import type { RepetitionOutcome } from "../../analysis/verify/ostep/repeat.ts";
import { plural } from "../../engine/numbers.ts";
import { oneLine, wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";

/** Stands for a line that is not there. */
const NO_LINE = "(no line)";

/** Says what was run, and that all lines agree or which one does not. */
export function renderRepetition(outcome: RepetitionOutcome, style: Style, width: number): string {
  const { program, summary, command, lines, difference } = outcome;
  let text = `${style.bold(program)}: ${summary}\n`;
  if (command !== null) text += style.dim(wrap(command, width, "    ", "  ")) + "\n";
  if (difference === null) return text + style.good(`All ${plural(lines, "line")} agree`) + "\n";
  const { line, before, theirs, ours } = difference;
  text += style.warn(`Line ${line} differs, the first that does; ${plural(lines, "line")} before it agree`) + "\n";
  for (const each of before) text += style.dim(`          ${oneLine(each)}`) + "\n";
  text += `  theirs  ${theirs === null ? NO_LINE : oneLine(theirs)}\n`;
  return text + `  ours    ${ours === null ? NO_LINE : oneLine(ours)}\n`;
}
