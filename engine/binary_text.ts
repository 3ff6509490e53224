/**
 * A binary as text, in one of two forms: base64, which every tool knows, or an alphabet of its own, a character a byte. The second begins
 * with `:` and its 256 characters, byte 0's first; it packs a third smaller than base64, in which the same bytes look otherwise
 * at every third place. The page is built with it.
 *
 * @module
 */

/** Before the alphabet; no base64 has it. */
const MARK = ":";

const BYTES = 256;

/** The bytes that a text stands for. */
export function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  if (text.startsWith(MARK)) return spelled(text);
  if (Uint8Array.fromBase64 !== undefined) return Uint8Array.fromBase64(text);
  // A loop is some times as fast as `Uint8Array.from`.
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}

function spelled(text: string): Uint8Array<ArrayBuffer> {
  const first = MARK.length + BYTES;
  const byteOf = new Uint8Array(2 ** 16);
  for (let byte = 0; byte < BYTES; byte++) byteOf[text.charCodeAt(MARK.length + byte)] = byte;
  const bytes = new Uint8Array(text.length - first);
  for (let index = 0; index < bytes.length; index++) bytes[index] = byteOf[text.charCodeAt(first + index)];
  return bytes;
}

/** The same in an alphabet in which the bytes that come most often have the characters that are a byte in UTF-8. */
export function spelledBytes(bytes: Uint8Array): string {
  const counts = new Uint32Array(BYTES);
  for (const byte of bytes) counts[byte] += 1;
  const byCount = Array.from({ length: BYTES }, (_, byte) => byte).sort((a, b) => counts[b] - counts[a] || a - b);
  const alphabet = new Array<string>(BYTES);
  byCount.forEach((byte, place) => alphabet[byte] = CHARACTERS[place]);
  return MARK + alphabet.join("") + Array.from(bytes, (byte) => alphabet[byte]).join("");
}

/** Characters that mean nothing in a text of JavaScript, in a script of HTML, or to who shows them: ASCII's first. */
const CHARACTERS: readonly string[] = [
  ...Array.from({ length: 0x7f - 0x23 }, (_, index) => String.fromCharCode(0x23 + index)).filter((character) =>
    !"$&'<>\\`".includes(character)
  ),
  ...Array.from({ length: BYTES }, (_, index) => String.fromCharCode(0xc0 + index)),
].slice(0, BYTES);
