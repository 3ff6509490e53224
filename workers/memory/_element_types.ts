/**
 * Elements of Value and SharedArray in shared memory: their typed arrays, and what is an element.
 *
 * @module
 */

import { shown } from "../core/_shown.ts";
import type { ElementType, ElementViews, TypeLetters } from "./element_types.ts";

/** A view of elements of any type. */
export type ElementView = ElementViews[keyof ElementViews];

const LETTERS: TypeLetters = {
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
};

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
  const name = Object.hasOwn(LETTERS, type) ? LETTERS[type as keyof TypeLetters] : type;
  const number = NAMES.indexOf(name as keyof typeof CONSTRUCTORS);
  if (number < 0) {
    throw new TypeError(`Cannot ${action}: type must be one of ${NAMES.join(", ")}, got ${shown(type)}`);
  }
  return number;
}

/** Bytes of one element. */
export function elementBytes(number: number): number {
  return CONSTRUCTORS[NAMES[number]].BYTES_PER_ELEMENT;
}

/** Whether something is a typed array of elements of a type (whichever it is), which need not be looked at one by one. */
export function isOf(number: number, elements: unknown): elements is Uint8Array {
  return elements instanceof CONSTRUCTORS[NAMES[number]];
}

/** The name of a type. */
export function typeName(number: number): string {
  return NAMES[number];
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
    throw new TypeError(`Cannot ${action}: a value of type ${name} must be ${rule}, got ${shown(value)}`);
  }
}
