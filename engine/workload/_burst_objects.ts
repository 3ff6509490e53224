/**
 * The bursts of a program as objects, in the ways that programs write them, brought into the notation of tables: `{disk: 5}`,
 * `{type: "io", device: "disk", duration: 5}`, `["cpu", 3]`, `{repeat: 3, bursts: [2, 4]}`.
 *
 * @module
 */

import { WrittenNumber } from "../written_number.ts";
import { isRecord } from "./_object_lists.ts";
import { BURST_FIELDS } from "./_rules.ts";
import { inNotation, programWord } from "./_spelt_program.ts";
import { parseTime } from "./_time_units.ts";

/** What the time of a burst is called beside what it is of. */
const TIME_KEYS =
  /^(?:ticks|time|times|duration|length|len|burst|burst_?time|service|service_?time|value|amount|cpu|io|ms|units?)$/i;

/** What a burst is of, beside its time. */
const KIND_KEYS = /^(?:type|kind|resource|device|on|where|name|burst_?type|op|operation|action)$/i;

/** How often a pattern comes. */
const COUNT_KEYS = /^(?:repeat|times|count|repetitions)$/i;

/**
 * Whether a burst says what it is otherwise than a workload's own do, in a way that is understood.
 *
 * @param burst An entry of a program.
 * @returns Whether it does.
 */
export function isSpelt(burst: unknown): boolean {
  if (!isRecord(burst)) return Array.isArray(burst) && understood(burst) !== undefined;
  const own: readonly string[] = [...BURST_FIELDS, "device"];
  const isOwn = Object.entries(burst).every(([key, value]) => own.includes(key) && !isRecord(value));
  return !isOwn && understood(burst) !== undefined;
}

/**
 * A burst in the notation of tables.
 *
 * @param burst An entry of a program.
 * @returns Its text; what it is as JSON in quotes where it is not understood, which no table takes.
 */
export function burstText(burst: unknown): string {
  return understood(burst) ?? JSON.stringify(JSON.stringify(burst));
}

function understood(burst: unknown): string | undefined {
  // Nothing in a list is no burst, and must not vanish.
  if (burst === null) return "null";
  if (Array.isArray(burst)) {
    return burst.length === 2 && typeof burst[0] === "string" ? understood({ [burst[0]]: burst[1] }) : undefined;
  }
  if (!isRecord(burst)) {
    const text = scalarText(burst);
    return timeOf(text) ?? inNotation(text);
  }
  const entries = Object.entries(burst).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length === 1) return ofOne(...entries[0]);
  return patternText(entries) ?? ofSeveral(entries);
}

/** `{disk: 5}`, `{io: {device: "disk", ticks: 5}}`, `{lock: "R"}`. */
function ofOne(key: string, value: unknown): string | undefined {
  const word = programWord(key);
  if (word === "lock" || word === "unlock") return `${word} ${JSON.stringify(scalarText(value))}`;
  if (word === undefined) return undefined;
  if (isRecord(value)) {
    const inner = Object.entries(value);
    if (word === "device") return undefined;
    const [first] = inner;
    if (inner.length === 1 && TIME_KEYS.test(first[0])) return ofOne(key, first[1]);
    const text = word === "io" ? understood(value) : undefined;
    return text?.includes("@") ? text : undefined;
  }
  const time = timeOf(scalarText(value));
  if (word === "device") return time === undefined ? undefined : `${time}@${JSON.stringify(key)}`;
  return `${word} ${scalarText(value).replaceAll(/\s/g, "")}`;
}

/** `{repeat: 3, bursts: [2, 4]}`. */
function patternText(entries: readonly (readonly [string, unknown])[]): string | undefined {
  const list = entries.find(([, value]) => Array.isArray(value));
  const count = entries.find(([key]) => COUNT_KEYS.test(key));
  if (entries.length !== 2 || list === undefined || count === undefined) return undefined;
  const text = scalarText(count[1]);
  const inner = (list[1] as unknown[]).map(understood);
  return /^\d+$/.test(text) && !inner.includes(undefined) ? `(${inner.join(" ")})x${text}` : undefined;
}

/** A time, what it is of, and perhaps on which device. */
function ofSeveral(entries: readonly (readonly [string, unknown])[]): string | undefined {
  const time = entries.find(([key, value]) => isTimeKey(key) && timeOf(scalarText(value)) !== undefined);
  if (time === undefined) return undefined;
  const others = entries.filter((entry) => entry !== time);
  const texts = others.map(([, value]) => value);
  if (others.length > 2 || !texts.every((text) => typeof text === "string" && text.trim() !== "")) return undefined;
  const ticks = timeOf(scalarText(time[1]))!;
  const device = others.find(([key]) => key === "device")?.[1] as string | undefined;
  const kinds = others.filter(([key]) => key !== "device");
  if (!kinds.every(([key]) => KIND_KEYS.test(key))) return undefined;
  const words = kinds.map(([, text]) => programWord((text as string).trim()));
  const said = time[0].toLowerCase() === "cpu" || time[0].toLowerCase() === "io" ? time[0].toLowerCase() : words[0];
  if (device !== undefined) return said === "cpu" ? undefined : `${ticks}@${JSON.stringify(device.trim())}`;
  if (said === "device") return `${ticks}@${JSON.stringify((kinds[0][1] as string).trim())}`;
  return said === "cpu" || said === "io" ? `${said} ${ticks}` : undefined;
}

function isTimeKey(key: string): boolean {
  return TIME_KEYS.test(key);
}

/** A time as one word; `undefined` where the text is none. */
function timeOf(text: string): string | undefined {
  return typeof parseTime(text) === "object" ? text.replaceAll(/\s/g, "") : undefined;
}

/** A value as text. */
export function scalarText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.trim();
  if (value instanceof WrittenNumber) return value.text;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
