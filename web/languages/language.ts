/**
 * The languages of the page. A language is one file of texts in the shape of `en.ts`; `{name}` stands for a value, and a noun is
 * its singular and its plural with a bar between them. What the engine and the charts say is said by its `say`.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { en, type Texts } from "./en.ts";
import { zh } from "./zh.ts";

export type { Texts } from "./en.ts";

/** The languages, by the first part of their tags. */
export const LANGUAGES: Readonly<Record<"en" | "zh", Texts>> = { en, zh };

/** The name of a language. */
export type LanguageName = keyof typeof LANGUAGES;

/** The language that a person chose, or the first of the browser's that the page has. */
export function languageOf(choice: LanguageName | "auto", browser: readonly string[]): LanguageName {
  if (choice !== "auto") return choice;
  for (const tag of browser) {
    const found = (Object.keys(LANGUAGES) as LanguageName[]).find((name) => tag.toLowerCase().split("-")[0] === name);
    if (found !== undefined) return found;
  }
  return "en";
}

/** A text with its values in their places. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
}

/** A noun with its number: `counted(3, "process|processes")` is `3 processes`. */
export function counted(count: number, noun: string): string {
  const [one, many = one] = noun.split("|");
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
