/**
 * What ends the program from outside, heard while it is busy.
 *
 * A thread that parses or sums hears no signal before it is done, so a worker listens (`guard_worker.ts`). It tells this
 * side, which ends in good order and says how far it came; a side that does not get to it is ended all the same. What must
 * not be left behind is known to the worker before it is there, and is removed by it. As long as there is no worker nobody
 * listens, and a signal ends the program at once: there is nothing to clear up then.
 *
 * @module
 */

/** Something that must not outlive the program. */
export type Kept = { readonly file: string } | { readonly folder: string } | { readonly process: number };

/** To the worker: what to keep in mind, by a number of ours, what is gone, or that nobody here minds the end. */
export type ToGuard = { readonly keep: number; readonly what: Kept } | { readonly release: number } | "nobody";

/** From the worker: it listens, it has what it was told in mind, or there was a Ctrl-C. */
export type FromGuard = "ready" | { readonly kept: number } | "interrupt";

/** Work that is done sooner starts no worker: until then a signal ends the program by itself. */
const START_DELAY_MS = 100;

/** Who begins to listen within so long after a Ctrl-C still hears of it. */
const NOBODY_MS = 100;

/** One for a program. */
export class Guard {
  readonly #handlers = new Set<() => void>();
  readonly #kept = new Map<number, Kept>();
  readonly #acknowledged = new Map<number, () => void>();
  #worker: Worker | undefined;
  #ready: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #count = 0;
  #isInterrupted = false;

  /** Calls `handler` at every Ctrl-C until the returned function is called; without a handler it ends the program. */
  onInterrupt(handler: () => void): () => void {
    this.#handlers.add(handler);
    if (this.#isInterrupted) queueMicrotask(handler);
    this.#timer ??= setTimeout(() => void this.#start(), START_DELAY_MS);
    return () => this.#handlers.delete(handler);
  }

  /**
   * Sees to it that something does not outlive the program. To be called before it comes into being, where it has a name
   * then; the returned function says that it is gone, or may stay.
   */
  async keep(what: Kept): Promise<() => void> {
    await this.#start();
    const id = this.#count++;
    this.#kept.set(id, what);
    const acknowledged = new Promise<void>((resolve) => this.#acknowledged.set(id, resolve));
    this.#post({ keep: id, what });
    if (this.#worker !== undefined) await acknowledged;
    return () => {
      this.#kept.delete(id);
      this.#post({ release: id });
    };
  }

  /** Removes all that is kept, for an end that nobody could foresee. */
  removeAll(): void {
    for (const what of this.#kept.values()) removeKept(what);
    this.#kept.clear();
  }

  /** Resolves when the worker listens, or cannot: without it signals end the program as they do any other. */
  #start(): Promise<void> {
    return this.#ready ??= new Promise((resolve) => {
      clearTimeout(this.#timer);
      const worker = createWorker();
      if (worker === undefined) return resolve();
      this.#worker = worker;
      worker.onmessage = ({ data }: MessageEvent<FromGuard>) => {
        if (data === "ready") resolve();
        else if (data === "interrupt") this.#interrupt();
        else {
          this.#acknowledged.get(data.kept)?.();
          this.#acknowledged.delete(data.kept);
        }
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#worker = undefined;
        for (const acknowledge of this.#acknowledged.values()) acknowledge();
        resolve();
      };
    });
  }

  #interrupt(): void {
    this.#isInterrupted = true;
    for (const handler of this.#handlers) handler();
    // Between two pieces of work nobody listens for a moment.
    if (this.#handlers.size === 0) setTimeout(() => this.#handlers.size === 0 && this.#post("nobody"), NOBODY_MS);
  }

  #post(message: ToGuard): void {
    this.#worker?.postMessage(message);
  }
}

function createWorker(): Worker | undefined {
  try {
    return new Worker(new URL("./guard_worker.ts", import.meta.url), { type: "module" });
  } catch {
    return undefined; // without permission to read this program's own files
  }
}

/** Removes or ends something, if it is there. */
export function removeKept(what: Kept): void {
  try {
    if ("process" in what) Deno.kill(what.process, "SIGKILL");
    else if ("file" in what) Deno.removeSync(what.file);
    else Deno.removeSync(what.folder, { recursive: true });
  } catch {
    // It is gone already, or never came to be.
  }
}
