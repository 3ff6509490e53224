/**
 * Children of the tests about exit handlers, uncaught errors and interrupts, and whole programs whose main process ends in one way or
 * another: `deno run ending_targets.ts NAME`.
 *
 * @module
 */

import "../../../workers/handles.ts";
import nodeProcess from "node:process";
import { atExit, checkpoint, currentProcess } from "../../../workers/process/current_process.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { logToStderr } from "../../../workers/process/log.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import type { Queue } from "../../../workers/channels/queue.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";

const module = import.meta.url;

/** Handlers of every sort; all of them run. */
export function failingHandlers(seen: Queue<string>): void {
  atExit(() => seen.putSync("first"));
  atExit(() => Promise.reject(new RangeError("rejected")));
  atExit(async () => {
    await Promise.resolve();
    atExit(() => seen.putSync("registered in a handler"));
  });
  atExit(() => {
    throw new TypeError("thrown");
  });
  atExit(() => seen.putSync("last"));
}

export function exitInHandlers(seen: Queue<string>): void {
  atExit(() => seen.putSync("first"));
  atExit(() => Deno.exit(9));
  atExit(async () => {
    setTimeout(() => Deno.exit(8));
    await new Promise(() => {}); // Deno.exit ends it
  });
}

export function waitFor(event: Event): void {
  event.waitSync();
}

/** Its own child ends when a handler lets it: handlers run before children are joined. */
export function releaseInHandler(ended: Queue<string>): void {
  const stop = new Event();
  atExit(() => {
    throw new TypeError("does not keep the child from being released");
  });
  atExit(() => stop.set());
  new Process({ module, target: waitAndTell, args: [stop, ended] }).start();
}

export function waitAndTell(stop: Event, ended: Queue<string>): void {
  stop.waitSync();
  ended.putSync("the child has ended");
}

/** Has a put on its way when a handler fails. */
export function putBehindFailure(full: Queue<number>): void {
  full.put(1).catch(() => {});
  atExit(() => {
    throw new TypeError("loses nothing");
  });
}

/** Uncaught errors of both sorts, which its own listeners prevent. */
export async function preventErrors(seen: Queue<string>, how: "listener" | "property", done: Event): Promise<void> {
  const tell = (event: globalThis.Event) => {
    const { error, reason } = event as ErrorEvent & PromiseRejectionEvent;
    seen.putSync(`${event.type} ${(error ?? reason).message}`);
    event.preventDefault();
  };
  const scope = globalThis as unknown as { onerror: unknown; onunhandledrejection: unknown };
  if (how === "listener") {
    addEventListener("error", tell);
    addEventListener("unhandledrejection", tell);
  } else {
    scope.onerror = (message: string) => {
      seen.putSync(`error ${message.replace("Uncaught Error: ", "")}`);
      return true;
    };
    scope.onunhandledrejection = tell;
  }
  setTimeout(() => {
    throw new Error("thrown");
  });
  Promise.reject(new Error("rejected"));
  await done.wait();
}

/** A rejection that listeners of `node:process` are told of. */
export async function rejectToNode(seen: Queue<string>, name: string): Promise<void> {
  nodeProcess.on(name, (error: Error) => seen.putSync(`${name} ${error.message}`));
  Promise.reject(new Error("rejected"));
  await new Promise((resolve) => setTimeout(resolve, 30));
  seen.putSync("goes on");
}

/** Listens, and does not prevent. */
export async function watchErrors(seen: Queue<string>): Promise<void> {
  addEventListener("error", (event) => seen.putSync((event as ErrorEvent).error.message));
  setTimeout(() => {
    throw new Error("watched");
  });
  await new Promise(() => {});
}

export function exitWith(code: unknown): void {
  Deno.exit(code as number);
}

export function sleepInAtomics(ready: Event): void {
  ready.set();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Waits in one way or another to be interrupted, and tells how it ended. */
export async function interrupted(how: string, ready: Event, never: Event, seen: Queue<string>): Promise<void> {
  atExit(() => seen.putSync("handler"));
  try {
    ready.set();
    if (how === "blocking") never.waitSync();
    else if (how === "condition") {
      const condition = new Condition();
      condition.acquireSync();
      try {
        condition.waitForSync(() => never.isSet(), 60_000);
      } finally {
        condition.release(); // held again
      }
    } else if (how === "awaiting") await never.wait();
    else if (how === "line") await seen.get();
    else if (how === "checkpoint") { for (;;) checkpoint(); }
    else await new Promise(() => {});
  } catch (error) {
    seen.putSync(`${(error as Error).name} in ${currentProcess().name}`);
    if (how === "awaiting") return; // caught: nothing has happened
    throw error;
  } finally {
    seen.putSync("finally");
  }
}

export function getLock(lock: Lock): void {
  lock.acquireSync();
  lock.release();
}

export function dieHolding(lock: Lock): void {
  lock.acquireSync();
}

export function none(): void {}

const stop = () => {
  const event = new Event();
  new Process({ module, target: sayWhenStopped, args: [event] }).start();
  atExit(() => {
    console.log("handler");
    event.set();
  });
};

export function sayWhenStopped(event: Event): void {
  event.waitSync();
  console.log("child");
}

const programs: Record<string, () => unknown> = {
  end: stop,
  exit() {
    stop();
    try {
      Deno.exit(4);
    } finally {
      console.log("finally");
    }
  },
  exitLater() {
    stop();
    setTimeout(() => Deno.exit(5));
    setInterval(() => {}, 60_000);
  },
  throwing() {
    stop();
    throw new TypeError("uncaught");
  },
  throwingLater() {
    stop();
    setTimeout(() => {
      throw new TypeError("uncaught");
    });
    setInterval(() => {}, 60_000);
  },
  rejecting() {
    stop();
    Promise.reject(new TypeError("uncaught"));
    setInterval(() => {}, 60_000);
  },
  prevented() {
    stop();
    addEventListener("error", (event) => event.preventDefault());
    setTimeout(() => {
      throw new TypeError("uncaught");
    });
  },
  rejectedToNode() {
    stop();
    nodeProcess.on("unhandledRejection", (error: Error) => console.log(error.message));
    Promise.reject(new Error("rejected"));
    setTimeout(() => console.log("goes on"), 30);
  },
  failingHandler() {
    stop();
    atExit(() => {
      throw new TypeError("in a handler");
    });
  },
  exitInHandler() {
    stop();
    atExit(() => Deno.exit(9));
  },
  /** One handler after the other, also behind Deno.exit in one. */
  exitInFirstHandler() {
    for (const name of ["first", "second"]) {
      atExit(async () => {
        console.log(name, "begins");
        await new Promise((resolve) => setTimeout(resolve, 30));
        console.log(name, "saved");
      });
    }
    atExit(() => Deno.exit(4));
  },
  /** A block that ends by an error, which nobody sees before the child has ended. */
  async hiddenError() {
    const release = new Event();
    setTimeout(() => release.set(), 2500);
    await using process = new Process({ module, target: waitFor, args: [release], name: "Endless" });
    process.start();
    throw new TypeError("hidden");
  },
  /** Its child never ends; whoever asks again does not wait for it. */
  exitTwice() {
    const never = new Event();
    new Process({ module, target: waitFor, args: [never] }).start();
    setTimeout(() => Deno.exit(5));
    setTimeout(() => Deno.exit(6), 200);
  },
  pool() {
    const pool = new Pool({ module, processes: 1 });
    atExit(() => console.log("handler"));
    return pool.apply(none).then(() => Deno.exit(3));
  },
  async permissions() {
    for (const permissions of ["none", { read: false }] as Deno.PermissionOptions[]) {
      const process = new Process({ module, target: none, permissions, assertWorkerOptions: true, name: "Narrow" });
      process.start();
      await process.join();
      console.log(process.exitCode, (process.error as Error)?.message);
    }
  },
  /** Starts daemons until it is refused, and goes on. */
  async descriptors() {
    const [never, ready] = [new Event(), new Semaphore(0)];
    let started = 0;
    try {
      for (; started < 1000; started++) {
        new Process({ module, target: hold, args: [ready, never], daemon: true }).start();
      }
    } catch (error) {
      console.log((error as Error).name, (error as Error).message);
    }
    for (let count = 0; count < started; count++) await ready.acquire();
    console.log(started > 0 && started < 100);
  },
  async log() {
    logToStderr(Deno.args[1] as "info");
    const lock = new Lock({ name: "ledger" });
    const process = new Process({ module, target: dieHolding, args: [lock], name: "Heir" });
    process.start();
    await process.join();
    lock.acquireSync();
  },
};

export function hold(ready: Semaphore, never: Event): void {
  ready.release();
  never.waitSync();
}

if (import.meta.main) await programs[Deno.args[0]]();
