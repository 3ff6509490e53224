// Who may import whom: dependencies point one way, and nothing imports in a circle.
import { assertEquals } from "@std/assert";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The rooms of the product. */
const ROOMS = ["engine", "workers", "analysis", "pictures", "compiler", "web", "cli", "bench"];

/** They are made when they are wanted. */
const GENERATED = ["cli/page/_page.ts", "compiler/_core_sources.ts"];

/** Pairs of which the first never imports the second. */
const NEVER: readonly (readonly [from: string, to: string])[] = [
  ["engine", "workers"],
  ["engine", "analysis"],
  ["engine", "pictures"],
  ["workers", "engine"],
  ["workers", "analysis"],
  ["workers", "pictures"],
  ["analysis", "pictures"],
  ["pictures", "workers"],
  ["web", "workers"],
  ...["engine", "workers", "analysis", "pictures", "web"].map((room) => [room, "compiler"] as const),
  ...["workers", "analysis", "pictures"].map((room) => ["compiler", room] as const),
  ...ROOMS.filter((room) => room !== "web").map((room) => [room, "web"] as const),
  ...ROOMS.filter((room) => room !== "cli").map((room) => [room, "cli"] as const),
  ...ROOMS.filter((room) => room !== "bench").map((room) => [room, "bench"] as const),
];

/** Imports of modules by literal, whatever their form. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

/** Comments hold examples, which import what their reader would. */
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(join(ROOT, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(path)) yield path;
  }
}

/** What each file imports, by path from the root. */
function importsOf(files: readonly string[]): Map<string, string[]> {
  return new Map(files.map((file) => {
    const text = Deno.readTextFileSync(join(ROOT, file)).replace(COMMENT, "");
    const names = Array.from(text.matchAll(IMPORT), ([, name]) => {
      const path = normalize(join(dirname(file), name));
      return /\.\w+$/.test(path) ? path : `${path}.ts`; // as AssemblyScript writes them
    });
    return [file, [...new Set(names)]];
  }));
}

const graph = importsOf(["mod.ts", ...ROOMS.flatMap((room) => [...sourceFiles(room)])]);

/** A way from a node back to itself, or nothing. */
function circleIn(edges: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] | null => {
    if (done.has(node)) return null;
    const at = path.indexOf(node);
    if (at !== -1) return [...path.slice(at), node];
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next);
      if (circle !== null) return circle;
    }
    path.pop();
    done.add(node);
    return null;
  };
  for (const node of edges.keys()) {
    const circle = visit(node);
    if (circle !== null) return circle;
  }
  return null;
}

Deno.test("every import names a file that is there", () => {
  for (const [file, imports] of graph) {
    for (const path of imports) {
      if (GENERATED.includes(path)) continue;
      assertEquals(Deno.statSync(join(ROOT, path)).isFile, true, `${file} imports ${path}`);
    }
  }
});

Deno.test("no room imports what stands above it", () => {
  const wrong = [...graph].flatMap(([file, imports]) =>
    imports.filter((path) =>
      NEVER.some(([from, to]) => file.startsWith(`${from}/`) && path.startsWith(`${to}/`)) ||
      // mod.ts leads to both halves, so only who may use both imports it.
      (path === "mod.ts" && !file.startsWith("cli/") && !file.startsWith("bench/"))
    ).map((path) => `${file} -> ${path}`)
  );
  assertEquals(wrong, []);
});

Deno.test("no file imports in a circle", () => {
  assertEquals(circleIn(graph), null);
});

Deno.test("no folders beside each other import in a circle", () => {
  const folders = new Set([...graph.keys()].map(dirname));
  for (const parent of new Set([...folders].map(dirname))) {
    // A folder beside others is it with all that is below it; what lies in the parent itself is in none of them.
    const roomOf = (file: string) => {
      const [first, ...rest] = relative(parent, file).split("/");
      return first === ".." || rest.length === 0 ? null : first;
    };
    const edges = new Map<string, string[]>();
    for (const [file, imports] of graph) {
      const from = roomOf(file);
      if (from === null) continue;
      const to = imports.map(roomOf).filter((room) => room !== null && room !== from) as string[];
      edges.set(from, [...edges.get(from) ?? [], ...to]);
    }
    assertEquals(circleIn(edges), null, `below ${parent}`);
  }
});
