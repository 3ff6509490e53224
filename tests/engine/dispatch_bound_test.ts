// What a quantum cuts into too many dispatches to count is told before it runs, and nothing else is.
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { SimulationError } from "../../engine/errors.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { findPolicy } from "../../engine/policies.ts";
import { levelledRow, wornDownRow } from "../../engine/policies/_worn_down.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { ProcessSpec } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { randomLargerCase } from "../reference/larger_workloads.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { RANDOM_POLICIES, randomCase } from "../reference/workloads.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const DISPATCHES_MAX = 2 ** 32 - 1;

/** Whether a run to the end is refused before it begins. */
function isRefused(processes: ProcessSpec[], options: SimulationOptions): boolean {
  const simulation = new Simulation({ processes }, options);
  try {
    simulation.assertEnds();
    return false;
  } catch (error) {
    assert(error instanceof SimulationError && error.code === "count-overflow", String(error));
    return true;
  }
}

Deno.test("simulate() tells at once of a burst that its quantum cuts into too many dispatches", async () => {
  const processes = [{ bursts: 3 }, { name: "long", bursts: MAX }];
  const error = assertThrows(() => simulate({ processes }, { policy: "rr", quantum: 1 }), SimulationError);
  assertEquals(error.code, "count-overflow");
  assertEquals(
    error.message,
    "Cannot run to the end: a process must be dispatched at most 4294967295 times, and long (pid 2) needs more: its " +
      "9007199254740991 ticks of CPU go by quanta of 1 tick at the most",
  );
  await assertRejects(
    () => new Simulation({ processes }, { policy: "rr" }).run(),
    SimulationError,
    "quanta of 4 ticks",
  );
});

Deno.test("Simulation.step() goes as far as it is asked to, whether or not the run could end", () => {
  const simulation = new Simulation({ processes: [{ bursts: MAX }, { bursts: 2 }] }, { policy: "rr", quantum: 1 });
  assertEquals(simulation.step({ until: 100 }), { time: 100, done: false, full: false });
  assertEquals(simulation.progress.finished, 1);
});

Deno.test("Simulation.assertEnds() refuses one tick more than can be counted, and no less", () => {
  for (const quantum of [1, 2, 1_000]) {
    const most = quantum * DISPATCHES_MAX;
    for (const policy of ["rr", "lottery", "stride", "causes"] as const) {
      assertEquals(
        [most, most + 1].map((bursts) => isRefused([{ bursts }], { policy, quantum })),
        [false, true],
        policy,
      );
    }
  }
  const most = 3 * DISPATCHES_MAX;
  assertEquals([most, most + 1].map((bursts) => isRefused([{ bursts }], { policy: "eevdf", slice: 3 })), [false, true]);
  const half = 2 ** 31;
  const parts = (last: number) => [{ bursts: [{ cpu: half }, { io: 9 }, { cpu: half - 1 }, { io: 0 }, { cpu: last }] }];
  assertEquals(isRefused(parts(1), { policy: "rr", quantum: 1 }), true);
  assertEquals(isRefused(parts(1), { policy: "rr", quantum: 2 }), false);
  const fast = { policy: "rr", quantum: 1, cpus: 2, speeds: [3, 0.5] } as const;
  assertEquals([most, most + 1].map((bursts) => isRefused([{ bursts }], fast)), [false, true]);
});

Deno.test("Simulation.assertEnds() lets pass what has no quantum, a great one, or one that may begin anew in place", () => {
  const endless = [{ bursts: MAX }];
  assertEquals(isRefused(endless, { policy: "fcfs" }), false);
  assertEquals(isRefused(endless, { policy: "rr", quantum: 2 ** 21 + 1 }), false);
  assertEquals(isRefused(endless, { policy: "causes", quantum: 1, quanta: { quantum: 2 ** 22 } }), false);
  assertEquals(isRefused(endless, { policy: "mlq" }), true);
  assertEquals(isRefused([{ bursts: 1 }, { bursts: MAX, priority: 1 }], { policy: "mlq" }), false); // the last class has no quantum
  assertEquals(isRefused([{ bursts: MAX }, { bursts: 1, priority: 1 }], { policy: "mlq" }), true);
  assertEquals(isRefused(endless, { policy: "cfs" }), true);
  assertEquals(isRefused(endless, { policy: "cfs", latency: 2 ** 22 }), false);
  assertEquals(isRefused(endless, { policy: "eevdf" }), true);
  assertEquals(isRefused(endless, { policy: "feedback", growth: "doubling", levels: 40 }), false);
  assertEquals(isRefused(endless, { policy: "feedback", growth: "doubling" }), true);
  assertEquals(isRefused(endless, { policy: "mlfq" }), true);
  assertEquals(isRefused(endless, { policy: "mlfq", boost: 3 }), false);
  assertEquals(isRefused(endless, { policy: "mlfq", preemption: "head" }), false);
});

Deno.test("simulate() tells at once of two that longest remaining time first wears down together", () => {
  const long = 9_007_199_254_740;
  const lrtf = { policy: "lrtf" } as const;
  const error = assertThrows(
    () => simulate({ processes: [{ bursts: long }, { bursts: long }] }, lrtf),
    SimulationError,
  );
  assertEquals(error.code, "count-overflow");
  assertEquals(
    error.message,
    "Cannot run to the end: a process must be dispatched at most 4294967295 times, and P2 (pid 2) needs more: its " +
      "9007199254740 ticks of CPU take turns with another process every two ticks at the latest",
  );
  assertEquals(isRefused([{ bursts: long }, { bursts: 5 }, { arrival: long - 2 ** 34, bursts: long }], lrtf), true);
  assertEquals(isRefused([{ bursts: long }, { bursts: 5 }, { arrival: long, bursts: long }], lrtf), false);
  assertEquals(isRefused([{ bursts: long }, { bursts: 5 }], lrtf), false);
  assertEquals(isRefused([{ bursts: long }, { bursts: long }], { ...lrtf, cpus: 2 }), false);
  assertEquals(isRefused([{ bursts: long }, { bursts: long }], { ...lrtf, admit: 1 }), false);
  assertEquals(simulate({ processes: [{ bursts: long }, { bursts: long }] }, { policy: "ljf" }).processes.length, 2);
});

Deno.test("who is worn down is dispatched more often than was asked, on random workloads", () => {
  let found = 0;
  for (const seed of seeds(300)) {
    const { workload, options: { horizon: _, deviceServers: __, deviceOrders: ___, ...options } } = randomCase(seed, {
      policy: "lrtf",
      deadlocks: false,
    });
    const processes = workload.processes.map(({ arrival }, index) => ({
      arrival,
      bursts: 1 + (seed * 7 + index * 13) % 40,
    }));
    const input = { workload: { processes }, options };
    const resolved = resolveOptions(options);
    const columns = toColumns(input.workload);
    for (const most of [0, 1, 2, 5, 20]) {
      const row = wornDownRow(resolved, columns, most);
      if (row < 0) break;
      found += 1;
      const { dispatches } = simulate(input.workload, input.options).processes[row];
      assert(
        dispatches > most,
        describeCase(seed, input, `row ${row}: ${dispatches} dispatches, not more than ${most}`),
      );
    }
  }
  assert(found > 50, `only ${found} runs have one`);
});

Deno.test("simulate() tells at once of two whose laxities stay equal under least laxity first", () => {
  const long = 10 ** 12;
  const llf = { policy: "llf" } as const;
  const job = (deadline: number, arrival = 0) => ({ arrival, bursts: long, deadline });
  const error = assertThrows(() => simulate({ processes: [job(3 * long), job(3 * long)] }, llf), SimulationError);
  assertEquals(error.code, "count-overflow");
  assertEquals(isRefused([job(3 * long), job(3 * long), { bursts: 5, deadline: 9 }], llf), true);
  assertEquals(isRefused([job(3 * long), job(3 * long, long / 2)], llf), true);
  assertEquals(isRefused([job(3 * long), job(long)], llf), false); // the second has no laxity, and runs to its end
  assertEquals(isRefused([job(3 * long), job(3 * long)], { ...llf, cpus: 2 }), false);
  assertEquals(isRefused([job(3 * long), job(3 * long, long)], llf), false);
  const zero = { ...llf, preemptAt: "zero" } as const;
  assertEquals(isRefused([job(2 * long), job(2 * long)], zero), false); // no turns before one is done
  assertEquals(isRefused([job(1.5 * long), job(1.5 * long)], zero), true);
});

Deno.test("who is levelled with another is dispatched more often than was asked, on random workloads", () => {
  let found = 0;
  for (const seed of seeds(300)) {
    const { workload, options: { horizon: _, deviceServers: __, deviceOrders: ___, ...machine } } = randomCase(seed, {
      policy: "lrtf",
      deadlocks: false,
    });
    const processes = workload.processes.map(({ arrival }, index) => ({
      arrival,
      bursts: 1 + (seed * 7 + index * 13) % 40,
      deadline: 30 + (seed * 11 + index * 17) % 60,
    }));
    const input = {
      workload: { processes },
      options: { ...machine, policy: "llf", preemptAt: seed % 2 === 0 ? "less" : "zero" } as SimulationOptions,
    };
    const resolved = resolveOptions(input.options);
    const columns = toColumns(input.workload);
    for (const most of [0, 1, 2, 5]) {
      const row = levelledRow(resolved, columns, most);
      if (row < 0) break;
      found += 1;
      const { dispatches } = simulate(input.workload, input.options).processes[row];
      assert(
        dispatches > most,
        describeCase(seed, input, `row ${row}: ${dispatches} dispatches, not more than ${most}`),
      );
    }
  }
  assert(found > 50, `only ${found} runs have one`);
});

Deno.test("no process is dispatched less often than the bound says, on random workloads and machines", () => {
  let bounded = 0;
  const cases = [
    ...RANDOM_POLICIES.flatMap((policy) =>
      [...seeds(30)].map((seed) => [seed, randomCase(seed, { policy, deadlocks: false })])
    ),
    ...[...seeds(100)].map((seed) => [seed, randomLargerCase(seed, { deadlocks: false })]),
  ] as [number, ReturnType<typeof randomCase>][];
  for (const [seed, input] of cases) {
    const resolved = resolveOptions(input.options);
    // Jobs of periodic tasks are rows of their own.
    const columns = new Simulation(input.workload, input.options).workload;
    const { quantumMax, quantaMax } = findPolicy(input.options.policy);
    const quanta = quantaMax?.(resolved as never, columns);
    const quantum = quantumMax?.(resolved as never, columns) ?? Infinity;
    const speed = Math.max(1, ...resolved.speeds);
    if (quanta === undefined && quantum === Infinity) continue;
    bounded += 1;
    const { processes } = simulate(input.workload, input.options);
    for (const [row, { pid, cpu, dispatches }] of processes.entries()) {
      assert(
        dispatches >= cpu / ((quanta?.[row] ?? quantum) * speed),
        describeCase(seed, input, `pid ${pid}: ${cpu} ticks in ${dispatches} dispatches`),
      );
    }
  }
  assert(bounded > 100, `only ${bounded} runs have a bound`);
});
