/**
 * Writes the wire format (`_format.ts`) into memory that grows: a scratch block of the process in shared memory, larger ones in its place
 * when it is full, and private memory where the message is too long for one block, or there is no shared memory for it.
 *
 * @module
 */

import { alignRaw, LONG_LENGTH, RAW_ALIGNMENT, SHORT_STRING_MAX, Tag } from "./_format.ts";
import { MESSAGE_BYTES_MAX, PART_BYTES_MAX } from "./_parts.ts";
import { Refusal } from "./_refusal.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";

const SCRATCH_BYTES = 65520; // with its header one 64 KiB block
const text = new TextEncoder();

/** Where an encoder writes. */
export class Writer {
  protected readonly tree: Tree;
  /** The scratch, or 0. */
  protected block = 0;
  /** Where the message is instead. */
  protected heap: Uint8Array<ArrayBuffer> | null = null;
  /** Where in `bytes` the message begins. */
  protected base = 0;
  protected position = 0;
  #end = 0;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(tree: Tree) {
    this.tree = tree;
    this.#bytes = tree.bytes(0);
    this.#view = tree.view(0);
  }

  /** Begins a message. A fenced process must not write: its blocks may belong to others by now. */
  protected begin(): void {
    if (this.tree.core.isEnded(this.tree.self)) throw new ProcessEnded();
    if (this.block === 0) {
      this.heap = null;
      this.base = this.position = 0;
      this.#move(SCRATCH_BYTES);
    } else if (this.base !== this.block) this.#useBlock(this.block); // the last message was in private memory
    else this.position = this.base;
  }

  #move(bytes: number): void {
    const used = this.position - this.base;
    const { core, self } = this.tree;
    const block = bytes <= PART_BYTES_MAX && this.heap === null ? this.tree.tryAllocate(bytes) : 0;
    if (block === 0) return this.#moveToHeap(bytes, used);
    const before = this.block;
    const begin = this.base;
    this.#useBlock(block);
    if (before !== 0) {
      this.#bytes.copyWithin(block, begin, begin + used);
      core.blockRelease(self, before);
    }
    this.position = block + used;
  }

  #useBlock(block: number): void {
    const end = block + (this.tree.core.blockBytes(block) >>> 0);
    this.#bytes = this.tree.bytes(end);
    this.#view = this.tree.view(end);
    this.heap = null;
    this.block = this.base = this.position = block;
    this.#end = end;
  }

  #moveToHeap(bytes: number, used: number): void {
    if (used + 1 > MESSAGE_BYTES_MAX || bytes > 2 * MESSAGE_BYTES_MAX) throw new Refusal(TOO_LONG);
    const heap = new Uint8Array(Math.min(bytes, MESSAGE_BYTES_MAX));
    heap.set(this.#bytes.subarray(this.base, this.base + used));
    if (this.heap === null && this.block !== 0 && this.#end - this.base > SCRATCH_BYTES) this.dropScratch();
    this.heap = this.#bytes = heap;
    this.#view = new DataView(heap.buffer);
    this.base = 0;
    this.position = used;
    this.#end = heap.length;
  }

  /** Gives the scratch back. */
  protected dropScratch(): void {
    if (this.block !== 0) this.tree.core.blockRelease(this.tree.self, this.block);
    this.block = 0;
  }

  /** Makes room for `count` more bytes. */
  protected room(count: number): void {
    if (this.position + count <= this.#end) return;
    const needed = this.position - this.base + count;
    if (needed > MESSAGE_BYTES_MAX) throw new Refusal(TOO_LONG);
    this.#move(Math.max((this.#end - this.base) * 2, needed));
  }

  protected byte(value: number): void {
    this.#bytes[this.position++] = value;
  }

  protected length(value: number): void {
    this.room(5);
    if (value < LONG_LENGTH) return this.byte(value);
    this.byte(LONG_LENGTH);
    this.word(value);
  }

  /** Four bytes; the caller has made room. */
  protected word(value: number): void {
    this.#view.setUint32(this.position, value, true);
    this.position += 4;
  }

  protected number(value: number): void {
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= -128 && value < 128) {
        this.byte(Tag.Small);
        return this.byte(value & 255);
      }
      this.byte(Tag.Int);
      this.#view.setInt32(this.position, value, true);
      this.position += 4;
      return;
    }
    this.byte(Tag.Double);
    this.double(value);
  }

  protected double(value: number): void {
    this.#view.setFloat64(this.position, value, true);
    this.position += 8;
  }

  protected string(value: string): void {
    const length = value.length;
    if (length > SHORT_STRING_MAX) return this.#longString(value);
    this.room(length + 2);
    const bytes = this.#bytes;
    const start = this.position;
    bytes[start] = Tag.Latin1;
    bytes[start + 1] = length;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code > 255) return this.#longString(value);
      bytes[start + 2 + index] = code;
    }
    this.position = start + 2 + length;
  }

  #longString(value: string): void {
    this.room(6 + value.length * 3);
    if (!value.isWellFormed()) {
      this.byte(Tag.Utf16);
      this.length(value.length * 2);
      for (let index = 0; index < value.length; index++, this.position += 2) {
        this.#view.setUint16(this.position, value.charCodeAt(index), true);
      }
      return;
    }
    this.byte(Tag.Utf8);
    const at = this.position + 5;
    const { written } = text.encodeInto(value, this.#bytes.subarray(at, at + value.length * 3));
    this.byte(LONG_LENGTH);
    this.word(written);
    this.position = at + written;
  }

  /** Length and bytes. */
  protected raw(bytes: Uint8Array): void {
    this.length(bytes.length);
    this.room(bytes.length + RAW_ALIGNMENT);
    const begin = this.base + alignRaw(this.position - this.base, bytes.length);
    this.#bytes.fill(0, this.position, begin); // what lay there is nobody's business
    this.#bytes.set(bytes, begin);
    this.position = begin + bytes.length;
  }
}

const TOO_LONG = `a message is at most ${MESSAGE_BYTES_MAX} bytes long, and this one is longer`;
