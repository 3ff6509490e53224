/**
 * The notation of a program in one cell of a table: `3 io 2 4 lock A 1 unlock A`.
 *
 * ```text
 * program = entry { separator entry }, where patterns in brackets may stand for entries: see _repeats.ts
 * entry   = ticks | "cpu" ticks | "io" ticks | io device | "lock" name | "unlock" name
 * io      = [ "io" ] ticks
 * device  = "@" name | "on" name
 * ```
 *
 * Separators are spaces, `;` and `,`. A word may be joined to what follows it by a colon: `io:2`. A plain number is a CPU
 * burst, unless the entry before it is one: then it is an I/O burst, so `3;2;4` is CPU, I/O, CPU, and `io 3;5;2` is I/O,
 * CPU, I/O. A time with a device is I/O of that: `io 5@disk`, `5@disk` and `5 on disk` are the same. A name is a word
 * without separators, quotes and colons, or a JSON string: `lock "the printer"`, `5@"the disk"`. What exercises write otherwise,
 * such as `CPU(10) -> disk(30)`, is brought into this notation first: see _spelt_program.ts.
 *
 * @module
 */

import { BURST_KIND, type BurstColumns } from "../workload.ts";
import type { ColumnsBuilder } from "./_builder.ts";
import type { Complaint } from "./_problems.ts";
import { hasRepeats, writeOutRepeats } from "./_repeats.ts";
import { isName, parseWhole, RULE } from "./_rules.ts";
import { inNotation } from "./_spelt_program.ts";

/** A mistake in a program: which entry, from 0, and what is wrong with it. */
export interface NotationProblem extends Complaint {
  entry: number;
}

/** Reads a time: ticks, NaN, or what is wrong with it. */
export type TicksOf = (text: string) => number | Complaint;

/** Patterns that repeat make no more bursts than this of a workload, however short its text is. */
const REPEATED_MAX = 10_000_000;

/** A token: where it ends, and its text; quoted ones keep their quotes. */
interface Token {
  text: string;
  end: number;
}

/**
 * Reads a program and adds its bursts to the process that was added last.
 *
 * @param text The program.
 * @param builder Takes the bursts.
 * @param ticksOf Reads the time of a burst; whole numbers of ticks where it is not given.
 * @returns The first mistake, or `undefined`.
 */
export function readProgram(
  text: string,
  builder: ColumnsBuilder,
  ticksOf: TicksOf = parseWhole,
): NotationProblem | undefined {
  text = inNotation(text);
  if (hasRepeats(text)) {
    const written = writeOutRepeats(text);
    if (typeof written === "object") return { entry: 0, ...written };
    text = written;
    const entries = builder.burstCount + Math.ceil(written.length / 2);
    if (entries > REPEATED_MAX) {
      return {
        entry: 0,
        rule: `at most ${REPEATED_MAX} bursts of all processes where patterns repeat`,
        value: entries,
      };
    }
  }
  let isAfterCpu = false;
  let token = nextToken(text, 0);
  if (token === undefined) return { entry: 0, rule: "a number of ticks or a list of bursts", value: text };
  for (let entry = 0; token !== undefined; entry++) {
    const word = token.text.toLowerCase();
    if (word === "cpu" || word === "io" || word === "lock" || word === "unlock") {
      const argument = nextToken(text, skipColon(text, token.end));
      const isTimed = word === "cpu" || word === "io";
      const timed = isTimed && argument !== undefined ? atDevice(text, argument) : undefined;
      const complaint = addEntry(word, timed?.ticks ?? argument?.text, builder, ticksOf, timed?.device);
      if (complaint !== undefined) return mistake(entry, complaint);
      isAfterCpu = word === "cpu";
      token = nextToken(text, timed?.end ?? argument!.end);
    } else if (atDevice(text, token).device !== undefined) {
      const { ticks, device, end } = atDevice(text, token);
      const complaint = addEntry("io", ticks, builder, ticksOf, device);
      if (complaint !== undefined) return mistake(entry, complaint);
      isAfterCpu = false;
      token = nextToken(text, end);
    } else {
      const complaint = addEntry(isAfterCpu ? "io" : "cpu", token.text, builder, ticksOf);
      if (complaint?.isOfTime) return mistake(entry, complaint);
      if (complaint !== undefined) {
        const isNumber = /^-?[\d.]+$/.test(token.text);
        const rule = isAfterCpu ? RULE.ticks : RULE.cpu;
        return { entry, rule: isNumber ? rule : "a number of ticks, or cpu, io, lock or unlock", value: token.text };
      }
      isAfterCpu = !isAfterCpu;
      token = nextToken(text, token.end);
    }
  }
}

/**
 * Writes the program of a process so that {@linkcode readProgram} reads the same.
 *
 * @param bursts The programs of all processes.
 * @param row The process.
 * @returns The program.
 */
export function writeProgram({ offset, kind, value, locks, device, devices }: BurstColumns, row: number): string {
  const entries: string[] = [];
  for (let index = offset[row]; index < offset[row + 1]; index++) {
    switch (kind[index]) {
      case BURST_KIND.cpu:
        entries.push(String(value[index]));
        break;
      case BURST_KIND.io:
        entries.push(`io ${value[index]}${device?.[index] ? `@${nameText(devices![device[index] - 1].name)}` : ""}`);
        break;
      default: {
        const word = kind[index] === BURST_KIND.lock ? "lock" : "unlock";
        entries.push(`${word} ${nameText(locks[value[index]])}`);
      }
    }
  }
  return entries.join(" ");
}

/**
 * A name as it is read again: bare where it may be. Wide digits outside of quotes would become plain ones, and a hyphen without a letter
 * before it may separate.
 */
function nameText(name: string): string {
  return /^(?:[\p{L}\p{N}_.]+|[\p{L}_][\p{L}\p{N}_.-]*)$/u.test(name) && name.normalize("NFKC") === name
    ? name
    : JSON.stringify(name);
}

/** A time, the device that stands behind it (`5@disk`, `5 on disk`), if one does, and where both end. */
function atDevice(text: string, token: Token): { ticks: string; device?: string; end: number } {
  const at = token.text.startsWith('"') ? -1 : token.text.indexOf("@");
  if (at >= 0) {
    const bare = token.text.slice(at + 1);
    const quoted = bare === "" && text[token.end] === '"' ? nextToken(text, token.end) : undefined;
    return { ticks: token.text.slice(0, at), device: quoted?.text ?? bare, end: quoted?.end ?? token.end };
  }
  const word = nextToken(text, skipColon(text, token.end));
  if (word?.text.toLowerCase() !== "on") return { ticks: token.text, end: token.end };
  const name = nextToken(text, skipColon(text, word.end));
  return { ticks: token.text, device: name?.text ?? "", end: name?.end ?? word.end };
}

/** What is wrong with an entry; of a time that is none only because of how it is written, that says enough. */
interface EntryComplaint extends Complaint {
  isOfTime?: boolean;
}

function mistake(entry: number, { isOfTime: _, ...complaint }: EntryComplaint): NotationProblem {
  return { entry, ...complaint };
}

function addEntry(
  word: string,
  argument: string | undefined,
  builder: ColumnsBuilder,
  ticksOf: TicksOf,
  deviceText?: string,
): EntryComplaint | undefined {
  if (word === "cpu" || word === "io") {
    const device = deviceText?.startsWith('"') ? parseQuoted(deviceText) : deviceText;
    if (deviceText !== undefined && (word === "cpu" || !isName(device))) {
      return word === "cpu"
        ? { rule: "cpu without a device: only io has one", value: `${argument}@${deviceText}` }
        : { rule: `io on a device with a name of ${RULE.name}`, value: deviceText };
    }
    const ticks = argument === undefined ? NaN : ticksOf(argument);
    if (typeof ticks === "object") return { ...ticks, isOfTime: true };
    const least = word === "cpu" ? 1 : 0;
    if (!(ticks >= least)) return complain(word, word === "cpu" ? RULE.cpu : RULE.ticks, argument);
    if (word === "cpu") builder.addCpu(ticks);
    else builder.addIo(ticks, device);
    return undefined;
  }
  const name = argument?.startsWith('"') ? parseQuoted(argument) : argument;
  if (!isName(name)) return complain(word, RULE.name, argument);
  if (word === "lock") builder.addLock(name);
  else builder.addUnlock(name);
  return undefined;
}

function complain(word: string, rule: string, argument: string | undefined): Complaint {
  return { rule: `${word} with ${rule}`, value: argument };
}

function parseQuoted(text: string): string | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The token that begins at `start` or after the separators there. */
function nextToken(text: string, start: number): Token | undefined {
  while (start < text.length && isSeparator(text.charCodeAt(start))) start++;
  if (start === text.length) return undefined;
  let end = start + 1;
  if (text[start] === '"') {
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    end = Math.min(end + 1, text.length);
  } else if (text[start] !== ":") {
    while (end < text.length && !isSeparator(text.charCodeAt(end)) && text[end] !== '"' && text[end] !== ":") end++;
  }
  return { text: text.slice(start, end), end };
}

/** Passes over spaces and one colon, as between `io` and its ticks. */
function skipColon(text: string, start: number): number {
  while (text[start] === " ") start++;
  return text[start] === ":" ? start + 1 : start;
}

/** White space, `,` and `;`. */
function isSeparator(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0x2c || code === 0x3b || code === 0xa0;
}
