import { assertEquals, assertThrows } from "@std/assert";
import { readCsv } from "../../../analysis/check/csv_rows.ts";
import { type Json, LocatedJson } from "../../../analysis/check/located_json.ts";
import { readLog } from "../../../analysis/check/read_log.ts";
import { LogError } from "../../../analysis/errors.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

function randomJson(random: Random, depth: number): Json {
  const kind = random.int(0, depth > 3 ? 4 : 6);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.pick([0, -1, 1.5, 1e21, 12345678901234, -0.001, 2 ** 53]);
  if (kind <= 4) return random.pick(["", "a", 'quote " and \\', "line\nfeed", "王五", "\u0001", "💡", "__proto__"]);
  const length = random.int(0, 4);
  if (kind === 5) return Array.from({ length }, () => randomJson(random, depth + 1));
  return Object.fromEntries(Array.from({ length }, (_, index) => [`key ${index}`, randomJson(random, depth + 1)]));
}

Deno.test("LocatedJson.root is what JSON.parse() gives, whatever the layout", () => {
  for (const seed of seeds(500)) {
    const random = new Random(seed);
    const text = JSON.stringify(randomJson(random, 0), null, random.pick([0, 1, "\t"]));
    const { root } = new LocatedJson(random.pick(["", " ", "\r\n"]) + text + random.pick(["", "\n"]));
    assertEquals(JSON.stringify(root), JSON.stringify(JSON.parse(text)), describeCase(seed, text, "read otherwise"));
  }
});

Deno.test("LocatedJson refuses what JSON.parse() refuses", () => {
  const valid = '{"timeline": [{"pid": 1, "start": 0.5e3, "kind": "run\\n"}, true, null], "a": []}';
  for (const seed of seeds(2_000)) {
    const random = new Random(seed);
    const at = random.int(0, valid.length - 1);
    const text = valid.slice(0, at) + random.pick(["", ",", "}", "]", '"', "0", "-", "\n", "\\", "x"]) +
      valid.slice(at + random.int(0, 2));
    const isValid = (parse: () => unknown) => {
      try {
        parse();
        return true;
      } catch (error) {
        if (error instanceof SyntaxError) return false;
        throw error;
      }
    };
    assertEquals(
      isValid(() => new LocatedJson(text)),
      isValid(() => JSON.parse(text)),
      describeCase(seed, text, "judged otherwise"),
    );
  }
});

Deno.test("LocatedJson.lineOf() is the line on which an object begins", () => {
  const json = new LocatedJson('{\n "a": [\n  {"b": 1},\n\n  {"b":\n 2}\n ]\n}');
  const list = (json.root as { a: Json[] }).a;
  assertEquals([json.lineOf(json.root), json.lineOf(list), ...list.map((each) => json.lineOf(each))], [1, 2, 3, 5]);
});

Deno.test("LocatedJson names the line of a mistake, and bounds the depth", () => {
  assertThrows(
    () => new LocatedJson('{\n"a": 1,\n}'),
    SyntaxError,
    'line 3: there must be a key in double quotes, got "}"',
  );
  assertThrows(() => new LocatedJson("[1"), SyntaxError, "line 1: there must be");
  assertThrows(() => new LocatedJson("[".repeat(5_000)), SyntaxError, "at most 100 levels");
});

Deno.test("LocatedJson reads a string of megabytes, and names are its own members", () => {
  const startedMs = performance.now();
  const long = "\\u0041b".repeat(2 ** 20);
  const { root } = new LocatedJson(`{"constructor": "${long}", "__proto__": 3}`);
  const members = root as { [key: string]: Json };
  assertEquals(members["constructor"] as unknown, "Ab".repeat(2 ** 20));
  assertEquals(Object.keys(members), ["constructor", "__proto__"]);
  assertThrows(() => new LocatedJson(`["${long}`), SyntaxError, "there must be a string");
  assertThrows(() => new LocatedJson(`["${"\\".repeat(2 ** 20)}q`), SyntaxError, "there must be a string");
  assertEquals(performance.now() - startedMs < 60_000, true, "it took too long");
});

Deno.test("LocatedJson bounds the number of values", () => {
  assertThrows(
    () => new LocatedJson(`[${"0,".repeat(2 ** 23)}0]`),
    SyntaxError,
    "there must be at most 8388608 values",
  );
});

Deno.test("readCsv() reads quotes, line feeds in cells, empty lines and both ends of lines", () => {
  const { columns, rows } = readCsv('pid,name\r\n1,"a ""b"", c"\r\n\r\n2,"two\nlines"\n3,\n');
  assertEquals(columns, ["pid", "name"]);
  assertEquals([...rows].map(({ line, cells }) => [line, ...cells.values()]), [
    [2, "1", 'a "b", c'],
    [4, "2", "two\nlines"],
    [6, "3", ""],
  ]);
});

Deno.test("readCsv() names the line of a mistake", () => {
  assertThrows(() => [...readCsv('a\n1\n"2').rows], SyntaxError, "line 3: a quote must be closed");
  assertThrows(() => [...readCsv("a\n1,2").rows], SyntaxError, "line 2: there must be 1 cells, got 2");
  assertThrows(() => [...readCsv('a\n"1"2').rows], SyntaxError, "line 2: a comma must follow");
});

Deno.test("readLog() takes a list of segments, names for pids, and columns in any order", () => {
  const list = readLog("x", '[{"process": "A", "start": 0, "end": 2}]');
  const csv = readLog("x", "end,start,name,note\n2,0,A,hello\n");
  for (const { segments: [segment] } of [list, csv]) {
    const { place: _place, ...rest } = segment;
    assertEquals(rest, { cpu: 0, process: "A", start: 0, end: 2, kind: "run" });
  }
});

for (
  const [text, message] of [
    ["", "must name the columns start and end"],
    ["{}", "must have a timeline or processes"],
    ['{"timeline": 3}', "x:1: timeline must be a list, got 3"],
    ['{"timeline": [\n3]}', "x:1: timeline[0] must be an object, got 3"],
    ['{"timeline": [\n{"pid": 1, "start": "0", "end": 1}]}', "x:2: timeline[0].start must be a number, got 0"],
    ['{"timeline": [\n{"start": 0, "end": 1}]}', "x:2: timeline[0] must have a pid, a process or a name, got none"],
    ['{"timeline": [{"pid": {}, "start": 0, "end": 1}]}', "timeline[0].pid must be a text or a number, got {}"],
    ["pid,start,end\n1,0,x\n", "x:2: end must be a number, got x"],
    ["pid,start,end\n1,0\n", "x:2: end must be a number, got nothing"],
    ["pid,start,end,kind\n1,0,1,idle\n", "x:2: kind must be one of run, switch, migration, warmup, got idle"],
    ["pid,arrival,finish\n1,0,soon\n", "x:2: finish must be a number, got soon"],
    ['{"timeline": [}', "x: line 1: there must be"],
    [
      '{"timeline": [\n{"pid": 1, "start": 0, "start": 1}]}',
      "x: line 2: there must be a key that was not given before",
    ],
    ['{"timeline": [\n{"pid": 1, "start": 0.99999999999999999999}]}', "x: line 2: there must be a number that is kept"],
    ["pid,start,end\n1,0,0.99999999999999999999\n", "x:2: end must be a number, got 0.99999999999999999999"],
    ["pid,start,end\n1,0,0x3\n", "x:2: end must be a number, got 0x3"],
    ["pid,start,end\n1,0,Infinity\n", "x:2: end must be a number, got Infinity"],
    ["pid,start,end,pid\n1,0,1,2\n", "x: line 1: a column must be named once, got pid twice"],
    [`start,end${",".repeat(5000)}\n`, "x: line 1: there must be at most 4096 cells"],
  ]
) {
  Deno.test(`readLog() says "${message}"`, () => {
    assertThrows(() => readLog("x", text), LogError, message);
  });
}
