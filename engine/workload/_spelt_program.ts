/**
 * Programs as exercises write them, brought into the notation of `_notation.ts`: `CPU(10) -> disk(30) -> CPU(10)`, `I2 30, CPU 10`,
 * `10 CPU, 30 I/O`, `3/2/4`, `3*(2 4)`. What is written in the notation stays as it is.
 *
 * ```text
 * separators   -> → => > between entries; / + | - – where they stand alone, or in a row of numbers
 * entry        word ticks | word(ticks) | word=ticks | ticks(word), or all of them the other way round: ticks word
 * word         any that means CPU, I/O or a lock operation; else the name of a device
 * pattern      count*(entries) as well as (entries)xcount, and in square brackets
 * ```
 *
 * @module
 */

import { senseOf } from "./_header.ts";
import { isName } from "./_rules.ts";
import { suggest } from "./_suggest.ts";
import { unitOf } from "./_time_units.ts";

/** What only such texts have: a word, a bracket or a mark between numbers. */
const SPELT = /[\p{L}[\](){}\/+|>→⇒–，；、-]/u;

/** What `writeProgram` writes of plain names, quick to tell. */
const WRITTEN = /^(?:(?:(?:cpu |io )?\d+(?:@[\w.-]+)?|(?:un)?lock [a-zA-Z_][\w.-]*)(?: |$))+$/;

/** Texts longer than this are no exercise's. */
const LENGTH_MAX = 10_000;

const LOCK_WORDS: Readonly<Record<string, "lock" | "unlock">> = {
  lock: "lock",
  acquire: "lock",
  request: "lock",
  unlock: "unlock",
  release: "unlock",
};

/** Operations of semaphores in brackets: `P(S)`, `wait(S)`. */
const SEMAPHORE_WORDS: Readonly<Record<string, "lock" | "unlock">> = {
  p: "lock",
  wait: "lock",
  down: "lock",
  v: "unlock",
  signal: "unlock",
  up: "unlock",
};

/** What programs write where there is nothing. */
const NOTHING = /^(?:null|nil|none|nan|undefined|true|false)$/i;

/** Words for waiting that name no device. */
const WAITS = /^(?:wait|sleep|block|blocked|suspend|espera|bloqueo|bloqueado|warten|attente|attesa|等待|阻塞)$/i;

/** What a word of a program says. */
export type ProgramWord = "cpu" | "io" | "lock" | "unlock" | "device";

/**
 * What a word before or behind a time says.
 *
 * @param word The word.
 * @returns What; `undefined` for one that means something else, or looks like a slip of `cpu`, `io`, `lock` or `unlock`.
 */
export function programWord(word: string): ProgramWord | undefined {
  const plain = word.toLowerCase();
  if (plain === "cpu" || plain === "io") return plain;
  if (Object.hasOwn(LOCK_WORDS, plain)) return LOCK_WORDS[plain];
  if (WAITS.test(word)) return "io";
  const { meanings, number, device } = senseOf(word);
  if (device !== undefined) return "device";
  if (meanings.length === 1 && meanings[0] === "bursts") return "cpu";
  if (meanings.length === 1 && meanings[0] === "io") return number === undefined ? "io" : "device";
  const isDevice = meanings.length === 0 && /^\p{L}./u.test(word) && isName(word) && unitOf(word) === undefined &&
    plain !== "on" && !NOTHING.test(word) && suggest(word, ["cpu", "io", "lock", "unlock"]) === undefined;
  return isDevice ? "device" : undefined;
}

/**
 * Brings a program into the notation.
 *
 * @param text The program.
 * @returns The same in the notation, as far as it is understood.
 */
export function inNotation(text: string): string {
  if (text.length > LENGTH_MAX || !SPELT.test(text) || WRITTEN.test(text)) return text;
  const parts = text.split(/("(?:[^"\\]|\\.)*"?)/);
  const plain = parts.map((part, index) => index % 2 === 1 ? part : separated(part)).join("");
  return inOrder(withWords(withPatterns(unwrapped(plain))));
}

/** Marks between entries become semicolons; behind `lock` stands a name. */
function separated(text: string): string {
  const plain = text.replace(/[，；、。]/g, " ; ").replace(/(?<=\p{Script=Han})(?=\d)/gu, " ");
  return plain.replace(/\s*(?:[-=]?>|[→⇒➔])\s*/g, " ; ").replace(
    /(?<=[\s)\]])(?<!\block\s+|\bunlock\s+)[/+|–-](?=[\s([])/g,
    " ; ",
  )
    .replace(
      /(?<![^\s,;([]|\block\s+|\bunlock\s+)(?!\d{4}-\d\d-\d\d)\d[\d.]*[a-zµ]*(?:[/+|–-]\d[\d.]*[a-zµ]*){2,}(?![^\s,;)\]])/gi,
      (row) => row.replace(/[/+|–-]/g, " ; "),
    );
}

/** Without brackets around all of it, as around a list. */
function unwrapped(text: string): string {
  const inner = /^\s*[[({]([^[\](){}]*)[\])}]\s*$/.exec(text)?.[1];
  return inner === undefined || !/[,;]/.test(inner) ? text : inner;
}

/** Counts of patterns go behind them, in round brackets. */
function withPatterns(text: string): string {
  if (!/[[(]/.test(text)) return text;
  const round = text.replace(/\[([^[\]()]*)\]/g, "($1)");
  return round.replace(/(?<![\p{L}\p{N}_.)])(\d+)\s*[x×*]\s*\(([^()]*)\)/giu, "($2)x$1");
}

/** `word(ticks)` and `ticks(word)` as `word ticks`. */
function withWords(text: string): string {
  if (!text.includes("(")) return text;
  return text.replace(
    /(?<!\b(?:lock|unlock|on)[\s:]+|@|[\p{L}\p{N}_/.-])(\p{L}[\p{L}\p{N}_/.-]*)\s*\(\s*([^\s(),;]+)(?:\s+(\p{L}+))?\s*\)(?!\s*[x×*]\s*\d)/giu,
    (all, word, inner, unit) => {
      const operation = unit === undefined && !/^\d/.test(inner) ? SEMAPHORE_WORDS[word.toLowerCase()] : undefined;
      if (operation !== undefined) return `${operation} ${inner}`;
      if (programWord(word) === undefined || unit !== undefined && unitOf(unit) === undefined) return all;
      return `${word} ${inner}${unit ?? ""}`;
    },
  ).replace(
    /(?<![^\s,;(])(\d[\d.]*[a-zµ]*)\s*\(\s*(\p{L}[\p{L}\p{N}_/.-]*)\s*\)(?!\s*[x×*]\s*\d)/giu,
    (all, ticks, word) => programWord(word) === undefined ? all : `${word} ${ticks}`,
  );
}

/** A token: a text in quotes, also behind `@`, a bracket, a mark, or a word. */
const TOKEN = /(?:[^\s,;:=()"]*@)?"(?:[^"\\]|\\.)*"?|[()]|[:=]|[^\s,;:=()"]+/g;

/** Words before their times, in the notation's own words. */
function inOrder(text: string): string {
  const found = [...text.matchAll(TOKEN)].map(([token]) => token);
  if (!found.some(isWord)) return text;
  // A mark between a word and what it is said of says nothing.
  const marked = found.filter((token, index) => !(/^[:=]$/.test(token) && isWord(found[index - 1])));
  const tokens = joined(marked);
  const isSwapped = isReversed(tokens);
  const swapped = isSwapped ? tokens.map((_, index) => tokens[index ^ 1]) : tokens;
  const words: string[] = [];
  let isOther = isSwapped || marked.length < found.length;
  for (let index = 0; index < swapped.length; index++) {
    const token = swapped[index];
    const says = isWord(token) && swapped[index - 1] !== ")" ? programWord(token) : undefined;
    const next = swapped[index + 1];
    const isIoOf = says === "io" && next !== undefined && isWord(next) && programWord(next) === "device" &&
      isTime(swapped[index + 2]);
    if (token.toLowerCase() === "on" || says === "lock" || says === "unlock") {
      words.push(says ?? token, ...next === undefined ? [] : [next]);
      isOther ||= says !== undefined && says !== token.toLowerCase();
      index++;
    } else if (isIoOf || says === "device" && isTime(next)) {
      // `disk 5`, and `io disk 5`.
      const at = isIoOf ? index + 1 : index;
      const name = swapped[at];
      words.push(`${swapped[at + 1]}@${/^[\p{L}\p{N}_-]+$/u.test(name) ? name : JSON.stringify(name)}`);
      index = at + 1;
    } else words.push(says === "cpu" || says === "io" ? says : token);
    isOther ||= words.at(-1) !== swapped[index];
  }
  return isOther ? words.join(" ").replace(/^\( | \((?= )/g, " (").replaceAll(" )", ")") : text;
}

function isWord(token: string | undefined): boolean {
  return token !== undefined && /^\p{L}/u.test(token);
}

/** Whether a token is a time without a device. */
function isTime(token: string | undefined): boolean {
  return token !== undefined && /^[\d.][^@]*$/.test(token);
}

/** Times with the units behind them as one: `10 ms`. */
function joined(tokens: readonly string[]): string[] {
  const all: string[] = [];
  for (const token of tokens) {
    const before = all.at(-1);
    const isUnit = isWord(token) && unitOf(token) !== undefined && isTime(before) && /\d$/.test(before!);
    if (isUnit) all[all.length - 1] = before! + token;
    else all.push(token);
  }
  return all;
}

/** Whether every time stands before its word: `10 CPU, 30 disk`. */
function isReversed(tokens: readonly string[]): boolean {
  if (tokens.length % 2 === 1) return false;
  const says = tokens.filter((_, index) => index % 2 === 1).map((word) => isWord(word) ? programWord(word) : undefined);
  return tokens.every((token, index) => index % 2 === 1 || isTime(token)) &&
    says.every((word) => word === "cpu" || word === "io" || word === "device") &&
    says.some((word) => word !== "device");
}
