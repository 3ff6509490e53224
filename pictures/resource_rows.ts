/**
 * Who had what besides a CPU, over time, from the engine's transitions: the queues of a multilevel policy, the I/O that is
 * under way, the locks that are waited for.
 *
 * @module
 */

import type { Transition } from "../engine/result.ts";

/**
 * A process at a resource from `start` up to, not including, `end`.
 *
 * @example
 * ```ts
 * import { resourceRows, type ResourceSpan } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { policy: "fcfs", devices: 1, transitions: "full" } as const;
 * const { transitions, metrics } = simulate({ processes: [{ bursts: [1, 5, 1] }] }, options);
 * const [{ spans }] = resourceRows(transitions, metrics.makespan);
 * const disk: ResourceSpan = { pid: 1, start: 1, end: 6 };
 * assertEquals(spans, [disk]);
 * ```
 * @category Model
 */
export interface ResourceSpan {
  /** Its pid. */
  readonly pid: number;
  /** The first tick. */
  readonly start: number;
  /** The first tick after it. */
  readonly end: number;
}

/**
 * A row of a chart.
 *
 * @example
 * ```ts
 * import { type ResourceRow, resourceRows } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { policy: "mlfq", quantum: 1, transitions: "full" } as const;
 * const { transitions, metrics } = simulate({ processes: [{ bursts: 4 }] }, options);
 * const rows: ResourceRow[] = resourceRows(transitions, metrics.makespan);
 * assertEquals(rows.map(({ name }) => name), ["queue 0", "queue 1", "queue 2"]);
 * ```
 * @category Model
 */
export interface ResourceRow {
  /** `queue 0`, `I/O`, `disk`, `disk queue`, `lock printer`. */
  readonly name: string;
  /** What it is a row of: a queue's level, unnamed I/O, a device with a name, or a lock. */
  readonly kind: "queue" | "io" | "device" | "lock";
  /** Whether the processes wait rather than are served. */
  readonly isWaiting: boolean;
  /** In order of time; in one row no two overlap, except of waiting processes. */
  readonly spans: readonly ResourceSpan[];
}

/** More I/O at once than this is not drawn. */
const IO_ROWS_MAX = 8;

/** More levels, devices with names or locks than this are not drawn. */
const ROWS_MAX = 16;

/**
 * The rows of a run: of each level at which processes ran (the highest, 0, first), of I/O, as many as were under way at once,
 * of each device with a name, what it served and who waited for it, and of each lock, who waited for it. `end`: where the run ended.
 *
 * @example Who ran from which queue
 * ```ts
 * import { resourceRows } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 4 }] };
 * const options = { policy: "mlfq", quantum: 1, demoteAlone: true, transitions: "full" } as const;
 * const { transitions, metrics } = simulate(workload, options);
 * const rows = resourceRows(transitions, metrics.makespan);
 * assertEquals(rows.map(({ name, spans }) => [name, spans[0].start, spans[0].end]), [
 *   ["queue 0", 0, 1],
 *   ["queue 1", 1, 3],
 *   ["queue 2", 3, 4],
 * ]);
 * ```
 * @category Model
 */
export function resourceRows(transitions: readonly Transition[], end: number): ResourceRow[] {
  const queues = new Map<number, ResourceSpan[]>();
  const io: ResourceSpan[] = [];
  const served = new Map<string, ResourceSpan[]>();
  const queued = new Map<string, ResourceSpan[]>();
  const locks = new Map<string, ResourceSpan[]>();
  const open = new Map<number, Transition>();
  const close = (transition: Transition, to: number) => {
    const { pid, time: start, state, cause, level, lock, device } = transition;
    if (to <= start) return;
    const span = { pid, start, end: to };
    if (state === "running" && level !== null) add(queues, level, span);
    else if (state === "blocked" && cause === "lock") add(locks, lock ?? "", span);
    else if (device !== undefined) add(cause === "device" ? served : queued, device, span);
    else if (state === "blocked") io.push(span);
  };
  for (const transition of transitions) {
    const before = open.get(transition.pid);
    if (before !== undefined) close(before, transition.time);
    open.set(transition.pid, transition);
  }
  for (const transition of open.values()) close(transition, end);
  const levels = [...queues].sort(([a], [b]) => a - b).slice(0, ROWS_MAX);
  return [
    ...levels.map(([level, spans]) => ({
      name: `queue ${level}`,
      kind: "queue" as const,
      isWaiting: false,
      spans: inOrder(spans),
    })),
    ...ioRows(inOrder(io)),
    ...[...served].slice(0, ROWS_MAX).flatMap(([device, spans]) => [
      ...deviceRows(device, inOrder(spans)),
      ...queueRows(device, inOrder(queued.get(device) ?? [])),
    ]),
    ...[...locks].slice(0, ROWS_MAX).map(([lock, spans]) => ({
      name: `lock ${lock}`,
      kind: "lock" as const,
      isWaiting: true,
      spans: inOrder(spans),
    })),
  ];
}

function add<K>(rows: Map<K, ResourceSpan[]>, key: K, span: ResourceSpan): void {
  const row = rows.get(key);
  if (row === undefined) rows.set(key, [span]);
  else row.push(span);
}

function inOrder(spans: ResourceSpan[]): ResourceSpan[] {
  return spans.sort((a, b) => a.start - b.start);
}

/** What a device served, in a row a server. */
function deviceRows(device: string, spans: readonly ResourceSpan[]): ResourceRow[] {
  const rows = inFewRows(spans);
  if (rows.length > IO_ROWS_MAX) return [];
  return rows.map((row, index) => ({
    name: rows.length === 1 ? device : `${device} ${index + 1}`,
    kind: "device",
    isWaiting: false,
    spans: row,
  }));
}

/** Who waited for a device; nothing where nobody did. */
function queueRows(device: string, spans: readonly ResourceSpan[]): ResourceRow[] {
  return spans.length === 0 ? [] : [{ name: `${device} queue`, kind: "device", isWaiting: true, spans }];
}

/** Spans in as few rows as there were at once: each goes into the first row that is free. */
function inFewRows(spans: readonly ResourceSpan[]): ResourceSpan[][] {
  const rows: ResourceSpan[][] = [];
  for (const span of spans) {
    const free = rows.find((row) => row.at(-1)!.end <= span.start);
    if (free !== undefined) free.push(span);
    else rows.push([span]);
  }
  return rows;
}

function ioRows(spans: readonly ResourceSpan[]): ResourceRow[] {
  const rows = inFewRows(spans);
  if (rows.length > IO_ROWS_MAX) return [];
  return rows.map((row, index) => ({
    name: rows.length === 1 ? "I/O" : `I/O ${index + 1}`,
    kind: "io",
    isWaiting: false,
    spans: row,
  }));
}
