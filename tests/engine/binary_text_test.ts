// Binaries as text: both forms give back the same bytes.
import { assert, assertEquals } from "@std/assert";
import { bytesOfText, spelledBytes } from "../../engine/binary_text.ts";
import { packedText } from "../../tools/pack_bytes.ts";

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

Deno.test("bytesOfText() gives the bytes of a text in base64 and of spelledBytes()", () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const bytes of [new Uint8Array(), all, all.toReversed(), new Uint8Array(300), randomBytes(5_000)]) {
    assertEquals(bytesOfText(spelledBytes(bytes)), bytes);
    assertEquals(bytesOfText(bytes.toBase64()), bytes);
  }
});

Deno.test("spelledBytes() gives a text that can stand in quotes and in HTML, a character a byte, the frequent ones ASCII", () => {
  const bytes = new Uint8Array([...randomBytes(1_000), ...new Uint8Array(1_000).fill(200)]);
  const text = spelledBytes(bytes);
  assertEquals(text.length, 1 + 256 + bytes.length);
  assertEquals(new Set(text.slice(1, 257)).size, 256);
  assert(!/["'`\\<>&$\p{C}\p{Z}]/u.test(text), text);
  assert(text.codePointAt(1 + 200)! < 0x80, text[1 + 200]);
});

Deno.test("bytesOfText() gives the bytes of packedText(), alone and after another binary", () => {
  const some = randomBytes(3_000);
  const alike = Uint8Array.from(some, (byte, place) => place % 100 === 0 ? byte ^ 1 : byte);
  const cases = [
    new Uint8Array(),
    new Uint8Array(1),
    new Uint8Array(70_000),
    some,
    new Uint8Array([...some, ...alike]),
  ];
  for (const bytes of cases) {
    assertEquals(bytesOfText(packedText(bytes, new Uint8Array())), bytes);
    assertEquals(bytesOfText(packedText(bytes, alike), alike.toBase64()), bytes);
    const first = packedText(alike, new Uint8Array());
    assertEquals(bytesOfText(packedText(bytes, alike, first), first), bytes);
  }
  const { length } = packedText(alike, some);
  assert(length < 700, `${length} characters for 30 bytes that differ`);
});
