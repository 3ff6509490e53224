/**
 * Words of a command line.
 *
 * @module
 */

/** A word for a shell. */
export function shellWord(word: string): string {
  return /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
