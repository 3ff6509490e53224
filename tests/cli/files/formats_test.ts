// JSON, CSV, SVG, traces and numbers.
import { assert, assertEquals } from "@std/assert";
import { JsonObjectWriter, toJson } from "../../../cli/files/json.ts";
import { openOutput } from "../../../cli/files/output.ts";
import { panelAxisColumns, renderPanel } from "../../../cli/text/panel.ts";
import { createStyle } from "../../../cli/text/style.ts";
import { formatCount, formatDecimal, formatPercent, plural } from "../../../engine/numbers.ts";
import { csvOf } from "../../../pictures/documents/csv.ts";
import { element, escapeXml, fitText, gridValues, textUnits } from "../../../pictures/svg/elements.ts";
import { createWorld, runCli } from "../run_cli.ts";

Deno.test("formatCount(), formatDecimal() and formatPercent() print numbers alike everywhere", () => {
  assertEquals([0, 999, 1000, 1234567, -1234].map(formatCount), ["0", "999", "1,000", "1,234,567", "-1,234"]);
  assertEquals(formatCount(Number.MAX_SAFE_INTEGER), "9,007,199,254,740,991");
  assertEquals([formatDecimal(1234.5), formatDecimal(0.1259, 3), formatDecimal(NaN)], ["1,234.50", "0.126", "-"]);
  assertEquals(formatPercent(0.4737), "47.4%");
  assertEquals([plural(1, "process", "processes"), plural(2, "tick")], ["1 process", "2 ticks"]);
});

Deno.test("csvOf() quotes what needs it and gives a header", () => {
  const records = [{ name: 'a "b", c', ticks: 1, none: null }, { name: "x\ny", ticks: Infinity, none: true }];
  assertEquals([...csvOf(records)], ["name,ticks,none\r\n", '"a ""b"", c",1,\r\n', '"x\ny",,true\r\n']);
  assertEquals([...csvOf([])], []);
});

Deno.test("JsonObjectWriter writes valid JSON piece by piece", async () => {
  const { io, out } = createWorld();
  const output = await openOutput(io, undefined);
  const json = await JsonObjectWriter.begin(output, "run");
  await json.beginList("empty");
  await json.endList();
  await json.beginList("list");
  await json.items([1]);
  await json.items([]);
  await json.items([{ a: Infinity }, 3]);
  await json.endList();
  await json.value("last", "x");
  await json.end();
  await output.commit();
  assertEquals(JSON.parse(out()), { schema: "run", schemaVersion: 1, empty: [], list: [1, { a: null }, 3], last: "x" });
  assertEquals(toJson(undefined), "null");
});

Deno.test("element() escapes attributes, and escapeXml() what XML cannot hold", () => {
  assertEquals(element("a", { b: 'x<"&', c: 1.239, d: undefined }), '<a b="x&lt;&quot;&amp;" c="1.24"/>');
  assertEquals(escapeXml("\x00\x1b<"), "��&lt;");
});

Deno.test("gridValues() gives about as many round values as asked for", () => {
  assertEquals(gridValues(0, 20, 4), [0, 5, 10, 15, 20]);
  assertEquals(gridValues(3, 9, 3), [4, 6, 8]);
  assertEquals(gridValues(0, 0.4, 4, false).length, 5);
});

Deno.test("renderPanel() draws bars in eighths of a line and leaves a trace of what is small", () => {
  const panel = { title: "t", values: [0, 0.001, 4, 8], format: (value: number) => formatDecimal(value, 0) };
  const lines = renderPanel(panel, 2, panelAxisColumns([panel]), createStyle(false));
  assertEquals(lines, ["   t", "8 ┤   █", "0 ┤ ▁██"]);
});

Deno.test("sim run --svg escapes names and is well-formed", async () => {
  const stdin = JSON.stringify({ name: "a<b&c", processes: [{ name: '<script>"', bursts: [3, 2, 1] }, { bursts: 2 }] });
  const path = await Deno.makeTempFile({ suffix: ".svg" });
  const { code } = await runCli(["run", "-", "--svg", path], { stdin });
  const svg = await Deno.readTextFile(path);
  await Deno.remove(path);
  assertEquals(code, 0);
  assert(!svg.includes("<script>") && svg.includes("&lt;script&gt;"));
  const tags = [...svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)];
  const open: string[] = [];
  for (const [, closing, name, empty] of tags) {
    if (closing) assertEquals(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assertEquals(open, []);
});

Deno.test("sim run --trace has no overlapping events on a track, and counts the ready queue down to 0", async () => {
  const path = await Deno.makeTempFile({ suffix: ".json" });
  const { code } = await runCli([
    "run",
    "example:mixed",
    "-p",
    "mlfq",
    "--cpus",
    "2",
    "--switch-cost",
    "1",
    "--trace",
    path,
  ]);
  const { traceEvents } = JSON.parse(await Deno.readTextFile(path));
  await Deno.remove(path);
  assertEquals(code, 0);
  const tracks = new Map<string, { ts: number; dur: number }[]>();
  for (const event of traceEvents) {
    if (event.ph !== "X") continue;
    const key = `${event.pid} ${event.tid}`;
    tracks.set(key, [...tracks.get(key) ?? [], event]);
  }
  assertEquals(tracks.size, 2 + 4);
  for (const events of tracks.values()) {
    events.sort((a, b) => a.ts - b.ts);
    for (let index = 1; index < events.length; index++) {
      assert(events[index].ts >= events[index - 1].ts + events[index - 1].dur);
    }
  }
  const counts = traceEvents.filter((event: { ph: string }) => event.ph === "C");
  assertEquals(counts[counts.length - 1].args.processes, 0);
});

Deno.test("fitText() cuts what is too wide for a drawing, capitals and Chinese sooner than small letters", () => {
  assertEquals(fitText("small", 100), "small");
  assertEquals(fitText("illicit illicit", 100), "illicit illicit");
  assertEquals(fitText("WIDE CAPITALS OF NAMES", 100), "WIDE CAPI…");
  assertEquals(fitText("进程调度进程调度进程调度", 100), "进程调度进程调…");
  for (const text of ["W".repeat(300), "i".repeat(300), "王".repeat(300)]) {
    assert(textUnits(fitText(text, 952, 17), 17) <= 952);
  }
});
