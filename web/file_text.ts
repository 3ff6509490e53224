/**
 * The text of a file that was dropped or chosen.
 *
 * @module
 */

/** Bytes of the largest file that a page can hold beside what it simulates. */
const FILE_BYTES_MAX = 2 ** 26;

/** A file's text; `null` where it is too large. Gzip is told by its first bytes. */
export async function textOf(file: Blob): Promise<string | null> {
  if (file.size > FILE_BYTES_MAX) return null;
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  const stream = isPacked ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const decoder = new TextDecoder();
  let text = "";
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (text.length > FILE_BYTES_MAX) {
      await reader.cancel();
      return null;
    }
  }
  return text + decoder.decode();
}
