import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Burst, BURST_KIND, type Workload, type WorkloadColumns } from "../../../engine/workload.ts";
import { toColumns } from "../../../engine/workload/columns.ts";
import { WorkloadError } from "../../../engine/workload/error.ts";
import { soakCount } from "../../reference/soak.ts";
import { program, workload } from "./arbitraries.ts";

const TICKS = "a whole number from 0 to 9007199254740991";
const CPU = "a whole number from 1 to 9007199254740991";

/** The lines of the message of the error that the workload must cause. */
function mistakes(input: unknown): string[] {
  return assertThrows(() => toColumns(input as Workload), WorkloadError).message.split("\n");
}

Deno.test("toColumns() gives cpu where every process has one CPU burst, else bursts", () => {
  assertEquals(toColumns({ processes: [{ bursts: 24 }, { arrival: 2, bursts: [3] }, { bursts: [{ cpu: 4 }] }] }), {
    arrival: Float64Array.of(0, 2, 0),
    cpu: Float64Array.of(24, 3, 4),
  });
  assertEquals(toColumns({ processes: [{ bursts: 24 }, { bursts: [3, { lock: "A" }, 4, 0, 5, { unlock: "A" }] }] }), {
    arrival: Float64Array.of(0, 0),
    bursts: {
      offset: Uint32Array.of(0, 1, 7),
      kind: Uint8Array.of(0, 0, 2, 0, 1, 0, 3),
      value: Float64Array.of(24, 3, 0, 4, 0, 5, 0),
      locks: ["A"],
    },
  });
});

Deno.test("toColumns() fills defaults in where only some processes have a field, and drops columns of defaults", () => {
  const columns = toColumns({
    name: "w",
    processes: [{ bursts: 1 }, { bursts: 1, pid: 7, name: "x", priority: -3, processors: 4 }, { bursts: 1 }],
  });
  assertEquals(columns, {
    name: "w",
    arrival: Float64Array.of(0, 0, 0),
    cpu: Float64Array.of(1, 1, 1),
    pid: Float64Array.of(1, 7, 3),
    names: [undefined, "x", undefined],
    priority: Float64Array.of(0, -3, 0),
    processors: Uint32Array.of(1, 4, 1),
  });
  assertEquals(toColumns({ processes: [{ pid: 1, priority: 0, processors: 1, bursts: 5 }] }), {
    arrival: Float64Array.of(0),
    cpu: Float64Array.of(5),
  });
});

Deno.test("toColumns() refers to the arrays of columns, and gives them in normal form", () => {
  const arrival = Float64Array.of(0, 1);
  const value = Float64Array.of(5, 6);
  const columns = toColumns({
    arrival,
    bursts: { offset: Uint32Array.of(0, 1, 2), kind: new Uint8Array(2), value, locks: [] },
    pid: Float64Array.of(1, 2),
    names: [undefined, undefined],
    priority: new Float64Array(2),
    processors: Uint32Array.of(1, 1),
  });
  assertEquals(Object.keys(columns), ["arrival", "cpu"]);
  assertStrictEquals(columns.arrival, arrival);
  assertStrictEquals(columns.cpu, value);
});

Deno.test("toColumns() leaves its own result as it is", () => {
  fc.assert(
    fc.property(workload, (workload) => {
      const columns = toColumns(workload);
      assertEquals(toColumns(columns), columns);
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("toColumns() refuses ticks that are not whole, in objects and columns alike", () => {
  for (const value of [-1, 0.5, NaN, Infinity, -Infinity, -0, 2 ** 53, 1e300]) {
    const got = Object.is(value, -0) ? "-0" : String(value);
    const line = `Cannot read process 1: arrival must be ${TICKS}, got ${got}`;
    assertEquals(mistakes({ processes: [{ arrival: value, bursts: 1 }] }), [line]);
    assertEquals(mistakes({ arrival: Float64Array.of(value), cpu: Float64Array.of(1) }), [line]);
  }
  for (const value of [0, -1, 0.5, NaN, -0, 2 ** 53]) {
    const got = Object.is(value, -0) ? "-0" : String(value);
    const line = `Cannot read process 1: bursts must be ${CPU}, got ${got}`;
    assertEquals(mistakes({ processes: [{ bursts: value }] }), [line]);
    assertEquals(mistakes({ arrival: Float64Array.of(0), cpu: Float64Array.of(value) }), [line]);
  }
  for (const value of ["3", null, 3n, true, {}]) {
    assertEquals(mistakes({ processes: [{ arrival: value, bursts: 1 }] }).length, 1);
  }
});

Deno.test("toColumns() names process, field and rule of every mistake", () => {
  const input = {
    name: "",
    proceses: 1,
    processes: [
      { pid: -1, name: "a\nb", arrival: "x", bursts: 3, priority: 0.5, processors: 2 ** 32 },
      { arival: 3, bursts: [1, { io: -1 }, { cpu: 0 }] },
      17,
      { service: 3 },
      { bursts: [] },
      { bursts: [3, { lok: "A" }, { lock: "" }, { cpu: 1, io: 2 }, "7", null] },
      { pid: 2, bursts: 1, x: undefined },
    ],
  };
  assertEquals(mistakes(input), [
    'Cannot read workload: proceses must be left out: the fields are name, processes, devices (did you mean "processes"?)',
    'Cannot read workload: name must be a text of 1 to 256 characters without control characters, got ""',
    'Cannot read process 1: arrival must be a whole number from 0 to 9007199254740991, got "x"',
    "Cannot read process 1: pid must be a whole number from 0 to 9007199254740991, got -1",
    'Cannot read process 1: name must be a text of 1 to 256 characters without control characters, got "a\\nb"',
    "Cannot read process 1: priority must be a whole number from -9007199254740991 to 9007199254740991, got 0.5",
    "Cannot read process 1: processors must be a whole number from 1 to 4294967295, got 4294967296",
    "Cannot read process 2: arival must be left out: the fields are pid, name, arrival, bursts, priority, processors, estimate, " +
    "tickets, nice, deadline, period, after, think, quantum, memory, resources, affinity, group " +
    '(did you mean "arrival"?)',
    `Cannot read process 2: bursts[1].io must be ${TICKS}, got -1`,
    `Cannot read process 2: bursts[2].cpu must be ${CPU}, got 0`,
    "Cannot read process 3: it must be an object with bursts, got 17",
    "Cannot read process 4: service must be left out: the fields are pid, name, arrival, bursts, priority, processors, estimate, " +
    "tickets, nice, deadline, period, after, think, quantum, memory, resources, affinity, group " +
    '(did you mean "bursts"?)',
    "Cannot read process 4: bursts must be a number of ticks or a list of bursts, got nothing",
    "Cannot read process 5: bursts must be a number of ticks or a list of bursts, got an empty list",
    "Cannot read process 6: bursts[1] must be a number of ticks, or an object with one of cpu, io, lock and unlock, " +
    'got "lok" (did you mean "lock"?)',
    'Cannot read process 6: bursts[2].lock must be a text of 1 to 256 characters without control characters, got ""',
    "Cannot read process 6: bursts[3] must be a number of ticks, or an object with one of cpu, io, lock and unlock, " +
    'got "cpu, io"',
    "Cannot read process 6: bursts[4] must be a number of ticks, or an object with one of cpu, io, lock and unlock, " +
    'got "7"',
    "Cannot read process 6: bursts[5] must be a number of ticks, or an object with one of cpu, io, lock and unlock, " +
    "got null",
    "Cannot read process 7: pid must be unique, got 2 (process 2 has it already)",
  ]);
});

Deno.test("toColumns() refuses a workload without processes", () => {
  const rule = "Cannot read workload: processes must be a list of at least one process, got";
  assertEquals(mistakes({}), [`${rule} nothing`]);
  assertEquals(mistakes({ processes: [] }), [`${rule} an empty list`]);
  assertEquals(mistakes({ processes: {} }), [`${rule} an object`]);
  assertEquals(mistakes([]), [
    "Cannot read workload: it must be an object with a list of processes, got an empty list",
  ]);
  assertEquals(mistakes({ arrival: new Float64Array(), cpu: new Float64Array() }), [`${rule} an empty list`]);
  assertThrows(() => toColumns(3 as unknown as Workload), TypeError, "it must be an object, got 3");
});

Deno.test("toColumns() finds duplicate pids in any order", () => {
  const pid = Float64Array.of(5, 3, 5, 9, 3, 5);
  const columns = { arrival: new Float64Array(6), cpu: new Float64Array(6).fill(1), pid };
  assertEquals(mistakes(columns), [
    "Cannot read process 3: pid must be unique, got 5 (process 1 has it already)",
    "Cannot read process 5: pid must be unique, got 3 (process 2 has it already)",
    "Cannot read process 6: pid must be unique, got 5 (process 1 has it already)",
  ]);
  assertEquals([...pid], [5, 3, 5, 9, 3, 5]);
});

Deno.test("toColumns() refuses columns that do not fit together with a TypeError", () => {
  const good = { arrival: new Float64Array(2), cpu: Float64Array.of(1, 1) };
  const bursts = { offset: Uint32Array.of(0, 1, 2), kind: new Uint8Array(2), value: good.cpu, locks: [] };
  const cases: [object, string][] = [
    [{ arrival: [0, 0] }, "arrival must be a Float64Array, got Array"],
    [{ cpu: Float64Array.of(1) }, "cpu must be as long as arrival (2 entries), got 1 entries"],
    [{ cpu: new Uint32Array(2) }, "cpu must be a Float64Array, got Uint32Array"],
    [{ cpu: undefined }, "exactly one of cpu and bursts must be given, got neither"],
    [{ bursts }, "exactly one of cpu and bursts must be given, got both"],
    [{ pid: new Float64Array(3) }, "pid must be as long as arrival (2 entries), got 3 entries"],
    [{ names: ["a"] }, "names must be as long as arrival (2 entries), got 1 entries"],
    [{ priority: new Float64Array(1) }, "priority must be as long as arrival"],
    [{ processors: new Float64Array(2) }, "processors must be a Uint32Array, got Float64Array"],
    [{ cpu: undefined, bursts: 3 }, "bursts must be an Object, got Number"],
    [{ cpu: undefined, bursts: { ...bursts, offset: Uint32Array.of(0, 2) } }, "bursts.offset must have one entry more"],
    [{ cpu: undefined, bursts: { ...bursts, kind: new Uint8Array(3) } }, "bursts.value must be as long as bursts.kind"],
    [{ cpu: undefined, bursts: { ...bursts, offset: Uint32Array.of(1, 1, 2) } }, "bursts.offset must go from 0"],
    [{ cpu: undefined, bursts: { ...bursts, offset: Uint32Array.of(0, 1, 1) } }, "bursts.offset must go from 0"],
    [{ cpu: undefined, bursts: { ...bursts, offset: Uint32Array.of(0, 3, 2) } }, "bursts.offset must be ascending"],
    [{ cpu: undefined, bursts: { ...bursts, locks: new Set() } }, "bursts.locks must be an Array, got Set"],
  ];
  for (const [change, message] of cases) {
    const error = assertThrows(() => toColumns({ ...good, ...change } as WorkloadColumns), TypeError, message);
    assert(error.message.startsWith("Cannot read workload: "));
  }
});

Deno.test("toColumns() refuses bad entries of burst columns", () => {
  const rows = (kind: number[], value: number[], locks: string[] = []): WorkloadColumns => ({
    arrival: new Float64Array(1),
    bursts: {
      offset: Uint32Array.of(0, kind.length),
      kind: Uint8Array.from(kind),
      value: Float64Array.from(value),
      locks,
    },
  });
  assertEquals(mistakes(rows([], [])), [
    "Cannot read process 1: bursts must be a list of at least one CPU burst, got an empty list",
  ]);
  assertEquals(
    mistakes(rows([0, 4, 0], [1, 1, 1]))[0],
    "Cannot read process 1: bursts[1] must be of kind 0 (cpu), 1 (io), 2 (lock) or 3 (unlock), got 4",
  );
  assertEquals(
    mistakes(rows([0, 2, 0, 3], [1, 1, 1, 0], ["A"]))[0],
    "Cannot read process 1: bursts[1] must be a lock's index from 0 to 0, got 1",
  );
  assertEquals(mistakes(rows([0, 1, 0], [1, -1, 1.5])), [
    `Cannot read process 1: bursts[1] must be ${TICKS}, got -1`,
    `Cannot read process 1: bursts[2] must be ${CPU}, got 1.5`,
  ]);
  assertEquals(mistakes(rows([0, 1, 0], [1, 1, 1], ["A", "A", "\0"])), [
    'Cannot read workload: bursts.locks[1] must be unique, got "A"',
    'Cannot read workload: bursts.locks[2] must be a text of 1 to 256 characters without control characters, got "\\u0000"',
  ]);
});

Deno.test("toColumns() says which rule of the order of bursts and of locks is broken", () => {
  const A = { lock: "A" }, unlockA = { unlock: "A" };
  const cases: [(number | Burst)[], string[]][] = [
    [[{ io: 1 }], ['bursts[0] must be beside a CPU burst, got "io 1"']],
    [[{ io: 1 }, A, 2, unlockA], ['bursts[1] must be a CPU burst after an I/O burst, got "lock A"']],
    [[1, A, 2, { io: 2 }], ['bursts[1] must be followed by an unlock of the same lock, got "lock A"']],
    [[1, { io: 2 }, { io: 3 }, 4], ['bursts[2] must be a CPU burst after an I/O burst, got "io 3"']],
    [[1, { cpu: 2 }], ['bursts[1] must be an I/O burst or a lock operation after a CPU burst, got "cpu 2"']],
    [[A, 1, unlockA], ['bursts[0] must be a CPU burst at the start, got "lock A"']],
    [[1, 2, A, 1, unlockA], ['bursts[2] must be a CPU burst after an I/O burst, got "lock A"']],
    [[1, A, A, 1, unlockA], ['bursts[2] must be a lock that the process does not hold already, got "lock A"']],
    [[1, unlockA], ['bursts[1] must be an unlock of a lock that the process holds, got "unlock A"']],
    [[1, A, 1, unlockA, unlockA], ['bursts[4] must be an unlock of a lock that the process holds, got "unlock A"']],
    [[1, A, 1], ['bursts[1] must be followed by an unlock of the same lock, got "lock A"']],
    [[1, A, unlockA], ['bursts[1] must be followed by a CPU burst or an I/O burst, got "lock A"']],
  ];
  for (const [bursts, expected] of cases) {
    assertEquals(mistakes({ processes: [{ bursts }] }), expected.map((text) => `Cannot read process 1: ${text}`));
  }
  toColumns({ processes: [{ bursts: [1, A, { io: 2 }, 1, unlockA, { lock: "B" }, 1, { unlock: "B" }] }] });
  toColumns({ processes: [{ bursts: [{ io: 1 }, 2, A, 1, unlockA, { io: 0 }] }, { bursts: [1, 2] }] });
});

Deno.test("toColumns() lets the same lock be held by each process on its own", () => {
  const bursts = [1, { lock: "A" }, 1, { unlock: "A" }] as const;
  assertEquals(toColumns({ processes: [{ bursts }, { bursts }] }).bursts!.locks, ["A"]);
  assertEquals(
    mistakes({ processes: [{ bursts: [1, { lock: "A" }, 1] }, { bursts: [1, { unlock: "A" }] }] }).length,
    2,
  );
});

/** Whether a program follows the rules, told in another way than the engine does: by a grammar and by a set. */
function isProgram(bursts: Burst[]): boolean {
  const letters = bursts.map((burst) => Object.keys(burst)[0][0]).join("");
  if (!/^i?c(?:(?:[lu]*i|[lu]+)c)*(?:[lu]*i|u*)$/.test(letters)) return false;
  const held = new Set<string>();
  for (const burst of bursts) {
    if ("lock" in burst) {
      if (held.has(burst.lock)) return false;
      held.add(burst.lock);
    }
    if ("unlock" in burst && !held.delete(burst.unlock)) return false;
  }
  return held.size === 0;
}

/** A valid program, in most cases with an entry taken out, put in or moved. */
const damagedProgram = fc.record({
  bursts: program,
  from: fc.nat(),
  to: fc.nat(),
  count: fc.constantFrom(0, 1, 1, 2),
  added: fc.array(fc.constantFrom<Burst>({ cpu: 1 }, { io: 0 }, { lock: "A" }, { unlock: "A" }, { lock: "B" }), {
    maxLength: 2,
  }),
}).map(({ bursts, from, to, count, added }) => {
  const damaged = [...bursts];
  const moved = damaged.splice(from % damaged.length, count);
  damaged.splice(to % (damaged.length + 1), 0, ...(to % 2 === 0 ? moved : []), ...added);
  return damaged;
}).filter((bursts) => bursts.length > 0);

Deno.test("toColumns() accepts exactly the programs of the grammar", () => {
  let accepted = 0;
  const runs = soakCount(3000);
  fc.assert(
    fc.property(damagedProgram, (bursts) => {
      const isValid = isProgram(bursts);
      if (isValid) accepted++;
      if (isValid) toColumns({ processes: [{ bursts }] });
      else assertThrows(() => toColumns({ processes: [{ bursts }] }), WorkloadError);
    }),
    { numRuns: runs },
  );
  assert(accepted > runs / 10 && accepted < runs * 0.9, `${accepted} of ${runs} programs were valid`);
});

Deno.test("toColumns() accepts every valid workload and keeps every burst", () => {
  fc.assert(
    fc.property(workload, (workload) => {
      const { arrival, cpu, bursts } = toColumns(workload);
      assertEquals([...arrival], workload.processes.map((process) => process.arrival ?? 0));
      const programs = workload.processes.map((process) => process.bursts as Burst[]);
      if (cpu !== undefined) assertEquals([...cpu], programs.map(([burst]) => (burst as { cpu: number }).cpu));
      else {
        const entries = programs.flat().map((burst) => Object.entries(burst)[0]);
        assertEquals([...bursts!.kind], entries.map(([kind]) => BURST_KIND[kind as keyof typeof BURST_KIND]));
        const values = [...bursts!.value].map((value, index) =>
          bursts!.kind[index] >= 2 ? bursts!.locks[value] : value
        );
        assertEquals(values, entries.map(([, value]) => value));
      }
    }),
    { numRuns: soakCount(100) },
  );
});

Deno.test("toColumns() asks locate() for the place of each problem", () => {
  const paths: unknown[] = [];
  const error = assertThrows(() =>
    toColumns({ processes: [{ bursts: [1, 2.5, 3] }, { arrival: -1, bursts: 1 }] }, {
      locate(path) {
        paths.push(path);
        return { file: "w.yaml", line: paths.length, column: 9 };
      },
    }), WorkloadError);
  assertEquals(paths, [["processes", 0, "bursts", 1], ["processes", 1, "arrival"]]);
  assertEquals(error.problems[1], {
    file: "w.yaml",
    line: 2,
    column: 9,
    process: 2,
    field: "arrival",
    rule: TICKS,
    value: -1,
  });
});

Deno.test("toColumns() keeps a hundred problems and counts the others", () => {
  const columns = { arrival: new Float64Array(1e5), cpu: new Float64Array(1e5) };
  const error = assertThrows(() => toColumns(columns), WorkloadError);
  assertEquals(error.problems.length, 100);
  assertEquals(error.problemCount, 1e5);
});
