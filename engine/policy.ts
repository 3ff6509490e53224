/**
 * What a policy is to the host: its name and documentation, its options with their rules, and how it is told to the
 * scheduler core. Each policy is one file in `engine/policies/` beside its class in `engine/assembly/scheduler/policies`.
 *
 * @module
 */

import type { SchedulerCore } from "./core.ts";
import type { PolicyName, PolicyOptions } from "./options.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import type { TraitName } from "./workload/_rules.ts";

/**
 * The kind of value an option takes. Ticks and counts are whole numbers.
 *
 * @example
 * ```ts
 * import { type OptionType, POLICIES } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const inTicks: OptionType[] = ["ticks", "ticks list", "ticks by choice"];
 * const causes = POLICIES.find(({ name }) => name === "causes")!;
 * const names = causes.options.filter(({ type }) => inTicks.includes(type)).map(({ name }) => name);
 * assertEquals(names, ["quantum", "quanta"]);
 * ```
 * @category Policies and machines
 */
export type OptionType =
  | "ticks"
  | "count"
  /** A number from 0 to 1. */
  | "fraction"
  /** An exact fraction: a number of few digits, or a text such as `1/3`. */
  | "rate"
  | "boolean"
  | "choice"
  /** A list of ticks. */
  | "ticks list"
  /** One count, or a list of counts. */
  | "count list"
  /** Every one of `choices`, each once, in some order. */
  | "order"
  /** Ticks for some of `choices`, by name. */
  | "ticks by choice"
  /** Ticks for names of the workload's own. */
  | "ticks by name"
  /** Counts for names of the workload's own. */
  | "count by name"
  /** One of `choices` for names of the workload's own. */
  | "choice by name"
  /** A multiple of 1/16 for each CPU. */
  | "speed list";

/**
 * The description of one option: enough to check it, to make a flag of it and to document it.
 *
 * @example
 * ```ts
 * import { type OptionSpec, POLICIES } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const quantum: OptionSpec = POLICIES.find(({ name }) => name === "rr")!.options[0];
 * assertEquals([quantum.name, quantum.type, quantum.min, quantum.default], ["quantum", "ticks", 1, 4]);
 * ```
 * @category Policies and machines
 */
export interface OptionSpec {
  /** The name in {@linkcode SimulationOptions}; a flag has the same in kebab case. */
  readonly name: string;
  /** The kind of value that it takes. */
  readonly type: OptionType;
  /** The least value of ticks and counts. */
  readonly min?: number;
  /** The greatest value of ticks and counts; default 2^53 - 1. */
  readonly max?: number;
  /** Whether `Infinity` may stand for no limit. */
  readonly unlimited?: boolean;
  /** The values of a choice, or the names of an order. */
  readonly choices?: readonly string[];
  /** What holds where the option is not given; `undefined` if that depends on other options. */
  readonly default?: unknown;
  /** One sentence. */
  readonly summary: string;
}

/**
 * What a policy's candidates are ordered by.
 *
 * @example
 * ```ts
 * import { POLICIES, type PolicyKey } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const key: PolicyKey = POLICIES.find(({ name }) => name === "srtf")!.key;
 * assertEquals([key.name, key.then], ["remaining", ["arrival", "pid"]]);
 * ```
 * @category Policies and machines
 */
export interface PolicyKey {
  /** The noun that decisions show, such as `remaining`. */
  readonly name: string;
  /** One sentence. */
  readonly meaning: string;
  /** What decides between equal keys, in order. */
  readonly then: readonly ("joined" | "arrival" | "pid")[];
}

/**
 * What of a machine, or of what it is to run, a policy may refuse: options of the machine, fields of processes.
 *
 * @example
 * ```ts
 * import { type MachineFeature, POLICIES } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const feature: MachineFeature = "groups";
 * const refusing = POLICIES.filter(({ refuses = [] }) => refuses.some(({ features }) => features.includes(feature)));
 * assertEquals(refusing.map(({ name }) => name).includes("easy"), true);
 * ```
 * @category Policies and machines
 */
export type MachineFeature =
  /** Queues per CPU. */
  | "queues"
  | "groups"
  | "affinity"
  | "speeds"
  | "migrationCost"
  | "cacheWarmup"
  | "switchCost"
  /** More than one. */
  | "cpus"
  /** Inheritance of urgency through locks, or their ceilings. */
  | "lockProtocol"
  /** Locks that go to the most urgent process that waits. */
  | "lockOrder"
  /** Programs of more than one burst. */
  | "bursts";

/**
 * What a policy cannot do with a machine.
 *
 * @example
 * ```ts
 * import { POLICIES, type Refusal, simulate } from "@quanta/quanta/simulate";
 * import { assertThrows } from "@std/assert";
 *
 * const { refuses = [] } = POLICIES.find(({ name }) => name === "easy")!;
 * const refusal: Refusal = refuses.find(({ features }) => features.includes("groups"))!;
 * assertThrows(() => simulate({ processes: [{ bursts: 1 }] }, { policy: "easy", groups: true }), RangeError, refusal.reason);
 * ```
 * @category Policies and machines
 */
export interface Refusal {
  /** What it refuses. */
  readonly features: readonly MachineFeature[];
  /** Only with these values of options; always where missing. */
  readonly when?: Readonly<Record<string, unknown>>;
  /** Why, as the end of a sentence. */
  readonly reason: string;
}

/**
 * What the catalogue says of a policy.
 *
 * @example
 * ```ts
 * import { POLICIES, type Policy } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const policy: Policy = POLICIES.find(({ name }) => name === "priority")!;
 * assertEquals([policy.title, policy.reads], ["Priority", ["priority", "quantum"]]);
 * ```
 * @category Policies and machines
 */
export interface Policy {
  /** The name in options and flags. */
  readonly name: PolicyName;
  /** As a textbook calls it. */
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  /** What it does, in three sentences. */
  readonly about: string;
  /** What it comes to on an example of a textbook or paper. */
  readonly figure: string;
  /** When it is the wrong choice. */
  readonly avoid: string;
  /** What it looks at of a process besides arrival and bursts, as fields of the workload. */
  readonly reads: readonly TraitName[];
  /** Whether its ready processes stand in several queues, so that transitions and control blocks have a level. */
  readonly levels: boolean;
  /** The options that it takes. */
  readonly options: readonly OptionSpec[];
  /** What it orders processes by. */
  readonly key: PolicyKey;
  /** How it orders processes that are equal to it. */
  readonly tieRule: string;
  /** Book, paper or program that it follows. */
  readonly source: string;
  /** Whether it can run rigid jobs. */
  readonly rigid: boolean;
  /** Whether it runs nothing else: `rigid` is then true unless given. */
  readonly rigidOnly: boolean;
  /** What it cannot do with a machine, besides running rigid jobs; missing where it can do everything. */
  readonly refuses?: readonly Refusal[];
}

/** Groups of processes whose usage of the CPU counts together. */
export interface UsageGroups {
  /** The group of every process, in the workload's order. */
  readonly of: Uint32Array;
  /** What each group weighs. */
  readonly weights: readonly number[];
  /** The sum of the weights of the groups that have a process. */
  readonly sum: number;
}

/** Which rows of the workload a core's processes are. */
export interface RunRows {
  /** Row of each process; `null` where the core's numbers are the rows. */
  readonly rowOf: Uint32Array | null;
  /** Where processes get their numbers as they arrive, what learns who has arrived; else `null`. */
  readonly numbering: { update(): void } | null;
}

/** A policy as the engine drives it. */
export interface EnginePolicy<Options extends PolicyOptions = PolicyOptions> extends Policy {
  /**
   * Fills in defaults that depend on other options, and checks options against each other. Each option by itself has
   * been checked by its {@linkcode OptionSpec}.
   *
   * @throws {RangeError} If options contradict each other.
   */
  resolve(options: Options): Required<Options>;
  /**
   * The most ticks that any process of the workload executes before it must be dispatched anew; missing or `Infinity`
   * where nothing bounds them.
   */
  quantumMax?(options: Required<Options>, workload: WorkloadColumns): number;
  /** The same of each process, in the workload's order, where they differ. */
  quantaMax?(options: Required<Options>, workload: WorkloadColumns): ArrayLike<number> | undefined;
  /**
   * The row of a process that must be dispatched more than `most` times though no quantum cuts it, since it and another
   * take the CPU from each other; -1 where none is known.
   */
  wornDown?(options: ResolvedOptions, workload: WorkloadColumns, most: number): number;
  /** The columns it needs beyond the basic ones, as names of {@linkcode FEATURE}. */
  features(options: Required<Options>, workload: WorkloadColumns): readonly FeatureName[];
  /**
   * What the core is to know of each process, in the workload's order, for a policy with the feature `trait`.
   *
   * @throws {RangeError} If the workload lacks what the policy needs.
   */
  traits?(workload: WorkloadColumns, options: Required<Options>): ArrayLike<number>;
  /**
   * Whether each process has an urgency that stays, which the policy orders by: its traits, the least number being the most
   * urgent. Missing where none has.
   */
  hasUrgency?(options: Required<Options>): boolean;
  /** What a server may have to be given back at a time; for `layout`. */
  replenishments?(options: Required<Options>): number;
  /**
   * The groups whose usage of the CPU counts, for a policy with the feature `usage`.
   *
   * @throws {RangeError} If its options do not fit the workload's groups.
   */
  usageGroups?(workload: WorkloadColumns, options: Required<Options>): UsageGroups;
  /** Whether traits are times that count from the arrival, so that they move with one that is made during the run. */
  readonly traitsMove?: boolean;
  /** The core of a run that needs another build than the usual ones. */
  createCore?(options: Required<Options>): SchedulerCore;
  /** Begins a run, when the core is set up. */
  begin?(core: SchedulerCore, rows: RunRows, workload: WorkloadColumns, options: ResolvedOptions): void;
  /** Writes its options into a core that has been laid out. */
  configure(core: SchedulerCore, options: Required<Options>): void;
  /** Runs the core under this policy until after `until`, for at most `instants` instants; returns a status. */
  simulate(core: SchedulerCore, until: number, instants: number): number;
}

/** Bits of the core's `features`; a test holds them against the guest's. */
export const FEATURE = {
  bursts: 1,
  admit: 2,
  rigid: 4,
  heap: 8,
  switch: 16,
  slice: 32,
  allotment: 64,
  boost: 128,
  inPlace: 256,
  admitKey: 512,
  trait: 1024,
  virtual: 2048,
  served: 4096,
  work: 8192,
  tickets: 16384,
  tournament: 32768,
  turns: 65536,
  pending: 131072,
  releases: 262144,
  profile: 524288,
  after: 1048576,
  devices: 2097152,
  ownQuantum: 4194304,
  locks: 8388608,
  urgency: 16777216,
  usage: 134217728,
  memory: 268435456,
  admitSearch: 536870912,
  resources: 1073741824,
} as const;

/** A name of {@linkcode FEATURE}. */
export type FeatureName = keyof typeof FEATURE;
