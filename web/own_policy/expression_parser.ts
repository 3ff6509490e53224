/**
 * Expressions, and the functions and classes in them.
 *
 * @module
 */

import { TypeParser } from "./type_parser.ts";

const MODIFIERS = ["public", "private", "protected", "readonly", "override", "abstract", "declare"];
const PREFIXES = ["!", "~", "+", "-", "++", "--"];
const WORD_PREFIXES = ["typeof", "void", "delete", "await"];
const ASSIGNMENTS = [
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "**=",
  "<<=",
  ">>=",
  ">>>=",
  "&=",
  "|=",
  "^=",
  "&&=",
  "||=",
  "??=",
];
// deno-fmt-ignore
const BINARY = [
  "+", "-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^", "&&", "||", "??", "==", "!=", "===", "!==", "<", ">", "<=", ">=",
];

/** Reads expressions. */
export abstract class ExpressionParser extends TypeParser {
  /** Whether `in` is an operator: not in the head of a `for`. */
  hasIn = true;
  /** Whether this is between the `?` and the `:` of a condition. */
  #inConsequent = false;
  /** Where no function with an arrow begins, as was seen. */
  readonly #noArrows = new Set<number>();

  /** Statements in braces. */
  abstract block(): void;

  /** A name or a pattern with its type. */
  binding(): void {
    if (this.is("{") || this.is("[")) this.#operand();
    else this.takeName();
    if (this.is("!") || this.is("?")) this.blankToken();
    this.annotation();
  }

  /** Parameters in parentheses, with the type of what is returned; whether it is said. */
  #parameters(): boolean {
    this.typeParameters();
    this.take("(");
    while (!this.accept(")")) {
      if (MODIFIERS.includes(this.token.text) && /^[\p{ID_Start}$_]/u.test(this.peek())) {
        throw this.refusal("a field of its own in place of a parameter that is one");
      }
      const { start } = this.token;
      const isThis = this.is("this");
      this.accept("...");
      this.binding();
      if (this.accept("=")) this.assignment();
      if (!this.is(")")) this.take(",");
      if (isThis) this.blank(start, this.lastEnd);
    }
    return this.returnAnnotation();
  }

  /** A function, of a statement from `start` on. */
  function(start = this.token.start): void {
    this.accept("async");
    this.take("function");
    this.accept("*");
    if (!this.is("(") && !this.is("<")) this.takeName();
    this.#parameters();
    if (this.is("{")) return this.block();
    this.endStatement();
    this.blankStatement(start);
  }

  /** Told of each class, once it was read: its name, empty where it has none, and where it stands. */
  declared(_name: string, _start: number, _end: number): void {}

  /** Told of each member of a class: its name, and where that stands. */
  named(_name: string, _place: number): void {}

  /** A class. */
  class(): void {
    const { start } = this.token;
    if (this.is("abstract")) this.blankToken();
    this.take("class");
    const isNamed = this.token.kind === "name" && !["extends", "implements"].includes(this.token.text);
    const name = isNamed ? this.token.text : "";
    if (isNamed) this.next();
    this.typeParameters();
    if (this.accept("extends")) {
      this.#unary();
      this.typeArguments();
    }
    if (this.is("implements")) this.heritage();
    this.take("{");
    while (!this.accept("}")) this.#member();
    this.declared(name, start, this.lastEnd);
  }

  #member(): void {
    if (this.accept(";")) return;
    const { start } = this.token;
    let isDeclared = false;
    let isStatic = false;
    while (MODIFIERS.includes(this.token.text) || this.is("static")) {
      if (/^(?:[=;(}?!:<,]|)$/.test(this.peek()) && !(isStatic && this.peek() === "{")) break;
      if (this.is("static")) {
        isStatic = true;
        this.next();
        if (this.is("{")) return this.block();
        continue;
      }
      isDeclared ||= this.is("declare") || this.is("abstract");
      this.blankToken();
    }
    if (this.is("[") && this.indexSignature()) return this.blankStatement(start);
    while (["async", "get", "set", "accessor"].includes(this.token.text) && !/^[=;(}?!:<,]$/.test(this.peek())) {
      this.next();
    }
    this.accept("*");
    this.named(this.token.text, this.token.start);
    this.#propertyName();
    if (this.is("?") || this.is("!")) this.blankToken();
    if (this.is("(") || this.is("<")) {
      this.#parameters();
      if (this.is("{")) return this.block();
      isDeclared = true;
    } else {
      this.annotation();
      if (this.accept("=")) this.assignment();
    }
    this.endStatement();
    if (isDeclared) this.blankStatement(start);
  }

  #propertyName(): void {
    if (this.accept("[")) {
      this.assignment();
      this.take("]");
    } else if (this.token.kind === "name" || this.token.kind === "literal") this.next();
    else throw this.unexpected("a name");
  }

  /** Expressions, with commas between them. */
  expression(): void {
    do this.assignment(); while (this.accept(","));
  }

  /** An expression without a comma. */
  assignment(): void {
    if (this.#arrow()) return;
    if (this.is("yield")) {
      this.next();
      this.accept("*");
      if (!this.isStatementEnd() && ![")", "]", ",", ":"].includes(this.token.text)) this.assignment();
      return;
    }
    this.#unary();
    while (this.#binary());
    if (this.accept("?")) {
      this.#inside(() => {
        this.#inConsequent = true;
        this.assignment();
      });
      this.take(":");
      this.assignment();
    } else if (ASSIGNMENTS.includes(this.token.text)) {
      this.nextOperand();
      this.assignment();
    }
  }

  /** An operator and what stands right of it; false where none is. */
  #binary(): boolean {
    const { text, startsLine } = this.token;
    if ((text === "as" || text === "satisfies") && !startsLine) {
      const { start } = this.token;
      this.next();
      this.type();
      this.blank(start, this.lastEnd);
      return true;
    }
    if (!BINARY.includes(text) && text !== "instanceof" && (text !== "in" || !this.hasIn)) return false;
    this.nextOperand();
    this.#unary();
    return true;
  }

  #unary(): void {
    while (PREFIXES.includes(this.token.text) || WORD_PREFIXES.includes(this.token.text)) this.nextOperand();
    this.#operand();
    this.#postfixes();
  }

  #postfixes(): void {
    while (true) {
      const { text, startsLine, kind } = this.token;
      if (text === "." || text === "?.") {
        this.next();
        if (this.token.kind === "name") this.next();
      } else if (text === "(") this.#list("(", ")");
      else if (text === "[") this.#list("[", "]");
      else if (kind === "template") this.#template();
      else if (text === "!" && !startsLine) this.blankPostfix();
      else if (text === "<" && this.isTypeArguments()) this.typeArguments();
      else if ((text === "++" || text === "--") && !startsLine) this.next();
      else return;
    }
  }

  #operand(): void {
    const { text, kind } = this.token;
    if (kind === "template") return this.#template();
    if (text === "(") return this.#list("(", ")");
    if (text === "[") return this.#list("[", "]");
    if (text === "{") return this.#object();
    if (text === "class") return this.class();
    if (text === "function" || (text === "async" && this.peek() === "function")) return this.function();
    if (text === "new") {
      this.next();
      if (this.accept(".")) return this.next();
      return this.#operand();
    }
    if (kind === "name" || kind === "literal") return this.next();
    throw this.unexpected("an expression");
  }

  #list(open: string, close: string): void {
    this.#inside(() => {
      this.takeOperand(open);
      while (!this.accept(close)) {
        if (this.accept(",")) continue;
        this.accept("...");
        this.assignment();
        if (this.token.text !== close && !this.is(",")) throw this.unexpected(close);
      }
    });
  }

  #object(): void {
    this.#inside(() => {
      this.take("{");
      while (!this.accept("}")) {
        this.#property();
        if (!this.is("}")) this.take(",");
      }
    });
  }

  #property(): void {
    if (this.accept("...")) return this.assignment();
    while (["async", "get", "set"].includes(this.token.text) && !/^[,:(}=<]$/.test(this.peek())) this.next();
    this.accept("*");
    this.#propertyName();
    if (this.is("(") || this.is("<")) {
      this.#parameters();
      this.block();
    } else if (this.accept(":") || this.accept("=")) this.assignment();
  }

  #template(): void {
    let place = this.templateEnd(this.token.end);
    while (this.isExpressionAt(place)) {
      this.moveTo(place);
      this.expression();
      if (!this.is("}")) throw this.unexpected("}");
      place = this.templateEnd(this.token.end);
    }
    this.moveTo(place, false);
  }

  /** A function with an arrow; false, with nothing read, where none begins. */
  #arrow(): boolean {
    const { text, kind } = this.token;
    const mayBeAsync = text === "async" && !this.peekStartsLine() && /^[(<\p{ID_Start}$_]/u.test(this.peek()) &&
      this.peek() !== "function";
    if (!mayBeAsync && text !== "(" && text !== "<" && !(kind === "name" && this.peek() === "=>")) return false;
    const inConsequent = this.#inConsequent;
    const before = this.mark();
    // Each place is tried once, or brackets in brackets would be tried twice as often with each level.
    if (this.#noArrows.has(before.token.start)) return false;
    if (mayBeAsync) this.next();
    let returnsType = false;
    const isOne = this.attempt(() => {
      if (this.token.kind === "name") this.takeName();
      else returnsType = this.#parameters();
      if (!this.is("=>")) throw this.unexpected("=>");
    });
    // In `a ? (b) : c => d` the colon is the condition's, unless another one follows.
    const isRead = isOne && (returnsType && inConsequent ? this.attempt(() => this.#arrowBody(true)) : true);
    if (!isRead) {
      this.#noArrows.add(before.token.start);
      this.reset(before);
      return false;
    }
    if (!returnsType || !inConsequent) this.#arrowBody(false);
    return true;
  }

  #arrowBody(isBeforeColon: boolean): void {
    this.nextOperand();
    if (this.is("{")) this.#inside(() => this.block());
    else this.assignment();
    if (isBeforeColon && !this.is(":")) throw this.unexpected(":");
  }

  /** Reads what stands in brackets, which is no part of what is around them. */
  #inside(read: () => void): void {
    const [hadIn, wasInConsequent] = [this.hasIn, this.#inConsequent];
    this.hasIn = true;
    this.#inConsequent = false;
    try {
      read();
    } finally {
      this.hasIn = hadIn;
      this.#inConsequent = wasInConsequent;
    }
  }
}
