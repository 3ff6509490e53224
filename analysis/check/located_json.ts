/**
 * Reads JSON and remembers on which line every object and list begins. Refuses a member that is given twice and a number
 * whose digits would be lost, and bounds the depth and the number of values.
 *
 * @module
 */

import { isRoundedToWhole } from "../../engine/written_number.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Nothing sensible nests deeper. */
const DEPTH_MAX = 100;

/** Values of a text, objects and lists included: each takes some hundred bytes. */
const VALUES_MAX = 2 ** 23;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, Json])[] = [["true", true], ["false", false], ["null", null]];

/** A text of JSON that has been read. */
export class LocatedJson {
  readonly root: Json;
  readonly #lines = new WeakMap<object, number>();
  readonly #text: string;
  #at = 0;
  #line = 1;
  #valueCount = 0;

  /**
   * Reads a whole text.
   *
   * @throws {SyntaxError} When it is no JSON; the message begins with the line.
   */
  constructor(text: string) {
    this.#text = text;
    this.root = this.#value(0);
    this.#skip();
    if (this.#at < text.length) this.#refuse("the end");
  }

  /** The line on which an object or a list begins; 1 for anything else. */
  lineOf(value: Json): number {
    return (typeof value === "object" && value !== null && this.#lines.get(value)) || 1;
  }

  #value(depth: number): Json {
    this.#skip();
    if (++this.#valueCount > VALUES_MAX) this.#refuse(`at most ${VALUES_MAX} values`);
    const first = this.#text[this.#at];
    if (first === "{" || first === "[") {
      if (depth === DEPTH_MAX) this.#refuse(`at most ${DEPTH_MAX} levels`);
      return first === "{" ? this.#object(depth) : this.#list(depth);
    }
    if (first === '"') return this.#string("a string");
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#number();
  }

  #object(depth: number): Json {
    const object: { [key: string]: Json } = {};
    this.#lines.set(object, this.#line);
    this.#members("}", () => {
      this.#skip();
      const start = this.#at;
      const key = this.#string("a key in double quotes");
      if (Object.hasOwn(object, key)) {
        this.#at = start;
        this.#refuse("a key that was not given before");
      }
      this.#skip();
      if (this.#text[this.#at] !== ":") this.#refuse('":"');
      this.#at++;
      const value = this.#value(depth + 1);
      if (key !== "__proto__") object[key] = value;
      else Object.defineProperty(object, key, { value, enumerable: true });
    });
    return object;
  }

  #list(depth: number): Json {
    const list: Json[] = [];
    this.#lines.set(list, this.#line);
    this.#members("]", () => list.push(this.#value(depth + 1)));
    return list;
  }

  /** Reads what stands between brackets; the opening one is next. */
  #members(close: string, read: () => void): void {
    this.#at++;
    this.#skip();
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      read();
      this.#skip();
      const next = this.#text[this.#at];
      if (next !== "," && next !== close) this.#refuse(`"," or "${close}"`);
      this.#at++;
      if (next === close) return;
    }
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const text = NUMBER.exec(this.#text)?.[0];
    if (text === undefined) this.#refuse("a value");
    if (isRoundedToWhole(text)) this.#refuse("a number that is kept with all its digits");
    this.#at += text.length;
    return Number(text);
  }

  /** A string: found character by character, since a pattern would go back over a long one again and again. */
  #string(what: string): string {
    const text = this.#text;
    if (text[this.#at] !== '"') this.#refuse(what);
    for (let end = this.#at + 1;; end++) {
      const code = text.charCodeAt(end);
      if (code === 0x5c) end++;
      else if (code === 0x22) {
        const string = parseString(text.slice(this.#at, end + 1));
        if (string === undefined) this.#refuse(what);
        this.#at = end + 1;
        return string;
      } else if (!(code >= 0x20)) this.#refuse(what);
    }
  }

  #skip(): void {
    for (;; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.#line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
    }
  }

  #refuse(expected: string): never {
    const found = this.#at >= this.#text.length ? "the end" : JSON.stringify(this.#text.slice(this.#at, this.#at + 12));
    throw new SyntaxError(`line ${this.#line}: there must be ${expected}, got ${found}`);
  }
}

/** The text of a string in quotes; `undefined` where an escape is none. */
function parseString(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}
