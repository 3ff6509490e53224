import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { JsonParser } from "../../../engine/workload/_json_parser.ts";
import { JsonPlaces } from "../../../engine/workload/_json_scan.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { soakCount } from "../../reference/soak.ts";

async function mistakes(text: string): Promise<string[]> {
  const error = await assertRejects(() => readWorkload(text, { file: "w.json" }), WorkloadError);
  return error.message.split("\n");
}

Deno.test("readWorkload() reads JSON of the shape of Workload", async () => {
  const text = `{
    "$schema": "workload.schema.json",
    "name": "w",
    "processes": [{ "name": "\\u8fdb\\u7a0b", "arrival": 1e1, "bursts": [3, 2, 4.0] }, { "bursts": 5 }]
  }`;
  assertEquals(await readWorkload(text), {
    format: "json",
    notes: [],
    workload: {
      name: "w",
      arrival: Float64Array.of(10, 0),
      names: ["进程", undefined],
      bursts: {
        offset: Uint32Array.of(0, 3, 4),
        kind: Uint8Array.of(0, 1, 0, 0),
        value: Float64Array.of(3, 2, 4, 5),
        locks: [],
      },
    },
  });
});

Deno.test("readWorkload() says of numbers of JSON that are too great what is written", async () => {
  for (const number of ["9007199254740992", "9007199254740993", "9007199254740993.0", "1e300", "1e999"]) {
    assertEquals(await mistakes(`{"processes": [{"bursts": 3, "arrival": ${number}}]}`), [
      "w.json:1:41: Cannot read process 1: arrival must be a whole number from 0 to 9007199254740991, " +
      `got "${number}"`,
    ]);
  }
});

Deno.test("readWorkload() takes fractions of JSON exactly, or refuses them as it does those of tables", async () => {
  const burst = (number: string) => `[{"name": "A", "burst": ${number}}, {"name": "B", "burst": 0.5}]`;
  const { workload } = await readWorkload(burst("3e-1"), { format: "json" });
  assertEquals([...workload.cpu!], [3, 5]);
  assertEquals(await mistakes(burst("0.30000000000000000001")), [
    'w.json:1:25: Cannot read process 1: bursts must be a number with at most nine decimals, got "0.30000000000000000001"',
  ]);
});

Deno.test("readWorkload() names line and column of mistakes in JSON", async () => {
  const text = `{
  "name": "a \\" [ { \\\\",
  "processes": [
    {"arrival": 1, "bursts": [1, {"io": -4}, 2.5]},
    {"bursts": 0, "arival": 3, "tickets": 1, "arrival": -1},
    7, {"bursts": [3, 1, {"io": 4}, 1]}
  ]
}`;
  assertEquals(await mistakes(text), [
    "w.json:4:41: Cannot read process 1: bursts[1].io must be a whole number from 0 to 9007199254740991, got -4",
    "w.json:4:46: Cannot read process 1: bursts[2] must be a whole number from 1 to 9007199254740991, got 2.5",
    "w.json:5:16: Cannot read process 2: bursts must be a whole number from 1 to 9007199254740991, got 0",
    "w.json:5:29: Cannot read process 2: arival must be left out: the fields are pid, name, arrival, bursts, priority, " +
    'processors, estimate, tickets, nice, deadline, period, after, think, quantum, memory, resources, affinity, group (did you mean "arrival"?)',
    "w.json:5:57: Cannot read process 2: arrival must be a whole number from 0 to 9007199254740991, got -1",
    "w.json:6:5: Cannot read process 3: it must be an object with bursts, got 7",
    'w.json:6:26: Cannot read process 4: bursts[2] must be a CPU burst after an I/O burst, got "io 4"',
  ]);
  assertEquals(await mistakes('{"processes": 3}'), [
    "w.json:1:15: Cannot read workload: processes must be a list of at least one process, got 3",
  ]);
  assertEquals(await mistakes("[]"), [
    "w.json:1:1: Cannot read workload: it must be an object with a list of processes, got an empty list",
  ]);
});

Deno.test("readWorkload() says where text stops being JSON", async () => {
  const cases: [string, string][] = [
    [
      '{"processes": [\n{"bursts": [1 2]}]}',
      'w.json:2:15: Cannot read workload: input must be JSON with "," or "]" here, got "2]}]}"',
    ],
    [
      '{"processes": [\n{"bursts": 1,}]}',
      'w.json:2:14: Cannot read workload: input must be JSON with a field name in double quotes here, got "}]}"',
    ],
    ['{"processes": [1}', 'w.json:1:17: Cannot read workload: input must be JSON with "]" here, got "}"'],
    ['{"processes" []', 'w.json:1:14: Cannot read workload: input must be JSON with ":" here, got "[]"'],
    [
      '{"processes": [',
      "w.json:1:16: Cannot read workload: input must be JSON with a JSON value here (the text ends there)",
    ],
    [
      '{"processes": "ab',
      "w.json:1:18: Cannot read workload: input must be JSON with the rest of a string here (the text ends there)",
    ],
    [
      '{"a": "\\q"}',
      'w.json:1:8: Cannot read workload: input must be JSON with the rest of a string here, got "\\\\q\\"}"',
    ],
    ['{"a": 01}', 'w.json:1:8: Cannot read workload: input must be JSON with "," or "}" here, got "1}"'],
    ['{"a": nul}', 'w.json:1:7: Cannot read workload: input must be JSON with a JSON value here, got "nul}"'],
    ['{"a": 1} x', 'w.json:1:10: Cannot read workload: input must be JSON with the end of the text here, got "x"'],
  ];
  for (const [text, expected] of cases) assertEquals(await mistakes(text), [expected]);
});

Deno.test("JsonParser reads what JSON.parse() does, in steps of any length", () => {
  const text = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.nat(2),
    fc.constantFrom("", "{", "]", ",", ":", '"', "\\", "1", "x", "\n"),
  )
    .map(([text, at, removed, added]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + added + text.slice(start + removed);
    });
  let valid = 0;
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (text, length) => {
      const parser = new JsonParser(text, { depthMax: 100, valuesMax: 1000 });
      while (!parser.step(length));
      if (parser.fault?.field === "field") return;
      let expected: unknown;
      let isJson = true;
      try {
        expected = JSON.parse(text);
        valid++;
      } catch {
        isJson = false;
      }
      assertEquals(parser.fault === undefined, isJson, text);
      // Numbers that a double would round are kept as they are written.
      if (isJson && !/[.eE]|\d{16}/.test(text)) assertEquals(parser.root, expected);
    }),
    { numRuns: soakCount(2000) },
  );
  assert(valid > 100, `${valid} texts were JSON`);
});

Deno.test("JsonParser refuses a field that is given twice, however it is written, and keeps odd ones as they are", () => {
  const read = (text: string) => {
    const parser = new JsonParser(text, { depthMax: 4, valuesMax: 10 });
    while (!parser.step(3));
    return parser.fault ?? parser.root;
  };
  const twice = { field: "field", rule: "given once" };
  assertEquals(read('{"a": 1, "b": {"a": 2}, "a": 3}'), { ...twice, offset: 24, value: "a" });
  assertEquals(read('[{"ab": 1, "\\u0061b": 3}]'), { ...twice, offset: 11, value: "ab" });
  assertEquals(read('{"__proto__": 1, "__proto__": 3}'), { ...twice, offset: 17, value: "__proto__" });
  const odd = read('{"__proto__": {"x": 1}, "constructor": 2, "": 3}') as Record<string, unknown>;
  assertEquals(Object.keys(odd), ["__proto__", "constructor", ""]);
  assertEquals(Object.getPrototypeOf(odd), Object.prototype);
  assertEquals(read("[[[[1]]]]"), [[[[1]]]]);
  assertEquals(read("[[[[[]]]]]"), { offset: 4, field: "input", rule: "nested at most 4 deep" });
  assertEquals(read(`[${"1,".repeat(9)}1]`), { offset: 19, field: "input", rule: "JSON with at most 10 values" });
});

Deno.test("JsonPlaces.find() finds every value of a text", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(0, 2), (root, indent) => {
      const text = JSON.stringify({ processes: root, other: root }, undefined, indent);
      const places = new JsonPlaces(text);
      const visit = (value: unknown, path: (string | number)[]): void => {
        const written = JSON.stringify(value).slice(0, 1);
        assertEquals(text.slice(places.find(path)).slice(0, 1), written);
        if (Array.isArray(value)) value.forEach((inner, index) => visit(inner, [...path, index]));
        else if (typeof value === "object" && value !== null) {
          for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
        } else assert(text.startsWith(JSON.stringify(value), places.find(path)));
      };
      visit(JSON.parse(text).processes, ["processes"]);
      visit(JSON.parse(text).other, ["other"]);
    }),
    { numRuns: soakCount(100) },
  );
});
