/**
 * Checks the options of a simulation and fills in their defaults.
 *
 * @module
 */

import { checkMachine } from "./_machine_rules.ts";
import { isOptionsObject, refuseUnknownOptions } from "./known_options.ts";
import { MACHINE_OPTIONS } from "./machine_options.ts";
import type { SimulationOptions, TickWindow, UnknownPolicyOptions } from "./options.ts";
import type { OwnPolicyOptions } from "./own_policy.ts";
import { findPolicy } from "./policies.ts";
import type { EnginePolicy, OptionSpec } from "./policy.ts";
import { RATE_RULE, readRate } from "./rate.ts";
import type { ResolvedOptions } from "./result.ts";
import { isName, RULE } from "./workload/_rules.ts";
import { describeValue } from "./workload/error.ts";

const TICKS_MAX = Number.MAX_SAFE_INTEGER;

/** Speeds are multiples of one such part: so work is exact in binary. */
const SPEED_PARTS = 16;
const SPEED_MAX = 1024;

const RECORDINGS = ["timeline", "transitions", "decisions"] as const;

/**
 * Options with every default filled in.
 *
 * @throws {TypeError} If an option is of the wrong type, or none of this policy's or the machine's.
 * @throws {RangeError} If a value is out of its range, or options contradict each other.
 */
export function resolveOptions(options: SimulationOptions | UnknownPolicyOptions | OwnPolicyOptions): ResolvedOptions {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot simulate: options must be an object, got ${show(options)}`);
  }
  const policy = findPolicy(options.policy);
  const given = options as unknown as Record<string, unknown>;
  const specs = [...MACHINE_OPTIONS, ...policy.options];
  refuseUnknown(given, specs, policy);
  refuseRoundRobin(given);
  const filled: Record<string, unknown> = { policy: policy.name };
  for (const spec of specs) {
    const usual = spec.name === "rigid" ? policy.rigidOnly : spec.default;
    const value = given[spec.name] ?? usual;
    if (value !== undefined) checkOption(spec, value);
    filled[spec.name] = value;
  }
  for (const name of RECORDINGS) filled[name] = checkRecording(name, given[name] ?? "off");
  if (given.cpus === undefined && given.speeds !== undefined) filled.cpus = (filled.speeds as unknown[]).length;
  const resolved = policy.resolve(filled as never) as ResolvedOptions;
  checkMachine(policy, resolved);
  return resolved;
}

function refuseUnknown(given: Record<string, unknown>, specs: readonly OptionSpec[], policy: EnginePolicy): void {
  const known = new Set<string>(["policy", ...RECORDINGS, ...specs.map((spec) => spec.name)]);
  for (const name of Object.keys(given)) {
    if (known.has(name) || given[name] === undefined) continue;
    const own = policy.options.map((spec) => spec.name).join(", ") || "none";
    throw new TypeError(`Cannot simulate: ${name} must be an option of ${policy.name} (${own}) or of the machine`);
  }
}

/** The course's two uses of round robin that cannot be. */
function refuseRoundRobin(given: Record<string, unknown>): void {
  if (given.admitOrder === "rr") {
    throw new RangeError(
      "Cannot simulate: admitOrder must be fcfs, sjf, priority or hrrn, got rr: round robin needs a resource that can be taken back " +
        "after a slice of time, and a job that has been admitted to memory stays there until it ends",
    );
  }
  const orders = isOptionsObject(given.deviceOrders) ? Object.values(given.deviceOrders) : [];
  if (given.deviceOrder === "rr" || orders.includes("rr")) {
    throw new RangeError(
      "Cannot simulate: deviceOrder must be fcfs, priority or shortest, got rr: round robin needs a resource that can " +
        "be taken back after a slice of time; a CPU can be, a device such as a printer cannot be taken back in the middle of a request",
    );
  }
}

function checkRecording(name: string, value: unknown): "off" | "full" | TickWindow {
  if (value === "off" || value === "full") return value;
  if (typeof value === "object" && value !== null && "from" in value && "to" in value) {
    refuseUnknownOptions("simulate", value, ["from", "to"] satisfies (keyof TickWindow)[], name);
    const { from, to } = value as TickWindow;
    checkNumber({ name: `${name}.from`, min: 0, max: TICKS_MAX }, from);
    checkNumber({ name: `${name}.to`, min: 0, max: TICKS_MAX, unlimited: true }, to);
    return { from, to };
  }
  throw new TypeError(`Cannot simulate: ${name} must be "off", "full" or a window {from, to}, got ${show(value)}`);
}

/** Checks one option's value against its description. */
export function checkOption(spec: OptionSpec, value: unknown): void {
  const bounds = { name: spec.name, min: spec.min ?? 0, max: spec.max ?? TICKS_MAX, unlimited: spec.unlimited };
  switch (spec.type) {
    case "ticks":
    case "count":
      return checkNumber(bounds, value);
    case "fraction":
      return checkFraction(spec, value);
    case "rate":
      return checkRate(spec, value);
    case "boolean":
      if (typeof value === "boolean") return;
      throw new TypeError(`Cannot simulate: ${spec.name} must be true or false, got ${show(value)}`);
    case "choice":
      return checkChoice(spec, value);
    case "count list":
      if (typeof value === "number") return checkNumber(bounds, value);
      return checkList(bounds, value);
    case "ticks list":
      return checkList(bounds, value);
    case "order":
      return checkOrder(spec, value);
    case "ticks by choice":
      return checkTicksByChoice(spec, bounds, value);
    case "speed list":
      return checkSpeeds(spec, value);
    case "ticks by name":
    case "count by name":
      return checkByName(spec, value, (name, number) => checkNumber({ ...bounds, name }, number));
    case "choice by name":
      return checkByName(spec, value, (name, choice) => checkChoice({ ...spec, name }, choice));
  }
}

interface Bounds {
  name: string;
  min: number;
  max: number;
  unlimited?: boolean;
}

function checkNumber(bounds: Bounds, value: unknown): void {
  const rule = `a whole number from ${bounds.min} to ${bounds.max}${bounds.unlimited ? ", or Infinity" : ""}`;
  const text = `Cannot simulate: ${bounds.name} must be ${rule}, got ${show(value)}`;
  if (typeof value !== "number") throw new TypeError(text);
  if (bounds.unlimited && value === Infinity) return;
  if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) throw new RangeError(text);
}

function checkFraction(spec: OptionSpec, value: unknown): void {
  const text = `Cannot simulate: ${spec.name} must be a number from 0 to 1, got ${show(value)}`;
  if (typeof value !== "number") throw new TypeError(text);
  if (!(value >= 0 && value <= 1)) throw new RangeError(text);
}

function checkRate(spec: OptionSpec, value: unknown): void {
  const text = `Cannot simulate: ${spec.name} must be ${RATE_RULE}, got ${show(value)}`;
  if (typeof value !== "number" && typeof value !== "string") throw new TypeError(text);
  if (readRate(value) === undefined) throw new RangeError(text);
}

function checkChoice(spec: OptionSpec, value: unknown): void {
  if (spec.choices!.includes(value as string)) return;
  const text = `Cannot simulate: ${spec.name} must be one of ${spec.choices!.join(", ")}, got ${show(value)}`;
  throw typeof value === "string" ? new RangeError(text) : new TypeError(text);
}

function checkList(bounds: Bounds, value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) {
    throw new TypeError(`Cannot simulate: ${bounds.name} must be a list of whole numbers, got ${show(value)}`);
  }
  // A copy has no holes, which would be passed over.
  [...value].forEach((entry, index) => checkNumber({ ...bounds, name: `${bounds.name}[${index}]` }, entry));
}

function checkOrder(spec: OptionSpec, value: unknown): void {
  const choices = spec.choices!;
  const isOrder = Array.isArray(value) && value.length === choices.length &&
    choices.every((choice) => value.includes(choice));
  if (isOrder) return;
  throw new RangeError(
    `Cannot simulate: ${spec.name} must name ${choices.join(", ")}, each once, got ${show(value)}`,
  );
}

function checkTicksByChoice(spec: OptionSpec, bounds: Bounds, value: unknown): void {
  if (!isOptionsObject(value)) {
    throw new TypeError(`Cannot simulate: ${spec.name} must be an object of ticks by name, got ${show(value)}`);
  }
  for (const [name, ticks] of Object.entries(value)) {
    if (!spec.choices!.includes(name)) {
      throw new RangeError(`Cannot simulate: ${spec.name} must name ${spec.choices!.join(", ")}, got ${show(name)}`);
    }
    checkNumber({ ...bounds, name: `${spec.name}.${name}` }, ticks);
  }
}

function checkSpeeds(spec: OptionSpec, value: unknown): void {
  const rule = `a list of multiples of 1/${SPEED_PARTS} from 1/${SPEED_PARTS} to ${SPEED_MAX}`;
  if (!Array.isArray(value)) throw new TypeError(`Cannot simulate: ${spec.name} must be ${rule}, got ${show(value)}`);
  [...value].forEach((speed, index) => {
    if (typeof speed === "number" && speed > 0 && speed <= SPEED_MAX && Number.isInteger(speed * SPEED_PARTS)) return;
    throw new RangeError(`Cannot simulate: ${spec.name} must be ${rule}, got ${show(speed)} at index ${index}`);
  });
}

function checkByName(spec: OptionSpec, value: unknown, check: (name: string, value: unknown) => void): void {
  if (!isOptionsObject(value)) {
    const kind = spec.type === "choice by name" ? "choices" : "numbers";
    throw new TypeError(`Cannot simulate: ${spec.name} must be an object of ${kind} by name, got ${show(value)}`);
  }
  for (const [name, of] of Object.entries(value)) {
    if (!isName(name)) throw new RangeError(`Cannot simulate: ${spec.name} must name ${RULE.name}, got ${show(name)}`);
    check(`${spec.name}.${name}`, of);
  }
}

/** A value as an error message shows it. */
function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? value.slice(0, 60) + "..." : value);
  if (typeof value === "object" && value !== null) {
    if (!Array.isArray(value) && !isOptionsObject(value)) return describeValue(value);
    try {
      return JSON.stringify(value).slice(0, 60);
    } catch {
      return "an object";
    }
  }
  return String(value);
}
