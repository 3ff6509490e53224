/**
 * Queues, pipes, locks, events, barriers, values and the start of processes, beside what the runtime offers and beside Python.
 *
 * @module
 */

import { fromProgram } from "../program.ts";
import type { Case, Contender, SectionRun, Suite, SuiteRun, Target } from "../suite.ts";
import { ball, burst, echo, startWorker, whileCoreIsTaken } from "./sync_bare.ts";
import * as ours from "./sync_ours.ts";
import type { Payload } from "./sync_targets.ts";

const PYTHON = "Python (spawn)";

/** What a case of this suite says besides its contenders. */
type Details = Pick<Case, "id" | "title" | "unit"> & { targets?: readonly Target[] };

function python(count: number, request: { work: string; payload?: Payload; processes?: number }): Contender {
  return fromProgram({
    name: PYTHON,
    role: "peer",
    operations: count,
    command: ["python3", new URL("sync_peer.py", import.meta.url)],
    request: { ...request, method: "spawn", count },
  });
}

/** Measures a case with the budget that is common here. */
async function measure(
  { section, quick }: { section: SectionRun; quick: boolean },
  details: Details,
  contenders: readonly Contender[],
): Promise<void> {
  await section.measure({
    ...details,
    contenders,
    budgetMs: quick ? 1_200 : 7_000,
    // The first rounds are those in which the code is compiled, and in which a spin learns how long it pays.
    warmupRounds: quick ? 1 : 3,
    rounds: quick ? { least: 5, most: 25 } : { least: 7, most: 21 },
  });
}

async function measureQueues(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "queue",
    title: "Queue between two processes",
    explanation:
      "One process puts, another gets, one call for each item, both blocking. `postMessage` and `MessageChannel` " +
      "send as fast as they can from a worker to the main thread. Python makes its messages in a thread of the producer.",
  });
  const scale = bench.quick ? 20 : 1;
  const cases: { payload: Payload; ours: number; bare: number; python: number; targets?: Target[] }[] = [
    {
      payload: "integers",
      ours: 1_000_000,
      bare: 100_000,
      python: 60_000,
      targets: [{ against: PYTHON, atLeast: 10 }, { against: "postMessage", atLeast: 5 }],
    },
    {
      payload: "objects",
      ours: 200_000,
      bare: 50_000,
      python: 40_000,
      targets: [{ against: PYTHON, atLeast: 3 }],
    },
    { payload: "1 KB", ours: 100_000, bare: 50_000, python: 40_000 },
    { payload: "1 MB", ours: 400, bare: 200, python: 200 },
  ];
  for (const { payload, targets, ...counts } of bench.quick ? cases.slice(0, 2) : cases) {
    const count = (full: number) => Math.max(10, Math.round(full / scale));
    const title = `Queue, ${payload === "objects" ? "small objects, `{id, name, tags: [3 strings]}`" : payload}`;
    // The checksum needs the same items from all: it is taken of counts that are alike.
    const alike = count(counts.python);
    await measure({ section, quick: bench.quick }, {
      id: `queue-${idOf(payload)}`,
      title,
      unit: "operations/s",
      targets,
    }, [
      withoutResult(ours.queue(payload, count(counts.ours))),
      withoutResult(burst(payload, count(counts.bare))),
      withoutResult(burst(payload, count(counts.bare), true)),
      withoutResult(python(alike, { work: "queue", payload })),
    ]);
  }
}

function idOf(payload: Payload): string {
  return payload.toLowerCase().replaceAll(" ", "-");
}

/** Contenders that do different numbers of operations come to different sums. */
function withoutResult(contender: Contender): Contender {
  return { ...contender, result: undefined };
}

async function measurePipes(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "pipe",
    title: "Pipe, there and back",
    explanation:
      "A value is sent, received, sent back and received. `Atomics` passes a number in shared memory with the " +
      "same bounded adaptive spin before it sleeps: the least that two threads can do. Once more with one of the cores taken " +
      "by a thread that spins, where a spin that waits for the other thread keeps it from running.",
  });
  const scale = bench.quick ? 10 : 1;
  const count = Math.round(100_000 / scale);
  const messages = Math.round(2_000 / scale);
  // What a spin brings depends on what else runs: a quick run may be on a loaded machine, and does not judge it.
  const targets: Target[] = bench.quick ? [] : [{ against: "Atomics", atMost: 1.5 }];
  for (const isTaken of [false, true]) {
    const first = ours.pipe("integers", count);
    await measure({ section, quick: bench.quick }, {
      id: isTaken ? "pipe-integer-core-taken" : "pipe-integer",
      title: isTaken ? "Pipe, integer, one core taken" : "Pipe, integer",
      unit: "µs",
      targets,
    }, [
      withoutResult(isTaken ? whileCoreIsTaken(first) : first),
      ball(count),
      ...isTaken ? [] : [ours.pipeAwaited(count / 10)],
      withoutResult(echo("integers", messages)),
      withoutResult(echo("integers", messages, true)),
      withoutResult(python(messages, { work: "pipe", payload: "integers" })),
    ]);
  }
  for (const payload of bench.quick ? ["objects"] as const : ["objects", "1 KB", "1 MB"] as const) {
    const times = payload === "1 MB" ? Math.round(200 / scale) : messages;
    await measure({ section, quick: bench.quick }, {
      id: `pipe-${idOf(payload)}`,
      title: `Pipe, ${payload === "objects" ? "small objects" : payload}`,
      unit: "µs",
    }, [
      withoutResult(ours.pipe(payload, times * 10)),
      echo(payload, times),
      echo(payload, times, true),
      python(times, { work: "pipe", payload }),
    ]);
  }
}

async function measureLocks(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "lock",
    title: "Locks, events, barriers, values",
    explanation:
      "An operation is `acquire` and `release`, an event there and one back, a round of a barrier for two, or a " +
      "`value += 1` under its lock. Of a contended lock all processes together are counted.",
  });
  const scale = bench.quick ? 10 : 1;
  const free = Math.round(2_000_000 / scale);
  const python_ = Math.round(200_000 / scale);
  await measure({ section, quick: bench.quick }, {
    id: "lock-uncontended",
    title: "Lock, nobody else wants it",
    unit: "operations/s",
    targets: [{ against: PYTHON, atLeast: 5 }, { of: "Quanta, awaited", against: PYTHON, atLeast: 1 }],
  }, [ours.freeLock(free), ours.freeLockAwaited(Math.round(free / 2)), python(python_, { work: "lock" })]);
  for (const processes of bench.quick ? [2] : [2, 4, 8]) {
    const count = Math.round(400_000 / scale);
    await measure({ section, quick: bench.quick }, {
      id: `lock-contended-${processes}`,
      title: `Lock, ${processes} processes want it`,
      unit: "operations/s",
    }, [
      ours.contendedLock(processes, count),
      python(Math.round(count / 2), { work: "contended", processes }),
    ]);
  }
  const rounds = Math.round(50_000 / scale);
  const fewer = Math.round(rounds / 25);
  await measure({ section, quick: bench.quick }, { id: "event", title: "Event, there and back", unit: "µs" }, [
    ours.event(rounds),
    python(fewer, { work: "event" }),
  ]);
  await measure({ section, quick: bench.quick }, { id: "barrier", title: "Barrier of two", unit: "µs" }, [
    ours.barrier(rounds),
    python(fewer, { work: "barrier" }),
  ]);
  const raises = Math.round(200_000 / scale);
  await measure({ section, quick: bench.quick }, {
    id: "value",
    title: "Value += 1 by two processes",
    unit: "operations/s",
  }, [
    ours.value(raises),
    python(raises, { work: "value", processes: 2 }),
  ]);
}

async function measureStart(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "start",
    title: "Start and join of a process",
    explanation:
      "A process that does nothing, started and joined, blocking. Beside it a bare worker of a module that only " +
      "says that it is there: it is told to end when it has said so, and nobody waits for that.",
  });
  const count = bench.quick ? 5 : 20;
  await measure({ section, quick: bench.quick }, {
    id: "start",
    title: "Process, start and join",
    unit: "ms",
    targets: [{ against: "new Worker", atMost: 1.4 }],
  }, [ours.start(count), startWorker(count), python(bench.quick ? 2 : 5, { work: "start" })]);
}

export const suite: Suite = {
  summary: "Queues, pipes, locks, events, barriers, values and the start of processes.",
  async run(bench) {
    await measureQueues(bench);
    await measurePipes(bench);
    await measureLocks(bench);
    await measureStart(bench);
  },
};
