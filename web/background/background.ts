/**
 * Work in other threads. A page that was opened from a file may start workers from blobs alone, so each is made of the page's
 * own script, which then does a task instead of showing the page. A worker does one task and ends; who gives it up ends it.
 *
 * @module
 */

import type { TaskAnswer, TaskInput, TaskName, TaskOutput, TaskProgress } from "./tasks.ts";

/** How a task is followed and given up. */
export interface TaskOptions<N extends TaskName> {
  /** Ends the worker; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told what the task tells. */
  readonly onProgress?: (progress: TaskProgress<N>) => void;
}

/** An error that a task ended with. */
export class TaskError extends Error {
  /** The name and message of what the task threw. */
  constructor(override readonly name: string, message: string) {
    super(message);
  }
}

/** Why a task ends where a browser, or whoever set it up, allows a page no workers. */
const NO_WORKER = "the browser starts no worker for the page, and this takes too long without one";

/** Starts workers from a script. */
export class Background {
  readonly #script: string;
  #url: string | undefined;

  /** `script`: the text of the page's script. */
  constructor(script: string) {
    this.#script = script;
  }

  /**
   * Does a task in a worker of its own.
   *
   * @throws {TaskError} With name and message of what the task threw, or of why there is no worker.
   * @throws The signal's reason, if it was aborted.
   */
  run<N extends TaskName>(name: N, input: TaskInput<N>, options: TaskOptions<N> = {}): Promise<TaskOutput<N>> {
    const { signal, onProgress } = options;
    this.#url ??= URL.createObjectURL(new Blob([this.#script], { type: "text/javascript" }));
    const url = this.#url;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const worker = startWorker(url);
      const end = () => {
        worker.terminate();
        signal?.removeEventListener("abort", giveUp);
      };
      const giveUp = () => {
        end();
        reject(signal!.reason);
      };
      signal?.addEventListener("abort", giveUp);
      worker.onerror = (event) => {
        end();
        // An event without a message is of a browser that does not let the worker start.
        reject(new TaskError("Error", event.message || NO_WORKER));
      };
      worker.onmessage = ({ data }: { data: TaskAnswer }) => {
        if (data.kind === "progress") return onProgress?.(data.progress as TaskProgress<N>);
        end();
        if (data.kind === "done") resolve(data.output as TaskOutput<N>);
        else reject(new TaskError(data.name, data.message));
      };
      worker.postMessage({ name, input });
    });
  }
}

/** @throws {TaskError} If the browser starts none. */
function startWorker(url: string): Worker {
  try {
    return new Worker(url);
  } catch (error) {
    throw new TaskError("Error", `${NO_WORKER}: ${(error as Error).message}`);
  }
}
