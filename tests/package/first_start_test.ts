// The README's first command in a clone on a machine that has run nothing of it before.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

Deno.test("deno task sim starts in a clone without a cache and without packages", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { stdout } = await new Deno.Command("git", { args: ["ls-files", "-z"], cwd: ROOT }).output();
    const started = /^(?:deno[^/]*\.(?:json|lock)|mod\.ts|(?:engine|analysis|pictures|workers|cli|tools)\/.*)$/;
    for (const file of new TextDecoder().decode(stdout).split("\0").filter((name) => started.test(name))) {
      await Deno.mkdir(dirname(`${folder}/clone/${file}`), { recursive: true });
      await Deno.copyFile(`${ROOT}${file}`, `${folder}/clone/${file}`);
    }
    const sim = await new Deno.Command(Deno.execPath(), {
      args: ["task", "-q", "sim"],
      cwd: `${folder}/clone`,
      env: { DENO_DIR: `${folder}/cache`, NO_COLOR: "1" },
    }).output();
    const [out, err] = [sim.stdout, sim.stderr].map((bytes) => new TextDecoder().decode(bytes));
    assertEquals(sim.code, 0, err);
    assertStringIncludes(out, "deno task sim --help");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
