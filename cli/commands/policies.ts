/**
 * `sim policies`: the catalogue of policies.
 *
 * @module
 */

import { optionText } from "../../engine/option_text.ts";
import { findPolicy, POLICIES } from "../../engine/policies.ts";
import type { MachineFeature, OptionSpec, Policy, Refusal } from "../../engine/policy.ts";
import { csvOf, type CsvValue } from "../../pictures/documents/csv.ts";
import { padEnd, wrap } from "../../pictures/width.ts";
import { type CommandDefinition, defineCommand, flagName } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { toJson } from "../files/json.ts";
import { writeOutput } from "../files/output.ts";

import { formatFlag, outputFlag } from "../flags/report_flags.ts";
import { parsePolicyName, POLICY_NAMES } from "../flags/simulation_flags.ts";
import type { Style } from "../io.ts";
import { load } from "../load.ts";
import { headLine } from "../text/options_text.ts";
import { reportText } from "../text/report_text.ts";

/** The command as it is on a command line `args`: `policies`, `policies check`, `policies new`. */
export async function loadPoliciesCommand(args: readonly string[]): Promise<CommandDefinition> {
  const action = args[args.indexOf("policies") + 1];
  if (action === "check") {
    return (await load<typeof import("./policies_check.ts")>(import.meta, "./policies_check.ts")).policiesCheck;
  }
  if (action === "new") {
    return (await load<typeof import("./policies_new.ts")>(import.meta, "./policies_new.ts")).policiesNew;
  }
  return policies;
}

/** `sim policies`. */
export const policies = defineCommand({
  name: "policies",
  description:
    "Lists the policies: what each does, its options with their defaults, how it orders processes and breaks " +
    "ties, and where it comes from. Of one policy it also says what it comes to on an example, when it is the wrong " +
    "choice, and what it refuses of a machine.",
  args: [{ name: "policy", summary: "Only this one", isOptional: true, choices: POLICY_NAMES }],
  flags: { format: formatFlag, output: outputFlag },
  examples: [
    { command: "sim policies", summary: "all of them" },
    { command: "sim policies mlfq", summary: "one of them" },
    { command: "sim policies new fair", summary: "a file to begin one's own with, and a test" },
    { command: "sim policies check ./fair.ts", summary: "that one on a thousand random workloads" },
  ],
  async run({ args: [name], flags: given, io, style }) {
    const chosen = name === undefined ? POLICIES : [findByName(name)];
    const text = given.format === "json"
      ? `[\n  ${chosen.map((policy) => toJson(policyRecord(policy))).join(",\n  ")}\n]\n`
      : given.format === "csv"
      ? [...csvOf(chosen.flatMap(optionRecords))].join("")
      : await reportText(
        given.format,
        io,
        style,
        (style, width) => chosen.map((policy) => policyText(policy, style, width, name !== undefined)).join("\n"),
      );
    await writeOutput(io, given.output, text);
  },
});

function findByName(text: string): Policy {
  try {
    const name = parsePolicyName(text);
    return findPolicy(name);
  } catch (error) {
    throw new UsageError(`Cannot list policies: POLICY ${(error as Error).message}`);
  }
}

function policyText(policy: Policy, style: Style, width: number, isPage: boolean): string {
  const then = policy.key.then.length === 0 ? "" : `, then ${policy.key.then.join(", ")}`;
  const told = isPage ? policy.about : policy.summary;
  let text = `${style.name(policy.name)}  ${style.bold(policy.title)}\n${wrap(told, width, "  ")}\n`;
  text += headLine("  key", `${policy.key.name}: ${policy.key.meaning}; the least goes first${then}`, style, width);
  text += headLine("  ties", policy.tieRule, style, width);
  if (policy.reads.length > 0) text += headLine("  reads", policy.reads.join(", "), style, width);
  if (isPage) {
    if (policy.figure !== "") text += headLine("  figure", policy.figure, style, width);
    if (policy.avoid !== "") text += headLine("  avoid", policy.avoid, style, width);
  }
  text += headLine("  source", policy.source, style, width);
  if (policy.rigid || isPage) text += headLine("  rigid", rigidText(policy), style, width);
  if (isPage) text += refusalsText(policy, style, width);
  const names = policy.options.map((spec) => `--${flagName(spec.name)}`);
  const nameColumns = Math.max(0, ...names.map((each) => each.length)) + 4;
  policy.options.forEach((spec, index) => {
    const meaning = wrap(optionMeaning(spec), width, " ".repeat(nameColumns));
    text += style.name(padEnd(`  ${names[index]}`, nameColumns)) + meaning.slice(nameColumns) + "\n";
  });
  return text;
}

function rigidText({ rigid, rigidOnly }: Policy): string {
  if (!rigid) return "refused: it gives CPUs away one at a time";
  return rigidOnly ? "runs rigid parallel jobs only" : "can run rigid parallel jobs (--rigid)";
}

/** What stands for a feature that no flag does. */
const FEATURE_TEXTS: Readonly<Partial<Record<MachineFeature, string>>> = {
  queues: "--queues per-cpu",
  affinity: "affinity",
  bursts: "I/O and locks",
};

function refusalsText({ refuses = [], rigidOnly }: Policy, style: Style, width: number): string {
  return refuses.map((refusal, index) => {
    const label = index === 0 ? "  refuses" : "";
    return headLine(label, refusalText(refusal, rigidOnly), style, width);
  }).join("");
}

function refusalText({ features, when = {}, reason }: Refusal, rigidOnly: boolean): string {
  const isFeature = (name: string) => features.some((feature) => feature === name);
  const conditions = Object.entries(when).filter(([name]) => !isFeature(name) && (name !== "rigid" || !rigidOnly))
    .map(([name, value]) => `--${flagName(name)}${value === true ? "" : ` ${value}`}`);
  const refused = features.map((feature) => {
    const value = when[feature] === undefined ? "" : ` ${when[feature]}`;
    return FEATURE_TEXTS[feature] ?? `--${flagName(feature)}${value}`;
  }).join(", ");
  return `${refused}${conditions.length === 0 ? "" : ` with ${conditions.join(" ")}`}: ${reason}`;
}

function optionMeaning(spec: OptionSpec): string {
  const remarks = [];
  if (spec.choices !== undefined) remarks.push(spec.choices.join(", "));
  const usual = spec.default === undefined ? "" : optionText(spec.default);
  if (usual !== "") remarks.push(`default ${usual}`);
  return spec.summary.replace(/\.$/, "") + (remarks.length === 0 ? "" : ` (${remarks.join("; ")})`);
}

function policyRecord({ name, title, summary, about, figure, avoid, ...rest }: Policy) {
  const { reads, key, tieRule, source, rigid, rigidOnly, refuses = [], options } = rest;
  return {
    name,
    title,
    summary,
    about,
    figure,
    avoid,
    reads,
    key,
    tieRule,
    source,
    rigid,
    rigidOnly,
    refuses,
    options,
  };
}

function optionRecords(policy: Policy): Record<string, CsvValue>[] {
  const about = { policy: policy.name, title: policy.title, summary: policy.summary };
  const none = { option: null, type: null, default: null, meaning: null };
  if (policy.options.length === 0) return [{ ...about, ...none }];
  return policy.options.map((spec) => ({
    ...about,
    option: spec.name,
    type: spec.type,
    default: spec.default === undefined ? null : optionText(spec.default),
    meaning: spec.summary,
  }));
}
