/**
 * The types of elements of Value and SharedArray: names, and Python's letters for them.
 *
 * @module
 */

/**
 * Types whose elements are numbers.
 *
 * @example
 * ```ts
 * import { type NumberType, Value } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const type: NumberType = "uint8";
 * assertEquals(new Value(type, 255).value, 255);
 * ```
 * @category Shared memory
 */
export type NumberType = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64";
/**
 * Types whose elements are bigints.
 *
 * @example
 * ```ts
 * import { type BigIntType, Value } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const type: BigIntType = "uint64";
 * assertEquals(new Value(type, 2n ** 64n - 1n).value, 18446744073709551615n);
 * ```
 * @category Shared memory
 */
export type BigIntType = "int64" | "uint64";
/**
 * Python's letters, and the type that each stands for.
 *
 * @example
 * ```ts
 * import { type TypeLetters, Value } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const int: TypeLetters["i"] = "int32";
 * assertEquals(new Value("i", -1).value, new Value(int, -1).value);
 * ```
 * @category Shared memory
 */
export interface TypeLetters {
  /** A byte. */
  c: "uint8";
  /** A signed byte. */
  b: "int8";
  /** A byte. */
  B: "uint8";
  /** `short`. */
  h: "int16";
  /** `unsigned short`. */
  H: "uint16";
  /** `int`. */
  i: "int32";
  /** `unsigned int`. */
  I: "uint32";
  /** `long`. */
  l: "int64";
  /** `unsigned long`. */
  L: "uint64";
  /** `long long`. */
  q: "int64";
  /** `unsigned long long`. */
  Q: "uint64";
  /** `float`. */
  f: "float32";
  /** `double`. */
  d: "float64";
}
/**
 * One of Python's letters: `"i"` is `"int32"`, `"d"` is `"float64"`.
 *
 * @example
 * ```ts
 * import { type TypeLetter, Value } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const letter: TypeLetter = "H"; // as in Python's `Value("H", 7)`
 * assertEquals(new Value(letter, 7).value, 7);
 * ```
 * @category Shared memory
 */
export type TypeLetter = keyof TypeLetters;
/**
 * The type of an element: a name, or Python's letter for it.
 *
 * @example
 * ```ts
 * import { type ElementType, SharedArray } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const types: ElementType[] = ["int32", "i", "float64"];
 * assertEquals(types.map((type) => new SharedArray(type, 3).length), [3, 3, 3]);
 * ```
 * @category Shared memory
 */
export type ElementType = NumberType | BigIntType | TypeLetter;

/**
 * The typed array of each type, over shared memory.
 *
 * @example
 * ```ts
 * import { type ElementViews, SharedArray } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const numbers = new SharedArray("float32", [0.5, 0.25]);
 * const view: ElementViews["float32"] = numbers.view;
 * assertEquals([...view], [0.5, 0.25]);
 * ```
 * @category Shared memory
 */
export interface ElementViews {
  /** Whole numbers from -128 to 127. */
  int8: Int8Array<SharedArrayBuffer>;
  /** Whole numbers from 0 to 255. */
  uint8: Uint8Array<SharedArrayBuffer>;
  /** Whole numbers of 16 bits. */
  int16: Int16Array<SharedArrayBuffer>;
  /** Whole numbers of 16 bits, 0 or more. */
  uint16: Uint16Array<SharedArrayBuffer>;
  /** Whole numbers of 32 bits. */
  int32: Int32Array<SharedArrayBuffer>;
  /** Whole numbers of 32 bits, 0 or more. */
  uint32: Uint32Array<SharedArrayBuffer>;
  /** Single precision. */
  float32: Float32Array<SharedArrayBuffer>;
  /** What a JavaScript number is. */
  float64: Float64Array<SharedArrayBuffer>;
  /** bigints of 64 bits. */
  int64: BigInt64Array<SharedArrayBuffer>;
  /** bigints of 64 bits, 0 or more. */
  uint64: BigUint64Array<SharedArrayBuffer>;
}

/**
 * A view of elements of a type in shared memory.
 *
 * @example
 * ```ts
 * import { SharedArray, type ViewOf } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const samples = new SharedArray("int16", [1, 2, 3]);
 * const view: ViewOf<"int16"> = samples.view;
 * assertEquals(view instanceof Int16Array && view[2], 3);
 * ```
 * @category Shared memory
 */
export type ViewOf<T extends ElementType> =
  ElementViews[T extends TypeLetter ? TypeLetters[T] : T & keyof ElementViews];

/** A text, for types whose elements are bytes. */
export type CharsOf<T extends ElementType> = T extends "c" | "B" | "uint8" ? string : never;

/**
 * What an element of a type is in JavaScript.
 *
 * @example
 * ```ts
 * import { type ElementOf, Value } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const cents: ElementOf<"int64"> = 500n;
 * const share: ElementOf<"d"> = 0.25;
 * assertEquals([new Value("int64", cents).value, new Value("d", share).value], [500n, 0.25]);
 * ```
 * @category Shared memory
 */
export type ElementOf<T extends ElementType> = T extends BigIntType | "l" | "L" | "q" | "Q" ? bigint : number;
