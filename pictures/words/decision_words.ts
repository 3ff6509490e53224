/**
 * Why a process was chosen, in words: the rule that decided, read off the engine's own record of the decision.
 *
 * @module
 */

import { type DecisionRule, ruleOf } from "../../analysis/decision_rule.ts";
import { formatCount } from "../../engine/numbers.ts";
import type { Policy } from "../../engine/policy.ts";
import type { PeriodServerOptions } from "../../engine/policy_options.ts";
import type { Candidate, Decision, ResolvedOptions } from "../../engine/result.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { english, type Say } from "./language.ts";

/** What a decision is told from. */
export interface DecisionContext {
  readonly policy: Policy;
  readonly options: ResolvedOptions;
  readonly labels: ProcessLabels;
  readonly say: Say;
}

/** What the policy orders its candidates by, and what decides between equal keys. */
export function orderRuleText({ key }: Policy, options: ResolvedOptions, say: Say): string {
  const then = key.then.length === 0 ? "" : say(", then {keys}", { keys: key.then.join(", ") });
  const what = { name: key.name, meaning: say(key.meaning) };
  if (isTurnedRound(options)) return say("{name}: {meaning}; the greatest goes first", what) + then;
  return say("{name}: {meaning}; the least goes first", what) + then;
}

/** Whether keys are numbers of which the greatest goes first with their signs turned round. */
function isTurnedRound(options: ResolvedOptions): boolean {
  return options.policy === "priority" && options.priorityOrder === "high";
}

/** Whether a key is that of a server, which goes before a task of its period. */
function isServers(key: number, options: ResolvedOptions): boolean {
  const { server = "none", serverPeriod } = options as Partial<PeriodServerOptions>;
  return !["none", "background"].includes(server) && key + 0.5 === serverPeriod;
}

/** A key as a reader understands it: the rank of a queue comes with the queue's cause, and a server has its period. */
export function keyText(key: number, options: ResolvedOptions, say: Say = english): string {
  if (isTurnedRound(options)) return formatCount(0 - key);
  if (isServers(key, options)) return say("{period} (server)", { period: formatCount(key + 0.5) });
  if (key === Infinity && "server" in options) return say("none (background)");
  if (options.policy !== "causes") return formatCount(key);
  return `${key} (${options.order[key]})`;
}

/** Why the chosen process was chosen, in a sentence without its subject's name. */
export function ruleText(decision: Decision, context: DecisionContext): string {
  const { labels } = context;
  const chosen = labels.name(decision.pid);
  const parts = [orderText(decision, ruleOf(decision, context.policy), chosen, context)];
  if (decision.preempted !== null) parts.push(preemptionText(decision, chosen, context));
  parts.push(...machineTexts(decision, context));
  return parts.join("; ");
}

/** What a decision looks at, where it does not look at all ready processes. */
function scopeText({ groups, queues }: ResolvedOptions, say: Say): string {
  if (groups) return say(" of the group whose turn it is");
  return queues === "per-cpu" ? say(" in its queue") : "";
}

/** Where it was taken from and what that costs, on a machine where that makes a difference. */
function machineTexts({ cpu, queue, lastCpu }: Decision, { options, say }: DecisionContext): string[] {
  const parts: string[] = [];
  if (queue !== undefined && queue !== cpu) {
    parts.push(say("stolen from the queue of CPU {queue}, since its own is empty", { queue }));
  }
  if (typeof lastCpu !== "number" || lastCpu === cpu) return parts;
  const costs: string[] = [];
  if (options.migrationCost > 0) {
    costs.push(say("{ticks} of migration", { ticks: say.count(options.migrationCost, "tick") }));
  }
  if (options.cacheWarmup > 0) {
    costs.push(say("a cache to warm up, {ticks}", { ticks: say.count(options.cacheWarmup, "tick") }));
  }
  const cost = costs.length === 0 ? "" : say(", which costs {costs}", { costs: costs.join(say(" and ")) });
  return [...parts, say("it comes from CPU {cpu}", { cpu: lastCpu }) + cost];
}

function orderText(decision: Decision, rule: DecisionRule, chosen: string, context: DecisionContext): string {
  const { policy, options, labels, say } = context;
  const { runnerUp } = rule;
  const [first] = decision.candidates;
  if (runnerUp === null) {
    const alone = say("{name} is the only ready process", { name: chosen }) + scopeText(options, say);
    // What the policy reckons cannot be read off the workload.
    return policy.key.name === "joined" || first === undefined
      ? alone
      : alone + say("; its {key} is {value}", { key: policy.key.name, value: keyText(first.key, options, say) });
  }
  const other = labels.name(runnerUp.pid);
  const keyName = policy.key.name;
  const both = { key: keyName, value: keyText(first.key, options, say), name: chosen, other };
  const equal = say("{key} is {value} for both {name} and {other}", both);
  const versus = (criterion: keyof Candidate) =>
    say("{first} against {second}", { first: formatCount(first[criterion]), second: formatCount(runnerUp[criterion]) });
  switch (rule.by) {
    case "alone":
    case "key":
      if (keyName === "joined") {
        const ticks = { first: formatCount(first.key), other, second: formatCount(runnerUp.key) };
        return say("it joined the queue at {first}, {other} at {second}", ticks);
      }
      return say("its {key} is {first}, against {second} of {other}", {
        key: keyName,
        first: keyText(first.key, options, say),
        second: keyText(runnerUp.key, options, say),
        other,
      });
    case "joined":
      return equal + say(", and {name} joined the queue earlier: {versus}", { name: chosen, versus: versus("joined") });
    case "arrival":
      return equal + say(", and {name} arrived earlier: {versus}", { name: chosen, versus: versus("arrival") });
    case "pid":
      return equal + say(", and {name} has the lesser pid: {versus}", { name: chosen, versus: versus("pid") });
    case "place":
      return first.joined === runnerUp.joined
        ? say("{name} and {other} joined the queue at one tick, {tick}, {name} first by the ties rule ({ties})", {
          name: chosen,
          other,
          tick: formatCount(first.joined),
          ties: options.ties,
        })
        : say("{name} stands before {other} in its queue, which it joined at the head", { name: chosen, other });
  }
}

function preemptionText(
  decision: Decision,
  chosen: string,
  { policy, options, labels, say }: DecisionContext,
): string {
  const key = decision.candidates[0].key;
  const loserKey = decision.preemptedKey!;
  const what = {
    loser: labels.name(decision.preempted!),
    key: policy.key.name,
    first: keyText(key, options, say),
    second: keyText(loserKey, options, say),
    name: chosen,
  };
  if (key === loserKey && "equals" in options) {
    return say("it goes before {loser}, which ran, by arrival, then pid: {key} is {first} for both", what);
  }
  return key < loserKey ? say("it outranks {loser}, which ran: {key} {first} against {second}", what) : say(
    "it stands before {loser}, which ran, in the order of the queues ({key} {first} of {name}, {second} of {loser})",
    what,
  );
}
