import { assert, assertEquals, assertThrows } from "@std/assert";
import { COURSE_EXAMPLES } from "../engine/course_examples.ts";
import { compareWithExample, WORKED_EXAMPLES } from "../engine/worked_examples.ts";
import { findViolations, type RecordedRun } from "./invariants.ts";
import { mlfqPyEngineOptions, mlfqPyWorkload, runMlfqPy } from "./mlfq_py.ts";
import { compareWithMlfqPy, randomMlfqPyCase } from "./mlfq_py_cases.ts";
import { ReferenceDeadlock, simulateReference } from "./simulator.ts";
import { describeCase, seeds } from "./soak.ts";
import { randomCase } from "./workloads.ts";

Deno.test("simulateReference() gives the printed figures when run on the textbooks' examples", () => {
  for (const example of [...WORKED_EXAMPLES, ...COURSE_EXAMPLES]) {
    const difference = compareWithExample(example, simulateReference(example.workload, example.options));
    assertEquals(difference, null, `${example.source}: ${difference}`);
  }
});

Deno.test("simulateReference() agrees with mlfq.py's semantics when run on random job lists", () => {
  for (const seed of seeds(500)) {
    const input = randomMlfqPyCase(seed);
    const expected = runMlfqPy(input.jobs, input.options);
    const workload = mlfqPyWorkload(input.jobs, input.options.ioTime);
    const difference = compareWithMlfqPy(expected, simulateReference(workload, mlfqPyEngineOptions(input.options)));
    assert(difference === null, describeCase(seed, input, difference ?? ""));
  }
});

Deno.test("simulateReference() breaks no invariant when run on random workloads", () => {
  for (const seed of seeds(500)) {
    const input = randomCase(seed, { deadlocks: false });
    const violations = findViolations(input.workload, input.options, simulateReference(input.workload, input.options));
    assert(violations.length === 0, describeCase(seed, input, violations.join("\n")));
  }
});

Deno.test("simulateReference() says who waits for whom when locks are taken in a circle", () => {
  const thrown = assertThrows(
    () =>
      simulateReference({
        processes: [
          {
            bursts: [{ cpu: 1 }, { lock: "a" }, { cpu: 2 }, { lock: "b" }, { cpu: 1 }, { unlock: "b" }, {
              unlock: "a",
            }],
          },
          {
            bursts: [{ cpu: 1 }, { lock: "b" }, { cpu: 2 }, { lock: "a" }, { cpu: 1 }, { unlock: "a" }, {
              unlock: "b",
            }],
          },
        ],
      }, { policy: "rr", quantum: 2 }),
    ReferenceDeadlock,
  );
  assertEquals(thrown.time, 6);
  assertEquals(thrown.waits, [{ pid: 1, lock: "b", holder: 2 }, { pid: 2, lock: "a", holder: 1 }]);
});

Deno.test("findViolations() reports a change when a true run is falsified anywhere", () => {
  let falsified = 0;
  for (const seed of seeds(60)) {
    const { workload, options } = randomCase(seed, { deadlocks: false });
    const truth = simulateReference(workload, options);
    for (const lie of falsify(truth, seed)) {
      falsified++;
      assert(findViolations(workload, options, lie).length > 0, describeCase(seed, lie, "Nothing was reported"));
    }
  }
  assert(falsified > 0);
});

/** Copies of a run with one thing changed in each. */
function* falsify(truth: RecordedRun, seed: number): Generator<RecordedRun> {
  const at = (list: readonly unknown[]) => seed % list.length;
  const changed = <T>(list: readonly T[], change: (entry: T) => Partial<T>) =>
    list.map((entry, index) => index === at(list) ? { ...entry, ...change(entry) } : entry);
  const { timeline, processes, transitions, metrics } = truth;
  yield { ...truth, timeline: timeline.filter((_, index) => index !== at(timeline)) };
  yield { ...truth, timeline: changed(timeline, ({ end }) => ({ end: end + 1 })) };
  yield { ...truth, timeline: changed(timeline, ({ pid }) => ({ pid: pid + 1 })) };
  yield { ...truth, transitions: transitions.filter((_, index) => index !== at(transitions)) };
  yield { ...truth, transitions: changed(transitions, ({ time }) => ({ time: time + 1 })) };
  for (const figure of ["waiting", "blocked", "finish", "firstRun", "dispatches", "preemptions", "held"] as const) {
    yield { ...truth, processes: changed(processes, (process) => ({ [figure]: process[figure] + 1 })) };
  }
  yield { ...truth, metrics: { ...metrics, switches: metrics.switches + 1 } };
  yield { ...truth, metrics: { ...metrics, utilization: metrics.utilization * 1.01 } };
  yield { ...truth, metrics: { ...metrics, waiting: { ...metrics.waiting, p95: metrics.waiting.p95 + 1 } } };
}
