/**
 * The machine that a log of a cluster was taken on as the machine that its jobs are run on: `--machine log`.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { Policy } from "../../engine/policy.ts";
import type { ClusterLog } from "../../engine/workload/cluster_log.ts";
import { UsageError } from "../exit_code.ts";
import { choice } from "./flags.ts";
import type { SimulationTexts } from "./simulation_flags.ts";

/** `--machine`: where the machine is taken from. */
export const machineFlags = {
  machine: choice(
    "Run on the machine that a cluster's log was taken on: as many CPUs, and jobs that take theirs at once",
    "where",
    ["log"],
    { group: "Machine" },
  ),
};

/** What was typed of the machine. */
export type MachineTexts = SimulationTexts & { readonly machine?: "log" };

/**
 * The options of the machine for a policy, with those of the log where `--machine log` asks for them. A policy that cannot
 * run rigid jobs gets the CPUs alone.
 *
 * @throws {UsageError} When the log does not say how large its machine is, or options contradict it.
 */
export function machineTexts<T extends MachineTexts>(
  command: string,
  given: T,
  log: ClusterLog | undefined,
  policy: Pick<Policy, "rigid">,
): T {
  if (given.machine === undefined) return given;
  const refuse = (rule: string): never => {
    throw new UsageError(`Cannot ${command}: --machine log must ${rule}`);
  };
  if (given.cpus !== undefined) refuse("come without --cpus, which it stands for");
  if (log === undefined) return refuse("come with a log of a cluster");
  if (log.processors === undefined) {
    return refuse("come with a log that says how large its machine is; say it with --cpus");
  }
  return { ...given, cpus: String(log.processors), ...(policy.rigid ? { rigid: "true" } : {}) };
}

/** What the reader should know of a log's machine, where its jobs are not run on it. */
export function machineNotes(
  log: ClusterLog | undefined,
  machines: readonly { readonly cpus: number; readonly rigid: boolean }[],
): string[] {
  const processors = log?.processors;
  if (processors === undefined) return [];
  const where = `${formatCount(processors)} processors (${log!.processorsFrom})`;
  const other = machines.find(({ cpus }) => cpus !== processors);
  if (other !== undefined) {
    return [`The log was taken on ${where}, and is run on ${formatCount(other.cpus)}: see --machine log`];
  }
  if (processors === 1 || machines.every(({ rigid }) => rigid)) return [];
  return [`The jobs of the log took their processors at once, out of ${where}: see --machine log and --rigid`];
}
