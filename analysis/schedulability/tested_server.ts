/**
 * The servers that tests of schedulability know.
 *
 * @module
 */

import type { ExactNumber } from "./schedulability_result.ts";

/**
 * A kind of server that takes part in the tests. One in the background takes nothing from the tasks.
 *
 * @example
 * ```ts
 * import { type ServerKind, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 1, period: 5 }, { bursts: 2, period: 8 }] };
 * const greatest = async (server: Exclude<ServerKind, "total-bandwidth">) => {
 *   const options = { policy: "rm" as const, server, serverBudget: 1, serverPeriod: 4 };
 *   const { policies: [{ tests }] } = await testSchedulability(tasks, [{ label: server, options }]);
 *   return tests.find(({ name }) => name === "server")!.bound!.text;
 * };
 * assertEquals([await greatest("sporadic"), await greatest("deferrable")], ["1/3", "1/4"]);
 * ```
 * @category Schedulability
 */
export type ServerKind = "polling" | "deferrable" | "sporadic" | "total-bandwidth";

/**
 * The server beside the tasks.
 *
 * @example
 * ```ts
 * import { type TestedServer, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { policy: "rm" as const, server: "polling" as const, serverBudget: 1, serverPeriod: 4 };
 * const tasks = { processes: [{ bursts: 1, period: 5 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "rm", options }]);
 * const server: TestedServer = policies[0].server!;
 * assertEquals([server.kind, server.utilization.text, server.jitter], ["polling", "1/4", 0]);
 * ```
 * @category Schedulability
 */
export interface TestedServer {
  /** Which. */
  readonly kind: ServerKind;
  /** Ticks that it has in each period. */
  readonly budget: number;
  /** Ticks of its period. */
  readonly period: number;
  /** Budget / period. */
  readonly utilization: ExactNumber;
  /** Ticks by which its budget may come early, seen from the tasks behind it: of a deferrable one period - budget, else 0. */
  readonly jitter: number;
}
