/**
 * The thread of {@linkcode Guard} that hears signals: never busy, so within a second of any of them the program has ended.
 *
 * SIGINT is told to the other side first, which has a while to end by itself. SIGTERM and SIGHUP end the program at once.
 * In both cases what is kept is removed, and then the signal is sent once more, with nobody listening: so whoever waits for
 * the program sees what ended it.
 *
 * @module
 */

import { type FromGuard, type Kept, removeKept, type ToGuard } from "./guard.ts";

/** For so long the other side may go on after a Ctrl-C. */
const PATIENCE_MS = 800;

/** So long is waited for a reader of standard error. */
const WRITE_MS = 50;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
type Signal = typeof SIGNALS[number];

/** This thread, as a worker's is; the types of the command line are those of a main one. */
const scope = globalThis as unknown as {
  postMessage(message: FromGuard): void;
  onmessage: (event: MessageEvent<ToGuard>) => void;
};

const kept = new Map<number, Kept>();
const listeners = new Map<Signal, () => void>();
let isEnding = false;

function post(message: FromGuard): void {
  scope.postMessage(message);
}

scope.onmessage = ({ data }) => {
  if (data === "nobody") end("SIGINT");
  else if ("release" in data) kept.delete(data.release);
  // Nothing comes into being any more once the end has begun: whoever asks waits for an answer.
  else if (!isEnding) {
    kept.set(data.keep, data.what);
    post({ kept: data.keep });
  }
};

function hear(signal: Signal): void {
  if (isEnding) return;
  if (signal !== "SIGINT") return end(signal);
  post("interrupt");
  setTimeout(() => {
    void Deno.stderr.write(new TextEncoder().encode("Interrupted\n")).catch(() => {});
    setTimeout(() => end(signal), WRITE_MS);
  }, PATIENCE_MS);
}

function end(signal: Signal): void {
  if (isEnding) return;
  isEnding = true;
  for (const what of kept.values()) removeKept(what);
  for (const [each, listener] of listeners) Deno.removeSignalListener(each, listener);
  Deno.kill(Deno.pid, signal);
}

for (const signal of SIGNALS) {
  const listener = () => hear(signal);
  try {
    Deno.addSignalListener(signal, listener);
    listeners.set(signal, listener);
  } catch {
    // Not every system has every signal.
  }
}
post("ready");
