/**
 * Whole commands, as a user at a terminal waits for them.
 *
 * @module
 */

import { fromCommand } from "../command.ts";
import type { Contender, Rounds, SectionRun, Suite, SuiteRun } from "../suite.ts";

const ROOT = new URL("../../", import.meta.url);

/** `deno task sim …`, the task included. */
function sim(args: readonly string[], comparesOutput = false): Contender {
  return fromCommand({
    name: "deno task sim",
    role: "ours",
    command: [Deno.execPath(), "task", "-q", "sim", ...args],
    cwd: ROOT,
    comparesOutput,
  });
}

/** Makes a workload's file; the same one every time. */
async function generate(args: readonly string[], path: string): Promise<void> {
  const contender = sim(["generate", ...args, "--output", path]);
  try {
    await contender.run();
  } finally {
    await contender.close?.();
  }
}

/** The least that a program does that starts: nothing. */
const EMPTY_PROGRAMS: readonly Contender[] = [
  fromCommand({ name: "deno eval", role: "limit", command: [Deno.execPath(), "eval", "--no-config", ""] }),
  fromCommand({ name: "node -e", role: "limit", command: ["node", "-e", ""] }),
  fromCommand({ name: "python3 -c", role: "limit", command: ["python3", "-c", ""] }),
];

/** Processes are started in each round: a smoke test has few of them. */
function roundsOf(bench: SuiteRun): Rounds {
  return bench.quick ? { least: 3, most: 5 } : { least: 5, most: 15 };
}

async function measureStartUp(bench: SuiteRun, section: SectionRun): Promise<void> {
  const rounds = roundsOf(bench);
  await section.measure({
    id: "start-up-version",
    title: "`sim --version`",
    unit: "ms",
    rounds,
    contenders: [sim(["--version"], true), ...EMPTY_PROGRAMS],
  });
  await section.measure({
    id: "start-up-tour",
    title: "`sim`, all policies on a textbook workload",
    unit: "ms",
    rounds,
    targets: [{ value: true, atMost: 1_000 }],
    contenders: [sim([], true), ...EMPTY_PROGRAMS],
  });
}

async function measureCompare(bench: SuiteRun, folder: string): Promise<void> {
  const section = bench.section({
    id: "compare",
    title: "`sim compare`",
    explanation:
      "A generated workload, read from a file and simulated under every policy, from the command to the table. Beside it a " +
      "Deno program that only reads the file and splits its lines into numbers (`bench/end_to_end/read_only.ts`).",
  });
  const count = bench.quick ? 10_000 : 100_000;
  const log = bench.quick ? 2_000 : 18_239;
  const files = [
    {
      id: "compare-csv",
      title: `${count.toLocaleString("en-US")} processes, CSV`,
      path: `${folder}/workload.csv`,
      args: ["-n", `${count}`, "--load", "0.9"],
      targets: [],
    },
    {
      id: "compare-log",
      title: `${log.toLocaleString("en-US")} jobs, standard workload format`,
      path: `${folder}/workload.swf`,
      args: ["-n", `${log}`, "--service", "pareto", "--service-mean", "700"],
      // As many jobs as the log of NASA's iPSC, which the same is asked of.
      targets: [{ value: true, atMost: 3_000 } as const],
    },
  ];
  for (const { id, title, path, args, targets } of files) {
    bench.progress(`generates ${title}`);
    await generate(args, path);
    await section.measure({
      id,
      title,
      unit: "ms",
      rounds: roundsOf(bench),
      targets,
      contenders: [
        sim(["compare", path], true),
        fromCommand({
          name: "reading only",
          role: "baseline",
          command: [Deno.execPath(), "run", "-qA", "--no-config", new URL("read_only.ts", import.meta.url), path],
        }),
      ],
    });
  }
}

async function measureScenario(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "scenario",
    title: "`sim scenario run pool-speed`",
    explanation:
      "Tasks that take a while each, in turn and in a pool. Most of it is that while; beside it an empty program.",
  });
  await section.measure({
    id: "scenario-pool-speed",
    title: "pool-speed",
    unit: "ms",
    warmupRounds: 0,
    rounds: bench.quick ? { least: 1, most: 1 } : { least: 5, most: 5 },
    contenders: [sim(["scenario", "run", "pool-speed"]), EMPTY_PROGRAMS[0]],
  });
}

export const suite: Suite = {
  summary:
    "Whole commands from their start to their end: `deno task`, the choice of packages and the program's start included.",
  async run(bench) {
    await measureStartUp(
      bench,
      bench.section({
        id: "start-up",
        title: "Start-up",
        explanation: "Milliseconds until the command has ended; beside it programs that do nothing.",
      }),
    );
    const folder = await Deno.makeTempDir({ prefix: "quanta-bench-" });
    try {
      await measureCompare(bench, folder);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    await measureScenario(bench);
  },
};
