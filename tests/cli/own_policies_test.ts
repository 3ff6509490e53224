// Policies of one's own on the command line: their names, their options, and what is said of their mistakes.
import { assert, assertEquals } from "@std/assert";
import { resolve } from "node:path";
import { main } from "../../cli/main.ts";
import { policyFiles, withPolicyNames } from "../../cli/own_policies/policy_words.ts";
import type { Policy } from "../../engine/policy.ts";
import { createWorld, type Outcome } from "./run_cli.ts";

/** Files of policies, in a folder of their own. */
async function withFiles(
  texts: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "quanta-own-" });
  try {
    for (const [name, text] of Object.entries(texts)) await Deno.writeTextFile(`${folder}/${name}`, text);
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a command line with its policies in this process. */
async function runHere(directory: string, ...args: string[]): Promise<Outcome> {
  const { io, out, err } = createWorld({ directory });
  const policyLoader = { files: policyFiles(args, directory), noteLoading: () => {} };
  const code = await main(args, { ...io, policyLoader });
  return { code, out: out(), err: err() };
}

/** Runs it as a user does; only one process of the system knows how to end a hook without end. */
async function runApart(directory: string, ...args: string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `--config=${resolve("deno.npm.json")}`, resolve("cli/main.ts"), ...args],
    cwd: directory,
    env: { INIT_CWD: directory, NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

const MINE = `export default class Mine {
  static options = { pace: { summary: "Ticks of a turn.", min: 1 }, proud: { summary: "Whether it is." } };
  pace = 4;
  proud = false;
  slice(): number {
    return this.pace;
  }
}
`;

Deno.test("policyFiles() finds files where names of policies stand", () => {
  const typed = (...args: string[]) => policyFiles(args, "/here").map((file) => file.typed);
  assertEquals(typed("run", "jobs.csv", "-p", "./mine.ts:pace=2"), ["./mine.ts"]);
  assertEquals(typed("compare", "jobs.ts", "--policies=rr,a.js,../b.mts:x=1,a.js"), ["a.js", "../b.mts"]);
  assertEquals(typed("sweep", "x", "--vary", "load=0.5:policy=rr,./mine.ts"), ["./mine.ts"]);
  assertEquals(typed("policies", "check", "./mine.ts", "-o", "out.ts"), ["./mine.ts", "out.ts"]);
  assertEquals(typed("run", "jobs.ts", "-p", "rr"), []);
});

Deno.test("withPolicyNames() puts names for files, and options that only they have behind them", () => {
  const policy = {
    name: "mine",
    options: [{ name: "pace", type: "ticks" }, { name: "quantum", type: "ticks" }, { name: "proud", type: "boolean" }],
  } as unknown as Policy;
  const words = (...args: string[]) => withPolicyNames(args, () => policy, (option) => option === "quantum");
  assertEquals(words("run", "x", "-p", "./m.ts", "--pace", "3", "--quantum", "2"), [
    "run",
    "x",
    "-p",
    "mine:pace=3",
    "--quantum",
    "2",
  ]);
  assertEquals(words("run", "x", "--proud", "-p=./m.ts:pace=1"), ["run", "x", "-p=mine:proud=true:pace=1"]);
  assertEquals(words("run", "x", "--no-proud", "-p", "rr,./m.ts"), ["run", "x", "-p", "rr,mine:proud=false"]);
});

Deno.test("sim run, compare, explain, diverge and sweep take a policy's file", () =>
  withFiles({ "mine.ts": MINE }, async (folder) => {
    const figures = (text: string) => text.slice(text.indexOf(" CPU 0"), text.indexOf("In a browser") >>> 0);
    const own = await runHere(folder, "run", "example:stallings", "-p", "./mine.ts", "--pace", "1");
    const known = await runHere(folder, "run", "example:stallings", "-p", "rr", "--quantum", "1");
    assertEquals([own.code, own.err], [0, ""]);
    assertEquals(figures(own.out).trim(), figures(known.out).trim());
    assert(!own.out.includes("In a browser"));
    const compared = await runHere(folder, "compare", "example:stallings", "-p", "rr,./mine.ts:pace=2", "-f", "json");
    assertEquals(JSON.parse(compared.out).runs.map(({ label }: { label: string }) => label), ["rr", "mine:pace=2"]);
    const explained = await runHere(folder, "explain", "example:stallings", "-p", "./mine.ts", "--at", "3");
    assert(explained.out.includes("CPU 0 runs B"), explained.out);
    const parted = await runHere(folder, "diverge", "example:stallings", "-p", "rr:quantum=4,./mine.ts:pace=1");
    assert(parted.out.includes("They part at tick"), parted.out);
    const seeds = ["--seeds", "1..3", "-f", "json", "--jobs", "1"];
    const swept = await runHere(folder, "sweep", "generate:processes=20", "--vary", "policy=rr,./mine.ts", ...seeds);
    assertEquals([swept.code, swept.err], [0, ""]);
  }));

Deno.test("sim policies shows a policy's file, and help its options", () =>
  withFiles({ "mine.ts": MINE }, async (folder) => {
    const { out } = await runHere(folder, "policies", "./mine.ts");
    assert(out.includes("--pace") && out.includes("Ticks of a turn"), out);
    const help = await runHere(folder, "run", "-p", "./mine.ts", "--help");
    assert(help.out.includes("Policy mine") && help.out.includes("--pace <ticks>"), help.out);
  }));

Deno.test("sim policies check says what holds, and exits with 4 where something does not", () =>
  withFiles(
    { "mine.ts": MINE, "bad.ts": "export default class Bad {\n  slice() {\n    return -2;\n  }\n}\n" },
    async (folder) => {
      const good = await runHere(folder, "policies", "check", "./mine.ts", "--workloads", "30");
      assertEquals([good.code, good.err], [0, ""]);
      assert(good.out.includes("work-conserving") && good.out.includes("nobody starved"), good.out);
      const bad = await runHere(folder, "policies", "check", "./bad.ts");
      assertEquals(bad.code, 4);
      assert(bad.err.includes("(line 2)"), bad.err);
    },
  ));

Deno.test("sim policies new writes a policy that runs, and nothing over what is there", () =>
  withFiles({}, async (folder) => {
    const made = await runHere(folder, "policies", "new", "fair-share");
    assertEquals([made.code, made.err], [0, ""]);
    assert((await Deno.readTextFile(`${folder}/fair_share_test.ts`)).includes("FairShare"));
    const ran = await runHere(folder, "run", "example:stallings", "-p", "./fair_share.ts", "--quantum", "2");
    assertEquals([ran.code, ran.err], [0, ""]);
    const again = await runHere(folder, "policies", "new", "fair-share");
    assert(again.code === 1 && again.err.includes("must not be there yet"), again.err);
    assertEquals((await runHere(folder, "policies", "new", "Fair")).code, 2);
  }));

Deno.test("mistakes of a policy are named at their line", () =>
  withFiles({
    "throws.ts": "export default class Throws {\n  slice(): number {\n    throw new Error('no luck');\n  }\n}\n",
    "nan.ts": "export default class NaNs {\n  n = 0;\n  slice() {\n    return NaN;\n  }\n}\n",
    "syntax.ts": "export default class {\n  slice( {\n}\n",
    "none.ts": "export const policy = 1;\n",
  }, async (folder) => {
    const run = (file: string) => runHere(folder, "run", "example:stallings", "-p", file);
    const thrown = await run("./throws.ts");
    assertEquals(thrown.code, 3);
    assert(
      /slice of A \(pid 1\) at tick 0 must not throw, got Error: no luck \(\.\/throws\.ts:3:/.test(thrown.err),
      thrown.err,
    );
    const nan = await run("./nan.ts");
    assert(nan.err.includes("got NaN (./nan.ts:3)"), nan.err);
    for (const file of ["./syntax.ts", "./none.ts", "./missing.ts"]) {
      const { code, err } = await run(file);
      assert(code === 3 && err.startsWith(`error: Cannot load policy ${file}: `), err);
    }
  }));

Deno.test({
  name: "a policy runs in a process that may little and can be ended, and its types are looked at",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFiles({
      "mine.ts": MINE,
      "endless.js": "export default class Endless {\n  slice() {\n    while (true);\n  }\n}\n",
      "files.js":
        "export default class Files {\n  slice() {\n    return Deno.readTextFileSync('secret').length;\n  }\n}\n",
      "types.ts":
        "export default class Types {\n  slice(process: number): number {\n    return process + true;\n  }\n}\n",
      secret: "four",
    }, async (folder) => {
      const good = await runApart(folder, "run", "example:stallings", "-p", "./mine.ts", "-f", "csv", "-o", "out.csv");
      assertEquals([good.code, good.err], [0, ""]);
      assert((await Deno.readTextFile(`${folder}/out.csv`)).startsWith("pid,"));
      const cases = [
        [
          "./endless.js",
          /slice of process 0 .* at tick 0 \(\.\/endless\.js:2\) must come to its end, got none within 0\.3 s/,
        ],
        [
          "./files.js",
          /NotCapable: Requires read access to "secret", which a policy has with --allow-policy-read only/,
        ],
        ["./types.ts", /it must fit the contract of policies, got[\s\S]*at \.\/types\.ts:3:\d+/],
      ] as const;
      for (const [file, says] of cases) {
        const { code, err } = await runApart(folder, "run", "example:stallings", "-p", file, "--policy-hook-ms", "300");
        assert(code === 3 && says.test(err), err);
      }
      const seeds = ["generate:processes=50", "--vary", "policy=rr,./endless.js", "--seeds", "1..4", "--jobs", "2"];
      const pooled = await runApart(folder, "sweep", ...seeds, "--policy-hook-ms", "300");
      assert(pooled.code === 3 && pooled.err.includes("(./endless.js:2) must come to its end"), pooled.err);
      const allowed = await runApart(folder, "run", "example:stallings", "-p", "./files.js", "--allow-policy-read");
      assertEquals([allowed.code, allowed.err], [0, ""]);
    }),
});

Deno.test({
  name: "sim page has policies of one's own in the page that it writes, with their options",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFiles({ "mine.ts": MINE }, async (folder) => {
      const line = ["page", "example:stallings", "-p", "rr,./mine.ts:pace=2", "--no-open", "-o", "page.html"];
      const { code, out, err } = await runApart(folder, ...line);
      assertEquals([code, out, err], [0, "page.html\n", ""]);
      const html = await Deno.readTextFile(`${folder}/page.html`);
      const state = JSON.parse(/<script type="application\/json" id="state">(.*?)<\/script>/s.exec(html)![1]);
      assertEquals(state.own, [MINE]);
      assertEquals(state.policies, [{ policy: "rr", options: {} }, { policy: "own-1", options: { pace: "2" } }]);
    }),
});
