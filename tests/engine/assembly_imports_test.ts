// The guest's sources must be readable one after another: no file of them imports, over others, itself.
import { assertEquals } from "@std/assert";

const ASSEMBLY = new URL("../../engine/assembly/", import.meta.url);

/** The addresses of all source files below a folder. */
function* sourcesBelow(folder: URL): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    if (entry.isDirectory) yield* sourcesBelow(new URL(`${entry.name}/`, folder));
    else if (entry.name.endsWith(".ts")) yield new URL(entry.name, folder).href;
  }
}

/** What a source file imports. */
function importsOf(file: string): string[] {
  const text = Deno.readTextFileSync(new URL(file));
  return [...text.matchAll(/\bfrom "(\.[^"]+)"/g)].map((match) => new URL(`${match[1]}.ts`, file).href);
}

/** The files on the first circle found, in order; empty where there is none. */
function circleAmong(imports: ReadonlyMap<string, string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const imported of imports.get(file)!) {
      const circle = visit(imported);
      if (circle.length > 0) return circle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const circle = visit(file);
    if (circle.length > 0) return circle;
  }
  return [];
}

Deno.test("circleAmong() finds a circle", () => {
  assertEquals(circleAmong(new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]])), ["b", "c", "b"]);
});

Deno.test("no file of engine/assembly imports in a circle", () => {
  const imports = new Map([...sourcesBelow(ASSEMBLY)].map((file) => [file, importsOf(file)]));
  const circle = circleAmong(imports).map((file) => file.slice(ASSEMBLY.href.length));
  assertEquals(circle, []);
});
