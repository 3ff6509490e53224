// Output of OSTEP's programs repeated by the engine, line by line.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { TranscriptError } from "../../../analysis/errors.ts";
import { repeatTranscript } from "../../../analysis/verify/ostep/repeat.ts";
import { Transcript } from "../../../analysis/verify/ostep/transcript.ts";
import { runCli } from "../../cli/run_cli.ts";
import { type MlfqPyJob, type MlfqPyOptions, runMlfqPy } from "../../reference/mlfq_py.ts";
import { randomMlfqPyCase } from "../../reference/mlfq_py_cases.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

const folder = new URL("transcripts/", import.meta.url);

/** What the programs printed, and their options. */
const PRINTED: { file: string; program: string; options: string }[] = [
  {
    file: "mlfq_py.txt",
    program: "mlfq.py",
    options: "python3 ./mlfq.py -c -s 3 -j 2 -m 14 -M 6 -n 2 -q 3 -B 20 -i 2 -S",
  },
  { file: "mlfq_py_listed.txt", program: "mlfq.py", options: "-cIQ 2,4 --allotmentList=1,1 -A 2,1 -i3 -l 0,9,2:3,7,0" },
  { file: "scheduler_py_sjf.txt", program: "scheduler.py", options: "-s 0x9 -j 4 --policy SJF" },
  { file: "lottery_py.txt", program: "lottery.py", options: "-c -s 5 -j 3 -m 6 -T 30 -q 2" },
  { file: "lottery_py_listed.txt", program: "lottery.py", options: "-l 3:10,2:250 -s 8" },
  { file: "scheduler_py_rr.txt", program: "scheduler.py", options: "-l 5,2.5,3 -p RR --quant 2" },
];

function read(file: string): string {
  return Deno.readTextFileSync(new URL(file, folder));
}

for (const { file, program, options } of PRINTED) {
  Deno.test(`repeatTranscript() agrees with every line of ${file}`, async () => {
    for (const given of [undefined, options]) {
      const outcome = await repeatTranscript(new Transcript(file, read(file)), { options: given });
      assertEquals([outcome.program, outcome.difference], [program, null]);
      assertEquals(outcome.lines, read(file).trim().split(/\r?\n/).length);
    }
  });

  Deno.test(`repeatTranscript() names the line when any one of ${file} is altered`, async () => {
    const lines = read(file).trimEnd().split(/\r?\n/);
    for (const [index, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const altered = lines.with(index, `${line} .`);
      let difference;
      try {
        ({ difference } = await repeatTranscript(new Transcript(file, altered.join("\n")), { options }));
      } catch (error) {
        assert(error instanceof TranscriptError, `line ${index + 1}: ${error}`);
        continue;
      }
      assertEquals(difference?.line, index + 1);
      assertEquals([difference?.theirs, difference?.ours], [`${line} .`, line.trimEnd()]);
    }
  });
}

Deno.test("repeatTranscript() finds random jobs that are not those of the seed", async () => {
  const outcome = await repeatTranscript(
    new Transcript("x", read("mlfq_py.txt")),
    { options: "-s 4 -j 2 -m 14 -M 6 -n 2 -q 3 -B 20 -i 2 -S" },
  );
  assertEquals(outcome.difference?.theirs, "  Job  0: startTime   0 - runTime   4 - ioFreq   3");
});

Deno.test("repeatTranscript() names the line that is missing when the output was cut off, and the one too many", async () => {
  const lines = read("mlfq_py.txt").trimEnd().split(/\r?\n/);
  const { difference: cut } = await repeatTranscript(new Transcript("x", lines.slice(0, -1).join("\n")));
  assertEquals([cut?.theirs, cut?.ours], [null, lines.at(-1)]);
  const { difference: longer } = await repeatTranscript(new Transcript("x", [...lines, "more"].join("\n")));
  assertEquals([longer?.theirs, longer?.ours], ["more", null]);
});

Deno.test("repeatTranscript() refuses output that is none, or has no solution", async () => {
  const refused = (text: string, message: string) =>
    assertRejects(() => repeatTranscript(new Transcript("x", text)), TranscriptError, message);
  await refused("", "output of one of mlfq.py -c, scheduler.py -c");
  await refused("Dear Sir or Madam", "output of one of mlfq.py -c, scheduler.py -c");
  await refused("OPTIONS queues 3", "with -c");
  await refused("ARG policy FIFO", "with -c");
  await refused("ARG maxticket 100", "with -c");
  await refused("OPTIONS queues 1\nExecution Trace:\n", "there must be 1 lines of quantum lengths");
  await refused("ARG policy STCF\n** Solutions **\nARG jlist 1", "must be FIFO, SJF or RR, got STCF");
});

/** The whole output of `mlfq.py` for these jobs, written from its rules by the tests' own reference. */
function transcriptOf(jobs: readonly MlfqPyJob[], options: MlfqPyOptions): string {
  const top = options.quanta.length - 1;
  const lines = ["OPTIONS jobs " + jobs.length, "OPTIONS queues " + options.quanta.length];
  const pad = (value: number, columns: number) => String(value).padStart(columns);
  options.quanta.forEach((quantum, index) => {
    lines.push(`OPTIONS allotments for queue ${pad(top - index, 2)} is ${pad(options.allotments[index], 3)}`);
    lines.push(`OPTIONS quantum length for queue ${pad(top - index, 2)} is ${pad(quantum, 3)}`);
  });
  const truth = (value: boolean) => value ? "True" : "False";
  lines.push(`OPTIONS boost ${options.boost}`, `OPTIONS ioTime ${options.ioTime}`);
  lines.push(`OPTIONS stayAfterIO ${truth(options.stay)}`, `OPTIONS iobump ${truth(options.bump)}`, "Job List:");
  jobs.forEach(({ start, run, ioFrequency }, job) => {
    lines.push(
      `  Job ${pad(job, 2)}: startTime ${pad(start, 3)} - runTime ${pad(run, 3)} - ioFreq ${pad(ioFrequency, 3)}`,
    );
  });
  lines.push("Execution Trace:", "");
  runMlfqPy(jobs, options, (line) => lines.push(line));
  return lines.join("\n");
}

/** The lines of the trace alone. */
function traceOf(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith("[ time") || line === "IO DONE");
}

Deno.test("repeatTranscript() writes the trace of mlfq.py's rules, on random jobs and options", async () => {
  const { mlfqPyProgram } = await import("../../../analysis/verify/ostep/mlfq_py.ts");
  for (const seed of seeds(150)) {
    const { jobs, options } = randomMlfqPyCase(seed);
    const transcript = new Transcript("x", transcriptOf(jobs, options));
    const ours = traceOf([...mlfqPyProgram.repeat(transcript, undefined).lines()]);
    const theirs = traceOf(transcript.lines);
    const index = theirs.findIndex((line, at) => line !== ours[at]);
    assert(
      index === -1 && ours.length === theirs.length,
      describeCase(seed, { jobs, options }, `line ${index}: theirs ${theirs[index]}, ours ${ours[index]}`),
    );
  }
});

Deno.test("sim verify --against ostep ends with 0 when all lines agree, and with 4 when one does not", async () => {
  const text = read("mlfq_py.txt");
  const agreeing = await runCli(["verify", "--against", "ostep", "-"], { stdin: text });
  assertEquals([agreeing.code, agreeing.err], [0, ""]);
  const wrong = text.replace("[ time 5 ] Run JOB 1", "[ time 5 ] Run JOB 0");
  const differing = await runCli(["verify", "--against", "ostep", "-"], { stdin: wrong });
  assertEquals([differing.code, differing.err], [4, "error: line 37 of mlfq.py's output differs\n"]);
});

/** A folder with a copy of the programs, such as a clone of ostep-homework; they are run where it is given. */
const programs = Deno.env.get("QUANTA_OSTEP");

Deno.test({
  name: "repeatTranscript() agrees with the programs themselves on random options",
  ignore: programs === undefined,
  async fn() {
    for (const seed of seeds(60)) {
      const random = new Random(seed);
      const [name, argumentsOf] = random.pick(
        [
          ["mlfq.py", mlfqArguments],
          ["scheduler.py", schedulerArguments],
          ["lottery.py", lotteryArguments],
        ] as const,
      );
      const args = argumentsOf(random);
      const path = findProgram(programs!, name);
      const { stdout } = new Deno.Command("python3", { args: [path, "-c", ...args] }).outputSync();
      const transcript = new Transcript(name, new TextDecoder().decode(stdout));
      for (const options of [undefined, args.join(" ")]) {
        const { difference } = await repeatTranscript(transcript, { options });
        assertEquals(difference, null, describeCase(seed, { name, args, options }, "the program prints otherwise"));
      }
    }
  },
});

function findProgram(folder: string, name: string): string {
  const places = [name, `cpu-sched/${name}`, `cpu-sched-mlfq/${name}`, `cpu-sched-lottery/${name}`];
  for (const place of places) {
    try {
      return Deno.realPathSync(`${folder}/${place}`);
    } catch {
      // Elsewhere.
    }
  }
  throw new Error(`QUANTA_OSTEP must be a folder with ${name}, got ${folder}`);
}

function mlfqArguments(random: Random): string[] {
  const queues = random.int(1, 5);
  const perQueue = (from: number, to: number) => Array.from({ length: queues }, () => random.int(from, to)).join(",");
  const args = ["-s", String(random.int(-5, 100_000))];
  args.push(...random.chance(0.5) ? ["-Q", perQueue(1, 9)] : ["-n", String(queues), "-q", String(random.int(-1, 12))]);
  if (random.chance(0.3)) args.push("-A", perQueue(1, 4));
  else if (random.chance(0.5)) args.push("-a", String(random.int(-1, 4)));
  if (random.chance(0.5)) args.push("-B", String(random.int(-1, 40)));
  if (random.chance(0.5)) args.push("-i", String(random.int(0, 12)));
  for (const letter of ["-S", "-I"]) if (random.chance(0.5)) args.push(letter);
  if (random.chance(0.5)) {
    const job = () => [random.int(0, 30), random.int(1, 40), random.int(0, 9)].join(",");
    return [...args, "-l", Array.from({ length: random.int(1, 7) }, job).join(":")];
  }
  return [...args, "-j", String(random.int(1, 9)), "-m", String(random.int(2, 150)), "-M", String(random.int(0, 20))];
}

function schedulerArguments(random: Random): string[] {
  const args = ["-s", String(random.int(-5, 100_000)), "-p", random.pick(["FIFO", "SJF", "RR"])];
  if (random.chance(0.5)) args.push("-q", String(random.int(1, 7)));
  if (random.chance(0.7)) return [...args, "-m", String(random.int(1, 50)), "-j", String(random.int(1, 12))];
  const length = () => random.int(1, 40) / random.pick([1, 1, 2, 8, 10, 100, 1000]);
  return [...args, "-l", Array.from({ length: random.int(1, 7) }, length).join(",")];
}

function lotteryArguments(random: Random): string[] {
  const args = ["-s", String(random.int(-5, 100_000))];
  if (random.chance(0.5)) args.push("-q", String(random.int(1, 7)));
  if (random.chance(0.7)) {
    args.push("-m", String(random.int(2, 30)), "-T", String(random.int(2, 300)), "-j", String(random.int(1, 8)));
    return args;
  }
  const job = () => `${random.int(1, 20)}:${random.int(1, 99)}`;
  return [...args, "-l", Array.from({ length: random.int(1, 7) }, job).join(",")];
}
