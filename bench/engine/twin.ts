/**
 * The engine's twin in TypeScript: the same simulation as a developer would write it who wants it fast in JavaScript.
 * Struct of arrays, intrusive lists, a bitmap of levels, a 4-ary heap; one loop for each kind of ready queue, so that
 * each compiles to code of its own; state of the loop in locals. One CPU, one burst a process, nothing recorded.
 *
 * `twin.c` is the same line by line. Rules: engine/RULES.md.
 *
 * @module
 */

import type { TwinPolicy } from "./policies.ts";
import type { OutcomeColumns } from "./outcome.ts";

const NONE = -1;

/** A workload with all that a run writes. */
export class Twin implements OutcomeColumns {
  readonly count: number;
  readonly remaining: Float64Array;
  readonly firstRun: Float64Array;
  readonly finish: Float64Array;
  readonly readySince: Float64Array;
  readonly dispatches: Uint32Array;
  readonly preemptions: Uint32Array;
  readonly link: Int32Array;
  readonly level: Uint8Array;
  /** Keys and processes of the heap; empty unless a policy has needed it. */
  heapKeys = new Float64Array(0);
  heapProcesses = new Int32Array(0);
  dispatchCount = 0;
  switchCount = 0;
  longestWait = -1;

  constructor(readonly arrival: Float64Array, readonly cpu: Float64Array) {
    this.count = arrival.length;
    this.remaining = new Float64Array(this.count);
    this.firstRun = new Float64Array(this.count);
    this.finish = new Float64Array(this.count);
    this.readySince = new Float64Array(this.count);
    this.dispatches = new Uint32Array(this.count);
    this.preemptions = new Uint32Array(this.count);
    this.link = new Int32Array(this.count);
    this.level = new Uint8Array(this.count);
  }

  /** Puts everything back to before the first instant. */
  reset(policy: TwinPolicy): void {
    this.remaining.set(this.cpu);
    this.firstRun.fill(-1);
    this.finish.fill(-1);
    this.dispatches.fill(0);
    this.preemptions.fill(0);
    this.level.fill(0);
    if ((policy.name === "sjf" || policy.name === "srtf") && this.heapKeys.length === 0) {
      this.heapKeys = new Float64Array(this.count);
      this.heapProcesses = new Int32Array(this.count);
    }
  }

  /** Simulates from start to end. */
  run(policy: TwinPolicy): void {
    switch (policy.name) {
      case "fcfs":
      case "rr":
        return runFifo(this, policy.quanta[0]);
      case "sjf":
        return runHeap(this, false);
      case "srtf":
        return runHeap(this, true);
      case "causes":
        return runLevels(this, Float64Array.from(policy.quanta), true);
      case "mlfq":
        return runLevels(this, Float64Array.from(policy.quanta), false);
    }
  }
}

/** FCFS and round robin: one FIFO queue. */
function runFifo(twin: Twin, quantum: number): void {
  const { count, arrival, remaining, firstRun, finish, readySince, dispatches, link } = twin;
  let head = NONE;
  let tail = NONE;
  let arrived = 0;
  let finished = 0;
  let running = NONE;
  let last = NONE;
  let runStart = 0;
  let due = Infinity;
  let dispatchCount = 0;
  let switchCount = 0;
  let longestWait = -1;
  while (finished < count) {
    let now = due;
    if (arrived < count && arrival[arrived] < now) now = arrival[arrived];
    let expired = NONE;
    if (due === now) {
      const left = remaining[running] - (now - runStart);
      remaining[running] = left;
      if (left > 0) {
        expired = running;
      } else {
        finish[running] = now;
        finished += 1;
      }
      running = NONE;
      due = Infinity;
    }
    while (arrived < count && arrival[arrived] === now) {
      readySince[arrived] = now;
      link[arrived] = NONE;
      if (tail === NONE) head = arrived;
      else link[tail] = arrived;
      tail = arrived;
      arrived += 1;
    }
    if (expired !== NONE) {
      readySince[expired] = now;
      link[expired] = NONE;
      if (tail === NONE) head = expired;
      else link[tail] = expired;
      tail = expired;
    }
    if (running === NONE && head !== NONE) {
      running = head;
      head = link[running];
      if (head === NONE) tail = NONE;
      const waited = now - readySince[running];
      if (waited > longestWait) longestWait = waited;
      if (last !== running) {
        if (last !== NONE) switchCount += 1;
        last = running;
      }
      if (firstRun[running] < 0) firstRun[running] = now;
      dispatches[running] += 1;
      dispatchCount += 1;
      runStart = now;
      const left = remaining[running];
      due = now + (left < quantum ? left : quantum);
    }
  }
  twin.dispatchCount = dispatchCount;
  twin.switchCount = switchCount;
  twin.longestWait = longestWait;
}

/** Adds a process to the heap; equal keys are ordered by process. */
function heapPush(keys: Float64Array, processes: Int32Array, count: number, key: number, process: number): void {
  let index = count;
  while (index > 0) {
    const parent = (index - 1) >> 2;
    const parentKey = keys[parent];
    if (parentKey < key || (parentKey === key && processes[parent] < process)) break;
    keys[index] = parentKey;
    processes[index] = processes[parent];
    index = parent;
  }
  keys[index] = key;
  processes[index] = process;
}

/** Takes the least of a heap that is not empty. */
function heapPop(keys: Float64Array, processes: Int32Array, count: number): number {
  const top = processes[0];
  const last = count - 1;
  const key = keys[last];
  const process = processes[last];
  let index = 0;
  for (;;) {
    let child = (index << 2) + 1;
    if (child >= last) break;
    const end = child + 4 < last ? child + 4 : last;
    let least = child;
    let leastKey = keys[child];
    while (++child < end) {
      const childKey = keys[child];
      if (childKey < leastKey || (childKey === leastKey && processes[child] < processes[least])) {
        least = child;
        leastKey = childKey;
      }
    }
    if (key < leastKey || (key === leastKey && process < processes[least])) break;
    keys[index] = leastKey;
    processes[index] = processes[least];
    index = least;
  }
  keys[index] = key;
  processes[index] = process;
  return top;
}

/** SJF and SRTF: a heap by remaining time. */
function runHeap(twin: Twin, preemptive: boolean): void {
  const { count, arrival, remaining, firstRun, finish, readySince, dispatches, preemptions } = twin;
  const { heapKeys, heapProcesses } = twin;
  let ready = 0;
  let arrived = 0;
  let finished = 0;
  let running = NONE;
  let last = NONE;
  let runStart = 0;
  let due = Infinity;
  let dispatchCount = 0;
  let switchCount = 0;
  let longestWait = -1;
  while (finished < count) {
    let now = due;
    if (arrived < count && arrival[arrived] < now) now = arrival[arrived];
    if (due === now) {
      remaining[running] = 0;
      finish[running] = now;
      finished += 1;
      running = NONE;
      due = Infinity;
    }
    while (arrived < count && arrival[arrived] === now) {
      readySince[arrived] = now;
      heapPush(heapKeys, heapProcesses, ready++, remaining[arrived], arrived);
      arrived += 1;
    }
    if (ready === 0) continue;
    let preempted = NONE;
    if (running !== NONE) {
      if (!preemptive) continue;
      const left = remaining[running] - (now - runStart);
      if (!(heapKeys[0] < left)) continue;
      preempted = running;
      if (firstRun[preempted] === now) firstRun[preempted] = -1;
      remaining[preempted] = left;
      preemptions[preempted] += 1;
      readySince[preempted] = now;
    }
    running = heapPop(heapKeys, heapProcesses, ready--);
    if (preempted !== NONE) heapPush(heapKeys, heapProcesses, ready++, remaining[preempted], preempted);
    const waited = now - readySince[running];
    if (waited > longestWait) longestWait = waited;
    if (last !== running) {
      if (last !== NONE) switchCount += 1;
      last = running;
    }
    if (firstRun[running] < 0) firstRun[running] = now;
    dispatches[running] += 1;
    dispatchCount += 1;
    runStart = now;
    due = now + remaining[running];
  }
  twin.dispatchCount = dispatchCount;
  twin.switchCount = switchCount;
  twin.longestWait = longestWait;
}

/** The levels' FIFO queues. */
class Levels {
  readonly heads = new Int32Array(32).fill(NONE);
  readonly tails = new Int32Array(32).fill(NONE);
  inUse = 0;

  append(link: Int32Array, level: number, process: number): void {
    link[process] = NONE;
    const tail = this.tails[level];
    if (tail === NONE) this.heads[level] = process;
    else link[tail] = process;
    this.tails[level] = process;
    this.inUse |= 1 << level;
  }

  first(): number {
    return 31 - Math.clz32(this.inUse & -this.inUse);
  }

  take(link: Int32Array, level: number): number {
    const process = this.heads[level];
    const next = link[process];
    this.heads[level] = next;
    if (next === NONE) {
      this.tails[level] = NONE;
      this.inUse &= ~(1 << level);
    }
    return process;
  }
}

/** Queues by cause (new 0, preempted 1, quantum 2) and multilevel feedback: several FIFO queues, with preemption. */
function runLevels(twin: Twin, quanta: Float64Array, byCause: boolean): void {
  const { count, arrival, remaining, firstRun, finish, readySince, dispatches, preemptions, link, level } = twin;
  const levels = new Levels();
  const lowest = quanta.length - 1;
  let arrived = 0;
  let finished = 0;
  let running = NONE;
  let last = NONE;
  let runStart = 0;
  let due = Infinity;
  let dispatchCount = 0;
  let switchCount = 0;
  let longestWait = -1;
  while (finished < count) {
    let now = due;
    if (arrived < count && arrival[arrived] < now) now = arrival[arrived];
    let expired = NONE;
    if (due === now) {
      const left = remaining[running] - (now - runStart);
      remaining[running] = left;
      if (left > 0) {
        expired = running;
      } else {
        finish[running] = now;
        finished += 1;
      }
      running = NONE;
      due = Infinity;
    }
    while (arrived < count && arrival[arrived] === now) {
      readySince[arrived] = now;
      levels.append(link, 0, arrived);
      arrived += 1;
    }
    if (expired !== NONE) {
      const old = level[expired];
      const lower = byCause ? 2 : old < lowest ? old + 1 : lowest;
      level[expired] = lower;
      readySince[expired] = now;
      levels.append(link, lower, expired);
    }
    if (levels.inUse === 0) continue;
    let preempted = NONE;
    const best = levels.first();
    if (running !== NONE) {
      if (best >= level[running]) continue;
      preempted = running;
      if (firstRun[preempted] === now) firstRun[preempted] = -1;
      remaining[preempted] -= now - runStart;
      preemptions[preempted] += 1;
      readySince[preempted] = now;
    }
    running = levels.take(link, best);
    if (preempted !== NONE) {
      if (byCause) level[preempted] = 1;
      levels.append(link, level[preempted], preempted);
    }
    const waited = now - readySince[running];
    if (waited > longestWait) longestWait = waited;
    if (last !== running) {
      if (last !== NONE) switchCount += 1;
      last = running;
    }
    if (firstRun[running] < 0) firstRun[running] = now;
    dispatches[running] += 1;
    dispatchCount += 1;
    runStart = now;
    const left = remaining[running];
    const quantum = quanta[best];
    due = now + (left < quantum ? left : quantum);
  }
  twin.dispatchCount = dispatchCount;
  twin.switchCount = switchCount;
  twin.longestWait = longestWait;
}
