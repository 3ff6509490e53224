// What each door of the package gives, and what it loads.
import { assertEquals } from "@std/assert";
import * as all from "@quanta/quanta";
import * as processes from "@quanta/quanta/processes";
import * as simulate from "@quanta/quanta/simulate";
import { codeModulesOf } from "./module_graph.ts";

const ROOT = new URL("../../", import.meta.url);

/** All names that a door exports, those of types too. */
function namesOf(door: string): string[] {
  const text = Deno.readTextFileSync(new URL(door, ROOT));
  const lists = text.matchAll(/^export (?:type )?\{([^}]*)\} from/gm);
  return [...lists].flatMap(([, list]) => list.split(",").map((name) => name.trim().replace(/^type /, "")))
    .filter((name) => name !== "").sort();
}

Deno.test("the whole package has what its two halves have, and nothing else", () => {
  const halves = { ...simulate, ...processes };
  assertEquals(new Set(Object.keys(all)), new Set(Object.keys(halves)));
  for (const [name, value] of Object.entries(all)) assertEquals(value, halves[name as keyof typeof halves]);
  assertEquals(namesOf("mod.ts"), [...namesOf("engine/mod.ts"), ...namesOf("workers/mod.ts")].sort());
});

/** The rooms whose modules a door loads. */
async function roomsOf(door: string): Promise<string[]> {
  const paths = [...await codeModulesOf(door)].filter((name) => name.startsWith(ROOT.href))
    .map((name) => name.slice(ROOT.href.length));
  return [...new Set(paths.filter((path) => path.includes("/")).map((path) => path.split("/")[0]))]
    .filter((room) => !["node_modules", "tools"].includes(room)).sort();
}

for (
  const [door, rooms] of [
    ["engine/mod.ts", ["engine"]],
    ["workers/mod.ts", ["workers"]],
    ["analysis/mod.ts", ["analysis", "engine"]],
    ["pictures/mod.ts", ["analysis", "engine", "pictures"]],
  ] as const
) {
  Deno.test(`${door} loads nothing but ${rooms.join(", ")}`, async () => assertEquals(await roomsOf(door), [...rooms]));
}
