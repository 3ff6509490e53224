/**
 * Reads JSON and remembers on which line every object, list and member begins.
 *
 * @module
 */

/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Nothing sensible nests deeper. */
const DEPTH_MAX = 100;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// deno-lint-ignore no-control-regex
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORDS: readonly (readonly [string, Json])[] = [["true", true], ["false", false], ["null", null]];

/** A text of JSON that has been read. */
export class LocatedJson {
  readonly root: Json;
  readonly #lines = new WeakMap<object, number>();
  readonly #text: string;
  #at = 0;
  #line = 1;

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
    const first = this.#text[this.#at];
    if (first === "{" || first === "[") {
      if (depth === DEPTH_MAX) this.#refuse(`at most ${DEPTH_MAX} levels`);
      return first === "{" ? this.#object(depth) : this.#list(depth);
    }
    if (first === '"') return JSON.parse(this.#take(STRING, "a string"));
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return Number(this.#take(NUMBER, "a value"));
  }

  #object(depth: number): Json {
    const object: { [key: string]: Json } = Object.create(null);
    this.#lines.set(object, this.#line);
    this.#members("}", () => {
      this.#skip();
      const key = JSON.parse(this.#take(STRING, "a key in double quotes")) as string;
      this.#skip();
      if (this.#text[this.#at] !== ":") this.#refuse('":"');
      this.#at++;
      object[key] = this.#value(depth + 1);
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

  #take(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) this.#refuse(what);
    this.#at += match[0].length;
    return match[0];
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
