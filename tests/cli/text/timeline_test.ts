// Strips, rows of states, scales and pictures: the parts of a timeline.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { renderStateRow } from "../../../cli/text/state_rows.ts";
import { noContents, renderStrip } from "../../../cli/text/strip.ts";
import { createStyle } from "../../../cli/text/style.ts";
import { endColumns, evenTimes, renderAxis } from "../../../cli/text/time_axis.ts";
import type { Segment, Transition } from "../../../engine/result.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { ProcessLabels } from "../../../pictures/process_labels.ts";
import { chartStart, columnOf, createScale, niceStep, wrappedScales } from "../../../pictures/scale.ts";
import { stateIntervals } from "../../../pictures/state_intervals.ts";
import { TimeBuckets } from "../../../pictures/time_buckets.ts";
import { TimelinePicture } from "../../../pictures/timeline_picture.ts";
import { widthOf } from "../../../pictures/width.ts";
import { runCli } from "../run_cli.ts";

const plain = createStyle(false);
const labelsOf = (...names: string[]) =>
  new ProcessLabels(toColumns({ processes: names.map((name) => ({ name, bursts: 1 })) }));
const run = (pid: number, start: number, end: number, kind: Segment["kind"] = "run"): Segment => ({
  cpu: 0,
  pid,
  start,
  end,
  kind,
});

Deno.test("createScale() gives ticks whole columns, or columns whole ticks", () => {
  assertEquals(createScale(0, 20, 72).columnsPerTick, 3);
  assertEquals(createScale(0, 2, 72).columnsPerTick, 6);
  assertEquals(createScale(0, 73, 72), { start: 0, end: 73, columns: 37, columnsPerTick: 1, ticksPerColumn: 2 });
  assertEquals(columnOf(createScale(10, 30, 60), 12), 6);
});

Deno.test("chartStart() is 0 unless the first arrival is far from it", () => {
  assertEquals(chartStart(3, 20), 0);
  assertEquals(chartStart(1_000_000, 1_000_020), 1_000_000);
});

Deno.test("niceStep() rounds up to 1, 2 or 5 times a power of ten", () => {
  assertEquals([0, 1, 1.5, 3, 6, 11, 300].map(niceStep), [1, 1, 2, 5, 10, 20, 500]);
});

Deno.test("renderAxis() leaves out numbers that would run into each other, and keeps the end", () => {
  const scale = createScale(0, 12, 12);
  assertEquals(renderAxis(scale, [0, 1, 2, 5, 10, 11], {}), "0 2  5      12");
  assertEquals(renderAxis(scale, evenTimes(scale, {}), {}), "0    5      12");
});

Deno.test("renderAxis() writes times in the unit where the style has one, in round steps of it", () => {
  const times = (perUnit: number, decimals: number) => {
    const text = (ticks: number) => (ticks / perUnit).toFixed(decimals);
    return { times: { count: text, decimal: text, perUnit, unit: "ms" } };
  };
  const tenths = createScale(0, 50, 50);
  const text = renderAxis(tenths, evenTimes(tenths, times(10, 1)), times(10, 1));
  assertEquals(text, "0.0  0.5  1.0  1.5  2.0  2.5  3.0  3.5  4.0  4.5  5.0 ms");
  // 24 ticks a unit: steps of 2 units are 48 ticks, which are no round number of ticks.
  const days = createScale(0, 480, 40);
  assertEquals(
    renderAxis(days, evenTimes(days, times(24, 0)), times(24, 0)),
    "0   2   4   6   8   10  12  14  16  18  20 ms",
  );
  assertEquals([endColumns(50, times(10, 1)), endColumns(50, {}), endColumns(12345, {})], [6, 2, 6]);
});

Deno.test("renderStrip() names processes, idle time and switches", () => {
  const contents = noContents();
  const segments = [run(1, 0, 3), run(2, 3, 4, "switch"), run(2, 4, 6), run(1, 8, 9)];
  const strip = renderStrip(segments, createScale(0, 10, 30), labelsOf("A", "Bee"), plain, contents);
  assertEquals(strip, "│A       ×××│Bee  │·····│A │··│");
  assertEquals([contents.hasIdle, contents.hasSwitch, contents.symbolPids.size], [true, true, 0]);
});

Deno.test("renderStrip() falls back to symbols, and shades columns that several processes share", () => {
  const contents = noContents();
  assertEquals(
    renderStrip([run(1, 0, 1), run(2, 1, 2)], createScale(0, 2, 2), labelsOf("P1", "P2"), plain, contents),
    "12│",
  );
  assertEquals([...contents.symbolPids], [1, 2]);
  const coarse = createScale(0, 80, 10);
  const segments = [run(1, 0, 4), run(2, 4, 8), run(1, 16, 17), run(2, 17, 18)];
  const shared = renderStrip(segments, coarse, labelsOf("P1", "P2"), plain, contents);
  assertEquals(shared, "▓·▒│······│");
});

Deno.test("ProcessLabels.symbol() is the initial where initials tell the processes apart", () => {
  assertEquals(labelsOf("editor", "shell").symbol(2), "s");
  assertEquals(labelsOf("P1", "P2").symbol(2), "2");
  assertEquals(labelsOf("王五", "shell").symbol(1), "1");
  assertEquals(labelsOf("王五", "shell").key([2, 1]), ["1 王五", "2 shell"]);
  assertEquals(labelsOf("a").name(7), "P7");
});

Deno.test("ProcessLabels.symbol() is never another process's number", () => {
  const symbols = (names: string[]) => {
    const labels = new ProcessLabels(toColumns({ processes: names.map((name) => ({ name, bursts: 1 })) }));
    return names.map((_, row) => labels.symbol(row + 1)).join("");
  };
  assertEquals(symbols(["P0", "P1", "P2"]), "012");
  assertEquals(symbols(["P9", "P10", "P11", "P1"]), "9ab1");
  assertEquals(symbols(["job 3", "job 1", "print"]), "31a");
  assertEquals(symbols(["A1", "A2", "B1"]), "a2b");
  assertEquals(symbols(["print", "paint", "park"]), "123");
  assertEquals(symbols(["进程1", "进程0"]), "10");
});

Deno.test("wrappedScales() goes on line after line, each tick once", () => {
  assertEquals(wrappedScales(3, 13, 40, 5), [createScale(3, 13, 40)]);
  const scales = wrappedScales(3, 93, 40, 5)!;
  assertEquals(scales.map(({ start, end, columns }) => [start, end, columns]), [[3, 43, 40], [43, 83, 40], [
    83,
    93,
    10,
  ]]);
  assertEquals(wrappedScales(0, 201, 40, 5), null);
});

Deno.test("stateIntervals() and renderStateRow() show what a process did", () => {
  const change = (time: number, state: Transition["state"], cause: Transition["cause"]): Transition => ({
    time,
    pid: 1,
    state,
    cause,
    cpu: null,
    by: null,
    lock: null,
    level: null,
  });
  const transitions = [
    change(1, "new", "arrival"),
    change(2, "ready", "new"),
    change(3, "running", "dispatch"),
    change(6, "blocked", "io"),
    change(8, "blocked", "lock"),
    change(9, "ready", "lock"),
    change(9, "running", "dispatch"),
    change(10, "terminated", "exit"),
  ];
  const intervals = stateIntervals(transitions, [run(1, 3, 4, "switch"), run(1, 4, 6), run(1, 9, 10)]).get(1)!;
  const drawn = new Set<never>();
  assertEquals(renderStateRow(1, intervals, createScale(0, 11, 11), labelsOf("A"), plain, drawn), " -░×██~~#█ ");
  assertEquals(drawn.size, 6);
});

Deno.test("TimeBuckets.perTick() keeps the sum of what was added, however long the run", () => {
  for (const end of [10, 1024, 1025, 1_000_000]) {
    const buckets = new TimeBuckets(5);
    let sum = 0;
    for (let time = 0; time < end; time += 7) {
      buckets.add(5 + time, 5 + Math.min(end, time + 3));
      sum += Math.min(end, time + 3) - time;
    }
    for (const columns of [1, 7, 60]) {
      const total = buckets.perTick(5 + end, columns).reduce((a, b) => a + b, 0) * end / columns;
      assertAlmostEquals(total, sum, sum * 1e-9);
    }
  }
});

Deno.test("TimelinePicture keeps a short run and forgets the pieces of a long one", () => {
  const picture = new TimelinePicture(0);
  picture.add([run(1, 0, 3)], []);
  assertEquals([picture.isTooLong, picture.segments.length], [false, 1]);
  for (let time = 3; time < 30_003; time += 1000) {
    picture.add(Array.from({ length: 1000 }, (_, index) => run(1, time + index, time + index + 1)), []);
  }
  assertEquals([picture.isTooLong, picture.segments.length], [true, 0]);
  assert(picture.busy.perTick(30_003, 10).every((share) => Math.abs(share - 1) < 1e-9));
});

Deno.test("no line of a timeline is wider than the terminal, however long its last number is", async () => {
  for (const columns of [40, 80, 120]) {
    for (const bursts of [97, 1_417, 18_974, 1_000_003]) {
      const stdin = `arrival,bursts\n0,${bursts}\n3,${bursts}\n`;
      for (const args of [["run", "-"], ["run", "-", "--cpus", "20"], ["compare", "-", "--gantt"]]) {
        const { out } = await runCli([...args, ...(args[0] === "run" ? ["-p", "fcfs"] : [])], { stdin, columns });
        const chart = out.split("\n").filter((line) => /^ *0 +[\d, ]+$|│/.test(line));
        for (const line of chart) assert(widthOf(line) <= columns, `${columns} ${bursts} ${args}: ${line}`);
      }
    }
  }
});
