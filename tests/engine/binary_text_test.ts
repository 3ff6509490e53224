// Binaries as text: both forms give back the same bytes.
import { assert, assertEquals } from "@std/assert";
import { bytesOfText, spelledBytes } from "../../engine/binary_text.ts";

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
