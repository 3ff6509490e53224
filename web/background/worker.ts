/**
 * The page's own script in a worker: does one task, and tells what came of it.
 *
 * @module
 */

import { type TaskAnswer, type TaskMessage, TASKS } from "./tasks.ts";

/** The part of a worker's global object that is used here. */
interface WorkerScope {
  onmessage: ((event: { data: TaskMessage }) => void) | null;
  postMessage(answer: TaskAnswer): void;
}

/** Whether this is a worker. */
export function isWorker(): boolean {
  return typeof document === "undefined";
}

/** Waits for a task and does it. */
export function serveTasks(scope: WorkerScope): void {
  scope.onmessage = async ({ data: { name, input } }) => {
    try {
      const task = TASKS[name] as (input: unknown, tell: (progress: unknown) => void) => Promise<unknown>;
      const output = await task(input, (progress) => scope.postMessage({ kind: "progress", progress }));
      scope.postMessage({ kind: "done", output });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      scope.postMessage({ kind: "failed", name, message });
    }
  };
}
