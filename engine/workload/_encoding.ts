/**
 * What the bytes of a file are: text in which encoding, or something that is no text.
 *
 * @module
 */

import { findTable, HEAD_LINES, type HeadLine } from "./_layout.ts";

/** Encodings that texts which are no UTF-8 are tried in; the first in which the header is understood is taken. */
const CANDIDATES = ["gb18030", "big5", "shift_jis", "euc-kr", "windows-1252", "windows-1251", "windows-1250"];

/** What files of other kinds begin with, and what to do with them. */
const KINDS: readonly (readonly [start: string | RegExp, kind: string, way: string])[] = [
  ["PK\x03\x04", "a ZIP archive or an Excel file", "save the sheet as CSV, or unpack the archive"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel or Word file", "save the sheet as CSV"],
  ["%PDF-", "a PDF", "copy its table into a text file"],
  ["{\\rtf", "an RTF document", "save it as plain text"],
  ["7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"],
  ["Rar!\x1a\x07", "a RAR archive", "unpack it"],
  ["BZh", "bzip2 data", "unpack it, or compress it with gzip"],
  ["\xfd7zXZ\0", "xz data", "unpack it, or compress it with gzip"],
  ["\x28\xb5\x2f\xfd", "zstd data", "unpack it, or compress it with gzip"],
  ["\x04\x22\x4d\x18", "lz4 data", "unpack it, or compress it with gzip"],
  [/^[^\0][\s\S]{256}ustar/, "a tar archive", "unpack it"],
  ["\x89PNG\r\n\x1a\n", "a PNG picture", "type its table"],
  ["\xff\xd8\xff", "a JPEG picture", "type its table"],
  ["GIF8", "a GIF picture", "type its table"],
  ["\x7fELF", "a program", "give it a workload"],
  ["MZ", "a program", "give it a workload"],
  ["\0asm", "a WebAssembly module", "give it a workload"],
  ["\xca\xfe\xba\xbe", "a Java class", "give it a workload"],
  ["SQLite format 3\0", "an SQLite database", "export its table as CSV"],
  ["PAR1", "a Parquet file", "export it as CSV"],
  ["ARROW1", "an Arrow file", "export it as CSV"],
  ["\x89HDF", "an HDF5 file", "export its table as CSV"],
  ["\x80\x04\x95", "a Python pickle", "write it as CSV or JSON"],
  ["\x93NUMPY", "a NumPy file", "write it as CSV"],
];

/** What a file is that is no text, and what to do with it; `undefined` where nothing is known against text. */
export function foreignKind(bytes: Uint8Array): { kind: string; way: string } | undefined {
  let start = "";
  for (const byte of bytes.subarray(0, 264)) start += String.fromCharCode(byte);
  const known = KINDS.find(([magic]) => typeof magic === "string" ? start.startsWith(magic) : magic.test(start));
  if (known === undefined) return undefined;
  const [, kind, way] = known;
  // Two letters are no proof: text may begin so too.
  const isProof = typeof known[0] !== "string" || known[0].length > 3 ||
    bytes.subarray(0, 264).some((byte) => byte < 9);
  return isProof ? { kind, way } : undefined;
}

/**
 * The encoding of a text.
 *
 * @param bytes Its first bytes.
 * @returns A label of `TextDecoder`: UTF-16 by its mark or its zeros; UTF-8 where the bytes are that; else one in which the header
 * of a table is understood; `undefined` for none.
 */
export function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 1].map((at) =>
    bytes.subarray(0, 64).filter((byte, index) => index % 2 === at && byte === 0).length
  );
  const pairs = Math.min(32, bytes.length >> 1);
  if (pairs > 1 && zeros[1] === pairs && zeros[0] === 0) return "utf-16le";
  if (pairs > 1 && zeros[0] === pairs && zeros[1] === 0) return "utf-16be";
  if (isText(bytes, "utf-8")) return "utf-8";
  return CANDIDATES.find((label) => isText(bytes, label) && hasHeader(new TextDecoder(label).decode(bytes)));
}

function isText(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether a text begins with a table whose header is understood, and is other than ASCII: else it would prove nothing. */
function hasHeader(text: string): boolean {
  const lines = text.split(/\r?\n/, HEAD_LINES).map((line, index): HeadLine => ({
    text: line.slice(0, 4000),
    line: index + 1,
  }));
  const table = findTable(lines, undefined);
  return table !== undefined && table.isWhole && table.header.some(({ text }) => /[^ -~\s]/.test(text));
}
