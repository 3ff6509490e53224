/**
 * Builds the page: one HTML file with its style and its script inside, which needs nothing else. The script is a classic one, because
 * a browser loads no modules from a file.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { base64 } from "../engine/_wasm.ts";
import { bytesOfText } from "../engine/binary_text.ts";
import { shortKey } from "../pictures/words/language.ts";
import { packedText } from "./pack_bytes.ts";
import { config, root } from "./_project.ts";

/** What the page is made of: rooms whose files may reach it, and what they are bundled with. */
const ROOMS = ["web", "engine", "analysis", "pictures"];
const OTHERS = ["deno.json", "deno.npm.json", "tools/build_page.ts"];

/** A page. */
export interface BuiltPage {
  readonly html: string;
  /** The same, gzipped. */
  readonly packed: Uint8Array<ArrayBuffer>;
}

/** The files that the page may be made of, as paths from the root, in a stable order. */
export function pageSources(): string[] {
  return [...ROOMS.flatMap((room) => sourceFiles(room)), ...OTHERS].sort();
}

function sourceFiles(folder: string): string[] {
  return Array.from(Deno.readDirSync(new URL(folder, root))).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) return path === "engine/assembly" || path === "web/dist" ? [] : sourceFiles(path);
    return /\.(?:tsx?|css|html)$/.test(entry.name) ? [path] : [];
  });
}

/** The SHA-256 of files and their names. Line ends do not count. */
export async function sourcesHash(paths: readonly string[]): Promise<string> {
  const parts = paths.flatMap((path) => [path, Deno.readTextFileSync(new URL(path, root)).replaceAll("\r\n", "\n")]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\0")));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Builds the page.
 *
 * @throws {Error} If it cannot be bundled; the message says what is wrong.
 */
export async function buildPage(): Promise<BuiltPage> {
  const script = await bundle();
  const styles = Array.from(Deno.readDirSync(new URL("web/styles", root)), ({ name }) => name).sort();
  const style = styles.map((name) => Deno.readTextFileSync(new URL(`web/styles/${name}`, root))).join("\n");
  const html = Deno.readTextFileSync(new URL("web/page.html", root))
    .replace("/*STYLE*/", () => compactStyle(style))
    .replace("/*SCRIPT*/", () => insideScript(script))
    .replace("/*HASH*/", () => scriptHash(script));
  return { html, packed: new Uint8Array(gzipSync(html, { level: 9, memLevel: 7 })) };
}

/** What the page's rule calls its one script: the hash of what stands between the tags. */
function scriptHash(script: string): string {
  const between = `\n    ${insideScript(script)}\n    `;
  return `'sha256-${createHash("sha256").update(between).digest("base64")}'`;
}

/** The page's modules as one script. */
async function bundle(): Promise<string> {
  const folder = Deno.makeTempDirSync({ prefix: "quanta-page-" });
  try {
    const output = `${folder}/page.js`;
    const flags = ["--quiet", "--platform", "browser", "--minify", "--format", "iife", "--output", output];
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["bundle", `--config=${await config()}`, ...flags, "web/main.tsx"],
      cwd: root,
      env: { NO_COLOR: "1" },
    }).output();
    if (!success) throw new Error(`Cannot build the page: ${new TextDecoder().decode(stderr).trim()}`);
    return shortKeys(plainLetters(respell(Deno.readTextFileSync(output).trimEnd())));
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** What every script of the compiler begins with. */
const BEGIN = "(()=>{";

/**
 * A script whose binaries are packed: as the lists of lines that the compiler likes, they are three times as large in gzip. They stand at
 * its beginning, since gzip begins anew with each change from text to binary and back.
 */
function respell(script: string): string {
  if (!script.startsWith(BEGIN)) throw new Error(`Cannot build the page: its script must begin with ${BEGIN}`);
  const base = bytesOfText(base64);
  const first = packedText(base, new Uint8Array());
  const packed: string[] = [];
  const rest = script.slice(BEGIN.length).replaceAll(
    /\[((?:"[A-Za-z0-9+/=]*",?)+)\]\.join\(""\)/g,
    (_, lines: string) => {
      const text = lines.replaceAll(/[",]/g, "");
      packed.push(text === base64 ? first : packedText(bytesOfText(text), base, first));
      return `$binaries[${packed.length - 1}]`;
    },
  );
  return `${BEGIN}var $binaries=[${packed.map((text) => JSON.stringify(text)).join(",")}];${rest}`;
}

/** A script whose letters of other alphabets are themselves: the compiler writes \\u4e2d for each. Marks that are not seen stay so. */
function plainLetters(script: string): string {
  return script.replaceAll(/\\(?:u([0-9A-Fa-f]{4})|[^])/g, (escaped, code?: string) => {
    const letter = String.fromCharCode(parseInt(code ?? "", 16));
    return code !== undefined && letter > "\u00a0" && /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) ? letter : escaped;
  });
}

/** An English sentence as the key of a Chinese text, in quotes of either kind. */
const SENTENCE_KEY = /"((?:[^"\\]|\\.)+)":(?="[^"]*\p{Script=Han}|`[^`]*\p{Script=Han})/gu;

/**
 * A script in which long English sentences are keys of Chinese texts by their marks; the sentences themselves stand where they are said.
 *
 * @throws {Error} If two have one mark: change a word of one.
 */
function shortKeys(script: string): string {
  const marked = new Map<string, string>();
  return script.replaceAll(SENTENCE_KEY, (whole, quoted: string) => {
    const sentence = JSON.parse(`"${quoted}"`);
    const key = shortKey(sentence);
    if (key === sentence) return whole;
    if ((marked.get(key) ?? sentence) !== sentence) {
      throw new Error(
        `Cannot build the page: marks of sentences must differ, got one for ${marked.get(key)} and ${sentence}`,
      );
    }
    marked.set(key, sentence);
    return `"${key}":`;
  });
}

/** A script that no text in it can end early. */
function insideScript(script: string): string {
  return script.replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "<\\!--");
}

/** A style without its comments and most of its blanks; no text in ours has either. */
function compactStyle(style: string): string {
  return style.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\s+/g, " ").replaceAll(/ ?([{};,]) ?/g, "$1").trim();
}
