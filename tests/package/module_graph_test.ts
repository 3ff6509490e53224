// What Deno knows of the package before it runs: `deno cache`, `deno install` and `deno compile` take what is in the graph of
// modules, and nothing else.
import { assert, assertEquals } from "@std/assert";
import { codeModulesOf } from "./module_graph.ts";

const ROOT = new URL("../../", import.meta.url);

/** The source files below a folder of the project. */
function* sourcesOf(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(new URL(folder, ROOT))) {
    const path = `${folder}/${entry.name}`;
    if (path === "engine/assembly") continue;
    if (entry.isDirectory) yield* sourcesOf(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

/** Whether a source file does something when it runs: it does not consist of types alone. */
function hasCode(path: string): boolean {
  const text = Deno.readTextFileSync(new URL(path, ROOT));
  return /^(export |declare )?(abstract )?(async )?(const|let|function|class)\b/m.test(text);
}

Deno.test("every module of the process library is in the graph of what imports it, those that only workers load too", async () => {
  const modules = await codeModulesOf("workers/mod.ts");
  const left = [...sourcesOf("workers")].filter((path) => hasCode(path) && !modules.has(new URL(path, ROOT).href));
  assertEquals(left, []);
  // These were named by an address alone.
  for (const path of ["process/_bootstrap.ts", "pool/_worker.ts", "manager/_server.ts", "sockets/_socket_hub.ts"]) {
    assert(modules.has(new URL(`workers/${path}`, ROOT).href), path);
  }
});

Deno.test("no module of the library names one of Node's: to know of them makes every program start later", async () => {
  const modules = await codeModulesOf("workers/mod.ts");
  assertEquals([...modules].filter((name) => name.startsWith("node:")), []);
});
