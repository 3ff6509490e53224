/**
 * Holds the decisions of a log against a policy: the same workload is run under it, and the first tick at which a CPU of the
 * log does otherwise is the first wrong decision. What follows from it is not judged.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { OwnPolicyOptions } from "../../engine/own_policy.ts";
import type { Segment } from "../../engine/result.ts";
import { type Progress, Simulation } from "../../engine/simulation.ts";
import type { Workload, WorkloadColumns } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { explainSimulation, type Explanation } from "../explain.ts";
import { FirstDifference } from "../first_difference.ts";
import type { AnalysisOptions } from "../options.ts";
import type { Log, LoggedSegment, Place } from "./log.ts";

/**
 * The first tick at which a log does not do what the policy decides.
 *
 * @example
 * ```ts
 * import { checkDecisions, readLog, type WrongDecision } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", bursts: 1 }] };
 * const log = readLog("homework.csv", "name,cpu,start,end\nA,0,0,3\nB,0,3,4\n");
 * const wrong: WrongDecision = (await checkDecisions(log, workload, { policy: "sjf" })).wrong!;
 * assertEquals([wrong.tick, wrong.got, wrong.wanted, wrong.place.line], [0, "A", 2, 2]);
 * ```
 * @category Checking
 */
export interface WrongDecision {
  /** The tick. */
  readonly tick: number;
  /** The CPU. */
  readonly cpu: number;
  /** Where the log says what it does then. */
  readonly place: Place;
  /** What the CPU does in the log: the process as the log calls it; `null` where it is idle. */
  readonly got: string | null;
  /** The pid that the policy runs there; `null` where it leaves the CPU idle. */
  readonly wanted: number | null;
  /** What the policy decides at that tick, and what still holds of what it decided before. */
  readonly explanation: Explanation;
}

/**
 * Whether a log's decisions are the policy's.
 *
 * @example
 * ```ts
 * import { checkDecisions, type CheckedDecisions, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", bursts: 1 }] };
 * const log = readLog("homework.csv", "name,cpu,start,end\nA,0,0,3\nB,0,3,4\n");
 * const checked: CheckedDecisions = await checkDecisions(log, workload, { policy: "fcfs" });
 * assertEquals(checked, { segments: 2, wrong: null });
 * ```
 * @category Checking
 */
export interface CheckedDecisions {
  /** Segments of the log that were looked at. */
  readonly segments: number;
  /** The first wrong one; `null` where all are right. */
  readonly wrong: WrongDecision | null;
}

/**
 * Checks the decisions of a log.
 *
 * @param workload The workload that was run.
 * @param options The policy and the machine that it is said to have run on.
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range.
 * @throws {SimulationDeadlockError} If the processes wait for each other's locks.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { checkDecisions, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", bursts: 1 }] };
 * const log = readLog("homework.csv", "name,cpu,start,end\nA,0,0,3\nB,0,3,4\n");
 * const { wrong } = await checkDecisions(log, workload, { policy: "sjf" });
 * assertEquals(wrong?.tick, 0); // B is shorter
 * ```
 * @category Checking
 */
export async function checkDecisions(
  log: Log,
  workload: Workload | WorkloadColumns,
  options: SimulationOptions | OwnPolicyOptions,
  how: AnalysisOptions<Progress> = {},
): Promise<CheckedDecisions> {
  const columns = toColumns(workload);
  const simulation = new Simulation(columns, { ...options, timeline: "full" });
  const logged = loggedLanes(log, simulation.workload);
  const cpus = Math.max(simulation.options.cpus, ...logged.keys().map((cpu) => cpu + 1));
  const finder = new FirstDifference(cpus);
  for (const lane of logged.values()) finder.add(0, lane.map(({ segment }) => segment));
  finder.end(0);
  await simulation.run({ ...how, onRecorded: (segments) => finder.add(1, segments) });
  finder.end(1);
  const { difference } = finder;
  const segments = log.segments.length;
  if (difference === null) return { segments, wrong: null };
  const { tick, cpus: [cpu] } = difference;
  const window = { from: tick, to: tick + 1 };
  const again = new Simulation(columns, { ...options, decisions: "full", transitions: window });
  const explanation = await explainSimulation(again, { at: tick, signal: how.signal });
  const decided = explanation.decisions.find(({ decision }) => decision.cpu === cpu)?.decision ??
    explanation.standing.find((decision) => decision.cpu === cpu);
  const found = logged.get(cpu)?.find(({ segment }) => segment.end > tick);
  const isBusy = found !== undefined && found.segment.start <= tick;
  const place = found?.logged.place ?? { file: log.file, line: 1, path: "timeline" };
  return {
    segments,
    wrong: {
      tick,
      cpu,
      place,
      got: isBusy ? found.logged.process : null,
      wanted: decided?.pid ?? null,
      explanation,
    },
  };
}

/** A segment of the log as the engine would record it. */
interface LoggedLaneEntry {
  readonly logged: LoggedSegment;
  readonly segment: Segment;
}

/** The log's segments by CPU, in order of time. A process that the workload does not have gets a pid of nobody's. */
function loggedLanes(log: Log, { pid, names, arrival }: WorkloadColumns): Map<number, LoggedLaneEntry[]> {
  const known = new Map<string, number>();
  for (let row = 0; row < arrival.length; row++) {
    const number = pid?.[row] ?? row + 1;
    const name = names?.[row] ?? `P${number}`;
    if (!known.has(name)) known.set(name, number);
  }
  // A number is a pid before it is a name.
  for (let row = 0; row < arrival.length; row++) known.set(String(pid?.[row] ?? row + 1), pid?.[row] ?? row + 1);
  const lanes = new Map<number, LoggedLaneEntry[]>();
  for (const logged of log.segments) {
    const { cpu, start, end, kind, process } = logged;
    const segment = { cpu, start, end, kind, pid: known.get(process) ?? -1 };
    const lane = lanes.get(cpu);
    if (lane === undefined) lanes.set(cpu, [{ logged, segment }]);
    else lane.push({ logged, segment });
  }
  for (const lane of lanes.values()) lane.sort((a, b) => a.segment.start - b.segment.start);
  return lanes;
}
