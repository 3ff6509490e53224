// Finding decisions, and the tick that they are told from.
import { assert, assertEquals } from "@std/assert";
import { explain } from "../../../analysis/explain.ts";
import { Simulation } from "../../../engine/simulation.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { DispatchIndex } from "../../../web/step/dispatch_index.ts";
import { readyQueues } from "../../../web/step/ready_queues.ts";
import { stepMoment } from "../../../web/step/step_moment.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";
import { randomModel } from "../chart/random_model.ts";

Deno.test("DispatchIndex finds decisions by tick, and the one that made a span", () => {
  for (const seed of seeds(80)) {
    const { model, result, labels, input } = randomModel(seed);
    const index = new DispatchIndex(model.data.dispatches);
    const { decisions } = result;
    assertEquals(index.count, decisions.length);
    for (let tick = -1; tick <= model.span.to; tick++) {
      const first = decisions.findIndex(({ time }) => time >= tick);
      assertEquals(index.firstFrom(tick), first === -1 ? decisions.length : first);
      const last = decisions.findLast(({ time }) => time <= tick);
      const standing = last === undefined ? 0 : decisions.findIndex(({ time }) => time === last.time);
      assertEquals(index.standingAt(tick), standing);
    }
    for (const [number, { time }] of decisions.entries()) {
      assertEquals(index.within(number), number - decisions.findIndex((each) => each.time === time));
    }
    for (const row of [...model.groups.cpus, ...model.groups.processes]) {
      for (let place = 0; place < model.lane(row).count; place++) {
        const span = model.spanAt(row, place);
        const number = index.ofSpan(span);
        const wait = ["ready", "throttled", "held"].includes(span.activity);
        const why = describeCase(seed, input, `the decision of ${Deno.inspect(span)} is ${number}`);
        const pid = labels.pid(span.process!);
        // Before an I/O that a program begins with nothing was decided about its process.
        const isFirst = span.activity === "device" &&
          !decisions.some((each) => each.pid === pid && each.time <= span.start);
        assertEquals(number === null, isFirst, why);
        if (number === null) continue;
        assertEquals(decisions[number].pid, pid, why);
        assert(wait ? decisions[number].time >= span.end : decisions[number].time <= span.start, why);
      }
    }
  }
});

Deno.test("stepMoment() knows of a tick what explain() knows that records the whole run", async () => {
  for (const seed of seeds(40)) {
    const random = new Random(seed);
    const { model, input } = randomModel(seed);
    const index = new DispatchIndex(model.data.dispatches);
    for (let look = 0; look < 4; look++) {
      const tick = random.int(0, model.span.to);
      const { timeline: _, transitions: __, decisions: ___, ...options } = input.options;
      const got = await stepMoment({
        workload: toColumns(input.workload),
        options,
        tick,
        recordFrom: index.recordFrom(tick, model.runningAt(tick)),
        signal: new AbortController().signal,
      });
      const wanted = { ...await explain(input.workload, options, { at: tick }), tick };
      assertEquals(got, wanted, describeCase(seed, { input, tick }, "the moments differ"));
    }
  }
});

Deno.test("readyQueues() has every ready process once, at a decision in the order that the policy saw", () => {
  for (const seed of seeds(40)) {
    const { input, result } = randomModel(seed);
    if (result.decisions.length === 0) continue;
    const simulation = new Simulation(input.workload, { ...input.options, decisions: "full" });
    for (let done = false; !done;) {
      done = simulation.step({ instants: 1 }).done;
      const decisions = simulation.drainDecisions();
      const blocks = Array.from(result.columns.pid, (pid) => simulation.controlBlock(pid));
      const queues = readyQueues(blocks, decisions);
      const pids = queues.flatMap((queue) => queue.blocks.map(({ pid }) => pid));
      const ready = blocks.filter(({ state }) => state === "ready").map(({ pid }) => pid);
      assertEquals(pids.toSorted((a, b) => a - b), ready.toSorted((a, b) => a - b));
      // With one CPU and one queue, whom the one decision passed over stand in its order.
      if (decisions.length !== 1 || queues.length !== 1 || input.options.groups) continue;
      const passed = decisions[0].candidates.map(({ pid }) => pid).filter((pid) => ready.includes(pid));
      assertEquals(pids.slice(0, passed.length), passed, describeCase(seed, input, `at tick ${decisions[0].time}`));
    }
  }
});
