/**
 * The decoder: shared memory into a value. It reads what an encoder of this library wrote, and nothing else.
 *
 * `fromState` of a registered class is code of the user's that runs meanwhile and may receive messages itself: those are decoded by another
 * decoder, and what is left of this message is copied to private memory first, as the place that it lies in may be used for them.
 *
 * @module
 */

import { classNamed, type InstanceClass } from "./_classes.ts";
import { errorClass } from "./_error_classes.ts";
import { alignRaw, Field, LONG_LENGTH, Tag, VIEW_TYPES } from "./_format.ts";
import { gather, isInParts } from "./_parts.ts";
import type { Debt } from "./_debt.ts";
import type { Tree } from "./_tree.ts";

const text = new TextDecoder();
/** A longer message begins a block of its own. */
const LONG = 65536;
/** Direct-mapped cache of short strings, mostly keys; a power of two. */
const CACHE_SIZE = 1024;

const remains = new WeakMap<object, unknown>();

/** What a message held besides the handles that could not be received, by the error that `decode` threw. */
export function remainsOf(error: unknown): unknown {
  return typeof error === "object" && error !== null ? remains.get(error) : undefined;
}

/** Makes handles of what a message says of them. Each handle of a message is used up by this, also where it throws. */
export interface Reviver {
  /** Whether the message is only looked at: nothing of the user's is made of it. */
  readonly isScanning?: boolean;
  revive(tree: Tree, kind: number, object: number, entry: number, value: number): object;
  reviveState(tree: Tree, kind: number, state: unknown): object;
}

/** One for each process. */
export class Decoder {
  readonly #tree: Tree;
  readonly #reviver: Reviver | null;
  readonly #cache: string[] = new Array(CACHE_SIZE).fill("");
  #bytes: Uint8Array;
  #view: DataView;
  #position = 0;
  #start = 0;
  #end = 0;
  #isPrivate = false;
  #isBusy = false;
  /** What this process keeps of the references in the message. */
  #debt: Debt | null = null;
  /** Decodes what is received meanwhile. */
  #inner: Decoder | null = null;
  #objects: object[] = [];
  /** Why something in this message could not be received, the first one. */
  #failure: { error: unknown } | null = null;

  /** @param reviver null where messages hold no handles. */
  constructor(tree: Tree, reviver: Reviver | null) {
    this.#tree = tree;
    this.#reviver = reviver;
    this.#bytes = tree.bytes(0);
    this.#view = tree.view(0);
  }

  /**
   * Decodes the message at an address; a long one begins a block. Where a handle cannot be received, because this process was ended or memory is used up,
   * the rest is decoded all the same: each handle in a message is counted, and nobody else will have the message.
   */
  decode(address: number, length: number, debt: Debt | null = null): unknown {
    if (length > LONG && isInParts(this.#tree, address, length)) {
      return this.decodeBytes(gather(this.#tree, address, length), debt);
    }
    return this.decodeWhole(address, length, debt);
  }

  /** The same for a message that is in one piece, and may lie behind something else in its block. */
  decodeWhole(address: number, length: number, debt: Debt | null = null): unknown {
    if (this.#isBusy) return this.#nested().decodeWhole(address, length, debt);
    this.#bytes = this.#tree.bytes(address + length);
    this.#view = this.#tree.view(address + length);
    this.#isPrivate = false;
    return this.#whole(address, length, debt);
  }

  /** Decodes a message in private memory. */
  decodeBytes(bytes: Uint8Array, debt: Debt | null = null): unknown {
    if (this.#isBusy) return this.#nested().decodeBytes(bytes, debt);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isPrivate = true;
    return this.#whole(0, bytes.length, debt);
  }

  #nested(): Decoder {
    return this.#inner ??= new Decoder(this.#tree, this.#reviver);
  }

  /** Whether a message is being decoded. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  #whole(start: number, length: number, debt: Debt | null): unknown {
    this.#debt = debt;
    this.#position = this.#start = start;
    this.#end = start + length;
    this.#failure = null;
    this.#isBusy = true;
    let value: unknown;
    try {
      value = this.#value();
    } finally {
      this.#isBusy = false;
      this.#debt = null;
      if (this.#objects.length > 0) this.#objects = []; // nothing of a message is kept
      if (this.#isPrivate) this.#forgetPrivate();
    }
    const failure = this.#failure as { error: unknown } | null;
    if (failure === null) return value;
    this.#failure = null;
    if (typeof failure.error === "object" && failure.error !== null) remains.set(failure.error, value);
    throw failure.error;
  }

  /** Before code of the user's runs: it may receive messages where this one lies. */
  #makePrivate(): void {
    if (this.#isPrivate) return;
    if (this.#debt !== null) this.#tree.debts!.rescue(this.#debt);
    this.#bytes = this.#bytes.slice(this.#start, this.#end);
    this.#view = new DataView(this.#bytes.buffer);
    this.#position -= this.#start;
    this.#end -= this.#start;
    this.#start = 0;
    this.#isPrivate = true;
  }

  #forgetPrivate(): void {
    this.#bytes = this.#tree.bytes(0);
    this.#view = this.#tree.view(0);
    this.#isPrivate = false;
  }

  #length(): number {
    const short = this.#bytes[this.#position++];
    if (short < LONG_LENGTH) return short;
    this.#position += 4;
    return this.#view.getUint32(this.#position - 4, true);
  }

  #double(): number {
    this.#position += 8;
    return this.#view.getFloat64(this.#position - 8, true);
  }

  #value(): unknown {
    const tag = this.#bytes[this.#position++];
    switch (tag) {
      case Tag.Small:
        return this.#bytes[this.#position++] << 24 >> 24;
      case Tag.Int:
        this.#position += 4;
        return this.#view.getInt32(this.#position - 4, true);
      case Tag.Double:
        return this.#double();
      case Tag.Latin1:
        return this.#latin1();
      case Tag.Object:
        return this.#fields(this.#begin({}));
      case Tag.Array:
        return this.#array();
      case Tag.Null:
        return null;
      case Tag.True:
        return true;
      case Tag.False:
        return false;
      case Tag.Undefined:
        return undefined;
      default:
        return this.#rest(tag);
    }
  }

  #begin<T extends object>(object: T): T {
    this.#objects.push(object);
    return object;
  }

  #latin1(): string {
    const length = this.#bytes[this.#position++];
    const start = this.#position;
    const bytes = this.#bytes;
    this.#position = start + length;
    let hash = length;
    for (let index = 0; index < length; index++) hash = Math.imul(hash, 31) + bytes[start + index];
    const slot = hash & (CACHE_SIZE - 1);
    const cached = this.#cache[slot];
    if (cached.length === length && length > 0) {
      let index = 0;
      while (index < length && cached.charCodeAt(index) === bytes[start + index]) index++;
      if (index === length) return cached;
    }
    const fresh = String.fromCharCode.apply(null, bytes.subarray(start, start + length) as unknown as number[]);
    return this.#cache[slot] = fresh;
  }

  #string(): string {
    return this.#value() as string;
  }

  #array(): unknown[] {
    const length = this.#length();
    const array: unknown[] = this.#begin([]);
    for (let index = 0; index < length; index++) array.push(this.#value());
    return array;
  }

  #fields<T extends object>(object: T): T {
    const count = this.#length();
    for (let index = 0; index < count; index++) {
      const key = this.#string();
      if (key === "__proto__") {
        Object.defineProperty(object, key, {
          value: this.#value(),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      } else (object as Record<string, unknown>)[key] = this.#value();
    }
    return object;
  }

  #rest(tag: number): unknown {
    switch (tag) {
      case Tag.Utf8: {
        const length = this.#length();
        this.#position += length;
        return text.decode(this.#bytes.subarray(this.#position - length, this.#position));
      }
      case Tag.Utf16:
        return this.#utf16();
      case Tag.SparseArray: {
        const array: unknown[] = this.#begin([]);
        array.length = this.#length();
        return this.#fields(array);
      }
      case Tag.BareObject:
        return this.#fields(this.#begin(Object.create(null)));
      case Tag.Reference:
        return this.#reference();
      case Tag.Map: {
        const map = this.#begin(new Map());
        for (let count = this.#length(); count > 0; count--) {
          const key = this.#value();
          map.set(key, this.#value());
        }
        return map;
      }
      case Tag.Set: {
        const set = this.#begin(new Set());
        for (let count = this.#length(); count > 0; count--) set.add(this.#value());
        return set;
      }
      case Tag.Date:
        return this.#begin(new Date(this.#double()));
      case Tag.RegExp: {
        const source = this.#string();
        return this.#begin(new RegExp(source, this.#string()));
      }
      case Tag.BigInt:
        return BigInt(this.#string());
      case Tag.Error:
        return this.#error();
      case Tag.ArrayBuffer:
        return this.#begin(this.#raw());
      case Tag.View:
      case Tag.OwnView:
        return this.#viewOf(tag);
      case Tag.DOMException:
        return this.#domException();
      case Tag.Instance:
      case Tag.InstanceState:
        return this.#instance(tag);
      default:
        return this.#handle(tag);
    }
  }

  #reference(): object {
    const object = this.#objects[this.#length()];
    if (object === UNFINISHED) {
      this.#failure ??= {
        error: new TypeError("Cannot receive an instance: its state must not refer to the instance itself"),
      };
    }
    return object;
  }

  #utf16(): string {
    const end = this.#length() + this.#position;
    let string = "";
    for (; this.#position < end; this.#position += 2) {
      string += String.fromCharCode(this.#view.getUint16(this.#position, true));
    }
    return string;
  }

  #raw(): ArrayBuffer {
    const length = this.#length();
    this.#position = this.#start + alignRaw(this.#position - this.#start, length);
    const bytes = new Uint8Array(length);
    bytes.set(this.#bytes.subarray(this.#position, this.#position + length));
    this.#position += length;
    return bytes.buffer;
  }

  #viewOf(tag: number): object {
    const Type = VIEW_TYPES[this.#bytes[this.#position++]] as Uint8ArrayConstructor;
    const number = this.#objects.length;
    this.#objects.push({}); // its number comes before that of its buffer
    let view: object;
    if (tag === Tag.OwnView) {
      const own = this.#objects.length;
      this.#objects.push({});
      const buffer = this.#raw();
      this.#objects[own] = buffer;
      view = new Type(buffer);
    } else {
      const offset = this.#length();
      const length = this.#length();
      view = new Type(this.#value() as ArrayBuffer, offset, length);
    }
    return this.#objects[number] = view;
  }

  #error(): Error {
    const error = this.#begin(new Error());
    const name = this.#string();
    const className = this.#string();
    const { prototype } = errorClass(this.#string(), name, className);
    hide(error, "message", this.#string());
    hide(error, "stack", this.#string());
    this.#errorFields(error);
    Object.setPrototypeOf(error, prototype); // last, so that no setter of the class is called
    if (error.name !== name) hide(error, "name", name);
    return error;
  }

  #domException(): DOMException {
    const name = this.#string();
    const error = this.#begin(new DOMException(this.#string(), name));
    hide(error, "stack", this.#string());
    this.#errorFields(error);
    return error;
  }

  #errorFields(error: Error): void {
    for (let field = this.#byte(); field !== Field.End; field = this.#byte()) {
      const key = this.#string();
      const value = this.#value();
      const enumerable = field === Field.Listed;
      Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable });
    }
  }

  #byte(): number {
    return this.#bytes[this.#position++];
  }

  #instance(tag: number): unknown {
    const name = this.#string();
    const registered = this.#reviver?.isScanning ? SCANNED : classNamed(name);
    if (registered === SCANNED) {
      // Whatever it is.
    } else if (registered === undefined || (tag === Tag.InstanceState) !== (registered.fromState !== undefined)) {
      this.#failure ??= { error: unknownClass(name, registered !== undefined) };
    }
    if (tag === Tag.Instance) {
      const instance = this.#begin(Object.create(registered?.prototype ?? null));
      for (let count = this.#length(); count > 0; count--) {
        const key = this.#string();
        const value = this.#value();
        Object.defineProperty(instance, key, { value, writable: true, configurable: true, enumerable: true });
      }
      return instance;
    }
    const number = this.#objects.length;
    this.#objects.push(UNFINISHED);
    const state = this.#value();
    const fromState = registered?.fromState;
    if (fromState === undefined || this.#failure !== null) return UNFINISHED;
    this.#makePrivate();
    let instance: unknown = UNFINISHED;
    try {
      instance = fromState(state);
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#objects[number] = instance as object;
    return instance;
  }

  #handle(tag: number): object {
    const number = this.#objects.length;
    this.#objects.push({});
    const kind = this.#length();
    if (tag === Tag.State) {
      // The state may hold messages of its own to decode; the place of this one is kept.
      return this.#objects[number] = this.#reviver!.reviveState(this.#tree, kind, this.#value());
    }
    if (tag !== Tag.Handle) throw new Error(`Cannot decode a message: unknown tag ${tag}`);
    const object = this.#view.getUint32(this.#position, true);
    this.#position += 4;
    let handle: object = {};
    const debt = this.#debt;
    const count = debt === null ? 0 : ++debt.count;
    try {
      handle = this.#reviver!.revive(this.#tree, kind, object, debt?.entry ?? 0, count);
    } catch (error) {
      this.#failure ??= { error };
    }
    return this.#objects[number] = handle;
  }
}

/** Stands for any class where a message is only looked at. */
const SCANNED: InstanceClass = { name: "", prototype: Object.prototype };

/** Stands for an instance that is made of a state which is not whole yet. */
const UNFINISHED = Object.freeze({});

function hide(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
}

function unknownClass(name: string, isKnown: boolean): TypeError {
  const what = isKnown
    ? "with other options: give toState and fromState in both"
    : "here: call registerClass in a module that this process imports too";
  return new TypeError(`Cannot receive an instance of ${name}: the class is not registered ${what}`);
}
