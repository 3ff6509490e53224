/**
 * The types of elements of Value and Array: names, and Python's letters for them.
 *
 * @module
 */

/** Types whose elements are numbers. */
export type NumberType = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32" | "float64";
/** Types whose elements are bigints. */
export type BigIntType = "int64" | "uint64";
/** The names of the types, and Python's letters. */
export type ElementType = NumberType | BigIntType | keyof typeof LETTERS;

/** The typed array of each type. */
interface Views {
  int8: Int8Array<SharedArrayBuffer>;
  uint8: Uint8Array<SharedArrayBuffer>;
  int16: Int16Array<SharedArrayBuffer>;
  uint16: Uint16Array<SharedArrayBuffer>;
  int32: Int32Array<SharedArrayBuffer>;
  uint32: Uint32Array<SharedArrayBuffer>;
  float32: Float32Array<SharedArrayBuffer>;
  float64: Float64Array<SharedArrayBuffer>;
  int64: BigInt64Array<SharedArrayBuffer>;
  uint64: BigUint64Array<SharedArrayBuffer>;
}

/** A view of elements of a type in shared memory. */
export type ViewOf<T extends ElementType> =
  Views[T extends keyof typeof LETTERS ? (typeof LETTERS)[T] : T & keyof Views];
/** A view of elements of any type. */
export type ElementView = Views[keyof Views];

/** What an element of a type is in JavaScript. */
export type ElementOf<T extends ElementType> = T extends BigIntType | "l" | "L" | "q" | "Q" ? bigint : number;

const LETTERS = {
  c: "uint8",
  b: "int8",
  B: "uint8",
  h: "int16",
  H: "uint16",
  i: "int32",
  I: "uint32",
  l: "int64",
  L: "uint64",
  q: "int64",
  Q: "uint64",
  f: "float32",
  d: "float64",
} as const;

const CONSTRUCTORS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
} as const;

const NAMES = Object.keys(CONSTRUCTORS) as (keyof typeof CONSTRUCTORS)[];

/** The number of a type, which stands in shared memory. @throws {TypeError} when there is no such type. */
export function typeNumber(type: ElementType, action: string): number {
  const name = Object.hasOwn(LETTERS, type) ? LETTERS[type as keyof typeof LETTERS] : type;
  const number = NAMES.indexOf(name as keyof typeof CONSTRUCTORS);
  if (number < 0) {
    throw new TypeError(`Cannot ${action}: type must be one of ${NAMES.join(", ")}, got ${JSON.stringify(type)}`);
  }
  return number;
}

/** Bytes of one element. */
export function elementBytes(number: number): number {
  return CONSTRUCTORS[NAMES[number]].BYTES_PER_ELEMENT;
}

/** A view of elements. */
export function viewOf(number: number, buffer: SharedArrayBuffer, offset: number, length: number): ElementView {
  const View = CONSTRUCTORS[NAMES[number]] as new (
    buffer: SharedArrayBuffer,
    offset: number,
    length: number,
  ) => ElementView;
  return new View(buffer, offset, length);
}

/** Refuses what is no element of the type. Integers out of range are wrapped, as Python does. */
export function checkElement(number: number, value: unknown, action: string): void {
  const name = NAMES[number];
  const wanted = name.endsWith("64") && !name.startsWith("float") ? "bigint" : "number";
  if (typeof value !== wanted || (wanted === "number" && !name.startsWith("float") && !Number.isInteger(value))) {
    const rule = wanted === "bigint" ? "a bigint" : name.startsWith("float") ? "a number" : "an integer";
    throw new TypeError(`Cannot ${action}: a value of type ${name} must be ${rule}, got ${String(value)}`);
  }
}
