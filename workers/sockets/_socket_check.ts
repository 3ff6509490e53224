/**
 * Checks that bytes from a network are a message that an encoder of this library could have written (`_format.ts`), so that the decoder, which
 * trusts what it reads, can be given them. Handles are not accepted: an address in memory means nothing from outside.
 *
 * It follows the decoder step by step, makes nothing, and looks at each byte once. What it accepts is no larger in memory than a
 * small multiple of the message, and takes a second or two to decode at the most: what is slow to make counts for more.
 *
 * @module
 */

import { alignRaw, DIGITS_MAX, Field, LONG_LENGTH, Tag, VIEW_TYPES } from "../core/_format.ts";

/** How deep values may be nested. */
const DEPTH_MAX = 1000;
/** How many objects a message may have: two bytes can be an empty array, which takes many more in memory. */
const OBJECTS_MAX = 4_000_000;
/** For how many objects one counts that takes longer to make, or more memory. */
const WEIGHTS: Partial<Record<number, number>> = {
  [Tag.Map]: 2,
  [Tag.Set]: 2,
  [Tag.SparseArray]: 2,
  [Tag.RegExp]: 20,
  [Tag.ArrayBuffer]: 10,
  [Tag.View]: 10,
  [Tag.OwnView]: 10,
  [Tag.Error]: 100,
  [Tag.DOMException]: 100,
  [Tag.InstanceState]: 10,
  [Tag.State]: 20,
};
/** Characters of all regular expressions. */
const PATTERNS_MAX = 1_000_000;
/** A shorter message can not be beyond any limit. */
const SHORT_BYTES = DEPTH_MAX * 2;

/**
 * @param kinds Kinds of handles that may be inside, each with a number in the place of an address. Default: none.
 * @throws {SyntaxError} when the bytes are no message, or beyond a limit.
 */
export function checkMessage(bytes: Uint8Array, kinds: ReadonlySet<number> = NONE): void {
  const checker = new Checker(bytes, kinds);
  checker.value(0);
  checker.end();
}

/** For who is about to send what an encoder wrote. @throws {RangeError} when it is beyond a limit, so that its receiver would refuse it. */
export function checkLimits(bytes: Uint8Array, kinds?: ReadonlySet<number>): void {
  if (bytes.length < SHORT_BYTES) return;
  try {
    checkMessage(bytes, kinds);
  } catch (error) {
    const { message } = error as SyntaxError;
    throw new RangeError(message.replace("Cannot receive: the message is garbled:", "Cannot send: the value has"));
  }
}

const NONE: ReadonlySet<number> = new Set();
const TEXTS = new Set<number>([Tag.Latin1, Tag.Utf8, Tag.Utf16]);

class Checker {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #kinds: ReadonlySet<number>;
  #position = 0;
  #objectCount = 0;
  #weight = 0;
  #digitCount = 0;
  #patternCount = 0;
  /** Byte lengths of the buffers among the objects, by number. */
  readonly #buffers = new Map<number, number>();

  constructor(bytes: Uint8Array, kinds: ReadonlySet<number>) {
    this.#bytes = bytes;
    this.#kinds = kinds;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  end(): void {
    if (this.#position !== this.#bytes.length) this.#fail("bytes after the value");
  }

  value(depth: number): void {
    if (depth > DEPTH_MAX) this.#fail("too many values in each other");
    const tag = this.#byte();
    switch (tag) {
      case Tag.Undefined:
      case Tag.Null:
      case Tag.True:
      case Tag.False:
        return;
      case Tag.Small:
        return this.#skip(1);
      case Tag.Int:
        return this.#skip(4);
      case Tag.Double:
        return this.#skip(8);
      case Tag.Latin1:
      case Tag.Utf8:
      case Tag.Utf16:
        this.#text(tag);
        return;
      case Tag.BigInt:
        this.#digitCount += this.#string();
        if (this.#digitCount > DIGITS_MAX) this.#fail(`bigints of more than ${DIGITS_MAX} digits`);
        return;
      case Tag.Reference:
        if (this.#length() >= this.#objectCount) this.#fail("a reference to nothing");
        return;
      default:
        this.#object(tag, depth);
    }
  }

  #object(tag: number, depth: number): void {
    const number = this.#objectCount++;
    this.#weight += WEIGHTS[tag] ?? 1;
    if (this.#weight > OBJECTS_MAX) {
      this.#fail(`more than ${OBJECTS_MAX} objects, or fewer of kinds that count for more`);
    }
    switch (tag) {
      case Tag.Array:
      case Tag.Set:
        return this.#values(this.#length(), depth);
      case Tag.Map: {
        const count = this.#length();
        return this.#values(count * 2, depth);
      }
      case Tag.SparseArray:
        this.#length();
        return this.#fields(depth);
      case Tag.Object:
      case Tag.BareObject:
        return this.#fields(depth);
      case Tag.Date:
        return this.#skip(8);
      case Tag.RegExp:
        this.#patternCount += this.#string() + this.#string();
        if (this.#patternCount > PATTERNS_MAX) this.#fail(`patterns of more than ${PATTERNS_MAX} characters`);
        return;
      case Tag.Error:
        return this.#error(5, depth);
      case Tag.DOMException:
        return this.#error(3, depth);
      case Tag.Instance:
        this.#string();
        return this.#fields(depth);
      case Tag.InstanceState:
        this.#string();
        return this.value(depth + 1);
      case Tag.ArrayBuffer:
        return this.#buffer(number);
      case Tag.OwnView: {
        const size = this.#viewType();
        const own = this.#objectCount++;
        this.#buffer(own);
        if (this.#buffers.get(own)! % size !== 0) this.#fail("a view of part of an element");
        return;
      }
      case Tag.View:
        return this.#viewOf();
      case Tag.State:
        return this.#state();
      default:
        this.#fail(tag === Tag.Handle ? "a handle" : `an unknown tag ${tag}`);
    }
  }

  #values(count: number, depth: number): void {
    if (count > this.#bytes.length - this.#position) this.#fail("more items than bytes");
    for (let index = 0; index < count; index++) this.value(depth + 1);
  }

  #fields(depth: number): void {
    const count = this.#length();
    if (count * 2 > this.#bytes.length - this.#position) this.#fail("more fields than bytes");
    for (let index = 0; index < count; index++) {
      this.#string();
      this.value(depth + 1);
    }
  }

  #error(textCount: number, depth: number): void {
    for (let text = 0; text < textCount; text++) this.#string();
    for (let field = this.#byte(); field !== Field.End; field = this.#byte()) {
      if (field !== Field.Listed && field !== Field.Hidden) this.#fail("a field of no kind");
      this.#string();
      this.value(depth + 1);
    }
  }

  #viewOf(): void {
    const size = this.#viewType();
    const offset = this.#length();
    const length = this.#length();
    const begin = this.#position;
    const tag = this.#byte();
    let number = this.#objectCount;
    if (tag === Tag.Reference) number = this.#length();
    else if (tag === Tag.ArrayBuffer) {
      this.#position = begin;
      this.value(0);
    }
    const bytes = this.#buffers.get(number);
    if (bytes === undefined || offset % size !== 0 || offset + length * size > bytes) {
      this.#fail("a view outside of its buffer");
    }
  }

  /** A handle of an accepted kind, and its number. */
  #state(): void {
    if (!this.#kinds.has(this.#length())) this.#fail("a handle");
    const tag = this.#byte();
    if (tag !== Tag.Small && tag !== Tag.Int) this.#fail("a handle without a number");
    this.#skip(tag === Tag.Small ? 1 : 4);
  }

  /** The bytes of an element; 1 for a DataView. */
  #viewType(): number {
    const type = VIEW_TYPES[this.#byte()];
    if (type === undefined) this.#fail("a view of an unknown type");
    return "BYTES_PER_ELEMENT" in type ? type.BYTES_PER_ELEMENT : 1;
  }

  #buffer(number: number): void {
    const length = this.#length();
    this.#position = alignRaw(this.#position, length);
    this.#skip(length);
    this.#buffers.set(number, length);
  }

  /** Its bytes. */
  #string(): number {
    const tag = this.#byte();
    if (!TEXTS.has(tag)) this.#fail("a value in the place of a text");
    return this.#text(tag);
  }

  #text(tag: number): number {
    const length = tag === Tag.Latin1 ? this.#byte() : this.#length();
    if (tag === Tag.Utf16 && length % 2 !== 0) this.#fail("half a character");
    this.#skip(length);
    return length;
  }

  #length(): number {
    const short = this.#byte();
    if (short < LONG_LENGTH) return short;
    this.#skip(4);
    return this.#view.getUint32(this.#position - 4, true);
  }

  #byte(): number {
    this.#skip(1);
    return this.#bytes[this.#position - 1];
  }

  #skip(count: number): void {
    if (this.#position + count > this.#bytes.length) this.#fail("an end in the midst of a value");
    this.#position += count;
  }

  #fail(what: string): never {
    throw new SyntaxError(`Cannot receive: the message is garbled: ${what} at byte ${this.#position}`);
  }
}
