/**
 * What the reference simulator knows of a process, and how a workload becomes a list of them.
 *
 * @module
 */

import type { ReadyCause } from "../../engine/policy_options.ts";
import type { ProcessResult, ProcessState } from "../../engine/result.ts";
import type { Burst, ProcessSpec, Workload } from "../../engine/workload.ts";

/** A process under simulation: its program, where it stands, and what was counted so far. */
export interface ReferenceProcess {
  /** Its position in the workload. */
  readonly row: number;
  readonly pid: number;
  readonly name: string;
  /** Infinity while nobody knows: before the end of the process that it comes after. */
  arrival: number;
  /** Its place in the order of arrivals: by (arrival, pid), but for those of one instant that came in a later round of step 3. */
  order: number;
  readonly processors: number;
  /** The process as the workload has it, for what only some policies look at. */
  readonly spec: ProcessSpec;
  readonly program: readonly Burst[];
  /** CPU ticks of the whole program. */
  readonly cpuTotal: number;

  /** Index into `program` of what it does, or does next. */
  step: number;
  /** Ticks left of its current CPU burst. */
  remaining: number;
  state: ProcessState;
  /** The CPU that it has, or had until it left it at this instant. */
  cpu: number | null;
  /** Number of its current dispatch, over the whole run. Segments of one dispatch belong together. */
  dispatch: number;
  /** Ticks left of its quantum; while it is not running, 0 stands for a full one at its next dispatch. */
  slice: number;

  /** Where its memory begins; -1 where it has none. */
  address: number;
  /** Position in its ready queue: less is nearer to the head. Negative ones were put at the head. */
  place: number;
  /** Why it last became ready. */
  cause: ReadyCause;
  /** Multilevel feedback: its level, and the slices that it may still use there. */
  level: number;
  allotment: number;
  /** Multilevel feedback: the level at which its quantum was last used up. */
  levelUsedUp: number;
  /** The instant of its last boost. */
  boostedAt: number;

  firstRun: number | null;
  finish: number | null;
  waiting: number;
  blocked: number;
  /** Ticks that it waited for locks, and those of them that are inversions. */
  lockWait: number;
  inversion: number;
  held: number;
  switching: number;
  dispatches: number;
  preemptions: number;
  /** Ticks of its present stay in state ready, and of its longest. */
  stay: number;
  longestStay: number;
}

/** A program with every entry spelt out. */
export function normalizeBursts(bursts: number | readonly (number | Burst)[]): Burst[] {
  if (typeof bursts === "number") return [{ cpu: bursts }];
  const program: Burst[] = [];
  for (const burst of bursts) {
    const before = program.at(-1);
    const isIo = before !== undefined && "cpu" in before;
    program.push(typeof burst !== "number" ? burst : isIo ? { io: burst } : { cpu: burst });
  }
  return program;
}

/** The processes of a valid workload, by (arrival, pid). */
export function createProcesses(workload: Workload): ReferenceProcess[] {
  const processes = workload.processes.map((spec, row): ReferenceProcess => {
    const program = normalizeBursts(spec.bursts);
    const pid = spec.pid ?? row + 1;
    return {
      row,
      pid,
      name: spec.name ?? `P${pid}`,
      arrival: spec.after === undefined ? spec.arrival ?? 0 : Infinity,
      order: 0,
      processors: spec.processors ?? 1,
      spec,
      program,
      cpuTotal: program.reduce((sum, burst) => sum + ("cpu" in burst ? burst.cpu : 0), 0),
      step: 0,
      remaining: "cpu" in program[0] ? program[0].cpu : 0,
      state: "new",
      cpu: null,
      dispatch: -1,
      slice: 0,
      address: -1,
      place: 0,
      cause: "new",
      level: 0,
      allotment: 0,
      levelUsedUp: 0,
      boostedAt: -1,
      firstRun: null,
      finish: null,
      waiting: 0,
      blocked: 0,
      lockWait: 0,
      inversion: 0,
      held: 0,
      switching: 0,
      dispatches: 0,
      preemptions: 0,
      stay: 0,
      longestStay: 0,
    };
  });
  return sortByArrival(processes);
}

/** By (arrival, pid), those that nobody knows the arrival of last. */
export function sortByArrival(processes: ReferenceProcess[]): ReferenceProcess[] {
  return processes.sort((a, b) => a.arrival < b.arrival ? -1 : a.arrival > b.arrival ? 1 : a.pid - b.pid);
}

/** Which figures a run has besides those that all have. */
export interface ShownFigures {
  hasPriority: boolean;
  hasSize: boolean;
  hasLocks: boolean;
  /** Whether there are locks, and urgencies that stay. */
  hasUrgency: boolean;
}

/** The figures of a process that has ended. */
export function figuresOf(
  process: ReferenceProcess,
  { hasPriority, hasSize, hasLocks, hasUrgency }: ShownFigures,
): ProcessResult {
  const { pid, name, arrival, waiting, blocked, held, switching, dispatches, preemptions } = process;
  const turnaround = process.finish! - arrival;
  return {
    pid,
    name,
    arrival,
    cpu: process.cpuTotal,
    ...(hasPriority ? { priority: process.spec.priority ?? 0 } : {}),
    firstRun: process.firstRun!,
    finish: process.finish!,
    turnaround,
    waiting,
    response: process.firstRun! - arrival,
    blocked,
    ...(hasLocks ? { lockWait: process.lockWait } : {}),
    ...(hasUrgency ? { inversion: process.inversion } : {}),
    held,
    switching,
    ...(hasSize ? { memory: process.spec.memory ?? 0, address: process.address < 0 ? null : process.address } : {}),
    weightedTurnaround: turnaround / process.cpuTotal,
    dispatches,
    preemptions,
  };
}
