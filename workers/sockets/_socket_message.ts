/**
 * Values as bytes for the network: a mark that says what kind of message it is, and the bytes of the library's codec. What is received is
 * checked before it is unpacked.
 *
 * @module
 */

import { codecOf, unsend } from "../core/_codec.ts";
import { Decoder, type Reviver } from "../core/_decode.ts";
import type { Translate } from "../core/_encode.ts";
import { currentTree } from "../core/_root.ts";
import { checkLimits, checkMessage } from "./_socket_check.ts";

/** Writes and reads messages of one kind. */
export class MessageFormat {
  readonly #mark: Uint8Array;
  readonly #kinds: ReadonlySet<number>;

  /** @param kinds Kinds of handles that may be inside. */
  constructor(mark: readonly number[], kinds: ReadonlySet<number> = new Set()) {
    this.#mark = new Uint8Array(mark);
    this.#kinds = kinds;
  }

  /** @throws {DOMException} for what cannot leave the program; {RangeError} for what the other side would refuse. */
  encode(value: unknown, label: string, translate?: Translate): Uint8Array<ArrayBuffer> {
    const tree = currentTree();
    const encoded = codecOf(tree).encoder.encodeForeign(value, label, translate);
    const { address, length, block, heap } = encoded;
    const begin = this.#mark.length;
    const message = new Uint8Array(begin + length);
    message.set(this.#mark);
    message.set(heap ?? tree.bytes(address + length).subarray(address, address + length), begin);
    unsend(tree, encoded, block ? address : null);
    checkLimits(message.subarray(begin), this.#kinds);
    return message;
  }

  /** Whether a message is of this kind. */
  isOf(message: Uint8Array): boolean {
    return this.#mark.every((byte, index) => byte === message[index]);
  }

  /** @throws {SyntaxError} when it is garbled. */
  decode(message: Uint8Array, reviver?: Reviver): unknown {
    const body = message.subarray(this.#mark.length);
    checkMessage(body, this.#kinds);
    const tree = currentTree();
    const decoder = reviver === undefined ? codecOf(tree).decoder : new Decoder(tree, reviver);
    try {
      return decoder.decodeBytes(body);
    } catch (error) {
      // Texts that are no number or regular expression.
      if (!(error instanceof SyntaxError)) throw error;
      throw new SyntaxError(`Cannot receive: the message is garbled: ${error.message}`);
    }
  }
}
