import { assert, assertEquals } from "@std/assert";
import { describeValue, WorkloadError } from "../../../engine/workload/error.ts";

Deno.test("WorkloadError() lists each problem on a line with its place, process, field, rule and value", () => {
  const error = new WorkloadError([
    { file: "jobs.csv", line: 3, column: 7, process: 2, field: "arrival", rule: "a whole number", value: "x" },
    { line: 4, process: 3, field: "pid", rule: "unique", value: 1, hint: "process 1 has it already" },
    { line: 4, column: 2, field: "input", rule: "JSON" },
    { file: "a.yaml", field: "name", rule: "a text", value: undefined },
  ]);
  assertEquals(error.message.split("\n"), [
    'jobs.csv:3:7: Cannot read process 2: arrival must be a whole number, got "x"',
    "line 4: Cannot read process 3: pid must be unique, got 1 (process 1 has it already)",
    "line 4, column 2: Cannot read workload: input must be JSON",
    "a.yaml: Cannot read workload: name must be a text, got nothing",
  ]);
  assertEquals(error.problemCount, 4);
  assert(error instanceof SyntaxError);
  assertEquals(error.name, "WorkloadError");
});

Deno.test("WorkloadError() shows twenty problems and counts the others", () => {
  const problems = Array.from({ length: 25 }, (_, index) => ({ process: index + 1, field: "bursts", rule: "given" }));
  const lines = new WorkloadError(problems, { problemCount: 1000 }).message.split("\n");
  assertEquals(lines.length, 21);
  assertEquals(lines[20], "and 980 more");
});

Deno.test("WorkloadError() writes characters that could garble a terminal as escapes", () => {
  const { message } = new WorkloadError([{
    file: "a\x1b[31m\nb",
    field: "\u202ename",
    rule: "a text",
    value: "\u009b\u2028",
  }]);
  assertEquals(
    message,
    'a\\u{1b}[31m\\u{a}b: Cannot read workload: \\u{202e}name must be a text, got "\\u{9b}\\u{2028}"',
  );
});

Deno.test("describeValue() tells values apart and stays short", () => {
  const cases: [unknown, string][] = [
    [-0, "-0"],
    [0, "0"],
    ["0", '"0"'],
    [NaN, "NaN"],
    [12n, "12"],
    [true, "true"],
    [null, "null"],
    [undefined, "nothing"],
    [[], "an empty list"],
    [[1, -2], "[1, -2]"],
    [["a", "b"], "a list of 2"],
    [new Array(9).fill(1), "a list of 9"],
    [{ a: 1 }, "an object"],
    [new Map(), "a Map"],
    [() => 1, "a function"],
    ["x".repeat(1e6), `"${"x".repeat(40)}"... (1000000 characters)`],
  ];
  for (const [value, text] of cases) assertEquals(describeValue(value), text);
});
