/**
 * What one header of a table, or one key of an object, means.
 *
 * @module
 */

import type { PriorityOrder } from "../policy_options.ts";
import { servedFirst } from "./_priority_remark.ts";
import { PROCESS_FIELDS } from "./_rules.ts";
import { type UnitName, unitOf } from "./_time_units.ts";
import {
  ABSOLUTE_DEADLINE_WORDS,
  AMBIGUOUS_WORDS,
  DEVICE_WORDS,
  HEADER_WORDS,
  type HeaderMeaning,
  RESOURCE_WORDS,
  TASK_LETTERS,
} from "./header_words.ts";

/** Longer texts are no headers, and would cost time. */
const HEADER_LENGTH_MAX = 80;

/** `1st CPU`, `Second I/O burst`. */
const ORDINALS = ["1st", "2nd", "3rd", "4th", "5th", "first", "second", "third", "fourth", "fifth"];
const ORDINAL = new RegExp(`^(${ORDINALS.join("|")})[\\s_-]`, "i");

/** Words that say nothing more about the column that they stand in, at its beginning and at its end. */
const BEFORE = [
  "process",
  "proc",
  "job",
  "task",
  "thread",
  "the",
  "进程",
  "作业",
  "任务",
  "進程",
  "original",
  "initial",
  "tiempode",
  "tiempo",
  "tiempodel",
  "instantede",
  "horade",
  "tempode",
  "tempodi",
  "tempo",
  "tempsde",
  "duracionde",
  "duracaodo",
  "duracaoda",
  "tde",
  "длительность",
  "время",
  "所需",
  "需要",
  "要求",
  "估计",
  "预计",
];
const BEHIND = ["time", "times", "ticks", "units", "unit", "level", "value", "number", "ofprocess", "column", "时间"];

/** What a header says. */
export interface HeaderSense {
  /** All that it can mean: one for a known word, several for an ambiguous one, none for an unknown one. */
  readonly meanings: readonly HeaderMeaning[];
  /** The number behind it, as in `cpu1`. */
  readonly number?: number;
  /** The unit that it names, as in `Burst Time (ms)`. */
  readonly unit?: UnitName;
  /** A single letter of a table of periodic tasks: `C` or `Ti`. */
  readonly letter?: string;
  /** The device of I/O, as in `disk` or `printer 1`, without its number. */
  readonly device?: string;
  /** The counted resource of which it says how many a job takes, as in `tapes`. */
  readonly resource?: string;
  /** Whether it is a deadline that counts from 0, not from the arrival. */
  readonly isAbsolute?: boolean;
  /** Whether it says "start", which is when a process arrives, or, beside an arrival, when it first ran. */
  readonly isStart?: boolean;
  /** What it says of the order of priorities: which numbers are the more urgent, or nothing clear. */
  readonly order?: PriorityOrder | "unclear";
}

/** Letters that Unicode does not take apart into a plain one and an accent. */
const UNACCENTED: Readonly<Record<string, string>> = { ı: "i", đ: "d", ł: "l", ø: "o" };

/** Meanings by key. */
const MEANING = new Map<string, HeaderMeaning>();
for (const [meaning, words] of Object.entries(HEADER_WORDS)) {
  for (const word of words.trim().split(/\s+/)) MEANING.set(keyOf(word), meaning as HeaderMeaning);
}
for (const field of PROCESS_FIELDS) MEANING.set(field, field);

const DEVICES = keysOf(DEVICE_WORDS);
const RESOURCES = new Map(
  Object.entries(RESOURCE_WORDS).flatMap(([name, words]) => [...keysOf(words)].map((key) => [key, name] as const)),
);
const ABSOLUTE_DEADLINES = keysOf(ABSOLUTE_DEADLINE_WORDS);
const AMBIGUOUS = new Map(Object.entries(AMBIGUOUS_WORDS).map(([word, meanings]) => [keyOf(word), meanings]));

function keysOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(keyOf));
}

/** A word without what does not count: case, accents, spaces and punctuation (but for `#`, which means something). */
export function keyOf(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase()
    .replace(/[ıđłø]/g, (letter) => UNACCENTED[letter])
    .replace(/[\s_.\-–—:*`'"’$\\{}^/]+/g, "");
}

/**
 * What a header means.
 *
 * @param text The header.
 * @returns Its sense; without meanings where it is unknown.
 */
export function senseOf(text: string): HeaderSense {
  if (text.length > HEADER_LENGTH_MAX) return { meanings: [] };
  const plain = senseOfWords(text);
  if (plain.meanings.length > 0) return plain;
  // What stands in brackets or behind a slash is a unit or the same in other words: `Burst Time (ms)`, `到达时间(Arrival)`.
  const ordinal = ORDINAL.exec(text)?.[1].toLowerCase();
  if (ordinal !== undefined) {
    const sense = senseOfWords(text.slice(text.search(/[\s_-]/) + 1));
    const isProgram = sense.meanings[0] === "bursts" || sense.meanings[0] === "io";
    return isProgram ? { ...sense, number: ORDINALS.indexOf(ordinal) % 5 + 1 } : plain;
  }
  const apart = /^([^()[\]（）【】]+)[([（【]([^()[\]（）【】]*)[)\]）】]\s*$/.exec(text) ??
    /^([^/]+)\/([^/]+)$/.exec(text);
  const parts = apart ?? /^(.+?)[\s_,]+(?:in\s+)?(\S+)$/.exec(text) ?? /^(.*\p{Script=Han})([A-Za-z]i?)$/u.exec(text) ??
    /^(.+[a-z])(Ms|Us|Ns|Sec|Seconds|Millis)$/.exec(text);
  if (parts === null) return plain;
  const [, outer, inner] = parts;
  const sense = senseOfWords(outer);
  // `Deadline (D)` is not one in days.
  if (isLetterOf(inner, sense)) return sense;
  const unit = unitOf(inner.trim().replace(/^in\s+/, ""));
  if (unit !== undefined) return unit === "" ? sense : { ...sense, unit };
  const other = senseOfWords(inner);
  if (apart === null) return plain;
  if (sense.meanings.length === 0) return other;
  if (sense.meanings[0] === "deadline" && /^abs/i.test(inner.trim())) return { ...sense, isAbsolute: true };
  const order = sense.meanings.includes("priority") ? servedFirst(inner) : undefined;
  if (order !== undefined) return { ...sense, order };
  if (other.meanings.length === 0) return isRemark(inner) || isInitials(inner, outer) ? sense : plain;
  const both = sense.meanings.filter((meaning) => other.meanings.includes(meaning));
  return both.length > 0 ? { ...sense, meanings: both } : compatible(sense, other);
}

/** Whether a text is the letter that real-time courses have for what a header says: `Period (T)`, `WCET C_i`. */
function isLetterOf(text: string, { meanings }: HeaderSense): boolean {
  const letter = /^([a-z])i?$/.exec(keyOf(text))?.[1];
  return letter !== undefined && meanings.length === 1 && TASK_LETTERS[letter] === meanings[0];
}

/** Whether a text is the initials of another: `Instante de llegada (IL)`, `Service Time (Ts)`. */
function isInitials(text: string, words: string): boolean {
  const letters = keyOf(text);
  const initials = [...words.matchAll(/(?<![\p{L}\p{N}])\p{L}/gu)].map(([letter]) => keyOf(letter));
  return letters.length > 0 && letters.length <= initials.length &&
    [...letters].every((letter) => {
      const at = initials.indexOf(letter);
      initials.splice(0, at + 1);
      return at >= 0;
    });
}

/** Two senses of one column that are no contradiction: a process and its name or number. */
function compatible(a: HeaderSense, b: HeaderSense): HeaderSense {
  const meanings = [...a.meanings, ...b.meanings];
  const isIdentity = meanings.every((meaning) => meaning === "process" || meaning === "pid" || meaning === "name");
  return { meanings: isIdentity ? ["process"] : [...new Set(meanings)] };
}

/** What may stand in brackets without changing what a column is: `Priority (1 = highest)`, `Bursts (CPU/IO/CPU)`. */
function isRemark(text: string): boolean {
  const kinds = text.split(/[\s,;/+–→>-]+/).filter((word) => word !== "" && !/^(?:and|then|i|o|e|s)$/i.test(word));
  if (kinds.length > 1 && kinds.every((kind) => /^(?:cpu|i\/?o|e\/?s)$/i.test(kind))) return true;
  return text.trim() === "" || /[=<>≥≤]|low|high|small|large|高|低|optional|relative|hoch|niedrig/i.test(text);
}

function senseOfWords(text: string): HeaderSense {
  const key = keyOf(text).replace(/[()[\]（）]/g, "");
  const whole = senseOfKey(key);
  if (whole.meanings.length > 0) return whole;
  const numbered = /^(.*[^\d#])#?(\d{1,4})$/.exec(key);
  if (numbered !== null) {
    const { meanings, device } = senseOfKey(numbered[1]);
    const isProgram = meanings.length === 1 && (meanings[0] === "bursts" || meanings[0] === "io");
    if (!isProgram) return { meanings: [] };
    return { meanings, number: Number(numbered[2]), ...(device === undefined ? {} : { device }) };
  }
  return whole;
}

function senseOfKey(key: string): HeaderSense {
  for (const each of variants(key)) {
    if (DEVICES.has(each)) return { meanings: ["io"], device: each };
    const resource = RESOURCES.get(each);
    if (resource !== undefined) return { meanings: ["resources"], resource };
    if (ABSOLUTE_DEADLINES.has(each)) return { meanings: ["deadline"], isAbsolute: true };
    const meaning = MEANING.get(each);
    if (meaning !== undefined) {
      return meaning === "arrival" && /^start(?!phase)/.test(each) ? { meanings: [meaning], isStart: true } : {
        meanings: [meaning],
      };
    }
    const letter = /^([a-z])i?$/.exec(each)?.[1];
    const meanings = AMBIGUOUS.get(each) ?? (letter === undefined ? undefined : AMBIGUOUS.get(letter));
    if (meanings === undefined) continue;
    return letter !== undefined && Object.hasOwn(TASK_LETTERS, letter) ? { meanings, letter } : { meanings };
  }
  return { meanings: [] };
}

/** The key, and without words that add nothing. */
function* variants(key: string): Generator<string, void, void> {
  yield key;
  const ends = BEHIND.filter((word) => key.endsWith(word) && key.length > word.length);
  for (const end of ends) yield key.slice(0, -end.length);
  for (const start of BEFORE) {
    if (!key.startsWith(start) || key.length === start.length) continue;
    const rest = key.slice(start.length);
    // `process time` is no `time`, and `job type` no `type`.
    if (AMBIGUOUS.has(rest)) continue;
    yield rest;
    for (const end of ends) if (rest.length > end.length) yield rest.slice(0, -end.length);
  }
}
