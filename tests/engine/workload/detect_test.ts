import { assertEquals } from "@std/assert";
import { detectFormat } from "../../../engine/workload/detect.ts";

Deno.test("detectFormat() goes by the extension, with .gz or without", () => {
  const cases: [string, string | undefined][] = [
    ["a.yaml", "yaml"],
    ["a.yml", "yaml"],
    ["A.JSON", "json"],
    ["dir.csv/a.csv.gz", "csv"],
    ["a.tsv", "csv"],
    ["NASA-iPSC-1993-3.1-cln.swf.gz", "swf"],
    ["jobs.ostep", "ostep"],
    ["a.txt", undefined],
    ["a.gz", undefined],
    ["csv", undefined],
    ["a.constructor", undefined],
  ];
  for (const [file, format] of cases) assertEquals(detectFormat({ file }), format, file);
});

Deno.test("detectFormat() goes by how the text begins where the extension tells nothing", () => {
  const job = "1 0 5 60 4 -1 -1 -1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1";
  const cases: [string, string | undefined][] = [
    ['{"processes": []}', "json"],
    ["\n\n  {\n", "json"],
    ["[1]", "json"],
    ["{processes: [{bursts: 3}]}", "yaml"],
    ["processes:\n  - bursts: 3", "yaml"],
    ["---\nname: x", "yaml"],
    ["# a comment\nprocesses:", "yaml"],
    ["- bursts: 3", "yaml"],
    ["%YAML 1.2\n---\n", "yaml"],
    ['"name": x', "yaml"],
    ["pid,arrival,bursts\r\n", "csv"],
    ["bursts\n3\n", "csv"],
    ['"Arrival";"Bursts"\n', "csv"],
    ["arrival\tbursts\n", "csv"],
    ["arival,burst\n", "csv"],
    ["; Version: 2.2\n", "swf"],
    [`  ${job}\n`, "swf"],
    ["5,5,5", "ostep"],
    ["0,4,2:0,5,1", "ostep"],
    ["-l 0,4,2 -i 3", "ostep"],
    ["7", "ostep"],
    ["hello", undefined],
    ["", undefined],
    ["<workload/>", undefined],
  ];
  for (const [text, format] of cases) assertEquals(detectFormat({ text }), format, text);
});

Deno.test("detectFormat() prefers the extension to the text", () => {
  assertEquals(detectFormat({ file: "a.csv", text: "{}" }), "csv");
  assertEquals(detectFormat({ file: "a.txt", text: '{"a": 1}' }), "json");
  assertEquals(detectFormat({}), undefined);
});
