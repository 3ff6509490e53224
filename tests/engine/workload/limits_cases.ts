/**
 * The inputs of `limits_test.ts`, and the program that reads one of them: it prints what came of it, and the memory that
 * the process took at the most.
 *
 * @module
 */

import type { WorkloadFormat } from "../../../engine/workload/format.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

/** An input, what must be said of it, and the memory that it may take. */
interface LimitCase {
  readonly format: WorkloadFormat;
  /** The text as a beginning, something many times over, and an end. */
  readonly text: readonly [string, string, number, string];
  readonly says: string;
  readonly mebibytesMax: number;
}

const MANY = 4_000_000;

/** By name. */
export const READER_CASES: Readonly<Record<string, LimitCase>> = {
  "YAML commas": {
    format: "yaml",
    text: ["processes:\n- bursts: [", ",", MANY, "1]\n"],
    says: "a value before each comma",
    mebibytesMax: 400,
  },
  "YAML values": {
    format: "yaml",
    text: ["processes:\n- bursts: [", "1,", MANY / 2, "1]\n"],
    says: "at most 1000000 words, signs and spaces",
    mebibytesMax: 1200,
  },
  "YAML faults": {
    format: "yaml",
    text: ['processes: "', "\\q", MANY / 2, '"\n'],
    says: "Invalid escape sequence",
    mebibytesMax: 400,
  },
  "YAML nesting": {
    format: "yaml",
    text: ["processes:\n", "- ", MANY / 2, "1\n"],
    says: "nested at most 10 deep",
    mebibytesMax: 400,
  },
  "YAML documents": {
    format: "yaml",
    text: ["", "---\n", MANY / 4, ""],
    says: "one document",
    mebibytesMax: 400,
  },
  "JSON objects": {
    format: "json",
    text: ['{"processes": [', "{},", 25 * MANY / 2, "1]}"],
    says: "JSON with at most 16777216 values",
    mebibytesMax: 2600,
  },
  "JSON nesting": {
    format: "json",
    text: ["", "[", 25 * MANY / 2, ""],
    says: "nested at most 100 deep",
    mebibytesMax: 800,
  },
  "JSON processes that are none": {
    format: "json",
    text: ['{"processes": [', "0,", MANY, "1]}"],
    says: "and 80 more",
    mebibytesMax: 800,
  },
  "CSV rows that are none": {
    format: "csv",
    text: ["arrival,bursts\n", "x,y\n", 25 * MANY / 2, ""],
    says: "and 80 more",
    mebibytesMax: 400,
  },
  "CSV separators": {
    format: "csv",
    text: ["arrival,bursts\n", ",", 3 * MANY, "\n"],
    says: "as many cells as the header, 2, got 12000001",
    mebibytesMax: 400,
  },
  "CSV affinity": {
    format: "csv",
    text: ["bursts,affinity\n3,", "0-1023 ", MANY / 2, "\n"],
    says: "affinity must be",
    mebibytesMax: 700,
  },
  "SWF lines that are none": {
    format: "swf",
    text: ["", "1 2 3\n", 25 * MANY / 2, ""],
    says: "and 80 more",
    mebibytesMax: 400,
  },
  "OSTEP bursts": {
    format: "ostep",
    text: ["0,9007199254740991,1", ":0,1000000000,1", 3, ""],
    says: "at most 16777216 bursts",
    mebibytesMax: 400,
  },
  "OSTEP jobs": {
    format: "ostep",
    text: ["0,1,1", ":0,x,1", MANY / 2, ""],
    says: "must be",
    mebibytesMax: 700,
  },
};

/** The text in pieces of about a megabyte. */
function* piecesOf([start, unit, count, end]: LimitCase["text"]): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const perPiece = Math.ceil(2 ** 20 / unit.length);
  const piece = encoder.encode(unit.repeat(perPiece));
  yield encoder.encode(start);
  let left = count;
  for (; left >= perPiece; left -= perPiece) yield piece;
  yield encoder.encode(unit.repeat(left) + end);
}

/** The greatest resident memory of this process so far; 0 where the system does not tell. */
function residentMebibytes(): number {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

if (import.meta.main) {
  const { text, format } = READER_CASES[Deno.args[0]];
  const packed = ReadableStream.from(piecesOf(text)).pipeThrough(new CompressionStream("gzip"));
  // Packed whole first: what is measured is the reading of a small file.
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const message = await readWorkload(bytes, { format }).then(
    ({ workload }) => `${workload.arrival.length} processes`,
    (error) => `${error.name}: ${error.message}`,
  );
  console.log(JSON.stringify({ message, residentMebibytes: residentMebibytes() }));
}
