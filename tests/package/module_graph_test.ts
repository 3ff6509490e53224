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

/** The paths of the modules that a module's code imports, as seen from the root; packages are left out. */
async function pathsFrom(entry: string): Promise<string[]> {
  return [...await codeModulesOf(entry)].filter((name) => name.startsWith(ROOT.href))
    .map((name) => name.slice(ROOT.href.length)).filter((path) => !path.startsWith("node_modules/"));
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

Deno.test("every module of the command line is in the graph of its door, those that are loaded when wanted too", async () => {
  const modules = new Set(await pathsFrom("cli/mod.ts"));
  const left = [...sourcesOf("cli")].filter((path) => hasCode(path) && !modules.has(path));
  assertEquals(left, []);
});

Deno.test("what the command line loads when wanted is named twice alike, and its door names it by a literal", async () => {
  const modules = new Set(await pathsFrom("cli/mod.ts"));
  const loads = /\bload<typeof import\("([^"]+)"\)>\(\s*import\.meta,\s*"([^"]+)"/g;
  const named = [...sourcesOf("cli")].flatMap((path) =>
    [...Deno.readTextFileSync(new URL(path, ROOT)).matchAll(loads)].map(([, type, address]) => ({
      path,
      type,
      address,
    }))
  );
  assert(named.length > 0);
  for (const { path, type, address } of named) {
    assertEquals(address, type, path);
    assert(modules.has(new URL(address, new URL(path, ROOT)).href.slice(ROOT.href.length)), `${path}: ${address}`);
  }
});

/** What a command line that names none of it must not wait for, by the beginnings of paths. */
const WANTED_SELDOM = [
  "workers/", // processes that run
  "cli/scenarios/",
  "cli/running/guard_worker.ts",
  "cli/running/all_cores.ts",
  "cli/text/help.ts",
  "cli/text/languages/zh.ts",
  "pictures/words/zh.ts",
  "pictures/documents/html.ts",
  "pictures/documents/latex.ts",
  "pictures/documents/markdown.ts",
  "analysis/check/",
  "analysis/statistics/",
  "analysis/verify/",
  "engine/workload/csv.ts", // readers
  "engine/workload/read.ts",
  "engine/workload/typed.ts",
  "engine/workload/yaml.ts",
  "engine/workload/header_words.ts",
];

Deno.test("what is seldom wanted is called what it is called here", () => {
  const sources = ["analysis", "cli", "engine", "pictures", "workers"].flatMap((room) => [...sourcesOf(room)]);
  assertEquals(WANTED_SELDOM.filter((start) => !sources.some((path) => path.startsWith(start))), []);
});

/** What draws. What chooses how it looks is no drawing. */
const DRAWINGS = /^pictures\/svg\/(?!look\.ts$)/;

for (
  const [line, entries] of [
    ["sim --version", ["cli/main.ts"]],
    ["sim", ["cli/main.ts", "cli/commands/tour.ts"]],
    ["sim run", ["cli/main.ts", "cli/commands/run.ts"]],
    ["sim compare", ["cli/main.ts", "cli/commands/compare.ts"]],
    ["sim explain", ["cli/main.ts", "cli/commands/explain.ts"]],
  ] as const
) {
  Deno.test(`${line} waits for no module that it does not need`, async () => {
    const paths = (await Promise.all(entries.map(pathsFrom))).flat();
    const seldom = paths.filter((path) => WANTED_SELDOM.some((start) => path.startsWith(start)) || DRAWINGS.test(path));
    assertEquals(seldom, []);
    const commands = paths.filter((path) => path.startsWith("cli/commands/") && path !== "cli/commands/mod.ts");
    if (entries.length === 1) assertEquals(commands, []); // each is loaded when it is asked for
  });
}
