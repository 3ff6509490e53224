import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { toColumns } from "../../../engine/workload/columns.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { WORKLOAD_FORMATS, type WorkloadFormat } from "../../../engine/workload/format.ts";
import { readWorkload, type ReadWorkloadOptions } from "../../../engine/workload/read.ts";
import { writeWorkload } from "../../../engine/workload/write.ts";
import { soakCount } from "../../reference/soak.ts";
import { workload } from "./arbitraries.ts";

const CSV = "name,arrival,bursts\n进程,1,3\nb,2,4\n";
const COLUMNS = { arrival: Float64Array.of(1, 2), cpu: Float64Array.of(3, 4), names: ["进程", "b"] };

/** The smallest workload in each format, two processes of 3 and 4 ticks. */
const SAMPLES: Readonly<Record<WorkloadFormat, string>> = {
  yaml: "processes:\n  - bursts: 3\n  - bursts: 4\n",
  json: '{"processes":\n[{"bursts":3},\n{"bursts":4}]}',
  csv: "bursts\n3\n4\n",
  swf: `1 0 -1 3 ${"-1 ".repeat(14)}\n2 0 -1 4 ${"-1 ".repeat(14)}\n`,
  ostep: "3,4\n",
};

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A stream that gives `size` bytes at a time, and that tells whether it was cancelled. */
function streamOf(
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
): { stream: ReadableStream<Uint8Array>; cancelled(): boolean } {
  let at = 0;
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at += size));
    },
    cancel() {
      isCancelled = true;
    },
  });
  return { stream, cancelled: () => isCancelled };
}

Deno.test("readWorkload() reads text, bytes and streams of any chunking alike, gzip or not", async () => {
  const plain = bytesOf(CSV);
  const compressed = await gzip(plain);
  assertEquals((await readWorkload(CSV)).workload, COLUMNS);
  for (const bytes of [plain, compressed]) {
    assertEquals((await readWorkload(bytes)).workload, COLUMNS);
    for (const size of [1, 2, 3, 7, 1000]) {
      assertEquals((await readWorkload(streamOf(bytes, size).stream)).workload, COLUMNS, `chunks of ${size}`);
    }
  }
});

Deno.test("readWorkload() tells every format from the text alone, with byte order mark, CRLF and gzip", async () => {
  for (const format of WORKLOAD_FORMATS) {
    for (const text of [SAMPLES[format], "\uFEFF" + SAMPLES[format], SAMPLES[format].replaceAll("\n", "\r\n")]) {
      const results = [
        await readWorkload(text),
        await readWorkload(bytesOf(text)),
        await readWorkload(await gzip(bytesOf(text))),
      ];
      for (const result of results) {
        assertEquals(result.format, format);
        assertEquals(result.workload.cpu, Float64Array.of(3, 4));
      }
    }
  }
});

Deno.test("readWorkload() takes the format that is said, then the extension, then the text", async () => {
  assertEquals((await readWorkload(SAMPLES.json, { format: "yaml", file: "a.csv" })).format, "yaml");
  assertEquals((await readWorkload(SAMPLES.json, { file: "a.yml.gz" })).format, "yaml");
  assertEquals((await readWorkload(SAMPLES.json, { file: "a.data" })).format, "json");
  await assertRejects(() => readWorkload("<xml/>", { file: "a.xml" }), WorkloadError, "say which format it is");
  await assertRejects(
    () => readWorkload(CSV, { format: "xml" as "csv" }),
    RangeError,
    "format must be one of yaml, json",
  );
});

Deno.test("readWorkload() refuses empty, blank and truncated input of every format", async () => {
  for (const format of [...WORKLOAD_FORMATS, undefined]) {
    for (const text of ["", "\uFEFF", "\n", " \r\n\t\n", " ".repeat(100_000)]) {
      await assertRejects(() => readWorkload(text, { format }), WorkloadError, "Cannot read workload: ");
      await assertRejects(() => readWorkload(bytesOf(text), { format }), WorkloadError, "Cannot read workload: ");
      await assertRejects(async () => readWorkload(await gzip(bytesOf(text)), { format }), WorkloadError);
    }
  }
  const truncated = {
    yaml: 'name: "x',
    json: SAMPLES.json.slice(0, -1),
    csv: 'bursts\n"3',
    swf: SAMPLES.swf.slice(0, 60),
    ostep: "0,4,2:0",
  };
  for (const [format, text] of Object.entries(truncated)) {
    await assertRejects(() => readWorkload(text, { format: format as WorkloadFormat }), WorkloadError);
  }
});

Deno.test("readWorkload() refuses what is not UTF-8 text and says on which line", async () => {
  const cases: [number[], string][] = [
    [[...bytesOf("bursts\n3\n"), 0xe4, 0x0a], "a.csv:3: Cannot read workload: input must be in UTF-8"],
    [[...bytesOf("bursts\n3"), 0xc3], "a.csv:2: Cannot read workload: input must be in UTF-8"],
    [
      [0xff, 0xfe, 0x61, 0xd8, 0x61, 0x00],
      'a.csv:1: Cannot read workload: input must be in UTF-16, got "bytes that are none"',
    ],
    [[...bytesOf("bursts\n3\0")], 'a.csv:2: Cannot read workload: input must be text, got "binary data"'],
  ];
  for (const [bytes, message] of cases) {
    for (const size of [1, 1000]) {
      const { stream } = streamOf(Uint8Array.from(bytes), size);
      await assertRejects(() => readWorkload(stream, { file: "a.csv" }), WorkloadError, message);
    }
  }
  const junk = Uint8Array.from({ length: 50_000 }, (_, index) => (Math.imul(index + 1, 0x9e3779b9) >>> 16) & 0xff);
  for (const format of [...WORKLOAD_FORMATS, undefined]) {
    await assertRejects(() => readWorkload(junk, { format }), WorkloadError);
  }
});

Deno.test("readWorkload() refuses truncated and damaged gzip", async () => {
  const bytes = await gzip(bytesOf(CSV + "c,3,5\n".repeat(1000)));
  for (const length of [2, 5, 12, bytes.length - 10, bytes.length - 1]) {
    await assertRejects(() => readWorkload(bytes.slice(0, length)), WorkloadError, "whole and undamaged gzip data");
  }
  const damaged = bytes.slice();
  damaged[damaged.length - 5] ^= 1;
  await assertRejects(() => readWorkload(damaged), WorkloadError, "whole and undamaged gzip data");
});

Deno.test("readWorkload() bounds what it reads, decompressed, and lets go of the stream", async () => {
  const rows = bytesOf("bursts\n" + "3\n".repeat(100_000));
  const compressed = await gzip(rows);
  assert(compressed.length < 1000);
  for (const bytes of [rows, compressed]) {
    const { stream, cancelled } = streamOf(bytes, 100);
    const error = await assertRejects(() => readWorkload(stream, { maxBytes: 5000 }), WorkloadError);
    assertEquals(error.message, 'Cannot read workload: input must be at most 5000 bytes (maxBytes), got "more"');
    assert(cancelled() || bytes === compressed);
    assertEquals((await readWorkload(bytes, { maxBytes: rows.length })).workload.cpu!.length, 100_000);
  }
  await assertRejects(() => readWorkload(CSV, { maxBytes: 10 }), WorkloadError, "at most 10 bytes");
  await assertRejects(() => readWorkload(CSV, { maxBytes: 0 }), RangeError, "maxBytes must be a number from 1, got 0");
  await assertRejects(
    () => readWorkload(CSV, { ioTicks: -1 }),
    RangeError,
    "ioTicks must be a whole number from 0, got -1",
  );
});

Deno.test("readWorkload() passes an error of the stream on, through gzip too", async () => {
  const compressed = await gzip(bytesOf(CSV));
  for (const bytes of [bytesOf(CSV), compressed]) {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes.subarray(0, 15)),
      pull: () => Promise.reject(new TypeError("the disk is gone")),
    }, { highWaterMark: 0 });
    await assertRejects(() => readWorkload(stream), TypeError, "the disk is gone");
  }
});

Deno.test("readWorkload() stops when its signal is aborted, even while a stream gives nothing", async () => {
  const reason = new Error("enough");
  await assertRejects(() => readWorkload(CSV, { signal: AbortSignal.abort(reason) }), Error, "enough");
  const controller = new AbortController();
  let pulls = 0;
  let cancelledWith: unknown;
  const stream = new ReadableStream<Uint8Array>({
    pull(stream) {
      if (pulls++ === 0) return stream.enqueue(bytesOf(CSV));
      controller.abort(reason);
      return new Promise(() => {});
    },
    cancel: (cause) => void (cancelledWith = cause),
  }, { highWaterMark: 0 });
  await assertRejects(() => readWorkload(stream, { signal: controller.signal }), Error, "enough");
  assertEquals(cancelledWith, reason);
});

Deno.test("readWorkload() survives ten megabytes on one line in every format", async () => {
  const start = performance.now();
  for (const unit of ["x", "1 "]) {
    for (const format of [...WORKLOAD_FORMATS, undefined]) {
      await assertRejects(() => readWorkload(unit.repeat(1e7 / unit.length), { format }), WorkloadError);
    }
  }
  for (const unit of ["1,", "[", '"', "-", ":", '{"a":', "\\", "-i ", ";"]) {
    for (const format of ["json", "csv", "swf", "ostep", undefined] as const) {
      await assertRejects(() => readWorkload(unit.repeat(1e6 / unit.length), { format }), WorkloadError);
    }
  }
  const bytes = bytesOf("bursts\n" + "1".repeat(2e7));
  await assertRejects(
    () => readWorkload(bytes),
    WorkloadError,
    "line 2: Cannot read workload: input must be in lines of at most",
  );
  assert(performance.now() - start < 60_000, "reading took too long");
});

Deno.test("readWorkload() gives a workload or a WorkloadError for damaged text of every format, and nothing else", async () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      "",
      '"',
      "'",
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      ";",
      "-",
      "\n",
      "\r",
      "\t",
      " ",
      "&a ",
      "*a",
      "!!",
      "|",
      "#",
    ),
    fc.constantFrom(
      "-1",
      "1e999",
      "0.5",
      "9".repeat(40),
      "null",
      "io",
      "lock",
      "\0",
      "\u2028",
      "\ud800",
      "é",
      "-l",
      "-i ",
      "---\n",
    ),
    fc.string({ maxLength: 5 }),
  );
  const damage = fc.array(fc.record({ at: fc.nat(), removed: fc.nat(3), added: pieces }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(
      workload,
      fc.constantFrom(...WORKLOAD_FORMATS),
      damage,
      fc.boolean(),
      async (workload, format, damage, isSaid) => {
        let text = SAMPLES[format];
        if (format !== "swf" && format !== "ostep") text = [...writeWorkload(workload, format)].join("");
        for (const { at, removed, added } of damage) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + added + text.slice(start + removed);
        }
        try {
          const { workload } = await readWorkload(text, isSaid ? { format } : {});
          assertEquals(toColumns(workload), workload);
        } catch (error) {
          assert(error instanceof WorkloadError, `${error}`);
        }
      },
    ),
    { numRuns: soakCount(1500) },
  );
});

Deno.test("readWorkload() refuses options that mean nothing, and what is no input", async () => {
  const odd: [unknown, string][] = [
    [{ colums: "x" }, 'got "colums". Did you mean columns?'],
    [{ columns: 5 }, "columns must be a text, got 5"],
    [{ tick: 1 }, "tick must be a text, got 1"],
    [{ file: 1 }, "file must be a text, got 1"],
    [{ signal: 1 }, "signal must be an AbortSignal, got 1"],
    [{ select: 1 }, "select must be an object, got 1"],
    [
      { select: { status: [] } },
      'select must be partitions, queues, statuses, dependencies, got "status". Did you mean statuses?',
    ],
    [{ select: { statuses: "completed" } }, "statuses must be a list of texts"],
    ...[5, "x", null, [], new Map()].map((options): [unknown, string] => [options, "options must be an object"]),
  ];
  for (const [options, message] of odd) {
    await assertRejects(() => readWorkload(CSV, options as ReadWorkloadOptions), TypeError, message);
  }
  for (const input of [5, null, undefined, [CSV], {}]) {
    await assertRejects(
      () => readWorkload(input as unknown as string),
      TypeError,
      "input must be a string, a Uint8Array or",
    );
  }
  await readWorkload(CSV, { columns: undefined, file: undefined });
});

Deno.test("readWorkload() leaves names in HTML alone that stand for no character", async () => {
  const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  const text = `<table>${row("name", "arrival", "burst")}${row("a&valueOf;&amp;b", "0", "3")}</table>`;
  assertEquals((await readWorkload(text)).workload.names, ["a&valueOf;&b"]);
});

Deno.test("readWorkload() reads a program of many bursts on one line", async () => {
  const text = "bursts\n" + "1 io 2 ".repeat(200_000) + "3\n";
  const { workload } = await readWorkload(bytesOf(text));
  assertEquals(workload.bursts!.kind.length, 400_001);
});

Deno.test("readWorkload() keeps the rows of large tables in order across chunks", async () => {
  const count = 100_000;
  const lines = Array.from({ length: count }, (_, row) => `${row * 3},${row % 50 + 1}`);
  const { workload } = await readWorkload(streamOf(bytesOf("arrival,bursts\n" + lines.join("\n")), 65_537).stream);
  assertEquals(workload.arrival.length, count);
  assert(workload.arrival.every((arrival, row) => arrival === row * 3));
  assert(workload.cpu!.every((ticks, row) => ticks === row % 50 + 1));
});
