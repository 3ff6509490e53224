/**
 * The wire format of the codec, shared by encoder and decoder: one tag byte, then what the tag says. Numbers are
 * little-endian. `length` is one byte below 255, else 255 and four bytes.
 *
 * Objects are numbered in the order in which they are begun, so that a second reference, or a cycle, is a number.
 *
 * @module
 */

export const Tag = {
  Undefined: 0,
  Null: 1,
  True: 2,
  False: 3,
  /** int8 */
  Small: 4,
  /** int32 */
  Int: 5,
  /** float64 */
  Double: 6,
  /** length, one byte for each character */
  Latin1: 7,
  /** length in bytes, UTF-8 */
  Utf8: 8,
  /** length in bytes, UTF-16: strings with lone surrogates */
  Utf16: 9,
  /** length, items */
  Array: 10,
  /** An array with holes or properties of its own: length, count, (key, value)... */
  SparseArray: 11,
  /** count, (key, value)...; keys are strings */
  Object: 12,
  /** The same with no prototype. */
  BareObject: 13,
  /** number of the object */
  Reference: 14,
  Map: 15,
  Set: 16,
  /** float64 */
  Date: 17,
  /** source, flags */
  RegExp: 18,
  /** its decimal digits */
  BigInt: 19,
  /** name, name of the class, `errorClassId`, message, stack, (Field, key, value)..., Field.End */
  Error: 20,
  /** length, padding (see `alignRaw`), bytes */
  ArrayBuffer: 21,
  /** index in VIEW_TYPES, byte offset, length, buffer (a value) */
  View: 22,
  /** kind, address */
  Handle: 23,
  /** kind, state (a value) */
  State: 24,
  /** index in VIEW_TYPES, length in bytes, padding, bytes: a view of a whole buffer of its own */
  OwnView: 25,
  /** name, message, stack, (Field, key, value)..., Field.End */
  DOMException: 26,
  /** name of a registered class, count, (key, value)... */
  Instance: 27,
  /** name of a registered class, state (a value) */
  InstanceState: 28,
  /** Padding (see `bytesBegin`), bytes to the end of the message: `sendBytes`. Only at a message's beginning. */
  Raw: 255,
} as const;

/** What stands before a field of an error: whether it is one that is listed, or there is none any more. */
export const Field = { End: 0, Listed: 1, Hidden: 2 } as const;

/**
 * Constructors of the views that cross, by their numbers. The last is not in every runtime that may import this: all processes of a
 * tree have it or none, and a peer that sends one where there is none is refused like any unknown number.
 */
export const VIEW_TYPES = [
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
  ...(typeof Float16Array === "undefined" ? [] : [Float16Array]),
] as const;

/** A length below this takes one byte. */
export const LONG_LENGTH = 255;

/** Digits of all bigints of a message over a network: a number of twice the digits takes more than twice as long to make, and to write. */
export const DIGITS_MAX = 1_000_000;

/** Messages up to this many bytes are copied through the ring; longer ones get a block of their own. */
export const INLINE_BYTES_MAX = 16384;

/** Strings up to this length are written and read character by character: calls to the text coders cost more. */
export const SHORT_STRING_MAX = 48;

/** Where longer bytes begin: copies between places that are aligned alike take a quarter of the time. */
export const RAW_ALIGNMENT = 8;
const RAW_ALIGNED_MIN = 256;

/** Where the bytes begin in a message of `sendBytes` that is so long with them. */
export function bytesBegin(length: number): number {
  return length < RAW_ALIGNMENT + RAW_ALIGNED_MIN ? 1 : RAW_ALIGNMENT;
}

/** Where in a message so many bytes begin that could begin at `offset`. */
export function alignRaw(offset: number, length: number): number {
  return length < RAW_ALIGNED_MIN ? offset : (offset + RAW_ALIGNMENT - 1) & -RAW_ALIGNMENT;
}
