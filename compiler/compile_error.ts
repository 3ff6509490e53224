/**
 * Why a policy cannot be compiled.
 *
 * @module
 */

/**
 * One thing in a policy's text that cannot be compiled.
 *
 * @example
 * ```ts
 * import { CompileError, type CompileMistake } from "@quanta/quanta/compiler";
 * import { assertEquals } from "@std/assert";
 *
 * const mistake: CompileMistake = { file: "mine.ts", line: 3, column: 7, message: "write its type, such as left: number" };
 * assertEquals(new CompileError([mistake]).message, "Cannot compile mine.ts: line 3, column 7: write its type, such as left: number");
 * ```
 * @category Compiling a policy
 */
export interface CompileMistake {
  /** The file, as it was given. */
  readonly file: string;
  /** The line, from 1; 0 where it is about the whole file. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/**
 * A policy cannot be compiled, or does something else when it is. The plain form of the same file may do all the same.
 *
 * @example
 * ```ts
 * import { CompileError, compilePolicy } from "@quanta/quanta/compiler";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const source = "export default class Mine {\n  names = new Map();\n}";
 * const error = await assertRejects(() => compilePolicy({ source }, { cache: null }), CompileError);
 * assertEquals([error.mistakes[0].line, error.mistakes[0].column], [2, 15]);
 * ```
 * @category Compiling a policy
 */
export class CompileError extends SyntaxError {
  /** Always the name of the class. */
  override name = "CompileError";
  /** All that is wrong, in the order of the text. */
  readonly mistakes: readonly CompileMistake[];

  /** An error of these mistakes, one at the least. */
  constructor(mistakes: readonly CompileMistake[]) {
    const texts = mistakes.map(({ line, column, message }) =>
      line === 0 ? message : `line ${line}, column ${column}: ${message}`
    );
    const [{ file }] = mistakes;
    super(
      texts.length === 1
        ? `Cannot compile ${file}: ${texts[0]}`
        : [`Cannot compile ${file}:`, ...texts.map((text, index) => `  ${nameOther(mistakes[index], file)}${text}`)]
          .join("\n"),
    );
    this.mistakes = mistakes;
  }
}

/** The name of a file that is another one than the error is about. */
function nameOther({ file }: CompileMistake, about: string): string {
  return file === about ? "" : `${file}, `;
}

/** The line and column of a place in a text, from 1. */
export function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}
