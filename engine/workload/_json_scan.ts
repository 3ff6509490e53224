/**
 * Finds where values stand in JSON text. Runs only when something is wrong with them. Without recursion, so that deep
 * nesting cannot exhaust the stack.
 *
 * @module
 */

import type { WorkloadPath } from "./error.ts";

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Finds values in text that is JSON. */
export class JsonPlaces {
  readonly #text: string;
  /** Where each process begins; made when first asked for. */
  #processes: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the value at a path begins; where there is none, where the nearest value around it begins. */
  find(path: WorkloadPath): number {
    const start = skipSpace(this.#text, 0);
    const [first, row] = path;
    if (first !== "processes" || typeof row !== "number") return this.#descend(start, path);
    this.#processes ??= [...this.#elements(this.#descend(start, ["processes"]))];
    return this.#descend(this.#processes[row] ?? start, path.slice(2));
  }

  #descend(offset: number, path: WorkloadPath): number {
    for (const step of path) {
      const inner = typeof step === "number" ? this.#element(offset, step) : this.#member(offset, step);
      if (inner === undefined) return offset;
      offset = inner;
    }
    return offset;
  }

  #element(offset: number, index: number): number | undefined {
    for (const element of this.#elements(offset)) {
      if (index-- === 0) return element;
    }
  }

  *#elements(offset: number): Generator<number> {
    const text = this.#text;
    if (text[offset] !== "[") return;
    for (let at = skipSpace(text, offset + 1); text[at] !== "]"; at = skipSpace(text, at + 1)) {
      yield at;
      at = skipSpace(text, endOfValue(text, at));
      if (text[at] === "]") return;
    }
  }

  /** The value of a member; each has another key in what `JsonParser` takes. */
  #member(offset: number, key: string): number | undefined {
    const text = this.#text;
    if (text[offset] !== "{") return undefined;
    for (let at = skipSpace(text, offset + 1); text[at] === '"'; at = skipSpace(text, at + 1)) {
      const keyEnd = endOfString(text, at);
      const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
      if (JSON.parse(text.slice(at, keyEnd)) === key) return value;
      at = skipSpace(text, endOfValue(text, value));
      if (text[at] === "}") return undefined;
    }
  }
}

/** The end of a value that begins at `at`, in valid JSON. */
function endOfValue(text: string, at: number): number {
  for (let depth = 0;;) {
    const character = text[at];
    if (character === "{" || character === "[") {
      depth++;
      at++;
    } else if (character === "}" || character === "]") {
      depth--;
      at++;
    } else if (character === "," || character === ":") {
      at++;
    } else {
      const end = endOfScalar(text, at);
      at = end < 0 ? text.length : end;
    }
    if (depth === 0 || at >= text.length) return at;
    at = skipSpace(text, at);
  }
}

/** The end of a string, number or word that begins at `at`; for a fault, -1 - its offset. */
function endOfScalar(text: string, at: number): number {
  const character = text[at];
  if (character === '"') return endOfString(text, at);
  const pattern = character === "t" || character === "f" || character === "n" ? WORD : NUMBER;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1 - at;
}

/** The end of a string that begins at `at`; for a fault, -1 - its offset. */
export function endOfString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === 0x22) return next + 1;
    if (code < 0x20) return -1 - next;
    if (code !== 0x5c) continue;
    if (text[next + 1] === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(next + 2, next + 6))) return -1 - next;
      next += 5;
    } else if (/^["\\/bfnrt]$/.test(text[next + 1] ?? "")) {
      next++;
    } else {
      return -1 - next;
    }
  }
  return -1 - text.length;
}

/** The first character from `at` on that is no white space of JSON. */
export function skipSpace(text: string, at: number): number {
  for (;; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}
