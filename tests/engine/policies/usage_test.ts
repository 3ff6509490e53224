// Decayed usage: the tables of Bach and Stallings second by second, and what shares come to.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { POLICIES } from "../../../engine/policies.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { ProcessSpec } from "../../../engine/workload.ts";

const LONG = 6000;

/** Priorities of A, B and C at the beginning of each second, from what the decisions saw of who was ready. */
function prioritiesBySecond(processes: ProcessSpec[], policy: "unix" | "fss", seconds: number): (number | null)[][] {
  const { decisions } = simulate({ processes }, { policy, decisions: { from: 0, to: 60 * seconds } });
  return Array.from({ length: seconds }, (_, second) => {
    const decision = decisions.find(({ time }) => time === 60 * second)!;
    assert(decision !== undefined, `no decision at second ${second}`);
    return processes.map((_, row) => decision.candidates.find(({ pid }) => pid === row + 1)?.key ?? null);
  });
}

Deno.test("unix gives the priorities of Bach's table second by second", () => {
  const three: ProcessSpec[] = [{ bursts: LONG }, { bursts: LONG }, { bursts: LONG }];
  assertEquals(prioritiesBySecond(three, "unix", 6), [
    [60, 60, 60],
    [75, 60, 60],
    [67, 75, 60],
    [63, 67, 75],
    [76, 63, 67],
    [68, 76, 63],
  ]);
});

Deno.test("fss gives the priorities of Stallings' figure 9.16 second by second", () => {
  const three: ProcessSpec[] = [
    { bursts: LONG, group: "1" },
    { bursts: LONG, group: "2" },
    { bursts: LONG, group: "2" },
  ];
  assertEquals(prioritiesBySecond(three, "fss", 6), [
    [60, 60, 60],
    [90, 60, 60],
    [74, 90, 75],
    [96, 74, 67],
    [78, 81, 93],
    [98, 70, 76],
  ]);
});

Deno.test("unix gives the priorities of Silberschatz' exercise where 40, 18 and 10 ticks were used lately", () => {
  // Twice as many in the second before, since counts are halved first; then all three are ready again.
  const processes = [{ bursts: [80, 56, LONG] }, { bursts: [36, 20, LONG] }, { bursts: [20, 0, LONG] }];
  const { decisions } = simulate({ processes }, { policy: "unix", decayPeriod: 136, decisions: "full" });
  const { candidates } = decisions.find(({ time }) => time === 136)!;
  assertEquals(candidates.map(({ pid, key }) => [pid, key]), [[3, 65], [2, 69], [1, 80]]);
});

/** The part of a long time that the first process has. */
function shareOfFirst(processes: ProcessSpec[], policy: "unix" | "fss", weights = {}): number {
  const until = 60_000;
  const options = {
    ...(policy === "unix" ? { policy } : { policy, weights }),
    timeline: { from: 0, to: until },
  } as const;
  const { timeline } = simulate({ processes }, options);
  const own = timeline.filter(({ pid, start }) => pid === 1 && start < until);
  return own.reduce((sum, { start, end }) => sum + Math.min(end, until) - start, 0) / until;
}

Deno.test("fss gives groups of equal weight as much, however many processes they have; unix gives processes as much", () => {
  const many = Array.from({ length: 5 }, () => ({ bursts: 10 ** 6, group: "many" }));
  const processes = [{ bursts: 10 ** 6, group: "one" }, ...many];
  assert(Math.abs(shareOfFirst(processes, "unix") - 1 / 6) < 0.01);
  assert(Math.abs(shareOfFirst(processes, "fss") - 1 / 2) < 0.01);
  // A greater weight is worth more, in steps of whole seconds.
  const shares = [1, 10, 100].map((one) => Number(shareOfFirst(processes, "fss", { one }).toFixed(2)));
  assertEquals(shares, [0.5, 0.67, 0.8]);
});

Deno.test("fss refuses weights of groups that the workload does not have, and ones that come to too much", () => {
  const processes = [{ bursts: 1, group: "a" }];
  assertThrows(
    () => simulate({ processes }, { policy: "fss", weights: { b: 1 } }),
    RangeError,
    'weights must name groups of the workload (default, a), got "b"',
  );
  const many = Array.from({ length: 200 }, (_, index) => ({ bursts: 1, group: `g${index}` }));
  const weights = Object.fromEntries(many.map(({ group }) => [group, 10_000]));
  assertThrows(
    () => simulate({ processes: many }, { policy: "fss", weights }),
    RangeError,
    "weights of all groups together must be at most 1048576, got 2000000",
  );
});

Deno.test("fss takes groups by any name, and the empty default for nothing", () => {
  const processes = [{ bursts: 50, group: "constructor" }, { bursts: 50, group: "__proto__" }];
  const odd = simulate({ processes }, { policy: "fss", decayPeriod: 10 });
  const plain = simulate({ processes: [{ bursts: 50, group: "a" }, { bursts: 50, group: "b" }] }, {
    policy: "fss",
    decayPeriod: 10,
    weights: { default: 7 },
  });
  assertEquals(odd.processes.map(({ finish }) => finish), plain.processes.map(({ finish }) => finish));
});

Deno.test("unix keeps up with what a long idle time and many decays do to a count", () => {
  const processes = [{ bursts: [1000, 10 ** 9, 5] }, { arrival: 10 ** 9 + 1000, bursts: 5, nice: 1 }];
  const { processes: [first, second] } = simulate({ processes }, { policy: "unix", decayPeriod: 10 });
  // The first has no count left when it is back, so it goes before the second's nice value of 1.
  assertEquals([first.finish, second.finish], [10 ** 9 + 1005, 10 ** 9 + 1010]);
});

Deno.test("the policies of decayed usage say so in the catalogue", () => {
  for (const name of ["unix", "fss"]) {
    const policy = POLICIES.find((each) => each.name === name)!;
    assertEquals(policy.key.name, "priority");
    assertEquals(policy.reads, ["nice"]);
  }
});
