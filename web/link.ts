/**
 * The state in a link: `#1.` and the snapshot as JSON, deflated, in the letters that URLs allow. The number is the version of this form.
 *
 * @module
 */

import { readSnapshot } from "./read_snapshot.ts";
import type { Snapshot } from "./state.ts";

/** What a link's state begins with. */
const PREFIX = "1.";

/** Characters that programs which pass links on are known to keep. */
export const LINK_LENGTH_MAX = 30_000;

/** The most that a link may unfold to, in bytes. */
const UNFOLDED_MAX = 2 ** 24;

/** A state, or a part of it, as what stands after the `#` of a link. */
export async function encodeState(snapshot: Partial<Snapshot>): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(snapshot));
  const packed = await collect(stream(bytes).pipeThrough(new CompressionStream("deflate")), Infinity);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The state of a link; what it leaves out is as in `usual`.
 *
 * @throws {SyntaxError} If it is cut off or changed.
 * @throws {RangeError} If it is of a newer page, or a value is wrong.
 * @throws {TypeError} If a part is of another shape.
 */
export async function decodeState(hash: string, usual: Snapshot): Promise<Snapshot> {
  const text = hash.replace(/^#/, "");
  const version = /^(\d+)\./.exec(text)?.[1];
  if (version === undefined) throw new SyntaxError("Cannot open the link: it must begin with #1.");
  if (Number(version) > 1) {
    throw new RangeError(`Cannot open the link: its form must be 1, which this page knows, got ${version}`);
  }
  let json: string;
  try {
    const binary = atob(text.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const bytes = await collect(stream(packed).pipeThrough(new DecompressionStream("deflate")), UNFOLDED_MAX);
    json = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError("Cannot open the link: it must be whole, and it is not", { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new SyntaxError("Cannot open the link: it must be whole, and it is not", { cause: error });
  }
  return readSnapshot(value, usual);
}

function stream(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** All bytes of a stream, or an error where they are more than `most`. */
async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError(`Cannot unfold: bytes must be at most ${most}, got more`);
    }
    parts.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
