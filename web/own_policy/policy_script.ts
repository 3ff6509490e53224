/**
 * From the file of a policy of one's own to what a browser runs: a function's body that returns the class. A page has no modules,
 * so the one thing that a policy may import is the library's own, whose types go and whose `definePolicy` gives back what it is given.
 *
 * Each loop calls {@linkcode TURN} whenever it goes round, so that one without an end can be ended where it is.
 *
 * @module
 */

import { ScriptParser } from "./strip_types.ts";
import { ScriptError } from "./token_scanner.ts";

/** The doors of the library, as a file names them. */
const LIBRARY = /^(?:jsr:|npm:)?@quanta\/quanta(?:@[^/]+)?(?:\/simulate)?$/;

/** What stands for `export default` where a value follows that has no name: as long as it. */
const DEFAULT = "var $default =";

/** The name of the function that loops call, which a policy must not have for something else. */
export const TURN = "$$turn";

/** A policy's file as a browser runs it. */
export interface PolicyScript {
  /** The body of a function that returns what the file exports as its default. */
  readonly body: string;
  /** The place in the file of a place in the body: lines are the same. */
  placeOf(place: number): number;
  /** Where the class has a member of this name; `null` where it has none. */
  memberAt(name: string): number | null;
  /** Where the class stands. */
  readonly classAt: number;
}

/**
 * Reads a file.
 *
 * @throws {ScriptError} If it is no script, imports what a page does not have, or has no default.
 */
export function policyScript(text: string): PolicyScript {
  const parser = new PolicyParser(text);
  parser.script();
  if (parser.result === null) {
    throw new ScriptError("a class after `export default`", "none", Math.max(0, text.trimEnd().length - 1));
  }
  return {
    body: `${parser.stripped()}\nreturn ${parser.result};`,
    placeOf: (place) => Math.min(text.length, parser.placeBefore(place)),
    memberAt: (name) => parser.memberAt(name),
    classAt: parser.classAt,
  };
}

class PolicyParser extends ScriptParser {
  /** The name of what is exported as the default; `null` for none so far. */
  result: string | null = null;
  /** Where that is said. */
  #exportedAt = 0;
  readonly #classes: { readonly name: string; readonly start: number; readonly end: number }[] = [];
  readonly #members: { readonly name: string; readonly place: number }[] = [];

  override imported(start: number, module: string): void {
    if (!LIBRARY.test(module)) throw new ScriptError("one file, in the page", `an import of ${module}`, start);
    this.blankStatement(start);
  }

  override exported(start: number, what: number, isDefault: boolean): void {
    if (!isDefault) {
      if (["{", "*"].includes(this.token.text)) {
        throw new ScriptError("`export default` before the class", "a list", start);
      }
      return this.blank(start, what);
    }
    this.blank(start, what);
    const name = this.#nameOfDeclared();
    this.result = name ?? "$default";
    this.#exportedAt = start;
    if (name === null) this.put(start, DEFAULT);
  }

  override repeated(start: number, end: number): void {
    this.insert(start, `{${TURN}();`);
    this.insert(end, "}");
  }

  override declared(name: string, start: number, end: number): void {
    this.#classes.push({ name, start, end });
  }

  override named(name: string, place: number): void {
    this.#members.push({ name, place });
  }

  /** As {@linkcode PolicyScript.memberAt}. */
  memberAt(name: string): number | null {
    const own = this.#exportedClass();
    const isOwn = (place: number) => own === undefined || (place > own.start && place < own.end);
    return this.#members.find((each) => each.name === name && isOwn(each.place))?.place ?? null;
  }

  /** As {@linkcode PolicyScript.classAt}. */
  get classAt(): number {
    return this.#exportedClass()?.start ?? this.#exportedAt;
  }

  #exportedClass() {
    return this.#classes.find(({ name }) => name === this.result) ??
      this.#classes.find(({ start }) => start > this.#exportedAt);
  }

  /** The name of a class or function that follows; `null` where it has none or another value follows. */
  #nameOfDeclared(): string | null {
    const before = this.mark();
    const words = ["abstract", "async", "class", "function"];
    const isDeclared = words.includes(this.token.text);
    while (words.includes(this.token.text) || this.is("*")) this.next();
    const { kind, text } = this.token;
    this.reset(before);
    return isDeclared && kind === "name" && text !== "extends" && text !== "implements" ? text : null;
  }
}
