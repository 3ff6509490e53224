/**
 * Values in the texts of errors.
 *
 * @module
 */

/** A value as an error shows it: quoted where it would not stand out by itself. */
export function quoteIfOdd(text: string): string {
  return /^[\w.,:/+-]+$/.test(text) ? text : JSON.stringify(text);
}
