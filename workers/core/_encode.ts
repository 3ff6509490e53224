/**
 * The encoder: a value into shared memory. What does not go through is refused here, with the path to it.
 *
 * Where it writes to is `_writer.ts`. The common cases
 * (numbers, short strings, small plain objects and arrays) come first and allocate nothing. Objects are remembered in a list that is
 * searched from its end, and in a Map once there are more than a few.
 *
 * Getters, proxies and `toState` are code of the user's that runs meanwhile and may send messages itself: those are encoded by another
 * encoder, with a scratch of its own.
 *
 * @module
 */

import { classOf, hasClasses, type InstanceClass } from "./_classes.ts";
import { errorClassId } from "./_error_classes.ts";
import { alignRaw, DIGITS_MAX, Field, INLINE_BYTES_MAX, Tag, VIEW_TYPES } from "./_format.ts";
import { checkFits, MESSAGE_BYTES_MAX, PART_BYTES_MAX } from "./_parts.ts";
import { isGenuine, own, sourceOf } from "./_genuine.ts";
import { isOverflow, nameOf, Refusal, refused, through, throughEntry, throughField } from "./_refusal.ts";
import { depart, forgo, portableOf, type Shared } from "./_shared.ts";
import type { Debt } from "./_debt.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";
import { Writer } from "./_writer.ts";

const SEEN_LIST_MAX = 16;
/** A bigint of more bits has more than `DIGITS_MAX` digits. */
const BITS_MAX = Math.ceil(DIGITS_MAX * Math.log2(10)) + 1;

/** An encoded message that has not been sent yet. It lies in the encoder's scratch until `keep`. */
export interface Encoded {
  address: number;
  length: number;
  /** Whether the address is that of a private block which holds nothing but the message, and its parts. */
  block: boolean;
  /** The message, in private memory, where it is too long for one block or there was no shared memory for it: until `place`. */
  heap: Uint8Array<ArrayBuffer> | null;
  /** Handles inside; see `_shared.ts`. */
  departed: readonly Shared[];
  /** What this process keeps of them where the system may stop it. */
  debt: Debt | null;
  /** Whether there is nothing inside that takes a class of this library to decode. */
  plain: boolean;
}

const NONE: readonly Shared[] = [];

/** Takes back the references in a message that are listed as a debt. */
export function giveBack({ debts }: Tree, debt: Debt, departed: readonly Shared[]): void {
  for (let index = departed.length - 1; index >= 0; index--) debts!.undo(debt, departed[index].object);
  debts!.leave(debt);
}

/** What crosses in the place of a handle where its address means nothing: a state, from which the other side makes another. */
export type Translate = (handle: object) => { kind: number; state: number } | undefined;

/** Where an encoder goes back to where a part of a value is left out. */
interface Mark {
  offset: number;
  objectCount: number;
  departedCount: number;
}

/** One for each process, and another for each use of it in the midst of one. */
export class Encoder extends Writer {
  #seen: object[] = [];
  #seenMap: Map<object, number> | null = null;
  #departed: Shared[] = [];
  #debt: Debt | null = null;
  #isForeign = false;
  /** Of what leaves the program: see `DIGITS_MAX`. */
  #digitCount = 0;
  /** Whether fields of errors that cannot cross are left out. */
  #isLenient = false;
  #translate: Translate | null = null;
  #isPlain = true;
  /** Whether a value is being encoded. */
  #isBusy = false;
  /** Encodes what is sent meanwhile. */
  #inner: Encoder | null = null;
  readonly #short: Encoded = {
    address: 0,
    length: 0,
    block: false,
    heap: null,
    departed: NONE,
    debt: null,
    plain: true,
  };

  /**
   * Encodes a value. The result is valid until the next call.
   *
   * @throws {DOMException} `DataCloneError` naming the path to what cannot cross; `label` names the value itself.
   * @throws {RangeError} when it is longer than the shared memory may become.
   */
  encode(value: unknown, label: string): Encoded {
    if (this.#isBusy) return this.#nested().encode(value, label);
    this.begin();
    this.#isPlain = true;
    this.#isBusy = true;
    try {
      this.#value(value);
      if (this.heap !== null && !this.#isForeign) checkFits(this.tree, this.position - this.base, label);
    } catch (error) {
      if (this.#debt !== null) giveBack(this.tree, this.#debt, this.#departed);
      else for (const shared of this.#departed) forgo(shared);
      this.#departed = [];
      this.#debt = null;
      throw refused(error, label);
    } finally {
      this.#isBusy = false;
      if (this.#seen.length > 0) this.#seen = [];
      this.#seenMap = null;
      if (this.#inner !== null) this.#dismiss();
    }
    const departed = this.#departed.length > 0 ? this.#departed : NONE;
    if (departed !== NONE) this.#departed = [];
    const debt = this.#debt;
    this.#debt = null;
    const plain = this.#isPlain;
    const length = this.position - this.base;
    const { heap } = this;
    if (heap !== null) { // it goes away with the message
      this.heap = null;
      return { address: 0, length, block: false, heap: heap.subarray(0, length), departed, debt, plain };
    }
    const address = this.block;
    if (length <= INLINE_BYTES_MAX) {
      if (departed !== NONE) return { address, length, block: false, heap: null, departed, debt, plain };
      const short = this.#short; // nothing is allocated for a short message without handles
      short.address = address;
      short.length = length;
      short.plain = plain;
      return short;
    }
    this.block = 0; // the same
    return { address, length, block: true, heap: null, departed, debt, plain };
  }

  /** Encodes a value that leaves the program: handles are refused too, but for those that `translate` has a state for. */
  encodeForeign(value: unknown, label: string, translate: Translate | null = null): Encoded {
    if (this.#isBusy) return this.#nested().encodeForeign(value, label, translate);
    this.#isForeign = true;
    this.#digitCount = 0;
    this.#translate = translate;
    try {
      return this.encode(value, label);
    } finally {
      this.#isForeign = false;
      this.#translate = null;
    }
  }

  /** Encodes what was thrown: of an error, what cannot cross is left out (a cause that is a function too); its class, name, message and stack always can. */
  encodeThrown(value: unknown, label: string): Encoded {
    if (this.#isBusy) return this.#nested().encodeThrown(value, label);
    this.#isLenient = true;
    try {
      return this.encode(value, label);
    } finally {
      this.#isLenient = false;
    }
  }

  /** Encodes bytes as they are, behind the tag that says so. */
  encodeBytes(bytes: Uint8Array): Encoded {
    if (this.#isBusy) return this.#nested().encodeBytes(bytes);
    const begin = alignRaw(1, bytes.length);
    const length = begin + bytes.length;
    if (length > MESSAGE_BYTES_MAX) {
      throw new RangeError(`Cannot send bytes: size must be at most ${MESSAGE_BYTES_MAX - begin}`);
    }
    checkFits(this.tree, length, "bytes");
    this.begin();
    const block = length > INLINE_BYTES_MAX;
    const { tree } = this;
    const fresh = block && length <= PART_BYTES_MAX ? tree.tryAllocate(length) : 0;
    const heap = block ? fresh === 0 ? new Uint8Array(length) : null : this.heap;
    this.heap = null;
    const address = heap !== null ? 0 : block ? fresh : this.block;
    const target = heap ?? tree.bytes(address + length);
    target[address] = Tag.Raw;
    target.fill(0, address + 1, address + begin); // what lay there is nobody's business
    target.set(bytes, address + begin);
    return {
      address,
      length,
      block: fresh !== 0,
      heap: heap === null ? null : heap.subarray(0, length),
      departed: NONE,
      debt: null,
      plain: true,
    };
  }

  #nested(): Encoder {
    return this.#inner ??= new Encoder(this.tree);
  }

  /** Gives back what was needed for messages in the midst of this one: they have been sent, or kept. */
  #dismiss(): void {
    this.#inner!.dropScratch();
    this.#inner = null;
  }

  /** Moves a message out of the scratch, into a private block or private memory, so that it outlives the next `encode`. */
  keep(encoded: Encoded): Encoded {
    if (encoded.block || encoded.heap !== null) return encoded;
    const { address, length } = encoded;
    const copy = this.tree.tryAllocate(Math.max(1, length));
    const bytes = this.tree.bytes(Math.max(address, copy) + length);
    if (copy === 0) {
      return { ...encoded, address: 0, heap: bytes.slice(address, address + length) as Uint8Array<ArrayBuffer> };
    }
    bytes.copyWithin(copy, address, address + length);
    return { ...encoded, address: copy };
  }

  #value(value: unknown): void {
    this.room(9);
    switch (typeof value) {
      case "number":
        return this.number(value);
      case "string":
        return this.string(value);
      case "object":
        if (value === null) return this.byte(Tag.Null);
        return this.#object(value);
      case "boolean":
        return this.byte(value ? Tag.True : Tag.False);
      case "undefined":
        return this.byte(Tag.Undefined);
      case "bigint":
        this.byte(Tag.BigInt);
        return this.string(this.#isForeign ? this.#digits(value) : value.toString());
      default:
        throw new Refusal(`a ${typeof value} cannot cross to another process`);
    }
  }

  /** The text of a number that leaves the program. One that its receiver would refuse may take a minute to write: it is refused before. */
  #digits(value: bigint): string {
    let text = "";
    if (BigInt.asIntN(BITS_MAX, value) === value) {
      text = value.toString();
      this.#digitCount += text.length;
      if (this.#digitCount <= DIGITS_MAX) return text;
    }
    throw new RangeError(`Cannot send: the value has bigints of more than ${DIGITS_MAX} digits`);
  }

  /** The number of an object that was written before, or -1. */
  #numberOf(value: object): number {
    return this.#seenMap !== null ? this.#seenMap.get(value) ?? -1 : this.#seen.lastIndexOf(value);
  }

  /** True when the object was written before: then its number is written. Else it gets one. */
  #known(value: object): boolean {
    const number = this.#numberOf(value);
    if (number >= 0) {
      this.byte(Tag.Reference);
      this.length(number);
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
      this.byte(prototype === null ? Tag.BareObject : Tag.Object);
      return this.#fields(value, Object.keys(value));
    }
    this.#rest(value);
  }

  #array(value: unknown[]): void {
    const registered = hasClasses() ? classOf(Object.getPrototypeOf(value)) : undefined;
    if (registered !== undefined) return this.#instance(value, registered);
    const length = value.length;
    if (length >>> 0 !== length) {
      throw new Refusal("an array whose length is no length cannot cross to another process");
    }
    const keys = Object.keys(value); // indices come first
    if (keys.length !== length || (length > 0 && keys[length - 1] !== String(length - 1))) {
      this.byte(Tag.SparseArray);
      this.length(length);
      return this.#fields(value, keys);
    }
    this.byte(Tag.Array);
    this.length(length);
    let index = 0;
    try {
      for (; index < length; index++) this.#value(value[index]);
    } catch (error) {
      throw throughField(error, value, index);
    }
  }

  #fields(value: object, keys: string[]): void {
    this.length(keys.length);
    let index = 0;
    try {
      for (; index < keys.length; index++) {
        this.string(keys[index]);
        this.#value((value as Record<string, unknown>)[keys[index]]);
      }
    } catch (error) {
      throw throughField(error, value, keys[index]);
    }
  }

  #rest(value: object): void {
    const portable = portableOf(value);
    if (portable !== undefined && this.#isForeign) {
      const state = this.#translate?.(value);
      if (state !== undefined) return this.#handle(state.kind, undefined, () => state.state);
      throw new Refusal(`a ${nameOf(Object.getPrototypeOf(value))} means nothing outside of this program`);
    }
    if (portable !== undefined) return this.#handle(portable.kind, portable.shared, portable.state);
    const prototype = Object.getPrototypeOf(value);
    const registered = classOf(prototype);
    if (registered !== undefined) return this.#instance(value, registered);
    if (value instanceof Error) return this.#thrown(value);
    if (ArrayBuffer.isView(value)) return this.#viewOf(value);
    if (value instanceof ArrayBuffer) {
      if (value.detached) throw new Refusal("a buffer that was given away (detached) cannot cross to another process");
      this.byte(Tag.ArrayBuffer);
      return this.raw(new Uint8Array(value));
    }
    if (!this.#builtIn(value, prototype)) {
      throw new Refusal(
        `an instance of ${
          nameOf(prototype)
        } cannot cross to another process; for classes of your own see registerClass`,
      );
    }
  }

  /** Whether it is an instance of a class of the language, which is then written. */
  #builtIn(value: object, prototype: object): boolean {
    if (prototype === Map.prototype) {
      const entries = [...own(() => Map.prototype.entries.call(value), value)];
      this.byte(Tag.Map);
      this.length(entries.length);
      for (const [key, item] of entries) this.#entry(key, item);
    } else if (prototype === Set.prototype) {
      const items = [...own(() => Set.prototype.values.call(value), value)];
      this.byte(Tag.Set);
      this.length(items.length);
      try {
        for (const item of items) this.#value(item);
      } catch (error) {
        throw through(error, ".values()");
      }
    } else if (prototype === Date.prototype) {
      const time = own(() => Date.prototype.getTime.call(value), value);
      this.byte(Tag.Date);
      this.double(time);
    } else if (prototype === RegExp.prototype) {
      const source = own(() => sourceOf.call(value), value);
      this.byte(Tag.RegExp);
      this.string(source);
      this.string(String((value as RegExp).flags));
    } else return false;
    return true;
  }

  #entry(key: unknown, item: unknown): void {
    try {
      this.#value(key);
    } catch (error) {
      throw through(error, ".keys()");
    }
    try {
      this.#value(item);
    } catch (error) {
      throw throughEntry(error, key);
    }
  }

  #instance(value: object, { name, toState }: InstanceClass): void {
    if (toState === undefined) {
      const keys = Object.keys(value);
      this.byte(Tag.Instance);
      this.string(name);
      return this.#fields(value, keys);
    }
    const state = toState(value);
    if (state === value) throw new Refusal(`toState of ${name} must give a state, got the instance itself`);
    this.byte(Tag.InstanceState);
    this.string(name);
    this.#value(state);
  }

  #handle(kind: number, shared: Shared | undefined, state: (() => unknown) | undefined): void {
    this.#isPlain = false;
    this.byte(shared !== undefined ? Tag.Handle : Tag.State);
    this.length(kind);
    if (shared === undefined) return this.#value(state!());
    this.room(4);
    this.word(shared.object);
    const { debts } = this.tree;
    if (debts === null) depart(shared);
    else debts.depart(this.#debt ??= debts.list(), shared.object);
    this.#departed.push(shared);
  }

  /** An error, or what is one to everybody. */
  #thrown(error: Error): void {
    if (error instanceof DOMException && isGenuine(error)) {
      const texts = [error.name, error.message, this.#text(error, "stack")];
      this.byte(Tag.DOMException);
      for (const text of texts) this.string(text);
    } else {
      const name = this.#text(error, "name");
      const className = nameOf(Object.getPrototypeOf(error));
      const texts = [name, className, errorClassId(error), this.#text(error, "message"), this.#text(error, "stack")];
      this.byte(Tag.Error);
      for (const text of texts) this.string(text);
    }
    for (const key of Object.getOwnPropertyNames(error)) {
      if (key !== "name" && key !== "message" && key !== "stack") this.#errorField(error, key);
    }
    this.room(1);
    this.byte(Field.End);
  }

  /** A text that everybody expects of an error, though anything may stand there. */
  #text(error: Error, key: "name" | "message" | "stack"): string {
    try {
      const text: unknown = error[key];
      return typeof text === "string" ? text : text === undefined ? "" : String(text);
    } catch (reason) {
      if (!this.#isLenient || isOverflow(reason) || reason instanceof ProcessEnded) throw reason;
      return key === "message" ? "(the message cannot be read)" : key === "name" ? "Error" : "";
    }
  }

  #errorField(error: Error, key: string): void {
    const mark = this.#mark();
    try {
      const isListed = Object.prototype.propertyIsEnumerable.call(error, key);
      const value = (error as unknown as Record<string, unknown>)[key];
      this.room(1);
      this.byte(isListed ? Field.Listed : Field.Hidden);
      this.string(key);
      this.#value(value);
    } catch (reason) {
      if (!this.#isLenient || isOverflow(reason) || reason instanceof ProcessEnded) {
        throw throughField(reason, error, key);
      }
      this.#backTo(mark);
    }
  }

  #mark(): Mark {
    const objectCount = this.#seenMap?.size ?? this.#seen.length;
    return { offset: this.position - this.base, objectCount, departedCount: this.#departed.length };
  }

  /** Forgets what was written since. */
  #backTo({ offset, objectCount, departedCount }: Mark): void {
    this.position = this.base + offset;
    for (const shared of this.#departed.splice(departedCount).reverse()) {
      if (this.#debt !== null) this.tree.debts!.undo(this.#debt, shared.object);
      else forgo(shared);
    }
    const map = this.#seenMap;
    if (map === null) this.#seen.length = objectCount;
    else for (const object of [...map.keys()].slice(objectCount)) map.delete(object);
  }

  #viewOf(value: ArrayBufferView): void {
    const type = VIEW_TYPES.findIndex((constructor) => value instanceof constructor);
    if (type < 0 || !(value.buffer instanceof ArrayBuffer)) {
      const what = type < 0 ? nameOf(Object.getPrototypeOf(value)) : "a view of a SharedArrayBuffer";
      throw new Refusal(`${what} cannot cross to another process`);
    }
    if (value.buffer.detached) {
      throw new Refusal("a view of a buffer that was given away (detached) cannot cross to another process");
    }
    const whole = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    if (value.byteLength === value.buffer.byteLength && this.#numberOf(value.buffer) < 0) {
      this.byte(Tag.OwnView);
      this.byte(type);
      this.#known(value.buffer); // numbered, in case another view of it follows
      return this.raw(whole);
    }
    this.byte(Tag.View);
    this.byte(type);
    this.length(value.byteOffset);
    this.length(value instanceof DataView ? value.byteLength : (value as Uint8Array).length);
    this.#value(value.buffer);
  }
}
