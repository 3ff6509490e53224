/**
 * The scenarios, in the order of the course. Each is a file of this folder that is loaded when it is asked for.
 *
 * @module
 */

import type { ParameterSet } from "./_parameters.ts";
import type { Scenario } from "./_scenario.ts";

// A scenario's own methods know its parameters' types; whoever runs any scenario does not.
// deno-lint-ignore no-explicit-any
type Loader = () => Promise<{ readonly scenario: Scenario<any> }>;

const LOADERS: Readonly<Record<string, Loader>> = {
  "program-and-process": () => import("./program_and_process.ts"),
  "ps": () => import("./ps.ts"),
  "address-spaces": () => import("./address_spaces.ts"),
  "concurrent-vs-parallel": () => import("./concurrent_vs_parallel.ts"),
  "policies": () => import("./policies.ts"),
  "states": () => import("./states.ts"),
  "sync-vs-async": () => import("./sync_vs_async.ts"),
  "create": () => import("./create.ts"),
  "kill-9": () => import("./kill_9.ts"),
  "crash": () => import("./crash.ts"),
  "family": () => import("./family.ts"),
  "join": () => import("./join.ts"),
  "subclass": () => import("./subclass.ts"),
  "isolation": () => import("./isolation.ts"),
  "daemon": () => import("./daemon.ts"),
  "server": () => import("./server.ts"),
  "terminate": () => import("./terminate.ts"),
  "lock": () => import("./lock.ts"),
  "tickets": () => import("./tickets.ts"),
  "tickets-shared": () => import("./tickets_shared.ts"),
  "deadlock": () => import("./deadlock.ts"),
  "traffic-light": () => import("./traffic_light.ts"),
  "queue-basics": () => import("./queue_basics.ts"),
  "producers-consumers": () => import("./producers_consumers.ts"),
  "pipe": () => import("./pipe.ts"),
  "pipe-eof": () => import("./pipe_eof.ts"),
  "manager": () => import("./manager.ts"),
  "pool-why": () => import("./pool_why.ts"),
  "pool-speed": () => import("./pool_speed.ts"),
  "pool-output": () => import("./pool_output.ts"),
  "pool-order": () => import("./pool_order.ts"),
  "pool-capacity": () => import("./pool_capacity.ts"),
  "pool-callbacks": () => import("./pool_callbacks.ts"),
};

/** The names of all scenarios. */
export const SCENARIO_NAMES: readonly string[] = Object.keys(LOADERS);

/** Loads one of {@linkcode SCENARIO_NAMES}. */
export async function loadScenario(name: string): Promise<Scenario<ParameterSet>> {
  return (await LOADERS[name]()).scenario;
}

/** Loads them all. */
export function loadScenarios(): Promise<Scenario<ParameterSet>[]> {
  return Promise.all(SCENARIO_NAMES.map(loadScenario));
}
