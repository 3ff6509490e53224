import { assert, assertEquals, assertRejects } from "@std/assert";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";

async function mistakes(text: string): Promise<string[]> {
  const error = await assertRejects(() => readWorkload(text, { file: "w.yaml" }), WorkloadError);
  return error.message.split("\n");
}

Deno.test("readWorkload() reads YAML of the shape of Workload", async () => {
  const text = `# Two programs
name: 进程
processes:
  - name: editor
    arrival: 16
    bursts:
      - 1
      - io: 20
      - 2
  - { name: "compiler", bursts: [3, lock: A, 4, unlock: A], priority: -2 }
`;
  assertEquals(await readWorkload(text), {
    format: "yaml",
    notes: [],
    workload: {
      name: "进程",
      arrival: Float64Array.of(16, 0),
      names: ["editor", "compiler"],
      priority: Float64Array.of(0, -2),
      bursts: {
        offset: Uint32Array.of(0, 3, 7),
        kind: Uint8Array.of(0, 1, 0, 0, 2, 0, 3),
        value: Float64Array.of(1, 20, 2, 3, 0, 4, 0),
        locks: ["A"],
      },
    },
  });
});

Deno.test("readWorkload() reads YAML with aliases, of whole processes or of parts", async () => {
  const text = "processes:\n  - &p { arrival: 1, bursts: &b [1, 4, 2] }\n  - *p\n  - { bursts: *b }\n";
  const { workload } = await readWorkload(text);
  assertEquals([...workload.arrival], [1, 1, 0]);
  assertEquals([...workload.bursts!.value], [1, 4, 2, 1, 4, 2, 1, 4, 2]);
});

Deno.test("readWorkload() names line and column of mistakes in YAML", async () => {
  const text = `processes:
  - arrival: 1
    bursts: [1, {io: -4}, 2.5]
  - bursts: 0
    arival: 3
  - &x {bursts: 0.5}
  - *x
  - name: 7
    bursts: [.inf, .nan]
  - arrival: 12345678901234567890
    bursts:
`;
  const CPU = "must be a whole number from 1 to 9007199254740991, got";
  assertEquals(await mistakes(text), [
    "w.yaml:3:22: Cannot read process 1: bursts[1].io must be a whole number from 0 to 9007199254740991, got -4",
    `w.yaml:3:27: Cannot read process 1: bursts[2] ${CPU} 2.5`,
    `w.yaml:4:13: Cannot read process 2: bursts ${CPU} 0`,
    "w.yaml:5:13: Cannot read process 2: arival must be left out: the fields are pid, name, arrival, bursts, priority, " +
    'processors, estimate, tickets, nice, deadline, period, after, think, quantum, memory, resources, affinity, group (did you mean "arrival"?)',
    `w.yaml:6:17: Cannot read process 3: bursts ${CPU} 0.5`,
    `w.yaml:6:17: Cannot read process 4: bursts ${CPU} 0.5`,
    "w.yaml:8:11: Cannot read process 5: name must be a text of 1 to 256 characters without control characters, got 7",
    `w.yaml:9:14: Cannot read process 5: bursts[0] ${CPU} ".inf"`,
    'w.yaml:9:20: Cannot read process 5: bursts[1] must be a whole number from 0 to 9007199254740991, got ".nan"',
    "w.yaml:10:14: Cannot read process 6: arrival must be a whole number from 0 to 9007199254740991, " +
    'got "12345678901234567890"',
    "w.yaml:11:12: Cannot read process 6: bursts must be a number of ticks or a list of bursts, got null",
  ]);
});

Deno.test("readWorkload() refuses numbers in YAML that no table takes for numbers, as they are written", async () => {
  const written = ["0x3", "0o17", "1e1", "1.5E+1", "+3", "+3.0", "3.", ".5", "!!int 0x3", "9007199254740993"];
  for (const text of written) {
    const shown = JSON.stringify(text.replace("!!int ", ""));
    assertEquals(
      (await mistakes(`processes:\n  - bursts: [1, { io: ${text} }, 1]\n    arrival: ${text}\n`)).map((line) =>
        line.replace(/^.*must be/, "must be")
      ),
      [0, 0].map((least) => `must be a whole number from ${least} to 9007199254740991, got ${shown}`),
      text,
    );
  }
  // As in tables, which know 3. and .5.
  for (const text of ["0x3", "0o17", "1e1", "+3"]) {
    assertEquals((await mistakes(`- id: 1\n  at: 0\n  burst: ${text}\n`)).length, 1, text);
  }
  const { workload } = await readWorkload("processes: [{ arrival: 007, bursts: 4.0, nice: -3 }]", { format: "yaml" });
  assertEquals([[...workload.arrival], [...workload.cpu!], [...workload.nice!]], [[7], [4], [-3]]);
});

Deno.test("readWorkload() refuses text that is not YAML, or YAML that is no workload", async () => {
  const cases: [string, string][] = [
    ["processes: [1, 2", "w.yaml:1:17: Cannot read workload: input must be valid YAML (Flow sequence"],
    ["processes:\n\t- bursts: 3", "w.yaml:2:1: Cannot read workload: input must be valid YAML (Tabs are not allowed"],
    [
      "a: 1\n---\nb: 2",
      "w.yaml:2:1: Cannot read workload: input must be valid YAML (one document, and here a second begins)",
    ],
    [
      "processes:\n  - bursts: 3\n    bursts: 4",
      'w.yaml:3:5: Cannot read workload: field must be given once, got "bursts"',
    ],
    [
      "processes:\n  - *x",
      'w.yaml:2:5: Cannot read workload: alias must be the name of an anchor that was set and closed before, got "*x"',
    ],
    [
      "processes: &x\n  - *x",
      'w.yaml:2:5: Cannot read workload: alias must be the name of an anchor that was set and closed before, got "*x"',
    ],
    ["? [a]\n: 3", "w.yaml:1:3: Cannot read workload: field must be named by plain text"],
    ["just words", 'w.yaml:1:1: Cannot read workload: it must be an object with a list of processes, got "just words"'],
    ["# nothing", "w.yaml:1:1: Cannot read workload: it must be an object with a list of processes, got null"],
    ["processes: !foo {a, b}", "w.yaml:1:12: Cannot read workload: input must be valid YAML (Unresolved tag"],
    [
      `processes: ${"[".repeat(11)}${"]".repeat(11)}`,
      "w.yaml:1:22: Cannot read workload: input must be nested at most 10 deep",
    ],
    [
      "__proto__: {processes: 1}",
      "w.yaml:1:12: Cannot read workload: __proto__ must be left out: the fields",
    ],
  ];
  for (const [text, expected] of cases) {
    const lines = await mistakes(text);
    assert(lines.some((line) => line.startsWith(expected)), lines.join("\n"));
  }
});

Deno.test("readWorkload() is not blown up by aliases, keys or nesting in YAML", async () => {
  const start = performance.now();
  let bomb = "a0: &a0 [1]\n";
  for (let level = 1; level < 60; level++) bomb += `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]\n`;
  assert((await mistakes(bomb + "processes: *a59"))[0].includes("must be left out"));

  const list = `processes:\n- bursts: &b [${"1,".repeat(5000)}1]\n${"- bursts: *b\n".repeat(5000)}`;
  assert((await mistakes(list))[0].includes("bursts of all processes together"));
  assertEquals(
    (await readWorkload(`processes:\n- &p {bursts: 3}\n${"- *p\n".repeat(5000)}`)).workload.cpu!.length,
    5001,
  );
  await mistakes(Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join("\n"));

  for (const unit of ["[", "{", '{"a":', "- ", "? ", "a: ", "&a ", "!t ", "*a ", '"', "'", "|\n"]) {
    await assertRejects(() => readWorkload(unit.repeat(20_000), { format: "yaml" }), WorkloadError);
  }
  await assertRejects(
    () => readWorkload("x".repeat(2 ** 22 + 1), { format: "yaml" }),
    WorkloadError,
    "at most 4194304 bytes",
  );
  assert(performance.now() - start < 30_000, "reading took too long");
});
