/**
 * The option `columns`: what the columns of a table are, where it has no header or one that is not understood.
 *
 * ```text
 * columns = place { "," place } | renaming { "," renaming }
 * place    = field [ ":" unit ] | "io@" device | "resources@" resource | "-"
 * renaming = header "=" place
 * ```
 *
 * `-` is a column that is not read, `io@disk` one of I/O on the device `disk`, `resources@tape` one of how many of the resource `tape` a job
 * takes. Places name the columns from the left; renamings name those that they mention.
 *
 * @module
 */

import { senseOf } from "./_header.ts";
import { keyOf } from "./_header.ts";
import type { HeaderField } from "./header_words.ts";
import { PROCESS_FIELDS } from "./_rules.ts";
import { type UnitName, unitOf } from "./_time_units.ts";
import { describeValue } from "./error.ts";

/** Columns beyond this many are no table of processes. */
export const COLUMNS_MAX = 256;

/** What a column is said to be; without a field where it is not to be read. */
export interface ColumnName {
  readonly field?: HeaderField;
  /** The number behind it, as in `cpu1`. */
  readonly number?: number;
  readonly unit?: UnitName;
  /** Of I/O, where it has one, or the counted resource. */
  readonly device?: string;
}

/** What the columns of a table are said to be. */
export interface ColumnNames {
  /** From the left; `undefined` where headers are renamed. */
  readonly places?: readonly ColumnName[];
  /** By {@linkcode keyOf} of the header. */
  readonly renamed: ReadonlyMap<string, ColumnName>;
}

/**
 * Reads the option.
 *
 * @param text Names with commas between them: `name,arrival,bursts`, or `Prio=priority,Memory=-`.
 * @returns What the columns are.
 * @throws {RangeError} If it is none of these.
 */
export function parseColumnNames(text: string): ColumnNames {
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.length > COLUMNS_MAX) throw refusal(`at most ${COLUMNS_MAX} names`, entries.length);
  const renamings = entries.filter((entry) => entry.includes("="));
  if (renamings.length > 0 && renamings.length < entries.length) {
    const other = entries.find((entry) => !entry.includes("="));
    throw refusal("names from the left (name,arrival,bursts) or renamings (Header=field) alone", other);
  }
  if (renamings.length === 0) {
    const places = entries.map(parseName);
    refuseTwice(
      places.map(({ field }, index) =>
        field === "bursts" || field === "io" || field === "resources" ? "" : entries[index]
      ),
      "column",
    );
    return { places, renamed: new Map() };
  }
  const renamed = new Map<string, ColumnName>();
  for (const entry of renamings) {
    const at = entry.lastIndexOf("=");
    const key = keyOf(entry.slice(0, at));
    if (renamed.has(key)) throw refusal("renamings of each header once", entry);
    renamed.set(key, parseName(entry.slice(at + 1).trim()));
  }
  return { renamed };
}

function parseName(text: string): ColumnName {
  if (text === "-") return {};
  const onDevice = /^io@\s*(\S.*)$/i.exec(text);
  if (onDevice !== null) return { field: "io", device: onDevice[1] };
  const ofResource = /^resources@\s*(\S+)$/i.exec(text);
  if (ofResource !== null) return { field: "resources", device: ofResource[1] };
  const [word, unitWord] = text.split(":");
  const { meanings, number } = senseOf(word);
  const [field] = meanings;
  if (meanings.length !== 1 || field === "result" || field === "remark") {
    throw refusal(`of ${PROCESS_FIELDS.join(", ")}, io and - (for a column that is not read)`, text);
  }
  const unit = unitWord === undefined ? undefined : unitOf(unitWord.trim());
  if (unitWord !== undefined && unit === undefined) {
    throw refusal("with units of ns, us, ms, s, min, h and d, as in bursts:ms", text);
  }
  return { field, ...(number === undefined ? {} : { number }), ...(unit === undefined ? {} : { unit }) };
}

function refuseTwice(names: readonly string[], what: string): void {
  const twice = names.find((name, index) => name !== "" && name !== "-" && names.indexOf(name) < index);
  if (twice !== undefined) throw refusal(`such that each ${what} is named once`, twice);
}

function refusal(rule: string, value: unknown): RangeError {
  return new RangeError(`Cannot read workload: columns must be ${rule}, got ${describeValue(value)}`);
}
