// Drawings: what stands in them, that they are XML, and that everything can be read in both themes.
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { sweep } from "../../../analysis/sweep.ts";
import type { SimulationOptions } from "../../../engine/options.ts";
import { Simulation } from "../../../engine/simulation.ts";
import type { Workload } from "../../../engine/workload.ts";
import { EXAMPLE_WORKLOADS } from "../../../engine/workload/examples.ts";
import { COLORS, PROCESS_COLORS } from "../../../pictures/palette.ts";
import { ProcessLabels } from "../../../pictures/process_labels.ts";
import { renderSvgCompare } from "../../../pictures/svg/compare.ts";
import { renderSvgGantt } from "../../../pictures/svg/gantt.ts";
import { type Look, themed } from "../../../pictures/svg/look.ts";
import { renderSvgSweep } from "../../../pictures/svg/sweep.ts";
import { TimelinePicture } from "../../../pictures/timeline_picture.ts";
import { runCli } from "../../cli/run_cli.ts";

function example(name: string): Workload {
  return EXAMPLE_WORKLOADS.find((each) => each.name === name)!.workload;
}

async function drawn(workload: Workload, options: SimulationOptions) {
  const simulation = new Simulation(workload, { ...options, timeline: "full", transitions: "full" });
  const picture = new TimelinePicture(0, true);
  const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
  return { result, picture, labels: new ProcessLabels(simulation.workload) };
}

async function gantt(workload: Workload, options: SimulationOptions, look: Look = {}): Promise<string> {
  const { result, picture, labels } = await drawn(workload, options);
  return renderSvgGantt(result, picture, labels, { title: "T", subtitle: "S" }, look);
}

/** The texts of a drawing, tooltips left out. */
function textsOf(svg: string): string[] {
  return Array.from(svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g), ([, text]) => text);
}

/** Whether every element that begins ends, in the order of XML. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, rest] of svg.matchAll(/<(\/?)([\w-]+)((?:[^<>"]|"[^"]*")*)>/g)) {
    if (slash === "/") { if (open.pop() !== name) return false; }
    else if (!rest.endsWith("/")) open.push(name);
  }
  return open.length === 0 && !/&(?!amp;|lt;|gt;|quot;)/.test(svg);
}

Deno.test("renderSvgGantt() numbers every boundary that has room, and the end", async () => {
  const svg = await gantt(example("stallings"), { policy: "srtf" });
  assert(isWellFormed(svg));
  const numbers = textsOf(svg).filter((text) => /^\d+$/.test(text));
  assertEquals(numbers, ["0", "3", "4", "8", "10", "15", "20"]);
  const narrow = textsOf(await gantt(example("mixed"), { policy: "mlfq", quantum: 1 }, { width: 320 }));
  assertEquals(narrow.filter((text) => /^\d+$/.test(text)).at(-1), "54");
});

Deno.test("renderSvgGantt() has a row per queue of a multilevel policy, with who ran at its level", async () => {
  const { result, picture, labels } = await drawn(example("stallings"), { policy: "mlfq", quantum: 1 });
  const svg = renderSvgGantt(result, picture, labels, { title: "T", subtitle: "S" });
  assertEquals(textsOf(svg).filter((text) => text.startsWith("queue")), ["queue 0", "queue 1", "queue 2"]);
  // The ticks of the rows are the ticks of the CPU.
  const ticks = Array.from(
    svg.matchAll(/, queue \d, ([\d,]+) to ([\d,]+)</g),
    ([, from, to]) => Number(to) - Number(from),
  );
  assertEquals(ticks.reduce((sum, each) => sum + each, 0), result.columns.cpu.reduce((sum, each) => sum + each, 0));
});

Deno.test("renderSvgGantt() has rows for I/O under way and for locks that are waited for", async () => {
  const texts = textsOf(await gantt(example("printer"), { policy: "fcfs" }));
  assert(texts.includes("I/O") && texts.includes("lock printer"), texts.join());
  assert(textsOf(await gantt(example("mixed"), { policy: "rr" })).includes("I/O 4"));
});

Deno.test("renderSvgGantt() gives a bar that is too narrow for a name its symbol, and never loses a segment", async () => {
  const processes = [{ name: "compiler", bursts: 2 }, { name: "backup", bursts: 98 }];
  const svg = await gantt({ processes }, { policy: "fcfs" });
  const texts = textsOf(svg);
  assert(texts.includes("c") && texts.includes("backup"));
  const long = [{ name: "short", bursts: 1 }, { name: "endless", bursts: 1_000_000 }];
  const widths = Array.from((await gantt({ processes: long }, { policy: "fcfs" })).matchAll(/ width="([\d.]+)"/g));
  assert(widths.every(([, width]) => Number(width) >= 0.5));
});

Deno.test("renderSvgCompare() draws every run over one axis, with its figures", async () => {
  const workload = example("stallings");
  const runs = await Promise.all((["fcfs", "srtf"] as const).map(async (policy) => {
    return { label: policy, ...await drawn(workload, { policy }) };
  }));
  const svg = renderSvgCompare(runs, runs[0].labels, { title: "A & B", subtitle: "" });
  assert(isWellFormed(svg));
  const texts = textsOf(svg);
  for (const { label, result } of runs) {
    assert(texts.includes(label));
    const wanted = `turnaround ${result.metrics.turnaround.mean.toFixed(2)} (p99 ${result.metrics.turnaround.p99})`;
    assert(texts.some((text) => text.startsWith(wanted)), wanted);
  }
  assertThrows(() => renderSvgCompare([], runs[0].labels, { title: "", subtitle: "" }), RangeError, "must have a run");
});

Deno.test("renderSvgSweep() has an axis and a line where a figure is 0 at every quantum", async () => {
  const result = await sweep({ processes: [{ bursts: 4 }] }, { policy: "rr" });
  assertEquals(result.points.map(({ metrics }) => metrics.response.mean).filter((mean) => mean !== 0), []);
  const svg = renderSvgSweep(result, { title: "Round robin", subtitle: "alone" });
  assert(!/NaN|Infinity/.test(svg), svg.match(/.{40}(?:NaN|Infinity)/)?.[0]);
});

Deno.test("drawings write times in a unit where they are told one, on axes, in tooltips and in figures", async () => {
  const text = (ticks: number) => (ticks / 10).toFixed(1);
  const look: Look = { times: { count: text, decimal: text, perUnit: 10, unit: "ms" } };
  const svg = await gantt(example("stallings"), { policy: "srtf" }, look);
  assertEquals(textsOf(svg).filter((each) => /^[\d.]+( ms)?$/.test(each)), [
    "0.0",
    "0.3",
    "0.4",
    "0.8",
    "1.0",
    "1.5",
    "2.0 ms",
  ]);
  assertStringIncludes(svg, "A 0.0 to 0.3 ms on CPU 0");
  const { result, picture, labels } = await drawn(example("stallings"), { policy: "srtf" });
  const compared = renderSvgCompare([{ label: "srtf", result, picture }], labels, { title: "", subtitle: "" }, look);
  assert(textsOf(compared).some((each) => each.startsWith("turnaround 0.7 (p99 1.4)")), textsOf(compared).join());
  const long = { processes: Array.from({ length: 300 }, () => ({ bursts: 40 })) };
  const dense = textsOf(await gantt(long, { policy: "rr", quantum: 1 }, look));
  assert(dense.includes("processes in the system (time in ms)") && dense.includes("1,000"), dense.join());
});

/** Luminance contrast as WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const digits = color.length === 4 ? color.replace(/[\da-f]/g, "$&$&") : color;
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

Deno.test("every text of a drawing has a contrast of 4.5 or more, light and dark", () => {
  for (const { web, textOnIt } of PROCESS_COLORS) {
    assert(contrast(web, textOnIt === "black" ? "#000" : "#fff") >= 4.5, `a name on ${web}`);
  }
  const pairs = [["ink", "paper"], ["faint", "paper"], ["faint", "zone"], ["faint", "secondZone"], [
    "lock",
    "paper",
  ]] as const;
  const zones = [["zoneInk", "zone"], ["secondZoneInk", "secondZone"], ["zoneInk", "paper"], [
    "secondZoneInk",
    "paper",
  ]] as const;
  for (const theme of ["light", "dark"] as const) {
    const of = (name: keyof typeof COLORS) => themed(`"${COLORS[name]}"`, theme).slice(1, -1);
    for (const [text, ground] of [...pairs, ...zones]) {
      assert(contrast(of(text), of(ground)) >= 4.5, `${text} on ${ground}, ${theme}`);
    }
  }
});

Deno.test("drawings refuse a theme that is none", async () => {
  const draw = () => gantt({ processes: [{ bursts: 3 }] }, { policy: "rr" }, { theme: "valueOf" as Look["theme"] });
  await assertRejects(draw, RangeError, 'theme must be one of light, dark, auto, got "valueOf"');
});

Deno.test("drawings refuse a look that means nothing", async () => {
  const looks: [look: Record<string, unknown>, kind: typeof Error, text: string][] = [
    [{ them: "dark" }, TypeError, 'look must be width, theme, patterns, times, got "them"'],
    [{ width: "wide" }, TypeError, 'width must be a number of pixels, got "wide"'],
    [{ width: NaN }, RangeError, "width must be a finite number of pixels, got NaN"],
    [{ patterns: "yes" }, TypeError, 'patterns must be true or false, got "yes"'],
  ];
  for (const [look, kind, text] of looks) {
    await assertRejects(() => gantt({ processes: [{ bursts: 3 }] }, { policy: "rr" }, look as Look), kind, text);
  }
});

Deno.test("themed() changes colours and nothing else; auto asks the reader's screen", async () => {
  const workload = { processes: [{ name: '#ffffff "quoted"', bursts: 3 }, { bursts: 2 }] };
  const light = await gantt(workload, { policy: "rr" });
  const dark = await gantt(workload, { policy: "rr" }, { theme: "dark" });
  assert(!dark.includes(`"${COLORS.paper}"`) && !dark.includes(`"${COLORS.ink}"`));
  assertEquals(textsOf(dark), textsOf(light));
  const auto = await gantt(workload, { policy: "rr" }, { theme: "auto" });
  assertStringIncludes(auto, "@media (prefers-color-scheme:dark)");
  assertEquals(auto.replace(/<style>.*<\/style>\n/, ""), light);
  const patterned = await gantt(workload, { policy: "rr" }, { patterns: true });
  assert(patterned.includes("<pattern ") && isWellFormed(patterned));
});

Deno.test("sim compare --svg writes the drawing, and refuses its options without it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const args = ["compare", "example:stallings", "--svg", "c.svg", "--title", "Six & more", "--theme", "dark"];
    const { code, err } = await runCli(args, { directory: folder });
    assertEquals([code, err], [0, ""]);
    const svg = await Deno.readTextFile(`${folder}/c.svg`);
    assert(isWellFormed(svg) && svg.includes("Six &amp; more"));
    for (const [option, value] of [["--title", "x"], ["--width", "500"], ["--theme", "dark"], ["--patterns", ""]]) {
      const refused = await runCli(["run", "example:stallings", option, ...(value === "" ? [] : [value])]);
      assertEquals(refused.code, 2);
      assertStringIncludes(refused.err, `${option} must come with --svg`);
    }
    assertStringIncludes((await runCli(["run", "example:stallings", "--svg", "x", "--width", "12"])).err, "from 320");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
