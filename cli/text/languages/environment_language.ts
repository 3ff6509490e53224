/**
 * The language that the environment asks for.
 *
 * @module
 */

import type { LanguageName } from "../../../pictures/words/language.ts";

/** The language of `LC_ALL`, `LC_MESSAGES` or `LANG`; English where they name none that there is. */
export function environmentLanguage(env: (name: string) => string | undefined): LanguageName {
  const asked = env("LC_ALL") || env("LC_MESSAGES") || env("LANG") || "";
  return /^zh\b|^zh_/i.test(asked) ? "zh" : "en";
}
