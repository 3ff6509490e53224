// Spans as columns: over columns that are there already, and at a time.
import { assertEquals } from "@std/assert";
import { laneSamples, NOTHING, SpanLane } from "../../pictures/span_lane.ts";
import { Random } from "../reference/random.ts";
import { describeCase, seeds } from "../reference/soak.ts";

Deno.test("SpanLane.over() is what adding one by one makes, and at() finds the span of each tick", () => {
  for (const seed of seeds(50)) {
    const random = new Random(seed);
    const added = new SpanLane();
    const rows: [start: number, end: number, value: number, kind: number][] = [];
    let time = 0;
    for (let count = random.int(0, 600); count > 0; count--) {
      const start = time + (random.chance(0.3) ? random.int(1, 9) : 0);
      time = start + random.int(1, random.chance(0.1) ? 60 : 5);
      const span = [start, time, random.int(0, 9), random.int(0, 8)] as const;
      rows.push([...span]);
      added.add(...span);
    }
    const column = (place: number) => Float64Array.from(rows, (row) => row[place]);
    const over = SpanLane.over({
      start: column(0),
      end: column(1),
      value: column(2),
      kind: Uint8Array.from(rows, (row) => row[3]),
    });
    const window = { from: random.int(0, 50), to: time + random.int(51, 60), columns: random.int(1, 99) };
    const [one, other] = [laneSamples(window.columns), laneSamples(window.columns)];
    added.sample(window, one);
    over.sample(window, other);
    assertEquals(other, one, describeCase(seed, window, "the columns differ"));
    for (let tick = 0; tick <= time; tick++) {
      const wanted = rows.findIndex(([start, end]) => start <= tick && tick < end);
      if (over.at(tick) !== wanted) {
        throw new Error(describeCase(seed, { tick, rows }, `got ${over.at(tick)}, not ${wanted}`));
      }
    }
    assertEquals(over.at(-1), NOTHING);
  }
});
