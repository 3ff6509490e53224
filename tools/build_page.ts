/**
 * Builds the page: one HTML file with its style and its script inside, which needs nothing else. The script is a classic one, because
 * a browser loads no modules from a file.
 *
 * @module
 */

import { bytesOfText, spelledBytes } from "../engine/binary_text.ts";
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
    .replace("/*SCRIPT*/", () => insideScript(script));
  const stream = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));
  return { html, packed: new Uint8Array(await new Response(stream).arrayBuffer()) };
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
    return respell(Deno.readTextFileSync(output).trimEnd());
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** A script whose binaries are in the letters of `spelledBytes`: as the lists of lines that the compiler likes, they pack twice as large. */
function respell(script: string): string {
  return script.replaceAll(/\[((?:"[A-Za-z0-9+/=]*",?)+)\]\.join\(""\)/g, (_, lines: string) => {
    return JSON.stringify(spelledBytes(bytesOfText(lines.replaceAll(/[",]/g, ""))));
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
