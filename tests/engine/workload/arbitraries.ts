/**
 * Random valid workloads for property tests.
 *
 * @module
 */

import fc from "fast-check";
import type { Burst, ProcessSpec, Workload } from "../../../engine/workload.ts";

/** Ticks from `least` to 2^53 - 1, mostly small. */
export function ticks(least: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: least, max: 20 }) },
    { weight: 1, arbitrary: fc.integer({ min: least, max: Number.MAX_SAFE_INTEGER }) },
    { weight: 1, arbitrary: fc.constantFrom(least, Number.MAX_SAFE_INTEGER) },
  );
}

/** Names with everything that a format could stumble on. */
export const name: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "a",
    " ",
    " a",
    "a ",
    '"',
    '""',
    "a,b",
    "a;b",
    "#",
    "-",
    "null",
    "true",
    "1",
    "1.5",
    "~",
    "进程",
    "👩‍💻",
  ),
  fc.constantFrom(
    "io",
    "lock",
    "a: b",
    "- a",
    "{",
    "}",
    "'",
    "\\",
    "=1+1",
    "x".repeat(256),
    "é",
    "\u00a0",
    "*a",
    "&a",
    "!x",
  ),
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).filter((text) =>
    /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]+$/u.test(text)
  ),
);

/** A valid program of one to many bursts. */
export const program: fc.Arbitrary<Burst[]> = fc.tuple(
  ticks(1),
  fc.array(
    fc.record({
      locks: fc.array(fc.constantFrom("A", "B", "the printer"), { maxLength: 2 }),
      io: fc.option(ticks(0)),
      device: fc.option(fc.oneof(fc.constantFrom("disk", "I2"), name)),
      cpu: ticks(1),
    }),
    {
      maxLength: 5,
    },
  ),
).map(([first, steps]) => {
  const bursts: Burst[] = [{ cpu: first }];
  const held = new Set<string>();
  for (const { locks, io, device, cpu } of steps) {
    if (locks.length === 0 && io === null) continue;
    for (const lock of locks) {
      bursts.push(held.has(lock) ? { unlock: lock } : { lock });
      if (!held.delete(lock)) held.add(lock);
    }
    if (io !== null) bursts.push(device === null ? { io } : { io, device });
    bursts.push({ cpu });
  }
  for (const lock of held) bursts.push({ unlock: lock });
  return bursts;
});

const priority = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const processors = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const tickets = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const nice = fc.integer({ min: -20, max: 19 });
const traits = {
  priority,
  processors,
  estimate: ticks(1),
  tickets,
  nice,
  deadline: ticks(1),
  period: ticks(1),
  quantum: ticks(1),
  memory: ticks(0),
};

const resources = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,6}$/),
  fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  { minKeys: 1, maxKeys: 3, noNullPrototype: true },
);

const affinity = fc.uniqueArray(fc.integer({ min: 0, max: 1023 }), { minLength: 1, maxLength: 6 });

/** A valid workload with any mixture of fields. Pids are all given or all left out. */
export const workload: fc.Arbitrary<Workload> = fc.record({
  name: fc.option(name, { nil: undefined }),
  processes: fc.oneof(
    processList(ticks(1).map((ticks) => [{ cpu: ticks }])),
    processList(program),
  ),
}).map(({ name, processes }) => name === undefined ? { processes } : { name, processes });

function processList(bursts: fc.Arbitrary<Burst[]>): fc.Arbitrary<ProcessSpec[]> {
  const process = fc.record({ name, arrival: ticks(0), ...traits, resources, affinity, group: name, bursts }, {
    requiredKeys: ["bursts"],
  });
  return fc.tuple(plainList(process), fc.infiniteStream(fc.record({ after: fc.nat(7), think: ticks(0) }))).map(
    ([processes, stream]) => {
      if (processes.some(({ period }) => period !== undefined)) return processes;
      // Each comes after one that stands before it, or after none.
      return processes.map((process, row) => {
        const { after, think } = stream.next().value;
        if (after >= row) return process;
        return { ...process, after: processes[after].pid ?? after + 1, ...(think > 20 ? {} : { think }) };
      });
    },
  );
}

function plainList(process: fc.Arbitrary<ProcessSpec>): fc.Arbitrary<ProcessSpec[]> {
  return fc.oneof(
    fc.array(process, { minLength: 1, maxLength: 8 }),
    fc.uniqueArray(fc.record({ pid: ticks(1), process }), { minLength: 1, maxLength: 8, selector: ({ pid }) => pid })
      .map((list) => list.map(({ pid, process }) => ({ pid, ...process }))),
  );
}
