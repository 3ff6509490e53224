/**
 * Whether periodic tasks meet their deadlines on one CPU: what the tests of theory say, step by step, and beside them what a
 * simulation of the hyperperiod shows.
 *
 * @module
 */

import { refuseUnknownOptions } from "../../engine/known_options.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Workload, WorkloadColumns } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { runOneOf } from "../_run_one_of.ts";
import type { Contender } from "../contender.ts";
import type { AnalysisOptions, RunProgress } from "../options.ts";
import { Fraction, leastCommonMultiple } from "./_fraction.ts";
import { type PeriodicTask, periodicTasks, tasksAlone } from "./_periodic_tasks.ts";
import { serverTest } from "./_server_test.ts";
import { type TaskSet, taskSet } from "./_task_set.ts";
import { checkedBlocking, checkedOptions, refuseBlocking } from "./_tested_options.ts";
import { densityTest, fixedPriorityBounds, hasBlocking, utilizationOf, utilizationTest } from "./_utilization_tests.ts";
import { type ProcessorDemand, processorDemand, processorDemandTest } from "./processor_demand.ts";
import { type AnalysedResponse, responseTimes, responseTimeTest } from "./response_times.ts";
import type { ExactNumber, SchedulabilityTest, SchedulabilityVerdict, TestedPolicy } from "./schedulability_result.ts";
import type { TestedServer } from "./tested_server.ts";

/** The most jobs that are simulated to see whether they meet their deadlines. */
const SIMULATED_JOBS_MAX = 200_000;

/**
 * A periodic task.
 *
 * @example
 * ```ts
 * import { type AnalysedTask, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { tasks } = await testSchedulability({ processes: [{ name: "sensor", bursts: 2, period: 5 }] }, []);
 * const sensor: AnalysedTask = tasks[0];
 * assertEquals(sensor.utilization, { text: "2/5", value: 0.4 });
 * ```
 * @category Schedulability
 */
export interface AnalysedTask {
  /** Its pid. */
  readonly pid: number;
  /** Its name. */
  readonly name: string;
  /** The tick of its first release. */
  readonly arrival: number;
  /** CPU ticks of a job. */
  readonly cpu: number;
  /** Ticks from one release to the next. */
  readonly period: number;
  /** Ticks after the release; the period where nothing is said. */
  readonly deadline: number;
  /** CPU time / period. */
  readonly utilization: ExactNumber;
}

/**
 * What a simulation showed.
 *
 * @example
 * ```ts
 * import { type SimulatedDeadlines, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 25, period: 50 }, { name: "T2", bursts: 35, period: 80 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "rm", options: { policy: "rm" } }]);
 * const simulated: SimulatedDeadlines = policies[0].simulated!;
 * assertEquals([simulated.misses, simulated.firstMiss], [1, { job: "T2.1", deadline: 80 }]);
 * ```
 * @category Schedulability
 */
export interface SimulatedDeadlines {
  /**
   * Whether the deadlines are met for good: `cannot say` where none was missed, and what comes after the simulated span need not
   * repeat it.
   */
  readonly says: SchedulabilityVerdict;
  /** Jobs that were released. */
  readonly jobs: number;
  /** Those that ended after their deadlines. */
  readonly misses: number;
  /** The tick before which jobs were released. */
  readonly horizon: number;
  /** The first deadline that was missed: the job, and the tick. */
  readonly firstMiss: { readonly job: string; readonly deadline: number } | null;
  /** The longest response of each task, in ticks, in the workload's order. */
  readonly responses: readonly { readonly pid: number; readonly response: number }[];
}

/**
 * What is known of the tasks under one policy.
 *
 * @example
 * ```ts
 * import { type PolicySchedulability, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 25, period: 50 }, { bursts: 35, period: 80 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "edf", options: { policy: "edf" } }]);
 * const edf: PolicySchedulability = policies[0];
 * assertEquals([edf.says, edf.simulated!.misses], ["schedulable", 0]);
 * ```
 * @category Schedulability
 */
export interface PolicySchedulability {
  /** The contender's label. */
  readonly label: string;
  /** The policy. */
  readonly policy: TestedPolicy;
  /** Whether a job that goes before the running one takes the CPU. */
  readonly preemptive: boolean;
  /** What the tests say together, or the simulation where they cannot say. */
  readonly says: SchedulabilityVerdict;
  /** The server beside the tasks; `null` for none. */
  readonly server: TestedServer | null;
  /** Each test. */
  readonly tests: readonly SchedulabilityTest[];
  /** Response-time analysis, the most urgent task first; `null` under EDF, and where nothing bounds what holds a task up. */
  readonly responseTimes: readonly AnalysedResponse[] | null;
  /** The processor demand under EDF, where some deadline is before the next release or jobs are not preempted; else `null`. */
  readonly demand: ProcessorDemand | null;
  /** What a simulation showed; `null` where it would have too many jobs. */
  readonly simulated: SimulatedDeadlines | null;
}

/**
 * Whether the tasks of a workload meet their deadlines.
 *
 * @example
 * ```ts
 * import { type Schedulability, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 2, period: 4 }, { bursts: 3, period: 6 }, { bursts: 1 }] };
 * const { hyperperiod, leftOut }: Schedulability = await testSchedulability(tasks, []);
 * assertEquals([hyperperiod, leftOut], [12, 1]);
 * ```
 * @category Schedulability
 */
export interface Schedulability {
  /** The periodic tasks, in the workload's order. */
  readonly tasks: readonly AnalysedTask[];
  /** How many processes have no period: they are no tasks, and are left out. */
  readonly leftOut: number;
  /** The sum of CPU time / period. */
  readonly utilization: ExactNumber;
  /** The least common multiple of the periods; `null` where it passes 2^53 - 1. */
  readonly hyperperiod: number | null;
  /** Under each contender. */
  readonly policies: readonly PolicySchedulability[];
}

/**
 * What the tests are asked besides the policies.
 *
 * @example
 * ```ts
 * import { type SchedulabilityOptions, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ name: "t1", bursts: 4, period: 10 }, { name: "t2", bursts: 3, period: 15 }];
 * const options: SchedulabilityOptions = { blocking: { t1: 5 } };
 * const contenders = [{ label: "rm", options: { policy: "rm" as const } }];
 * const { policies } = await testSchedulability({ processes }, contenders, options);
 * assertEquals(policies[0].responseTimes!.map(({ response }) => response), [9, 7]); // R1 = 4 + 5
 * ```
 * @category Schedulability
 */
export interface SchedulabilityOptions extends AnalysisOptions<RunProgress> {
  /**
   * The longest time for which a less urgent task may hold one up, in ticks from 0, by the name of the one that is held up: what a
   * protocol for locks bounds. Default: none with preemption, what follows from the tasks without.
   */
  readonly blocking?: Readonly<Record<string, number>>;
}

/**
 * Tests whether the periodic tasks of a workload meet all deadlines on one CPU, under `rm`, `dm`, `priority` or `edf`: by bounds on the
 * utilisation, response-time analysis and processor demand, in exact fractions, each with its steps. A simulation of the hyperperiod
 * stands beside, where it has 200,000 jobs at the most. Processes without a period are left out.
 *
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If there is no periodic task, or more than 1,000; if the policy is another one, or the machine has more than a
 * CPU without costs.
 * @throws {RunDeadlockError} If the jobs of a simulation wait for each other's locks.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 1, period: 4 }, { bursts: 2, period: 6 }, { bursts: 3, period: 13 }] };
 * const { utilization, policies } = await testSchedulability(tasks, [{ label: "rm", options: { policy: "rm" } }]);
 * assertEquals(utilization.text, "127/156"); // more than the bound of Liu and Layland for three, 0.780
 * assertEquals(policies[0].responseTimes!.map(({ response }) => response), [1, 3, 10]);
 * assertEquals(policies[0].says, "schedulable");
 * ```
 * @category Schedulability
 */
export async function testSchedulability(
  workload: Workload | WorkloadColumns,
  contenders: readonly Contender[],
  options: SchedulabilityOptions = {},
): Promise<Schedulability> {
  const known: (keyof SchedulabilityOptions)[] = ["signal", "onProgress", "blocking"];
  refuseUnknownOptions("test schedulability", options, known);
  const scheduled = contenders.map(({ label, options }) => {
    const asked = options as Parameters<typeof checkedOptions>[0]; // one's own is refused like others that no test knows
    return { label, asked, resolved: checkedOptions(asked) };
  });
  const columns = toColumns(workload);
  const tasks = periodicTasks(columns);
  const alone = toColumns(tasksAlone(columns, tasks));
  const blocking = checkedBlocking(options.blocking, tasks);
  const policies: PolicySchedulability[] = [];
  for (const [index, { label, asked, resolved }] of scheduled.entries()) {
    const { policy, preemptive, isHighFirst, server, locks } = resolved;
    if (blocking !== null) refuseBlocking(resolved);
    const set = taskSet(tasks, { policy, preemptive, isHighFirst, server, blocking, locks });
    const { says, ...tested } = testPolicy(set);
    let simulated: SimulatedDeadlines | null = null;
    if (jobsOf(tasks, asked.horizon || usualHorizon(tasks)) <= SIMULATED_JOBS_MAX) {
      const place = { label, index, runs: contenders.length };
      const { server: asIs } = asked as { server?: string };
      const simulation = new Simulation(asIs === undefined || asIs === "none" ? alone : columns, asked);
      simulated = simulatedOf(await runOneOf(simulation, place, options), set);
    }
    const together = says === "cannot say" && simulated !== null ? simulated.says : says;
    policies.push({ label, policy, preemptive, server, says: together, ...tested, simulated });
  }
  const shares = tasks.map(({ cpu, period }) => ({ utilization: Fraction.of(cpu, period) }));
  return {
    tasks: tasks.map(({ pid, name, arrival, cpu, period, deadline }, index) => {
      return { pid, name, arrival, cpu, period, deadline, utilization: shares[index].utilization.exact() };
    }),
    leftOut: columns.arrival.length - tasks.length,
    utilization: utilizationOf(shares).exact(),
    hyperperiod: hyperperiodOf(tasks),
    policies,
  };
}

function testPolicy(set: TaskSet): Pick<PolicySchedulability, "says" | "tests" | "responseTimes" | "demand"> {
  const tests = [utilizationTest(set)];
  const sized = serverTest(set);
  if (sized !== null) tests.push(sized);
  let responses: AnalysedResponse[] | null = null;
  let demand: ProcessorDemand | null = null;
  if (set.policy !== "edf") {
    tests.push(...fixedPriorityBounds(set));
    if (set.hindrance === null) {
      responses = responseTimes(set);
      tests.push(responseTimeTest(set, responses));
    }
  } else if (!set.isImplicit || !set.preemptive || hasBlocking(set)) {
    tests.push(densityTest(set));
    // What a total bandwidth server has due by a deadline nobody knows beforehand.
    if (set.hindrance === null && set.server === null && tests[0].says !== "not schedulable") {
      demand = processorDemand(set);
      tests.push(processorDemandTest(set, demand));
    }
  }
  const said = tests.map(({ says }) => says);
  const says = said.includes("not schedulable")
    ? "not schedulable"
    : said.includes("schedulable")
    ? "schedulable"
    : "cannot say";
  return { says, tests, responseTimes: responses, demand };
}

/** The least common multiple of the periods; `null` where it passes 2^53 - 1. */
function hyperperiodOf(tasks: readonly PeriodicTask[]): number | null {
  const multiple = leastCommonMultiple(tasks.map(({ period }) => BigInt(period)));
  return multiple === null ? null : Number(multiple);
}

/** The end of the span after which everything repeats itself; `Infinity` where the hyperperiod is no safe number. */
function usualHorizon(tasks: readonly PeriodicTask[]): number {
  const arrivals = tasks.map(({ arrival }) => arrival);
  const [first, last] = [Math.min(...arrivals), Math.max(...arrivals)];
  return last + (hyperperiodOf(tasks) ?? Infinity) * (first === last ? 1 : 2);
}

/** About how many jobs are released before `horizon`. */
function jobsOf(tasks: readonly PeriodicTask[], horizon: number): number {
  return tasks.reduce((sum, { arrival, period }) => sum + Math.max(0, Math.ceil((horizon - arrival) / period)), 0);
}

function simulatedOf({ deadlines, columns, workload }: SimulationResult, set: TaskSet): SimulatedDeadlines {
  const { jobs, misses, horizon, tasks } = deadlines!;
  let firstMiss: SimulatedDeadlines["firstMiss"] = null;
  for (let row = 0; misses > 0 && row < columns.arrival.length; row++) {
    const deadline = columns.arrival[row] + workload.deadline![row];
    if (workload.deadline![row] === 0) continue; // served, and due at no time
    if (columns.finish[row] <= deadline || (firstMiss !== null && firstMiss.deadline <= deadline)) continue;
    firstMiss = { job: workload.names?.[row] ?? `P${row + 1}`, deadline };
  }
  const responses = tasks.map(({ pid, responseMax }) => ({ pid, response: responseMax }));
  const says = misses > 0 ? "not schedulable" : repeats(set, horizon!) ? "schedulable" : "cannot say";
  return { says, jobs, misses, horizon: horizon!, firstMiss, responses };
}

/**
 * Whether what happened before `horizon` without a miss is all that ever happens. Tasks that are released at once have nothing left at
 * the end of the hyperperiod, if they ask for no more than there is; with other releases that is known of preemptive policies.
 */
function repeats({ tasks, isSynchronous, preemptive, hindrance, server }: TaskSet, horizon: number): boolean {
  if (server !== null) return false; // other processes may come at other times
  if (horizon < usualHorizon(tasks) || utilizationOf(tasks).compare(Fraction.ONE) > 0) return false;
  const isDoneInTime = tasks.every(({ deadline, period }) => deadline <= period);
  return isSynchronous ? hindrance === null || isDoneInTime : preemptive && hindrance === null && isDoneInTime;
}
