/**
 * Our pool as a program for the benchmark, so that it is measured as its peers are: in a process of its own. Its argument is the start method
 * of its workers.
 *
 * @module
 */

import { Pool } from "../../workers/pool/pool.ts";
import type { StartMethod } from "../../workers/start_method_name.ts";
import { serve } from "./peers/pool_driver.mjs";
import * as tasks from "./peers/pool_tasks.mjs";

const module = new URL("./peers/pool_tasks.mjs", import.meta.url);
type Task = (argument: unknown) => unknown;
const taskOf = (name: string) => (tasks as unknown as Record<string, Task>)[name];

const startMethod = (Deno.args[0] ?? "worker") as StartMethod;

serve((processes: number, memoryLimitMb?: number) => {
  const pool = new Pool({ processes, module, memoryLimitMb, startMethod });
  return {
    call: (name: string, argument: unknown, options?: { signal?: AbortSignal; timeoutMs?: number }) =>
      pool.apply(taskOf(name), [argument], options),
    map: (name: string, items: unknown[]) => pool.map(taskOf(name), items),
    close: () => pool.terminate(),
  };
});
