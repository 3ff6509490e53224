/**
 * Reads JSON as this project takes it: what the standard says, and beyond it each field once, no number whose digits
 * would be lost, and bounds on depth and on the number of values, so that a small compressed text cannot become gigabytes
 * of objects. Says where a text stops being so.
 *
 * Without recursion, so that deep nesting cannot exhaust the stack, and in steps, between which other work can go on.
 *
 * @module
 */

import { exactNumber, type WrittenNumber } from "../written_number.ts";
import { endOfString, skipSpace } from "./_json_scan.ts";
import type { Complaint } from "./_problems.ts";

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [["true", true], ["false", false], ["null", null]];

/** A value of JSON, with numbers that cannot be told exactly as they were written. */
export type JsonValue = null | boolean | number | string | WrittenNumber | JsonValue[] | JsonObject;

/** An object of JSON. Its fields are its own, whatever they are called. */
export interface JsonObject {
  [field: string]: JsonValue;
}

/** Bounds of a text. */
export interface JsonLimits {
  /** Objects and lists within each other. */
  readonly depthMax: number;
  /** Values in all, objects and lists included: each takes some hundred bytes at the most, besides its text. */
  readonly valuesMax: number;
}

/** Where a text stops being what is read, and how that is said. */
export interface JsonFault extends Complaint {
  readonly offset: number;
  /** What is wrong: the text, or a field of it. */
  readonly field: "input" | "field";
}

/** So much of the text at a fault is shown. */
const SHOWN_LENGTH = 40;

/** What may come next. */
type State = "value" | "value or end" | "key" | "key or end" | "colon" | "separator" | "end";

/** A JSON text that is being read. */
export class JsonParser {
  /** Why reading stopped before the end; `undefined` as long as all is well. */
  fault: JsonFault | undefined;
  readonly #text: string;
  readonly #limits: JsonLimits;
  #at = 0;
  #state: State = "value";
  #valueCount = 0;
  /** The containers around the place that is read, and for each object the field whose value comes. */
  readonly #open: (JsonObject | JsonValue[])[] = [];
  readonly #fields: string[] = [];
  #root: JsonValue | undefined;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  /** What was read, after the end without a fault. */
  get root(): JsonValue | undefined {
    return this.#root;
  }

  /**
   * Reads on for so many characters, about.
   *
   * @returns Whether reading is over, at the end or at a fault.
   */
  step(characters: number): boolean {
    const until = Math.min(this.#text.length, this.#at + characters);
    // At the end of the text there is a last token to read, which is none.
    while (!this.#isOver && (this.#at < until || until === this.#text.length)) {
      this.#at = skipSpace(this.#text, this.#at);
      this.#token();
    }
    return this.#isOver;
  }

  get #isOver(): boolean {
    return this.#state === "end" || this.fault !== undefined;
  }

  /** Reads what stands at the place, where there is no space. */
  #token(): void {
    const text = this.#text;
    const code = text.charCodeAt(this.#at);
    switch (this.#state) {
      case "separator":
        return this.#separator(code);
      case "colon":
        if (code !== 0x3a) return this.#expect('":"');
        this.#state = "value";
        this.#at++;
        return;
      case "key":
      case "key or end":
        if (code === 0x7d && this.#state === "key or end") return this.#close(code);
        return this.#field(code);
      default:
        if ((code === 0x5d || code === 0x7d) && this.#state === "value or end") return this.#close(code);
        return this.#value(code);
    }
  }

  #separator(code: number): void {
    const container = this.#open.at(-1);
    if (container === undefined) {
      if (this.#at < this.#text.length) return this.#expect("the end of the text");
      this.#state = "end";
    } else if (code === 0x2c) {
      this.#state = Array.isArray(container) ? "value" : "key";
      this.#at++;
    } else if (code === 0x5d || code === 0x7d) {
      this.#close(code);
    } else {
      this.#expect(Array.isArray(container) ? '"," or "]"' : '"," or "}"');
    }
  }

  #close(code: number): void {
    const isList = Array.isArray(this.#open.at(-1));
    if (code !== (isList ? 0x5d : 0x7d)) return this.#expect(isList ? '"]"' : '"}"');
    this.#open.pop();
    this.#fields.pop();
    this.#state = "separator";
    this.#at++;
  }

  #field(code: number): void {
    const text = this.#text;
    if (code !== 0x22) return this.#expect("a field name in double quotes");
    const end = endOfString(text, this.#at);
    if (end < 0) return this.#expect("the rest of a string", -1 - end);
    const field = stringAt(text, this.#at, end);
    if (Object.hasOwn(this.#open.at(-1)!, field)) {
      this.fault = { offset: this.#at, field: "field", rule: "given once", value: field };
      return;
    }
    this.#fields[this.#fields.length - 1] = field;
    this.#state = "colon";
    this.#at = end;
  }

  #value(code: number): void {
    const { depthMax, valuesMax } = this.#limits;
    if (++this.#valueCount > valuesMax) {
      this.fault = { offset: this.#at, field: "input", rule: `JSON with at most ${valuesMax} values` };
      return;
    }
    if (code === 0x7b || code === 0x5b) {
      if (this.#open.length === depthMax) {
        this.fault = { offset: this.#at, field: "input", rule: `nested at most ${depthMax} deep` };
        return;
      }
      const container = code === 0x7b ? {} : [];
      this.#put(container);
      this.#open.push(container);
      this.#fields.push("");
      this.#state = code === 0x7b ? "key or end" : "value or end";
      this.#at++;
      return;
    }
    const value = this.#scalar(code);
    if (value === undefined) return;
    this.#put(value);
    this.#state = "separator";
  }

  /** The string, number or word at the place, which moves behind it; `undefined` where there is none. */
  #scalar(code: number): JsonValue | undefined {
    const text = this.#text;
    const start = this.#at;
    if (code === 0x22) {
      const end = endOfString(text, start);
      if (end < 0) return this.#expect("the rest of a string", -1 - end);
      this.#at = end;
      // A copy: a slice would keep the whole text in memory for as long as the name lives.
      return JSON.parse(text.slice(start, end)) as string;
    }
    const digits = endOfDigits(text, start);
    if (digits > start) {
      this.#at = digits;
      return Number(text.slice(start, digits));
    }
    NUMBER.lastIndex = start;
    if (NUMBER.test(text)) {
      this.#at = NUMBER.lastIndex;
      return exactNumber(text.slice(start, this.#at));
    }
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, start)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#expect("a JSON value");
  }

  /** Adds a value to the container that is open. */
  #put(value: JsonValue): void {
    const container = this.#open.at(-1);
    if (container === undefined) this.#root = value;
    else if (Array.isArray(container)) container.push(value);
    else {
      const field = this.#fields[this.#fields.length - 1];
      if (field !== "__proto__") container[field] = value;
      else Object.defineProperty(container, field, { value, enumerable: true, configurable: true, writable: true });
    }
  }

  #expect(what: string, offset = this.#at): undefined {
    const text = this.#text;
    const found = offset >= text.length
      ? { hint: "the text ends there" }
      : { value: text.slice(offset, offset + SHOWN_LENGTH).split("\n")[0] };
    this.fault = { offset, field: "input", rule: `JSON with ${what} here`, ...found };
  }
}

/** The text of a string without its quotes. */
function stringAt(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? JSON.parse(`"${inner}"`) : inner;
}

/** The end of a number of a few digits and nothing else, the common case; `start` where it is another. */
function endOfDigits(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  if (code === 0x30) return start;
  while (code >= 0x30 && code <= 0x39) code = text.charCodeAt(++at);
  // `.`, `e` and `E` go on with the number.
  return at - start > 15 || code === 0x2e || code === 0x65 || code === 0x45 ? start : at;
}
