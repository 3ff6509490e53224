import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { isTyped, readTyped, type ReadTypedOptions } from "../../../engine/workload/typed.ts";
import { soakCount } from "../../reference/soak.ts";

/** Name (or pid), arrival, program and priority of each process. */
function rowsOf(text: string, options: { columns?: string; tick?: string } = {}): string {
  const { workload: { arrival, cpu, bursts, names, priority } } = readTyped(text, options);
  return Array.from(arrival, (tick, row) => {
    const program = cpu !== undefined
      ? String(cpu[row])
      : [...bursts!.value.slice(bursts!.offset[row], bursts!.offset[row + 1])].join();
    return `${names?.[row] ?? row + 1} ${tick} ${program}${priority === undefined ? "" : ` ${priority[row]}`}`;
  }).join("; ");
}

Deno.test("readTyped() reads jobs however they are parted", () => {
  const cases: [string, string][] = [
    ["A 0 8 3; B 1 4 1", "A 0 8 3; B 1 4 1"],
    ["A 0 8 3\nB 1 4 1\n", "A 0 8 3; B 1 4 1"],
    ["A,0,8,3;B,1,4,1", "A 0 8 3; B 1 4 1"],
    ["A, 0, 8, 3; B, 1, 4, 1;", "A 0 8 3; B 1 4 1"],
    ["A:0:8:3 B:1:4:1", "A 0 8 3; B 1 4 1"],
    ["A:0:8:3, B:1:4:1", "A 0 8 3; B 1 4 1"],
    ["A:0:8:3,B:1:4:1", "A 0 8 3; B 1 4 1"],
    ["A: 0: 8: 3; B: 1: 4: 1", "A 0 8 3; B 1 4 1"],
    ["P1:0:8 P2:1:4", "P1 0 8; P2 1 4"],
    ["A 0 3,2,4 1; B 1 5 2", "A 0 3,2,4 1; B 1 5 2"],
    ["A:0:3,2,4:1 B:1:5:2", "A 0 3,2,4 1; B 1 5 2"],
    ["A 0 io 3,5,io 2 7; io 1 4", "A 0 3,5,2 7; io 1 4 0"],
    ["A 0 io:3,5,2; io 0 4", "A 0 3,5,2; io 0 4"],
    ["A 0 8; B 1 4 priority=1", "A 0 8 0; B 1 4 1"],
    ["A arrival=1 bursts=8; B bursts=4", "A 1 8; B 0 4"],
    ["进程甲 0 8; 进程乙 1 4", "进程甲 0 8; 进程乙 1 4"],
    ["arrival 0 2 4; burst 3 6 4; priority 2 1 3", "1 0 3 2; 2 2 6 1; 3 4 4 3"],
    ["Arrival times: 0, 2\nBurst times: 3, 6", "1 0 3; 2 2 6"],
    ["0 2 4 6 8\n3 6 4 5 2", "1 0 3; 2 2 6; 3 4 4; 4 6 5; 5 8 2"],
    ["0,2\n3,6", "1 0 3; 2 2 6"],
    ["0 1 2 3 4; 5 4 3 2 1", "1 0 5; 2 1 4; 3 2 3; 4 3 2; 5 4 1"],
  ];
  for (const [text, rows] of cases) {
    assertEquals(rowsOf(text), rows, text);
    if (!text.startsWith("A arrival")) assert(isTyped(text), text);
  }
  assertEquals(rowsOf("0 8 3; 1 4 1", { columns: "arrival,bursts,priority" }), "1 0 8 3; 2 1 4 1");
  assertEquals(rowsOf("8 A; 4 B", { columns: "bursts,name" }), "A 0 8; B 0 4");
});

Deno.test("readTyped() takes units and decimals, and says what a tick is", () => {
  assertEquals(readTyped("A 0 0.5ms; B 10ms 3ms,1ms,2.5ms").notes, ["a tick is 0.1 ms"]);
  assertEquals(rowsOf("A 0 1.5s; B 1s 200ms"), "A 0 1500; B 1000 200");
  assertEquals(rowsOf("A 0 1s", { tick: "10ms" }), "A 0 100");
});

Deno.test("readTyped() refuses what is ambiguous or no job, and says what to write", () => {
  const cases: [string, string][] = [
    [
      "0 8 3; 1 4 1",
      'write "arrivals 0 8 3; bursts 1 4 1", or say what the numbers of a job are: --columns arrival,bursts',
    ],
    ["5 3 8", "a job that begins with a name"],
    ["A 0", "the column bursts"],
    ["A", "jobs with a name, an arrival and bursts"],
    ["A 0 8 3 4", "at most 4 fields (name, arrival, bursts, priority)"],
    ["A 0 3 io 2 4", "bursts have commas and no spaces"],
    ["A 0 8 colour=3", "fields that are known"],
    ["A 0 x; B 1 4", 'got "x"'],
    ["0 1 2\n3 4", "as many numbers as the first, 3"],
    [" ; ", "typed jobs"],
  ];
  for (const [text, says] of cases) {
    const { message } = assertThrows(() => readTyped(text), WorkloadError);
    assert(message.includes(says), `${says}\nis not in\n${message}`);
  }
  assertThrows(() => readTyped("A 0 8", { columns: "a=name" }), RangeError, "columns must be names from the left");
});

Deno.test("isTyped() does not take names of files for jobs", () => {
  for (
    const name of [
      "jobs.csv",
      "my jobs.csv",
      "homework 3.csv",
      "homework 3 final.csv",
      "a/b 3 4",
      "C:\\jobs 1.txt",
      "",
      "-",
      "data",
    ]
  ) {
    assert(!isTyped(name), name);
  }
});

Deno.test("readTyped() refuses options that mean nothing, and what is no text", () => {
  const odd: [unknown, string][] = [
    [{ colums: "x" }, 'Cannot read workload: options must be columns, tick, got "colums". Did you mean columns?'],
    [{ columns: 5 }, "columns must be a text, got 5"],
    [{ tick: 5 }, "tick must be a text, got 5"],
    ...[5, "x", null, [], new Map()].map((options): [unknown, string] => [options, "options must be an object"]),
  ];
  for (const [options, message] of odd) {
    assertThrows(() => readTyped("A 0 8", options as ReadTypedOptions), TypeError, message);
  }
  for (const text of [5, null, undefined, ["A 0 8"]]) {
    assertThrows(() => readTyped(text as unknown as string), TypeError, "text must be a string, got");
  }
  assertEquals([...readTyped("A 0 8", { columns: undefined }).workload.cpu!], [8]);
});

Deno.test("readTyped() gives a workload or a WorkloadError for any text", () => {
  const word = fc.constantFrom(
    "A",
    "0",
    "3",
    "3,2,4",
    ":",
    ";",
    "\n",
    " ",
    "=",
    "priority=1",
    "io",
    "1ms",
    "x".repeat(300),
    ",",
    "-1",
    "0.5",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), fc.boolean(), (words, isSpaced) => {
      const text = words.join(isSpaced ? " " : "");
      isTyped(text);
      try {
        readTyped(text);
      } catch (error) {
        assert(error instanceof WorkloadError, `${JSON.stringify(text)}: ${error}`);
      }
    }),
    { numRuns: soakCount(2000) },
  );
});

Deno.test("readTyped() reads jobs in brackets, patterns with spaces, and letters of periodic tasks", () => {
  const { workload } = readTyped("P1(0,8,3), P2(1, 4, 1)");
  assertEquals([workload.names, [...workload.cpu!], [...workload.priority!]], [["P1", "P2"], [8, 4], [3, 1]]);
  assert(isTyped("P1(0,8) P2(1,4)"));
  assertEquals(isTyped("homework(2).csv"), false);
  assertEquals([...readTyped("A 0 (3 2)x2,1; B 1 4").workload.bursts!.value], [3, 2, 3, 2, 1, 4]);
  const tasks = readTyped("t1 C=1 T=4; t2 C=2 T=6").workload;
  assertEquals([[...tasks.cpu!], [...tasks.period!]], [[1, 2], [4, 6]]);
});
