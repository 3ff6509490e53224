import type { SchedulerCore } from "../core.ts";
import type { OptionSpec, Refusal } from "../policy.ts";
import type { DeadlineServerOptions, PeriodServerOptions } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { totalCpu } from "../workload/_total_cpu.ts";
import { pidOf, traitOf } from "./_traits.ts";

/** What a sporadic server may have to be given back at a time: an entry for each tick at the most. */
const SPORADIC_BUDGET_MAX = 2 ** 20;

/** The kinds of servers whose budget the core keeps, with its numbers of them. */
const KINDS = { polling: 1, deferrable: 2, sporadic: 3 } as const;

const BUDGET: OptionSpec = {
  name: "serverBudget",
  type: "ticks",
  min: 1,
  summary: "Ticks that the server has in each of its periods.",
};

const PERIOD: OptionSpec = { name: "serverPeriod", type: "ticks", min: 1, summary: "Ticks of the server's period." };

/** The options of a server among tasks with fixed priorities. */
export const PERIOD_SERVER: readonly OptionSpec[] = [
  {
    name: "server",
    type: "choice",
    choices: ["none", "background", "polling", "deferrable", "sporadic"],
    default: "none",
    summary: "Who runs processes without a period: nobody, the time that is left, or a server of this kind.",
  },
  BUDGET,
  PERIOD,
];

/** The options of a server among deadlines. */
export const DEADLINE_SERVER: readonly OptionSpec[] = [
  {
    name: "server",
    type: "choice",
    choices: ["none", "background", "total-bandwidth"],
    default: "none",
    summary: "Who runs processes without a deadline: nobody, the time that is left, or a total bandwidth server.",
  },
  BUDGET,
  PERIOD,
];

/** What a server's budget cannot do: it is one, for one CPU. */
export const SERVER_REFUSALS: readonly Refusal[] = Object.keys(KINDS).map((server) => ({
  features: ["cpus", "queues", "groups", "affinity", "speeds", "migrationCost", "cacheWarmup", "switchCost"],
  when: { server },
  reason: "the budget of a server is that of one CPU, in ticks of execution",
}));

/** What locks cannot go by where a server says how urgent a process is. */
export function servedRefusals([{ choices = [] }]: readonly OptionSpec[]): readonly Refusal[] {
  return choices.filter((server) => server !== "none").map((server) => ({
    features: Object.hasOwn(KINDS, server) ? ["lockProtocol", "lockOrder"] : ["lockProtocol"],
    when: { server },
    reason: "who is served has no urgency of its own but its server's",
  }));
}

/** Whether the core keeps the server's budget. */
export function hasBudget({ server }: Required<PeriodServerOptions>): boolean {
  return Object.hasOwn(KINDS, server);
}

/**
 * Checks the options; a budget and a period are there where the server has them.
 *
 * @throws {RangeError} If the server lacks a budget or a period, or they are none of its kind.
 */
export function resolveServer<O extends (PeriodServerOptions | DeadlineServerOptions) & { equals?: string }>(
  options: O,
): Required<O> {
  const { server = "none", serverBudget, serverPeriod } = options;
  const needsBoth = server !== "none" && server !== "background";
  for (const [name, value] of Object.entries({ serverBudget, serverPeriod })) {
    if (needsBoth && value === undefined) refuse(`${name} must be given with server ${server}`);
    if (!needsBoth && value !== undefined) refuse(`${name} must come with a server that has one, got server ${server}`);
  }
  if (!needsBoth) return options as Required<O>;
  if (serverBudget! > serverPeriod!) {
    refuse(`serverBudget must be at most serverPeriod (${serverPeriod}), got ${serverBudget}`);
  }
  if (server === "sporadic" && serverBudget! > SPORADIC_BUDGET_MAX) {
    refuse(`serverBudget must be at most ${SPORADIC_BUDGET_MAX} with server sporadic, got ${serverBudget}`);
  }
  if (Object.hasOwn(KINDS, server) && options.equals === "arrival") {
    refuse(`equals must be running with server ${server}, which serves its jobs in turn, got arrival`);
  }
  return options as Required<O>;
}

function refuse(text: string): never {
  throw new RangeError(`Cannot simulate: ${text}`);
}

/**
 * The keys of the tasks, as `keys` has them of a workload without others; of processes without a period `Infinity` in the background,
 * and a negative number where a server serves them.
 */
export function withServed(
  workload: WorkloadColumns,
  options: Required<PeriodServerOptions>,
  keys: (isServed: (row: number) => boolean) => Float64Array,
): Float64Array {
  if (options.server === "none") return keys(() => false);
  const periods = traitOf(workload, "period");
  const served = hasBudget(options) ? -1 : Infinity;
  return keys((row) => periods[row] === 0).map((key, row) => periods[row] === 0 ? served : key);
}

/** The most ticks that each process runs before its budget is used up: it may have two of them around the end of a period. */
export function servedQuanta(options: Required<PeriodServerOptions>, workload: WorkloadColumns): Float64Array {
  const most = hasBudget(options) ? 2 * options.serverBudget : Infinity;
  return traitOf(workload, "period").map((period) => period === 0 ? most : Infinity);
}

/** Tells the core of the server. */
export function writeServer(core: SchedulerCore, options: Required<PeriodServerOptions>): void {
  const { server, serverBudget, serverPeriod } = options;
  core.serverKind.value = hasBudget(options) ? KINDS[server as keyof typeof KINDS] : 0;
  if (!hasBudget(options)) return;
  core.serverBudget.value = serverBudget;
  core.serverPeriod.value = serverPeriod;
  core.serverKey.value = serverPeriod - 0.5; // before a task of the same period
}

/** What must be known of a server before the core's memory is laid out. */
export function replenishmentsOf({ server, serverBudget }: Required<PeriodServerOptions>): number {
  return server === "sporadic" ? serverBudget : 0;
}

/**
 * The deadlines of processes that have none, absolute: of each in the order of (arrival, pid) the later of its arrival and the
 * deadline before it, and its CPU time x `serverPeriod` / `serverBudget` after that, as doubles; `Infinity` in the background.
 *
 * @throws {RangeError} If such a process arrives after another one has ended: its arrival is not known.
 */
export function bandwidthDeadlines(
  workload: WorkloadColumns,
  { server, serverBudget, serverPeriod }: Required<DeadlineServerOptions>,
  isServed: (row: number) => boolean,
): Map<number, number> {
  const rows = Array.from(workload.arrival.keys()).filter(isServed);
  if (server === "background") return new Map(rows.map((row) => [row, Infinity]));
  const late = rows.find((row) => (workload.after?.[row] ?? -1) >= 0);
  if (late !== undefined) {
    refuse(
      "after must be left out with server total-bandwidth, whose deadlines go by the arrivals, got it of process " +
        pidOf(workload, late),
    );
  }
  const cpu = totalCpu(workload);
  const { arrival } = workload;
  rows.sort((a, b) => arrival[a] - arrival[b] || pidOf(workload, a) - pidOf(workload, b));
  let deadline = 0;
  return new Map(rows.map((row) => {
    deadline = Math.max(arrival[row], deadline) + cpu[row] * serverPeriod / serverBudget;
    return [row, deadline];
  }));
}
