/**
 * What objects of other programs say beside their processes: a quantum, a policy, the machine.
 *
 * @module
 */

import { optionText } from "../option_text.ts";
import type { PriorityOrder } from "../policy_options.ts";
import type { ObjectTable, Setting } from "./_object_table.ts";
import { servedFirst } from "./_priority_remark.ts";
import type { ProblemList } from "./_problems.ts";
import { parseNeeds, plainNeeds } from "./_resources.ts";
import { RULE, TICKS_MAX } from "./_rules.ts";
import type { TimeScale } from "./_time_scale.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";
import type { WorkloadSettings } from "./workload_settings.ts";

/** Longer names of policies are cut. */
const WORD_LENGTH_MAX = 80;

/** See the module's description. */
export class FileSettings {
  /** What was said so far. */
  readonly values: { -readonly [K in keyof WorkloadSettings]: WorkloadSettings[K] } = {};
  readonly #scale: TimeScale;
  readonly #problems: ProblemList;

  constructor(scale: TimeScale, problems: ProblemList) {
    this.#scale = scale;
    this.#problems = problems;
  }

  /** Takes what stands beside the processes; ticks do not change after this. */
  take({ policy, priorityOrder, quantum, machine }: ObjectTable, locate: (path: WorkloadPath) => WorkloadPlace): void {
    if (policy !== undefined) this.values.policy = policy.text.slice(0, WORD_LENGTH_MAX);
    if (priorityOrder !== undefined) this.#takeOrderOf(priorityOrder, locate(priorityOrder.path));
    const { cpus, switchCost, memory, resources } = machine;
    if (cpus !== undefined) this.values.cpus = this.#countOf(cpus, locate);
    if (memory !== undefined) this.values.memory = this.#countOf(memory, locate);
    if (resources !== undefined) this.#takeResources(resources, locate);
    // Each may make ticks shorter than those of the others: what holds is what the second round gives.
    for (const isLast of [false, true]) {
      if (quantum !== undefined) this.values.quantum = this.#ticksOf(quantum, 1, locate, isLast);
      if (switchCost !== undefined) this.values.switchCost = this.#ticksOf(switchCost, 0, locate, isLast);
    }
  }

  /** Takes what a table says of the order of priorities, unless something else did. */
  takeOrder(order: PriorityOrder | undefined): void {
    if (order !== undefined) this.values.priorityOrder ??= order;
  }

  /** What the file says, as one sentence; none where it says nothing. */
  sentences(): string[] {
    const { quantum, policy, priorityOrder, cpus, switchCost, memory, resources } = this.values;
    const parts = [
      ...policy === undefined ? [] : [`policy ${policy}`],
      ...quantum === undefined ? [] : [`quantum ${quantum}`],
      ...priorityOrder === undefined ? [] : [`priority-order ${priorityOrder}`],
      ...cpus === undefined ? [] : [`cpus ${cpus}`],
      ...switchCost === undefined ? [] : [`switch-cost ${switchCost}`],
      ...memory === undefined ? [] : [`memory ${memory}`],
      ...resources === undefined ? [] : [`resources ${optionText(resources)}`],
    ];
    return parts.length === 0 ? [] : [`the file says ${parts.join(" and ")}`];
  }

  /** Takes what a field says of the order of priorities; a header says it too, and the same. */
  #takeOrderOf({ text, path }: Setting, place: WorkloadPlace): void {
    const plain = text.trim().toLowerCase();
    // `higher number = higher priority` says it too.
    const value = plain === "low" || plain === "high" ? plain : servedFirst(plain) ?? plain;
    const said = this.values.priorityOrder;
    const isOrder = value === "low" || value === "high";
    if (isOrder && (said === undefined || said === value)) {
      this.values.priorityOrder = value;
      return;
    }
    const rule = isOrder ? `${said}, as the priorities are called` : "low or high";
    this.#problems.addAt(place, [String(path.at(-1))], { rule, value: text });
  }

  #ticksOf(
    { text, path }: Setting,
    least: number,
    locate: (path: WorkloadPath) => WorkloadPlace,
    isLast: boolean,
  ): number {
    const trimmed = text.trim();
    const ticks = this.#scale.isPlain && /^\d+$/.test(trimmed) ? Number(trimmed) : this.#scale.take(trimmed, {});
    if (typeof ticks === "number" && ticks >= least && ticks <= TICKS_MAX) return ticks;
    const complaint = typeof ticks === "object" ? ticks : { rule: least === 0 ? RULE.ticks : RULE.cpu, value: trimmed };
    if (isLast) this.#problems.addAt(locate(path), [String(path.at(-1))], complaint);
    return least;
  }

  #takeResources({ text, path }: Setting, locate: (path: WorkloadPath) => WorkloadPlace): void {
    const counts = parseNeeds(text);
    if (counts !== undefined) this.values.resources = Object.fromEntries(plainNeeds(counts));
    else this.#problems.addAt(locate(path), [String(path.at(-1))], { rule: RULE.resources, value: text });
  }

  #countOf({ text, path }: Setting, locate: (path: WorkloadPath) => WorkloadPlace): number {
    const trimmed = text.trim();
    const count = /^\d+$/.test(trimmed) ? Number(trimmed) : NaN;
    if (count >= 1 && count <= TICKS_MAX) return count;
    this.#problems.addAt(locate(path), [String(path.at(-1))], { rule: RULE.cpu, value: trimmed });
    return 1;
  }
}
