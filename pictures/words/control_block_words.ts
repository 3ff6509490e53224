/**
 * Process control blocks in words.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { ControlBlock } from "../../engine/result.ts";
import type { ProcessLabels } from "../process_labels.ts";
import type { Say } from "./language.ts";

/** A process control block on one line. */
export function controlBlockText(block: ControlBlock, labels: ProcessLabels, say: Say): string {
  const ticks = (template: string, value: number) => say(template, { ticks: formatCount(value) });
  const parts = [
    say("{name} (pid {pid})", { name: labels.name(block.pid), pid: block.pid }),
    stateText(block, say),
  ];
  if (block.after !== undefined) {
    const { pid, think } = block.after;
    const what = { name: labels.name(pid), ticks: formatCount(think), tick: formatCount(block.arrival ?? 0) };
    parts.push(
      block.arrival === null
        ? say("arrives {ticks} after the end of {name}", what)
        : say("arrived at {tick}, after the end of {name} (think time {ticks})", what),
    );
  }
  if (block.level !== null) parts.push(say("level {level}", { level: block.level }));
  parts.push(ticks("executed {ticks}", block.executed), ticks("remaining {ticks}", block.remaining));
  if (block.quantumLeft !== null) parts.push(ticks("quantum left {ticks}", block.quantumLeft));
  parts.push(say("entry {at} of {all}", { at: block.programCounter, all: block.programLength }));
  parts.push(say.count(block.dispatches, "dispatch", "dispatches"));
  if (block.preemptions > 0) parts.push(say.count(block.preemptions, "preemption"));
  if (block.blocked > 0) parts.push(ticks("blocked {ticks}", block.blocked));
  if (block.affinity !== undefined) parts.push(say("bound to {cpus}", { cpus: cpusText(block.affinity, say) }));
  if (block.group !== undefined) parts.push(say("group {name}", { name: block.group }));
  if (block.holds.length > 0) parts.push(say("holds {locks}", { locks: block.holds.join(", ") }));
  if (block.urgency !== block.ownUrgency) parts.push(say("more urgent than by itself"));
  return say("control block: {text}", { text: parts.join(" · ") });
}

/** `CPU 2` or `CPUs 0, 2`. */
function cpusText(cpus: readonly number[], say: Say): string {
  const list = cpus.join(", ");
  return cpus.length === 1 ? say("CPU {list}", { list }) : say("CPUs {list}", { list });
}

export function stateText({ state, cpu, readySince, waitsFor, finish, queue }: ControlBlock, say: Say): string {
  if (state === "running") return say("running on CPU {cpu}", { cpu: cpu ?? "" });
  if (state === "ready") {
    const since = say("ready since {tick}", { tick: formatCount(readySince ?? 0) });
    return typeof queue === "number" ? since + say(" (queue {queue})", { queue }) : since;
  }
  if (state === "terminated") return say("terminated at {tick}", { tick: formatCount(finish ?? 0) });
  return waitsFor === null ? say(state) : say("{state}, waits for {lock}", { state: say(state), lock: say(waitsFor) });
}
