import { assertEquals } from "@std/assert";
import { FirstDifference, type Side } from "../../analysis/first_difference.ts";
import type { Segment } from "../../engine/result.ts";
import { Random } from "../reference/random.ts";
import { describeCase, seeds } from "../reference/soak.ts";

/** Random segments on random CPUs, each CPU's in the order of time. */
function randomTimeline(random: Random, cpus: number): Segment[] {
  const timeline: Segment[] = [];
  for (let cpu = 0; cpu < cpus; cpu++) {
    let time = random.int(0, 2);
    for (let count = random.int(0, 12); count > 0; count--) {
      const end = time + random.int(1, 3);
      timeline.push({ cpu, pid: random.int(1, 2), start: time, end, kind: random.chance(0.8) ? "run" : "switch" });
      time = end + (random.chance(0.3) ? random.int(1, 2) : 0);
    }
  }
  return timeline.sort((a, b) => a.end - b.end);
}

/** What a CPU does at every tick. */
function ticksOf(timeline: readonly Segment[], cpu: number): string[] {
  const ticks = new Array<string>(60).fill("idle");
  for (const { pid, kind, start, end } of timeline.filter((segment) => segment.cpu === cpu)) {
    ticks.fill(`${pid} ${kind}`, start, end);
  }
  return ticks;
}

Deno.test("FirstDifference.difference is the first tick and the CPUs that a look at every tick finds", () => {
  for (const seed of seeds(400)) {
    const random = new Random(seed);
    const cpus = random.int(1, 3);
    const one = randomTimeline(random, cpus);
    // Mostly the same run, cut at other places and changed in one.
    const other = random.chance(0.2) ? randomTimeline(random, cpus) : one.flatMap((segment, index) => {
      const middle = segment.start + 1;
      const pid = index === one.length - 1 && random.chance(0.7) ? 3 : segment.pid;
      if (middle >= segment.end || random.chance(0.5)) return [{ ...segment, pid }];
      return [{ ...segment, pid, end: middle }, { ...segment, pid, start: middle }];
    });
    const finder = new FirstDifference(cpus);
    const rest = [[...one], [...other]];
    const hasEnded = [false, false];
    while (hasEnded.includes(false)) {
      const side = random.int(0, 1) as Side;
      if (hasEnded[side]) continue;
      if (rest[side].length === 0) {
        finder.end(side);
        hasEnded[side] = true;
      } else finder.add(side, rest[side].splice(0, random.int(1, 4)));
    }
    let expected: { tick: number; cpus: number[] } | null = null;
    for (let tick = 0; tick < 60 && expected === null; tick++) {
      const parted = Array.from({ length: cpus }, (_, cpu) => cpu)
        .filter((cpu) => ticksOf(one, cpu)[tick] !== ticksOf(other, cpu)[tick]);
      if (parted.length > 0) expected = { tick, cpus: parted };
    }
    assertEquals(finder.difference, expected, describeCase(seed, { one, other }, "another difference"));
  }
});
