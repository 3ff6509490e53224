/**
 * Checks recorded decisions against recorded transitions: one for each dispatch, and the candidates are what was ready.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { Decision, ProcessState, Transition } from "../../engine/result.ts";

/** Candidates that a decision lists at the most. */
const LISTED_MAX = 16;

/** Reports every decision that the transitions do not bear out. */
export function checkDecisions(
  decisions: readonly Decision[],
  transitions: readonly Transition[],
  options: SimulationOptions,
  report: (violation: string) => void,
): void {
  // With places kept, several CPUs are given anew together: who loses one at that instant is no candidate for another.
  const givenTogether = options.policy === "mlfq" && options.preemption === "head" && (options.cpus ?? 1) > 1;
  const hasServer = "server" in options && !["none", "background", undefined].includes(options.server);
  const states = new Map<number, { state: ProcessState; since: number }>();
  let next = 0;
  transitions.forEach(({ time, pid, state, cpu }, index) => {
    if (state === "running") {
      const decision = decisions[next++];
      if (decision?.time !== time || decision.pid !== pid || decision.cpu !== cpu) {
        return report(`the decision for ${pid} on cpu ${cpu} at ${time} is ${JSON.stringify(decision)}`);
      }
      const before = transitions[index - 1];
      const preempted = before.cause === "preempted" && before.by === pid && before.time === time ? before.pid : null;
      if (decision.preempted !== preempted) {
        report(`${pid} preempts ${preempted}, not ${decision.preempted}, at ${time}`);
      }
      if ((decision.preemptedKey === null) !== (preempted === null)) report(`key of the preempted at ${time}`);
      checkOrder(decision, report);
      if (!givenTogether) {
        const ready = [...states].filter(([other, entry]) => entry.state === "ready" && other !== preempted);
        // Who waits for a server's budget is ready, and no candidate.
        const listed = hasServer ? decision.candidates.length : Math.min(ready.length, LISTED_MAX);
        checkCandidates(decision, new Map(ready.map(([other, { since }]) => [other, since])), listed, report);
      }
    }
    states.set(pid, { state, since: time });
  });
  if (next !== decisions.length) report(`${decisions.length} decisions for ${next} dispatches`);
}

function checkOrder({ time, pid, candidates }: Decision, report: (violation: string) => void): void {
  if (candidates[0]?.pid !== pid) report(`${pid} is not the first candidate at ${time}`);
  candidates.slice(1).forEach(({ key }, index) => {
    if (!(key >= candidates[index].key)) report(`candidates at ${time} are not in order`);
  });
}

function checkCandidates(
  { time, readyCount, candidates }: Decision,
  ready: ReadonlyMap<number, number>,
  listed: number,
  report: (violation: string) => void,
): void {
  if (readyCount !== ready.size) report(`${ready.size} processes are ready at ${time}, not ${readyCount}`);
  if (candidates.length !== listed) report(`${candidates.length} candidates at ${time}`);
  for (const { pid, joined } of candidates) {
    if (ready.get(pid) !== joined) report(`candidate ${pid} at ${time} joined at ${joined}, not ${ready.get(pid)}`);
  }
  if (new Set(candidates.map(({ pid }) => pid)).size !== candidates.length) report(`a candidate twice at ${time}`);
}
