/**
 * The encoder and the decoder of this process.
 *
 * @module
 */

import { Decoder, type Reviver } from "./_decode.ts";
import { type Encoded, Encoder } from "./_encode.ts";
import { revive, reviveState } from "./_kinds.ts";
import { forgo } from "./_shared.ts";
import type { Tree } from "./_tree.ts";

export type { Encoded };

/** Encoder, decoder and the block that received messages are copied to. */
export interface Codec {
  readonly encoder: Encoder;
  readonly decoder: Decoder;
  /** A private block of at least `INLINE_BYTES_MAX` bytes. */
  readonly inbox: number;
}

const INBOX_BYTES = 16384;
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

/** The decoder alone: to be had also where there is no memory, or where the process was ended in the midst of receiving something. */
function decoderOf(tree: Tree): Decoder {
  let decoder = decoders.get(tree);
  if (decoder === undefined) decoders.set(tree, decoder = new Decoder(tree, REVIVER));
  return decoder;
}

/** Encodes a value into a shared block that outlives this process: [length, message]. Returns its address. */
export function encodeShared(tree: Tree, value: unknown, label: string): { block: number; encoded: Encoded } {
  const { encoder } = codecOf(tree);
  const encoded = encoder.encode(value, label);
  const { address, length } = encoded;
  let block: number;
  try {
    block = tree.allocate(length + 4, "send the message");
  } catch (error) {
    unsend(tree, encoded, encoded.block ? address : null);
    throw error;
  }
  tree.core.wordStore(block, length);
  tree.bytes(block + 4 + length).copyWithin(block + 4, address, address + length);
  if (encoded.block) tree.core.blockRelease(tree.self, address);
  tree.core.blockShare(tree.self, block);
  return { block, encoded };
}

/** Decodes and frees what `encodeShared` wrote. */
export function takeShared(tree: Tree, block: number): unknown {
  try {
    return decoderOf(tree).decode(block + 4, tree.core.wordLoad(block));
  } finally {
    tree.core.blockRelease(tree.self, block);
  }
}

/** Takes back the references inside a message that was not sent, and its block. A thread of a dead process does this too. */
export function unsend(tree: Tree, encoded: Encoded, block: number | null): void {
  for (const shared of encoded.departed) forgo(shared);
  if (block !== null) tree.core.blockRelease(tree.self, block);
}
