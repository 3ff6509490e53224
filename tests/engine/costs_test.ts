// What must not grow faster than the work: names of users, spreads of long lists, objects for each of many processes.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { releaseJobs } from "../../engine/release_jobs.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { RunOptions, StepBound } from "../../engine/simulation.ts";
import { toColumns } from "../../engine/workload/columns.ts";

/** Names that objects of JavaScript answer to by themselves. */
const ODD_NAMES = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"];

Deno.test("simulate() takes groups, processes and locks by any name, as it takes others", () => {
  const workload = (names: readonly string[]) => ({
    processes: names.flatMap((name) => [
      { name, group: name, bursts: [4, { lock: name }, 3, { unlock: name }] },
      { name, group: name, bursts: [2, { lock: name }, 3, { unlock: name }] },
    ]),
  });
  const plain = ODD_NAMES.map((_, index) => `g${index}`);
  const optionsFor = (names: readonly string[], quotas: boolean) => ({
    policy: "rr" as const,
    quantum: 1,
    groups: true,
    timeline: "full" as const,
    groupShares: Object.fromEntries([[names[0], 3], [names[1], 2]]),
    ...(quotas ? { groupQuotas: Object.fromEntries([[names[2], 5], [names[1], 7]]) } : {}),
  });
  for (const quotas of [false, true]) {
    const odd = simulate(workload(ODD_NAMES), optionsFor(ODD_NAMES, quotas));
    const usual = simulate(workload(plain), optionsFor(plain, quotas));
    assertEquals(odd.timeline, usual.timeline);
    assertEquals(odd.processes[0].name, "constructor");
  }
  // Without shares of their own they have those of everybody.
  const [odd, usual] = [ODD_NAMES, plain].map((names) =>
    simulate(workload(names), { policy: "fcfs", groups: true, timeline: "full" })
  );
  assertEquals(odd.timeline, usual.timeline);
});

Deno.test("simulate() refuses a share of one of very many groups in a short message", () => {
  const processes = Array.from({ length: 3000 }, (_, index) => ({ bursts: 1, group: `g${index}` }));
  const error = assertThrows(
    () => simulate({ processes }, { policy: "rr", groups: true, groupShares: { nobody: 2 } }),
    RangeError,
    'and 2981 more), got "nobody"',
  );
  assert(error.message.length < 400, error.message);
});

Deno.test("simulate() reports on the deadlines of more tasks than a call has arguments", () => {
  const count = 200_000;
  const arrival = new Float64Array(count);
  const cpu = new Float64Array(count).fill(1);
  const period = new Float64Array(count).fill(count);
  for (const policy of ["edf", "rm"] as const) {
    const { deadlines } = simulate({ arrival, cpu, period }, { policy });
    assertEquals([deadlines!.jobs, deadlines!.misses, deadlines!.tasks.length], [count, 0, count]);
    assertEquals(deadlines!.tasks[7], {
      pid: 8,
      name: "P8",
      cpu: 1,
      period: count,
      deadline: count,
      jobs: 1,
      misses: 0,
      responseMax: 8,
      latenessMax: 8 - count,
    });
  }
});

Deno.test("releaseJobs() refuses at once what a few lines stand for beyond any memory", () => {
  const startedMs = performance.now();
  const two = toColumns({ processes: [{ bursts: 1, period: 1 }, { bursts: 1, period: 9_000_000 }] });
  assertThrows(
    () => releaseJobs(two),
    RangeError,
    "at most 2000000 jobs of at most 16777216 bursts arrive, got 9000000",
  );
  const bursts = Array.from({ length: 241 }, () => 1);
  const long = toColumns({ processes: [{ bursts, period: 241 }] });
  assertThrows(() => releaseJobs(long, 241 * 100_000), RangeError, "with 100000 jobs of 24100000 bursts");
  const { workload } = releaseJobs(long, 241 * 1000)!;
  assertEquals(workload.bursts!.kind.length, 241_000);
  assert(performance.now() - startedMs < 60_000, "it took too long");
});

Deno.test("Simulation.step() refuses bounds that are none", () => {
  const simulation = new Simulation({ processes: [{ bursts: 3 }] }, { policy: "fcfs" });
  for (const bound of [{ until: NaN }, { until: 0.5 }, { until: -2 }, { instants: NaN }, { instants: -1 }]) {
    assertThrows(() => simulation.step(bound), RangeError, "Cannot step: ");
  }
  for (const bound of [{ until: "3" }, { instants: null }, { until: 3n }]) {
    assertThrows(() => simulation.step(bound as unknown as StepBound), TypeError, "Cannot step: ");
  }
  const odd: [unknown, string][] = [
    [{ untill: 5 }, 'Cannot step: options must be until, instants, got "untill". Did you mean until?'],
    [{ events: 0 }, 'got "events"'],
    [{ maxEvents: NaN }, 'got "maxEvents"'],
    ...[5, "x", null, [], new Map(), () => 5].map((bound): [unknown, string] => [bound, "options must be an object"]),
  ];
  for (const [bound, message] of odd) {
    assertThrows(() => simulation.step(bound as StepBound), TypeError, message);
  }
  assertEquals(simulation.progress.time, 0);
  assertEquals(simulation.step({ until: undefined, instants: 0 }).done, false);
  assertEquals(simulation.step({ until: Infinity, instants: 0 }).done, false);
  assertEquals(simulation.step({ until: -1 }), { time: 0, done: false, full: false });
  assertEquals(simulation.step().done, true);
});

Deno.test("Simulation.run() refuses options that mean nothing", async () => {
  const simulation = new Simulation({ processes: [{ bursts: 3 }] }, { policy: "fcfs" });
  const options = { onProgres: () => {} } as RunOptions;
  await assertRejects(() => simulation.run(options), TypeError, 'got "onProgres". Did you mean onProgress?');
  await assertRejects(() => simulation.run(5 as RunOptions), TypeError, "Cannot run: options must be an object, got 5");
  assertEquals(simulation.progress.time, 0);
});
