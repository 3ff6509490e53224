/**
 * Work in other threads. A page that was opened from a file may start workers from blobs alone, so each is made of the page's
 * own script, which then does a task instead of showing the page. A worker does one task and ends; who gives it up ends it.
 *
 * @module
 */

import type { ScriptPlace } from "../own_policy/defined_policies.ts";
import type { TaskAnswer, TaskInput, TaskName, TaskOutput, TaskProgress } from "./tasks.ts";

/** How a task is followed and given up. */
export interface TaskOptions<N extends TaskName> {
  /** Ends the worker; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told what the task tells. */
  readonly onProgress?: (progress: TaskProgress<N>) => void;
  /** Texts of policies of one's own in the place of {@linkcode Background.own}. */
  readonly own?: readonly string[];
  /** Wall time in milliseconds that the worker may say nothing once it has policies of one's own; default: any. */
  readonly quietMs?: number;
}

/** An error that a task ended with. */
export class TaskError extends Error {
  /** The name and message of what the task threw, and where in a policy of one's own. */
  constructor(override readonly name: string, message: string, readonly place: ScriptPlace | null = null) {
    super(message);
  }
}

/** Why a task ends where a browser, or whoever set it up, allows a page no workers. */
const NO_WORKER = "the browser starts no worker for the page, and this takes too long without one";

/** Why a task ends that says nothing for too long. */
const QUIET = "the policy must answer, and it has been busy for {seconds} seconds";

/** Starts workers from a script. */
export class Background {
  /** The texts of the policies of one's own that tasks may name. */
  own: readonly string[] = [];
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
    const { signal, onProgress, own = this.own, quietMs = Infinity } = options;
    this.#url ??= URL.createObjectURL(new Blob([this.#script], { type: "text/javascript" }));
    const url = this.#url;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const worker = startWorker(url);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = () => {
        clearTimeout(timer);
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
      const giveQuiet = () => {
        end();
        reject(new TaskError("Error", QUIET.replace("{seconds}", String(quietMs / 1000))));
      };
      worker.onmessage = ({ data }: { data: TaskAnswer }) => {
        if (own.length > 0 && quietMs !== Infinity) {
          clearTimeout(timer);
          timer = setTimeout(giveQuiet, quietMs);
        }
        if (data.kind === "begun") return;
        if (data.kind === "progress") return onProgress?.(data.progress as TaskProgress<N>);
        end();
        if (data.kind === "done") resolve(data.output as TaskOutput<N>);
        else reject(new TaskError(data.name, data.message, data.place));
      };
      worker.postMessage({ name, input, own });
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
