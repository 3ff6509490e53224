// `--compile` on the command line: the same reports, what is kept, and what is said of a file that cannot be compiled.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { resolve } from "node:path";
import type { Outcome } from "./run_cli.ts";

/** Runs a command line as a user does, with a folder for caches of its own. */
async function run(directory: string, ...args: string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-check", `--config=${resolve("deno.npm.json")}`, resolve("cli/main.ts"), ...args],
    cwd: directory,
    env: { INIT_CWD: directory, NO_COLOR: "1", XDG_CACHE_HOME: `${directory}/caches` },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

const MINE = `export default class Mine {
  static options = { pace: { summary: "Ticks of a turn.", min: 1 } };
  pace = 4;
  list: number[] = [0];
  slice(process: number): number {
    return (this.list[process] ?? 0) + this.pace;
  }
}
`;

Deno.test({
  name: "--compile reports what the plain form does, keeps what it made, and names the place of a mistake",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "quanta-compile-" });
    try {
      const write = (text: string) => Deno.writeTextFile(`${folder}/mine.ts`, text);
      const command = ["run", "A 0 3; B 1 4", "-p", "./mine.ts", "--pace", "2"];
      await write(MINE);
      const [plain, compiled] = [await run(folder, ...command), await run(folder, ...command, "--compile")];
      assertEquals(plain.code, 0);
      assertEquals(compiled, plain);
      const kept = Array.from(Deno.readDirSync(`${folder}/caches/quanta/policies`), ({ name }) => name);
      assertEquals(kept.length, 1);
      // In one process more, for trials of a pool.
      const seeds = ["compare", "generate:processes=9", "-p", "rr,./mine.ts", "--seeds", "1..2", "--jobs", "2"];
      assertEquals(await run(folder, ...seeds, "--compile"), await run(folder, ...seeds));

      await write(MINE.replace("(this.list[process] ?? 0)", "this.list[process]"));
      const fault = await run(folder, ...command, "--compile");
      const message =
        "slice of B (pid 2) at tick 2 must ask for an element from 0 to 0 of an array, got 1 (./mine.ts:6:12)";
      assertEquals([fault.code, fault.out], [3, ""]);
      assertStringIncludes(fault.err, message);

      await write(MINE.replace("pace = 4;", "pace = 4;\n  seen = new Map<number, number>();"));
      const refused = await run(folder, ...command, "--compile");
      assertEquals([refused.code, refused.out], [3, ""]);
      assertStringIncludes(
        refused.err,
        "Cannot compile ./mine.ts: line 4, column 14: Map cannot be compiled: keep an array by process",
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
