/**
 * The encoder: a value into shared memory. What does not go through is refused here, with the path to it.
 *
 * It writes into a private scratch block of the process and moves to a larger one when that is full. The common cases
 * (numbers, short strings, small plain objects and arrays) come first and allocate nothing. Objects are remembered in a list that is
 * searched from its end, and in a Map once there are more than a few.
 *
 * @module
 */

import {
  alignRaw,
  INLINE_BYTES_MAX,
  LONG_LENGTH,
  RAW_ALIGNMENT,
  SHORT_STRING_MAX,
  Tag,
  VIEW_TYPES,
} from "./_format.ts";
import { nameOf, Refusal, refused } from "./_refusal.ts";
import { depart, forgo, portableOf, type Shared } from "./_shared.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";

const SCRATCH_BYTES = 65520; // with its header one 64 KiB block
const SEEN_LIST_MAX = 16;
const text = new TextEncoder();

/** An encoded message that has not been sent yet. It lies in the encoder's scratch until `keep`. */
export interface Encoded {
  address: number;
  length: number;
  /** Whether the address is that of a private block which holds nothing but the message. */
  block: boolean;
  /** Handles inside; see `_shared.ts`. */
  departed: readonly Shared[];
  /** Whether there is nothing inside that takes a class of this library to decode. */
  plain: boolean;
}

const NONE: readonly Shared[] = [];

/** What crosses in the place of a handle where its address means nothing: a state, from which the other side makes another. */
export type Translate = (handle: object) => { kind: number; state: number } | undefined;

/** One for each process. */
export class Encoder {
  readonly #tree: Tree;
  #block = 0;
  #position = 0;
  #end = 0;
  #bytes: Uint8Array<SharedArrayBuffer>;
  #view: DataView<SharedArrayBuffer>;
  #seen: object[] = [];
  #seenMap: Map<object, number> | null = null;
  #departed: Shared[] = [];
  #isForeign = false;
  #translate: Translate | null = null;
  #isPlain = true;
  readonly #short: Encoded = { address: 0, length: 0, block: false, departed: NONE, plain: true };

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#bytes = tree.bytes(0);
    this.#view = tree.view(0);
  }

  /**
   * Encodes a value. The result is valid until the next call.
   *
   * @throws {DOMException} `DataCloneError` naming the path to what cannot cross; `label` names the value itself.
   * @throws {RangeError} when the shared memory is used up.
   */
  encode(value: unknown, label: string): Encoded {
    this.#begin();
    this.#position = this.#block;
    this.#isPlain = true;
    try {
      this.#value(value);
    } catch (error) {
      for (const shared of this.#departed) forgo(shared);
      this.#departed = [];
      throw refused(error, value, label);
    } finally {
      if (this.#seen.length > 0) this.#seen = [];
      this.#seenMap = null;
    }
    const departed = this.#departed.length > 0 ? this.#departed : NONE;
    if (departed !== NONE) this.#departed = [];
    const length = this.#position - this.#block;
    if (length <= INLINE_BYTES_MAX) {
      if (departed !== NONE) return { address: this.#block, length, block: false, departed, plain: false };
      const short = this.#short; // nothing is allocated for a short message without handles
      short.address = this.#block;
      short.length = length;
      short.plain = this.#isPlain;
      return short;
    }
    const address = this.#block;
    this.#block = 0; // it goes away with the message
    return { address, length, block: true, departed, plain: this.#isPlain };
  }

  /** Encodes a value that leaves the program: handles are refused too, but for those that `translate` has a state for. */
  encodeForeign(value: unknown, label: string, translate: Translate | null = null): Encoded {
    this.#isForeign = true;
    this.#translate = translate;
    try {
      return this.encode(value, label);
    } finally {
      this.#isForeign = false;
      this.#translate = null;
    }
  }

  /** Encodes bytes as they are, behind the tag that says so. */
  encodeBytes(bytes: Uint8Array): Encoded {
    const begin = alignRaw(1, bytes.length);
    const length = begin + bytes.length;
    this.#begin();
    const block = length > INLINE_BYTES_MAX;
    const address = block ? this.#tree.allocate(length, "send the message") : this.#block;
    const target = this.#tree.bytes(address + length);
    target[address] = Tag.Raw;
    target.fill(0, address + 1, address + begin); // what lay there is nobody's business
    target.set(bytes, address + begin);
    return { address, length, block, departed: NONE, plain: true };
  }

  /** Moves a message out of the scratch into a private block, so that it outlives the next `encode`. */
  keep(encoded: Encoded): Encoded {
    if (encoded.block) return encoded;
    const address = this.#tree.allocate(Math.max(1, encoded.length), "keep the message");
    this.#tree.bytes(address + encoded.length).copyWithin(address, encoded.address, encoded.address + encoded.length);
    return { ...encoded, address };
  }

  /** A fenced process must not write: its blocks may belong to others by now. */
  #begin(): void {
    if (this.#tree.core.isEnded(this.#tree.self)) throw new ProcessEnded();
    if (this.#block === 0) this.#move(SCRATCH_BYTES);
  }

  #move(bytes: number): void {
    const block = this.#tree.allocate(bytes, "send the message");
    const size = this.#tree.core.blockBytes(block);
    this.#bytes = this.#tree.bytes(block + size);
    this.#view = this.#tree.view(block + size);
    if (this.#block !== 0) {
      this.#bytes.copyWithin(block, this.#block, this.#position);
      this.#tree.core.blockRelease(this.#tree.self, this.#block);
    }
    this.#position += block - this.#block;
    this.#block = block;
    this.#end = block + size;
  }

  /** Makes room for `count` more bytes. */
  #room(count: number): void {
    if (this.#position + count <= this.#end) return;
    this.#move(Math.max((this.#end - this.#block) * 2, this.#position - this.#block + count));
  }

  #byte(value: number): void {
    this.#bytes[this.#position++] = value;
  }

  #length(value: number): void {
    this.#room(5);
    if (value < LONG_LENGTH) return this.#byte(value);
    this.#byte(LONG_LENGTH);
    this.#view.setUint32(this.#position, value, true);
    this.#position += 4;
  }

  #value(value: unknown): void {
    this.#room(9);
    switch (typeof value) {
      case "number":
        return this.#number(value);
      case "string":
        return this.#string(value);
      case "object":
        if (value === null) return this.#byte(Tag.Null);
        return this.#object(value);
      case "boolean":
        return this.#byte(value ? Tag.True : Tag.False);
      case "undefined":
        return this.#byte(Tag.Undefined);
      case "bigint":
        this.#byte(Tag.BigInt);
        return this.#string(value.toString());
      default:
        throw new Refusal(value, `a ${typeof value} cannot cross to another process`);
    }
  }

  #number(value: number): void {
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= -128 && value < 128) {
        this.#byte(Tag.Small);
        return this.#byte(value & 255);
      }
      this.#byte(Tag.Int);
      this.#view.setInt32(this.#position, value, true);
      this.#position += 4;
      return;
    }
    this.#byte(Tag.Double);
    this.#double(value);
  }

  #double(value: number): void {
    this.#view.setFloat64(this.#position, value, true);
    this.#position += 8;
  }

  #string(value: string): void {
    const length = value.length;
    if (length > SHORT_STRING_MAX) return this.#longString(value);
    this.#room(length + 2);
    const bytes = this.#bytes;
    const start = this.#position;
    bytes[start] = Tag.Latin1;
    bytes[start + 1] = length;
    for (let index = 0; index < length; index++) {
      const code = value.charCodeAt(index);
      if (code > 255) return this.#longString(value);
      bytes[start + 2 + index] = code;
    }
    this.#position = start + 2 + length;
  }

  #longString(value: string): void {
    this.#room(6 + value.length * 3);
    if (!value.isWellFormed()) {
      this.#byte(Tag.Utf16);
      this.#length(value.length * 2);
      for (let index = 0; index < value.length; index++, this.#position += 2) {
        this.#view.setUint16(this.#position, value.charCodeAt(index), true);
      }
      return;
    }
    this.#byte(Tag.Utf8);
    const at = this.#position + 5;
    const { written } = text.encodeInto(value, this.#bytes.subarray(at, at + value.length * 3));
    this.#byte(LONG_LENGTH);
    this.#view.setUint32(this.#position, written, true);
    this.#position = at + written;
  }

  /** The number of an object that was written before, or -1. */
  #numberOf(value: object): number {
    return this.#seenMap !== null ? this.#seenMap.get(value) ?? -1 : this.#seen.lastIndexOf(value);
  }

  /** True when the object was written before: then its number is written. Else it gets one. */
  #known(value: object): boolean {
    const number = this.#numberOf(value);
    if (number >= 0) {
      this.#byte(Tag.Reference);
      this.#length(number);
      return true;
    }
    if (this.#seenMap !== null) this.#seenMap.set(value, this.#seenMap.size);
    else {
      this.#seen.push(value);
      if (this.#seen.length > SEEN_LIST_MAX) {
        this.#seenMap = new Map(this.#seen.map((object, index) => [object, index]));
      }
    }
    return false;
  }

  #object(value: object): void {
    if (this.#known(value)) return;
    if (Array.isArray(value)) return this.#array(value);
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      this.#byte(prototype === null ? Tag.BareObject : Tag.Object);
      return this.#fields(value, Object.keys(value));
    }
    this.#rest(value);
  }

  #array(value: unknown[]): void {
    const length = value.length;
    if (Object.keys(value).length !== length) {
      this.#byte(Tag.SparseArray);
      this.#length(length);
      return this.#fields(value, Object.keys(value));
    }
    this.#byte(Tag.Array);
    this.#length(length);
    for (let index = 0; index < length; index++) this.#value(value[index]);
  }

  #fields(value: object, keys: string[]): void {
    this.#length(keys.length);
    for (const key of keys) {
      this.#string(key);
      this.#value((value as Record<string, unknown>)[key]);
    }
  }

  #rest(value: object): void {
    const portable = portableOf(value);
    if (portable !== undefined && this.#isForeign) {
      const state = this.#translate?.(value);
      if (state !== undefined) return this.#handle(state.kind, undefined, () => state.state);
      throw new Refusal(value, `a ${nameOf(Object.getPrototypeOf(value))} means nothing outside of this program`);
    }
    if (portable !== undefined) return this.#handle(portable.kind, portable.shared, portable.state);
    if (value instanceof Error) return this.#error(value);
    if (ArrayBuffer.isView(value)) return this.#viewOf(value);
    if (value instanceof ArrayBuffer) {
      this.#byte(Tag.ArrayBuffer);
      return this.#raw(new Uint8Array(value));
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Map.prototype) {
      const map = value as Map<unknown, unknown>;
      this.#byte(Tag.Map);
      this.#length(map.size);
      for (const [key, item] of [...map]) {
        this.#value(key);
        this.#value(item);
      }
    } else if (prototype === Set.prototype) {
      const set = value as Set<unknown>;
      this.#byte(Tag.Set);
      this.#length(set.size);
      for (const item of [...set]) this.#value(item);
    } else if (prototype === Date.prototype) {
      this.#byte(Tag.Date);
      this.#double((value as Date).getTime());
    } else if (prototype === RegExp.prototype) {
      this.#byte(Tag.RegExp);
      this.#string((value as RegExp).source);
      this.#string((value as RegExp).flags);
    } else throw new Refusal(value, `an instance of ${nameOf(prototype)} cannot cross to another process`);
  }

  #handle(kind: number, shared: Shared | undefined, state: (() => unknown) | undefined): void {
    this.#isPlain = false;
    this.#byte(shared !== undefined ? Tag.Handle : Tag.State);
    this.#length(kind);
    if (shared === undefined) return this.#value(state!());
    this.#room(4);
    this.#view.setUint32(this.#position, shared.object, true);
    this.#position += 4;
    depart(shared);
    this.#departed.push(shared);
  }

  #error(error: Error): void {
    this.#byte(Tag.Error);
    this.#string(String(error.name));
    this.#string(String(error.message));
    this.#string(String(error.stack ?? ""));
    const keys = Object.keys(error).filter((key) => key !== "name" && key !== "message" && key !== "stack");
    for (const key of ["cause", "errors"]) {
      if (Object.hasOwn(error, key) && !keys.includes(key)) keys.push(key);
    }
    this.#fields(error, keys);
  }

  #viewOf(value: ArrayBufferView): void {
    const type = VIEW_TYPES.findIndex((constructor) => value instanceof constructor);
    if (type < 0 || !(value.buffer instanceof ArrayBuffer)) {
      const what = type < 0 ? nameOf(Object.getPrototypeOf(value)) : "a view of a SharedArrayBuffer";
      throw new Refusal(value, `${what} cannot cross to another process`);
    }
    const whole = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    if (value.byteLength === value.buffer.byteLength && this.#numberOf(value.buffer) < 0) {
      this.#byte(Tag.OwnView);
      this.#byte(type);
      this.#known(value.buffer); // numbered, in case another view of it follows
      return this.#raw(whole);
    }
    this.#byte(Tag.View);
    this.#byte(type);
    this.#length(value.byteOffset);
    this.#length(value instanceof DataView ? value.byteLength : (value as Uint8Array).length);
    this.#value(value.buffer);
  }

  #raw(bytes: Uint8Array): void {
    this.#length(bytes.length);
    this.#room(bytes.length + RAW_ALIGNMENT);
    const begin = this.#block + alignRaw(this.#position - this.#block, bytes.length);
    this.#bytes.fill(0, this.#position, begin); // what lay there is nobody's business
    this.#position = begin;
    this.#bytes.set(bytes, this.#position);
    this.#position += bytes.length;
  }
}
