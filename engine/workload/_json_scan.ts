/**
 * Finds places in JSON text, which `JSON.parse` does not tell: where the grammar is broken, and where a value stands.
 * Runs only when something is wrong. Without recursion, so that deep nesting cannot exhaust the stack.
 *
 * @module
 */

import type { WorkloadPath } from "./error.ts";

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Where text stops being JSON. */
export interface JsonFault {
  offset: number;
  /** What should stand there. */
  expected: string;
}

/** What may come next. */
type State = "value" | "value or end" | "key" | "key or end" | "colon" | "separator";

/**
 * Finds the first fault in a text that is not JSON.
 *
 * @param text The text.
 * @returns The fault; `undefined` if the text is JSON.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ("{" | "[")[] = [];
  let state: State = "value";
  for (let at = skipSpace(text, 0);; at = skipSpace(text, at)) {
    const character = text[at];
    const isEnd = character === "}" || character === "]";
    if (state === "separator" && open.length === 0) {
      return at === text.length ? undefined : { offset: at, expected: "the end of the text" };
    }
    if (isEnd && (state === "separator" || state.endsWith("or end"))) {
      const closing = open.pop() === "{" ? "}" : "]";
      if (character !== closing) return { offset: at, expected: `"${closing}"` };
      state = "separator";
      at++;
    } else if (state === "separator") {
      const inObject = open.at(-1) === "{";
      if (character !== ",") return { offset: at, expected: inObject ? '"," or "}"' : '"," or "]"' };
      state = inObject ? "key" : "value";
      at++;
    } else if (state === "colon") {
      if (character !== ":") return { offset: at, expected: '":"' };
      state = "value";
      at++;
    } else if (state === "key" || state === "key or end") {
      const end = character === '"' ? endOfString(text, at) : -1 - at;
      if (end < 0) return faultAt(at, end, "a field name in double quotes");
      state = "colon";
      at = end;
    } else if (character === "{" || character === "[") {
      open.push(character);
      state = character === "{" ? "key or end" : "value or end";
      at++;
    } else {
      const end = endOfScalar(text, at);
      if (end < 0) return faultAt(at, end, "a JSON value");
      state = "separator";
      at = end;
    }
  }
}

/** The fault of a token that begins at `at`, from what scanning it gave. */
function faultAt(at: number, end: number, expected: string): JsonFault {
  const offset = -1 - end;
  return { offset, expected: offset === at ? expected : "the rest of a string" };
}

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

  /** The value of a member; of members with the same key the last, which is the one that counts. */
  #member(offset: number, key: string): number | undefined {
    const text = this.#text;
    if (text[offset] !== "{") return undefined;
    let found: number | undefined;
    for (let at = skipSpace(text, offset + 1); text[at] === '"'; at = skipSpace(text, at + 1)) {
      const keyEnd = endOfString(text, at);
      const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
      if (JSON.parse(text.slice(at, keyEnd)) === key) found = value;
      at = skipSpace(text, endOfValue(text, value));
      if (text[at] === "}") break;
    }
    return found;
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
function endOfString(text: string, at: number): number {
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

function skipSpace(text: string, at: number): number {
  for (;; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}
