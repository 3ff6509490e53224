// The set that the model checker remembers states in, against one that keeps the texts.
import { assertEquals } from "@std/assert";
import { Fingerprints } from "./fingerprints.ts";

Deno.test("Fingerprints.add() tells texts apart as a Set does, also such that differ in one character", () => {
  const fingerprints = new Fingerprints();
  const texts = new Set<string>();
  for (let turn = 0; turn < 400_000; turn++) {
    const number = turn % 300_000;
    const text = `${number * 7919}.${number % 5}|${number >>> 3},${number & 7},ready`;
    assertEquals(fingerprints.add(text), !texts.has(text));
    texts.add(text);
  }
  assertEquals(fingerprints.size, texts.size);
});
