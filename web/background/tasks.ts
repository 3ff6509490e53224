/**
 * What the page does in workers: pieces of work by name. A task is a function of its input, which tells of its progress by what
 * it is given; input, progress and output are copied between the threads.
 *
 * @module
 */

import type { ScriptPlace } from "../own_policy/defined_policies.ts";
import { checkTask } from "./check_task.ts";
import { describeTask } from "./describe_task.ts";
import { divergeTask } from "./diverge_task.ts";
import { explainTask } from "./explain_task.ts";
import { momentTask } from "./moment_task.ts";
import { simulateTask } from "./simulate_task.ts";
import { sweepTask } from "./sweep_task.ts";
import { trialsTask } from "./trials_task.ts";

/** Every task; a new one is a line here. */
export const TASKS = {
  check: checkTask,
  describe: describeTask,
  diverge: divergeTask,
  explain: explainTask,
  moment: momentTask,
  simulate: simulateTask,
  sweep: sweepTask,
  trials: trialsTask,
} as const;

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
  /** The texts of policies of one's own, which are defined before. */
  readonly own: readonly string[];
}

/** What a worker answers. */
export type TaskAnswer =
  /** The worker has come so far that the task begins; only with policies of one's own. */
  | { readonly kind: "begun" }
  | { readonly kind: "progress"; readonly progress: unknown }
  | { readonly kind: "done"; readonly output: unknown }
  | {
    readonly kind: "failed";
    readonly name: string;
    readonly message: string;
    /** Where in a policy of one's own, where it is of one. */
    readonly place: ScriptPlace | null;
  };
