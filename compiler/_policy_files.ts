/**
 * The files of a policy: its own and those beside it that it imports.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { policyPaths } from "../engine/compiled_policy.ts";
import { CompileError } from "./compile_error.ts";
import { CONTRACT_NAMES } from "./_subset.ts";
import { tokensOf } from "./_tokens.ts";

/** A file of a policy. */
export interface PolicyFile {
  /** Its absolute address. */
  readonly address: string;
  /** The path by which the compiler knows it, without an ending. */
  readonly path: string;
  readonly text: string;
}

/** Files that one policy may consist of. */
const FILES_MAX = 64;
/** Characters that a file may have: places are counted in so many bits. */
const LENGTH_MAX = 2 ** 22 - 1;

/** The text at an address. */
async function readText(address: string): Promise<string> {
  const url = new URL(address);
  if (url.protocol === "file:") return await Deno.readTextFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return await response.text();
}

/** Names in quotes after `from` or `import` that begin with a dot, but for those that stand for the contract. */
export function importsBeside(text: string): string[] {
  const tokens = tokensOf(text);
  const names: string[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== "string" || !/^["']\.{1,2}\//.test(token.text)) return;
    let start = at;
    while (start > 0 && tokens[start].text !== "import" && tokens[start].text !== "export") start -= 1;
    const words = tokens.slice(start + 1, at).filter(({ kind, text }) =>
      kind === "word" && text !== "type" && text !== "from"
    );
    const isImport = tokens[at - 1]?.text === "from" || tokens[at - 1]?.text === "import";
    const isContract = words.length > 0 && words.every((word) => CONTRACT_NAMES.has(word.text));
    if (isImport && !isContract) names.push(token.text.slice(1, -1));
  });
  return names;
}

/**
 * The file at an address and all that it imports, itself first.
 *
 * @param source Its text, where it need not be read.
 * @throws {CompileError} If one cannot be read.
 */
export async function policyFiles(address: string, source?: string): Promise<PolicyFile[]> {
  const texts = new Map<string, string>();
  const pending = [{ address, by: address }];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { address: each, by } = next;
    if (texts.has(each)) continue;
    let text: string;
    try {
      text = source !== undefined && each === address ? source : await readText(each);
    } catch (error) {
      throw refusal(
        by,
        `${each === by ? "it" : each} must be a file that can be read, got ${(error as Error).message}`,
      );
    }
    if (text.length > LENGTH_MAX) {
      throw refusal(each, `it must have at most ${LENGTH_MAX} characters, got ${text.length}`);
    }
    texts.set(each, text);
    if (texts.size > FILES_MAX) throw refusal(by, `it must consist of at most ${FILES_MAX} files, got more`);
    for (const name of importsBeside(text)) pending.push({ address: new URL(name, each).href, by: each });
  }
  const paths = policyPaths([...texts.keys()]);
  return Array.from(texts, ([each, text], index) => ({ address: each, path: paths[index], text }));
}

function refusal(file: string, message: string): CompileError {
  return new CompileError([{ file: shownName(file), line: 0, column: 0, message }]);
}

/** An address as a message shows it. */
export function shownName(address: string): string {
  if (address.startsWith("data:")) return "policy";
  return address.startsWith("file:") ? fileURLToPath(address) : address;
}
