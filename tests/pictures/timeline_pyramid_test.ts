import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Segment } from "../../engine/result.ts";
import { type PyramidColumn, TimelinePyramid } from "../../pictures/timeline_pyramid.ts";
import { Random } from "../reference/random.ts";
import { describeCase, seeds } from "../reference/soak.ts";

/** Segments of some CPUs, with gaps, in order of their ends. */
function randomSegments(random: Random): Segment[] {
  const segments: Segment[] = [];
  const cpus = random.int(1, 3);
  for (let cpu = 0; cpu < cpus; cpu++) {
    let time = random.int(0, 20);
    for (let count = random.int(0, 700); count > 0; count--) {
      const start = time + (random.chance(0.3) ? random.int(1, 9) : 0);
      time = start + random.int(1, random.chance(0.1) ? 60 : 5);
      const kind = random.pick(["run", "run", "switch", "migration", "warmup"] as const);
      segments.push({ cpu, pid: random.int(1, 9), start, end: time, kind });
    }
  }
  return segments.sort((a, b) => a.end - b.end);
}

/** The same by looking at every segment. */
function slowColumns(segments: readonly Segment[], from: number, to: number, columns: number): PyramidColumn[] {
  return Array.from({ length: columns }, (_, column) => {
    const begin = from + (to - from) * (column / columns);
    const end = column + 1 === columns ? to : from + (to - from) * ((column + 1) / columns);
    const within = (segment: Segment) => Math.min(end, segment.end) - Math.max(begin, segment.start);
    const inside = segments.filter((segment) => segment.end > begin && segment.start < end);
    const busy = inside.reduce((sum, segment) => sum + within(segment), 0);
    const most = Math.max(...inside.map(within));
    return {
      longest: inside.find((segment) => within(segment) === most) ?? null,
      segments: inside.length,
      busyShare: busy / (end - begin),
    };
  });
}

Deno.test("TimelinePyramid.columns() shows what a look at every segment shows", () => {
  for (const seed of seeds(200)) {
    const random = new Random(seed);
    const segments = randomSegments(random);
    const pyramid = new TimelinePyramid();
    for (let from = 0; from < segments.length;) {
      const to = from + random.int(1, 100);
      pyramid.add(segments.slice(from, to));
      from = to;
    }
    assertEquals(pyramid.segments, segments.length);
    const last = segments.at(-1)?.end ?? 1;
    for (let look = 0; look < 5; look++) {
      const cpu = random.int(0, 3);
      const from = random.int(0, last - 1);
      const to = random.int(from + 1, last + 10);
      const columns = random.int(1, 40);
      const got = pyramid.columns(cpu, { from, to, columns });
      const wanted = slowColumns(segments.filter((segment) => segment.cpu === cpu), from, to, columns);
      const hold = (holds: boolean, why: string) => {
        if (!holds) throw new Error(describeCase(seed, { cpu, from, to, columns, segments }, why));
      };
      for (const [column, { longest, segments: count, busyShare }] of wanted.entries()) {
        hold(got[column].segments === count, `segments of column ${column}`);
        hold(Math.abs(got[column].busyShare - busyShare) < 1e-9, `busy share of column ${column}`);
        // Of two that take as much of the column either may be shown.
        const share = (segment: Segment | null) => {
          if (segment === null) return 0;
          const width = (to - from) / columns;
          const begin = from + width * column;
          return Math.min(begin + width, segment.end) - Math.max(begin, segment.start);
        };
        hold((got[column].longest === null) === (longest === null), `column ${column}`);
        hold(Math.abs(share(got[column].longest) - share(longest)) < 1e-9, `longest of column ${column}`);
      }
    }
  }
});

Deno.test("TimelinePyramid.columns() takes no longer where a column hides a thousand times as many segments", () => {
  const pyramidOf = (count: number) => {
    const pyramid = new TimelinePyramid();
    const batch: Segment[] = [];
    for (let index = 0; index < count; index++) {
      batch.push({ cpu: 0, pid: index % 7, start: index * 2, end: index * 2 + 1 + index % 2, kind: "run" });
      if (batch.length === 10_000) pyramid.add(batch.splice(0));
    }
    pyramid.add(batch);
    return pyramid;
  };
  const timeOf = (pyramid: TimelinePyramid, count: number) => {
    const times = Array.from({ length: 15 }, () => {
      const startedMs = performance.now();
      pyramid.columns(0, { from: 0, to: count * 2, columns: 1_000 });
      return performance.now() - startedMs;
    });
    return Math.min(...times);
  };
  const few = timeOf(pyramidOf(3_000), 3_000);
  const many = timeOf(pyramidOf(3_000_000), 3_000_000);
  // By looking at every segment it would be a thousand times.
  assert(many < few * 250, `${many} ms against ${few} ms`);
});

Deno.test("TimelinePyramid.columns() refuses what is no picture", () => {
  const pyramid = new TimelinePyramid();
  assertThrows(
    () => pyramid.columns(0, { from: 5, to: 5, columns: 3 }),
    RangeError,
    "to must be after from (5), got 5",
  );
  assertThrows(() => pyramid.columns(0, { from: 0, to: NaN, columns: 3 }), RangeError, "to must be after");
  for (const columns of [0, 1.5, NaN]) {
    assertThrows(() => pyramid.columns(0, { from: 0, to: 5, columns }), RangeError, "columns must be a whole number");
  }
  assertEquals(pyramid.columns(2, { from: 0, to: 5, columns: 1 }), [{ longest: null, segments: 0, busyShare: 0 }]);
});
