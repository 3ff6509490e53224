/**
 * Reads a workload in any format, from text, bytes or a stream, gzip included.
 *
 * @module
 */

import { checkTexts, refuseUnknownOptions } from "../known_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { parseColumnNames } from "./_column_names.ts";
import { isHtmlTable } from "./_html_table.ts";
import { TextInput } from "./_input.ts";
import { noHeader } from "./_layout.ts";
import { textError } from "./_problems.ts";
import { isWhole } from "./_rules.ts";
import type { TextResult } from "./_table_reader.ts";
import { type ClusterLog, JOB_STATUSES, LOG_DEPENDENCIES, type LogSelection } from "./cluster_log.ts";
import { readCsv, readHtml } from "./csv.ts";
import { detectFormat, isRows, linesOf } from "./detect.ts";
import { describeValue } from "./error.ts";
import { WORKLOAD_FORMATS, type WorkloadFormat } from "./format.ts";
import { readJson } from "./json.ts";
import { readOstep } from "./ostep.ts";
import { isSacct, readSacct } from "./sacct.ts";
import { readSwf } from "./swf.ts";
import type { TickLength } from "./tick_length.ts";
import { numberLines, readTyped } from "./typed.ts";
import type { WorkloadSettings } from "./workload_settings.ts";
import { readYaml } from "./yaml.ts";

/** How much text is read of each format where the caller sets no bound: what takes seconds, not minutes. */
const BYTES_MAX: Readonly<Record<WorkloadFormat, number>> = {
  csv: 2 ** 33,
  swf: 2 ** 33,
  json: 2 ** 28,
  yaml: 2 ** 22,
  ostep: 2 ** 24,
};

/** How much text of a table in HTML is read. */
const HTML_BYTES_MAX = 2 ** 24;

/** Formats that are read as one string, which JavaScript engines bound. */
const STRING_LENGTH_MAX = 2 ** 29 - 24;

/**
 * Options of {@linkcode readWorkload}.
 *
 * @example
 * ```ts
 * import { readWorkload, type ReadWorkloadOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ReadWorkloadOptions = { format: "csv", columns: "name,arrival,bursts:ms", tick: "0.1ms" };
 * const { workload } = await readWorkload("A,0,2.5\nB,1,3\n", options);
 * assertEquals([...workload.cpu!], [25, 30]);
 * ```
 * @category Workloads
 */
export interface ReadWorkloadOptions {
  /** The format. Default: told by the extension of `file`, else by the text. */
  format?: WorkloadFormat;
  /** The name of the file, for its extension and for error messages. It is not opened. */
  file?: string;
  /**
   * The most bytes of text, after decompression (characters where the input is a string), from 1. Default: 8 GiB for
   * CSV and SWF, 256 MiB for JSON, 16 MiB for OSTEP, 4 MiB for YAML, whose parser is slow.
   */
  maxBytes?: number;
  /**
   * What the columns of a table are, where it has no header or one that is not understood: `name,arrival,bursts` from the left, `-`
   * for a column that is not read, or `Prio=priority,Memory=-` for headers by name (of objects: for fields). A unit may follow a
   * time: `bursts:ms`.
   */
  columns?: string;
  /**
   * The length of a tick: a number with a unit (ns, us, ms, s, min, h, d), as in `0.1ms`, or without one, where the times of the
   * text have none. Default: the longest of which all times are whole numbers, by powers of ten below the smallest unit.
   */
  tick?: string;
  /** For OSTEP's job strings: ticks of each I/O, from 0, where the text has no `-i`. Default 5. */
  ioTicks?: number;
  /** For logs of clusters: which jobs to read. Default: all. */
  select?: LogSelection;
  /** Stops reading; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * What {@linkcode readWorkload} gives.
 *
 * @example
 * ```ts
 * import { type ReadResult, readWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result: ReadResult = await readWorkload("arrival,bursts\n0,24\n1,3\n");
 * assertEquals([result.format, [...result.workload.cpu!]], ["csv", [24, 3]]);
 * ```
 * @category Workloads
 */
export interface ReadResult {
  /** The workload, checked. */
  workload: WorkloadColumns;
  /** The format it was read from. */
  format: WorkloadFormat;
  /** What the reader should know, such as how many jobs of a log were left out, and why. */
  notes: string[];
  /** What a tick is, where times came with decimals or units. */
  tick?: TickLength;
  /** A quantum and a policy that stand beside a list of processes in JSON or YAML; nothing here uses them. */
  settings?: WorkloadSettings;
  /** What a log of a cluster says of the machine it was taken on; missing for other formats. */
  log?: ClusterLog;
}

/**
 * Reads a workload. The format is told by the extension of the file's name, else by how the text begins; gzip is told by
 * its first bytes. Text is UTF-8, with or without a byte order mark; lines end with LF or CRLF.
 *
 * CSV and SWF are read as a stream, in memory for the columns alone; JSON, YAML and OSTEP as a whole, with room for some
 * sixteen million values, a million words and signs, and sixteen million bursts. Reading ends at the hundredth mistake.
 * A number is refused where digits of it would be lost (`0.99999999999999999999`), and a field that is given twice.
 *
 * @param input The text, its bytes, or a stream of them. A stream is read to its end, or cancelled on an error.
 * @param options The format, the file's name and bounds.
 * @returns The checked workload, its format, and notes.
 * @throws {WorkloadError} If the input is no workload: every mistake is listed, with line and column where they are known.
 * @throws {TypeError} If the input is none of these, the options are no object, or one is unknown or of the wrong type.
 * @throws {RangeError} If an option is out of range.
 *
 * @example
 * ```ts
 * import { readWorkload } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const { workload, format } = await readWorkload("arrival,bursts\n0,24\n1,3 io 2 4\n");
 * assertEquals(format, "csv");
 * assertEquals([...workload.arrival], [0, 1]);
 * assertEquals([...workload.bursts!.value], [24, 3, 2, 4]);
 * ```
 *
 * @example A log of the Parallel Workloads Archive
 * ```ts
 * import { readWorkload } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const job = (line: string) => `${line} -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1`;
 * const log = `; Version: 2.2\n${job("1 0 5 60 4")}\n${job("2 30 0 -1 8")}\n`;
 * const { workload, notes } = await readWorkload(log, { file: "cluster.swf" });
 * assertEquals([...workload.cpu!], [60]);
 * assertEquals([...workload.processors!], [4]);
 * assertEquals(notes, ["1 of 2 jobs without a positive run time: left out"]);
 * ```
 * @category Workloads
 */
export async function readWorkload(
  input: string | Uint8Array | ReadableStream<Uint8Array>,
  options: ReadWorkloadOptions = {},
): Promise<ReadResult> {
  checkOptions(options);
  const { file, signal } = options;
  // A stream of another making does as well, if it can be read.
  if (!(typeof input === "string" || input instanceof Uint8Array || typeof input?.getReader === "function")) {
    throw new TypeError(
      `Cannot read workload: input must be a string, a Uint8Array or a ReadableStream, got ${describeValue(input)}`,
    );
  }
  signal?.throwIfAborted();
  const text = new TextInput(input, { file, signal });
  try {
    const head = await text.peek();
    if (head.trim() === "") {
      throw textError({ file }, { rule: "a workload", value: head === "" ? "nothing" : "white space" });
    }
    // Who says what the columns are has a table, whatever its numbers look like.
    const isJobList = (options.format ?? "csv") === "csv" && options.columns === undefined && isSacct(head);
    const told = isJobList ? "csv" : options.format ?? detectFormat({ file, text: head });
    const format = options.columns !== undefined && (told === undefined || told === "ostep") ? "csv" : told;
    const isOpen = options.format === undefined && options.columns === undefined;
    if (isOpen && text.isWhole && (format === undefined || format === "csv")) {
      const lists = numberLines(head);
      if (lists !== undefined) return { format: "csv", ...readTyped(lists, { tick: options.tick }) };
    }
    if (format === undefined) {
      if (isRows(head)) throw noHeader(linesOf(head), file);
      throw textError({ file }, {
        rule: "a workload",
        value: head.trim(),
        hint: `say which format it is: ${WORKLOAD_FORMATS.join(", ")}`,
      });
    }
    text.maxBytes = options.maxBytes ?? BYTES_MAX[format];
    if (format === "csv" && isHtmlTable(head)) {
      // Its marks stand in no order of lines.
      text.maxBytes = Math.min(text.maxBytes, HTML_BYTES_MAX);
      const { columns, tick } = options;
      const names = columns === undefined ? undefined : parseColumnNames(columns);
      const result = readHtml(await text.text(), file, { names, tick });
      return { format, ...result, notes: [...text.notes, ...result.notes] };
    }
    const result = isJobList ? await readSacct(text, file, options.select) : await readFormat(text, format, options);
    return { format, ...result, notes: [...text.notes, ...result.notes] };
  } finally {
    await text.close();
  }
}

async function readFormat(
  text: TextInput,
  format: WorkloadFormat,
  { file, ioTicks, columns, tick, select, signal }: ReadWorkloadOptions,
): Promise<TextResult & { log?: ClusterLog }> {
  const names = columns === undefined ? undefined : parseColumnNames(columns);
  switch (format) {
    case "csv":
      return await readCsv(text, file, { names, tick });
    case "swf":
      return await readSwf(text, file, select);
  }
  text.maxBytes = Math.min(text.maxBytes, STRING_LENGTH_MAX);
  const whole = await text.text();
  switch (format) {
    case "json":
      return await readJson(whole, file, signal, { names, tick });
    case "yaml":
      return await readYaml(whole, file, signal, { names, tick });
    case "ostep":
      return readOstep(whole, file, { ioTicks });
  }
}

/** The names of all options. */
const NAMES: Readonly<Record<keyof ReadWorkloadOptions, true>> = {
  format: true,
  file: true,
  maxBytes: true,
  columns: true,
  tick: true,
  ioTicks: true,
  select: true,
  signal: true,
};

/** The names of what chooses jobs. */
const SELECTIONS: Readonly<Record<keyof LogSelection, true>> = {
  partitions: true,
  queues: true,
  statuses: true,
  dependencies: true,
};

function checkOptions(options: ReadWorkloadOptions): void {
  refuseUnknownOptions("read workload", options, Object.keys(NAMES));
  const { format, file, maxBytes, columns, tick, ioTicks, select, signal } = options;
  checkTexts({ file, columns, tick });
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`Cannot read workload: signal must be an AbortSignal, got ${describeValue(signal)}`);
  }
  if (select !== undefined) checkSelection(select);
  if (format !== undefined && !WORKLOAD_FORMATS.includes(format)) {
    throw new RangeError(
      `Cannot read workload: format must be one of ${WORKLOAD_FORMATS.join(", ")}, got ${describeValue(format)}`,
    );
  }
  if (maxBytes !== undefined && !(typeof maxBytes === "number" && maxBytes >= 1)) {
    throw new RangeError(`Cannot read workload: maxBytes must be a number from 1, got ${describeValue(maxBytes)}`);
  }
  if (ioTicks !== undefined && !isWhole(ioTicks, 0)) {
    throw new RangeError(`Cannot read workload: ioTicks must be a whole number from 0, got ${describeValue(ioTicks)}`);
  }
}

function checkSelection(select: LogSelection): void {
  refuseUnknownOptions("read workload", select, Object.keys(SELECTIONS), "select");
  const { dependencies, ...lists } = select;
  if (dependencies !== undefined && !LOG_DEPENDENCIES.includes(dependencies)) {
    throw new RangeError(
      `Cannot read workload: dependencies must be one of ${LOG_DEPENDENCIES.join(", ")}, got ${
        describeValue(dependencies)
      }`,
    );
  }
  for (const [name, values] of Object.entries(lists)) {
    if (values === undefined || Array.isArray(values) && values.every((value) => typeof value === "string")) continue;
    throw new TypeError(`Cannot read workload: ${name} must be a list of texts, got ${describeValue(values)}`);
  }
  const status = select.statuses?.find((each) => !JOB_STATUSES.includes(each));
  if (status !== undefined) {
    throw new RangeError(
      `Cannot read workload: statuses must be among ${JOB_STATUSES.join(", ")}, got ${describeValue(status)}`,
    );
  }
}
