/**
 * Which rule made a decision, read off the engine's own record of it: the candidates with their keys, in the policy's
 * order, and the policy's description of that order. Nothing is simulated again.
 *
 * @module
 */

import type { Policy } from "../engine/policy.ts";
import type { Candidate, Decision } from "../engine/result.ts";

/**
 * What decided between the chosen process and the next one.
 *
 * - `alone`: there was no other.
 * - `key`: its key is less.
 * - `joined`, `arrival`, `pid`: the keys are equal, and this is less.
 * - `place`: it stands before the other in its queue although it did not join it earlier: both joined at one instant,
 *   where the ties rule orders them, or the policy put it at the head.
 *
 * @example
 * ```ts
 * import { type DecidedBy, explain, ruleOf } from "@quanta/quanta/analysis";
 * import { POLICIES } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const words: Record<DecidedBy, string> = {
 *   alone: "there is no other",
 *   key: "it is shorter",
 *   joined: "it joined earlier",
 *   arrival: "it arrived earlier",
 *   pid: "its number is less",
 *   place: "it stands before the other",
 * };
 * const { decisions: [{ decision }] } = await explain({ processes: [{ bursts: 3 }, { bursts: 3 }] }, { policy: "sjf" });
 * assertEquals(words[ruleOf(decision, POLICIES.find(({ name }) => name === "sjf")!).by], "its number is less");
 * ```
 * @category Explanations
 */
export type DecidedBy = "alone" | "key" | "joined" | "arrival" | "pid" | "place";

/**
 * Why a process was chosen.
 *
 * @example
 * ```ts
 * import { type DecisionRule, explain, ruleOf } from "@quanta/quanta/analysis";
 * import { POLICIES } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { decisions: [{ decision }] } = await explain({ processes: [{ bursts: 8 }, { bursts: 3 }] }, { policy: "sjf" });
 * const rule: DecisionRule = ruleOf(decision, POLICIES.find(({ name }) => name === "sjf")!);
 * assertEquals([rule.by, rule.runnerUp?.pid], ["key", 1]); // 3 is less than 8
 * ```
 * @category Explanations
 */
export interface DecisionRule {
  /** What decided. */
  readonly by: DecidedBy;
  /** The first of those that were not chosen; `null` where there were none. */
  readonly runnerUp: Candidate | null;
}

/**
 * Finds what decided.
 *
 * @example
 * ```ts
 * import { explain, ruleOf } from "@quanta/quanta/analysis";
 * import { POLICIES } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const sjf = POLICIES.find(({ name }) => name === "sjf")!;
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }] };
 * const { decisions: [{ decision }] } = await explain(workload, { policy: "sjf" });
 * assertEquals(ruleOf(decision, sjf).by, "key"); // it is shorter
 * ```
 *
 * @category Explanations
 */
export function ruleOf(decision: Decision, policy: Pick<Policy, "key">): DecisionRule {
  const [chosen, runnerUp] = decision.candidates;
  if (runnerUp === undefined) return { by: "alone", runnerUp: null };
  if (chosen.key !== runnerUp.key) return { by: chosen.key < runnerUp.key ? "key" : "place", runnerUp };
  for (const criterion of policy.key.then) {
    if (chosen[criterion] === runnerUp[criterion]) continue;
    return { by: chosen[criterion] < runnerUp[criterion] ? criterion : "place", runnerUp };
  }
  return { by: "place", runnerUp };
}
