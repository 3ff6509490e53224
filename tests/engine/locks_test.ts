// Locks and how urgent they make their holders: against the reference, and what the protocols promise.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { SimulationDeadlockError } from "../../engine/errors.ts";
import type { LockProtocol, SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Burst, ProcessSpec } from "../../engine/workload.ts";
import { differenceOf } from "../reference/difference.ts";
import { type LockLimits, randomLockCase } from "../reference/lock_workloads.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { shrinkCase } from "../reference/workloads.ts";

const PROTOCOLS: readonly LockProtocol[] = ["none", "inheritance", "ceiling"];

function testCases(count: number, limits: LockLimits): void {
  for (const seed of seeds(count)) {
    const input = randomLockCase(seed, limits);
    if (differenceOf(input) === null) continue;
    const smallest = shrinkCase(input, (candidate) => differenceOf(candidate) !== null);
    assert(false, describeCase(seed, smallest, differenceOf(smallest)!));
  }
}

Deno.test("simulate() agrees with the reference on chains of locks under every protocol", () => {
  testCases(100, {});
});

Deno.test("simulate() agrees with the reference where a hundred processes crowd at a lock", () => {
  testCases(4, { many: true });
});

Deno.test("simulate() agrees with the reference on deadlocks under every protocol", () => {
  testCases(40, { deadlocks: true });
});

Deno.test("simulate() counts no inversion under a protocol when one CPU preempts at no cost", () => {
  let waits = 0;
  for (const seed of seeds(60)) {
    for (const protocol of ["inheritance", "ceiling"] as const) {
      const input = randomLockCase(seed, { plain: true, protocol });
      const { metrics } = simulate(input.workload, input.options);
      assertEquals(metrics.inversion, 0, describeCase(seed, input, "An inversion under a protocol"));
      waits += metrics.locks!.reduce((sum, lock) => sum + lock.waits, 0);
    }
  }
  assert(waits > 0);
});

Deno.test("simulate() has nobody wait for a lock under ceilings when one CPU preempts and nobody does I/O", () => {
  for (const seed of seeds(60)) {
    const input = randomLockCase(seed, { plain: true, protocol: "ceiling" });
    const { processes } = simulate(input.workload, input.options);
    assert(processes.every(({ lockWait }) => lockWait === 0), describeCase(seed, input, "A wait under ceilings"));
  }
});

/** A program that computes, then holds a lock while it computes. */
function section(lock: string, before: number, inside: number, after = 0): Burst[] {
  return [{ cpu: before }, { lock }, { cpu: inside }, { unlock: lock }, ...(after > 0 ? [{ cpu: after }] : [])];
}

function finishes(processes: ProcessSpec[], options: SimulationOptions): number[] {
  return simulate({ processes }, options).processes.map(({ finish }) => finish);
}

Deno.test("simulate() has a holder inherit through a chain of locks", () => {
  // D waits for b of C, C for a of A; without inheritance B, which needs nothing, runs before A.
  const processes: ProcessSpec[] = [
    { name: "A", priority: 4, bursts: section("a", 1, 4) },
    {
      name: "C",
      priority: 3,
      arrival: 2,
      bursts: [1, { lock: "b" }, { cpu: 1 }, { lock: "a" }, { cpu: 1 }, { unlock: "a" }, { unlock: "b" }],
    },
    { name: "D", priority: 1, arrival: 5, bursts: section("b", 1, 1) },
    { name: "B", priority: 2, arrival: 6, bursts: 10 },
  ];
  const run = (lockProtocol: LockProtocol) => finishes(processes, { policy: "priority", lockProtocol });
  assertEquals(PROTOCOLS.map(run), [[18, 19, 20, 16], [8, 9, 10, 20], [5, 20, 7, 17]]);
});

Deno.test("simulate() keeps what a process still holds when it gives one of its locks up", () => {
  // L holds x and y; M waits for y, H for x. After x is given up L still goes at M's urgency, before N.
  const processes: ProcessSpec[] = [
    {
      name: "L",
      priority: 9,
      bursts: [1, { lock: "x" }, { lock: "y" }, { cpu: 6 }, { unlock: "x" }, { cpu: 3 }, { unlock: "y" }, { cpu: 2 }],
    },
    { name: "M", priority: 3, arrival: 2, bursts: section("y", 1, 1) },
    { name: "H", priority: 1, arrival: 4, bursts: section("x", 1, 1) },
    { name: "N", priority: 5, arrival: 5, bursts: 4 },
  ];
  assertEquals(finishes(processes, { policy: "priority", lockProtocol: "inheritance" }), [20, 14, 10, 18]);
});

Deno.test("simulate() gives a lock to the most urgent that waits, as urgent as that one is by then", () => {
  // Two wait for a: P of priority 5, and before it Q of 6, which holds b, for which R of 1 waits.
  const processes: ProcessSpec[] = [
    { name: "S", priority: 9, bursts: section("a", 1, 12) },
    {
      name: "Q",
      priority: 6,
      arrival: 2,
      bursts: [1, { lock: "b" }, { cpu: 1 }, { lock: "a" }, { cpu: 1 }, { unlock: "a" }, { unlock: "b" }],
    },
    { name: "P", priority: 5, arrival: 5, bursts: section("a", 1, 2) },
    { name: "R", priority: 1, arrival: 7, bursts: section("b", 1, 1) },
  ];
  const order = (lockProtocol: LockProtocol) => {
    const [, q, p] = finishes(processes, { policy: "priority", lockProtocol, lockOrder: "priority" });
    return p < q ? "P" : "Q";
  };
  assertEquals([order("none"), order("inheritance")], ["P", "Q"]);
});

Deno.test("simulate() names a deadlock under inheritance as it does without", () => {
  const crossed = (
    one: string,
    other: string,
  ): (number | Burst)[] => [1, { lock: one }, { cpu: 3 }, { lock: other }, { cpu: 1 }, { unlock: other }, {
    unlock: one,
  }];
  const processes = [
    { priority: 2, bursts: crossed("a", "b") },
    { priority: 1, arrival: 2, bursts: crossed("b", "a") },
  ];
  for (const lockProtocol of ["none", "inheritance"] as const) {
    const run = () => simulate({ processes }, { policy: "priority", lockProtocol });
    const { processes: found } = assertThrows(run, SimulationDeadlockError);
    assertEquals(found.map(({ pid, waitsFor, heldBy }) => [pid, waitsFor, heldBy]), [[1, "b", 2], [2, "a", 1]]);
  }
  // Ceilings let the second not even begin.
  assertEquals(finishes(processes, { policy: "priority", lockProtocol: "ceiling" }), [5, 10]);
});

Deno.test("Simulation.lockStates() says who holds, who waits and whose urgency the holder has", () => {
  const processes: ProcessSpec[] = [
    { name: "Low", priority: 3, bursts: section("R", 1, 3) },
    { name: "High", priority: 1, arrival: 2, bursts: section("R", 1, 1) },
  ];
  const at = (lockProtocol: LockProtocol) => {
    const simulation = new Simulation({ processes }, { policy: "priority", lockProtocol });
    simulation.step({ until: 3 });
    return { locks: simulation.lockStates(), block: simulation.controlBlock(1) };
  };
  const waiting = { waiting: [{ pid: 2, since: 3 }], waitingCount: 1 };
  assertEquals(at("none").locks, [{ name: "R", holder: 1, since: 1, ...waiting }]);
  const inherited = at("inheritance");
  assertEquals(inherited.locks, [
    { name: "R", holder: 1, since: 1, urgency: 1, ownUrgency: 3, inheritedFrom: 2, ...waiting },
  ]);
  assertEquals([inherited.block.urgency, inherited.block.ownUrgency], [1, 3]);
  assertEquals(at("ceiling").locks, [
    { name: "R", holder: 1, since: 1, urgency: 1, ownUrgency: 3, ceiling: 1, waiting: [], waitingCount: 0 },
  ]);
});

Deno.test("simulate() refuses a protocol where urgency changes, and says when locks lack", () => {
  const workload = { processes: [{ bursts: section("R", 1, 1) }] };
  const message = (options: object) =>
    assertThrows(() => simulate(workload, { policy: "priority", lockProtocol: "inheritance", ...options }), RangeError)
      .message;
  assertEquals(
    message({ aging: 3 }),
    "Cannot simulate: lockProtocol must be none with aging 3, got inheritance: a priority that changes with every tick is none " +
      "that a holder could have at another's",
  );
  assert(message({ waitingRate: 1 }).includes("waitingRate or runningRate"));
  const deadlines = { processes: [{ bursts: section("R", 1, 1), deadline: 9 }] };
  assertThrows(
    () => simulate(deadlines, { policy: "edf", lockProtocol: "ceiling" }),
    RangeError,
    "Cannot simulate: lockProtocol must not be ceiling under edf, got ceiling: every job has a deadline of its own",
  );
  const { notes } = simulate({ processes: [{ bursts: 2, priority: 1 }] }, {
    policy: "priority",
    lockProtocol: "ceiling",
  });
  assertEquals(notes, ["The option lockProtocol changes nothing: no process of the workload takes a lock"]);
});
