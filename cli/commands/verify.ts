/**
 * `sim verify`: the books' figures and the output of other programs, held against the engine.
 *
 * @module
 */

import { BOOKS } from "../../analysis/verify/books/mod.ts";
import { type RepeatProgress, repeatTranscript, type RepetitionOutcome } from "../../analysis/verify/ostep/repeat.ts";
import { Transcript } from "../../analysis/verify/ostep/transcript.ts";
import { type CheckedFigure, verifyBooks, type VerifyProgress } from "../../analysis/verify/verify_books.ts";
import { plural } from "../../engine/numbers.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { defineCommand } from "../command.ts";
import { DisagreementError, UsageError } from "../exit_code.ts";
import { JsonObjectWriter } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { readText } from "../files/read_text.ts";
import { choice, text } from "../flags/flags.ts";
import { formatFlag, outputFlag, type ReportFormat } from "../flags/report_flags.ts";
import type { Io, Style } from "../io.ts";
import { type Told, watched } from "../running/watched.ts";
import { renderRepetition } from "../text/repetition_report.ts";
import { reportText } from "../text/report_text.ts";
import { pageInsteadOf } from "../text/page_hint.ts";
import { renderVerifyReport } from "../text/verify_report.ts";

/** `sim verify`. */
export const verify = defineCommand({
  name: "verify",
  description: "Runs the worked examples of the textbooks and prints each figure of the book beside the simulator's. " +
    "With --against it reads what a program of OSTEP (mlfq.py, scheduler.py, lottery.py, each with -c) printed, runs " +
    "the same jobs under the same options, and reports the first line that differs.",
  args: [{
    name: "file",
    summary: "With --against: the program's output, or - for standard input",
    isOptional: true,
    isFile: true,
  }],
  flags: {
    against: choice("Whose program's output the file is", "source", ["ostep"]),
    options: text(
      "With --against: the program's own options, as in --options='-s 3 -j 5'. Random jobs are then made from the " +
        "seed, and the head of the output is verified too",
      "options",
    ),
    format: formatFlag,
    output: outputFlag,
  },
  examples: [
    { command: "sim verify", summary: "every figure of the books" },
    { command: "python3 mlfq.py -c -s 7 | sim verify --against ostep -", summary: "your own copy of mlfq.py" },
    {
      command: "sim verify --against ostep out.txt --options='-s 7 -j 5 -B 50'",
      summary: "and its random jobs, made anew from their seed",
    },
  ],
  async run({ args: [file], flags: given, io, style }) {
    const format = given.format ?? "text";
    if (given.against !== undefined) {
      if (file === undefined) {
        throw new UsageError("Cannot verify: FILE must be the program's output, or - for standard input, got nothing");
      }
      const transcript = new Transcript(file === "-" ? "standard input" : file, await readText(io, file));
      const outcome = await watched(
        io,
        ({ done, lines }: RepeatProgress) => told("line", done, lines),
        (how) => repeatTranscript(transcript, { ...how, options: given.options }),
      );
      await using output = await openOutput(io, given.output);
      return await reportRepetition(outcome, format, output, io, style);
    }
    if (file !== undefined || given.options !== undefined) {
      throw new UsageError("Cannot verify: --against must say whose program's output it is, got nothing");
    }
    const figures = await watched(
      io,
      ({ done, examples }: VerifyProgress) => told("example", done, examples),
      (how) => verifyBooks(how),
    );
    await using output = await openOutput(io, given.output);
    await reportBooks(figures, format, output, io, style);
  },
});

function told(noun: string, done: number, all: number): Told {
  const far = `${done} of ${plural(all, noun)} verified`;
  return { line: far, share: done / all, far };
}

/** The page has the books' examples, whatever it opens with. */
const PAGE = { policies: [], flags: {} };

async function reportBooks(
  figures: readonly CheckedFigure[],
  format: ReportFormat,
  output: Output,
  io: Io,
  style: Style,
): Promise<void> {
  if (format === "json") {
    const json = await JsonObjectWriter.begin(output, "verify");
    await json.value("books", BOOKS.map(({ name, citation }) => ({ name, citation })));
    await json.value("agrees", figures.every(({ agrees }) => agrees));
    await json.beginList("figures");
    await json.items(figures);
    await json.endList();
    await json.end();
  } else if (format === "csv") { for (const line of csvOf(figures)) await output.write(line); }
  else {
    await output.write(
      await reportText(format, io, style, (style, width) => renderVerifyReport(BOOKS, figures, style, width), PAGE),
    );
  }
  await output.commit();
  const wrong = figures.filter(({ agrees }) => !agrees).length;
  if (wrong > 0) throw new DisagreementError(`${wrong} of ${plural(figures.length, "figure")} do not agree`);
}

async function reportRepetition(
  outcome: RepetitionOutcome,
  format: ReportFormat,
  output: Output,
  io: Io,
  style: Style,
): Promise<void> {
  const { difference } = outcome;
  if (format === "json") {
    const json = await JsonObjectWriter.begin(output, "repetition");
    for (const [key, value] of Object.entries(outcome)) await json.value(key, value);
    await json.end();
  } else if (format === "csv") {
    const { program, lines } = outcome;
    const { line = null, theirs = null, ours = null } = difference ?? {};
    const records = [{ program, lines, agrees: difference === null, line, theirs, ours }];
    for (const each of csvOf(records)) await output.write(each);
  } else {
    const page = outcome.command === null ? undefined : pageInsteadOf(outcome.command);
    await output.write(
      await reportText(format, io, style, (style, width) => renderRepetition(outcome, style, width), page),
    );
  }
  await output.commit();
  if (difference !== null) {
    throw new DisagreementError(`line ${difference.line} of ${outcome.program}'s output differs`);
  }
}
