/**
 * What the library says on the standard error output.
 *
 * @module
 */

/** Says something. Nobody ends because nothing can be printed. */
export function say(...what: unknown[]): void {
  try {
    console.error(...what);
  } catch {
    // The console is the user's, or what was to be shown cannot be.
  }
}
