// Tables as people write them: each shape of fixtures/tables.ts is read, with the line that says what was understood, or refused
// with what to write instead.
import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { keyOf, senseOf } from "../../../engine/workload/_header.ts";
import { detectFormat } from "../../../engine/workload/detect.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { AMBIGUOUS_WORDS, HEADER_WORDS } from "../../../engine/workload/header_words.ts";
import { readWorkload } from "../../../engine/workload/read.ts";
import { soakCount } from "../../reference/soak.ts";
import { rowsOf } from "./fixtures/rows.ts";
import { TABLE_REFUSALS, TABLE_SHAPES } from "./fixtures/tables.ts";

for (const { title, text, columns, tick, rows, notes, settings } of TABLE_SHAPES) {
  Deno.test(`readWorkload() reads a table: ${title}`, async () => {
    const result = await readWorkload(text, { columns, tick });
    assertEquals({ rows: rowsOf(result.workload), notes: result.notes, format: result.format }, {
      rows,
      notes,
      format: "csv",
    });
    assertEquals(result.settings, settings);
    // As a file of any name, and with Windows' line breaks.
    for (const file of ["a.csv", "a.txt"]) {
      const again = await readWorkload(text.replace(/\r?\n/g, "\r\n"), { columns, tick, file });
      assertEquals(again.workload, result.workload);
    }
  });
}

for (const { title, text, columns, tick, says } of TABLE_REFUSALS) {
  Deno.test(`readWorkload() refuses a table and says what to write: ${title}`, async () => {
    const error = await assertRejects(() => readWorkload(text, { columns, tick, file: "a.csv" }), WorkloadError);
    for (const part of says) assert(error.message.includes(part), `${part}\nis not in\n${error.message}`);
  });
}

Deno.test("readWorkload() tells tables in other encodings by their headers, and says which it took", async () => {
  const gbk = [
    0xbd,
    0xf8,
    0xb3,
    0xcc,
    0x2c,
    0xd4,
    0xcb,
    0xd0,
    0xd0,
    0xca,
    0xb1,
    0xbc,
    0xe4,
    0x0a,
    0x41,
    0x2c,
    0x33,
    0x0a,
  ];
  const wide = (isLittle: boolean, mark: boolean) =>
    [...(mark ? "\uFEFF" : "") + "Process\tBurst\nA\t3\n"].flatMap((character) => {
      const code = character.charCodeAt(0);
      return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
    });
  const german = [..."Prozess;Laufzeit;Priorit\u00e4t\nA;3;1\n"].map((character) => character.charCodeAt(0));
  const cases: [number[], string][] = [
    [gbk, "read as GBK: the file is not in UTF-8"],
    [wide(true, true), "read as UTF-16: the file is not in UTF-8"],
    [wide(false, true), "read as UTF-16: the file is not in UTF-8"],
    [wide(true, false), "read as UTF-16: the file is not in UTF-8"],
    [german, "read as windows-1252: the file is not in UTF-8"],
  ];
  for (const [bytes, note] of cases) {
    const { workload, notes } = await readWorkload(Uint8Array.from(bytes));
    assertEquals([workload.names, [...workload.cpu!], notes[0]], [["A"], [3], note]);
  }
});

Deno.test("readWorkload() names archives and pictures by what they begin with", async () => {
  const cases: [string, string][] = [
    ["PK\x03\x04\x14\0", "a ZIP archive or an Excel file"],
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel or Word file"],
    ["%PDF-1.7\n", "a PDF"],
    ["\x89PNG\r\n\x1a\n\0\0", "a PNG picture"],
    ["7z\xbc\xaf\x27\x1c\0\x04", "a 7z archive"],
    ["\x28\xb5\x2f\xfd\x04", "zstd data"],
    ["BZh91AY&SY\x01", "bzip2 data"],
    ["jobs.csv".padEnd(257, "\0") + "ustar\x0000", "a tar archive"],
  ];
  for (const [text, kind] of cases) {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const error = await assertRejects(() => readWorkload(bytes, { file: "jobs.csv" }), WorkloadError);
    assert(error.message.includes(`input must be text, got "${kind}"`), error.message);
  }
  assertEquals((await readWorkload("MZ,bursts\nx,3\n", { columns: "MZ=name" })).workload.names, ["x"]);
});

Deno.test("HEADER_WORDS names every word once, and none that is ambiguous", () => {
  const seen = new Map<string, string>();
  for (const [meaning, words] of Object.entries(HEADER_WORDS)) {
    for (const word of words.trim().split(/\s+/)) {
      const key = keyOf(word);
      assertEquals(seen.get(key) ?? meaning, meaning, word);
      seen.set(key, meaning);
      assert(!(key in AMBIGUOUS_WORDS), `${word} is ambiguous`);
      assertEquals(senseOf(word.toUpperCase()).meanings as readonly string[], [meaning], word);
    }
  }
});

Deno.test("senseOf() does not look at case, accents, spaces, dots and underscores", () => {
  const cases: [string, string, string | undefined][] = [
    ["ARRIVAL_TIME", "arrival", undefined],
    ["arrivalTime", "arrival", undefined],
    ["Arrival.Time", "arrival", undefined],
    ["  arrival   time ", "arrival", undefined],
    ["Process Priority", "priority", undefined],
    ["Priority (1 = highest)", "priority", undefined],
    ["CPU Burst Time (msec)", "bursts", "ms"],
    ["burstTimeMs", "bursts", "ms"],
    ["Run time in seconds", "bursts", "s"],
    ["Laufzeit/ms", "bursts", "ms"],
    ["运行时间（秒）", "bursts", "s"],
  ];
  for (const [text, meaning, unit] of cases) {
    const sense = senseOf(text);
    assertEquals([sense.meanings, sense.unit], [[meaning], unit], text);
  }
  for (const text of ["colour scheme", "0", "P1", "", "x".repeat(1000), "constructor", "toString"]) {
    assertEquals(senseOf(text).meanings, [], text);
  }
});

Deno.test("detectFormat() takes no text for YAML because it begins with a comment", () => {
  assertEquals(detectFormat({ text: "# trace of a server\n1 0 5\n2 3 4\n" }), undefined);
  assertEquals(detectFormat({ text: "# a\nprocesses:\n  - bursts: 3\n" }), "yaml");
  assertEquals(detectFormat({ text: "# a\n\narrival,bursts\n0,3\n" }), "csv");
});

Deno.test("readWorkload() finds a table behind any number of comments", async () => {
  const text = `${"# of the machine\n".repeat(500)}\n#id arrival runtime\n1 0 5\n2 3 4\n`;
  const { workload, notes } = await readWorkload(text);
  assertEquals([[...workload.arrival], [...workload.cpu!], notes], [[0, 3], [5, 4], [
    "columns: id → pid, runtime → bursts",
  ]]);
});

Deno.test("readWorkload() reads the same of a table in every layout", async () => {
  // A last row called `Avg` is one of totals, and is left out with a note.
  const name = fc.stringMatching(/^[A-Z][a-z]?$/);
  const number = fc.nat(1000);
  const table = fc.array(fc.tuple(name, number, fc.integer({ min: 1, max: 1000 }), number), {
    minLength: 1,
    maxLength: 8,
  });
  const header = ["Process", "Arrival Time", "Burst Time", "Priority"];
  const layouts: ((cells: (string | number)[]) => string)[] = [
    (cells) => cells.join(","),
    (cells) => cells.join(" ; "),
    (cells) => cells.join("\t"),
    (cells) => `| ${cells.join(" | ")} |`,
    (cells) => cells.map((cell) => String(cell).padEnd(14)).join(""),
    (cells) => `${cells.join(" & ")} \\\\`,
    (cells) => cells.map((cell) => `"${cell}"`).join(","),
  ];
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const read = await Promise.all(layouts.map(async (layout) => {
        const text = [header, ...rows].map(layout).join("\n");
        return (await readWorkload(text)).workload;
      }));
      for (const workload of read) assertEquals(workload, read[0]);
      assertEquals([...read[0].arrival], rows.map(([, arrival]) => arrival));
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("readWorkload() makes the same ticks of decimals whatever their order is", async () => {
  const time = fc.tuple(fc.nat(9999), fc.nat(4)).map(([digits, decimals]) => {
    const text = String(digits).padStart(decimals + 1, "0");
    return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  });
  const table = fc.array(fc.tuple(time, time.filter((text) => Number(text) > 0)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const { workload, tick } = await readWorkload("arrival,bursts\n" + rows.map((row) => row.join(",")).join("\n"));
      const perUnit = tick?.perUnit ?? 1;
      rows.forEach(([arrival, bursts], row) => {
        assertEquals(workload.arrival[row], Math.round(Number(arrival) * perUnit), arrival);
        assertEquals(workload.cpu![row], Math.round(Number(bursts) * perUnit), bursts);
      });
    }),
    { numRuns: soakCount(300) },
  );
});
