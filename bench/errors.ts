/**
 * What is said of somebody who cannot run.
 *
 * @module
 */

/** What an error says, on one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().replaceAll(/\s*\n\s*/g, "; ") || String(error);
}

/** The line of a program's complaints that says most: the last that speaks of an error, or the last. */
export function tellingLine(complaints: string): string {
  const lines = complaints.trim().split("\n");
  const line = lines.findLast((line) => /error\b|\bcannot\b/i.test(line)) ?? lines.at(-1)!;
  return line.trim().slice(0, 300);
}
