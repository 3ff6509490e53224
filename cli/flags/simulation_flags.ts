/**
 * The options of the machine and of the policies as flags, made from the engine's own descriptions: a new option of a
 * policy is a flag without a change here.
 *
 * Two policies may have options of one name and different kinds (`--quanta`), so a flag keeps the text it was given, and
 * {@linkcode simulationOptions} reads it for each policy.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { OPTION_PLACEHOLDERS, optionText, parseChoice, parseOption } from "../../engine/option_text.ts";
import type { MachineOptions, PolicyName, PolicyOptions, SimulationOptions } from "../../engine/options.ts";
import { knownOwnPolicies } from "../../engine/own_policies.ts";
import { findPolicy, POLICIES } from "../../engine/policies.ts";
import type { OptionSpec, Policy } from "../../engine/policy.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { didYouMean } from "../../engine/suggest.ts";
import type { TickLength } from "../../engine/workload/tick_length.ts";
import { oneLine } from "../../pictures/width.ts";
import { type Flag, flagName } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { inTicks, shorterTick } from "./time_texts.ts";

type KeysOfUnion<T> = T extends unknown ? keyof T : never;

/** The name of an option of the machine or of any policy. */
export type SimulationOptionName = Exclude<KeysOfUnion<PolicyOptions> | keyof MachineOptions, "policy">;

/** The flags of every option of the machine and of the policies, with their values as they were typed. */
export type SimulationFlags = Record<SimulationOptionName, Flag<string>>;

/** The text that was given for each option. */
export type SimulationTexts = { [K in SimulationOptionName]?: string };

/** The names of the options of the machine and of every policy. */
export const SIMULATION_OPTION_NAMES: ReadonlySet<string> = new Set(
  [...MACHINE_OPTIONS, ...POLICIES.flatMap((policy) => policy.options)].map(({ name }) => name),
);

/** Names of all policies, in the catalogue's order. */
export const POLICY_NAMES: readonly PolicyName[] = POLICIES.map((policy) => policy.name);

/** Makes the flags; `except` leaves out those that a command defines itself. */
export function simulationFlags<E extends SimulationOptionName = never>(
  ...except: readonly E[]
): Omit<SimulationFlags, E> {
  const flags: Record<string, Flag<string>> = {};
  for (const spec of MACHINE_OPTIONS) flags[spec.name] = flagOf([{ spec, policy: null }]);
  const names = new Set(POLICIES.flatMap((policy) => policy.options.map((spec) => spec.name)));
  for (const name of names) {
    const owners = POLICIES.flatMap((policy) => {
      const spec = policy.options.find((option) => option.name === name);
      return spec === undefined ? [] : [{ spec, policy }];
    });
    flags[name] = flagOf(owners);
  }
  for (const name of except) delete flags[name];
  return flags as unknown as Omit<SimulationFlags, E>;
}

/** An option and the policy it belongs to; `null` for the machine. */
interface OwnedSpec {
  readonly spec: OptionSpec;
  readonly policy: Policy | null;
}

/** One flag for options of one name. */
function flagOf(owners: readonly OwnedSpec[]): Flag<string> {
  const [{ spec }] = owners;
  const summaries = new Map<string, string[]>();
  const specs = new Set(owners.map((owner) => summaryOf(owner.spec)));
  const choicesOf = ({ type, choices = [] }: OptionSpec) => type === "choice" ? choices : [];
  const choices = [...new Set(owners.flatMap((owner) => choicesOf(owner.spec)))];
  const differ = owners.some((owner) => choicesOf(owner.spec).length < choices.length);
  for (const owner of owners) {
    const usual = specs.size === 1 ? undefined : defaultText(owner.spec);
    const remarks = differ ? [choicesOf(owner.spec).join(", ")] : [];
    if (usual !== undefined) remarks.push(`default ${usual}`);
    const text = summaryOf(owner.spec) + (remarks.length === 0 ? "" : ` (${remarks.join("; ")})`);
    summaries.set(text, [...summaries.get(text) ?? [], owner.policy?.name ?? ""]);
  }
  const isOne = summaries.size === 1;
  const parts = [...summaries].map(([text, names]) => `${names[0] === "" ? "" : `${names.join(", ")}: `}${text}`);
  const placeholders = owners.map((owner) => OPTION_PLACEHOLDERS[owner.spec.type]);
  return {
    summary: parts.join(". "),
    placeholder: placeholders[0] === null ? null : [...new Set(placeholders)].join("|"),
    choices: choices.length === 0 ? undefined : choices,
    choicesInSummary: differ,
    defaultText: isOne ? defaultText(spec) : undefined,
    negatable: spec.type === "boolean" && owners.every((owner) => owner.spec.default === true),
    bothWays: spec.type === "boolean" && new Set(owners.map((owner) => owner.spec.default)).size > 1,
    group: owners[0].policy === null ? "Machine" : "Policy",
    parse: (text) => text,
  };
}

/** What a flag does; a switch is described by what giving it means. */
function summaryOf(spec: OptionSpec): string {
  const text = spec.summary.replace(/\.$/, "");
  if (spec.type !== "boolean") return text;
  const rest = text.replace(/^Whether /, "");
  return spec.default === true ? `Turn off that ${rest}` : rest[0].toUpperCase() + rest.slice(1);
}

function defaultText(spec: OptionSpec): string | undefined {
  const text = spec.type === "boolean" || spec.default === undefined ? "" : optionText(spec.default);
  return text === "" ? undefined : text;
}

/** What else books and programs call the policies. */
const POLICY_ALIASES: ReadonlyMap<string, PolicyName> = new Map([
  ["fifo", "fcfs"],
  ["first-come-first-served", "fcfs"],
  ["lcfs", "lifo"],
  ["last-come-first-served", "lifo"],
  ["先来先服务", "fcfs"],
  ["后来先服务", "lifo"],
  ["spn", "sjf"],
  ["spf", "sjf"],
  ["短作业优先", "sjf"],
  ["短进程优先", "sjf"],
  ["最短作业优先", "sjf"],
  ["sjn", "sjf"],
  ["shortest-job-first", "sjf"],
  ["shortest-process-next", "sjf"],
  ["srt", "srtf"],
  ["stcf", "srtf"],
  ["srtn", "srtf"],
  ["psjf", "srtf"],
  ["srjf", "srtf"],
  ["shortest-remaining-job-first", "srtf"],
  ["最短剩余时间优先", "srtf"],
  ["shortest-remaining-time-first", "srtf"],
  ["shortest-remaining-time", "srtf"],
  ["round-robin", "rr"],
  ["roundrobin", "rr"],
  ["时间片轮转", "rr"],
  ["轮转", "rr"],
  ["virtual-round-robin", "vrr"],
  ["least-attained-service", "las"],
  ["foreground-background", "las"],
  ["hrn", "hrrn"],
  ["highest-response-ratio-next", "hrrn"],
  ["高响应比优先", "hrrn"],
  ["最高响应比优先", "hrrn"],
  ["longest-job-first", "ljf"],
  ["longest-remaining-time-first", "lrtf"],
  ["优先级", "priority"],
  ["优先权", "priority"],
  ["priority-scheduling", "priority"],
  ["linux-0.11", "counters"],
  ["linux011", "counters"],
  ["decay-usage", "unix"],
  ["bsd", "unix"],
  ["sysv", "unix"],
  ["fair-share", "fss"],
  ["fairshare", "fss"],
  ["mfq", "mlfq"],
  ["mlfb", "mlfq"],
  ["mfbq", "mlfq"],
  ["multilevel-feedback", "mlfq"],
  ["multilevel-feedback-queue", "mlfq"],
  ["multi-level-feedback-queue", "mlfq"],
  ["多级反馈队列", "mlfq"],
  ["multilevel-queue", "mlq"],
  ["multi-level-queue", "mlq"],
  ["多级队列", "mlq"],
  ["fb", "feedback"],
  ["rms", "rm"],
  ["rate-monotonic", "rm"],
  ["dms", "dm"],
  ["单调速率", "rm"],
  ["deadline-monotonic", "dm"],
  ["earliest-deadline-first", "edf"],
  ["最早截止时间优先", "edf"],
  ["lst", "llf"],
  ["least-slack-time", "llf"],
  ["最低松弛度优先", "llf"],
  ["least-laxity-first", "llf"],
  ["easy-backfilling", "easy"],
]);

/**
 * The policy that a name means: its own in any case, or one of those that books use.
 *
 * @throws {RangeError} When there is none; the message says what it must be.
 */
export function parsePolicyName(text: string): PolicyName {
  return policyNamed(plainName(text)) ?? parseChoice(text, [...POLICY_NAMES, ...ownNames()]);
}

function plainName(text: string): string {
  return text.trim().toLowerCase().replaceAll(/[ _]/g, "-");
}

/** Names of the policies of one's own that are loaded. */
function ownNames(): PolicyName[] {
  return knownOwnPolicies().map(({ name }) => name);
}

/** One's own goes before what books call another. */
function policyNamed(plain: string): PolicyName | undefined {
  return ownNames().find((name) => name === plain) ?? POLICY_ALIASES.get(plain) ??
    POLICY_NAMES.find((name) => name === plain);
}

/** `preemptive priority`, `sjf-preemptive`, `non-preemptive edf`, `edf-np`. */
const SAID =
  /^(?<before>non-?preemptive|np|preemptive)-(?<behind>.+)$|^(?<name>.+)-(?<after>non-?preemptive|np|preemptive)$/;

/** Policies that are one another with and without preemption. */
const PREEMPTIVE_OF: ReadonlyMap<PolicyName, PolicyName> = new Map([["sjf", "srtf"], ["ljf", "lrtf"]]);

/**
 * A policy whose name says whether it preempts.
 *
 * @returns The policy, and the text of its option `preemptive` where it has that; `undefined` where the name does not say it.
 */
function preemptiveOrNot(text: string): { name: PolicyName; preemptive?: "true" | "false" } | undefined {
  const said = SAID.exec(plainName(text).replaceAll("pre-emptive", "preemptive"))?.groups;
  const name = said === undefined ? undefined : policyNamed(said.behind ?? said.name);
  if (name === undefined) return undefined;
  const isPreemptive = (said!.before ?? said!.after) === "preemptive";
  if (
    POLICIES.some((policy) => policy.name === name && policy.options.some((option) => option.name === "preemptive"))
  ) {
    return { name, preemptive: isPreemptive ? "true" : "false" };
  }
  for (const [without, preempting] of PREEMPTIVE_OF) {
    if (name === without || name === preempting) return { name: isPreemptive ? preempting : without };
  }
  return !isPreemptive && (name === "fcfs" || name === "hrrn") ? { name } : undefined;
}

/** A policy with the options that belong to it alone in a comparison: `rr:quantum=2`. */
export interface PolicyChoice {
  readonly policy: Policy;
  readonly texts: SimulationTexts;
  /** As it was typed. */
  readonly label: string;
}

/**
 * Reads a policy's name with its options after colons: `rr`, `rr:quantum=2`, `mlfq:quanta=1/2/4:boost=50`. The options
 * are spelled as flags or as in JSON.
 *
 * @throws {RangeError} When there is no such policy or option; the message says what it must be.
 */
export function parsePolicyChoice(text: string): PolicyChoice {
  const [name, ...settings] = text.split(":");
  const said = policyNamed(plainName(name)) === undefined ? preemptiveOrNot(name) : undefined;
  const policyName = said?.name ?? parsePolicyName(name);
  const policy = findPolicy(policyName);
  const texts: Record<string, string> = said?.preemptive === undefined ? {} : { preemptive: said.preemptive };
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const given = at === -1 ? setting : setting.slice(0, at);
    const spec = policy.options.find((option) => option.name === given || flagName(option.name) === given);
    if (spec === undefined) {
      const names = policy.options.map((option) => option.name);
      const rule = names.length === 0 ? `${policy.name} without options` : `${policy.name} with ${names.join(", ")}`;
      const isQuantum = /^\d+$/.test(setting) && names.includes("quantum");
      const hint = isQuantum ? `. Did you mean ${policy.name}:quantum=${setting}?` : didYouMean(given, names);
      throw new RangeError(`must be ${rule}, got ${quoteIfOdd(setting)}${hint}`);
    }
    if (spec.name in texts) throw new RangeError(`must give each option once, got ${given} twice in ${text}`);
    texts[spec.name] = at === -1 ? "true" : setting.slice(at + 1);
  }
  return { policy, texts, label: oneLine(text) };
}

/** Whether a policy cuts by a quantum although nobody asks for one. */
export function hasQuantum({ options }: Policy): boolean {
  return options.some(({ name, default: usual }) => name === "quantum" && usual !== Infinity);
}

/**
 * What of options that were typed for several policies is said of one: a quantum is meant for those that have one, where one
 * of them has. `priority:quantum=2` says it of the other.
 */
export function sharedTexts<F extends SimulationTexts>(
  { policy }: PolicyChoice,
  choices: readonly Pick<PolicyChoice, "policy">[],
  texts: F,
): F {
  const isMeant = hasQuantum(policy) || !choices.some((choice) => hasQuantum(choice.policy));
  return isMeant ? texts : { ...texts, quantum: undefined };
}

/**
 * The options of a simulation from what was typed. An option of the policy's own choice goes before a flag. Times may have the
 * units and decimals of the workload, where `tick` says what one of its ticks is.
 *
 * @throws {UsageError} When a value is none.
 */
export function simulationOptions(
  command: string,
  { policy, texts }: Pick<PolicyChoice, "policy" | "texts">,
  flags: SimulationTexts,
  tick?: TickLength | "unread",
): SimulationOptions {
  const options: Record<string, unknown> = { policy: policy.name };
  for (const spec of [...MACHINE_OPTIONS, ...policy.options]) {
    const name = spec.name as SimulationOptionName;
    const text = texts[name] ?? flags[name];
    if (text === undefined) continue;
    try {
      options[name] = parseOption(spec, inTicks(spec, text, tick));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const hint = tick === undefined ? shorterTick(spec, text) : "";
      throw new UsageError(`Cannot ${command}: --${flagName(name)} ${error.message}${hint}`);
    }
  }
  return options as unknown as SimulationOptions;
}

/**
 * Refuses options that no chosen policy has, which would otherwise be ignored without a word.
 *
 * @throws {UsageError} When there is one.
 */
export function refuseForeignOptions(command: string, policies: readonly Policy[], flags: SimulationTexts): void {
  for (const name of Object.keys(flags) as SimulationOptionName[]) {
    if (flags[name] === undefined || MACHINE_OPTIONS.some((spec) => spec.name === name)) continue;
    const hasIt = (policy: Policy) => policy.options.some((spec) => spec.name === name);
    if (policies.some(hasIt)) continue;
    const owners = POLICIES.filter(hasIt);
    if (owners.length === 0) continue;
    const chosen = policies.map((policy) => policy.name).join(", ");
    throw new UsageError(
      `Cannot ${command}: --${flagName(name)} must come with a policy that has it ` +
        `(${owners.map((policy) => policy.name).join(", ")}), got ${chosen}`,
    );
  }
}
