import { assertEquals, assertThrows } from "@std/assert";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { SimulationOptions } from "../../engine/options.ts";

type ErrorClass = typeof TypeError | typeof RangeError;

/** Options that must be refused, the class of the error and what it must say. */
const REFUSED: readonly [options: unknown, errorClass: ErrorClass, message: string][] = [
  [undefined, TypeError, "options must be an object, got undefined"],
  [{ policy: "RR" }, RangeError, "policy must be one of fcfs, lifo, sjf, srtf, rr, vrr, las, causes, mlfq, predicted"],
  [{}, RangeError, "policy must be one of"],
  [{ policy: "rr", quantum: 0 }, RangeError, "quantum must be a whole number from 1 to 9007199254740991, got 0"],
  [{ policy: "rr", quantum: 1.5 }, RangeError, "quantum must be a whole number"],
  [{ policy: "rr", quantum: NaN }, RangeError, "got NaN"],
  [{ policy: "rr", quantum: Infinity }, RangeError, "got Infinity"],
  [{ policy: "rr", quantum: 2 ** 53 }, RangeError, "got 9007199254740992"],
  [{ policy: "rr", quantum: "4" }, TypeError, 'quantum must be a whole number from 1 to 9007199254740991, got "4"'],
  [
    { policy: "rr", quantun: 4 },
    TypeError,
    "quantun must be an option of rr (quantum, quantumReturn) or of the machine",
  ],
  [{ policy: "fcfs", quantum: 4 }, TypeError, "quantum must be an option of fcfs (none)"],
  [{ policy: "rr", quantumReturn: "rest" }, RangeError, "quantumReturn must be one of full, remainder"],
  [{ policy: "fcfs", cpus: 0 }, RangeError, "cpus must be a whole number from 1 to 1048576, got 0"],
  [{ policy: "fcfs", cpus: 1025 }, RangeError, "cpus must be at most 1024 but for rigid jobs, got 1025"],
  [{ policy: "fcfs", cpus: 1025 }, RangeError, "got 1025"],
  [{ policy: "fcfs", switchCost: -1 }, RangeError, "switchCost must be a whole number from 0"],
  [{ policy: "fcfs", devices: 0 }, RangeError, "devices must be a whole number from 1 to 4294967295, or Infinity"],
  [{ policy: "fcfs", ties: "random" }, RangeError, "ties must be one of textbook, ostep"],
  [{ policy: "fcfs", rigid: "yes" }, TypeError, "rigid must be true or false"],
  [{ policy: "rr", rigid: true }, RangeError, "policy must be one of fcfs, sjf, easy, conservative with rigid, got rr"],
  [{ policy: "fcfs", rigid: true, switchCost: 1 }, RangeError, "switchCost must be 0 with rigid"],
  [{ policy: "fcfs", admit: 2, admitOrder: "rr" }, RangeError, "round robin needs a resource that can be taken back"],
  [{ policy: "fcfs", devices: 1, deviceOrder: "rr" }, RangeError, "a device such as a printer cannot be taken back"],
  [{ policy: "fcfs", timeline: "all" }, TypeError, 'timeline must be "off", "full" or a window {from, to}'],
  [{ policy: "fcfs", timeline: { from: -1, to: 3 } }, RangeError, "timeline.from must be a whole number"],
  [{ policy: "mlfq", levels: 65 }, RangeError, "levels must be a whole number from 1 to 64"],
  [{ policy: "mlfq", quanta: [] }, TypeError, "quanta must be a list of whole numbers, got []"],
  [
    { policy: "mlfq", quanta: [0, 1] },
    RangeError,
    "quanta[0] must be at least 1 but for the last of several queues, got 0",
  ],
  [
    { policy: "mlfq", quanta: [0] },
    RangeError,
    "quanta[0] must be at least 1 but for the last of several queues, got 0",
  ],
  [{ policy: "mlfq", quanta: [1, 2], levels: 3 }, RangeError, "quanta must have one entry a level (3), got 2"],
  [{ policy: "mlfq", quanta: [1, 2], quantum: 1 }, RangeError, "quantum must not be given together with quanta"],
  [{ policy: "mlfq", quanta: new Array(65).fill(1) }, RangeError, "quanta must have 1 to 64 entries, got 65"],
  [{ policy: "mlfq", allotments: [1, 1] }, RangeError, "allotments must have one entry a level (3), got 2"],
  [{ policy: "causes", order: ["io"] }, RangeError, "order must name new, quantum, preempted, io, lock, each once"],
  [
    { policy: "causes", quanta: { disk: 3 } },
    RangeError,
    'quanta must name new, quantum, preempted, io, lock, got "disk"',
  ],
  [{ policy: "causes", quanta: { io: 0 } }, RangeError, "quanta.io must be a whole number from 1"],
  [
    { policy: "rr", groups: true, groupShares: new Map([["g", 3]]) },
    TypeError,
    "groupShares must be an object of numbers by name, got a Map",
  ],
  [{ policy: "rr", groups: true, groupQuotas: new Set(["g"]) }, TypeError, "by name, got a Set"],
  [
    { policy: "causes", quanta: new Map([["io", 3]]) },
    TypeError,
    "quanta must be an object of ticks by name, got a Map",
  ],
  [{ policy: "fcfs", timeline: { from: 0, to: 3, step: 2 } }, TypeError, 'timeline must be from, to, got "step"'],
  // deno-lint-ignore no-sparse-arrays
  [{ policy: "fcfs", cpus: 2, speeds: [, 1] }, RangeError, "got undefined at index 0"],
  // deno-lint-ignore no-sparse-arrays
  [{ policy: "mlfq", levels: 2, quanta: [, 1] }, TypeError, "quanta[0] must be a whole number from 0"],
];

for (const [options, errorClass, message] of REFUSED) {
  Deno.test(`resolveOptions() refuses ${JSON.stringify(options)?.slice(0, 80)} (${message.slice(0, 40)})`, () => {
    assertThrows(() => resolveOptions(options as SimulationOptions), errorClass, message);
  });
}

Deno.test("resolveOptions() fills in every default", () => {
  const resolved: unknown = resolveOptions({ policy: "mlfq" });
  assertEquals(resolved, {
    policy: "mlfq",
    ...Object.fromEntries(MACHINE_OPTIONS.map(({ name, default: usual }) => [name, usual])),
    levels: 3,
    quantum: 1,
    quanta: [1, 2, 4],
    allotments: [1, 1, 1],
    boost: 0,
    preemption: "tail",
    demoteAlone: true,
    ioStay: false,
    ioBump: false,
    quantumReturn: "full",
    timeline: "off",
    transitions: "off",
    decisions: "off",
  });
});
