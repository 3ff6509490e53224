/**
 * `sim policies check`: a policy of one's own on random workloads.
 *
 * @module
 */

import { type CheckedPolicy, checkPolicy, type PolicyReference } from "../../analysis/check_policy.ts";
import { formatCount, plural } from "../../engine/numbers.ts";
import { knownOwnPolicy, ownPolicyClass, policyAddress } from "../../engine/own_policies.ts";
import { defineCommand } from "../command.ts";
import { DisagreementError, UsageError } from "../exit_code.ts";
import { toJson } from "../files/json.ts";
import { writeOutput } from "../files/output.ts";
import { choice, count } from "../flags/flags.ts";
import { outputFlag } from "../flags/report_flags.ts";
import type { Style } from "../io.ts";
import { lineOfHook } from "../own_policies/load_policies.ts";
import { watchTrials } from "../running/watched.ts";
import { headLine } from "../text/options_text.ts";

/** `sim policies check`. */
export const policiesCheck = defineCommand({
  name: "policies",
  usage: "policies check <file>",
  action: "check the policy",
  description:
    "Runs a policy of one's own on random workloads, on one CPU and several, with I/O and context switches and without: each run must " +
    "keep the rules that every run keeps, and be the same when it is run again. Where its file exports a function `reference`, which " +
    "answers who must run of those that are ready, every decision is held against it. Says what was seen: whether it conserves " +
    "work, preempts, and lets anybody starve.",
  args: [
    { name: "action", summary: "check" },
    { name: "file", summary: "The policy's file", isFile: true },
  ],
  flags: {
    workloads: count("Random workloads", 1, { defaultText: "1000" }),
    seed: count("The seed of the first; each has the next", 0, { defaultText: "1" }),
    format: { ...choice("How the report is written", "format", ["text", "json"], { defaultText: "text" }), short: "f" },
    output: outputFlag,
  },
  examples: [{ command: "sim policies check ./fair.ts", summary: "a thousand random workloads" }],
  async run({ args: [, name], flags: given, io, style }) {
    const policy = ownPolicyClass(name ?? "");
    if (policy === undefined) {
      throw new UsageError(`Cannot check the policy: FILE must be a policy's file, got ${name ?? "none"}`);
    }
    const module: { reference?: unknown } = await import(policyAddress(name)!);
    if (module.reference !== undefined && typeof module.reference !== "function") {
      throw new UsageError("Cannot check the policy: its export reference must be a function");
    }
    const { workloads, seed } = given;
    const reference = module.reference as PolicyReference | undefined;
    const found = await watchTrials(
      io,
      `${name} on random workloads`,
      (how) => checkPolicy(policy, { workloads, seed, reference, ...how }),
    );
    const { error, ...violation } = found.violation ?? {};
    const json = { ...found, violation: found.violation === null ? null : violation };
    const text = given.format === "json"
      ? `${toJson(json)}\n`
      : reportText(found, reference !== undefined, style, io.columns);
    await writeOutput(io, given.output, text);
    if (found.violation !== null) {
      const line = error === undefined ? null : lineOfHook(new URL(policyAddress(name)!), error.hook);
      const place = line === null ? "" : ` (line ${line})`;
      throw new DisagreementError(`${name} breaks a rule on the workload of seed ${found.violation.seed}${place}`);
    }
  },
});

function reportText(found: CheckedPolicy, hasReference: boolean, style: Style, width: number): string {
  const { policy, workloads, decisions, violation, starvation } = found;
  const title = knownOwnPolicy(policy)?.title ?? policy;
  let text = `${style.bold(title)}: ${plural(workloads, "random workload")}, ${formatCount(decisions)} decisions\n`;
  if (violation !== null) {
    return text + headLine("BROKEN", `seed ${violation.seed}: ${violation.message}`, style, width);
  }
  text += headLine("holds", "the rules that every run keeps (see sim check)", style, width);
  text += headLine("holds", "each run is the same when it is run again", style, width);
  if (hasReference) text += headLine("holds", "every decision is one of its reference", style, width);
  const conserves = found.workConserving
    ? "work-conserving: no CPU was idle while a process was ready"
    : "not work-conserving: a CPU was idle while a process was ready";
  text += headLine("seen", conserves, style, width);
  text += headLine(
    "seen",
    found.preemptive ? "preemptive" : "not preemptive: nobody lost its CPU to another",
    style,
    width,
  );
  if (starvation === null) return text;
  const { wait, longerWait, mayStarve } = starvation;
  const starves = mayStarve
    ? `a process may starve: beside a stream of short ones one waited ${wait} ticks, and ${longerWait} beside one four times as long`
    : `nobody starved: beside a stream of short processes the longest wait was ${wait} ticks, and ${longerWait} beside one four ` +
      "times as long";
  return text + headLine("seen", starves, style, width);
}
