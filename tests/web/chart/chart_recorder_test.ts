// What a chart is drawn from is what the engine recorded: every segment, every state, every queue, every decision.
import { assert, assertEquals } from "@std/assert";
import { explain } from "../../../analysis/explain.ts";
import type { Segment } from "../../../engine/result.ts";
import { resourceRows } from "../../../pictures/resource_rows.ts";
import { stateIntervals } from "../../../pictures/state_intervals.ts";
import { type ChartRow, ROW_GROUPS } from "../../../web/chart/chart_model.ts";
import { describeCase, seeds } from "../../reference/soak.ts";
import { type RandomModel, randomModel } from "./random_model.ts";

/** Fails with the seed and the case, so that it can be repeated. */
function holds(seed: number, { input }: RandomModel, got: unknown, wanted: unknown, what: string): void {
  try {
    assertEquals(got, wanted);
  } catch (error) {
    throw new Error(describeCase(seed, input, `${what}: ${(error as Error).message}`));
  }
}

function spansOf({ model }: RandomModel, row: ChartRow) {
  return Array.from({ length: model.lane(row).count }, (_, index) => model.spanAt(row, index));
}

Deno.test("ChartRecorder keeps every segment of every CPU, and marks who came from another CPU", () => {
  for (const seed of seeds(150)) {
    const random = randomModel(seed);
    const { result, model, labels } = random;
    const lastOf = new Map<number, Segment>();
    const wanted = [...result.timeline].sort((a, b) => a.end - b.end || a.start - b.start).map((segment) => {
      const last = lastOf.get(segment.pid);
      const isMigrated = last !== undefined && last.cpu !== segment.cpu;
      lastOf.set(segment.pid, segment);
      return { ...segment, isMigrated };
    });
    const activity = { run: "running", switch: "switching", migration: "migrating", warmup: "warming" } as const;
    for (const row of model.groups.cpus) {
      holds(
        seed,
        random,
        spansOf(random, row).map(({ start, end, process, activity }) => [start, end, labels.pid(process!), activity]),
        wanted.filter(({ cpu }) => cpu === row.subject).sort((a, b) => a.start - b.start).map((each) => [
          each.start,
          each.end,
          each.pid,
          activity[each.kind],
        ]),
        `CPU ${row.subject}`,
      );
    }
    const marked = model.groups.cpus.flatMap((row) => spansOf(random, row).filter(({ isMigrated }) => isMigrated));
    const places = (spans: readonly { start: number; cpu: number | null }[]) =>
      spans.map(({ start, cpu }) => `${start} ${cpu}`).sort();
    const migrated = result.options.rigid ? [] : wanted.filter(({ isMigrated }) => isMigrated);
    holds(seed, random, places(marked), places(migrated), "migrations");
  }
});

Deno.test("ChartRecorder keeps what each process does at every tick, as stateIntervals() has it", () => {
  for (const seed of seeds(150)) {
    const random = randomModel(seed);
    const { result, model, labels } = random;
    const intervals = stateIntervals(result.transitions, result.options.rigid ? [] : result.timeline);
    for (const row of model.groups.processes) {
      const lying = intervals.get(labels.pid(row.subject)) ?? [];
      // What lies over running time comes after it in the list, and counts.
      const at = (tick: number) => lying.findLast(({ start, end }) => start <= tick && tick < end)?.activity;
      const spans = spansOf(random, row);
      for (const [index, span] of spans.entries()) {
        const isApart = index === 0 || spans[index - 1].end <= span.start;
        holds(seed, random, isApart, true, "spans of a process lie over each other");
        for (let tick = span.start; tick < span.end; tick++) {
          holds(seed, random, span.activity, at(tick), `process ${row.subject} at tick ${tick}`);
        }
      }
      const running = model.runningLane(row);
      const times = Array.from({ length: running.count }, (_, index) => [running.start[index], running.end[index]]);
      const ran = spans.filter(({ activity }) => activity === "running").map(({ start, end }) => [start, end]);
      holds(seed, random, times, ran, "running time");
      const covered = spans.reduce((sum, { start, end }) => sum + end - start, 0);
      const wanted = lying.filter(({ activity }) => !["switching", "migrating", "warming"].includes(activity))
        .reduce((sum, { start, end }) => sum + end - start, 0);
      holds(seed, random, covered, wanted, "ticks of a process");
    }
  }
});

Deno.test("ChartRecorder counts who is ready at every tick", () => {
  for (const seed of seeds(100)) {
    const random = randomModel(seed);
    const { result, model } = random;
    const [row] = model.groups.ready;
    const intervals = [...stateIntervals(result.transitions, []).values()].flat()
      .filter(({ activity }) => activity === "ready");
    for (let tick = 0; tick <= model.span.to; tick++) {
      const wanted = intervals.filter(({ start, end }) => start <= tick && tick < end).length;
      const got = row === undefined ? 0 : model.spanAtTime(row, tick)?.count ?? 0;
      if (got !== wanted) holds(seed, random, got, wanted, `ready at tick ${tick}`);
    }
  }
});

Deno.test("ChartRecorder knows at which level each process waits at every tick, boosts included, and counts them", async () => {
  let [boosted, runs] = [0, 0];
  for (const seed of seeds(300)) {
    const random = randomModel(seed);
    const { input, model, labels } = random;
    if (model.data.waitingLevels.length < 2) continue;
    runs++;
    if (model.data.boostTicks > 0) boosted++;
    for (let tick = model.span.from; tick < Math.min(model.span.to, model.span.from + 20); tick++) {
      const { controlBlocks } = await explain(input.workload, input.options, { at: tick });
      // The other policies' control blocks have a level only while a process runs.
      const hasLevel = ["mlfq", "feedback"].includes(input.options.policy);
      const ready = controlBlocks.filter(({ state, level }) => hasLevel && state === "ready" && level !== null);
      const got = ready.map(({ pid }) => [pid, model.levelAt(model.processSpanAt(labels.index(pid), tick), tick)]);
      holds(seed, random, got, ready.map(({ pid, level }) => [pid, level]), `levels at tick ${tick}`);
      const [all, ...byLevel] = model.groups.ready.map((row) => model.spanAtTime(row, tick)?.count ?? 0);
      holds(seed, random, byLevel.reduce((sum, count) => sum + count, 0), all, `waiting at tick ${tick}`);
    }
  }
  assert(runs > 5 && boosted > 0, `${runs} runs with levels, ${boosted} with boosts`);
});

Deno.test("ChartRecorder keeps queues, I/O and locks as resourceRows() has them, and no two spans of a row overlap", () => {
  let seen = 0;
  for (const seed of seeds(150)) {
    const random = randomModel(seed);
    const { result, model, labels } = random;
    const groupOf = { queue: "queues", io: "devices", device: "devices", lock: "locks" } as const;
    // Who waits for a device with a name stands in no row here.
    const wanted = resourceRows(result.transitions, model.span.to).filter(({ kind, isWaiting }) =>
      kind !== "device" || !isWaiting
    );
    for (const group of ["queues", "devices", "locks"] as const) {
      const rows = model.groups[group];
      const all = rows.flatMap((row) => {
        const spans = spansOf(random, row);
        for (const [index, { start }] of spans.entries()) {
          assert(index === 0 || spans[index - 1].end <= start, describeCase(seed, random.input, "spans overlap"));
        }
        return spans.map(({ start, end, process }) => `${row.subject} ${start} ${end} ${labels.pid(process!)}`);
      });
      // What had more than eight at once has no rows here, and none or other ones there.
      const subjects = new Set(rows.map(({ subject }) => subject));
      const same = wanted.filter(({ kind }) => groupOf[kind] === group).flatMap(({ name, kind, spans }) => {
        const subject = group === "queues"
          ? Number(name.slice(6))
          : group === "locks"
          ? model.data.locks.indexOf(name.slice(5))
          : kind === "device"
          ? model.data.devices.indexOf(name.split(" ")[0]) + 1
          : 0;
        return subjects.has(subject) ? spans.map(({ pid, start, end }) => `${subject} ${start} ${end} ${pid}`) : [];
      });
      seen += all.length;
      if (group === "devices" && same.length === 0) continue;
      holds(seed, random, all.sort(), same.sort(), group);
    }
  }
  assert(seen > 1_000, "the random runs have queues, I/O and locks");
});

Deno.test("ChartRecorder has a dispatch for every decision", () => {
  for (const seed of seeds(150)) {
    const random = randomModel(seed);
    const { model: { data: { dispatches } }, result, labels } = random;
    const got = Array.from(dispatches.time, (time, index) => {
      return [time, dispatches.cpu[index], labels.pid(dispatches.process[index])];
    });
    holds(seed, random, got, result.decisions.map(({ time, cpu, pid }) => [time, cpu, pid]), "decisions");
  }
});

Deno.test("ChartModel.boundary() goes through every begin and end of a row, in both directions", () => {
  for (const seed of seeds(40)) {
    const random = randomModel(seed);
    const { model } = random;
    for (const row of ROW_GROUPS.flatMap((group) => model.groups[group]).slice(0, 12)) {
      const ends = [...new Set(spansOf(random, row).flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
      const walk = (from: number, direction: 1 | -1) => {
        const times: number[] = [];
        for (let time = model.boundary(row, from, direction); time !== null;) {
          times.push(time);
          time = model.boundary(row, time, direction);
        }
        return times;
      };
      holds(seed, random, walk(-1, 1), ends, "forward");
      holds(seed, random, walk(model.span.to + 1, -1), ends.toReversed(), "back");
    }
  }
});
