/**
 * How this program is called: from a clone of the project as a task, from the package by its own name.
 *
 * @module
 */

/** The program's own name, which examples and hints are written with. */
export const PROGRAM_NAME = "sim";

/** Whether it runs from a clone. */
export const IS_CLONE = import.meta.url.startsWith("file:");

/** What its user types before the name of a command. */
export const CALL = IS_CLONE ? "deno task sim" : PROGRAM_NAME;

/** A text of help, which names commands as `sim run`, with what the user types before them. */
export function asCalled(text: string): string {
  return text.replace(/\bsim (?=[a-z-])/g, () => `${CALL} `);
}
