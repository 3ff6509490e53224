/**
 * What the page does in workers: pieces of work by name. A task is a function of its input, which tells of its progress by what
 * it is given; input, progress and output are copied between the threads.
 *
 * @module
 */

import { divergeTask } from "./diverge_task.ts";
import { simulateTask } from "./simulate_task.ts";
import { sweepTask } from "./sweep_task.ts";
import { trialsTask } from "./trials_task.ts";

/** Every task; a new one is a line here. */
export const TASKS = { simulate: simulateTask, diverge: divergeTask, sweep: sweepTask, trials: trialsTask } as const;

/** The name of a task. */
export type TaskName = keyof typeof TASKS;

/** What a task takes. */
export type TaskInput<N extends TaskName> = Parameters<typeof TASKS[N]>[0];

/** What a task tells while it works. */
export type TaskProgress<N extends TaskName> = Parameters<Parameters<typeof TASKS[N]>[1]>[0];

/** What a task gives. */
export type TaskOutput<N extends TaskName> = Awaited<ReturnType<typeof TASKS[N]>>;

/** What a worker is sent. */
export interface TaskMessage {
  readonly name: TaskName;
  readonly input: unknown;
}

/** What a worker answers. */
export type TaskAnswer =
  | { readonly kind: "progress"; readonly progress: unknown }
  | { readonly kind: "done"; readonly output: unknown }
  | { readonly kind: "failed"; readonly name: string; readonly message: string };
