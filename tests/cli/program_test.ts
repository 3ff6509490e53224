// The command line as a whole: exit codes, messages, streams.
import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { COMMANDS } from "../../cli/commands/mod.ts";
import { runCli } from "./run_cli.ts";

const STALLINGS = "example:stallings";

const PATTERN_TOO_LONG = "arrival,bursts,period\n0,1,9007199254740991\n0,1,9007199254740990\n";
const LATE_TASK = "arrival,bursts,period\n9,1,5\n";
const TWO_DOCUMENTS = "processes:\n  - bursts: 3\n---\nprocesses:\n  - bursts: 4\n";
const ENDLESS = "arrival,bursts\n0,9007199254740991\n0,2\n";

/** Command lines that are wrong, with the code and a part of the message. */
const MISTAKES: { args: string[]; code: number; message: string; stdin?: string }[] = [
  { args: ["rnu", STALLINGS], code: 2, message: "Did you mean run?" },
  { args: ["compere"], code: 2, message: "Did you mean compare?" },
  { args: ["zzz"], code: 2, message: "COMMAND must be one of run, compare" },
  { args: ["run"], code: 2, message: "Missing argument(s): workload" },
  { args: ["run", STALLINGS, "extra"], code: 2, message: "Too many arguments: extra" },
  { args: ["run", STALLINGS, "--quantm", "3"], code: 2, message: 'Did you mean option "--quantum"?' },
  { args: ["run", STALLINGS, "-p", "rrr"], code: 2, message: "got rrr. Did you mean rr?" },
  { args: ["run", STALLINGS, "-p", "rr:quantm=3"], code: 2, message: "Did you mean quantum?" },
  { args: ["run", STALLINGS, "-f", "jsno"], code: 2, message: "got jsno. Did you mean json?" },
  { args: ["run", STALLINGS, "--quantum", "0"], code: 2, message: "--quantum must be a whole number from 1, got 0" },
  { args: ["run", STALLINGS, "--quantum", "2.5"], code: 2, message: "got 2.5" },
  { args: ["run", STALLINGS, "--quantum", "9007199254740993"], code: 2, message: "from 1 to 2^53 - 1" },
  { args: ["run", STALLINGS, "--cpus", "1025"], code: 2, message: "cpus must be at most 1024 but for rigid jobs" },
  { args: ["run", STALLINGS, "--boost", "3"], code: 2, message: "must come with a policy that has it (mlfq), got rr" },
  {
    args: ["run", "-", "--memory", "100"],
    code: 2,
    message: "--memory must be at least what process 2 (B, line 3) needs, 150, got 100",
    stdin: "name,bursts,memory\nA,3,20\nB,4,150\n",
  },
  {
    args: ["compare", "-", "--memory", "100"],
    code: 2,
    message: "process 2 (B, line 3:34) needs, 150",
    stdin: "processes:\n  - {name: A, bursts: 3, memory: 20}\n  - {name: B, bursts: 4, memory: 150}\n",
  },
  { args: ["run", STALLINGS, "--admit-order", "rr"], code: 2, message: "a job that has been admitted to memory stays" },
  {
    args: ["run", STALLINGS, "--device-order", "rr"],
    code: 2,
    message: "a device such as a printer cannot be taken back",
  },
  {
    args: ["run", STALLINGS, "-p", "rr", "--rigid"],
    code: 2,
    message: "policy must be one of fcfs, sjf, easy, conservative with rigid",
  },
  {
    args: ["run", STALLINGS, "-p", "mlfq", "--quanta", "1,2", "--quantum", "1"],
    code: 2,
    message: "together with quanta",
  },
  { args: ["run", STALLINGS, "-p", "causes", "--quanta", "oi=2"], code: 2, message: "Did you mean io?" },
  { args: ["run", STALLINGS, "--color", "blue"], code: 2, message: "--color must be one of auto, always, never" },
  { args: ["run", "example:stalings"], code: 2, message: "got stalings. Did you mean stallings?" },
  { args: ["run", "stallings"], code: 3, message: "Did you mean example:stallings?" },
  { args: ["run", "exmple:stallings"], code: 3, message: "Did you mean example:stallings?" },
  { args: ["run", "no/such/file.csv"], code: 3, message: "Cannot read workload no/such/file.csv: no such file" },
  { args: ["run", "."], code: 3, message: "it is a directory" },
  { args: ["run", "-"], code: 3, message: "Cannot read workload", stdin: "" },
  { args: ["run", "-"], code: 3, message: "must be a workload", stdin: "Dear Sir or Madam" },
  { args: ["run", "-", "--from", "cvs"], code: 2, message: "Did you mean csv?" },
  { args: ["run", "ostep:0,1"], code: 3, message: "Cannot read" },
  { args: ["compare", STALLINGS, "-p", "rr,foo"], code: 2, message: "got foo" },
  { args: ["compare", STALLINGS, "--by", "average"], code: 2, message: "--by must be one of mean, median" },
  {
    args: ["compare", STALLINGS, "-p", "fcfs", "--quantum", "1"],
    code: 2,
    message: "(rr, vrr, las, causes, mlfq, priority, unix, fss, feedback, lottery, stride), got fcfs",
  },
  {
    args: ["sweep", STALLINGS, "-p", "fcfs"],
    code: 2,
    message: "one with a quantum (rr, vrr, las, causes, mlfq, priority, unix, fss, feedback, lottery, stride)",
  },
  { args: ["sweep", STALLINGS, "-q", "5..1"], code: 2, message: "from the lesser to the greater" },
  { args: ["sweep", STALLINGS, "-q", "1..1000000"], code: 2, message: "at most 10000 quanta" },
  { args: ["explain", STALLINGS, "--pid", "9"], code: 2, message: "--pid must be a pid of stallings, got 9" },
  { args: ["explain", STALLINGS, "--pid", "nobody"], code: 2, message: "a pid or a name of stallings" },
  { args: ["generate", "--load", "much"], code: 2, message: "--load must be a number such as 2 or 0.75, got much" },
  { args: ["generate", "--pareto-shape", "2"], code: 2, message: "Cannot generate" },
  { args: ["generate", "-o", "x.csv.gz"], code: 2, message: "must not end in .gz" },
  { args: ["convert", STALLINGS], code: 2, message: "--to must be one of yaml, json, csv, swf, ostep, got nothing" },
  { args: ["convert", "example:printer", "--to", "swf"], code: 2, message: "one CPU burst in each process" },
  { args: ["convert", "example:printer", "--to", "swf"], code: 2, message: "Cannot convert to SWF: bursts" },
  { args: ["run", STALLINGS, "--wake-placement", "round-robin"], code: 2, message: "--wake-placement must come with" },
  { args: ["run", STALLINGS, "--group-shares", "a=1"], code: 2, message: "--group-shares must come with groups" },
  // What would be ignored without a word is refused.
  { args: ["run", STALLINGS, "--table", "timeline"], code: 2, message: "--table must come with --format csv" },
  { args: ["run", STALLINGS, "-f", "csv", "--no-timeline"], code: 2, message: "--no-timeline must be left out with" },
  { args: ["run", STALLINGS, "-f", "json", "--rows", "2"], code: 2, message: "--rows must be left out with --format" },
  { args: ["sweep", STALLINGS, "-f", "csv", "--rows", "2"], code: 2, message: "--rows must be left out with --format" },
  { args: ["diverge", STALLINGS, "-f", "json", "--rows", "2"], code: 2, message: "--rows must be left out with" },
  { args: ["run", STALLINGS, "--from", "csv"], code: 2, message: "--from must be left out where no file is read" },
  { args: ["run", "generate:5", "--io-ticks", "3"], code: 2, message: "--io-ticks must be left out where no file" },
  { args: ["run", "ostep:0,3,0", "--from", "csv"], code: 2, message: "--from must be left out where no file is read" },
  { args: ["run", STALLINGS, "-p", "rr:quantum=1:quantum=2"], code: 2, message: "give each option once, got quantum" },
  {
    args: ["run", STALLINGS, "-p", "causes", "--quanta", "io=1,io=2"],
    code: 2,
    message: "each name once, got io twice",
  },
  {
    args: ["run", STALLINGS, "-o", "x.txt", "--svg", "./x.txt"],
    code: 2,
    message: "--svg must name another file than",
  },
  { args: ["run", STALLINGS, "--trace", "a", "--svg", "a"], code: 2, message: "another file than --svg, got a" },
  { args: ["run", STALLINGS, "--svg", "-"], code: 2, message: "--svg must name another file than the report" },
  { args: ["sweep", STALLINGS, "-o", "x", "--svg", "x"], code: 2, message: "--svg must name another file than" },
  { args: ["sweep", STALLINGS, "--vary", "quantum=1,2", "-q", "3"], code: 2, message: "--quantum must be left out" },
  { args: ["sweep", "generate:5", "--vary", "seed=1,2"], code: 2, message: "got seed: --seeds 1..30 varies it" },
  { args: ["compare", "generate:5:seed=3", "--seeds", "1,2"], code: 2, message: "must be left out with --seeds" },
  { args: ["sweep", "generate:5:seed=3", "-q", "1,2", "--seeds", "1,2"], code: 2, message: "left out with --seeds" },
  { args: ["diverge", STALLINGS, "--ties", "ostep"], code: 2, message: "two values, got --ties ostep alone" },
  { args: ["scenario", "list", "lock"], code: 2, message: "NAME must be left out, got lock" },
  // Periodic tasks that release too many jobs, or whose pattern is too long, are no bug.
  { args: ["run", "example:silberschatz-periodic", "--horizon", "1000000000000"], code: 2, message: "2000000 jobs" },
  { args: ["run", "-"], code: 2, message: "--horizon must be given", stdin: PATTERN_TOO_LONG },
  { args: ["run", "-", "--horizon", "5"], code: 2, message: "--horizon must be after the arrival", stdin: LATE_TASK },
  { args: ["check", "-"], code: 3, message: "or arrival of processes, got nothing", stdin: "" },
  { args: ["run", "-"], code: 3, message: "one document, and here a second begins", stdin: TWO_DOCUMENTS },
  {
    args: ["run", "-"],
    code: 3,
    message: "each once, got [-1]",
    stdin: '{"processes":[{"bursts":1,"affinity":[-1]}]}',
  },
  { args: ["run", "-", "--quantum", "1"], code: 3, message: "needs more: its 9007199254740991", stdin: ENDLESS },
  {
    args: ["compare", "-", "-p", "rr,fcfs"],
    code: 3,
    message: "must be dispatched at most 4294967295 times",
    stdin: ENDLESS,
  },
  { args: ["generate", "--pareto-shape", "2"], code: 2, message: "--pareto-shape must be left out unless service" },
  { args: ["run", "generate:processes=5:processes=6"], code: 2, message: "processes of generate: must be given once" },
  { args: ["run", "example:"], code: 2, message: 'tenants, got ""' },
  { args: ["explain", STALLINGS, "--svg", "x"], code: 2, message: 'Unknown option "--svg"\n' },
  {
    args: ["run", "-", "--io-ticks", "3"],
    code: 2,
    message: "come with an OSTEP job string, got csv",
    stdin: LATE_TASK,
  },
  // Nothing that stands in a file or on the command line controls the terminal.
  { args: ["check", "-"], code: 3, message: "got \ufffd[31mred,b", stdin: "\x1b[31mred,b\n1,2\n" },
  { args: ["run", "a\x1b[2Jb"], code: 3, message: "Cannot read workload a\ufffd[2Jb: " },
  { args: ["check", "-"], code: 3, message: "got name: everything", stdin: "name: everything\n- a, b\n" },
  { args: ["policies", "rrr"], code: 2, message: "Did you mean rr?" },
  { args: ["completions", "tcsh"], code: 2, message: "SHELL must be one of bash, zsh, fish, got tcsh" },
];

for (const { args, code, message, stdin } of MISTAKES) {
  Deno.test(`sim ${args.join(" ")} ends with ${code} and says ${message}`, async () => {
    const outcome = await runCli(args, { stdin });
    assertEquals([outcome.code, outcome.out], [code, ""]);
    assertStringIncludes(outcome.err, message);
    assertMatch(outcome.err, /^error: /);
    assertNotMatch(outcome.err, /\n\s+at /, "a mistake of the user has no stack trace");
    // deno-lint-ignore no-control-regex
    assertNotMatch(outcome.err, /\x1b/);
  });
}

Deno.test("sim reports several mistakes of a workload at once, with their places", async () => {
  const { code, err } = await runCli(["run", "-"], { stdin: "arrival,bursts\nx,3\n1,-2\n" });
  assertEquals(code, 3);
  assertStringIncludes(err, "line 2");
  assertStringIncludes(err, "line 3");
});

Deno.test("sim says who waits for whom when a workload deadlocks", async () => {
  const workload = {
    processes: [
      {
        name: "left",
        bursts: [2, { lock: "a" }, { cpu: 2 }, { lock: "b" }, { cpu: 1 }, { unlock: "b" }, { unlock: "a" }],
      },
      {
        name: "right",
        bursts: [1, { lock: "b" }, { cpu: 2 }, { lock: "a" }, { cpu: 1 }, { unlock: "a" }, { unlock: "b" }],
      },
    ],
  };
  const { code, err } = await runCli(["run", "-", "-p", "rr", "--quantum", "1"], { stdin: JSON.stringify(workload) });
  assertEquals(code, 3);
  assertStringIncludes(err, "deadlock");
  assertStringIncludes(err, "left");
  assertStringIncludes(err, "right");
});

Deno.test("main() ends with 0 when the reader of standard output is gone", async () => {
  const { code, err } = await runCli(["compare", STALLINGS], {
    onWrite: () => {
      throw new Deno.errors.BrokenPipe("Broken pipe (os error 32)");
    },
  });
  assertEquals([code, err], [0, ""]);
});

Deno.test("sim run notes options that change nothing", async () => {
  const args = ["--horizon", "5", "--admit-order", "sjf", "--quota-period", "7"];
  const { code, out } = await runCli(["run", STALLINGS, "-p", "fcfs", ...args, "-f", "json"]);
  assertEquals(code, 0);
  assertEquals(JSON.parse(out).notes.slice(0, 3), [
    "The option horizon changes nothing: no process of the workload has a period",
    "The option admitOrder changes nothing: memory has no limit (see admit and memory)",
    "The option quotaPeriod changes nothing: no group has a quota",
  ]);
  const used = ["compare", "example:silberschatz-periodic", "-p", "rm", "--horizon", "200", "-f", "json"];
  assertEquals(JSON.parse((await runCli(used)).out).runs[0].notes, []);
});

Deno.test("main() ends with 1 and a stack when the program itself is wrong", async () => {
  const { code, err } = await runCli(["policies"], {
    onWrite: () => {
      throw new Error("a bug");
    },
  });
  assertEquals(code, 1);
  assertStringIncludes(err, "Internal error: Error: a bug");
});

Deno.test("sim run ends with 130 and says how far it came when it is interrupted", async () => {
  const stdin = "arrival,bursts\n" + "0,1000\n".repeat(500);
  const { code, out, err } = await runCli(["run", "-", "-p", "rr", "--quantum", "1", "--no-timeline"], {
    stdin,
    isInterrupted: true,
  });
  assertEquals([code, out], [130, ""]);
  assertMatch(err, /^Interrupted/);
});

Deno.test("sim run ends with 130 when it is interrupted while it waits for standard input", async () => {
  let press = () => {};
  // Ctrl-C comes when the reader asks for what never comes.
  const stdin = new ReadableStream<Uint8Array>({ pull: () => press() }, { highWaterMark: 0 });
  const { code, err } = await runCli(["run", "-"], { stdin, onListen: (handler) => press = handler });
  assertEquals([code, err], [130, "Interrupted while reading standard input\n"]);
});

Deno.test("sim --version prints name and version", async () => {
  const { code, out } = await runCli(["--version"]);
  assertEquals(code, 0);
  assertMatch(out, /^@quanta\/quanta \d+\.\d+\.\d+\n$/);
});

Deno.test("sim colours when told to, and not otherwise", async () => {
  const escape = "\x1b[";
  const colored = async (args: string[], env: Record<string, string>, isTerminal: boolean) =>
    (await runCli(["policies", "rr", ...args], { env, isTerminal })).out.includes(escape);
  assertEquals(await colored([], {}, false), false);
  assertEquals(await colored([], {}, true), true);
  assertEquals(await colored([], { NO_COLOR: "1" }, true), false);
  assertEquals(await colored([], { NO_COLOR: "" }, true), true);
  assertEquals(await colored(["--color", "always"], { NO_COLOR: "1" }, false), true);
  assertEquals(await colored(["--color", "never"], {}, true), false);
});

Deno.test("sim prints the same text with colours as without", async () => {
  for (
    const args of [[], ["run", "example:mixed", "-p", "mlfq"], ["explain", STALLINGS], ["sweep", STALLINGS], ["--help"]]
  ) {
    const plain = await runCli(args);
    const colored = await runCli([...args, "--color", "always"]);
    // deno-lint-ignore no-control-regex
    const stripped = colored.out.replace(/\x1b\[[0-9;]*m/g, "").replace(/ +$/gm, "");
    assertEquals(stripped, plain.out.replace(/ +$/gm, ""));
  }
});

Deno.test("COMMANDS have help that names each of their options", async () => {
  for (const { name, load } of COMMANDS) {
    const command = await load([]);
    assertEquals(command.name, name);
    const { code, out } = await runCli([name, "--help"], { columns: 200 });
    assertEquals(code, 0);
    for (const key of Object.keys(command.flags)) {
      const flag = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const forms = ["--", "--no-", "--[no-]"].map((before) => before + flag);
      assert(forms.some((form) => out.includes(form)), `${name} --help lacks --${flag}`);
    }
  }
});

Deno.test("sim run reads what sim generate writes", async () => {
  for (const format of ["csv", "json", "yaml"]) {
    const { out } = await runCli(["generate", "-n", "20", "--mix", "io-bound", "--to", format]);
    const { code, out: report } = await runCli(["run", "-", "-p", "fcfs", "-f", "csv"], { stdin: out });
    assertEquals([code, report.split("\r\n").length], [0, 22]);
  }
});

Deno.test("sim run says under which rules the figures hold", async () => {
  const { out } = await runCli(["run", STALLINGS, "--ties", "ostep", "--quantum-return", "remainder"], {
    columns: 200,
  });
  for (const said of ["ties      ostep", "quantum-return remainder", "switch-cost 0", "load      2.50", "quantum 4"]) {
    assertStringIncludes(out, said);
  }
});

Deno.test("sim fits its lines into the terminal", async () => {
  const { unicodeWidth } = await import("@std/cli/unicode-width");
  for (const columns of [60, 80, 100, 160]) {
    for (const args of [[], ["run", "example:mixed"], ["compare", "example:mixed", "--gantt"], ["--help"]]) {
      const { out } = await runCli(args, { columns });
      for (const line of out.split("\n")) {
        assert(unicodeWidth(line) <= columns || args.length === 0 && line.startsWith("  sim"), `${columns}: ${line}`);
      }
    }
  }
});
