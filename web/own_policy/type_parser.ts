/**
 * Types of TypeScript as far as one must know them to see where they end, and what stands where they do.
 *
 * @module
 */

import { ScriptError, type Token, TokenScanner } from "./token_scanner.ts";

/** A place to come back to. */
export interface Mark {
  readonly token: Token;
  readonly lastEnd: number;
  readonly blanks: number;
  readonly inserts: number;
}

/** After these a `/` divides; after everything else it begins a regular expression. */
const ENDS_OPERAND = [")", "]", "}"];

/** Words after which an expression begins. */
// deno-fmt-ignore
const BEFORE_OPERAND = [
  "return", "typeof", "case", "in", "of", "instanceof", "new", "delete", "void", "throw", "do", "else", "await", "yield", "default",
];

/** What may follow type arguments, so that a `<` before them is no comparison. */
const AFTER_TYPE_ARGUMENTS = [
  "(",
  ")",
  "]",
  "}",
  ",",
  ";",
  ":",
  ".",
  "?.",
  "=",
  "==",
  "===",
  "!=",
  "!==",
  "&&",
  "||",
  "??",
  "",
  "?",
];

/** Reads types, and keeps what is to be blanked. */
export class TypeParser {
  /** The token that is next. */
  token: Token;
  /** Where the last one ended. */
  lastEnd = 0;
  readonly #scanner: TokenScanner;
  /** Tokens read: brackets that may be several things are read more than once, which must have an end. */
  #readings = 0;
  readonly #readingsMax: number;
  readonly #blanks: [start: number, end: number][] = [];
  /** What stands in the place of what is gone. */
  readonly #texts = new Map<number, string>();
  /** What is put between what there is. */
  readonly #inserts: [place: number, text: string][] = [];

  /** Over a script. */
  constructor(text: string) {
    this.#scanner = new TokenScanner(text);
    this.token = this.#scanner.tokenAt(0, true);
    this.#readingsMax = 20 * text.length + 1000;
  }

  /** The script with blanks for what is to go. */
  stripped(): string {
    const { text } = this.#scanner;
    const letters = text.split("");
    for (const [start, end] of this.#blanks) {
      for (let at = start; at < end; at++) if (!/\s/.test(letters[at])) letters[at] = " ";
    }
    for (const [place, put] of this.#texts) letters.splice(place, put.length, ...put);
    for (const [place, text] of this.#inserts) letters[place - 1] += text;
    return letters.join("");
  }

  /** The place in the script of a place in what is left of it. */
  placeBefore(stripped: number): number {
    let place = stripped;
    for (const [at, { length }] of this.#inserts.toSorted(([one], [other]) => one - other)) {
      if (place > at) place = Math.max(at, place - length);
    }
    return place;
  }

  /** Goes on by a token. */
  next(): void {
    const { text, kind, end } = this.token;
    const endsOperand = kind === "literal" ||
      (kind === "name" ? !BEFORE_OPERAND.includes(text) : ENDS_OPERAND.includes(text));
    this.moveTo(end, !endsOperand);
  }

  /** Goes on by a token, after which an expression begins. */
  nextOperand(): void {
    this.moveTo(this.token.end, true);
  }

  /** Goes on from a place. */
  moveTo(place: number, isOperand = true): void {
    this.#readings += 1;
    if (this.#readings > this.#readingsMax) throw new RangeError("too often");
    this.lastEnd = place;
    this.token = this.#scanner.tokenAt(place, isOperand);
  }

  /** The text of the token after the next. */
  peek(): string {
    return this.#scanner.tokenAt(this.token.end, false).text;
  }

  /** Whether the token after the next begins a line. */
  peekStartsLine(): boolean {
    return this.#scanner.tokenAt(this.token.end, false).startsLine;
  }

  /** Whether the next token is the one named. */
  is(text: string): boolean {
    return this.token.text === text;
  }

  /** Goes on where the next token is the one named. */
  accept(text: string): boolean {
    if (this.token.text !== text || this.token.kind === "literal") return false;
    this.next();
    return true;
  }

  /** @throws {ScriptError} If the next token is another one. */
  take(text: string): void {
    if (!this.accept(text)) throw this.unexpected(text);
  }

  /** As `take`; an expression follows. */
  takeOperand(text: string): void {
    if (this.token.text !== text) throw this.unexpected(text);
    this.nextOperand();
  }

  /** @throws {ScriptError} If the next token is no name. */
  takeName(): void {
    if (this.token.kind !== "name") throw this.unexpected("a name");
    this.next();
  }

  /** Where a template's text goes on to. */
  templateEnd(place: number): number {
    return this.#scanner.templateEnd(place);
  }

  /** Whether a template's text ended with the beginning of an expression. */
  isExpressionAt(place: number): boolean {
    return this.#scanner.text.startsWith("${", place - 2) && this.#scanner.text[place - 1] !== "`";
  }

  /** An error at the next token. */
  unexpected(expected: string): ScriptError {
    return new ScriptError(
      expected,
      this.token.kind === "end" ? "the end of the script" : this.token.text,
      this.token.start,
    );
  }

  /** An error of what is more than types. */
  refusal(instead: string): ScriptError {
    return this.unexpected(instead);
  }

  /** Whether a statement may end here. */
  isStatementEnd(): boolean {
    return this.is(";") || this.is("}") || this.token.kind === "end" || this.token.startsLine;
  }

  /** @throws {ScriptError} If a statement does not end here. */
  endStatement(): void {
    if (this.accept(";")) return;
    if (!this.isStatementEnd()) throw this.unexpected(";");
  }

  /** A place to come back to. */
  mark(): Mark {
    return { token: this.token, lastEnd: this.lastEnd, blanks: this.#blanks.length, inserts: this.#inserts.length };
  }

  /** Comes back. */
  reset({ token, lastEnd, blanks, inserts }: Mark): void {
    this.token = token;
    this.lastEnd = lastEnd;
    this.#blanks.length = blanks;
    this.#inserts.length = inserts;
  }

  /** Whether something can be read; where it cannot, nothing was. */
  attempt(read: () => void): boolean {
    const before = this.mark();
    try {
      read();
      return true;
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      this.reset(before);
      return false;
    }
  }

  /** Blanks what stands between two places. */
  blank(start: number, end: number): void {
    if (end > start) this.#blanks.push([start, end]);
  }

  /** Blanks the next token, and goes on. */
  blankToken(): void {
    this.blank(this.token.start, this.token.end);
    this.next();
  }

  /** Blanks the next token, which ends an operand, and goes on. */
  blankPostfix(): void {
    this.blank(this.token.start, this.token.end);
    this.moveTo(this.token.end, false);
  }

  /** Blanks a statement from its beginning to here; what comes after does not go on with what was before. */
  blankStatement(start: number): void {
    this.blank(start, this.lastEnd);
    this.put(start, ";");
  }

  /** Puts a text in the place of what is blanked. */
  put(start: number, text: string): void {
    this.#texts.set(start, text);
  }

  /** Puts a text between what stands before a place, which is not the first, and after it. */
  insert(place: number, text: string): void {
    this.#inserts.push([place, text]);
  }

  /** A colon and a type, where there are. */
  annotation(): void {
    if (!this.is(":")) return;
    const { start } = this.token;
    this.next();
    this.type();
    this.blank(start, this.lastEnd);
  }

  /** A colon and what a function returns; whether they are there. */
  returnAnnotation(): boolean {
    if (!this.is(":")) return false;
    const { start } = this.token;
    this.next();
    this.#returned();
    this.blank(start, this.lastEnd);
    return true;
  }

  /** Parameters of a type in angle brackets, where there are. */
  typeParameters(): void {
    if (!this.is("<")) return;
    const { start } = this.token;
    this.#angles(() => {
      while (["const", "in", "out"].includes(this.token.text) && /^[\p{ID_Start}$_]/u.test(this.peek())) this.next();
      this.takeName();
      if (this.accept("extends")) this.type();
      if (this.accept("=")) this.type();
    });
    this.blank(start, this.lastEnd);
  }

  /** Arguments of a type in angle brackets, where there are. */
  typeArguments(): void {
    if (!this.is("<")) return;
    const { start } = this.token;
    this.#angles(() => this.type());
    this.blank(start, this.lastEnd);
  }

  /** Whether a `<` begins type arguments, and not a comparison. */
  isTypeArguments(): boolean {
    const before = this.mark();
    const isOne = this.attempt(() => this.typeArguments()) &&
      (this.token.kind === "template" || this.token.startsLine ||
        (AFTER_TYPE_ARGUMENTS.includes(this.token.text) && this.token.kind !== "literal"));
    this.reset(before);
    return isOne;
  }

  /** What a class implements. */
  heritage(): void {
    const { start } = this.token;
    do {
      this.next();
      this.type();
    } while (this.is(","));
    this.blank(start, this.lastEnd);
  }

  /** An interface. */
  interface(): void {
    this.next();
    this.takeName();
    this.typeParameters();
    if (this.is("extends")) this.heritage();
    this.skipBalanced();
  }

  /** A type with a name. */
  typeAlias(): void {
    this.next();
    this.takeName();
    this.typeParameters();
    this.take("=");
    this.type();
    this.endStatement();
  }

  /** `[name: type]: type` among members; false, with nothing read, where it is none. */
  indexSignature(): boolean {
    return this.attempt(() => {
      this.take("[");
      this.takeName();
      this.take(":");
      this.type();
      this.take("]");
      this.take(":");
      this.type();
      this.endStatement();
    });
  }

  /** What stands in brackets, to their end. */
  skipBalanced(): void {
    const close = ({ "{": "}", "(": ")", "[": "]" } as Record<string, string>)[this.token.text];
    if (close === undefined) throw this.unexpected("{");
    this.next();
    while (!this.accept(close)) {
      if (["{", "(", "["].includes(this.token.text)) this.skipBalanced();
      else if (this.token.kind === "template") this.#templateType();
      else if (this.token.kind === "end" || ["}", ")", "]"].includes(this.token.text)) throw this.unexpected(close);
      else this.next();
    }
  }

  /** A type. */
  type(): void {
    this.#union();
    if (!this.is("extends") || this.token.startsLine) return;
    // Conditional; in what `infer` names it is a bound.
    const before = this.mark();
    this.next();
    this.#union();
    if (!this.accept("?")) return this.reset(before);
    this.type();
    this.take(":");
    this.type();
  }

  #returned(): void {
    if (
      this.is("asserts") && /^[\p{ID_Start}$_]/u.test(this.peek()) && this.peek() !== "is" &&
      !this.peekStartsLine()
    ) {
      this.next();
      if (this.peek() !== "is") return this.next();
    }
    if (this.token.kind === "name" && this.peek() === "is" && !this.peekStartsLine()) {
      this.next();
      this.next();
    }
    this.type();
  }

  #functionType(): boolean {
    const isNew = this.is("new") || (this.is("abstract") && this.peek() === "new");
    if (!isNew && !this.is("(") && !this.is("<")) return false;
    const isOne = this.attempt(() => {
      this.accept("abstract");
      this.accept("new");
      this.typeParameters();
      this.#expectParameters();
      this.skipBalanced();
      this.take("=>");
    });
    if (!isOne) return false;
    this.#returned();
    return true;
  }

  /** @throws {ScriptError} If what stands in parentheses is a type, and no parameters. */
  #expectParameters(): void {
    const before = this.mark();
    this.take("(");
    if (!this.is(")") && !this.is("...")) {
      if (this.token.kind === "name") this.next();
      else this.skipBalanced();
      if (![":", ",", "?", "=", ")"].includes(this.token.text)) throw this.unexpected(":");
    }
    this.reset(before);
  }

  #union(): void {
    if (["|", "&"].includes(this.token.text)) this.next();
    do {
      if (!this.#functionType()) this.#postfixed();
    } while (this.accept("|") || this.accept("&"));
  }

  #postfixed(): void {
    const isInferred = this.is("infer");
    while (
      ["keyof", "readonly", "unique", "infer"].includes(this.token.text) && /^[\p{ID_Start}$_([{"'`]/u.test(this.peek())
    ) this.next();
    this.#primary();
    while (this.is("[") && !this.token.startsLine) {
      this.next();
      if (this.accept("]")) continue;
      this.type();
      this.take("]");
    }
    if (isInferred && this.accept("extends")) this.#union();
  }

  #primary(): void {
    const { text, kind } = this.token;
    if (text === "{" || text === "[") return this.skipBalanced();
    if (text === "(") {
      this.next();
      this.type();
      return this.take(")");
    }
    if (kind === "template") return this.#templateType();
    if (text === "-") this.next();
    if (this.token.kind === "literal") return this.next();
    this.accept("typeof");
    const isImport = this.is("import");
    this.takeName();
    if (isImport) this.skipBalanced();
    while (this.accept(".")) this.takeName();
    if (this.is("<") && !this.token.startsLine) this.typeArguments();
  }

  #templateType(): void {
    let place = this.templateEnd(this.token.end);
    while (this.isExpressionAt(place)) {
      this.moveTo(place);
      this.type();
      if (!this.is("}")) throw this.unexpected("}");
      place = this.templateEnd(this.token.end);
    }
    this.moveTo(place, false);
  }

  /** A list in angle brackets, whose last one may be the first letter of a longer token. */
  #angles(item: () => void): void {
    this.take("<");
    while (!this.token.text.startsWith(">")) {
      item();
      if (this.token.text.startsWith(">")) break;
      this.take(",");
    }
    this.moveTo(this.token.start + 1, false);
  }
}
