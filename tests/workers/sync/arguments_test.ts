/**
 * What processes and locks refuse, and by what words; and what is shown of them.
 *
 * @module
 */

import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";
import * as errors from "../../../workers/errors.ts";
import { atExit, currentProcess } from "../../../workers/process/current_process.ts";
import { getLogger, logToStderr } from "../../../workers/process/log.ts";
import { observe } from "../../../workers/process/observe.ts";
import { Process } from "../../../workers/process/process.ts";
import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { RWLock } from "../../../workers/sync/rwlock.ts";
import { BoundedSemaphore, Semaphore } from "../../../workers/sync/semaphore.ts";
import { joinAll } from "../support.ts";
import { nothing } from "../targets.ts";

const module = new URL("../targets.ts", import.meta.url);

/** What TypeScript would not let through. */
// deno-lint-ignore no-explicit-any
type Wrong = any;

Deno.test("wrong arguments are refused in one form, by TypeError for what it is and RangeError for how much", () => {
  const process = (options: Wrong) => () => new Process({ module, target: nothing, ...options });
  const cases: [refused: () => unknown, error: typeof TypeError | typeof RangeError, text: string][] = [
    [() => new Process(undefined as Wrong), TypeError, "create a Process: options must be an object, got undefined"],
    [process({ graceMs: "5" }), TypeError, 'graceMs must be a number of 0 or more, got "5"'],
    [process({ graceMs: NaN }), RangeError, "graceMs must be a number of 0 or more, got NaN"],
    [process({ graceMs: -1 }), RangeError, "graceMs must be a number of 0 or more, got -1"],
    [process({ graceMs: null }), TypeError, "graceMs must be a number of 0 or more, got null"],
    [process({ daemon: "yes" }), TypeError, 'daemon must be a boolean, got "yes"'],
    [process({ name: 5 }), TypeError, "name must be a string, got 5"],
    [process({ args: "abc" }), TypeError, 'args must be an array, got "abc"'],
    [process({ args: { length: 1 } }), TypeError, "args must be an array, got an object"],
    [process({ kwargs: 5 }), TypeError, "kwargs must be an object, got 5"],
    [process({ kwargs: [1] }), TypeError, "kwargs must be an object, got an array"],
    [process({ kwargs: null }), TypeError, "kwargs must be an object, got null"],
    [process({ group: "a group" }), RangeError, 'group must be null, got "a group"'],
    [process({ startMethod: "fork" }), RangeError, 'startMethod must be one of "worker" and "spawn", got "fork"'],
    [() => void (new Process({ module, target: nothing }).daemon = 1 as Wrong), TypeError, "must be a boolean, got 1"],
    [
      () => void (new Process({ module, target: nothing }).authKey = "key" as Wrong),
      TypeError,
      'Uint8Array, got "key"',
    ],
    [() => void (currentProcess().authKey = "key" as Wrong), TypeError, 'authKey: it must be a Uint8Array, got "key"'],
    [() => atExit("handler" as Wrong), TypeError, 'it must be a function, got "handler"'],
    [() => observe(5 as Wrong), TypeError, "observe: options must be an object, got 5"],
    [() => registerErrorClass(class {} as Wrong), TypeError, "must be a class that extends Error, got a function"],
    [
      () => logToStderr("loud" as Wrong),
      RangeError,
      "level must be one of debug, info, warning, error or null, got loud",
    ],
    [() => new Lock("name" as Wrong), TypeError, 'create a Lock: options must be an object, got "name"'],
    [() => new Lock(null as Wrong), TypeError, "create a Lock: options must be an object, got null"],
    [() => new RLock({ name: 5 as Wrong }), TypeError, "create an RLock: name must be a string, got 5"],
    [() => new RWLock([] as Wrong), TypeError, "create an RWLock: options must be an object, got an array"],
    [() => new Semaphore("2" as Wrong), TypeError, 'value must be an integer from 0 to 2147483647, got "2"'],
    [() => new Semaphore(NaN), RangeError, "value must be an integer from 0 to 2147483647, got NaN"],
    [() => new BoundedSemaphore(null as Wrong), TypeError, "create a BoundedSemaphore: value must be an integer"],
    [() => new Condition(null as Wrong), TypeError, "lock must be a Lock or an RLock, got null"],
    [() => new Condition(new Semaphore() as Wrong), TypeError, "got an object of Semaphore"],
    [() => new Condition().notify("1" as Wrong), TypeError, 'notify: count must be an integer of 0 or more, got "1"'],
    [() => new Condition().notify(-1), RangeError, "count must be an integer of 0 or more, got -1"],
    [() => new Condition().waitForSync(true as Wrong), TypeError, "predicate must be a function, got true"],
    [() => new Barrier("2" as Wrong), TypeError, 'parties must be an integer of 1 or more, got "2"'],
    [() => new Barrier(0.5), RangeError, "parties must be an integer of 1 or more, got 0.5"],
    [() => new Barrier(2, { timeoutMs: "5" as Wrong }), TypeError, 'timeoutMs must be a number above 0, got "5"'],
    [() => new Barrier(2, { timeoutMs: 0 }), RangeError, "timeoutMs must be a number above 0, got 0"],
    [() => new Barrier(2, { action: "act" as Wrong }), TypeError, 'must be a function, got "act"'],
    [() => new Barrier(2, 5 as Wrong), TypeError, "create a Barrier: options must be an object, got 5"],
    [() => waitSync(new Queue() as Wrong), TypeError, "objects must be an array, got an object of Queue"],
  ];
  for (const [refused, Class, text] of cases) {
    const error = assertThrows(refused, Class);
    assertMatch(error.message, /^Cannot [^\n]+, got [^\n]+$/);
    assertEquals(error.message.includes(text), true, `${error.message}, not ${text}`);
  }
});

Deno.test("a time that is none is refused by every wait, whether it would have to wait or not", async () => {
  const [free, semaphore, rwlock, rlock] = [new Lock(), new Semaphore(1), new RWLock(), new RLock()];
  const [event, barrier] = [new Event(), new Barrier(2)];
  event.set();
  const process = new Process({ module, target: nothing });
  process.start();
  const waits: ((wait: Wrong) => unknown)[] = [
    (wait) => free.acquireSync(wait),
    (wait) => free.acquire(wait),
    (wait) => rlock.acquireSync(wait),
    (wait) => rlock.acquire(wait),
    (wait) => semaphore.acquireSync(wait),
    (wait) => semaphore.acquire(wait),
    (wait) => rwlock.acquireReadSync(wait),
    (wait) => rwlock.acquireWrite(wait),
    (wait) => event.waitSync(wait),
    (wait) => event.wait(wait),
    (wait) => barrier.waitSync(wait),
    (wait) => barrier.wait(wait),
    (wait) => process.joinSync(wait),
    (wait) => process.join(wait),
    (time) => wait([process.sentinel], time),
    (time) => waitSync([process.sentinel], time),
  ];
  for (const wrong of ["5", NaN, true, { timeoutMs: "5" }, { timeoutMs: null }, null]) {
    for (const wait of waits) {
      await assertRejects(
        () => Promise.try(() => wait(wrong)) as Promise<unknown>,
        TypeError,
        wrong === null ? "Cannot wait: wait must be" : "timeoutMs must be a number of milliseconds",
        `${wait} ${wrong}`,
      );
    }
  }
  assertEquals([free.locked(), semaphore.value, rwlock.locked(), rlock.depth], [false, 1, false, 0]);
  await joinAll(process);
});

Deno.test("all errors of the library that callers branch on have one base, and keep their own names", () => {
  for (const [name, Class] of Object.entries(errors)) {
    const error = new (Class as new (...args: unknown[]) => Error)("text", []);
    assertEquals([error.name, error instanceof errors.ProcessError, error instanceof Error], [name, true, true]);
  }
});

Deno.test("Deno.inspect() says what locks, conditions, barriers and processes are like", async () => {
  const process = new Process({ module, target: nothing, name: "Idle", daemon: true });
  assertEquals(Deno.inspect(process), "<Process name=Idle pid=none initial daemon>");
  assertEquals([process.ident, currentProcess().ident], [null, Deno.pid]);
  process.start();
  assertEquals(process.ident, process.pid);
  await joinAll(process);
  const lock = new Lock({ name: "ledger" });
  const cases: [thing: unknown, text: RegExp][] = [
    [process, /^<Process name=Idle pid=\d+ stopped exitCode=0 daemon>$/],
    [process.sentinel, /^Sentinel \{ pid: \d+, ready: true \}$/],
    [currentProcess(), new RegExp(`^<MainProcess name=MainProcess pid=${Deno.pid} started>$`)],
    [lock, /^Lock \{ ledger: free \}$/],
    [new RLock(), /^RLock \{ lock \d+: free \}$/],
    [new RWLock({ name: "book" }), /^RWLock \{ book: free \}$/],
    [new Semaphore(3), /^Semaphore \{ value: 3 \}$/],
    [new BoundedSemaphore(2), /^BoundedSemaphore \{ value: 2, max: 2 \}$/],
    [new Event(), /^Event \{ set: false \}$/],
    [new Condition(lock), /^Condition \{ waiting: 0, lock: Lock \{ ledger: free \} \}$/],
    [new Barrier(3), /^Barrier \{ waiting: 0 of 3 \}$/],
  ];
  for (const [thing, text] of cases) assertMatch(Deno.inspect(thing), text);
  lock.acquireSync();
  assertEquals(Deno.inspect(lock), `Lock { ledger: held by MainProcess (pid ${Deno.pid}) }`);
  lock.release();
  const semaphore = new Semaphore(1);
  assertEquals([semaphore.locked(), semaphore.acquireSync(), semaphore.locked()], [false, true, true]);
});

Deno.test("getLogger() tells nothing at first, and one of each kind of observer is told", () => {
  assertEquals(getLogger().level, null);
  const told: string[] = [];
  const { error } = console;
  console.error = (text: string) => told.push(text);
  try {
    observe({ blocked: (what) => told.push(`user: ${what}`) });
    getLogger().level = "debug";
    new Event().waitSync(50);
    observe(null);
    new Event().waitSync(50);
    getLogger().error("of the user's");
    getLogger().level = "error";
    getLogger().warning("not told");
    getLogger().level = null;
    getLogger().error("not told");
  } finally {
    console.error = error;
    observe(null);
    getLogger().level = null;
  }
  const waits = ["[DEBUG/MainProcess] waits for an event", "[DEBUG/MainProcess] waits no longer for an event"];
  assertEquals(told, [waits[0], "user: an event", waits[1], ...waits, "[ERROR/MainProcess] of the user's"]);
});
