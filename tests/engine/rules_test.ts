/**
 * Rules of `engine/RULES.md` that are easily got wrong, each on the smallest workload that shows it. Expected runs were
 * worked out by hand.
 *
 * @module
 */

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Workload } from "../../engine/workload.ts";

/** What ran when: [pid, start, end], switches left out. */
function runsOf(workload: Workload, options: SimulationOptions): number[][] {
  const { timeline } = simulate(workload, { ...options, timeline: "full" });
  return timeline.filter(({ kind }) => kind === "run").map(({ pid, start, end }) => [pid, start, end]);
}

Deno.test("simulate() preempts under srtf when a process goes on in place with a longer burst", () => {
  const workload = {
    processes: [
      { bursts: [{ cpu: 2 }, { lock: "a" }, { unlock: "a" }, { cpu: 9 }] },
      { bursts: [{ cpu: 4 }] },
    ],
  };
  assertEquals(runsOf(workload, { policy: "srtf" }), [[1, 0, 2], [2, 2, 6], [1, 6, 15]]);
});

Deno.test("simulate() refills slice and allotment under mlfq with ioStay when an I/O starts after a wait for a lock", () => {
  // Process 2 uses 2 of its 3 ticks, waits for the lock until 6, and is given it before an I/O of 1 tick.
  const workload = {
    processes: [
      { bursts: [{ cpu: 1 }, { lock: "a" }, { io: 5 }, { cpu: 1 }, { unlock: "a" }] },
      { bursts: [{ cpu: 2 }, { lock: "a" }, { io: 1 }, { cpu: 3 }, { unlock: "a" }] },
    ],
  };
  const finishes = (ioStay: boolean) =>
    simulate(workload, { policy: "mlfq", quantum: 3, quantumReturn: "remainder", ioStay, transitions: "full" })
      .transitions.filter(({ pid, state }) => pid === 2 && state === "ready")
      .map(({ time, cause }) => [time, cause]);
  assertEquals(finishes(true), [[0, "new"], [8, "io"]]);
  assertEquals(finishes(false), [[0, "new"], [8, "io"], [9, "quantum"]]);
});

Deno.test("simulate() names the CPU that a process leaves when its quantum is used up", () => {
  const { transitions } = simulate(
    { processes: [{ bursts: 2 }, { bursts: 2 }] },
    { policy: "rr", quantum: 1, cpus: 2, transitions: "full" },
  );
  const left = transitions.filter(({ cause }) => cause === "quantum").map(({ pid, cpu }) => [pid, cpu]);
  assertEquals(left, [[1, 0], [2, 1]]);
});

Deno.test("simulate() counts a switch for every CPU that passes to another job when jobs are rigid", () => {
  const workload = { processes: [{ bursts: 2, processors: 3 }, { bursts: 1, processors: 2 }] };
  const { metrics } = simulate(workload, { policy: "fcfs", cpus: 3, rigid: true });
  assertEquals(metrics.switches, 2);
  assertEquals(metrics.utilization, 8 / 9);
});

Deno.test("simulate() takes no CPU back when it is in a context switch, and preempts at the switch's end", () => {
  // The CPU switches to process 2 from 3 to 5; process 3 arrives at 4 and outranks it before it has executed a tick.
  const workload = { processes: [{ bursts: 3 }, { bursts: 9 }, { arrival: 4, bursts: 1 }] };
  const options = { policy: "srtf", switchCost: 2 } as const;
  assertEquals(runsOf(workload, options), [[1, 0, 3], [3, 7, 8], [2, 10, 19]]);
  const { processes } = simulate(workload, options);
  assertEquals(processes.map(({ firstRun, switching }) => [firstRun, switching]), [[0, 0], [10, 4], [7, 2]]);
});

Deno.test("simulate() saves who leaves a CPU when switches are paid for at leaving, whoever comes next", () => {
  const workload = { processes: [{ bursts: [3, 1, 2] }, { arrival: 1, bursts: 4 }] };
  const options = { policy: "rr", quantum: 3, switchCost: 2 } as const;
  // 2 is given the CPU while 1 is saved, and again at its quantum's end; what ends is saved under one convention.
  assertEquals(runsOf(workload, { ...options, switchAt: "leaving" }), [[1, 0, 3], [2, 5, 8], [1, 10, 12], [2, 14, 15]]);
  assertEquals(runsOf(workload, { ...options, switchAt: "leaving-unfinished" }), [
    [1, 0, 3],
    [2, 5, 8],
    [1, 10, 12],
    [2, 12, 13],
  ]);
  const { processes } = simulate(workload, { ...options, switchAt: "leaving" });
  assertEquals(processes.map(({ switching, waiting, blocked }) => [switching, waiting, blocked]), [[2, 4, 1], [
    4,
    6,
    0,
  ]]);
});

Deno.test("simulate() charges only what is left of saving when a process comes while a CPU saves", () => {
  const alone = { processes: [{ bursts: [3, 1, 2] }] };
  const options = { policy: "fcfs", switchCost: 3, switchAt: "leaving" } as const;
  assertEquals(runsOf(alone, options), [[1, 0, 3], [1, 6, 8]]);
  assertEquals(simulate(alone, options).processes[0].switching, 2);
  assertEquals(runsOf({ processes: [{ bursts: [3, 4, 2] }] }, options), [[1, 0, 3], [1, 7, 9]]);
  // Efficiency Q / (Q + S): Tanenbaum's exercise on the process switch.
  const { metrics } = simulate({ processes: [{ bursts: 400 }] }, { ...options, policy: "rr", quantum: 4 });
  assertEquals(metrics.makespan, 400 + 99 * 3);
});

Deno.test("simulate() takes a burst that ends with the quantum as done when it goes on to I/O", () => {
  const workload = { processes: [{ bursts: [2, 1, 2] }, { bursts: 4 }] };
  const levels = (ties: "textbook" | "ostep") =>
    simulate(workload, { policy: "mlfq", quantum: 2, ties, transitions: "full" })
      .transitions.filter(({ pid, cause }) => pid === 1 && cause === "dispatch").map(({ level }) => level);
  assertEquals(levels("textbook"), [0, 0]);
  assertEquals(levels("ostep"), [0, 1]);
});

Deno.test("simulate() hands a lock to the first that waits when it is unlocked", () => {
  const critical = [{ cpu: 1 }, { lock: "a" }, { cpu: 2 }, { unlock: "a" }, { cpu: 1 }];
  const { transitions } = simulate(
    { processes: [{ bursts: critical }, { bursts: critical }, { bursts: critical }] },
    { policy: "fcfs", cpus: 3, transitions: "full" },
  );
  const waits = transitions.filter(({ lock }) => lock === "a").map(({ time, pid, state }) => [time, pid, state]);
  assertEquals(waits, [[1, 2, "blocked"], [1, 3, "blocked"], [3, 2, "ready"], [5, 3, "ready"]]);
});

Deno.test("simulate() admits in the step of a termination when memory was full", () => {
  const workload = { processes: [{ bursts: 3 }, { bursts: 5 }, { bursts: 1 }] };
  const held = (admitOrder: "fcfs" | "sjf") =>
    simulate(workload, { policy: "fcfs", admit: 1, admitOrder }).processes.map((process) => process.held);
  assertEquals(held("fcfs"), [0, 3, 8]);
  assertEquals(held("sjf"), [1, 4, 0]);
});

Deno.test("simulate() admits by priority and by response ratio when it is asked to", () => {
  const processes = [
    { bursts: 4, priority: 2 },
    { bursts: 6, priority: 3 },
    { arrival: 1, bursts: 1, priority: 4 },
    { arrival: 1, bursts: 8, priority: 1 },
  ];
  const held = (options: Pick<SimulationOptions, "admitOrder">) =>
    simulate({ processes }, { policy: "fcfs", admit: 1, ...options }).processes.map((row) => row.held);
  assertEquals(held({ admitOrder: "priority" }), [0, 12, 17, 3]);
  // At 4 the ratios are 10/6, 4/1 and 11/8; at 5 those of the others 11/6 and 12/8.
  assertEquals(held({ admitOrder: "hrrn" }), [0, 5, 3, 10]);
  const high = {
    policy: "priority",
    priorityOrder: "high",
    preemptive: false,
    admit: 1,
    admitOrder: "priority",
  } as const;
  assertEquals(simulate({ processes }, high).processes.map((row) => row.finish), [11, 6, 7, 19]);
});

Deno.test("simulate() gives each process the free piece of memory that memoryFit says", () => {
  // Pieces of 30, 20 and 40 come free between others, then one of 20 is wanted.
  const processes = [
    { bursts: 1, memory: 30 },
    { bursts: 99, memory: 5 },
    { bursts: 1, memory: 20 },
    { bursts: 99, memory: 5 },
    { bursts: 1, memory: 40 },
    { arrival: 9, bursts: 1, memory: 20 },
    { arrival: 9, bursts: 1, memory: 0 },
  ];
  const address = (memoryFit: "first" | "best" | "worst") =>
    simulate({ processes }, { policy: "sjf", cpus: 4, memory: 100, memoryFit }).processes.map((row) => row.address);
  const first = [0, 30, 35, 55, 60];
  assertEquals(address("first"), [...first, 0, null]);
  assertEquals(address("best"), [...first, 35, null]);
  assertEquals(address("worst"), [...first, 60, null]);
});

Deno.test("simulate() needs one free piece that is large enough, and passes over who has none with admission skip", () => {
  const processes = [
    { bursts: 2, memory: 40 },
    { bursts: 9, memory: 20 },
    { bursts: 1, memory: 40 },
    { bursts: 1, arrival: 4, memory: 60 },
    { bursts: 1, arrival: 5, memory: 30 },
  ];
  const run = (admission: "in-order" | "skip") =>
    simulate({ processes }, { policy: "fcfs", cpus: 3, memory: 100, admission, transitions: "full" });
  // From 2 on 80 are free, but in two pieces.
  assertEquals(run("in-order").processes.map((row) => row.held), [0, 0, 0, 5, 4]);
  assertEquals(run("skip").processes.map((row) => row.held), [0, 0, 0, 5, 0]);
  assertEquals(run("skip").metrics.memory, { mean: (80 + 180 + 40 + 60 + 30) / 10, max: 100 });
  const states = run("skip").transitions.filter(({ pid }) => pid === 4).map(({ time, state }) => [time, state]);
  assertEquals(states.slice(0, 2), [[4, "new"], [9, "ready"]]);
});

Deno.test("simulate() refuses processes that are larger than the memory", () => {
  const processes = [{ bursts: 1, memory: 3 }, { name: "big", bursts: 1, memory: 101 }];
  const message = "memory must be at least what process 2 (big) needs, 101, got 100";
  assertThrows(() => simulate({ processes }, { policy: "fcfs", memory: 100 }), RangeError, message);
  const odd = { processes: [{ bursts: 1, memory: Number.MAX_SAFE_INTEGER }, { bursts: 1, memory: 1 }] };
  const { processes: figures } = simulate(odd, { policy: "fcfs", memory: Number.MAX_SAFE_INTEGER });
  assertEquals(figures.map(({ address, held }) => [address, held]), [[0, 0], [0, 1]]);
});

Deno.test("Simulation.controlBlock() tells of memory while a job is held and when it is in memory", () => {
  const processes = [{ bursts: 3, memory: 60 }, { bursts: 3, memory: 50 }];
  const simulation = new Simulation({ processes }, { policy: "fcfs", memory: 100 });
  simulation.step({ until: 0 });
  const seen = () => {
    const { state, waitsFor, held, memory, address } = simulation.controlBlock(2);
    return { state, waitsFor, held, memory, address };
  };
  assertEquals(seen(), { state: "new", waitsFor: "admission", held: null, memory: 50, address: null });
  simulation.step({ until: 3 });
  assertEquals(seen(), { state: "running", waitsFor: null, held: 3, memory: 50, address: 0 });
});

Deno.test("simulate() serves devices by priority or the shortest request first when it is asked to", () => {
  const processes = [
    { bursts: [1, 3, 1], priority: 3 },
    { bursts: [1, 5, 1], priority: 1 },
    { bursts: [1, 2, 1], priority: 2 },
  ];
  const finish = (options: Pick<SimulationOptions, "devices" | "deviceOrder">) =>
    simulate({ processes }, { policy: "fcfs", cpus: 3, devices: 1, ...options }).processes.map((row) => row.finish);
  assertEquals(finish({}), [5, 10, 12]);
  assertEquals(finish({ deviceOrder: "priority" }), [12, 7, 9]);
  assertEquals(finish({ deviceOrder: "shortest" }), [7, 12, 4]);
  assertEquals(finish({ deviceOrder: "shortest", devices: Infinity }), [5, 7, 4]);
  const high = { policy: "priority", priorityOrder: "high", cpus: 3, devices: 1, deviceOrder: "priority" } as const;
  assertEquals(simulate({ processes }, high).processes.map((row) => row.finish), [5, 12, 7]);
});

Deno.test("simulate() gives each device with a name a queue and servers of its own", () => {
  const io = (ticks: number, device?: string) => [1, device === undefined ? { io: ticks } : { io: ticks, device }, 1];
  const processes = [
    { bursts: io(4, "disk"), priority: 3 },
    { bursts: io(6, "disk"), priority: 2 },
    { bursts: io(2, "disk"), priority: 1 },
    { bursts: io(4, "tape"), priority: 4 },
    { bursts: io(4) },
  ];
  const finish = (options: Omit<SimulationOptions, "policy">, devices?: Workload["devices"]) => {
    const workload = devices === undefined ? { processes } : { processes, devices };
    return simulate(workload, { policy: "fcfs", cpus: 5, ...options }).processes.map((row) => row.finish);
  };
  // One server each, first come, first served; who names no device waits for none.
  assertEquals(finish({}), [6, 12, 14, 6, 6]);
  assertEquals(finish({}, { disk: 2 }), [6, 8, 8, 6, 6]);
  assertEquals(finish({ deviceServers: { disk: 3 } }, { disk: 2 }), [6, 8, 4, 6, 6]);
  assertEquals(finish({ deviceOrder: "priority" }), [14, 10, 4, 6, 6]);
  assertEquals(finish({}, { disk: { order: "shortest" } }), [8, 14, 4, 6, 6]);
  assertEquals(finish({ deviceOrders: { disk: "priority" }, devicePriorityOrder: "high" }), [6, 12, 14, 6, 6]);
  // The unnamed devices keep a queue of their own.
  assertEquals(finish({ devices: 1 }), [6, 12, 14, 6, 6]);
});

Deno.test("simulate() tells who was served when by a device with a name, and what that came to", () => {
  const program = [1, { io: 4, device: "disk" }, 1];
  const { transitions, metrics, notes } = simulate(
    { processes: [{ bursts: program }, { bursts: program }, { bursts: program }] },
    { policy: "fcfs", transitions: "full" },
  );
  const told = transitions.filter(({ state }) => state === "blocked");
  assertEquals(told.map(({ time, pid, cause, device }) => `${time} ${pid} ${cause} ${device}`), [
    "1 1 io disk",
    "1 1 device disk",
    "2 2 io disk",
    "3 3 io disk",
    "5 2 device disk",
    "9 3 device disk",
  ]);
  assertEquals(metrics.devices, [{
    name: "disk",
    servers: 1,
    order: "fcfs",
    requests: 3,
    busy: 12,
    utilization: 12 / 14,
    meanWait: 3,
    longestWait: 6,
    meanQueue: 9 / 14,
    longestQueue: 2,
  }]);
  assertEquals(notes, ["Devices that serve one request at a time, as nothing else is said (see deviceServers): disk"]);
});

Deno.test("Simulation.deviceStates() has requests in the order in which they would be taken", () => {
  const program = (ticks: number) => [1, { io: ticks, device: "disk" }];
  const simulation = new Simulation(
    { processes: [{ bursts: program(9) }, { bursts: program(5) }, { bursts: program(3) }] },
    { policy: "fcfs", deviceOrders: { disk: "shortest" } },
  );
  simulation.step({ until: 3 });
  const [{ serving, waiting, waitingCount }] = simulation.deviceStates();
  assertEquals(serving, [{ pid: 1, since: 1, ticks: 9, until: 10 }]);
  assertEquals([waiting.map(({ pid }) => pid), waitingCount], [[3, 2], 2]);
  assertEquals(simulation.controlBlock(3).waitsFor, "I/O of 3 on disk");
});

Deno.test("simulate() refuses what cannot be of devices, and says what changes nothing", () => {
  const processes = [{ bursts: [1, { io: 2, device: "disk" }, 1] }];
  const refused = (options: object, type = RangeError) =>
    assertThrows(() => simulate({ processes }, { policy: "fcfs", ...options }), type).message;
  assertEquals(
    refused({ deviceServers: { dsik: 2 } }),
    'Cannot simulate: deviceServers must name devices of the workload (disk), got "dsik"',
  );
  assertEquals(
    refused({ deviceServers: { disk: 0 } }),
    "Cannot simulate: deviceServers.disk must be a whole number from 1 to 4294967295, got 0",
  );
  assertEquals(
    refused({ deviceOrders: { disk: "lifo" } }),
    'Cannot simulate: deviceOrders.disk must be one of fcfs, priority, shortest, got "lifo"',
  );
  assertStringIncludes(
    refused({ deviceOrders: { disk: "rr" } }),
    "round robin needs a resource that can be taken back",
  );
  assertThrows(
    () =>
      simulate({ processes: [{ bursts: 1 }] }, { policy: "fcfs", deviceOrders: JSON.parse('{"constructor": "fcfs"}') }),
    RangeError,
    "deviceOrders must be left out: no I/O of the workload names a device",
  );
  const { notes } = simulate({ processes: [{ bursts: [1, 2, 1] }] }, {
    policy: "fcfs",
    deviceOrder: "shortest",
    devicePriorityOrder: "high",
  });
  assertEquals(notes, [
    "The option deviceOrder changes nothing: no device is limited (see devices)",
    "The option devicePriorityOrder changes nothing: no device goes by priority (see deviceOrder)",
  ]);
});

Deno.test("simulate() lets programs begin and end with I/O", () => {
  const processes = [{ name: "A", bursts: [{ io: 3 }, 2, 4] }, { name: "B", arrival: 1, bursts: 4 }];
  const result = simulate({ processes }, { policy: "fcfs", transitions: "full" });
  assertEquals(
    result.transitions.filter(({ pid }) => pid === 1).map(({ time, state, cause }) => [time, state, cause]),
    [
      [0, "new", "arrival"],
      [0, "blocked", "io"],
      [3, "ready", "io"],
      [5, "running", "dispatch"],
      [7, "blocked", "io"],
      [
        11,
        "terminated",
        "exit",
      ],
    ],
  );
  const [{ blocked, waiting, response }, { finish }] = result.processes;
  assertEquals([blocked, waiting, response, finish], [7, 2, 5, 5]);
});

Deno.test("simulate() lets others in at the instant at which a program ends with I/O", () => {
  const processes = [{ bursts: [1, 2] }, { bursts: 1 }, { bursts: 1, after: 1 }, { bursts: [1, 0] }];
  const { processes: figures } = simulate({ processes }, { policy: "fcfs", admit: 1 });
  assertEquals(figures.map(({ arrival, held, finish }) => [arrival, held, finish]), [
    [0, 0, 3],
    [0, 3, 4],
    [3, 2, 6],
    [0, 4, 5],
  ]);
});

Deno.test("simulate() serves devices first come, first served when requests exceed them", () => {
  const workload = { processes: [{ bursts: [1, 4, 1] }, { bursts: [1, 2, 1] }, { bursts: [1, 0, 1] }] };
  const options = { policy: "fcfs", cpus: 3 } as const;
  const blocked = (devices: number) => simulate(workload, { ...options, devices }).processes.map((row) => row.blocked);
  assertEquals(blocked(Infinity), [4, 2, 0]);
  assertEquals(blocked(1), [4, 6, 6]);
});

Deno.test("simulate() demotes, then boosts, then queues when a quantum ends at the instant of a boost", () => {
  const workload = { processes: [{ bursts: 8 }, { bursts: 8 }] };
  const { transitions } = simulate(workload, { policy: "mlfq", quanta: [2, 2, 9], boost: 4, transitions: "full" });
  const requeued = transitions.filter(({ cause }) => cause === "quantum").map((
    { time, pid, level },
  ) => [time, pid, level]);
  assertEquals(requeued.slice(0, 4), [[2, 1, 1], [4, 2, 0], [6, 1, 1], [8, 2, 0]]);
});

Deno.test("simulate() gives the same run when decisions are recorded under preemption head", () => {
  const workload = { processes: Array.from({ length: 8 }, (_, index) => ({ arrival: 2 * index, bursts: [2, 1, 3] })) };
  const options = { policy: "mlfq", preemption: "head", boost: 3, cpus: 4, switchCost: 2, ioBump: true } as const;
  const plain = simulate(workload, options).processes;
  assertEquals(simulate(workload, { ...options, decisions: "full" }).processes, plain);
});
