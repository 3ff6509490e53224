/**
 * The encoder and the decoder of this process.
 *
 * @module
 */

import { Decoder, type Reviver } from "./_decode.ts";
import { type Encoded, Encoder, giveBack } from "./_encode.ts";
import { NO_MEMORY, OK } from "./_core.ts";
import { INLINE_BYTES_MAX } from "./_format.ts";
import { revive, reviveState } from "./_kinds.ts";
import { storeParts } from "./_parts.ts";
import { takeWith } from "./_plain.ts";
import { onceMemorySync } from "./_scarcity.ts";
import { forgo } from "./_shared.ts";
import type { Debt } from "./_debt.ts";
import type { Tree } from "./_tree.ts";

export type { Encoded };

/** Encoder, decoder and the block that received messages are copied to. */
export interface Codec {
  readonly encoder: Encoder;
  readonly decoder: Decoder;
  /** A private block of 16 bytes more than `INLINE_BYTES_MAX`. */
  readonly inbox: number;
}

/** The longest message there, and where a look at several stands (`_cycles.ts`). */
const INBOX_BYTES = INLINE_BYTES_MAX + 16;
const codecs = new WeakMap<Tree, Codec>();
const decoders = new WeakMap<Tree, Decoder>();

const REVIVER: Reviver = { revive, reviveState };

/** The codec of a process; the first call makes it. */
export function codecOf(tree: Tree): Codec {
  let codec = codecs.get(tree);
  if (codec === undefined) {
    const inbox = tree.allocate(INBOX_BYTES, "receive messages");
    codecs.set(tree, codec = { encoder: new Encoder(tree), decoder: decoderOf(tree), inbox });
  }
  return codec;
}

/** Whether a message is being decoded. */
export function isDecoding(tree: Tree): boolean {
  return decoders.get(tree)?.isBusy ?? false;
}

/** The decoder alone: to be had also where there is no memory, or where the process was ended in the midst of receiving something. */
function decoderOf(tree: Tree): Decoder {
  let decoder = decoders.get(tree);
  if (decoder === undefined) decoders.set(tree, decoder = new Decoder(tree, REVIVER));
  return decoder;
}

/** Encodes a value, or what was thrown, into a shared block that outlives this process: [length, message]. Returns its address. */
export function encodeShared(
  tree: Tree,
  value: unknown,
  label: string,
  { thrown = false } = {},
): { block: number; encoded: Encoded } {
  const { encoder } = codecOf(tree);
  const encoded = thrown ? encoder.encodeThrown(value, label) : encoder.encode(value, label);
  const kept = encoder.keep(encoded); // nothing may happen to it while it waits for memory
  const { address, length, heap } = kept;
  let block = 0;
  try {
    const message = heap ?? tree.bytes(address + length).subarray(address, address + length);
    const prefix = new Uint8Array(new Uint32Array([length]).buffer);
    onceMemorySync(tree, "send the message", () => (block = storeParts(tree, prefix, message)) === 0 ? NO_MEMORY : OK);
  } catch (error) {
    unsend(tree, kept, heap === null ? address : null);
    throw error;
  }
  if (heap === null) tree.core.blockRelease(tree.self, address);
  tree.core.blockShare(tree.self, block);
  return { block, encoded: { ...kept, block: false, heap: null } };
}

/** Decodes and frees what `encodeShared` wrote. */
export function takeShared(tree: Tree, block: number, debt: Debt | null = null): unknown {
  return takeWith(decoderOf(tree), tree, block, debt);
}

/** Moves a message that waits in private memory into shared memory, where it then is a block of its own; false where there is no room. */
export function place(tree: Tree, encoded: Encoded): boolean {
  if (encoded.heap === null) return true;
  const block = storeParts(tree, encoded.heap);
  if (block === 0) return false;
  encoded.address = block;
  encoded.block = true;
  encoded.heap = null;
  return true;
}

/** Takes back the references inside a message that was not sent, and its block. A thread of a dead process does this too. */
export function unsend(tree: Tree, encoded: Encoded, block: number | null): void {
  const { debt, departed } = encoded;
  if (debt !== null) giveBack(tree, debt, departed);
  else for (const shared of departed) forgo(shared);
  if (block !== null) tree.core.blockRelease(tree.self, block);
}
