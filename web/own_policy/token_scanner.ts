/**
 * The tokens of a script, read one by one: whether a `/` begins a regular expression, and whether `>>` is two ends of type arguments,
 * only the parser knows.
 *
 * @module
 */

/** What a token is. */
export type TokenKind = "name" | "punctuator" | "literal" | "template" | "end";

/** A token of a script. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a line begins between the token before and this one. */
  readonly startsLine: boolean;
}

const NAME = /[\p{ID_Start}$_#\\][\p{ID_Continue}$\u200c\u200d\\]*/uy;
const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)n?/y;
const STRING = /"(?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*"|'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*'/y;
const REGULAR_EXPRESSION = /\/(?:[^/\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+\/[\p{ID_Continue}]*/uy;
const PUNCTUATOR =
  />>>=|\.\.\.|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|===|!==|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|\*\*|[{}()[\];,<>+\-*/%&|^!~?:=.]/y;

/** Reads tokens from any place of a script. */
export class TokenScanner {
  readonly text: string;

  /** Over a script. */
  constructor(text: string) {
    this.text = text;
  }

  /**
   * The token after a place.
   *
   * @throws {ScriptError} If none of the language begins there.
   */
  tokenAt(place: number, isOperand: boolean): Token {
    const start = this.#skipBlanks(place);
    const startsLine = place === 0 || /[\n\r\u2028\u2029]/.test(this.text.slice(place, start));
    const token = (kind: TokenKind, text: string): Token => ({
      kind,
      text,
      start,
      end: start + text.length,
      startsLine,
    });
    if (start >= this.text.length) return token("end", "");
    const first = this.text[start];
    if (first === "`") return token("template", "`");
    const literal = this.#match(STRING, start) ?? (/[\d.]/.test(first) ? this.#match(NUMBER, start) : null) ??
      (isOperand && first === "/" ? this.#match(REGULAR_EXPRESSION, start) : null);
    if (literal !== null && literal !== ".") return token("literal", literal);
    if (first === '"' || first === "'") throw new ScriptError("a text that ends on its line", "its end", start);
    const name = this.#match(NAME, start);
    if (name !== null) return token("name", name);
    const punctuator = this.#match(PUNCTUATOR, start);
    if (first === "@") throw new ScriptError("no decorator", first, start);
    if (punctuator === null) throw new ScriptError("a script", JSON.stringify(first), start);
    return token("punctuator", punctuator);
  }

  /**
   * Where the text of a template goes on to, from behind its backtick or behind the brace that ends one of its expressions: to behind
   * its last backtick, or behind the `${` that begins the next.
   *
   * @throws {ScriptError} If it does not end.
   */
  templateEnd(place: number): number {
    for (let at = place; at < this.text.length; at++) {
      if (this.text[at] === "\\") at += 1;
      else if (this.text[at] === "`") return at + 1;
      else if (this.text.startsWith("${", at)) return at + 2;
    }
    throw new ScriptError("a template's end", "the end of the script", this.text.length);
  }

  #match(pattern: RegExp, place: number): string | null {
    pattern.lastIndex = place;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  /** Skips blanks and comments. */
  #skipBlanks(place: number): number {
    const { text } = this;
    for (let at = place;;) {
      while (at < text.length && /\s|\ufeff/.test(text[at])) at += 1;
      if (text.startsWith("//", at) || (at === 0 && text.startsWith("#!"))) {
        while (at < text.length && !/[\n\r\u2028\u2029]/.test(text[at])) at += 1;
      } else if (text.startsWith("/*", at)) {
        const end = text.indexOf("*/", at + 2);
        if (end < 0) throw new ScriptError("a comment's end", "the end of the script", at);
        at = end + 2;
      } else return at;
    }
  }
}

/** What a script has where it must have something else. */
export class ScriptError extends SyntaxError {
  /** Where: the offset of a character. */
  readonly place: number;

  /** `expected` and `got` are in words. */
  constructor(expected: string, got: string, place: number) {
    super(`there must be ${expected}, got ${got}`);
    this.name = "SyntaxError";
    this.place = place;
  }
}
