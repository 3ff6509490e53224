/**
 * Times of day, dates and lengths with colons: `10:20`, `2024-05-01T10:20:30Z`, `1:30:00`. What could be two of them is refused.
 *
 * @module
 */

import type { Complaint } from "./_problems.ts";
import { ATTOS, type UnitName } from "./_time_units.ts";

/** A point of time or a length of time. */
export interface Stamp {
  /** `clock` counts from midnight, `date` from 1970. */
  readonly kind: "clock" | "date" | "length";
  /** In 10^-18 seconds. */
  readonly attos: bigint;
  /** The unit in which it is told. */
  readonly unit: UnitName;
}

const CLOCK = /^(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?$/i;
const LENGTH = /^(?:(\d{1,6})-)?(\d{1,9}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/;
const DATE =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const GERMAN_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/**
 * Reads a time with colons or a date.
 *
 * @param text The text.
 * @param isArrival Whether it is a point of time; else it is a length.
 * @returns The time, what is wrong with it, or `undefined` where it is nothing of the kind.
 */
export function parseStamp(text: string, isArrival: boolean): Stamp | Complaint | undefined {
  if (!isArrival) return parseLength(text);
  const clock = CLOCK.exec(text);
  if (clock !== null) return fromClock(clock, text);
  const date = DATE.exec(text);
  if (date !== null) return fromDate(date, text);
  const german = GERMAN_DATE.exec(text);
  if (german !== null) {
    const [, day, month, year, ...rest] = german;
    return fromDate([text, year, month, day, ...rest] as unknown as RegExpExecArray, text);
  }
  if (/^\d{1,2}\/\d{1,2}\/\d{2,4}/.test(text)) {
    return { rule: "a date as YYYY-MM-DD, since the order of day and month cannot be known", value: text };
  }
  return undefined;
}

function parseLength(text: string): Stamp | Complaint | undefined {
  const length = LENGTH.exec(text);
  if (length !== null) {
    const [, days = "0", hours, minutes, seconds, fraction = ""] = length;
    if (Number(minutes) > 59 || Number(seconds) > 59) return { rule: "a length of time as h:mm:ss", value: text };
    const whole = BigInt(days) * ATTOS.d + BigInt(hours) * ATTOS.h + BigInt(minutes) * ATTOS.min +
      BigInt(seconds) * ATTOS.s;
    return { kind: "length", attos: whole + attosOf(fraction), unit: unitOfFraction(fraction) };
  }
  if (!/^\d+:\d{2}$/.test(text)) return undefined;
  const [first, second] = text.split(":");
  const hint = `write ${first}:${second}:00 or 0:${first.padStart(2, "0")}:${second}, or a number with a unit`;
  return { rule: "a length of time as h:mm:ss, since two numbers could be hours or minutes", value: text, hint };
}

function fromClock([, hour, minute, second, fraction = "", half]: RegExpExecArray, text: string): Stamp | Complaint {
  let hours = Number(hour);
  if (half !== undefined && hours >= 1 && hours <= 12) hours = hours % 12 + (/^p/i.test(half) ? 12 : 0);
  if (hours > 24 || Number(minute) > 59 || Number(second ?? 0) > 59) return { rule: "a time of day", value: text };
  const attos = BigInt(hours) * ATTOS.h + BigInt(minute) * ATTOS.min + BigInt(second ?? 0) * ATTOS.s +
    attosOf(fraction);
  return { kind: "clock", attos, unit: second === undefined ? "min" : unitOfFraction(fraction) };
}

function fromDate(parts: RegExpExecArray, text: string): Stamp | Complaint {
  const [, year, month, day, hour = "0", minute = "0", second, fraction = "", zone = "Z"] = parts;
  const numbers = [year, Number(month) - 1, day, hour, minute, second ?? 0].map(Number);
  const ms = Date.UTC(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  const date = new Date(ms);
  const isReal = date.getUTCMonth() === numbers[1] && date.getUTCDate() === numbers[2] && numbers[3] < 24 &&
    numbers[4] < 60 &&
    numbers[5] < 60;
  if (!isReal) return { rule: "a date and time of the calendar", value: text };
  const [, sign, zoneHours, zoneMinutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [text, "+", "00", "00"];
  const offset = (sign === "-" ? -1n : 1n) * (BigInt(zoneHours) * ATTOS.h + BigInt(zoneMinutes) * ATTOS.min);
  const unit = second === undefined ? "min" : unitOfFraction(fraction);
  return { kind: "date", attos: BigInt(ms) * ATTOS.ms + attosOf(fraction) - offset, unit };
}

function attosOf(fraction: string): bigint {
  return BigInt(fraction.padEnd(18, "0"));
}

function unitOfFraction(fraction: string): UnitName {
  const digits = fraction.replace(/0+$/, "").length;
  return digits === 0 ? "s" : digits <= 3 ? "ms" : digits <= 6 ? "us" : "ns";
}
