/**
 * Policies of one's own as the engine drives policies: what a class says of itself becomes a description like those of the
 * catalogue. One that was used once is known by its name from then on.
 *
 * @module
 */

import { OwnRun } from "./_own_run.ts";
import { compiledOf, type OwnPolicyRun } from "./compiled_policy.ts";
import { type SchedulerCore, STATUS } from "./core.ts";
import { isOptionsObject, refuseUnknownOptions } from "./known_options.ts";
import { OWN_HOOKS } from "./own_hooks.ts";
import type { OwnOption, OwnPolicy, OwnPolicyClass } from "./own_policy.ts";
import type { EnginePolicy, FeatureName, OptionSpec, Refusal } from "./policy.ts";
import { closest } from "./suggest.ts";
import { describeValue } from "./workload/error.ts";
import { TRAITS } from "./workload/_rules.ts";

const IDLE_LIMIT_DEFAULT = 10_000;
const TIES = ["joined", "arrival", "last"] as const;

/** What a policy that is asked by its hooks alone cannot do with a machine. */
const REFUSALS: readonly Refusal[] = [
  {
    features: ["queues", "groups", "affinity", "speeds", "migrationCost", "cacheWarmup"],
    reason:
      "a policy of one's own has one ready queue, and CPUs that are all alike; which of them runs whom is for its hook pick to say",
  },
  {
    features: ["lockProtocol", "lockOrder"],
    reason: "who is more urgent than whom is known to the hooks of a policy of one's own alone",
  },
];

/** What a class may say of itself, as static fields. */
const STATICS = ["title", "summary", "source", "options", "clairvoyant", "ties", "keyName", "reads", "idleLimit"];

const byClass = new WeakMap<OwnPolicyClass, EnginePolicy>();
const byName = new Map<string, EnginePolicy>();

/** The policy of one's own that has this name, where one was used. */
export function knownOwnPolicy(name: string): EnginePolicy | undefined {
  return byName.get(name);
}

const addresses = new WeakMap<OwnPolicyClass, string>();
const classes = new WeakMap<EnginePolicy, OwnPolicyClass>();

/** Notes which module a class is the default export of. */
export function namePolicyAddress(policy: OwnPolicyClass, address: string): void {
  addresses.set(policy, address);
}

/**
 * The address of the module that a policy of one's own was loaded from; `null` for one of the catalogue.
 *
 * @throws {TypeError} If it was not loaded from any.
 */
export function policyAddress(policy: OwnPolicyClass | string): string | null {
  const known = typeof policy === "string" ? byName.get(policy) : undefined;
  const found = typeof policy === "string" ? known && classes.get(known) : policy;
  if (found === undefined) return null;
  const address = addresses.get(found);
  if (address !== undefined) return address;
  throw new TypeError(
    `Cannot run trials: policy must be loaded from its file (loadPolicy) to run in other processes, got ${
      found.name || "a class"
    }`,
  );
}

/** The class of the policy of one's own that has this name, where one was used. */
export function ownPolicyClass(name: string): OwnPolicyClass | undefined {
  const known = byName.get(name);
  return known && classes.get(known);
}

/** Makes a policy of one's own that is run in another thread known by its name here, in the place of what had that. */
export function learnPolicy(policy: EnginePolicy): void {
  byName.set(policy.name, policy);
}

/** All that are known, in the order in which they came. */
export function knownOwnPolicies(): EnginePolicy[] {
  return [...byName.values()];
}

/**
 * The policy that a class is. What its name is taken for gets a number: `mine-2`.
 *
 * @param given The class.
 * @param taken Names that it cannot have.
 * @param otherName What it is called where the class has no name.
 * @throws {TypeError} If it is no class, or what it says of itself is none of what can be said.
 * @throws {RangeError} If it contradicts itself.
 */
export function ownPolicy(given: OwnPolicyClass, taken: ReadonlySet<string>, otherName?: string): EnginePolicy {
  const known = byClass.get(given);
  if (known !== undefined) return known;
  const compiled = compiledOf(given);
  if (compiled !== null) return compiledPolicy(given, ownPolicy(compiled.plain, taken, otherName));
  const base = nameOfClass(given, otherName ?? fileNameOf(addresses.get(given)) ?? "own-policy");
  let name = base;
  for (let count = 2; taken.has(name) || byName.has(name); count += 1) name = `${base}-${count}`;
  const policy = describe(given, name);
  byClass.set(given, policy);
  byName.set(name, policy);
  classes.set(policy, given);
  return policy;
}

/** The policy that a compiled class is: what its plain form is, by the same name. */
function compiledPolicy(given: OwnPolicyClass, plain: EnginePolicy): EnginePolicy {
  const policy = describe(given, plain.name);
  byClass.set(given, policy);
  byName.set(plain.name, policy);
  classes.set(policy, given);
  return policy;
}

/** The name of a module's file, without its ending. */
function fileNameOf(address: string | undefined): string | undefined {
  return /([a-z][a-z0-9_-]*)\.[a-z]+$/i.exec(address ?? "")?.[1].toLowerCase().replaceAll("_", "-");
}

/** The class's name in kebab case. */
function nameOfClass(given: OwnPolicyClass, otherName: string): string {
  if (typeof given !== "function" || given.prototype === undefined) {
    refuse(`be the name of one, or a class, got ${describeValue(given)}`);
  }
  const words = (given.name === "default" ? "" : given.name).replaceAll(
    /([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g,
    "$1$3-$2",
  );
  return words.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "") || otherName;
}

/** A class as an entry of the catalogue. */
function describe(given: OwnPolicyClass, name: string): EnginePolicy {
  const model = checkedModel(given, name);
  const words = name.replaceAll("-", " ");
  const title = given.title ?? words[0].toUpperCase() + words.slice(1);
  const summary = given.summary ?? "A policy of one's own.";
  const ties = given.ties ?? "joined";
  const settings = {
    name,
    ties,
    isClairvoyant: given.clairvoyant === true,
    idleLimit: given.idleLimit ?? IDLE_LIMIT_DEFAULT,
  };
  const options = Object.entries(given.options ?? {}).map(([option, own]) => specOf(name, option, own, model));
  const features: FeatureName[] = ["served"];
  if (model.key !== undefined && model.pick === undefined) features.push("heap");
  if (model.timer !== undefined) features.push("turns");
  const runs = new WeakMap<SchedulerCore, OwnPolicyRun>();
  const compiled = compiledOf(given);
  return {
    name: name as EnginePolicy["name"],
    title,
    summary,
    about: summary,
    figure: "",
    avoid: "",
    reads: given.reads ?? [],
    levels: model.level !== undefined,
    options,
    key: keyOf(given, model),
    tieRule: tieRuleOf(model, ties),
    source: given.source ?? "A policy of one's own",
    refuses: REFUSALS,
    rigid: false,
    rigidOnly: false,
    resolve: (resolved) => resolved as never,
    features: () => features,
    createCore(values) {
      if (compiled !== null) {
        const run = compiled.createRun(settings, values as never);
        runs.set(run.core, run);
        return run.core;
      }
      const policy = new given() as OwnPolicy & Record<string, unknown>;
      for (const { name: option } of options) policy[option] = (values as unknown as Record<string, unknown>)[option];
      const run = new OwnRun(policy, settings);
      runs.set(run.core, run);
      return run.core;
    },
    begin: (core, rows, workload, resolved) => runs.get(core)!.begin(rows, workload, resolved),
    configure(core, values) {
      core.lotterySeed.value = (values as unknown as { seed?: number }).seed ?? 1;
      core.joinsFirst.value = ties === "last" ? 1 : 0;
    },
    simulate(core, until, instants) {
      const run = runs.get(core)!;
      const status = run.simulate(until, instants);
      if (status === STATUS.deadlock) run.refuseLost();
      return status;
    },
  };
}

/** One of the class, to look at: what it is and what it says of itself must be what can be. */
function checkedModel(given: OwnPolicyClass, name: string): OwnPolicy & Record<string, unknown> {
  const own = Object.getOwnPropertyNames(given).filter((each) => !["length", "name", "prototype"].includes(each));
  for (const each of own) {
    if (STATICS.includes(each) || typeof given[each as keyof OwnPolicyClass] === "function") continue;
    const near = closest(each, STATICS);
    if (near !== null) refuse(`have static ${STATICS.join(", ")}, got ${each}. Did you mean ${near}?`, name);
  }
  let model: OwnPolicy & Record<string, unknown>;
  try {
    model = new given() as never;
  } catch (error) {
    refuse(
      `be a class that new makes one of without arguments, got ${error instanceof Error ? error.message : error}`,
      name,
    );
  }
  checkHooks(model, name);
  checkStatics(given, name);
  return model;
}

function checkHooks(model: OwnPolicy & Record<string, unknown>, name: string): void {
  const methods = new Set<string>(Object.keys(model));
  for (let proto = Object.getPrototypeOf(model); proto !== null && proto !== Object.prototype;) {
    for (const each of Object.getOwnPropertyNames(proto)) methods.add(each);
    proto = Object.getPrototypeOf(proto);
  }
  for (const each of methods) {
    if (each === "constructor") continue;
    const value = model[each];
    const isHook = (OWN_HOOKS as readonly string[]).includes(each);
    if (isHook && value !== undefined && typeof value !== "function") {
      refuse(`have methods for hooks, got ${describeValue(value)} as ${each}`, name);
    }
    if (isHook || typeof value !== "function") continue;
    const near = closest(each, OWN_HOOKS);
    if (near !== null && model[near] === undefined) {
      refuse(`have hooks by their names, got ${each}. Did you mean ${near}?`, name);
    }
  }
  if (model.runningKey !== undefined && model.preempts !== undefined) {
    refuse("have one of the hooks runningKey and preempts, got both", name);
  }
  if (model.runningKey !== undefined && model.key === undefined) {
    refuse("have the hook key where it has runningKey, since both are compared, got none", name);
  }
  if (model.pick !== undefined && model.ready === undefined) {
    refuse("have the hook ready where it has pick, since nobody else keeps its processes, got none", name);
  }
}

function checkStatics(given: OwnPolicyClass, name: string): void {
  for (const each of ["title", "summary", "source", "keyName"] as const) {
    const value: unknown = given[each];
    if (value !== undefined && (typeof value !== "string" || value === "")) {
      refuse(`have a text as static ${each}, got ${describeValue(value)}`, name);
    }
  }
  if (given.clairvoyant !== undefined && typeof given.clairvoyant !== "boolean") {
    refuse(`have true or false as static clairvoyant, got ${describeValue(given.clairvoyant)}`, name);
  }
  if (given.ties !== undefined && !TIES.includes(given.ties)) {
    refuse(`have one of ${TIES.join(", ")} as static ties, got ${describeValue(given.ties)}`, name);
  }
  const limit = given.idleLimit ?? 1;
  if (!(limit >= 1) || Math.floor(limit) !== limit) {
    refuse(`have a whole number from 1, or Infinity, as static idleLimit, got ${describeValue(given.idleLimit)}`, name);
  }
  const reads: unknown = given.reads ?? [];
  if (!Array.isArray(reads) || reads.some((trait) => !Object.hasOwn(TRAITS, trait))) {
    refuse(`have a list of ${Object.keys(TRAITS).join(", ")} as static reads, got ${describeValue(reads)}`, name);
  }
  if (given.options !== undefined && !isOptionsObject(given.options)) {
    refuse(`have an object as static options, got ${describeValue(given.options)}`, name);
  }
}

/** An option as the engine describes options. */
function specOf(policy: string, name: string, own: OwnOption, model: Record<string, unknown>): OptionSpec {
  refuseUnknownOptions(
    "simulate",
    own,
    ["summary", "min", "max", "choices"] satisfies (keyof OwnOption)[],
    `option ${name} of ${policy}`,
  );
  const summary = typeof own.summary === "string" ? own.summary : "";
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    refuse(`name options in letters and digits, the first one small, got ${describeValue(name)}`, policy);
  }
  if (summary === "") refuse(`have a sentence as summary of option ${name}, got ${describeValue(own.summary)}`, policy);
  const usual = model[name];
  if (typeof usual === "boolean") return { name, type: "boolean", default: usual, summary };
  if (typeof usual === "string" && own.choices?.includes(usual)) {
    return { name, type: "choice", choices: own.choices, default: usual, summary };
  }
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = own;
  if (typeof usual === "number" && Number.isInteger(usual) && usual >= min && usual <= max) {
    return { name, type: name === "seed" ? "count" : "ticks", min, max: own.max, default: usual, summary };
  }
  const rule = own.choices === undefined
    ? `a whole number from ${min} to ${max}, or true or false`
    : `one of ${own.choices.join(", ")}`;
  refuse(`have a field ${name} for its option, which is ${rule}, got ${describeValue(usual)}`, policy);
}

function keyOf(given: OwnPolicyClass, model: OwnPolicy): EnginePolicy["key"] {
  if (model.key === undefined) return { name: "joined", meaning: "when it joined the ready queue", then: [] };
  const name = given.keyName ?? "key";
  const meaning = "what the policy's hook key answers";
  if (model.pick !== undefined) return { name, meaning, then: [] };
  return { name, meaning, then: given.ties === "arrival" ? ["arrival", "pid"] : ["joined"] };
}

function tieRuleOf(model: OwnPolicy, ties: typeof TIES[number]): string {
  if (model.pick !== undefined) return "The policy's hook pick decides.";
  if (model.key === undefined || ties === "joined") {
    return "Equal ones go in the order of joining the queue; at one instant, in the order of the ties rule.";
  }
  return ties === "arrival" ? "Equal ones go by arrival, then pid." : "Of equal ones the last to join goes first.";
}

function refuse(what: string, name?: string): never {
  throw new TypeError(
    name === undefined ? `Cannot simulate: policy must ${what}` : `Cannot simulate: policy ${name} must ${what}`,
  );
}
