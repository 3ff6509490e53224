/**
 * Checks of what callers give a manager and its proxies.
 *
 * @module
 */

/** "Cannot <action>: <field> must be <rule>, got <value>". */
function text(action: string, field: string, rule: string, value: unknown): string {
  const got = typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : briefly(value);
  return `Cannot ${action}: ${field} must be ${rule}, got ${got}`;
}

function briefly(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return typeof value === "bigint" ? `${value}n` : String(value);
  return Array.isArray(value)
    ? "an array"
    : `an object of ${Object.getPrototypeOf(value)?.constructor?.name ?? "no class"}`;
}

/** For a value of a wrong shape. */
export function wrongShape(action: string, field: string, rule: string, value: unknown): TypeError {
  return new TypeError(text(action, field, rule, value));
}

/** For a value that is out of range. */
export function wrongValue(action: string, field: string, rule: string, value: unknown): RangeError {
  return new RangeError(text(action, field, rule, value));
}

/** @throws {TypeError} when it is no number; {RangeError} when it is none without a fraction. */
export function checkInteger(value: unknown, action: string, field: string): asserts value is number {
  if (typeof value !== "number") throw wrongShape(action, field, "an integer", value);
  if (!Number.isInteger(value)) throw wrongValue(action, field, "an integer", value);
}

/** The same where nothing may be given, and either end may be meant by an infinite number. */
export function checkPlace(value: unknown, action: string, field: string): void {
  if (value === undefined || value === Infinity || value === -Infinity) return;
  checkInteger(value, action, field);
}

/** The items, as an array. @throws {TypeError} when there are none to be had. */
export function itemsOf<T>(items: Iterable<T>, action: string): T[] {
  if (typeof (items as Partial<Iterable<T>> | null | undefined)?.[Symbol.iterator] !== "function") {
    throw wrongShape(action, "items", "iterable", items);
  }
  return [...items];
}

/** @throws {TypeError} when it is not an object of options. */
export function checkOptions(options: unknown, action: string, field = "options"): asserts options is object {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw wrongShape(action, field, "an object", options);
  }
}

/** @throws {TypeError} when it is no text. */
export function checkText(value: unknown, action: string, field: string): asserts value is string {
  if (typeof value !== "string") throw wrongShape(action, field, "a string", value);
}

/** Names of methods. @throws {TypeError} when they are none. */
export function namesOf(names: unknown, action: string, field: string): string[] {
  const wanted = "an array of names that do not begin with #";
  if (!Array.isArray(names)) throw wrongShape(action, field, wanted, names);
  for (const name of names) {
    if (typeof name !== "string" || name === "" || name.startsWith("#")) throw wrongShape(action, field, wanted, name);
  }
  return [...names];
}

/** Objects arrive as copies, none of which is ever the same key. */
export function checkKey(key: unknown): unknown {
  if (typeof key === "object" && key !== null) {
    throw new TypeError(
      "Cannot use the key: a key, and an item of a set, must be a primitive; an object is another one each time that it is sent",
    );
  }
  return key;
}

/** A key, for a message. */
export function keyText(key: unknown): string {
  return typeof key === "string" ? JSON.stringify(key) : String(key);
}
