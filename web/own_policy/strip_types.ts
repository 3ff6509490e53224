/**
 * Takes the types out of a script in TypeScript, which a browser does not know. What goes becomes blanks, so everything else stays
 * at its line and column. Deno and Node.js do the same by a compiler of megabytes; this one is to fit in the page.
 *
 * @module
 */

import { ExpressionParser } from "./expression_parser.ts";
import { ScriptError } from "./token_scanner.ts";

/**
 * A script without its types, every character that stays at its place.
 *
 * @throws {ScriptError} If it is no script, or has what is more than types: an enumeration, a namespace, a field that is a parameter.
 */
export function stripTypes(text: string): string {
  const parser = new ScriptParser(text);
  parser.script();
  return parser.stripped();
}

/** Reads statements. */
export class ScriptParser extends ExpressionParser {
  /**
   * A whole script.
   *
   * @throws {ScriptError} If it is none.
   */
  script(): void {
    try {
      while (this.token.kind !== "end") this.#statement();
    } catch (error) {
      // The stack is used up, or brackets were read too often.
      if (!(error instanceof RangeError)) throw error;
      throw new ScriptError("fewer brackets in each other", "too many", this.token.start);
    }
  }

  #statement(): void {
    const { text, kind } = this.token;
    if (text === "{") return this.block();
    if (text === ";") return this.next();
    if (kind !== "name") return this.#expressionStatement();
    if (this.#typeStatement()) return;
    switch (text) {
      case "import":
        if (this.peek() === "(" || this.peek() === ".") break;
        return this.#import();
      case "export":
        return this.#export();
      case "if":
      case "with":
        this.next();
        this.#parenthesized();
        this.#statement();
        if (text === "if" && this.accept("else")) this.#statement();
        return;
      case "while":
        this.next();
        this.#parenthesized();
        return this.#repeated();
      case "do":
        this.next();
        this.#repeated();
        this.take("while");
        this.#parenthesized();
        this.accept(";");
        return;
      case "for":
        return this.#for();
      case "switch":
        return this.#switch();
      case "try":
        return this.#try();
      case "return":
      case "throw":
      case "break":
      case "continue":
      case "debugger":
        this.next();
        if (!this.isStatementEnd()) this.expression();
        return this.endStatement();
    }
    if (this.#declaration()) return;
    if (this.peek() === ":") {
      this.next();
      this.next();
      return this.#statement();
    }
    this.#expressionStatement();
  }

  /** Classes, functions and variables, of a statement from `start` on; false where none begins. */
  #declaration(start = this.token.start): boolean {
    const { text } = this.token;
    if (text === "class" || (text === "abstract" && this.peek() === "class")) this.class();
    else if (text === "function" || (text === "async" && this.peek() === "function")) this.function(start);
    else if (text === "const" && this.peek() === "enum") throw this.refusal("an object in place of an enumeration");
    else if (this.#declares()) {
      this.#variables();
      this.endStatement();
    } else return false;
    return true;
  }

  /** Statements that are types alone; false where none begins. */
  #typeStatement(): boolean {
    const { text, start } = this.token;
    const after = this.peek();
    const isName = /^[\p{ID_Start}$_]/u.test(after) && !this.peekStartsLine();
    if (text === "interface" && isName) this.interface();
    else if (text === "type" && isName) this.typeAlias();
    else if (text === "declare" && isName) {
      this.next();
      if (["global", "module", "namespace"].includes(this.token.text)) this.#ambient();
      else if (!this.#typeStatement()) this.#declaration();
    } else if (text === "enum" && isName) throw this.refusal("an object in place of an enumeration");
    else if ((text === "namespace" || text === "module") && isName) {
      throw this.refusal("a module's file in place of a namespace");
    } else return false;
    this.blankStatement(start);
    return true;
  }

  /** What is said of modules that are elsewhere. */
  #ambient(): void {
    while (!this.is("{")) {
      if (this.isStatementEnd() && !this.is("global")) return this.endStatement();
      this.next();
    }
    this.skipBalanced();
  }

  #import(): void {
    const { start } = this.token;
    this.next();
    const isType = this.is("type") && !["from", ","].includes(this.peek());
    while (this.token.kind !== "literal") {
      if (this.is("{") && !isType) this.#specifiers();
      else this.next();
      if (this.token.kind === "end") throw this.unexpected("the name of a module");
    }
    const name = this.token.text.slice(1, -1);
    this.next();
    if (this.accept("with")) this.skipBalanced();
    this.endStatement();
    if (isType) this.blankStatement(start);
    else this.imported(start, name);
  }

  /** Told of each import that is not of types alone, where it began. */
  imported(_start: number, _module: string): void {}

  /** Told of each export that is not of types alone: where it began, and where what it exports does; that is after `default` in one. */
  exported(_start: number, _what: number, _isDefault: boolean): void {}

  /** Names in braces, of which those of types go. */
  #specifiers(): void {
    this.take("{");
    while (!this.accept("}")) {
      const { start, text } = this.token;
      const isType = text === "type" && ![",", "}", "as"].includes(this.peek());
      while (!this.is(",") && !this.is("}")) {
        if (this.token.kind === "end") throw this.unexpected("}");
        this.next();
      }
      this.accept(",");
      if (isType) this.blank(start, this.lastEnd);
    }
  }

  #export(): void {
    const { start } = this.token;
    this.next();
    if (this.is("type") && ["{", "*"].includes(this.peek())) {
      this.next();
      if (!this.accept("*")) this.skipBalanced();
      else if (this.accept("as")) this.takeName();
      if (this.accept("from")) this.next();
      this.endStatement();
      return this.blankStatement(start);
    }
    if (this.#typeStatement()) return this.blankStatement(start);
    if (this.accept("default")) {
      if (this.is("interface")) {
        this.interface();
        return this.blankStatement(start);
      }
      this.exported(start, this.token.start, true);
      if (this.#declaration(start)) return;
      this.assignment();
      return this.endStatement();
    }
    this.exported(start, this.token.start, false);
    if (this.is("{")) this.#specifiers();
    else if (this.accept("*")) {
      if (this.accept("as")) this.next();
    } else if (this.#declaration(start)) return;
    else throw this.unexpected("a declaration");
    if (this.accept("from")) this.next();
    this.endStatement();
  }

  override block(): void {
    this.take("{");
    while (!this.accept("}")) {
      if (this.token.kind === "end") throw this.unexpected("}");
      this.#statement();
    }
  }

  #parenthesized(): void {
    this.take("(");
    this.expression();
    this.take(")");
  }

  /** Told of what a loop repeats, where it begins and ends. */
  repeated(_start: number, _end: number): void {}

  #repeated(): void {
    const { start } = this.token;
    this.#statement();
    this.repeated(start, this.lastEnd);
  }

  #for(): void {
    this.take("for");
    this.accept("await");
    this.take("(");
    const hadIn = this.hasIn;
    this.hasIn = false;
    if (this.#declares()) this.#variables();
    else if (!this.is(";")) this.expression();
    this.hasIn = hadIn;
    if (this.accept("of")) this.assignment();
    else if (this.accept("in")) this.expression();
    else {
      this.take(";");
      if (!this.is(";")) this.expression();
      this.take(";");
      if (!this.is(")")) this.expression();
    }
    this.take(")");
    this.#repeated();
  }

  #switch(): void {
    this.take("switch");
    this.#parenthesized();
    this.take("{");
    while (!this.accept("}")) {
      if (this.accept("case")) this.expression();
      else this.take("default");
      this.take(":");
      while (!["case", "default", "}"].includes(this.token.text)) {
        if (this.token.kind === "end") throw this.unexpected("}");
        this.#statement();
      }
    }
  }

  #try(): void {
    this.take("try");
    this.block();
    if (this.accept("catch")) {
      if (this.accept("(")) {
        this.binding();
        this.take(")");
      }
      this.block();
    }
    if (this.accept("finally")) this.block();
  }

  /** Whether variables are declared here. */
  #declares(): boolean {
    const { text } = this.token;
    if (text === "let") return /^[\p{ID_Start}$_[{]/u.test(this.peek());
    if (text === "using") return /^(?!of$)[\p{ID_Start}$_]/u.test(this.peek()) && !this.peekStartsLine();
    return text === "const" || text === "var" || (text === "await" && this.peek() === "using");
  }

  #variables(): void {
    if (this.is("await")) this.next();
    do {
      this.next();
      this.binding();
      if (this.accept("=")) this.assignment();
    } while (this.is(","));
  }

  #expressionStatement(): void {
    this.expression();
    this.endStatement();
  }
}
