/**
 * What tests of schedulability can be asked: policies, servers and blocking that there are tests for.
 *
 * @module
 */

import { isOptionsObject } from "../../engine/known_options.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { optionText } from "../../engine/option_text.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { DeadlineServerOptions, PeriodServerOptions } from "../../engine/policy_options.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { ResolvedOptions } from "../../engine/result.ts";
import { Fraction } from "./_fraction.ts";
import type { PeriodicTask } from "./_periodic_tasks.ts";
import { jitterOf } from "./_server_task.ts";
import type { TaskScheduling } from "./_task_set.ts";
import { TESTED_POLICIES } from "./schedulability_result.ts";
import type { TestedServer } from "./tested_server.ts";

/** Options of the machine that the tests do not depend on. */
const FREE_OPTIONS: readonly string[] = ["horizon", "ties", "switchFirst", "switchAt", "lockProtocol", "lockOrder"];

/** Options of `priority` that would let priorities change, or equals take turns, with the values that do not. */
const FIXED_PRIORITY: readonly (readonly [name: string, value: unknown])[] = [
  ["quantum", Infinity],
  ["aging", 0],
  ["waitingRate", 0],
  ["runningRate", 0],
];

/** How the tasks are scheduled under options that can be tested. */
export function checkedOptions(
  asked: SimulationOptions,
): Omit<TaskScheduling, "blocking"> {
  const options: ResolvedOptions = resolveOptions(asked);
  const policy = TESTED_POLICIES.find((name) => name === options.policy);
  if (policy === undefined) refuse(`policy must be one of ${TESTED_POLICIES.join(", ")}, got ${options.policy}`);
  const values = options as unknown as Readonly<Record<string, unknown>>;
  for (const { name, default: usual } of MACHINE_OPTIONS) {
    if (FREE_OPTIONS.includes(name) || optionText(values[name]) === optionText(usual)) continue;
    const reason = "the tests are for one CPU and jobs that wait for nothing else";
    refuse(`${name} must be left out, got ${optionText(values[name])}: ${reason}`);
  }
  for (const [name, usual] of FIXED_PRIORITY) {
    if (policy === "priority" && optionText(values[name]) !== optionText(usual)) {
      refuse(`${name} must be left out, got ${values[name]}: the tests are for fixed priorities`);
    }
  }
  const preemptive = values.preemptive !== false;
  const server = serverOf(options);
  if (server !== null && !preemptive) {
    refuse(`server must be left out without preemption, got ${server.kind}: the tests are for one that takes the CPU`);
  }
  const locks = { protocol: options.lockProtocol, toMostUrgent: options.lockOrder === "priority" };
  if (policy === "edf" && locks.protocol !== "none") {
    refuse(`lockProtocol must be none under edf, got ${locks.protocol}: say how long tasks are held up (see blocking)`);
  }
  return { policy, preemptive, isHighFirst: values.priorityOrder === "high", server, locks };
}

/** The server that takes part in the tests; one in the background takes nothing from the tasks. */
function serverOf(options: ResolvedOptions): TestedServer | null {
  const { server, serverBudget, serverPeriod } = options as Partial<DeadlineServerOptions & PeriodServerOptions>;
  if (server === undefined || server === "none" || server === "background") return null;
  const own = { kind: server, budget: serverBudget!, period: serverPeriod! };
  return { ...own, utilization: Fraction.of(own.budget, own.period).exact(), jitter: jitterOf(own) };
}

/** The blocking of tasks by name, checked. */
export function checkedBlocking(
  blocking: Readonly<Record<string, number>> | undefined,
  tasks: readonly PeriodicTask[],
): Readonly<Record<string, number>> | null {
  if (blocking === undefined) return null;
  if (!isOptionsObject(blocking)) {
    throw new TypeError(
      `Cannot test schedulability: blocking must be an object of ticks by name, got ${typeof blocking}`,
    );
  }
  const names = new Set(tasks.map(({ name }) => name));
  for (const [name, ticks] of Object.entries(blocking)) {
    if (!names.has(name)) {
      const shown = [...names].slice(0, 10).join(", ") + (names.size > 10 ? ` and ${names.size - 10} more` : "");
      refuse(`blocking must name tasks of the workload (${shown}), got ${JSON.stringify(name)}`);
    }
    if (!Number.isSafeInteger(ticks) || ticks < 0) {
      refuse(`blocking.${name} must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, got ${ticks}`);
    }
  }
  return blocking;
}

/** Refuses blocking where the tests have it of themselves, or do not know it. */
export function refuseBlocking({ preemptive, server, locks }: Omit<TaskScheduling, "blocking">): void {
  if (locks.protocol !== "none") {
    refuse(`blocking must be left out with lockProtocol ${locks.protocol}: it follows from the sections of the tasks`);
  }
  if (!preemptive) refuse("blocking must be left out without preemption: it follows from the tasks there");
  if (server !== null) refuse(`blocking must be left out with a server, got server ${server.kind}`);
}

function refuse(text: string): never {
  throw new RangeError(`Cannot test schedulability: ${text}`);
}
