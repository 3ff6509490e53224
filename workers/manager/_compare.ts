/**
 * Equality and order of values as a manager's lists and dicts see them: by content, as in Python, since what a client sends is a copy.
 *
 * @module
 */

/** Whether two values are the same number, text, handle ..., or have equal contents. Cycles are equal where they return to the same pair. */
export function isEqual(one: unknown, other: unknown): boolean {
  return equal(one, other, new Map());
}

function equal(one: unknown, other: unknown, open: Map<object, unknown>): boolean {
  if (one === other || Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const prototype = Object.getPrototypeOf(one);
  if (prototype !== Object.getPrototypeOf(other)) return false;
  if (open.get(one) === other) return true;
  open.set(one, other);
  if (one instanceof Date) return Object.is(one.getTime(), (other as Date).getTime());
  if (one instanceof RegExp) return String(one) === String(other);
  if (one instanceof Map) {
    const map = other as Map<unknown, unknown>;
    return one.size === map.size &&
      [...one].every(([key, value]) => map.has(key) && equal(value, map.get(key), open));
  }
  if (one instanceof Set) return one.size === (other as Set<unknown>).size && one.isSubsetOf(other as Set<unknown>);
  if (ArrayBuffer.isView(one) || one instanceof ArrayBuffer) {
    const [left, right] = [bytesOf(one), bytesOf(other as ArrayBuffer)];
    return left.length === right.length && left.every((byte, index) => byte === right[index]);
  }
  if (prototype !== Object.prototype && prototype !== null && !Array.isArray(one)) return false; // handles, errors
  const keys = Object.keys(one);
  return (!Array.isArray(one) || one.length === (other as unknown[]).length) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equal(one[key as keyof object], other[key as keyof object], open));
}

function bytesOf(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/**
 * The order of two values: negative, 0 or positive. Numbers with numbers, text with text (by code unit), dates with dates, arrays
 * item by item.
 *
 * @throws {TypeError} when they have no order.
 */
export function compare(one: unknown, other: unknown): number {
  if (Array.isArray(one) && Array.isArray(other)) {
    for (let index = 0; index < Math.min(one.length, other.length); index++) {
      const order = compare(one[index], other[index]);
      if (order !== 0) return order;
    }
    return one.length - other.length;
  }
  const kind = orderedKind(one);
  if (kind === null || kind !== orderedKind(other)) {
    throw new TypeError(`Cannot sort: items must be comparable, got ${nameOf(one)} and ${nameOf(other)}`);
  }
  const [left, right] = [one as number, other as number];
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderedKind(value: unknown): string | null {
  if (value instanceof Date) return "date";
  if (typeof value === "bigint" || typeof value === "boolean") return "number";
  return typeof value === "number" || typeof value === "string" ? typeof value : null;
}

function nameOf(value: unknown): string {
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.getPrototypeOf(value)?.constructor?.name ?? "object";
}

/** A number and a bigint keep their type. @throws {TypeError} when they are not of one type. */
export function sum(value: unknown, by: unknown, where: string): number | bigint {
  const current = value ?? (typeof by === "bigint" ? 0n : 0);
  if (typeof by === "number" && typeof current === "number") return current + by;
  if (typeof by === "bigint" && typeof current === "bigint") return current + by;
  throw new TypeError(
    `Cannot increment ${where}: value and step must be two numbers or two bigints, got ${nameOf(value)} and ${
      nameOf(by)
    }`,
  );
}
