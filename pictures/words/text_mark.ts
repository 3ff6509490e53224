/**
 * Marks of texts.
 *
 * @module
 */

/** A text of a few letters that is another for another text, as good as always (FNV-1a). */
export function textMark(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
