/**
 * A binary as text, in one of three forms: base64, which every tool knows, or an alphabet of its own, a character a byte. The second begins
 * with `:` and its 256 characters, byte 0's first; it packs a third smaller than base64, in which the same bytes look otherwise
 * at every third place. The third is `~`, numbers that say what is copied, and the second of what is left: what comes again, within
 * a binary or after another one (`tools/pack_bytes.ts`), for gzip looks back 32 kB only. The page is built with it.
 *
 * @module
 */

/** Before the alphabet; no base64 has it. */
const MARK = ":";

/** Before what is packed. */
const PACKED = "~";

const BYTES = 256;

/** The bytes that a text stands for; `base` is that of the binary that was packed before it, where one was. */
export function bytesOfText(text: string, base?: string): Uint8Array<ArrayBuffer> {
  if (text.startsWith(PACKED)) {
    return unpacked(text.slice(PACKED.length), base);
  }
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

/**
 * What was packed: three lists of numbers, and bytes that come first. So many of these are followed by so many that are copied from
 * where the last copy would go on, had they been part of it, or so far away from there (twice it, and one less where that is before).
 * The first number of all is how many there are.
 */
function unpacked(text: string, baseText?: string): Uint8Array<ArrayBuffer> {
  const base = baseText === undefined ? new Uint8Array() : bytesOfText(baseText);
  const parts = text.split(" ");
  // In the alphabet of what it is packed after.
  if (!parts[3].startsWith(MARK)) parts[3] = alphabetOf(baseText!) + parts[3];
  const [plain, copied, moved] = parts.map(numberReader);
  const first = spelled(parts[3]);
  const bytes = new Uint8Array(base.length + plain());
  bytes.set(base);
  for (let at = base.length, from = 0, taken = 0; at < bytes.length;) {
    const run = plain();
    bytes.set(first.subarray(taken, taken + run), at);
    taken += run;
    at += run;
    if (at >= bytes.length) break;
    const length = copied();
    const move = moved();
    from += run + (move % 2 === 0 ? move / 2 : -(move + 1) / 2);
    for (const last = at + length; at < last;) bytes[at++] = bytes[from++];
  }
  return bytes.slice(base.length);
}

/** Reads numbers of seven bits a character, the least ones first. */
function numberReader(text: string): () => number {
  let place = 0;
  return () => {
    for (let value = 0, unit = 1;; unit *= 128) {
      const digit = CHARACTERS.indexOf(text[place++]);
      value += digit % 128 * unit;
      if (digit < 128) return value;
    }
  };
}

/** Numbers as that reads them. */
export function spelledNumbers(numbers: readonly number[]): string {
  return numbers.map((number) => {
    let text = "";
    let rest = number;
    for (; rest >= 128; rest = Math.floor(rest / 128)) text += CHARACTERS[rest % 128 + 128];
    return text + CHARACTERS[rest];
  }).join("");
}

/** The alphabet of a text that was packed, with its mark. */
function alphabetOf(packed: string): string {
  const start = packed.lastIndexOf(" ") + 1;
  return packed.slice(start, start + MARK.length + BYTES);
}

/** Bytes in the alphabet of a text that was packed, without it. */
export function spelledLike(bytes: Uint8Array, packed: string): string {
  const alphabet = alphabetOf(packed).slice(MARK.length);
  return Array.from(bytes, (byte) => alphabet[byte]).join("");
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
