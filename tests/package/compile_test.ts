// A binary that `deno compile` makes of README's example holds what its workers load, since it cannot fetch it.
import { assert, assertEquals } from "@std/assert";
import { outcomeOf } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);

/** The example of README that begins with `// NAME`. */
function exampleOf(name: string): string {
  const readme = Deno.readTextFileSync(new URL("README.md", ROOT));
  return new RegExp(`\`\`\`ts\n(// ${name}\n.*?)\`\`\``, "s").exec(readme)![1];
}

/** The names of the files in a compiled binary, as its table of contents has them. */
function filesIn(binary: string): Set<string> {
  const text = new TextDecoder("latin1").decode(Deno.readFileSync(binary));
  return new Set([...text.matchAll(/"File":\{"n":"([^"]+)"/g)].map((match) => match[1]));
}

Deno.test("a binary compiled of README's pool example holds every module that its workers need", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/squares.ts`, exampleOf("squares.ts"));
    const imports = { "@quanta/quanta": new URL("mod.ts", ROOT).href };
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
    const binary = `${folder}/squares${Deno.build.os === "windows" ? ".exe" : ""}`;
    const args = ["compile", "--quiet", "-A", "--no-check", "--output", binary, "squares.ts"];
    // The runtime for binaries is downloaded. Where it cannot be had, the usual one stands in: such a binary does not run, but
    // it can be looked into.
    const whole = await outcomeOf(Deno.execPath(), args, { cwd: folder }).catch(() => ({ code: 1 }));
    if (whole.code !== 0) {
      const { code, stderr } = await outcomeOf(Deno.execPath(), args, {
        cwd: folder,
        env: { DENORT_BIN: Deno.execPath() },
      });
      assertEquals(code, 0, stderr);
    }
    const files = filesIn(binary);
    for (
      const needed of ["squares.ts", "pool.ts", "_bootstrap.ts", "_worker.ts", "_report.ts", "_plain.ts", "_limited.ts"]
    ) {
      assert(files.has(needed), `${needed} is missing`);
    }
    if (whole.code === 0) {
      assertEquals(await outcomeOf(binary, []), { code: 0, stdout: "[ 1, 4, 9 ]\n", stderr: "" });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
