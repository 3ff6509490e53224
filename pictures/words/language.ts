/**
 * The languages in which things are said. The code has the English text; a language is a file of what stands for each.
 *
 * @module
 */

import { formatCount, plural } from "../../engine/numbers.ts";
import { textMark } from "./text_mark.ts";

/** The languages that there are. */
export const LANGUAGES = ["en", "zh"] as const;

/** A language. */
export type LanguageName = typeof LANGUAGES[number];

/**
 * Says a text in the reader's language: the English text with its values, as `say("makespan {ticks}", { ticks })`;
 * what a language does not have is said in English.
 */
export interface Say {
  (template: string, values?: Readonly<Record<string, string | number>>): string;
  /** A noun with its number: `1 process`, `2 processes`. */
  count(value: number, one: string, many?: string): string;
}

/** What stands for the English texts. */
export interface Language {
  /** By English text; `{name}` stands for a value in both. */
  readonly texts: Readonly<Record<string, string>>;
  /** By English noun in the singular: what follows a number. */
  readonly nouns: Readonly<Record<string, string>>;
  /** Texts of the engine that have values in them. */
  readonly patterns: readonly (readonly [english: RegExp, text: string])[];
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
}

/** Says everything in English. */
export const english: Say = Object.assign(
  (template: string, values: Readonly<Record<string, string | number>> = {}) => fill(template, values),
  { count: plural },
);

/** Texts that are longer may be keys by their marks. */
const LONG = 24;

/** The key of a text: itself, or its mark where it is long. The page is built with those, since each long one would be there twice. */
export function shortKey(english: string): string {
  return english.length < LONG ? english : `~${textMark(english).slice(-5)}`;
}

/** Says what the language has a text for in it, and the rest in English. */
export function sayIn({ texts, nouns, patterns }: Language): Say {
  const translated = (english: string): string => {
    for (const key of [english, shortKey(english)]) if (Object.hasOwn(texts, key)) return texts[key];
    for (const [pattern, text] of patterns) if (pattern.test(english)) return english.replace(pattern, text);
    return english;
  };
  const say = (template: string, values: Readonly<Record<string, string | number>> = {}) =>
    fill(translated(template), values);
  const count = (value: number, one: string, many?: string) =>
    Object.hasOwn(nouns, one) ? `${formatCount(value)} ${nouns[one]}` : plural(value, one, many);
  return Object.assign(say, { count });
}
