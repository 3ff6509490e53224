/**
 * From the file of a policy of one's own to what a browser runs: a function's body that returns the class. A page has no modules,
 * so the one thing that a policy may import is the library's own, whose types go and whose `definePolicy` gives back what it is given.
 *
 * @module
 */

import { ScriptParser } from "./strip_types.ts";
import { ScriptError } from "./token_scanner.ts";

/** The doors of the library, as a file names them. */
const LIBRARY = /^(?:jsr:|npm:)?@quanta\/quanta(?:@[^/]+)?(?:\/simulate)?$/;

/** What stands for `export default` where a value follows that has no name: as long as it. */
const DEFAULT = "var $default =";

/**
 * The body of a function that returns what the file exports as its default, every character at its place.
 *
 * @throws {ScriptError} If it is no script, imports what a page does not have, or has no default.
 */
export function policyScript(text: string): string {
  const parser = new PolicyParser(text);
  parser.script();
  if (parser.result === null) {
    throw new ScriptError("a class after `export default`", "none", Math.max(0, text.trimEnd().length - 1));
  }
  return `${parser.stripped()}\nreturn ${parser.result};`;
}

class PolicyParser extends ScriptParser {
  /** The name of what is exported as the default; `null` for none so far. */
  result: string | null = null;

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
    if (name === null) this.put(start, DEFAULT);
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
