// Schedulability tests against values of books and papers, and what cannot be tested.
import { assertEquals, assertRejects } from "@std/assert";
import { testSchedulability } from "../../../analysis/schedulability/test_schedulability.ts";
import type { SimulationOptions } from "../../../engine/options.ts";
import type { ProcessSpec } from "../../../engine/workload.ts";

async function under(options: SimulationOptions, ...processes: ProcessSpec[]) {
  const { policies: [policy] } = await testSchedulability({ processes }, [{ label: options.policy, options }]);
  const says = Object.fromEntries(policy.tests.map(({ name, says }) => [name, says]));
  return { ...policy, byName: says };
}

/** Tasks of (CPU, period). */
function tasks(...rows: readonly [cpu: number, period: number, deadline?: number][]): ProcessSpec[] {
  return rows.map(([bursts, period, deadline]) => ({ bursts, period, deadline }));
}

Deno.test("testSchedulability() has the bounds of Liu and Layland's table", async () => {
  const bounds = ["1", "0.828", "0.780", "0.757", "0.743"];
  for (const [index, bound] of bounds.entries()) {
    const set = tasks(...Array.from({ length: index + 1 }, (): [number, number] => [1, 100]));
    const { tests } = await under({ policy: "rm" }, ...set);
    const found = tests.find(({ name }) => name === "liu-layland")!.bound!.value;
    assertEquals(index === 0 ? String(found) : found.toFixed(3), bound);
  }
});

Deno.test("testSchedulability() has Burns and Wellings' response times", async () => {
  // Real-Time Systems and Programming Languages, chapter on scheduling: 3, 6 and 20; 5, 15 and 80 at a utilisation of 1.
  const first = await under({ policy: "rm" }, ...tasks([3, 7], [3, 12], [5, 20]));
  assertEquals(first.responseTimes!.map(({ response }) => response), [3, 6, 20]);
  assertEquals(first.responseTimes![2].jobs[0].steps, [5, 11, 14, 17, 20, 20]);
  const full = await under({ policy: "rm" }, ...tasks([40, 80], [10, 40], [5, 20]));
  assertEquals(full.responseTimes!.map(({ response }) => response), [5, 15, 80]);
  assertEquals(full.byName, {
    "utilization": "cannot say",
    "liu-layland": "cannot say",
    "hyperbolic": "cannot say",
    "harmonic": "schedulable",
    "response-times": "schedulable",
  });
  // Above the bound for three, and late indeed: 12 + 4 * 10 after 50 ticks.
  const late = await under({ policy: "rm" }, ...tasks([12, 50], [10, 40], [10, 30]));
  assertEquals([late.says, late.responseTimes![2].response], ["not schedulable", 52]);
  // Below it.
  const low = await under({ policy: "rm" }, ...tasks([32, 80], [5, 40], [4, 16]));
  assertEquals(low.byName["liu-layland"], "schedulable");
});

Deno.test("testSchedulability() has Buttazzo's response times and testing points", async () => {
  // Hard Real-Time Computing Systems, chapter 4: deadlines before the periods, of the last of four tasks 5, 6, 7, 9, 10.
  const set = tasks([1, 4, 3], [1, 5, 4], [2, 6, 5], [1, 11, 10]);
  const { responseTimes } = await under({ policy: "dm" }, ...set);
  assertEquals(responseTimes![3].jobs, [{ job: 1, steps: [1, 5, 6, 7, 9, 10, 10], response: 10 }]);
  // The same chapter: L* 25, hyperperiod 72.
  const { demand, byName } = await under({ policy: "edf" }, ...tasks([2, 6, 4], [2, 8, 5], [3, 9, 7]));
  assertEquals([demand!.utilizationBound, demand!.hyperperiod, demand!.bound], [25, 72, 16]);
  assertEquals(demand!.points.map(({ tick, demand }) => [tick, demand]), [[4, 2], [5, 4], [7, 7], [10, 9], [13, 11], [
    16,
    16,
  ]]);
  assertEquals(byName, { "utilization": "cannot say", "density": "cannot say", "processor-demand": "schedulable" });
});

Deno.test("testSchedulability() looks at later jobs where deadlines are after the next release", async () => {
  // Lehoczky, RTSS 1990: the fifth of seven jobs takes longest.
  const set = tasks([26, 70], [62, 100, 118]);
  const { responseTimes, simulated } = await under({ policy: "rm" }, ...set);
  const { jobs, busyPeriod, response } = responseTimes![1];
  assertEquals(jobs.map((job) => job.response), [114, 102, 116, 104, 118, 106, 94]);
  assertEquals([busyPeriod, response, simulated!.misses], [694, 118, 0]);
});

Deno.test("testSchedulability() looks at the second job without preemption", async () => {
  // Davis, Burns, Bril and Lukkien, Real-Time Systems 35: the second message of the last one is late, in quarters of a millisecond.
  const set = tasks([4, 10, 10], [4, 14, 13], [4, 14, 13]).map((task, priority) => ({ ...task, priority }));
  const { responseTimes, byName } = await under({ policy: "priority", preemptive: false }, ...set);
  assertEquals(responseTimes![2].jobs.map(({ response }) => response), [12, 14]);
  assertEquals(byName["response-times"], "cannot say"); // no task is released a tick earlier than the others here
});

Deno.test("testSchedulability() calculates in fractions", async () => {
  const { utilization } = await testSchedulability({ processes: tasks([1, 3], [1, 3], [1, 3]) }, []);
  assertEquals(utilization, { text: "1", value: 1 });
  // As doubles they come to 1.
  const most = 2 ** 53 - 1;
  const beyond = await under({ policy: "edf", horizon: 5 }, ...tasks([1, 3], [2, 3], [1, most - 1]));
  assertEquals([beyond.says, 1 / (most - 1) + 1 / 3 + 2 / 3], ["not schedulable", 1]);
  const { tasks: [third] } = await testSchedulability({ processes: tasks([1, 3]) }, []);
  assertEquals(third.utilization, { text: "1/3", value: 1 / 3 });
});

Deno.test("testSchedulability() says what keeps tests from saying anything", async () => {
  const io = await under({ policy: "rm" }, { bursts: [1, 2, 1], period: 8 }, { bursts: 1, period: 5 });
  assertEquals([io.tests[0].because, io.responseTimes], ["a task does I/O, and how its waits fall decides", null]);
  const section = [1, { lock: "a" }, { cpu: 2 }, { unlock: "a" }];
  const shared = await under({ policy: "dm" }, { bursts: section, period: 9 }, { bursts: section, period: 12 });
  assertEquals(shared.byName["liu-layland"], "cannot say");
  assertEquals(shared.says, "schedulable"); // as simulated
  const alone = await under({ policy: "dm" }, { bursts: section, period: 9 }, { bursts: 1, period: 12 });
  assertEquals(alone.byName["response-times"], "schedulable");
});

Deno.test("testSchedulability() takes tasks of any size in a moment, and leaves others out", async () => {
  const most = 2 ** 53 - 1;
  const names = ["constructor", "__proto__", "toString"];
  const processes = names.map((name, index) => ({ name, bursts: index + 1, period: most - index, deadline: most }));
  const contenders = (["rm", "dm", "edf"] as const).map((policy) => ({ label: policy, options: { policy } }));
  const { policies, hyperperiod, tasks: read, leftOut } = await testSchedulability(
    { processes: [...processes, { bursts: 3 }] },
    contenders,
  );
  assertEquals([hyperperiod, leftOut, read.map(({ name }) => name)], [null, 1, names]);
  for (const { simulated, says } of policies) assertEquals([simulated, says], [null, "schedulable"]);
  // A busy period of 10^15 steps is not walked through.
  const long = await under(
    { policy: "edf" },
    ...tasks([1, 2], [1, 3], [(most - 1) / 3, 2 * most / 3, most]).slice(0, 2),
    {
      bursts: 2 ** 49,
      period: 2 ** 52,
      deadline: 2 ** 52 - 1,
    },
  );
  assertEquals(long.byName["processor-demand"], "cannot say");
});

Deno.test("testSchedulability() refuses what it has no tests for", async () => {
  const set = { processes: tasks([1, 3]) };
  const refused = async (options: SimulationOptions, message: string, processes: ProcessSpec[] = set.processes) => {
    await assertRejects(() => testSchedulability({ processes }, [{ label: "it", options }]), RangeError, message);
  };
  const cannot = "Cannot test schedulability: ";
  await refused({ policy: "rr" }, `${cannot}policy must be one of rm, dm, priority, edf, got rr`);
  await refused({ policy: "rm", cpus: 2 }, `${cannot}cpus must be left out, got 2`);
  await refused({ policy: "rm", switchCost: 1 }, `${cannot}switchCost must be left out, got 1`);
  const server = { server: "polling", serverBudget: 1, serverPeriod: 4 } as const;
  await refused({ policy: "rm", preemptive: false, ...server }, `${cannot}server must be left out without preemption`);
  await refused({ policy: "priority", aging: 3 }, `${cannot}aging must be left out, got 3`);
  await refused({ policy: "priority", waitingRate: 1 }, `${cannot}waitingRate must be left out, got 1`);
  await refused({ policy: "rm" }, `${cannot}the workload must have a process with a period, got none`, [{ bursts: 3 }]);
  const many = tasks(...Array.from({ length: 1001 }, (): [number, number] => [1, 5000]));
  await refused({ policy: "rm" }, "at most 1000 periodic tasks, got 1001", many);
});

Deno.test("testSchedulability() has the greatest servers of Buttazzo's exercises", async () => {
  // Hard Real-Time Computing Systems, exercises of chapter 5: beside (1, 5) and (2, 8) a sporadic server of 1/3, a deferrable one of
  // 1/4. As a server of that size, each is just schedulable, and one of a tick more is not said to be.
  const set = tasks([1, 5], [2, 8]);
  const server = async (kind: "polling" | "sporadic" | "deferrable", serverBudget: number, serverPeriod: number) => {
    const options = { policy: "rm", server: kind, serverBudget, serverPeriod } as const;
    const { tests, byName, responseTimes } = await under(options, ...set);
    const { left, bound } = tests.find(({ name }) => name === "server")!;
    return { sizes: [left!.text, bound!.text], byName, responses: responseTimes!.map(({ response }) => response) };
  };
  assertEquals((await server("sporadic", 1, 3)).sizes, ["1/3", "1/3"]);
  assertEquals((await server("polling", 1, 3)).byName.hyperbolic, "schedulable");
  const deferrable = await server("deferrable", 1, 4);
  assertEquals(deferrable.sizes, ["1/4", "1/4"]);
  assertEquals(deferrable.byName, {
    "utilization": "cannot say",
    "server": "schedulable",
    "response-times": "schedulable",
  });
  // It may run twice in a row: R2 = 2 + 2 + 1.
  assertEquals(deferrable.responses, [1, 3, 5]);
  assertEquals((await server("deferrable", 2, 4)).byName.server, "cannot say");
});

Deno.test("testSchedulability() has a total bandwidth server of what the tasks leave", async () => {
  // Buttazzo, chapter 6: tasks of (3, 6) and (2, 8), a server of a quarter, which is all that is left.
  const options = { policy: "edf", server: "total-bandwidth", serverBudget: 1, serverPeriod: 4 } as const;
  const { tests, server, simulated } = await under(options, ...tasks([3, 6], [2, 8]), { bursts: 1, arrival: 3 });
  assertEquals(tests.map(({ name, left, bound, says }) => [name, left!.text, bound!.text, says]), [
    ["utilization", "1", "1", "schedulable"],
    ["server", "1/4", "1/4", "schedulable"],
  ]);
  assertEquals([server!.kind, server!.utilization.text, server!.jitter], ["total-bandwidth", "1/4", 0]);
  assertEquals([simulated!.misses, simulated!.says], [0, "cannot say"]);
  const more = await under({ ...options, serverBudget: 2 }, ...tasks([3, 6], [2, 8]));
  assertEquals(more.byName, { "utilization": "cannot say", "server": "not schedulable" });
});

Deno.test("testSchedulability() counts blocking in every formula", async () => {
  // By hand: R1 = 4 + 3; R2 = 4 + 3 + 2 * 4; R3 = 6 + 2 * 4 + 2 * 3; U1 + U2 + B2 / T2 = 3/5 + 4/15; B(t) + h(t).
  const processes = [[4, 10], [3, 15], [6, 30]].map(([bursts, period], index) => ({
    name: `t${index + 1}`,
    bursts,
    period,
  }));
  const blocking = { t1: 3, t2: 4 };
  const contenders = (["rm", "edf"] as const).map((policy) => ({ label: policy, options: { policy } }));
  const { policies: [rm, edf] } = await testSchedulability({ processes }, contenders, { blocking });
  assertEquals(rm.responseTimes!.map(({ blocking, response }) => [blocking, response]), [[3, 7], [4, 15], [0, 20]]);
  assertEquals(rm.tests.find(({ name }) => name === "liu-layland")!.left!.text, "13/15");
  assertEquals(edf.tests.map(({ name, left, says }) => [name, left?.text, says]), [
    ["utilization", "4/5", "cannot say"],
    ["density", "13/15", "schedulable"],
    ["processor-demand", undefined, "schedulable"],
  ]);
  assertEquals(edf.demand!.points.slice(0, 3).map(({ tick, demand, blocking }) => [tick, demand, blocking]), [
    [10, 4, 3],
    [15, 7, 4],
    [20, 11, 4],
  ]);
  assertEquals(edf.demand!.hyperperiod, null);
  // The bound of harmonic periods knows no blocking: t1 is late by it.
  const pair = [{ name: "t1", bursts: 1, period: 4 }, { name: "t2", bursts: 2, period: 8 }];
  const { policies: [late] } = await testSchedulability({ processes: pair }, [contenders[0]], { blocking: { t1: 4 } });
  assertEquals(late.tests.map(({ name }) => name), ["utilization", "liu-layland", "hyperbolic", "response-times"]);
  assertEquals(late.responseTimes!.map(({ response, meets }) => [response, meets]), [[5, false], [3, true]]);
  // Who says how long locks are waited for is believed: else nothing could be said of tasks that share one.
  const section = [1, { lock: "a" }, { cpu: 2 }, { unlock: "a" }];
  const shared = [{ name: "one", bursts: section, period: 9 }, { name: "two", bursts: section, period: 12 }];
  const { policies: [said] } = await testSchedulability({ processes: shared }, [contenders[0]], {
    blocking: { one: 2 },
  });
  assertEquals(said.responseTimes!.map(({ response }) => response), [5, 6]);
});

Deno.test("testSchedulability() refuses blocking that means nothing", async () => {
  const refused = async (options: SimulationOptions, blocking: object, message: string) => {
    const contenders = [{ label: "it", options }];
    const named = { processes: [{ name: "t1", bursts: 1, period: 4 }] };
    await assertRejects(() => testSchedulability(named, contenders, { blocking: blocking as never }), Error, message);
  };
  await refused({ policy: "rm" }, { t2: 1 }, 'blocking must name tasks of the workload (t1), got "t2"');
  await refused({ policy: "rm" }, { t1: -1 }, "blocking.t1 must be a whole number from 0 to 9007199254740991, got -1");
  await refused({ policy: "rm" }, [1], "blocking must be an object of ticks by name");
  await refused({ policy: "rm", preemptive: false }, { t1: 1 }, "blocking must be left out without preemption");
  const server = { server: "polling", serverBudget: 1, serverPeriod: 4 } as const;
  await refused({ policy: "rm", ...server }, { t1: 1 }, "blocking must be left out with a server, got server polling");
});

Deno.test("testSchedulability() bounds blocking by the sections of less urgent tasks under a protocol for locks", async () => {
  // As in Buttazzo's chapter 7: t1 uses a and b, t2 b, t3 a and c, t4 b and c, the longest sections of the less urgent ones of each
  // lock 3 (a of t3), 4 (b of t4), 5 (c of t4). Ceilings: a and b t1, c t3.
  const section = (lock: string, cpu: number) => [{ lock }, { cpu }, { unlock: lock }];
  const processes: ProcessSpec[] = [
    { name: "t1", period: 40, bursts: [{ cpu: 1 }, ...section("a", 1), { cpu: 1 }, ...section("b", 1)] },
    { name: "t2", period: 50, bursts: [{ cpu: 1 }, ...section("b", 2)] },
    { name: "t3", period: 60, bursts: [{ cpu: 1 }, ...section("a", 3), { cpu: 1 }, ...section("c", 2)] },
    { name: "t4", period: 80, bursts: [{ cpu: 1 }, ...section("b", 4), { cpu: 1 }, ...section("c", 5)] },
  ];
  const blocking = async (options: object) => {
    const { responseTimes } = await under({ policy: "rm", ...options } as SimulationOptions, ...processes);
    return responseTimes?.map((each) => each.blocking);
  };
  assertEquals(await blocking({ lockProtocol: "ceiling" }), [4, 4, 5, 0]);
  // By tasks 2 + 3 + 4, by locks 3 + 4: the less; with locks to the first that waits only the former bounds it.
  assertEquals(await blocking({ lockProtocol: "inheritance", lockOrder: "priority" }), [7, 7, 5, 0]);
  assertEquals(await blocking({ lockProtocol: "inheritance" }), [9, 7, 5, 0]);
  assertEquals(await blocking({}), undefined);
  const harmonic = await under(
    { policy: "rm", lockProtocol: "ceiling" },
    ...processes.map((task) => ({ ...task, period: 40 })),
  );
  assertEquals("harmonic" in harmonic.byName, true); // equals hold nobody up
  const nested = [{ cpu: 1 }, { lock: "a" }, { cpu: 1 }, { lock: "b" }, { cpu: 1 }, { unlock: "b" }, { unlock: "a" }];
  const chained = await under(
    { policy: "rm", lockProtocol: "inheritance" },
    { bursts: nested, period: 9 },
    { bursts: nested, period: 20 },
  );
  assertEquals(chained.tests[0].because, "a task asks for a lock while it holds one, so that waits go on");
});

Deno.test("testSchedulability() refuses protocols for locks that its blocking is not of", async () => {
  const set = { processes: [{ name: "t1", bursts: 1, period: 4 }] };
  const refused = async (options: SimulationOptions, message: string, blocking?: Record<string, number>) => {
    await assertRejects(() => testSchedulability(set, [{ label: "it", options }], { blocking }), RangeError, message);
  };
  await refused({ policy: "edf", lockProtocol: "inheritance" }, "lockProtocol must be none under edf, got inheritance");
  await refused({ policy: "rm", lockProtocol: "ceiling" }, "blocking must be left out with lockProtocol ceiling", {
    t1: 1,
  });
});
