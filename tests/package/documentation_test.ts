// What JSR shows of the package: `deno doc` of every door.
import { assert, assertEquals } from "@std/assert";
import { outcomeOf } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);
const { name: PACKAGE, exports: EXPORTS } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT)));
const DOORS = Object.values(EXPORTS as Record<string, string>).filter((file) => file !== "./cli/mod.ts");

/** What examples may import: the package by its doors, and what they assert with. */
const IMPORTABLE = [...Object.keys(EXPORTS).map((door) => PACKAGE + door.slice(1)), "@std/assert"];

interface Tag {
  kind: string;
  doc?: string;
}

interface Documented {
  name: string;
  kind: string;
  tags: Tag[];
}

/** The declarations that a door exports, and the door itself. */
async function documented(door: string): Promise<Documented[]> {
  const { stdout } = await outcomeOf(Deno.execPath(), ["doc", "--json", "--config=deno.npm.json", door], { cwd: ROOT });
  const [node] = Object.values(JSON.parse(stdout).nodes) as {
    module_doc?: { tags?: Tag[] };
    symbols: { name: string; declarations: { kind: string; jsDoc?: { tags?: Tag[] } }[] }[];
  }[];
  const symbols = node.symbols.flatMap(({ name, declarations }) =>
    declarations.map(({ kind, jsDoc }) => ({ name, kind, tags: jsDoc?.tags ?? [] }))
  );
  return [{ name: door, kind: "module", tags: node.module_doc?.tags ?? [] }, ...symbols];
}

for (const door of DOORS) {
  Deno.test(`everything that ${door} exports is in a category`, async () => {
    const symbols = (await documented(door)).filter(({ kind }) => kind !== "module");
    assert(symbols.length > 0);
    assertEquals(
      symbols.filter(({ tags }) => !tags.some(({ kind }) => kind === "category")).map(({ name }) => name),
      [],
    );
  });

  // What the examples themselves use has none.
  const isExamples = door === "./examples/mod.ts";
  if (!isExamples) {
    Deno.test(`everything that ${door} exports has an example, types too`, async () => {
      const without = (await documented(door)).filter(({ tags }) => !tags.some(({ kind }) => kind === "example"));
      assertEquals(without.map(({ name }) => name), []);
    });
  }

  Deno.test(`the examples of ${door} import nothing that its reader does not have`, async () => {
    const strange = (await documented(door)).flatMap(({ name, tags }) =>
      tags.filter(({ kind }) => kind === "example")
        .flatMap(({ doc = "" }) => Array.from(doc.matchAll(/\bfrom "([^"]+)"/g), ([, specifier]) => specifier))
        .filter((specifier) => !IMPORTABLE.includes(specifier)).map((specifier) => `${name}: ${specifier}`)
    );
    assertEquals(strange, []);
  });

  Deno.test(`${door} begins with an example`, async () => {
    const [module] = await documented(door);
    assert(module.tags.some(({ kind }) => kind === "example"));
  });
}
