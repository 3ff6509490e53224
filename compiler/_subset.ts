/**
 * A policy's text as the compiler of the core reads it: what it does not know and does not need is blanked, so that everything
 * else stays at its line and column, and what cannot be compiled at all is refused by name.
 *
 * @module
 */

import { closingOf, type Token, tokensOf } from "./_tokens.ts";

/** What is wrong at a place of a text. */
export interface Mistake {
  offset: number;
  message: string;
}

/** A text that can be parsed. */
export interface SubsetText {
  text: string;
  /** Where `||` stands for `??`. */
  coalesces: ReadonlySet<number>;
  /** Where an argument begins that was spread. */
  spreads: ReadonlySet<number>;
  /** The class that is exported by its name further down; `null` where the class itself is. */
  defaultName: string | null;
  mistakes: Mistake[];
}

/** Names of the contract, which stand for what they are wherever they come from. */
export const CONTRACT_NAMES: ReadonlySet<string> = new Set([
  "definePolicy",
  "OwnOption",
  "OwnPolicy",
  "OwnPolicyClass",
  "PolicyMachine",
  "ProcessIndex",
  "ReadyCause",
  "Ticks",
  "TraitName",
]);

/** What a class says of itself, for the engine alone. */
const STATICS: ReadonlySet<string> = new Set([
  "clairvoyant",
  "idleLimit",
  "keyName",
  "options",
  "reads",
  "source",
  "summary",
  "ties",
  "title",
]);

const BY_PROCESS = "keep an array by process";
const PLAIN_ONLY = "which only the plain form has: leave it out, or run without compiling";

/** Words that mean something which cannot be compiled, and what would be right. */
const REFUSED: Readonly<Record<string, string>> = {
  Map: `Map cannot be compiled: ${BY_PROCESS}`,
  Set: `Set cannot be compiled: ${BY_PROCESS} of true and false`,
  WeakMap: `WeakMap cannot be compiled: ${BY_PROCESS}`,
  WeakSet: `WeakSet cannot be compiled: ${BY_PROCESS} of true and false`,
  Object: "Object cannot be compiled: write a class with fields",
  Date: "Date cannot be compiled: a policy knows no time but machine.now",
  JSON: "JSON cannot be compiled",
  Promise: "Promise cannot be compiled: a policy answers at once",
  async: "async cannot be compiled: a policy answers at once",
  await: "await cannot be compiled: a policy answers at once",
  yield: "yield cannot be compiled: return an array",
  try: "try cannot be compiled: check before",
  delete: "delete cannot be compiled: set what it was to -1",
  typeof: "typeof cannot be compiled: types are known beforehand",
  enum: "enum cannot be compiled: write constants, such as const HIGH = 0",
  namespace: "namespace cannot be compiled: write functions in a file of their own",
  undefined: "undefined cannot be compiled: use -1 for no process, or another number for none",
  BigInt: "BigInt cannot be compiled: numbers are exact up to 2^53 - 1",
  Symbol: "Symbol cannot be compiled",
  RegExp: "RegExp cannot be compiled",
  Proxy: "Proxy cannot be compiled",
  Deno: `Deno cannot be compiled, ${PLAIN_ONLY}`,
  console: `console cannot be compiled, ${PLAIN_ONLY}`,
  globalThis: `globalThis cannot be compiled, ${PLAIN_ONLY}`,
  debugger: `debugger cannot be compiled, ${PLAIN_ONLY}`,
  any: "any cannot be compiled: write the type, such as number",
  unknown: "unknown cannot be compiled: write the type, such as number",
  Record: "Record cannot be compiled: write a class with fields, or keep an array",
};

/** One pass over the tokens of a text. */
class Blanking {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #letters: string[];
  readonly coalesces = new Set<number>();
  readonly spreads = new Set<number>();
  readonly mistakes: Mistake[] = [];
  defaultName: string | null = null;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
    this.#letters = text.split("");
  }

  get text(): string {
    return this.#letters.join("");
  }

  run(): void {
    for (let at = 0; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      if (token.kind === "word") at = this.#word(at);
      else if (token.kind === "number" && token.text.endsWith("n")) this.#refuse(token, REFUSED.BigInt);
      else if (token.kind === "sign") this.#sign(at);
    }
  }

  #refuse({ start }: Token, message: string): void {
    this.mistakes.push({ offset: start, message });
  }

  /** Blanks from a token to before another; lines stay. */
  #blank(start: number, end: number): void {
    for (let at = start; at < end; at += 1) if (this.#letters[at] !== "\n") this.#letters[at] = " ";
  }

  #textAt(index: number): string {
    return this.#tokens[index]?.text ?? "";
  }

  /** Whether a word is the name of a member, not itself. */
  #isMember(at: number): boolean {
    const after = this.#textAt(at + 1);
    return this.#textAt(at - 1) === "." || after === ":" && this.#textAt(at - 1) !== "?";
  }

  /** Handles a word; returns the index of the last token that is done. */
  #word(at: number): number {
    const token = this.#tokens[at];
    if (token.text.startsWith("#")) this.#letters[token.start] = "$";
    if (this.#isMember(at)) return at;
    if (token.text.startsWith("@")) this.#refuse(token, "decorators cannot be compiled");
    switch (token.text) {
      case "import":
        return this.#import(at);
      case "export":
        return this.#export(at);
      case "static":
        return this.#static(at);
      case "implements":
        return this.#implements(at);
      case "readonly":
      case "override":
        if (!/^[=;(,)}]$/.test(this.#textAt(at + 1))) this.#blank(token.start, token.end);
        return at;
      case "satisfies":
        return this.#satisfies(at);
      case "as":
        if (this.#textAt(at + 1) === "const") this.#blank(token.start, this.#tokens[at + 1].end);
        return this.#textAt(at + 1) === "const" ? at + 1 : at;
      case "definePolicy":
        return this.#definePolicy(at);
    }
    const refusal = Object.hasOwn(REFUSED, token.text) ? REFUSED[token.text] : undefined;
    if (refusal !== undefined && !/^[=;]$/.test(this.#textAt(at + 1))) this.#refuse(token, refusal);
    else if (token.text === "undefined") this.#refuse(token, REFUSED.undefined);
    return at;
  }

  #sign(at: number): void {
    const token = this.#tokens[at];
    if (token.text === "??") {
      this.#letters[token.start] = this.#letters[token.start + 1] = "|";
      this.coalesces.add(token.start);
    } else if (token.text === "??=") {
      this.#refuse(token, "??= cannot be compiled: write x = x ?? …");
    } else if (token.text === "||=" || token.text === "&&=") {
      this.#refuse(token, `${token.text} cannot be compiled: write an if`);
    } else if (token.text === "?.") {
      this.#refuse(token, "?. cannot be compiled: ask whether it is null before");
    } else if (token.text === "...") {
      this.#spread(at);
    }
  }

  /** `list.push(...others)` is the one place where something may be spread. */
  #spread(at: number): void {
    const isPush = this.#textAt(at - 1) === "(" && this.#textAt(at - 2) === "push" && this.#textAt(at - 3) === ".";
    if (!isPush || closingOf(this.#tokens, at - 1) < 0) {
      this.#refuse(this.#tokens[at], "... can be compiled in list.push(...others) alone: write a loop");
      return;
    }
    const { start, end } = this.#tokens[at];
    this.#blank(start, end);
    this.spreads.add(this.#tokens[at + 1].start);
  }

  /** The index of the last token of an import or export of names. */
  #endOfStatement(at: number): number {
    let end = at;
    while (end < this.#tokens.length - 1 && this.#tokens[end].kind !== "string") end += 1;
    return this.#textAt(end + 1) === ";" ? end + 1 : end;
  }

  #import(at: number): number {
    const token = this.#tokens[at];
    if (/^[(.]$/.test(this.#textAt(at + 1))) {
      this.#refuse(token, "import() cannot be compiled: import at the top");
      return at;
    }
    const end = this.#endOfStatement(at);
    const clause = this.#tokens.slice(at + 1, end + 1);
    const specifier = clause.find(({ kind }) => kind === "string");
    const names = clause.filter(({ kind, text }) => kind === "word" && text !== "type" && text !== "from");
    const isContract = names.length > 0 && names.every(({ text }) => CONTRACT_NAMES.has(text));
    if (isContract) {
      this.#blank(token.start, this.#tokens[end].end);
    } else if (specifier !== undefined && /^["']\.{1,2}\//.test(specifier.text)) {
      for (const { kind, text, start, end } of clause) if (kind === "word" && text === "type") this.#blank(start, end);
    } else {
      const contract = [...CONTRACT_NAMES].join(", ");
      this.#refuse(
        specifier ?? token,
        `${
          specifier?.text ?? "this"
        } cannot be compiled: import files beside it, or the types of the contract by their own names (${contract})`,
      );
      this.#blank(token.start, this.#tokens[end].end);
    }
    return end;
  }

  #export(at: number): number {
    const [token, next] = [this.#tokens[at], this.#tokens[at + 1]];
    const name = next?.text === "default" ? this.#exportedName(at + 2) : null;
    if (name !== null) {
      this.defaultName = this.#textAt(name);
      const end = name === at + 2 ? name : name + 1;
      this.#blank(token.start, this.#tokens[end].end);
      return end;
    }
    // What the policy is held against is no part of it.
    const isReference = /^(?:function|const)$/.test(next?.text ?? "") && this.#textAt(at + 2) === "reference";
    if (isReference) {
      const end = next.text === "const" ? this.#endOfValue(at + 2) : closingOf(this.#tokens, this.#bodyOf(at + 3));
      this.#blank(token.start, this.#tokens[end].end);
      return end;
    }
    if (next?.text === "type" && this.#textAt(at + 2) === "{") {
      const end = this.#endOfStatement(at);
      this.#blank(token.start, this.#tokens[end].end);
      return end;
    }
    return at;
  }

  /** The index of the name in `export default Name` or `export default definePolicy(Name)`; `null` where it is something else. */
  #exportedName(at: number): number | null {
    const isDefined = this.#textAt(at) === "definePolicy" && this.#textAt(at + 1) === "(";
    const name = isDefined ? at + 2 : at;
    const isName = this.#tokens[name]?.kind === "word" &&
      !/^(?:abstract|class|function|async|new)$/.test(this.#textAt(name));
    const ends = isDefined
      ? this.#textAt(name + 1) === ")"
      : this.#tokens[name + 1]?.startsLine !== false || this.#textAt(name + 1) === ";";
    return isName && ends ? name : null;
  }

  /** The index of the brace with which the body of a function begins whose parameters begin at `at`. */
  #bodyOf(at: number): number {
    let body = closingOf(this.#tokens, at) + 1;
    // Braces of a type that it answers come after a colon or within another type.
    while (body < this.#tokens.length && !(this.#textAt(body) === "{" && !/^[:|&<,]$/.test(this.#textAt(body - 1)))) {
      body = /^[([{]$/.test(this.#textAt(body)) ? closingOf(this.#tokens, body) + 1 : body + 1;
    }
    return body;
  }

  /** The index of the last token of what a name at `name` is given. */
  #endOfValue(name: number): number {
    let end = name;
    while (end < this.#tokens.length - 1) {
      end += 1;
      const { text } = this.#tokens[end];
      if (text === ";") break;
      if (text === "(" || text === "[" || text === "{") end = closingOf(this.#tokens, end);
      const next = this.#tokens[end + 1];
      if (next === undefined || next.text === "}") break;
      const goesOn = /^(?:[-+*/%&|^?:.,=<>]|as|satisfies)/.test(next.text) ||
        /^(?:[-+*/%&|^?:.,=<]|=>)$/.test(this.#textAt(end));
      if (next.startsLine && !goesOn && end > name) break;
    }
    return end;
  }

  /** What a class says of itself goes as a whole. */
  #static(at: number): number {
    let name = at + 1;
    while (/^(?:override|readonly|declare)$/.test(this.#textAt(name))) name += 1;
    if (!STATICS.has(this.#textAt(name))) return at;
    const end = this.#endOfValue(name);
    this.#blank(this.#tokens[at].start, this.#tokens[end].end);
    return end;
  }

  #implements(at: number): number {
    let end = at;
    while (end + 1 < this.#tokens.length && this.#textAt(end + 1) !== "{") end += 1;
    const names = this.#tokens.slice(at + 1, end + 1).filter(({ kind }) => kind === "word");
    if (names.every(({ text }) => CONTRACT_NAMES.has(text))) this.#blank(this.#tokens[at].start, this.#tokens[end].end);
    return end;
  }

  #satisfies(at: number): number {
    let end = at;
    while (end + 1 < this.#tokens.length && !/^[;)]$/.test(this.#textAt(end + 1))) end += 1;
    this.#blank(this.#tokens[at].start, this.#tokens[end].end);
    return end;
  }

  /** `definePolicy(class …)` is the class. */
  #definePolicy(at: number): number {
    if (this.#textAt(at + 1) !== "(") return at;
    const close = this.#tokens[closingOf(this.#tokens, at + 1)];
    this.#blank(this.#tokens[at].start, this.#tokens[at + 1].end);
    this.#blank(close.start, close.end);
    return at + 1;
  }
}

/** A text that the compiler of the core can parse, of the same length; see {@linkcode SubsetText}. */
export function toSubset(text: string): SubsetText {
  const blanking = new Blanking(text);
  blanking.run();
  const { coalesces, spreads, defaultName, mistakes } = blanking;
  return { text: blanking.text, coalesces, spreads, defaultName, mistakes };
}
