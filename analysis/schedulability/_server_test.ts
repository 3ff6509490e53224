/**
 * How great a server may be beside the tasks: Buttazzo, Hard Real-Time Computing Systems, chapters 5 and 6.
 *
 * @module
 */

import { Fraction } from "./_fraction.ts";
import { isInOrderOfWindows, type TaskSet } from "./_task_set.ts";
import type { SchedulabilityTest } from "./schedulability_result.ts";
import type { ServerKind } from "./tested_server.ts";

const TWO = Fraction.of(2);

const BECAUSE: Readonly<Record<ServerKind, string>> = {
  "polling": "enough for a polling server that goes before all tasks: (2 - P) / P, P the product of all U + 1",
  "sporadic": "enough for a sporadic server that goes before all tasks: (2 - P) / P, P the product of all U + 1",
  "deferrable":
    "enough for a deferrable server that goes before all tasks: (2 - P) / (2 P - 1), P the product of all U + 1",
  "total-bandwidth": "enough for EDF: what the tasks leave of the CPU",
};

/** The server's part of the CPU, and the greatest that it may have. */
export function serverTest(set: TaskSet): SchedulabilityTest | null {
  const { server, tasks, isImplicit, hindrance } = set;
  if (server === null) return null;
  const own = tasks.filter(({ isServer }) => !isServer);
  const left = Fraction.of(server.budget, server.period);
  const test = { name: "server", left: left.exact(), bound: null } as const;
  if (hindrance !== null) return { ...test, says: "cannot say", because: hindrance };
  if (!isImplicit) {
    return { ...test, says: "cannot say", because: "it is a bound where no deadline is before the end of its period" };
  }
  if (server.kind !== "total-bandwidth" && (!tasks[0].isServer || !isInOrderOfWindows(set))) {
    return { ...test, says: "cannot say", because: "it is a bound where the server goes before all tasks" };
  }
  const bound = greatestPart(server.kind, own.map(({ utilization }) => utilization));
  const isWithin = left.compare(bound) <= 0;
  return {
    ...test,
    bound: bound.exact(),
    says: isWithin ? "schedulable" : server.kind === "total-bandwidth" ? "not schedulable" : "cannot say",
    because: BECAUSE[server.kind],
  };
}

function greatestPart(kind: ServerKind, parts: readonly Fraction[]): Fraction {
  if (kind === "total-bandwidth") return parts.reduce((rest, part) => rest.minus(part), Fraction.ONE);
  const product = parts.reduce((all, part) => all.times(part.plus(Fraction.ONE)), Fraction.ONE);
  const below = kind === "deferrable" ? product.times(TWO).minus(Fraction.ONE) : product;
  return TWO.minus(product).dividedBy(below);
}
