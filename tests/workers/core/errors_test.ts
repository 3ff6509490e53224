/**
 * Errors that cross: everywhere whole, and nobody's taken for another's.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import { DeadlockError, TimeoutError, WorkerDied } from "../../../workers/errors.ts";
import { joinAll, startIn } from "../support.ts";
import { CRAFTED, Registered, throwCrafted, Thrower } from "./errors_targets.ts";

const module = new URL("./errors_targets.ts", import.meta.url);
registerErrorClass(Registered);
const throwers = Manager.register({ module, type: Thrower });

/** What each crafted error must be where it arrives, whatever way it came. */
const CHECKS: Record<keyof typeof CRAFTED, (error: unknown) => void> = {
  suppressed(error) {
    assertInstanceOf(error, SuppressedError);
    assertEquals([error.message, error.error.message, error.suppressed.message], ["both", "later", "earlier"]);
    assertInstanceOf(error.error, RangeError);
    assertEquals(Object.keys(error), []);
  },
  aggregate(error) {
    assertInstanceOf(error, AggregateError);
    assertInstanceOf(error.errors[0], DOMException);
    assertInstanceOf(error.cause, TypeError);
  },
  aborted(error) {
    assertInstanceOf(error, DOMException);
    assertEquals([error.name, error.message, error.code], ["AbortError", "enough", DOMException.ABORT_ERR]);
    assert(error.stack!.includes("errors_targets.ts"), error.stack);
  },
  domTimeout(error) {
    assertInstanceOf(error, DOMException);
    assert(!(error instanceof TimeoutError));
    assertEquals([error.name, error.code], ["TimeoutError", DOMException.TIMEOUT_ERR]);
  },
  ownTimeout(error) {
    assert(!(error instanceof TimeoutError));
    assertEquals([(error as Error).name, (error as Error).message], ["TimeoutError", "of the user"]);
  },
  namedLikeOurs(error) {
    assert(!(error instanceof WorkerDied));
    assertEquals((error as Error).name, "WorkerDied");
  },
  ours(error) {
    assertInstanceOf(error, DeadlockError);
    assertEquals(error.cycle, [{ process: "p", pid: 1, waitsFor: "l" }]);
  },
  ofOurs(error) {
    assertInstanceOf(error, TimeoutError);
    assertEquals((error as Error).name, "Slow");
  },
  ofWebAssembly(error) {
    assertInstanceOf(error, WebAssembly.CompileError);
    assertEquals(error.name, "CompileError");
  },
  ofDeno(error) {
    assertInstanceOf(error, Deno.errors.NotFound);
    assertEquals((error as Error & { code: string }).code, "ENOENT");
  },
  registered(error) {
    assertInstanceOf(error, Registered);
    assertEquals([error.item, Object.keys(error).includes("secret"), error.secret], ["apples", false, 42]);
    assertStrictEquals(error.cause, undefined);
    assert(Object.hasOwn(error, "cause"));
  },
  circular(error) {
    assertStrictEquals(((error as Error).cause as Error).cause, error);
  },
  notAnError(error) {
    assertStrictEquals(error, 5);
  },
};

const NAMES = Object.keys(CRAFTED) as (keyof typeof CRAFTED)[];

Deno.test("Errors cross whole through queues and pipes", async () => {
  const queue = new SimpleQueue<unknown>();
  const [mine, theirs] = Pipe();
  for (const name of NAMES) {
    queue.putSync(CRAFTED[name]());
    CHECKS[name](queue.getSync());
    await mine.send([CRAFTED[name]()]);
    CHECKS[name]((await theirs.recv() as unknown[])[0]);
  }
});

Deno.test("Errors cross whole out of tasks, chunks and iterators of a pool, as results too", async () => {
  await using pool = new Pool({ processes: 1, module });
  for (const name of NAMES) {
    CHECKS[name](await pool.apply(throwCrafted, [name]).then(assert, (error) => error));
    CHECKS[name](await pool.map(throwCrafted, [name]).then(assert, (error) => error));
    const iterator = pool.imap(throwCrafted, [name]);
    CHECKS[name](await iterator.next().then(assert, (error) => error));
    CHECKS[name](await pool.apply(throwCrafted, [name, true]));
  }
});

Deno.test("Errors cross whole out of a process", async () => {
  const start = startIn(module);
  for (const name of NAMES) {
    if (name === "notAnError") continue;
    const process = start(throwCrafted, name);
    await joinAll(process);
    CHECKS[name](process.error);
  }
});

Deno.test("Errors cross whole out of a manager's object", async () => {
  await using manager = new Manager();
  const thrower = await manager.create(throwers);
  for (const name of NAMES) {
    if (name === "notAnError") continue;
    CHECKS[name](await thrower.throwIt(name).then(assert, (error) => error));
  }
});

Deno.test("Errors with fields that cannot cross keep their class, and all that can", async () => {
  await using pool = new Pool({ processes: 1, module });
  const error = await pool.apply(throwCrafted, ["registered", false, true]).then(assert, (error) => error);
  assertInstanceOf(error, Registered);
  assertEquals([error.item, "hook" in error, error.detail], ["apples", false, { kept: 1 }]);
  const inner = error.cause as Registered;
  assertInstanceOf(inner, Registered);
  assert(!("hook" in inner));
});
