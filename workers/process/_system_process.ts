/**
 * A process of the system, for the one that started it.
 *
 * @module
 */

import { closeDescriptor, endOf, openProcess, signalProcess, sleepUntilReadable } from "./_libc_process.ts";

/** Signals that processes are sent by this library, or that end them often, by number. */
const NAMES: Readonly<Record<number, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  5: "SIGTRAP",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  10: "SIGUSR1",
  11: "SIGSEGV",
  12: "SIGUSR2",
  13: "SIGPIPE",
  14: "SIGALRM",
  15: "SIGTERM",
  24: "SIGXCPU",
  31: "SIGSYS",
};

/** What a signal is called. */
export function signalName(signal: number): string {
  return NAMES[signal] ?? `signal ${signal}`;
}

/** What Deno adds to the number of a signal in the place of an exit code. */
const BY_SIGNAL = 128;

/** The ends of streams that were asked for. */
export interface Streams {
  stdin: WritableStream<Uint8Array<ArrayBuffer>> | null;
  stdout: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  stderr: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/** One that was started. It does not hold up the event loop. */
export class SystemProcess {
  readonly pid: number;
  readonly streams: Streams;
  /** How it ended: its exit code, or minus the signal. */
  readonly end: Promise<number>;
  readonly #child: Deno.ChildProcess;
  #reaped = false;

  constructor(child: Deno.ChildProcess, piped: Record<keyof Streams, boolean>) {
    this.#child = child;
    this.pid = child.pid;
    this.streams = {
      stdin: piped.stdin ? heldWritable(child.stdin) : null,
      stdout: piped.stdout ? heldReadable(child.stdout) : null,
      stderr: piped.stderr ? heldReadable(child.stderr) : null,
    };
    this.end = child.status.then(({ code, signal }) => {
      this.#reaped = true;
      return signal === null ? code : BY_SIGNAL - code;
    });
    child.unref();
  }

  /** Sends a signal, where there is still somebody. */
  send(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended.
    }
  }

  /** Blocks until the system says that it has ended, so long at most: how, where it says so. */
  ended(timeoutMs: number): number | null {
    const descriptor = this.#reaped ? null : openProcess(this.pid);
    if (descriptor === null) return null;
    sleepUntilReadable([descriptor], timeoutMs);
    const code = endOf(descriptor);
    closeDescriptor(descriptor);
    return code;
  }
}

/** Sends a signal to a process that another one started, unless `isOver` says that it is no more when its descriptor is open. */
export function signalOther(pid: number, signal: number, isOver: () => boolean): void {
  const descriptor = openProcess(pid);
  if (descriptor === null) return;
  if (!isOver()) signalProcess(descriptor, signal);
  closeDescriptor(descriptor);
}

// Deno lets go of the streams too of a process that does not hold up the event loop, so that nobody's reading would end. Whoever reads or
// writes is held here, and nobody else.

/** The longest that a timer can be set to. */
const TIMER_MAX_MS = 2 ** 30;

async function hold<T>(pending: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, TIMER_MAX_MS);
  try {
    return await pending;
  } finally {
    clearInterval(timer);
  }
}

/** A stream of the same bytes. Nothing is read ahead. */
function heldReadable(inner: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = inner.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await hold(reader.read());
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}

/** A stream that writes to the same place. */
function heldWritable(inner: WritableStream<Uint8Array<ArrayBuffer>>): WritableStream<Uint8Array<ArrayBuffer>> {
  const writer = inner.getWriter();
  return new WritableStream({
    write: (bytes) => hold(writer.write(bytes)),
    close: () => hold(writer.close()),
    abort: (reason) => writer.abort(reason),
  });
}
