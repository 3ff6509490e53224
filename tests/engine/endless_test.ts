// Runs that could go on for ever, or nearly so: they end, by themselves or by an error.
import { assert, assertEquals } from "@std/assert";
import { loadCore } from "../../engine/_setup.ts";
import { STATUS } from "../../engine/core.ts";
import { SimulationDeadlockError, SimulationError } from "../../engine/errors.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { findPolicy, POLICIES } from "../../engine/policies.ts";
import type { OptionSpec, Policy } from "../../engine/policy.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Burst, ProcessSpec, Workload } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { Random } from "../reference/random.ts";
import { deviceNames } from "../reference/resources.ts";
import { describeCase, seeds } from "../reference/soak.ts";

const LONG = 2 ** 50;

/** Instants within which a workload of some dozens of ticks must be over: some for each tick of each process. */
const INSTANTS_MAX = 100_000;

/** A value of an option that asks for much: the least ones, and costs beyond every quantum. */
function extremeValue(random: Random, spec: OptionSpec, cpus: number): unknown {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, choices } = spec;
  const number = () => Math.min(max, random.pick([min, min, min + 1, min + 2, min + 9, min + 17]));
  switch (spec.type) {
    case "ticks":
    case "count":
      return number();
    case "boolean":
      return random.chance(0.5);
    case "fraction":
      return random.pick([0, 0.5, 1]);
    case "rate":
      return random.pick([0, -1, 1, 1000, "1/1000", "-7/3"]);
    case "choice":
      return random.pick(choices!);
    case "ticks list":
    case "count list":
      return [number(), number(), number()];
    case "speed list":
      return Array.from({ length: cpus }, () => random.pick([1 / 16, 0.5, 1, 1.5, 1024]));
    case "count by name":
    case "ticks by name":
      return { a: number() };
    case "choice by name":
      return { a: random.pick(choices!) };
    default:
      return undefined;
  }
}

/** Options in force at once that each policy can be asked for; what contradicts itself is refused by the engine. */
function extremeOptions(random: Random, policy: Policy): Record<string, unknown> {
  const cpus = random.int(1, 5);
  const options: Record<string, unknown> = { policy: policy.name, cpus };
  for (const spec of [...MACHINE_OPTIONS, ...policy.options]) {
    if (["cpus", "rigid", "horizon", "admit"].includes(spec.name) || !random.chance(0.4)) continue;
    options[spec.name] = extremeValue(random, spec, cpus);
  }
  if (options.queues !== "per-cpu") {
    for (const name of ["placement", "wakePlacement", "stealing", "balance"]) delete options[name];
  }
  if (options.groups !== true) { for (const name of ["groupShares", "groupQuotas"]) delete options[name]; }
  if (policy.name === "mlq") {
    options.quanta = [1, random.int(0, 3), 2];
    options.shares = options.between === "shares" ? [random.int(1, 99), random.int(1, 99), 50] : undefined;
  }
  for (const { features, when } of policy.refuses ?? []) {
    const isInForce = when === undefined || (policy.rigidOnly ? when.rigid : options.preemption === when.preemption);
    if (isInForce) { for (const feature of features) delete options[feature]; }
  }
  return options;
}

function smallWorkload(random: Random, policy: Policy): Workload {
  const burst = (): Burst[] => [
    { cpu: random.int(1, 6) },
    { io: random.int(0, 3), ...(random.chance(0.5) ? { device: "a" } : {}) },
    { cpu: random.int(1, 6) },
  ];
  const processes = Array.from({ length: random.int(1, 7) }, (): ProcessSpec => ({
    arrival: random.int(0, 12),
    bursts: policy.rigidOnly || random.chance(0.5) ? random.int(1, 6) : burst(),
    priority: random.int(0, 2),
    tickets: random.pick([1, 2, 0xffffffff]),
    nice: random.pick([-20, 0, 19]),
    deadline: random.int(1, 9),
    group: random.pick(["a", "b"]),
    ...(policy.name === "rm" ? { period: 1_000 } : {}),
  }));
  return {
    processes: [...processes, {
      bursts: 1,
      deadline: 1,
      group: "a",
      ...(policy.name === "rm" ? { period: 1_000 } : {}),
    }],
  };
}

for (const policy of POLICIES) {
  Deno.test(`Simulation.step() comes to the end of little work under ${policy.name}, whatever the machine costs`, () => {
    let runs = 0;
    for (const seed of seeds(150)) {
      const random = new Random(seed);
      const options = extremeOptions(random, policy);
      const workload = smallWorkload(random, policy);
      if (deviceNames(workload).length === 0) {
        for (const name of ["deviceServers", "deviceOrders"]) delete options[name];
      }
      try {
        const simulation = new Simulation(workload, {
          ...options,
          ...(policy.name === "rm" ? { horizon: 1_000 } : {}),
        } as unknown as SimulationOptions);
        const { done } = simulation.step({ instants: INSTANTS_MAX });
        assert(done, describeCase(seed, { workload, options }, "the run does not end"));
        runs += 1;
      } catch (error) {
        const isRefused = error instanceof RangeError || error instanceof SimulationDeadlockError;
        if (!isRefused) throw error;
      }
    }
    assert(runs > 0, "all runs were refused");
  });
}

/** Runs a machine that has something to do at every tick beside a burst that no run could wait for. */
function instantsOf(workload: Workload, options: SimulationOptions): number {
  const simulation = new Simulation(workload, options);
  let instants = 0;
  while (instants < 1_000 && !simulation.step({ instants: 1 }).done) instants += 1;
  return instants;
}

Deno.test("Simulation.step() makes no instant of a balancing that can move nobody", () => {
  const processes = [{ bursts: LONG }, { bursts: LONG, affinity: [0] }, { bursts: 7, affinity: [0] }];
  const machine = { queues: "per-cpu", balance: 1, cpus: 2 } as const;
  assert(instantsOf({ processes }, { policy: "fcfs", ...machine }) < 10);
});

Deno.test("Simulation.step() balances again once something has happened, and only then", () => {
  const bound = (bursts: number, cpu: number) => ({ bursts, affinity: [cpu] });
  const processes = [bound(10, 0), bound(4, 1), bound(4, 0), { bursts: 4 }, { bursts: 4 }];
  const simulation = new Simulation({ processes }, {
    policy: "fcfs",
    cpus: 2,
    queues: "per-cpu",
    placement: "round-robin",
    balance: 1,
    transitions: "full",
  });
  const instants = [];
  while (!simulation.step({ instants: 1 }).done) instants.push(simulation.progress.time);
  // After each instant that gave a CPU away, one balancing that moves nobody; then none until the next.
  assertEquals(instants, [0, 1, 4, 5, 8, 9, 10, 12]);
  const moves = simulation.drainTransitions().filter(({ cause }) => cause === "balanced");
  assertEquals(moves.map(({ time, pid, queue }) => ({ time, pid, queue })), [{ time: 4, pid: 5, queue: 1 }]);
});

Deno.test("Simulation.step() makes no instant of a period whose quota keeps nobody waiting", () => {
  const processes = [{ bursts: LONG, group: "a" }, { bursts: 5, group: "b" }];
  const options = { policy: "fcfs", groups: true, groupQuotas: { b: 3 }, quotaPeriod: 4 } as const;
  assert(instantsOf({ processes }, options) < 10);
});

/** A core that is about to count what it counts last. */
function loadedCore(workload: Workload, options: SimulationOptions) {
  const policy = findPolicy(options.policy);
  const { core } = loadCore(toColumns(workload), policy, resolveOptions(options));
  return { core, run: () => policy.simulate(core, Infinity, 100) };
}

const QUIET: { name: string; options: SimulationOptions; workload: Workload }[] = [
  {
    name: "boosts",
    options: { policy: "mlfq", quantum: LONG, boost: 1 },
    workload: { processes: [{ bursts: LONG }] },
  },
  {
    name: "turns",
    options: { policy: "mlq", quanta: [0, 0], between: "shares", shares: [1, 1] },
    workload: { processes: [{ bursts: LONG }, { bursts: 1 }] },
  },
];

for (const { name, options, workload } of QUIET) {
  Deno.test(`the core reports that ${name} beside an endless burst do not end`, () => {
    const { core, run } = loadedCore(workload, options);
    assertEquals(run(), STATUS.bound);
    assert(core.quietInstants.value > 90);
    (core.quietInstants as { value: number }).value = 2 ** 32 - 50;
    assertEquals(run(), STATUS.countOverflow);
  });
}

Deno.test("the core reports that a process was dispatched too often, in the plain loop and in the general one", () => {
  for (const cpus of [1, 2]) {
    const { core, run } = loadedCore({ processes: [{ bursts: LONG }] }, { policy: "rr", quantum: 1, cpus });
    new Uint32Array(core.memory.buffer, core.dispatchesAddress.value, 1)[0] = 2 ** 32 - 50;
    assertEquals(run(), STATUS.countOverflow);
  }
});

Deno.test("Simulation.step() ends by an error where time passes what it can count, with values as great as can be", () => {
  const MAX = Number.MAX_SAFE_INTEGER;
  for (const { name, rigidOnly } of POLICIES) {
    const period = name === "rm" ? { period: MAX } : {};
    const processes = [
      { arrival: 1, bursts: MAX, deadline: 9, nice: 19, priority: 1, tickets: 0xffffffff, ...period },
      ...(rigidOnly ? [] : [{ bursts: [MAX, MAX, MAX], deadline: MAX - 1, ...period }]),
      { bursts: 1, deadline: 1, ...period },
    ];
    const quanta = {
      rr: { quantum: MAX },
      mlq: { quanta: [0, MAX] },
      lottery: { quantum: MAX },
      stride: { quantum: MAX },
    };
    const own = (quanta as Record<string, object>)[name] ?? {};
    const simulation = new Simulation({ processes }, { policy: name, horizon: MAX, ...own } as SimulationOptions);
    try {
      simulation.step({ instants: 10_000 });
    } catch (error) {
      assert(error instanceof SimulationError, `${name}: ${error}`);
    }
  }
});
