// Answers: how they are typed and drawn, and what is said of them. Without a browser.
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { EXAMPLE_WORKLOADS, exampleWorkload } from "../../engine/workload/examples.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { checkAnswer } from "../../web/check/check_answer.ts";
import { answerNames, type AnswerSegment, readAnswer, writeAnswer } from "../../web/check/notation.ts";
import { isRunning, stroked } from "../../web/answer/strokes.ts";
import { contenderOf } from "../../web/contender.ts";
import { joined } from "../../web/lanes/bars.ts";
import type { OptionTexts } from "../../web/state.ts";

const STALLINGS = toColumns(exampleWorkload("stallings")!.workload);

/** Processes whose names are other processes' pids, two of one name, and one that cannot be typed. */
const ODD = {
  name: "odd",
  workload: {
    processes: ["2", "1", "x, y 3-4", "A", "A", "idle"].map((name, arrival) => ({ name, arrival, bursts: 3 })),
  },
};

/** Machines on which runs have segments of other kinds, or several CPUs at once. */
const MACHINES: readonly OptionTexts[] = [
  {},
  { cpus: "3", switchCost: "1", migrationCost: "1", cacheWarmup: "2" },
  { cpus: "4", rigid: "true" },
];

/** What is said of a typed answer to Stallings' jobs under SRTF. */
async function said(text: string) {
  return await checkAnswer(readAnswer(text), {
    columns: STALLINGS,
    names: answerNames(new ProcessLabels(STALLINGS)),
    options: { policy: "srtf" },
  });
}

Deno.test("readAnswer() understands what people type, and what programs write", () => {
  const a: AnswerSegment = { process: "A", cpu: 0, start: 0, end: 3, kind: "run" };
  const b: AnswerSegment = { process: "job 1", cpu: 0, start: 3, end: 7, kind: "run" };
  for (
    const text of [
      "A 0-3, job 1 3-7",
      "A: 0–3; job 1: 3–7",
      "A 0 3\njob 1 3 7",
      "A 0..3，job 1 3 to 7, idle 7-9",
      "CPU 0: A 0-3, job 1 3-7,",
      "name,cpu,start,end\nA,0,0,3\njob 1,0,3,7\n",
      "name\tcpu\tstart\tend\nA\t0\t0\t3\njob 1\t0\t3\t7\n",
      '[{"name":"A","start":0,"end":3},{"name":"job 1","start":3,"end":7}]',
    ]
  ) assertEquals(readAnswer(text), [a, b], text);
  assertEquals(readAnswer("A 0-3\nCPU 1: switch A 3-4"), [a, { ...a, cpu: 1, start: 3, end: 4, kind: "switch" }]);
  assertEquals(readAnswer(" \n"), []);
});

Deno.test("readAnswer() refuses what is no segment", () => {
  const must = "each part must be a process and its ticks, such as A 0-3";
  assertThrows(() => readAnswer("A 0-3, B"), SyntaxError, `Cannot read the answer: ${must}, got B`);
  assertThrows(() => readAnswer("A 0-x"), SyntaxError, must);
  assertThrows(() => readAnswer("start,end\n0,1\n"), Error, "must have a pid, a process or a name");
});

Deno.test("readAnswer() gives what writeAnswer() was given, whatever processes are called", () => {
  const seed = Date.now() % 2 ** 31;
  // No process is called by characters that control a terminal or end a line.
  const name = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ""));
  const names = fc.array(name, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(names, fc.infiniteStream(fc.nat(5)), (given, numbers) => {
      const processes = given.map((name) => ({ ...name.trim() === "" ? {} : { name }, bursts: 1 }));
      const labels = new ProcessLabels(toColumns({ processes }));
      const written = [...answerNames(labels).keys()];
      assertEquals(written.length, given.length);
      const next = () => numbers.next().value as number;
      const segments = written.map((process, index): AnswerSegment => {
        const start = index * 20 + next();
        return { process, cpu: next() % 2, start, end: start + 1 + next(), kind: "run" };
      });
      const read = readAnswer(writeAnswer(segments));
      assertEquals(
        new Set(read.map((each) => JSON.stringify(each))),
        new Set(segments.map((each) => JSON.stringify(each))),
      );
    }),
    { seed, numRuns: 300 },
  );
});

Deno.test("stroked() does to every tick what the pen did", () => {
  const seed = Date.now() % 2 ** 31;
  const stroke = fc.record({
    process: fc.constantFrom("A", "B", "C"),
    cpu: fc.nat(1),
    from: fc.nat(15),
    length: fc.integer({ min: 1, max: 5 }),
    isErasing: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(stroke, { maxLength: 30 }), (strokes) => {
      let segments: AnswerSegment[] = [];
      // Who has each CPU at each tick.
      const board = [0, 1].map(() => new Array<string | null>(25).fill(null));
      for (const { from, length, ...rest } of strokes) {
        segments = stroked(segments, { ...rest, from, to: from + length });
        for (let tick = from; tick < from + length; tick++) {
          if (!rest.isErasing) board[rest.cpu][tick] = rest.process;
          else if (board[rest.cpu][tick] === rest.process) board[rest.cpu][tick] = null;
        }
      }
      for (const [cpu, ticks] of board.entries()) {
        for (const [tick, who] of ticks.entries()) {
          for (const process of ["A", "B", "C"]) {
            assertEquals(isRunning(segments, process, cpu, tick), process === who);
          }
        }
      }
      // What touches is one segment.
      for (const { process, cpu, end } of segments) {
        assert(!segments.some((other) => other.process === process && other.cpu === cpu && other.start === end));
      }
    }),
    { seed, numRuns: 300 },
  );
});

Deno.test("checkAnswer() finds every policy's own run right, on every example that it can run", async () => {
  let checked = 0;
  const runs = POLICIES.flatMap(({ name }) => MACHINES.map((machine) => ({ name, machine })));
  for (const { name, machine } of runs) {
    const { options } = contenderOf({ policy: name, options: {} }, machine);
    if (options === null) continue;
    for (const example of [...EXAMPLE_WORKLOADS, ODD]) {
      const columns = toColumns(example.workload);
      if (columns.arrival.length > 30) continue;
      let result;
      try {
        result = simulate(columns, { ...options, timeline: "full" });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        continue;
      }
      if (result.timeline.length > 2_000) continue;
      const names = answerNames(new ProcessLabels(result.workload));
      const nameOf = new Map(Array.from(names, ([name, pid]) => [pid, name]));
      const own = joined(result.timeline).map(({ pid, ...rest }) => ({ ...rest, process: nameOf.get(pid)! }));
      const typed = readAnswer(writeAnswer(own));
      const { mistakes, wrong, isJudged } = await checkAnswer(typed, { columns, names, options });
      assertEquals(
        { mistakes, wrong, isJudged },
        { mistakes: [], wrong: null, isJudged: true },
        `${name}, ${JSON.stringify(machine)}, ${example.name}`,
      );
      checked++;
    }
  }
  assert(checked > 2 * POLICIES.length, `${checked} runs`);
});

Deno.test("checkAnswer() names the segment that breaks a rule, and the first decision that differs", async () => {
  const overlap = await said("A 0-3, B 2-8, C 8-12, D 12-17, E 17-19");
  assertEquals(overlap.mistakes.map(({ rule, segment, message }) => [rule, segment, message]), [
    ["cpu-overlap", 1, "start must be from 3, until when CPU 0 has A (A 0-3), got 2"],
  ]);
  assert(!overlap.isJudged);
  const missing = await said("A 0-3, B 3-4, C 4-8, E 8-10, B 10-15");
  assertEquals(missing.mistakes.map(({ rule, message }) => [rule, message]).slice(0, 1), [
    ["work", "D (pid 4) must run for 5 ticks in all, got 0"],
  ]);
  const other = await said("A 0-3, B 3-9, C 9-13, D 13-18, E 18-20");
  assertEquals(other.mistakes, []);
  assertEquals([other.wrong?.tick, other.wrong?.got, other.wrong?.wanted], [4, "B", 3]);
  const right = await said("A 0-3, B 3-4, C 4-8, E 8-10, B 10-15, D 15-20");
  assertEquals([right.mistakes, right.wrong, right.isJudged], [[], null, true]);
});
