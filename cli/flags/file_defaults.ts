/**
 * What a workload's file asks for beside its processes (a quantum, a policy, an order of priorities), where the command line
 * says nothing.
 *
 * @module
 */

import { optionText } from "../../engine/option_text.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import type { WorkloadSettings } from "../../engine/workload/workload_settings.ts";
import { oneLine } from "../../pictures/width.ts";
import { hasQuantum, parsePolicyChoice, type PolicyChoice, type SimulationTexts } from "./simulation_flags.ts";

/** A workload that was read. */
interface Loaded {
  readonly settings?: WorkloadSettings;
  readonly columns?: WorkloadColumns;
}

/** A policy, its options, and what the reader should know of them. */
export interface FileDefaults<F> {
  readonly choice: PolicyChoice;
  readonly flags: F;
  readonly notes: readonly string[];
}

/**
 * The policy and the options to simulate with.
 *
 * @param loaded The workload.
 * @param given The policy that was typed, if any, and the one that holds where nobody says any.
 * @param flags The options that were typed.
 * @returns The typed ones, those of the file where none were.
 */
export function withFileDefaults<F extends SimulationTexts>(
  { settings, columns }: Loaded,
  given: { readonly typed: PolicyChoice | undefined; readonly usual: PolicyChoice },
  flags: F,
): FileDefaults<F> {
  const ofFile = given.typed === undefined && settings?.policy !== undefined ? policyOf(settings.policy) : undefined;
  const choice = given.typed ?? ofFile ?? given.usual;
  const isUnknown = given.typed === undefined && settings?.policy !== undefined && ofFile === undefined;
  return {
    choice,
    flags: withFileFlags({ settings, columns }, [choice], flags),
    notes: isUnknown ? [`policy ${oneLine(settings!.policy!)} of the file is not known here: not used`] : [],
  };
}

/**
 * Options with the quantum, the machine and the order of priorities of the file, where none were typed. Policies that have no such option
 * do not look at it.
 *
 * @param loaded The workload.
 * @param choices The policies that are run.
 * @param flags The options that were typed.
 * @returns The options.
 */
export function withFileFlags<F extends SimulationTexts>(
  { settings, columns }: Loaded,
  choices: readonly Pick<PolicyChoice, "policy">[],
  flags: F,
): F {
  const { quantum, priorityOrder, cpus, switchCost, memory, resources } = settings ?? {};
  const texts: SimulationTexts = {};
  if (cpus !== undefined) texts.cpus = String(cpus);
  if (switchCost !== undefined) texts.switchCost = String(switchCost);
  if (memory !== undefined) texts.memory = String(memory);
  if (resources !== undefined) texts.resources = optionText(resources);
  // It makes no round robin of a policy that is none of its own accord.
  if (quantum !== undefined && choices.some(({ policy }) => hasQuantum(policy))) texts.quantum = String(quantum);
  const goByPriority = choices.some(({ policy }) => policy.options.some(({ name }) => name === "priorityOrder"));
  if (priorityOrder !== undefined && goByPriority) texts.priorityOrder = priorityOrder;
  // What is said of priorities holds at devices too, also under policies that do not go by them.
  if (priorityOrder !== undefined && devicesGoByPriority(flags, columns)) {
    texts.devicePriorityOrder = flags.priorityOrder ?? priorityOrder;
  }
  return {
    ...flags,
    ...Object.fromEntries(Object.entries(texts).filter(([name]) => flags[name as keyof F] === undefined)),
  };
}

/** Whether some device takes requests by priority, as was typed or as the workload says. */
function devicesGoByPriority({ deviceOrder, deviceOrders }: SimulationTexts, columns?: WorkloadColumns): boolean {
  return deviceOrder === "priority" || /=\s*priority\b/.test(deviceOrders ?? "") ||
    (columns?.bursts?.devices?.some(({ order }) => order === "priority") ?? false);
}

/** The policy of a name; `undefined` for none. */
function policyOf(name: string): PolicyChoice | undefined {
  try {
    return parsePolicyChoice(name);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
