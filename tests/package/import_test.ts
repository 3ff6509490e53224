// The package can be imported wherever JavaScript runs: only its use may need more.
import { assertEquals } from "@std/assert";
import { outcomeOf } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);

/** What a runtime need not have for the package to be imported. */
const MISSING = ["Deno", "Worker", "navigator", "Float16Array", "process", "Buffer", "SharedArrayBuffer", "crypto"];

/** Removes globals and imports a module; prints how many names it exports. */
const PROGRAM = `
const [module, ...names] = Deno.args;
const { log } = console;
for (const name of names) delete globalThis[name];
for (const name of names) if (name in globalThis) throw new Error("Cannot test without " + name + ": it stays");
const exports = await import(module);
log(Object.keys(exports).length > 0);
`;

for (const door of ["mod.ts", "engine/mod.ts", "workers/mod.ts", "analysis/mod.ts", "pictures/mod.ts"]) {
  Deno.test(`${door} is imported where there is no ${MISSING.join(", no ")}`, async () => {
    const program = `data:text/javascript,${encodeURIComponent(PROGRAM)}`;
    const { code, stdout, stderr } = await outcomeOf(
      Deno.execPath(),
      ["run", "-A", "--no-check", "--config=deno.npm.json", program, new URL(door, ROOT).href, ...MISSING],
      { cwd: ROOT },
    );
    assertEquals([code, stdout, stderr], [0, "true\n", ""]);
  });
}
