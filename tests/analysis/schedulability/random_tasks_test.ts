// What the tests of schedulability say of random tasks, held against what the tasks do when they are simulated.
import { assert, assertEquals } from "@std/assert";
import { type PolicySchedulability, testSchedulability } from "../../../analysis/schedulability/test_schedulability.ts";
import type { SimulationOptions } from "../../../engine/options.ts";
import type { ProcessSpec } from "../../../engine/workload.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";

/** Periods whose least common multiple is 120 or less. */
const PERIODS = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40];

/** Of one seed not every kind need be there. */
const IS_ONE_SEED = Deno.env.has("QUANTA_SEED");

/** What tasks of a case may be. */
interface Kind {
  readonly deadlines: "periods" | "before" | "any";
  readonly arrivals: boolean;
}

function randomTasks(random: Random, { deadlines, arrivals }: Kind): ProcessSpec[] {
  const count = random.int(1, 5);
  const isFull = random.chance(0.3);
  return Array.from({ length: count }, (): ProcessSpec => {
    const period = random.pick(PERIODS);
    const most = isFull ? period : Math.max(1, Math.ceil(1.6 * period / count));
    const bursts = random.int(1, most);
    const task: ProcessSpec = { period, bursts, priority: random.int(0, 3) };
    if (deadlines === "before" && random.chance(0.7)) task.deadline = random.int(Math.min(bursts, period), period);
    if (deadlines === "any" && random.chance(0.7)) task.deadline = random.int(1, 3 * period);
    if (arrivals && random.chance(0.7)) task.arrival = random.int(0, 12);
    return task;
  });
}

/** CPU time per tick. */
function utilizationOf(tasks: readonly ProcessSpec[]): number {
  return tasks.reduce((sum, { bursts, period }) => sum + (bursts as number) / period!, 0);
}

async function outcomeOf(tasks: readonly ProcessSpec[], options: SimulationOptions): Promise<PolicySchedulability> {
  const { policies } = await testSchedulability({ processes: tasks }, [{ label: options.policy, options }]);
  return policies[0];
}

/** What theory claims against what happened; an empty text where they agree. */
function contradiction({ tests, simulated }: PolicySchedulability, utilization: number): string {
  const { misses } = simulated!;
  for (const { name, says } of tests) {
    if (says === "schedulable" && misses > 0) return `${name} says schedulable, and ${misses} deadlines are missed`;
    // Who asks for more than there is is late in the end, maybe after the first hyperperiod.
    const mayBeLater = utilization > 1;
    if (says === "not schedulable" && misses === 0 && !mayBeLater) {
      return `${name} says not schedulable, and none is missed`;
    }
  }
  return "";
}

const POLICIES: readonly SimulationOptions[] = [
  { policy: "rm" },
  { policy: "dm" },
  { policy: "rm", equals: "arrival" },
  { policy: "priority" },
  { policy: "priority", priorityOrder: "high", preemptedTo: "head" },
  { policy: "edf" },
  { policy: "rm", preemptive: false },
  { policy: "dm", preemptive: false },
  { policy: "priority", preemptive: false },
  { policy: "edf", preemptive: false },
];

/** Some of them for each case. */
function somePolicies(random: Random): readonly SimulationOptions[] {
  return random.shuffle(POLICIES).slice(0, 3);
}

Deno.test("testSchedulability() never says of random tasks what their simulation contradicts", async () => {
  for (const seed of seeds(100)) {
    const random = new Random(seed);
    const kind = { deadlines: random.pick(["periods", "before", "any"] as const), arrivals: random.chance(0.5) };
    const tasks = randomTasks(random, kind);
    for (const options of somePolicies(random)) {
      const outcome = await outcomeOf(tasks, options);
      const wrong = contradiction(outcome, utilizationOf(tasks));
      assertEquals(wrong, "", describeCase(seed, { tasks, options }, wrong));
    }
  }
});

Deno.test("Response times of tasks that are released at once are those of the simulation, to the tick", async () => {
  let compared = 0;
  for (const seed of seeds(100)) {
    const random = new Random(seed);
    const deadlines = random.pick(["periods", "before", "any"] as const);
    const tasks = randomTasks(random, { deadlines, arrivals: false });
    for (const options of somePolicies(random)) {
      const { responseTimes, simulated } = await outcomeOf(tasks, options);
      const longest = new Map<number | null, number>(simulated!.responses.map(({ pid, response }) => [pid, response]));
      for (const { pid, response, meets, isExact } of responseTimes ?? []) {
        const seen = longest.get(pid)!;
        const message = () => describeCase(seed, { tasks, options }, `process ${pid}: ${response} against ${seen}`);
        if (meets === true && isExact) assert(response === seen, message());
        else if (meets === true) assert(seen <= response!, message());
        // Who asks for more than there is falls behind more and more, and the simulation ends.
        else if (meets === false && isExact && utilizationOf(tasks) <= 1) assert(seen >= response!, message());
        if (isExact) compared += 1;
      }
    }
  }
  assert(compared > 0 || IS_ONE_SEED);
});

Deno.test("Processor demand of tasks that are released at once is exact under EDF, and quick analysis agrees", async () => {
  const counts = { schedulable: 0, missed: 0 };
  for (const seed of seeds(200)) {
    const random = new Random(seed);
    const tasks = randomTasks(random, { deadlines: "before", arrivals: false });
    if (utilizationOf(tasks) > 1) continue;
    const { demand, tests, simulated, says } = await outcomeOf(tasks, { policy: "edf" });
    const message = describeCase(seed, { tasks }, `the tests say ${says}`);
    assertEquals(says, simulated!.misses === 0 ? "schedulable" : "not schedulable", message);
    counts[says === "schedulable" ? "schedulable" : "missed"] += 1;
    if (demand === null) continue;
    const isMet = tests.find(({ name }) => name === "processor-demand")!.says === "schedulable";
    assertEquals(demand.quickPoints.every(({ meets }) => meets), isMet, message);
    // A deadline that fails is missed at the latest by then.
    const failed = demand.points.find(({ meets }) => !meets);
    if (failed !== undefined) assert(simulated!.firstMiss!.deadline <= failed.tick, message);
  }
  assert(counts.schedulable > 0 && counts.missed > 0 || IS_ONE_SEED, JSON.stringify(counts));
});

Deno.test("testSchedulability() never says of tasks beside a server what random arrivals contradict", async () => {
  const counts = { schedulable: 0, other: 0 };
  for (const seed of seeds(60)) {
    const random = new Random(seed);
    const tasks = randomTasks(random, {
      deadlines: random.pick(["periods", "before"] as const),
      arrivals: random.chance(0.3),
    });
    const served = Array.from({ length: random.int(1, 12) }, (): ProcessSpec => ({
      arrival: random.int(0, 80),
      bursts: random.int(1, 8),
      priority: 0,
    }));
    const serverPeriod = random.pick(PERIODS);
    const sized = { serverPeriod, serverBudget: random.int(1, Math.max(1, Math.ceil(serverPeriod / 3))) };
    const kind = random.pick(["polling", "deferrable", "sporadic", "total-bandwidth", "background"] as const);
    const options: SimulationOptions = kind === "total-bandwidth"
      ? { policy: "edf", server: kind, ...sized }
      : { policy: random.pick(["rm", "dm"]), server: kind, ...(kind === "background" ? {} : sized) };
    // The server's theory is of deadlines that jobs are due by, with `dm` of a relative deadline beside a period.
    const { policies: [outcome] } = await testSchedulability({ processes: [...tasks, ...served] }, [{
      label: kind,
      options,
    }]);
    const { tests, simulated } = outcome;
    const saying = tests.filter(({ says }) => says === "schedulable").map(({ name }) => name).join(", ");
    counts[saying === "" ? "other" : "schedulable"] += 1;
    if (saying === "") continue;
    const message = `${saying} says schedulable, and ${simulated!.misses} deadlines are missed`;
    assertEquals(simulated!.misses, 0, describeCase(seed, { tasks, served, options }, message));
  }
  assert(counts.schedulable > 0 && counts.other > 0 || IS_ONE_SEED, JSON.stringify(counts));
});

Deno.test("Tasks behind a server that always has work take as long as the analysis says", async () => {
  let compared = 0;
  for (const seed of seeds(60)) {
    const random = new Random(seed);
    const tasks = randomTasks(random, { deadlines: "periods", arrivals: false });
    const serverPeriod = random.pick(PERIODS);
    const serverBudget = random.int(1, Math.max(1, Math.ceil(serverPeriod / 4)));
    const server = random.pick(["polling", "sporadic"] as const);
    const options: SimulationOptions = { policy: "rm", server, serverBudget, serverPeriod };
    const processes = [...tasks, { arrival: 0, bursts: 500 }];
    const { policies: [{ responseTimes, simulated }] } = await testSchedulability({ processes }, [{
      label: server,
      options,
    }]);
    const longest = new Map<number | null, number>(simulated!.responses.map(({ pid, response }) => [pid, response]));
    for (const { pid, response, meets, isExact } of responseTimes!) {
      if (pid === null || !isExact || meets !== true || responseTimes!.some((each) => each.meets !== true)) continue;
      const seen = longest.get(pid);
      assertEquals(
        seen,
        response,
        describeCase(seed, { processes, options }, `process ${pid}: ${response} against ${seen}`),
      );
      compared += 1;
    }
  }
  assert(compared > 5 || IS_ONE_SEED, String(compared));
});

/** A program of sections, without or with one lock inside another. */
function lockProgram(random: Random, ticks: number, mayNest: boolean): ProcessSpec["bursts"] {
  if (ticks < 2 || random.chance(0.3)) return ticks;
  const lock = random.pick(["a", "b", "c"]);
  const before = random.int(1, ticks - 1);
  const inside = random.int(1, ticks - before);
  const rest = ticks - before - inside;
  const inner = mayNest && inside > 1 && random.chance(0.5) && lock !== "c";
  return [
    { cpu: before },
    { lock },
    ...(inner ? [{ cpu: 1 }, { lock: "c" }, { cpu: inside - 1 }, { unlock: "c" }] : [{ cpu: inside }]),
    { unlock: lock },
    ...(rest > 0 ? [{ cpu: rest }] : []),
  ];
}

Deno.test("testSchedulability() never says of tasks that share locks what their simulation contradicts", async () => {
  const counts = { blocked: 0, schedulable: 0 };
  for (const seed of seeds(100)) {
    const random = new Random(seed);
    const lockProtocol = random.pick(["inheritance", "ceiling"] as const);
    const kind = { deadlines: random.pick(["periods", "before"] as const), arrivals: random.chance(0.5) };
    const tasks = randomTasks(random, kind);
    const processes = tasks.map((task) => ({
      ...task,
      bursts: lockProgram(random, task.bursts as number, lockProtocol === "ceiling"),
    }));
    const policy = random.pick(["rm", "dm", "priority"] as const);
    const options: SimulationOptions = { policy, lockProtocol, lockOrder: random.pick(["fcfs", "priority"]) };
    const { policies: [outcome] } = await testSchedulability({ processes }, [{ label: policy, options }]);
    const wrong = contradiction(outcome, utilizationOf(tasks));
    assertEquals(wrong, "", describeCase(seed, { processes, options }, wrong));
    const longest = new Map<number | null, number>(
      outcome.simulated!.responses.map(({ pid, response }) => [pid, response]),
    );
    for (const { pid, response, meets, blocking } of outcome.responseTimes ?? []) {
      if (blocking > 0) counts.blocked += 1;
      if (meets !== true || outcome.responseTimes!.some((each) => each.meets !== true)) continue;
      counts.schedulable += 1;
      const seen = longest.get(pid)!;
      assert(
        seen <= response!,
        describeCase(seed, { processes, options }, `process ${pid}: ${response} against ${seen}`),
      );
    }
  }
  assert(counts.blocked > 10 && counts.schedulable > 10 || IS_ONE_SEED, JSON.stringify(counts));
});
