/**
 * What the tests of schedulability say, as plain data.
 *
 * @module
 */

/**
 * The policies under which tasks are tested.
 *
 * @example
 * ```ts
 * import { TESTED_POLICIES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(TESTED_POLICIES, ["rm", "dm", "priority", "edf"]);
 * ```
 * @category Schedulability
 */
export const TESTED_POLICIES = ["rm", "dm", "priority", "edf"] as const;

/**
 * A policy under which tasks are tested.
 *
 * @example
 * ```ts
 * import { type TestedPolicy, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const policies: TestedPolicy[] = ["rm", "edf"];
 * const contenders = policies.map((policy) => ({ label: policy, options: { policy } }));
 * const tested = await testSchedulability({ processes: [{ bursts: 2, period: 5 }] }, contenders);
 * assertEquals(tested.policies.map(({ policy }) => policy), policies);
 * ```
 * @category Schedulability
 */
export type TestedPolicy = typeof TESTED_POLICIES[number];

/**
 * What a test says of tasks: that they meet all deadlines, that they do not, or neither.
 *
 * @example
 * ```ts
 * import { type SchedulabilityVerdict, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 25, period: 50 }, { bursts: 35, period: 80 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "rm", options: { policy: "rm" } }]);
 * const verdicts: SchedulabilityVerdict[] = policies[0].tests.map(({ says }) => says);
 * assertEquals(verdicts, ["cannot say", "cannot say", "cannot say", "not schedulable"]);
 * ```
 * @category Schedulability
 */
export type SchedulabilityVerdict = "schedulable" | "not schedulable" | "cannot say";

/**
 * The tests: bounds on the utilisation (`utilization`, `liu-layland`, `hyperbolic`, `harmonic`, `density`, of a server's part
 * `server`), response-time analysis, and the processor demand.
 *
 * @example
 * ```ts
 * import { type SchedulabilityTestName, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 2, period: 5, deadline: 4 }, { bursts: 4, period: 7 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "edf", options: { policy: "edf" } }]);
 * const names: SchedulabilityTestName[] = policies[0].tests.map(({ name }) => name);
 * assertEquals(names, ["utilization", "density", "processor-demand"]);
 * ```
 * @category Schedulability
 */
export type SchedulabilityTestName =
  | "utilization"
  | "liu-layland"
  | "hyperbolic"
  | "harmonic"
  | "response-times"
  | "density"
  | "server"
  | "processor-demand";

/**
 * A number that was calculated exactly.
 *
 * @example
 * ```ts
 * import { type ExactNumber, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 25, period: 50 }, { bursts: 35, period: 80 }] };
 * const utilization: ExactNumber = (await testSchedulability(tasks, [])).utilization;
 * assertEquals(utilization, { text: "15/16", value: 0.9375 });
 * ```
 * @category Schedulability
 */
export interface ExactNumber {
  /** As a fraction, `15/16`, or a formula, `2 (2^(1/2) - 1)`; as a decimal where the fraction is very long. */
  readonly text: string;
  /** The nearest double, or one beside it. */
  readonly value: number;
}

/**
 * One test.
 *
 * @example
 * ```ts
 * import { type SchedulabilityTest, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 1, period: 4 }, { bursts: 2, period: 6 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "rm", options: { policy: "rm" } }]);
 * const bound: SchedulabilityTest = policies[0].tests.find(({ name }) => name === "liu-layland")!;
 * assertEquals([bound.left!.text, bound.bound!.text, bound.says], ["7/12", "2 (2^(1/2) - 1)", "schedulable"]);
 * ```
 * @category Schedulability
 */
export interface SchedulabilityTest {
  /** Which. */
  readonly name: SchedulabilityTestName;
  /** What it says. */
  readonly says: SchedulabilityVerdict;
  /** Why, in a few words. */
  readonly because: string;
  /** What is held against the bound; `null` where that is not one number. */
  readonly left: ExactNumber | null;
  /** What it must not pass. */
  readonly bound: ExactNumber | null;
}
