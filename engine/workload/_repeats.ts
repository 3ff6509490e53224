/**
 * Patterns that repeat in the notation of a program: `(3 2)x4 5` is `3 2 3 2 3 2 3 2 5`.
 *
 * ```text
 * pattern = "(" program ")" ( "x" | "*" | "×" ) count
 * ```
 *
 * Patterns may stand in patterns. What a short text can stand for is bounded.
 *
 * @module
 */

import type { Complaint } from "./_problems.ts";

/** The greatest length of a program that is written out, in characters. */
const LENGTH_MAX = 2 ** 22;

/** How deep patterns may stand in patterns. */
const DEPTH_MAX = 16;

const COUNT = /\s*[x×*]\s*(\d+)(?![\p{L}\p{N}_.])/iyu;

/** Whether a program may have a pattern that repeats. */
export function hasRepeats(text: string): boolean {
  return text.includes("(");
}

/**
 * Writes out the patterns of a program.
 *
 * @param text The program.
 * @param depth How many patterns it stands in.
 * @returns The program without patterns, or what is wrong with one.
 */
export function writeOutRepeats(text: string, depth = 0): string | Complaint {
  let written = "";
  let start = 0;
  for (let at = nextPattern(text, 0); at >= 0; at = nextPattern(text, start)) {
    const end = endOfPattern(text, at);
    if (end < 0) return { rule: "a pattern in brackets that close, such as (3 2)x4", value: text.slice(at) };
    COUNT.lastIndex = end + 1;
    const count = Number(COUNT.exec(text)?.[1] ?? 0);
    const after = count > 0 ? COUNT.lastIndex : end + 1;
    const shown = text.slice(at, after + 8);
    if (text.slice(at + 1, end).trim() === "") {
      return { rule: "a pattern of bursts in brackets, such as (3 2)x4", value: shown };
    }
    if (count === 0) return { rule: "a pattern in brackets with how often it comes, such as (3 2)x4", value: shown };
    if (depth === DEPTH_MAX) return { rule: `patterns in at most ${DEPTH_MAX} patterns`, value: shown };
    const pattern = writeOutRepeats(text.slice(at + 1, end), depth + 1);
    if (typeof pattern === "object") return pattern;
    const before = written.length + at - start;
    if (before + count * (pattern.length + 1) > LENGTH_MAX) {
      return { rule: `at most ${LENGTH_MAX} characters when its patterns are written out`, value: shown };
    }
    written += `${text.slice(start, at)} ${`${pattern} `.repeat(count)}`;
    start = after;
  }
  return written + text.slice(start);
}

/** Where the next bracket begins an entry; -1 for nowhere. What is quoted is passed over, and a bracket within a word. */
function nextPattern(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') at = endOfQuote(text, at);
    else if (text[at] === "(" && (at === 0 || /[\s,;:(]/.test(text[at - 1]))) return at;
  }
  return -1;
}

/** The bracket that closes the one at `at`; -1 for none. */
function endOfPattern(text: string, at: number): number {
  let open = 0;
  for (; at < text.length; at++) {
    if (text[at] === '"') at = endOfQuote(text, at);
    else if (text[at] === "(") open++;
    else if (text[at] === ")" && --open === 0) return at;
  }
  return -1;
}

function endOfQuote(text: string, at: number): number {
  for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
  return at;
}
