/**
 * The page's own script in a worker: does one task, and tells what came of it.
 *
 * @module
 */

import { cutOff } from "../own_policy/cut_off.ts";
import { DefinedPolicies } from "../own_policy/defined_policies.ts";
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
  // What a policy of one's own is given no way to.
  const post = scope.postMessage.bind(scope);
  scope.onmessage = async ({ data: { name, input, own } }) => {
    const policies = new DefinedPolicies();
    try {
      if (own.length > 0) {
        cutOff();
        post({ kind: "begun" });
      }
      for (const text of own) policies.define(text);
      const task = TASKS[name] as (input: unknown, tell: (progress: unknown) => void) => Promise<unknown>;
      const output = await task(input, (progress) => post({ kind: "progress", progress }));
      post({ kind: "done", output });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      // The place is said in its own words.
      const said = message.replace(/ \((?:file|blob|https?):[^()]*:\d+:\d+\)$/, "");
      post({ kind: "failed", name, message: said, place: policies.placeOf(error) });
    }
  };
}
