// Text from outside on its way to a terminal: names of files and processes, lines of logs, transcripts and tables.
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { oneLine } from "../../pictures/width.ts";
import { type Outcome, runCli } from "./run_cli.ts";

/** Escape sequences of seven and of eight bits, a bell, other line breaks, and what turns text around. */
const HOSTILE = "a\x1b[31mred\x1b]0;title\x07\x9b2J\x85\u2028\u202Eevil\u2066\ufffe";

// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe]/;

function assertPrintable({ out, err }: Outcome, what: string): void {
  for (const [name, text] of [["out", out], ["err", err]]) {
    const found = UNPRINTABLE.exec(text);
    assertEquals(found?.[0], undefined, `${what}: ${name} has ${JSON.stringify(text.slice(0, 400))}`);
  }
}

/** Runs work in a folder that has a file of a hostile name. */
async function withFile(extension: string, text: string, work: (name: string, directory: string) => Promise<void>) {
  const directory = await Deno.makeTempDir();
  try {
    const name = HOSTILE + extension;
    await Deno.writeTextFile(join(directory, name), text);
    await work(name, directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

const isWindows = Deno.build.os === "windows"; // whose files have no such names

Deno.test({ name: "no command writes a file's name to the terminal as it is", ignore: isWindows }, async () => {
  const jobs = "name,arrival,bursts,period\nA,0,3,20\nB,1,2,10\n";
  await withFile(".csv", jobs, async (name, directory) => {
    const commands = [
      ["run", name],
      ["compare", name],
      ["compare", name, "--gantt"],
      ["sweep", name, "--quantum", "1..3"],
      ["sweep", name, "--vary", "quantum=1..2", "-p", "rr"],
      ["explain", name],
      ["diverge", name, "--policy", "fcfs,rr"],
      ["convert", name, "--to", "swf"],
      ["check", name],
      ["run", `${name}.not-there`],
      ["run", name, "-o", `nowhere/${name}`],
      ["explain", name, "--pid", name],
      ["run", name, "--policy", name],
      ["run", name, `--${name}`],
      ["run", `generate:${name}`],
      ["run", `example:${name}`],
      ["run", `ostep:${name}`],
      [name],
    ];
    for (const command of commands) {
      for (const format of [[], ["--format", "json"], ["--format", "csv"]]) {
        if (command[0] === "convert" && format.length > 0) continue;
        assertPrintable(await runCli([...command, ...format], { directory }), command.join(" "));
      }
    }
    const shown = await runCli(["run", name], { directory });
    assertEquals([shown.code, shown.out.includes(oneLine("a\x1b[31mred"))], [0, true]);
  });
});

Deno.test("sim check says of a log what it holds, and none of it reaches the terminal as it is", async () => {
  const segments = [{ process: HOSTILE, start: 0, end: 3 }, { process: HOSTILE, start: 2, end: 4 }];
  const logs = [
    JSON.stringify(segments),
    JSON.stringify({ timeline: segments, processes: [{ name: HOSTILE, arrival: 3, finish: 1 }] }),
    JSON.stringify({ timeline: segments, metrics: { [HOSTILE]: 3, turnaround: { [HOSTILE]: 1, mean: 9 } } }),
    JSON.stringify({ [HOSTILE]: 1 }),
    JSON.stringify([{ ...segments[0], kind: HOSTILE }]),
    `process,start,end\n"${HOSTILE}",0,3\n"${HOSTILE}",2,4\n`,
    `process,start,end\n1,${HOSTILE},3\n`,
    `${HOSTILE},start\n`,
  ];
  for (const stdin of logs) {
    for (const format of ["text", "json", "csv"]) {
      const outcome = await runCli(["check", "-", "--format", format], { stdin });
      assert(outcome.code === 3 || outcome.code === 4, outcome.err);
      assertPrintable(outcome, stdin);
    }
  }
});

Deno.test("sim verify shows lines of a transcript, and none of it reaches the terminal as it is", async () => {
  const own = await Deno.readTextFile(new URL("../analysis/verify/transcripts/mlfq_py.txt", import.meta.url));
  const lines = own.split("\n");
  const hostile = lines.with(-5, `${lines.at(-5)} ${HOSTILE}`).join("\n");
  for (const format of ["text", "json", "csv"]) {
    const outcome = await runCli(["verify", "--against", "ostep", "-", "--format", format], { stdin: hostile });
    assertEquals(outcome.code, 4, outcome.err);
    assertPrintable(outcome, format);
  }
  assertPrintable(await runCli(["verify", "--against", "ostep", "-"], { stdin: HOSTILE }), "no transcript");
  assertPrintable(
    await runCli(["verify", "--against", "ostep", "-", `--options=-l ${HOSTILE}`], { stdin: own }),
    "options",
  );
});

Deno.test("tables and texts of any kind are spoken of in printable words", async () => {
  const texts = [
    `arrival,bursts\n0,${HOSTILE}\n`,
    `${HOSTILE},arrival,bursts\n1,0,3\n`,
    `Process ${HOSTILE},Arrival Time,Burst Time\nA,0,3\nB,1,2\n`,
    `{"processes": [{"bursts": 1, ${JSON.stringify(HOSTILE)}: 3}]}`,
    `{"processes": [{"bursts": ${JSON.stringify(HOSTILE)}}]}`,
    `{"processes": [{"bursts": 1, "a": 1, "\\u001b[31m": 1, "\\u001b[31m": 1}]}`,
    `processes:\n- {bursts: 1, ? "\\e[31m" : 3}\n`,
    `processes: !${HOSTILE} x\n`,
    `1 2 ${HOSTILE}\n`,
    HOSTILE,
  ];
  for (const stdin of texts) {
    assertPrintable(await runCli(["run", "-"], { stdin }), stdin);
    for (const from of ["yaml", "json", "csv", "swf", "ostep"]) {
      assertPrintable(await runCli(["run", "-", "--from", from], { stdin }), `${from} ${stdin}`);
    }
  }
});
