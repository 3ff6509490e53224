// The parts of a chart that need no canvas: the part of time in sight, where rows stand, columns kept from frame to frame, a tick
// in words, and the table.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { SimulationResult } from "../../../engine/result.ts";
import { simulate } from "../../../engine/simulate.ts";
import { exampleWorkload } from "../../../engine/workload/examples.ts";
import { laneSamples, SpanLane } from "../../../pictures/span_lane.ts";
import { type ChartRow, ROW_GROUPS } from "../../../web/chart/chart_model.ts";
import { ColumnCache } from "../../../web/chart/column_cache.ts";
import { RowLayout } from "../../../web/chart/layout.ts";
import { momentAt, momentTexts, spanText } from "../../../web/chart/moment.ts";
import { spansPage } from "../../../web/chart/spans_page.ts";
import {
  evenTicks,
  fitted,
  isWhole,
  panned,
  showing,
  type TimeWindow,
  zoomed,
} from "../../../web/chart/time_window.ts";
import { en } from "../../../web/languages/en.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";
import { modelOf, randomModel } from "./random_model.ts";

const STALLINGS = exampleWorkload("stallings")!.workload;

const ALL = new Set(ROW_GROUPS);

Deno.test("a window stays in the span whatever is done to it, and keeps its length while it is panned", () => {
  for (const seed of seeds(300)) {
    const random = new Random(seed);
    const from = random.int(0, 1_000_000);
    const span = { from, to: from + random.int(1, 1_000_000) };
    let window: TimeWindow = span;
    for (let step = 0; step < 40; step++) {
      const before = window;
      const isZoom = random.chance(0.5);
      const center = before.from + random.int(0, 100) / 100 * (before.to - before.from);
      window = isZoom
        ? zoomed(before, random.pick([0.2, 0.7, 1.5, 6]), center, span)
        : random.chance(0.5)
        ? panned(before, random.int(-9_999, 9_999), span)
        : showing(before, random.int(span.from, span.to), span);
      const why = describeCase(seed, { span, before, isZoom }, `got ${Deno.inspect(window)}`);
      assert(window.from >= span.from && window.to <= span.to + 1e-6 && window.to > window.from, why);
      if (!isZoom) assertAlmostEquals(window.to - window.from, before.to - before.from, 1e-6, why);
    }
    assert(isWhole(zoomed(window, 1e9, window.from, span), span));
  }
});

Deno.test("zoomed() keeps the tick that it is done around where it was", () => {
  const span = { from: 0, to: 1_000 };
  const window = zoomed({ from: 200, to: 400 }, 0.5, 250, span);
  assertEquals(window, { from: 225, to: 325 });
  assertEquals(zoomed({ from: 10, to: 12 }, 0.001, 11, span), { from: 10, to: 12 });
  assertEquals(fitted({ from: -50, to: 10 }, span), { from: 0, to: 60 });
  assertEquals(showing({ from: 0, to: 100 }, 500, span), { from: 406, to: 506 });
});

Deno.test("evenTicks() are multiples of 1, 2 or 5 and powers of ten, far enough apart", () => {
  assertEquals(evenTicks({ from: 3, to: 21 }, 3.2), [5, 10, 15, 20]);
  assertEquals(evenTicks({ from: 0.5, to: 3.5 }, 0.01), [1, 2, 3]);
});

Deno.test("RowLayout finds the rows in sight as a look at all of them does", () => {
  for (const seed of seeds(60)) {
    const random = new Random(seed);
    const { model } = randomModel(seed);
    const groups = new Set(ROW_GROUPS.filter(() => random.chance(0.7)));
    const layout = new RowLayout(model, groups);
    const all = Array.from({ length: layout.count }, (_, place) => layout.row(place)!);
    assertEquals(
      all.map(({ row }) => row),
      ROW_GROUPS.flatMap((group) => groups.has(group) ? model.groups[group] : []),
    );
    assertEquals(layout.row(layout.count), null);
    for (const [place, { row }] of all.entries()) assertEquals(layout.placeOf(row), place);
    const [from, length] = [random.int(0, Math.ceil(layout.height)), random.int(1, 300)];
    const seen = [...layout.between(from, from + length)];
    assertEquals(seen, all.filter(({ top, height }) => top < from + length && top + height > from));
    for (const { row, top, height } of all) assertEquals(layout.at(top + height / 2)?.row, row);
    for (let index = 1; index < all.length; index++) {
      assert(all[index].top >= all[index - 1].top + all[index - 1].height);
    }
  }
});

Deno.test("ColumnCache gives what a look at every column gives, however a window is moved", () => {
  for (const seed of seeds(60)) {
    const random = new Random(seed);
    const lane = new SpanLane();
    for (let time = 0, count = 3_000; count > 0; count--) {
      time += random.chance(0.2) ? random.int(1, 30) : 0;
      const end = time + random.int(1, 9);
      lane.add(time, end, random.int(0, 5), 0);
      time = end;
    }
    const cache = new ColumnCache();
    // No edge of a column is a whole tick, where spans begin.
    const width = () => random.int(3, 40) + 0.3713;
    let [ticks, first] = [width(), random.int(1, 50)];
    for (let frame = 0; frame < 40; frame++) {
      if (random.chance(0.1)) ticks = width();
      first = Math.max(1, first + random.int(-30, 30));
      const count = random.int(30, 120);
      cache.begin();
      const { samples } = cache.columns(lane, ticks * (1 + random.int(-1, 1) * 1e-15), first, count);
      const wanted = laneSamples(count);
      lane.sample({ from: first * ticks, to: (first + count) * ticks, columns: count }, wanted);
      for (let column = 0; column < count; column++) {
        const why = () => describeCase(seed, { frame, ticks, first, count }, `column ${column} differs`);
        assert(samples.longest[column] === wanted.longest[column], why());
        assert(samples.spans[column] === wanted.spans[column], why());
        assertAlmostEquals(samples.share[column], wanted.share[column], 1e-9, why());
      }
    }
  }
});

Deno.test("momentTexts() tells what every CPU and every process does at a tick", () => {
  const { workload } = exampleWorkload("printer")!;
  const recording = { timeline: "full", transitions: "full" } as const;
  const model = modelOf(simulate(workload, { policy: "rr", quantum: 3, cpus: 2, switchCost: 1, ...recording }));
  const [cpus] = [model.groups.cpus];
  for (const tick of [0, 3, 7, 11]) {
    const parts = momentTexts(model, momentAt(model, tick), en.chart);
    for (const row of cpus) {
      const span = model.spanAtTime(row, tick);
      const name = span === null ? "is idle" : model.processName(span.process!);
      assert(
        parts[row.subject].startsWith(`CPU ${row.subject} `) && parts[row.subject].includes(name),
        parts.join("; "),
      );
    }
    const told = model.groups.processes.filter(({ subject }) => parts.join("; ").includes(model.processName(subject)));
    const there = model.groups.processes.filter((row) => model.spanAtTime(row, tick) !== null);
    assertEquals(told, there, `at tick ${tick}: ${parts.join("; ")}`);
  }
  const waiting = model.groups.locks.flatMap((row) => model.spanAtTime(row, 0) ?? model.spanAt(row, 0));
  assert(waiting.length > 0 && spanText(model, waiting[0], en.chart).includes("waiting for printer"));
});

Deno.test("momentTexts() tells in which queue each waits, where there are several", () => {
  const workload = {
    processes: [{ name: "A", bursts: 9 }, { name: "B", arrival: 1, bursts: 3 }, { name: "C", arrival: 2, bursts: 2 }],
  };
  const options = { policy: "mlfq", quantum: 1, timeline: "full", transitions: "full" } as const;
  const model = modelOf(simulate(workload, options));
  assertEquals(momentTexts(model, momentAt(model, 2), en.chart).slice(1), [
    "ready: A since 1 (queue 1), B since 2 (queue 1)",
  ]);
  assertEquals(model.groups.ready.map((row) => model.name(row, en.chart)), ["ready", "ready 1", "ready 2"]);
});

Deno.test("spanText() says on how many CPUs a rigid job runs, and on which CPU another process", () => {
  const workload = {
    processes: [{ name: "A", bursts: 5, processors: 3 }, { name: "B", bursts: 2 }, {
      name: "C",
      bursts: 4,
      processors: 2,
    }],
  };
  const model = modelOf(simulate(workload, { policy: "easy", cpus: 4, timeline: "full", transitions: "full" }));
  const said = model.groups.processes.map((row) => {
    const spans = Array.from({ length: model.lane(row).count }, (_, index) => model.spanAt(row, index));
    return spanText(model, spans.find(({ activity }) => activity === "running")!, en.chart);
  });
  assertEquals(said, [
    "A running on 3 CPUs, 0 to 5 (5 ticks)",
    "B running on CPU 3, 0 to 2 (2 ticks)",
    "C running on 2 CPUs, 5 to 9 (4 ticks)",
  ]);
});

Deno.test("ChartModel has no rows of what was not recorded", () => {
  const { timeline: _, ...rest } = simulate(STALLINGS, { policy: "rr", timeline: "full", transitions: "full" });
  const states = modelOf({ ...rest, timeline: [] } as SimulationResult).groups;
  assertEquals([states.cpus.length, states.processes.length], [0, 5]);
  const segments = modelOf(simulate(STALLINGS, { policy: "rr", timeline: "full" })).groups;
  assertEquals([segments.cpus.length, segments.processes.length, segments.ready.length], [1, 0, 0]);
});

Deno.test("deadlinesOf() has the deadline of every job, and those that are missed are the engine's", () => {
  const { workload } = exampleWorkload("silberschatz-periodic")!;
  for (const policy of ["rm", "edf"] as const) {
    const result = simulate(workload, { policy, timeline: "full", transitions: "full" });
    const model = modelOf(result);
    const { time, isMissed } = model.deadlines!;
    assertEquals(time.length, result.deadlines!.jobs);
    assertEquals(isMissed.filter((each) => each === 1).length, result.deadlines!.misses);
    // By rate monotonic the first job of the second task misses its deadline, 80.
    const told = momentTexts(model, momentAt(model, 80), en.chart);
    assert(told.includes(policy === "rm" ? "deadline of T2.1, missed" : "deadline of T2.1"), told.join("; "));
  }
  assertEquals(modelOf(simulate(STALLINGS, { policy: "fcfs" })).deadlines, null);
});

Deno.test("spansPage() has every span in sight once, page by page", () => {
  for (const seed of seeds(40)) {
    const random = new Random(seed);
    const { model } = randomModel(seed);
    const layout = new RowLayout(model, ALL);
    const from = random.int(0, Math.floor(model.span.to / 2));
    const window = { from, to: random.int(from + 1, model.span.to + 1) };
    const got: string[] = [];
    const key = (row: ChartRow, start: number) => `${row.group} ${row.index} ${start}`;
    for (let skip = 0;;) {
      const { count, spans } = spansPage(model, layout, window, skip);
      got.push(...spans.map(({ row, start }) => key(row, start)));
      skip += spans.length;
      if (skip >= count) break;
      assert(spans.length > 0, describeCase(seed, { window, skip, count }, "an empty page"));
    }
    const wanted = ROW_GROUPS.flatMap((group) => model.groups[group]).flatMap((row) =>
      Array.from({ length: model.lane(row).count }, (_, index) => model.spanAt(row, index))
        .filter(({ start, end }) => start < window.to && end > window.from).map(({ start }) => key(row, start))
    );
    assertEquals(got, wanted, describeCase(seed, { window }, "the table differs"));
  }
});
