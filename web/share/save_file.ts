/**
 * Saves a file, as the browser saves downloads.
 *
 * @module
 */

/** How long the browser may take to begin with it, in milliseconds. */
const KEPT_MS = 60_000;

/** Saves `content` under a name. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // It is read after the click, and nothing says when.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
