/**
 * The check of bytes from a network.
 *
 * Runs once: bytes are checked in one process.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { codecOf, unsend } from "../../../workers/core/_codec.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { checkMessage } from "../../../workers/sockets/_socket_check.ts";
import { soak } from "../support.ts";

/** A value as it would travel. */
function encoded(value: unknown): Uint8Array {
  const tree = currentTree();
  const message = codecOf(tree).encoder.encodeForeign(value, "value");
  const { address, length, block } = message;
  const bytes = tree.bytes(address + length).slice(address, address + length);
  unsend(tree, message, block ? address : null);
  return new Uint8Array(bytes);
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  withUnicodeString: true,
});

Deno.test("checkMessage() accepts every message of the encoder, and none that is cut off or goes on", () => {
  const property = fc.property(anything, fc.nat(), (value, cut) => {
    const bytes = encoded(value);
    checkMessage(bytes);
    assertThrows(() => checkMessage(bytes.subarray(0, cut % bytes.length)), SyntaxError);
    assertThrows(() => checkMessage(new Uint8Array([...bytes, 0])), SyntaxError);
  });
  fc.assert(property, { numRuns: soak ? 50_000 : 500 });
});

Deno.test("checkMessage() accepts large buffers, views that share one, cycles and errors", () => {
  const { buffer } = new Uint8Array(1000);
  const cycle: Record<string, unknown> = {
    buffers: [new Uint8Array(256), new Float64Array(1000).buffer, new DataView(buffer, 4, 8)],
  };
  Object.assign(cycle, { cycle, again: [new Uint8Array(buffer), new Uint16Array(buffer, 8, 4), buffer] });
  for (
    const value of [cycle, new RangeError("r", { cause: new Error("c") }), /a/g, -0, NaN, "\ud800", "é".repeat(300)]
  ) {
    checkMessage(encoded(value));
  }
});

Deno.test("An encoded message holds nothing of what lay in its place before", () => {
  encoded(new Uint8Array(4000).fill(0xa5));
  assertEquals(encoded([1, new Uint8Array(300)]).includes(0xa5), false);
});
