import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../bench/main.ts";
import { parseReport } from "../../bench/report.ts";
import type { Case, Contender } from "../../bench/suite.ts";
import { type SuiteLoader, SUITES } from "../../bench/suites.ts";
import { environmentIn, suiteOf, type Told } from "./support.ts";

/** A contender whose clock always gives the same. */
const taking = (name: string, ms: number, fields: Partial<Contender> = {}): Contender => ({
  name,
  role: name === "Ours" ? "ours" : "baseline",
  run: () => ms,
  ...fields,
});

const tiny = (ours: number, fields: Partial<Case> = {}): Case => ({
  id: "tiny",
  title: "tiny",
  unit: "ms",
  contenders: [taking("Ours", ours), taking("C", 1)],
  targets: [{ against: "C", atMost: 2 }],
  ...fields,
});

async function inFolder(
  suites: Record<string, SuiteLoader[]>,
  work: (told: Told, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(environmentIn(folder, suites), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("main() runs a suite, prints the report and keeps it with its plots", async () => {
  const point = (x: number) => tiny(1, { id: `tiny-${x}`, plot: { id: "growth", x } });
  const loader: SuiteLoader = () =>
    Promise.resolve({
      suite: {
        summary: "Two sizes.",
        async run(bench) {
          const section = bench.section({ id: "only", title: "Only", explanation: "Nothing." });
          await section.measure(point(1));
          await section.measure(point(2));
          section.plot({ id: "growth", title: "Growth", xLabel: "x", growth: { of: "Ours", against: "C", atMost: 1 } });
        },
      },
    });
  await inFolder({ tiny: [loader] }, async ({ environment, out, err }, folder) => {
    assertEquals(await main(["--suite", "tiny"], environment), 0);
    assertEquals(err, ["tiny: only: tiny-1", "tiny: only: tiny-2"]);
    assertEquals(out.join("\n"), Deno.readTextFileSync(`${folder}/report/report.md`));
    assertStringIncludes(out.join("\n"), "`deno task bench --suite tiny`");
    const report = parseReport(Deno.readTextFileSync(`${folder}/report/report.json`));
    assertEquals(report.suites[0].verdicts.map(({ judgement }) => judgement), ["met", "met", "met"]);
    assertMatch(Deno.readTextFileSync(`${folder}/report/growth.svg`), /^<svg /);
  });
});

Deno.test("main() measures only the cases that --case names, and says when there are none", async () => {
  const suites = { tiny: [suiteOf(tiny(1), tiny(1, { id: "other" }))], big: [suiteOf(tiny(1, { id: "large" }))] };
  await inFolder(suites, async ({ environment, err }, folder) => {
    assertEquals(await main(["--case", "oth"], environment), 0);
    const report = parseReport(Deno.readTextFileSync(`${folder}/report/report.json`));
    assertEquals(report.suites.map(({ name, verdicts }) => [name, verdicts.map((verdict) => verdict.case)]), [
      ["tiny", ["other"]],
    ]);
    assertEquals(await main(["--case", "nothing", "--case", "none"], environment), 2);
    assertEquals(err.at(-1), "Cannot run the benchmarks: no case of tiny, big has nothing or none in its name");
  });
});

Deno.test("main() puts the parts of one suite into one report, and goes on when a part breaks", async () => {
  const broken: SuiteLoader = () => Promise.reject(new Error("no such file"));
  const suites = { tiny: [suiteOf(tiny(1)), broken], other: [suiteOf(tiny(1))] };
  await inFolder(suites, async ({ environment, err }, folder) => {
    assertEquals(await main([], environment), 1);
    const report = parseReport(Deno.readTextFileSync(`${folder}/report/report.json`));
    assertEquals(report.suites.map(({ name, error }) => [name, error]), [["tiny", "no such file"], ["other", null]]);
    assertStringIncludes(err.at(-1)!, "tiny: no such file");
  });
});

Deno.test("main() fails when results differ", async () => {
  const contenders = [taking("Ours", 1, { result: () => "a" }), taking("C", 1, { result: () => "b" })];
  await inFolder({ tiny: [suiteOf(tiny(1, { contenders }))] }, async ({ environment, err }) => {
    assertEquals(await main([], environment), 1);
    assertStringIncludes(err.at(-1)!, "tiny: tiny: results differ: Ours a; C b");
  });
});

Deno.test("main() fails when ours cannot run, not when a peer cannot", async () => {
  const cannot = {
    open() {
      throw new Error("it is not there");
    },
  };
  const peer = tiny(1, { contenders: [taking("Ours", 1), taking("C", 1, cannot)] });
  await inFolder({ tiny: [suiteOf(peer)] }, async ({ environment, out }) => {
    assertEquals(await main([], environment), 0);
    assertStringIncludes(out.join("\n"), "- C: it is not there (tiny)");
    assertStringIncludes(out.join("\n"), "not judged: C could not run");
  });
  const ours = tiny(1, { contenders: [taking("Ours", 1, cannot), taking("C", 1)] });
  await inFolder({ tiny: [suiteOf(ours)] }, async ({ environment, err }) => {
    assertEquals(await main([], environment), 1);
    assertStringIncludes(err.at(-1)!, "Ours could not run: it is not there");
  });
});

Deno.test("main() fails a quick run whose target is far off, and no run whose target is merely missed", async () => {
  await inFolder({ tiny: [suiteOf(tiny(3))] }, async ({ environment, out }) => {
    assertEquals(await main([], environment), 0);
    assertMatch(out.join("\n"), /\| missed +\|/);
    assertEquals(await main(["--quick"], environment), 0);
    assertMatch(out.at(-1)!, /\| near +\|/);
  });
  await inFolder({ tiny: [suiteOf(tiny(5))] }, async ({ environment, err }) => {
    assertEquals(await main(["--quick"], environment), 1);
    assertStringIncludes(err.at(-1)!, "less than half of the target");
  });
});

Deno.test("main() compares with an earlier report, and fails when something became slower", async () => {
  await inFolder({ tiny: [suiteOf(tiny(1))] }, async ({ environment, out, err }, folder) => {
    assertEquals(await main(["--output", "old"], environment), 0);
    assertEquals(await main(["--compare", "old/report.json"], environment), 0);
    assertStringIncludes(out.at(-1)!, "0 slower, 0 faster, 1 without a change");
    const slower = { ...environment, suites: { tiny: [suiteOf(tiny(2))] } };
    assertEquals(await main(["--compare", `${folder}/old/report.json`], slower), 1);
    assertStringIncludes(err.at(-1)!, "tiny: tiny: Ours became slower");
  });
});

Deno.test("main() exits with 2 and says what is wrong when the command line cannot be followed", async () => {
  await inFolder({ tiny: [suiteOf(tiny(1))] }, async ({ environment, out, err }, folder) => {
    assertEquals(await main(["--suite", "engine"], environment), 2);
    assertStringIncludes(err.at(-1)!, "Cannot run the benchmarks: suite must be one of tiny, got engine\n\nUsage:");
    assertEquals(await main(["--compare", "missing.json"], environment), 2);
    assertMatch(err.at(-1)!, /Cannot compare with .*missing.json: /);
    Deno.writeTextFileSync(`${folder}/other.json`, "{}");
    assertEquals(await main(["--compare", "other.json"], environment), 2);
    assertStringIncludes(err.at(-1)!, "version must be 2");
    assertEquals(await main(["--output", "old"], environment), 0);
    assertEquals(await main(["--quick", "--compare", "old/report.json"], environment), 2);
    assertStringIncludes(err.at(-1)!, "must be of a quick run");
    assertEquals(out.length, 1);
  });
});

Deno.test("main() prints the help and measures nothing when asked for it", async () => {
  await inFolder({ tiny: [() => Promise.reject(new Error("loaded"))] }, async ({ environment, out }) => {
    assertEquals(await main(["--help"], environment), 0);
    assertStringIncludes(out[0], "Usage: deno task bench");
  });
});

Deno.test("main() refuses cases that cannot be told apart", async () => {
  const faulty: [Case[], string][] = [
    [[tiny(1), tiny(1)], "id of a case must be unique, got tiny twice"],
    [[tiny(1, { id: "Not Kebab" })], "must be in kebab case"],
    [[tiny(1, { contenders: [taking("Ours", 1), taking("Ours", 1)] })], "contenders must have different names"],
  ];
  for (const [cases, message] of faulty) {
    await inFolder({ tiny: [suiteOf(...cases)] }, async ({ environment, err }) => {
      assertEquals(await main([], environment), 1);
      assertStringIncludes(err.at(-1)!, message);
    });
  }
});

Deno.test("main() writes the page on performance when asked for it", async () => {
  await inFolder({ tiny: [suiteOf(tiny(1))] }, async ({ environment, err }, folder) => {
    const marks = ["<!-- performance: written by `deno task bench --page` -->", "<!-- end of performance -->"];
    Deno.writeTextFileSync(environment.page, `# Title\n\n${marks[0]}\nold\n${marks[1]}\n\nThe rest.\n`);
    assertEquals(await main(["--page"], environment), 0);
    const text = Deno.readTextFileSync(environment.page);
    assertMatch(text, /^# Title\n\n<!-- performance.*-->\n\n```sh\ndeno task bench --page\n```\n\n- /);
    assertMatch(
      text,
      /\| met +\|\n\nOf all targets in the report, .*: 1 met.\n\n<!-- end of performance -->\n\nThe rest.\n$/,
    );
    assertEquals(text.includes("old"), false);
    Deno.writeTextFileSync(environment.page, "# No marks\n");
    assertEquals(await main(["--page"], environment), 1);
    assertStringIncludes(err.at(-1)!, "Cannot write the section on performance");
    assertEquals(Deno.readTextFileSync(`${folder}/performance.md`), "# No marks\n");
  });
});

Deno.test("SUITES load, each with a sentence on what it measures", async () => {
  for (const [name, parts] of Object.entries(SUITES)) {
    assertMatch(name, /^[a-z]+(-[a-z]+)*$/);
    for (const load of parts) {
      const { suite } = await load();
      assertMatch(suite.summary, /^[A-Z`].*\.$/s, name);
    }
  }
});
