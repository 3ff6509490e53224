// What a workload argument can be beside a file of ours: typed jobs, tables as people write them, and the options that say how to
// read them.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { main } from "../../cli/main.ts";
import { createWorld, runCli } from "./run_cli.ts";

const TABLE = "Process;Ankunft;Laufzeit\nA;0;1,5\nB;1;2\n";

Deno.test("sim run takes typed jobs, and says so", async () => {
  const { code, out } = await runCli(["run", "A 0 8 3; B 1 3,2,4 1", "-p", "priority", "--no-timeline"]);
  assertEquals(code, 0);
  assertStringIncludes(out, "Priority on typed jobs, 2 processes");
  const json = await runCli(["run", "A:0:8:3 B:1:4:1", "-p", "priority", "-f", "json"]);
  assertEquals(
    JSON.parse(json.out).processes.map(({ name, finish }: { name: string; finish: number }) => [name, finish]),
    [
      ["A", 12],
      ["B", 5],
    ],
  );
});

Deno.test("sim run takes a file for a file, whatever its name looks like", async () => {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(directory, "A 0 8"), "name,bursts\nfrom a file,3\n");
    const { code, out } = await runCli(["run", "A 0 8"], { directory });
    assertEquals(code, 0);
    assertStringIncludes(out, "from a file");
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("sim says how a table was understood, and what a tick is, in every report", async () => {
  for (const command of ["run", "compare", "sweep", "explain"]) {
    const { code, out, err } = await runCli([command, "-"], { stdin: TABLE });
    assertEquals(code, 0, err);
    const text = out.replaceAll(/\s+/g, " ");
    assertStringIncludes(text, "columns: Process → name, Ankunft → arrival, Laufzeit → bursts", command);
    assertStringIncludes(text, "a tick is 0.1 of what the times are in", command);
  }
  const { out } = await runCli(["run", "-", "-f", "json"], { stdin: TABLE });
  assertEquals(JSON.parse(out).notes.slice(0, 2), [
    "columns: Process → name, Ankunft → arrival, Laufzeit → bursts",
    "a tick is 0.1 of what the times are in",
  ]);
});

Deno.test("sim convert makes a file of our own of any table", async () => {
  const { out, err } = await runCli(["convert", "-", "--to", "csv"], { stdin: TABLE });
  assertEquals(out, "name,arrival,bursts\nA,0,15\nB,10,20\n");
  assertStringIncludes(err, "note: columns: Process → name");
});

Deno.test("sim run --columns and --tick say how to read, and are refused where nothing is read", async () => {
  const named = await runCli(["convert", "-", "--columns", "name,-,bursts:ms", "--tick", "0.5ms", "--to", "csv"], {
    stdin: "A x 3\nB y 4\n",
  });
  assertEquals([named.code, named.out], [0, "name,arrival,bursts\nA,0,6\nB,0,8\n"]);
  const cases: [string[], number, string][] = [
    [["run", "example:stallings", "--columns", "name"], 2, "--columns must be left out where no file is read"],
    [["run", "generate:processes=3", "--tick", "1ms"], 2, "--tick must be left out where no file is read"],
    [["run", "A 0 8", "--from", "csv"], 2, "--from must be left out where no file is read"],
    [["run", "A 0 8", "--tick", "fast"], 2, "--tick must be a length of time"],
    [["run", "A 0 8", "--columns", "who,when"], 2, "--columns must be of pid, name"],
    [["run", "0 8 3; 1 4 1"], 3, "two jobs or two lists"],
    [["run", "A 0 x 3"], 3, 'got "x"'],
    [["run", "nothing here"], 3, "no such file or directory"],
  ];
  for (const [args, code, says] of cases) {
    const outcome = await runCli(args);
    assertEquals(outcome.code, code, outcome.err);
    assertStringIncludes(outcome.err, says);
    assert(!outcome.err.includes("Internal error"), outcome.err);
  }
});

Deno.test("sim run - on a terminal says what to type", async () => {
  const world = createWorld({ stdin: "name,bursts\nA,3\n" });
  assertEquals(await main(["run", "-"], { ...world.io, stdinIsTerminal: true }), 0);
  assertStringIncludes(world.err(), "name,arrival,bursts,priority\nA,0,8,3\n");
  assertStringIncludes(world.err(), "Ctrl-D");
});

Deno.test("sim takes a quantum and a policy that stand beside the processes, where none is typed, and says so", async () => {
  const stdin =
    '{"algorithm": "Round Robin", "timeQuantum": 2, "jobs": [{"id": "A", "burst": 5}, {"id": "B", "burst": 3}]}';
  const finishes = async (...args: string[]) => {
    const { code, out, err } = await runCli(["run", "-", "-f", "json", ...args], { stdin });
    assertEquals(code, 0, err);
    const { options, processes, notes } = JSON.parse(out);
    assert(notes.includes("the file says policy Round Robin and quantum 2"), out);
    return [options.policy, options.quantum, ...processes.map(({ finish }: { finish: number }) => finish)];
  };
  assertEquals(await finishes(), ["rr", 2, 8, 7]);
  assertEquals(await finishes("--quantum", "5"), ["rr", 5, 5, 8]);
  assertEquals(await finishes("--policy", "fcfs"), ["fcfs", undefined, 5, 8]);
  const compared = await runCli(["compare", "-", "-p", "fcfs,rr,rr:quantum=5", "-f", "json"], { stdin });
  const quanta = JSON.parse(compared.out).runs.map(({ options }: { options: { quantum?: number } }) => options.quantum);
  assertEquals(quanta, [undefined, 2, 5]);
  const explained = await runCli(["explain", "-"], { stdin });
  assertStringIncludes(explained.out, "rr: quantum 2");
  const odd = await runCli(["run", "-"], {
    stdin: '{"policy": "\\u001b[2J", "jobs": [{"burst": 3}], "\\u001b[3J": 1}',
  });
  assertEquals(odd.code, 0);
  assert(!(odd.out + odd.err).includes("\x1b"), odd.out);
  const unknown = await runCli(["run", "-"], { stdin: '{"policy": "magic", "jobs": [{"burst": 3}]}' });
  assertStringIncludes(
    unknown.out.replaceAll(/\s+/g, " "),
    "policy magic of the file is not known here: not used",
  );
});

Deno.test("sim run and compare --times unit write figures in the unit of the workload's times", async () => {
  const jobs = "A 0 1.5ms; B 0.25ms 2ms";
  const { code, out, err } = await runCli(["run", jobs, "-p", "fcfs", "--times", "unit", "--no-timeline"], {
    columns: 120,
  });
  assertEquals(code, 0, err);
  assertStringIncludes(out, "a tick is 0.01 ms");
  // B: arrives at 0.25, starts at 1.5, ends at 3.5.
  assert(/^B +0\.25 +2\.00 +1\.50 +3\.50 +3\.25 +1\.25 +1\.25 /m.test(out), out);
  assertStringIncludes(out, "makespan 3.50");
  assertStringIncludes(out, "throughput 0.571 per ms");
  assert(/^Turnaround +2\.3750 /m.test(out), out);
  const compared = await runCli(["compare", jobs, "-p", "fcfs,rr:quantum=50", "--times", "unit"], { columns: 120 });
  assert(/^fcfs +2\.3750/m.test(compared.out), compared.out);
  const cases: [string[], string][] = [
    [["run", "A 0 3", "--times", "unit"], "--times unit must come with a workload whose times have decimals or units"],
    [["run", jobs, "--times", "unit", "-f", "json"], "--times must be left out with --format json"],
  ];
  for (const [args, says] of cases) {
    const outcome = await runCli(args);
    assertEquals(outcome.code, 2);
    assertStringIncludes(outcome.err, says);
  }
});
