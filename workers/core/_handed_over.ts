/**
 * Whether a function that is handed over can be told from all others by its name and text (`_signed_name.ts`).
 *
 * It can where its module declares it: then there is one. It cannot where an expression makes what the module exports, as in
 * `export const scale = by(2)`, since `by(3)` is called `scale` as well and has the same text, or where a function within another one is written
 * alike. Which of these it is stands in the module's text alone; no function says where it comes from, and what a module exports cannot be
 * asked of it while it awaits something at its top level, as programs do.
 *
 * Where the text cannot be read (a module that is no file, no permission to read it), name and text have to do.
 *
 * @module
 */

import { scriptTokens, type Token } from "./_script_tokens.ts";
import { nameIn, signedName, type Wording } from "./_signed_name.ts";

/** How many modules are looked into for what one hands on from another. */
const MODULES_MAX = 32;

/** Why a function cannot be told from others, and by what name the export goes. */
interface Doubt {
  reason: string;
  exported: string;
}

/** For each function and module what was found; null where there is no doubt. */
const found = new WeakMap<object, Map<string, Doubt | null>>();

/** The signed name of a function or class, found among the exports of a module. @throws {TypeError} when several may be meant. */
export function handedOver(target: { readonly name: string }, module: string, wording: Wording): string {
  const signed = signedName(target);
  let doubts = found.get(target);
  if (doubts === undefined) found.set(target, doubts = new Map());
  let doubt = doubts.get(module);
  if (doubt === undefined) doubts.set(module, doubt = doubtOf(target, module));
  if (doubt === null) return signed;
  throw new TypeError(
    `Cannot ${wording.action} ${
      nameIn(signed)
    }: ${doubt.reason}, and which of them it is cannot be told by name and text: a closure cannot cross; to name ` +
      `the export, use ${wording.howTo(doubt.exported)}`,
  );
}

function doubtOf(target: { readonly name: string }, module: string): Doubt | null {
  const { name } = target;
  const text = Function.prototype.toString.call(target);
  const modules = new Set([module]);
  for (const address of modules) { // grows meanwhile, up to MODULES_MAX
    const source = textOf(address);
    if (source === null || isExportedOnce(source, name, text)) return null;
    const sites = sitesOf(scriptTokens(source), name, text);
    const byDefault = sites.declared === 0 && sites.alike > 0 && sites.hasDefault;
    if (sites.made || byDefault) {
      const exported = sites.made ? name : "default";
      return {
        exported,
        reason: `${address} exports as ${exported} one of several functions that an expression makes`,
      };
    }
    if (sites.declared > 0) {
      return sites.alike > 0
        ? { exported: name, reason: `${address} has several functions of that name and text` }
        : null;
    }
    for (const other of handedOn(source, address, name)) if (modules.size < MODULES_MAX) modules.add(other);
  }
  return null;
}

/** The text of a module that is a file which may be read; else null. */
function textOf(module: string): string | null {
  try {
    const address = new URL(URL.canParse(module) ? module : import.meta.resolve(module));
    if (address.protocol !== "file:") return null;
    const { state } = Deno.permissions.querySync({ name: "read", path: address });
    return state === "granted" ? Deno.readTextFileSync(address) : null;
  } catch {
    return null; // it is no file, or gone
  }
}

/** Whether a function or class is declared where it is exported, and written nowhere else: most are, and nothing more need be looked at. */
function isExportedOnce(source: string, name: string, text: string): boolean {
  const kind = /^(?:async\s+)?function\b|^class\b/.exec(text)?.[0].slice(-5);
  if (kind === undefined || !/^[\w$]+$/.test(name)) return false;
  const written = `${kind === "class" ? "class" : "function\\s*\\*?"}\\s*${name.replaceAll("$", "\\$")}(?![\\w$])`;
  const exported = new RegExp(`^export\\s+(?:default\\s+)?(?:async\\s+|abstract\\s+)?${written}`, "m");
  return exported.test(source) && source.match(new RegExp(`\\b${written}`, "g"))!.length === 1;
}

/** Where a name is given in a module. */
interface Sites {
  /** How often at its top level to a function that is written there. */
  declared: number;
  /** Whether it is given there to what an expression makes, or may be. */
  made: boolean;
  /** How often elsewhere to a function that may have the same text. */
  alike: number;
  /** Whether the default of the module is what an expression makes, which may have any name. */
  hasDefault: boolean;
}

function sitesOf(tokens: readonly Token[], name: string, text: string): Sites {
  const sites: Sites = { declared: 0, made: false, alike: 0, hasDefault: false };
  const words = wordsOf(scriptTokens(text));
  const textAt = (index: number) => tokens[index]?.text ?? "";
  for (const [index, { text: word, depth }] of tokens.entries()) {
    if (word === "default" && depth === 0 && textAt(index - 1) === "export") {
      sites.hasDefault = !beginsFunction(tokens, index + 1) && !isAlias(tokens, index + 1);
    }
    if (word !== name) continue;
    const isTop = depth === 0;
    const keyword = textAt(index - 1) === "*" ? textAt(index - 2) : textAt(index - 1);
    const isWritten = keyword === "function" || keyword === "class";
    const valueAt = isWritten || keyword === "." ? -1 : valueOf(tokens, index);
    if (isWritten ? isTop && isStatement(tokens, index) : isTop && valueAt > 0 && beginsFunction(tokens, valueAt)) {
      sites.declared += 1;
    } else if (isWritten ? true : valueAt > 0 && beginsFunction(tokens, valueAt)) {
      // The own name of a function that is given the same one: `const scale = function scale() {}`.
      const isOwn = isWritten && isTop && beginsValue(tokens, index, name);
      if (!isOwn && isWithin(words, tokens, index, isWritten)) sites.alike += 1;
    } else if (isTop && /^(?:const|let|var)$/.test(keyword)) sites.made ||= valueAt === 0 || !isAlias(tokens, valueAt);
    else if (isDestructured(tokens, index)) sites.made = true;
  }
  return sites;
}

function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text).filter((text) => /^[\p{ID_Start}$_\d]/u.test(text));
}

/** Where the value begins that a name is given, after its type; 0 when it is given none. */
function valueOf(tokens: readonly Token[], index: number): number {
  const { depth } = tokens[index];
  let at = index + 1;
  while (tokens[at]?.text === "!" || tokens[at]?.text === "?") at += 1;
  if (tokens[at]?.text === ":") {
    const isProperty = depth > 0 && beginsFunction(tokens, at + 1);
    if (isProperty) return at + 1;
    let angles = 0;
    for (at += 1; at < tokens.length && tokens[at].depth >= depth; at++) {
      const { text } = tokens[at];
      if (text === "<") angles += 1;
      else if (text === ">") angles -= 1;
      else if (tokens[at].depth === depth && (text === ";" || (text === "=" && angles <= 0))) break;
    }
  }
  return tokens[at]?.text === "=" && tokens[at + 1]?.text !== "=" ? at + 1 : 0;
}

/** Whether what begins there is a function or class as it is written, and not the call of one. */
function beginsFunction(tokens: readonly Token[], index: number): boolean {
  let at = index;
  if (tokens[at]?.text === "async") at += 1;
  const text = tokens[at]?.text ?? "";
  if (text === "function" || text === "class") return true;
  if (tokens[at + 1]?.text === "=>") return true; // n => …
  if (text === "<") {
    while (at < tokens.length && tokens[at].text !== "(") at += 1; // <T>(n: T) => …
  }
  if (tokens[at]?.text !== "(") return false;
  const close = closeOf(tokens, at);
  const after = tokens[close + 1]?.text;
  if (after === "=>" || after === ":") return true;
  // A function in brackets that is not called.
  return text === "(" && !["(", ".", "[", "?"].includes(after ?? "") && beginsFunction(tokens, at + 1);
}

function closeOf(tokens: readonly Token[], open: number): number {
  const { depth } = tokens[open];
  let at = open + 1;
  while (at < tokens.length && tokens[at].depth > depth) at += 1;
  return at;
}

/** After these a function or class is part of an expression. */
const OPERATORS = new Set([
  ..."=(,[?:&|+-!~*/%<>",
  "=>",
  "return",
  "await",
  "yield",
  "new",
  "typeof",
  "void",
  "delete",
  "in",
  "of",
  "throw",
]);

/** Whether a function or class of that name is a declaration. */
function isStatement(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (["function", "class", "*", "async", "abstract"].includes(tokens[at]?.text)) at -= 1;
  return !OPERATORS.has(tokens[at]?.text);
}

/** Whether a function of that name is the value that the same name is given. */
function beginsValue(tokens: readonly Token[], index: number, name: string): boolean {
  for (let at = index - 1; at > 0 && tokens[at].text !== ";"; at--) {
    if (tokens[at].text === "=") {
      return ["function", "async", "class"].includes(tokens[at + 1].text) &&
        tokens.slice(0, at).findLast(({ text }) => text === name) !== undefined;
    }
  }
  return false;
}

/** Whether what begins there is the name of something else, whose name and text are its own. */
function isAlias(tokens: readonly Token[], index: number): boolean {
  let at = index;
  while (
    /^[\w$.]+$/.test(tokens[at]?.text ?? "") && (at === index || tokens[at].text === "." || tokens[at - 1].text === ".")
  ) at += 1;
  return at > index && [";", ",", "as", "satisfies", undefined].includes(tokens[at]?.text);
}

/** Whether it is taken out of something at the top level: `export const { scale } = …`. */
function isDestructured(tokens: readonly Token[], index: number): boolean {
  const { depth } = tokens[index];
  if (depth !== 1) return false;
  let at = index - 1;
  while (at > 0 && tokens[at].depth >= depth) at -= 1;
  return /^[[{]$/.test(tokens[at]?.text ?? "") && /^(?:const|let|var)$/.test(tokens[at - 1]?.text ?? "");
}

/** Whether the words of a text come one after another in what a name is given there: types may stand between them. */
function isWithin(words: readonly string[], tokens: readonly Token[], index: number, isWritten: boolean): boolean {
  const { depth } = tokens[index];
  let next = 0;
  for (let at = isWritten ? Math.max(0, index - 3) : index + 1; at < tokens.length && next < words.length; at++) {
    const { text } = tokens[at];
    if (text === words[next]) next += 1;
    if (at <= index) continue; // a keyword before the name is a word of the text as well
    if (tokens[at].depth < depth || (tokens[at].depth === depth && !isWritten && (text === ";" || text === ","))) break;
    if (tokens[at].depth === depth && isWritten && text === "}" && tokens[at + 1]?.text !== "{") break;
  }
  return next === words.length;
}

/** The modules that a module may take a name from, to hand it on. */
function handedOn(source: string, module: string, name: string): string[] {
  const statements = source.matchAll(/^(?:import|export)\s([^;'"]*?)\bfrom\s*["']([^"'\n]+)["']/gm);
  return [...statements].flatMap(([, names, specifier]) => {
    if (!names.includes("*") && !names.includes(name)) return [];
    if (/^\.{0,2}\//.test(specifier)) return URL.canParse(specifier, module) ? [new URL(specifier, module).href] : [];
    return specifier.startsWith("file:") ? [specifier] : [];
  });
}
