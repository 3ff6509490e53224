/**
 * A JSR of a few packages on this machine alone: what deno.json names, made of the copies that npm carries, and the project's own
 * package as `deno publish` would send it. With it the package can be checked and tried as its users get it where JSR cannot
 * be reached. JSR's protocol is three kinds of files: `meta.json` of a package, `VERSION_meta.json`, and the sources.
 *
 * @module
 */

import { writeCoreSources } from "./core_sources.ts";
import { root, run } from "./_project.ts";

/** One version of a package, as JSR has it. */
export interface RegistryPackage {
  /** With its scope: `@std/fmt`. */
  name: string;
  version: string;
  /** From door (`.`, `./colors`) to path (`./mod.ts`). */
  exports: Record<string, string>;
  /** The files by their paths in the package, such as `/mod.ts`. */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** A registry that serves until it is disposed of. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** What `JSR_URL` must be. */
  url: string;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** All that is ever answered, by path. */
async function answersOf(
  { name, version, exports, files }: RegistryPackage,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const answers = new Map<string, Uint8Array<ArrayBuffer>>();
  const manifest: Record<string, { size: number; checksum: string }> = {};
  for (const [path, bytes] of files) {
    manifest[path] = { size: bytes.length, checksum: await sha256(bytes) };
    answers.set(`/${name}/${version}${path}`, bytes);
  }
  const [scope, ownName] = name.slice(1).split("/");
  answers.set(`/${name}/meta.json`, json({ scope, name: ownName, latest: version, versions: { [version]: {} } }));
  answers.set(`/${name}/${version}_meta.json`, json({ manifest, exports }));
  return answers;
}

/** Serves packages on a free port of 127.0.0.1. */
export async function serveRegistry(packages: RegistryPackage[]): Promise<LoopbackRegistry> {
  const answers = new Map((await Promise.all(packages.map(answersOf))).flatMap((some) => [...some]));
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const bytes = answers.get(path);
    if (bytes === undefined) return new Response("not found", { status: 404 });
    const type = path.endsWith(".json")
      ? "application/json"
      : /\.[jt]s$/.test(path)
      ? CODE_TYPES[path.slice(-2)]
      : "text/plain";
    return new Response(bytes, { headers: { "content-type": type } });
  });
  return { url: `http://127.0.0.1:${server.addr.port}/`, [Symbol.asyncDispose]: () => server.shutdown() };
}

const CODE_TYPES: Record<string, string> = { js: "text/javascript", ts: "text/typescript" };

/** Where npm's copies stand. */
const WINDMILL = "node_modules/windmill-cli/";
const CLIFFY = "deps/jsr.io/@windmill-labs/cliffy-";
const CLIFFY_VERSION = "1.0.0-rc.5";

/** What Cliffy's copy imports of Node's shim for Deno: in Deno there is nothing to be shimmed. */
const NO_SHIMS = "export const { Deno } = globalThis;\nexport const dntGlobalThis = globalThis;\n";

function read(path: string): string {
  return Deno.readTextFileSync(new URL(path, root));
}

/** What a module imports from files beside it, comments aside. */
function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']/g)].map((match) => match[1]);
}

/** A file of a package is named after its place in the carrier; modules name their types, which stand beside them. */
function carried(entries: string[]): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const encoder = new TextEncoder();
  const visit = (path: string) => {
    if (files.has(path)) return;
    if (path === "/_dnt.shims.js") {
      files.set(path, encoder.encode(NO_SHIMS));
      return;
    }
    const source = read(`${WINDMILL}esm${path}`);
    const types = path.replace(/\.js$/, ".d.ts");
    const typed = read(`${WINDMILL}types${types}`);
    const pragma = `/* @ts-self-types="./${types.split("/").at(-1)}" */\n`;
    files.set(path, encoder.encode(pragma + source));
    files.set(types, encoder.encode(typed));
    for (const name of [...importsOf(source), ...importsOf(typed)]) visit(new URL(name, `file://${path}`).pathname);
  };
  for (const entry of entries) visit(entry);
  return files;
}

/** A package of the Deno standard library, and the types of it that are written down in tools/npm. */
function standard(entry: string, types: string): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const encoder = new TextEncoder();
  const visit = (path: string) => {
    if (files.has(path)) return;
    const text = read(`node_modules/deno-std${path}`);
    files.set(path, encoder.encode(path === entry ? `/* @ts-self-types="./types.d.ts" */\n${text}` : text));
    for (const imported of importsOf(text)) visit(new URL(imported, `file://${path}`).pathname);
  };
  visit(entry);
  files.set(new URL("types.d.ts", `file://${entry}`).pathname, encoder.encode(read(types)));
  return files;
}

/** What can be made of npm's copies: by name the doors, and the files. */
const COPIES: Record<
  string,
  { exports: Record<string, string>; files: (entries: string[]) => RegistryPackage["files"] }
> = {
  "@cliffy/command": { exports: { ".": `/${CLIFFY}command/${CLIFFY_VERSION}/mod.js` }, files: carried },
  "@cliffy/table": { exports: { ".": `/${CLIFFY}table/${CLIFFY_VERSION}/mod.js` }, files: carried },
  "@std/cli": { exports: { "./unicode-width": "/deps/jsr.io/@std/cli/1.0.0-rc.2/unicode_width.js" }, files: carried },
  "@std/assert": {
    exports: { ".": "/assert/mod.js" },
    files: ([entry]) => standard(entry, "tools/npm/std_assert.d.ts"),
  },
  "@std/fmt": {
    exports: { "./colors": "/fmt/colors.js" },
    files: ([entry]) => standard(entry, "tools/npm/std_fmt_colors.d.ts"),
  },
};

/** Has the carriers in `node_modules`: a machine that reaches JSR has not needed them so far. */
async function installCarriers(): Promise<void> {
  try {
    for (const carrier of [WINDMILL, "node_modules/deno-std/"]) Deno.statSync(new URL(carrier, root));
    return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--config=deno.npm.json"],
    cwd: root,
  }).output();
  if (!success) throw new Error(`Cannot install npm's copies: ${new TextDecoder().decode(stderr)}`);
}

/**
 * The packages that deno.json names from JSR, made of npm's copies, in the least version of their ranges.
 *
 * @throws {Error} when deno.json names one of which npm has no copy, or npm cannot be reached for them.
 */
export async function npmCopies(): Promise<RegistryPackage[]> {
  await installCarriers();
  const versions = new Map<string, string>();
  for (const specifier of Object.values(JSON.parse(read("deno.json")).imports as Record<string, string>)) {
    const match = /^jsr:(@[^/]+\/[^@/]+)@\^?(\d+\.\d+\.\d+)/.exec(specifier);
    if (match !== null) versions.set(match[1], match[2]);
  }
  return Array.from(versions, ([name, version]) => {
    if (!Object.hasOwn(COPIES, name)) {
      throw new Error(`Cannot serve ${name}: tools/loopback_registry.ts has no copy of it`);
    }
    const { exports, files } = COPIES[name];
    const paths = Object.entries(exports).map(([door, path]) => [door, `.${path}`]);
    return { name, version, exports: Object.fromEntries(paths), files: files(Object.values(exports)) };
  });
}

/**
 * The project's own package: what `deno publish` would send. It rewrites the names that deno.json maps to what they stand for, as
 * `deno publish` does. Call it where JSR, or a registry of {@linkcode npmCopies}, is reached with `env`.
 *
 * @param env Variables for Deno: `JSR_URL`, `DENO_DIR`.
 */
export async function ownPackage(env: Record<string, string>): Promise<RegistryPackage> {
  const { name, version, exports, imports } = JSON.parse(read("deno.json"));
  await makePage();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["publish", "--dry-run", "--allow-dirty", "--no-check", "--config=deno.json"],
    cwd: root,
    env: { NO_COLOR: "1", ...env },
  }).output();
  const told = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (!success) throw new Error(`Cannot list the package's files: ${told}`);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [, url] of told.matchAll(/^ +(file:\S+) \(/gm)) {
    const bytes = Deno.readFileSync(new URL(url));
    const text = url.endsWith(".ts") ? unmapped(new TextDecoder().decode(bytes), imports) : null;
    files.set(`/${url.slice(root.href.length)}`, text === null ? bytes : new TextEncoder().encode(text));
  }
  return { name, version, exports, files };
}

/** Has the page where the package takes it from, as a release does. */
async function makePage(): Promise<void> {
  const code = await run(Deno.execPath(), ["run", "-qA", "--no-config", "tools/web.ts", "--module"]);
  if (code !== 0) throw new Error("Cannot list the package's files: the page cannot be built");
  writeCoreSources();
}

/** A module whose imports are what an import map makes of them; comments stay as they are. */
function unmapped(source: string, imports: Record<string, string>): string {
  return source.replace(/^(?! *\*| *\/\/)(.*\b(?:from|import)\b ?\(?)"([^".][^"]*)"/gm, (all, before, name) => {
    const target = imports[name];
    return target === undefined ? all : `${before}${JSON.stringify(target)}`;
  });
}
