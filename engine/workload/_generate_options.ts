/**
 * Checks the options of the workload generator and fills in their defaults.
 *
 * @module
 */

import { refuseUnknownOptions } from "../known_options.ts";
import { describeValue } from "./error.ts";
import type { GenerateOptions } from "./generate_options.ts";
import { isName, ROWS_MAX, RULE, TICKS_MAX } from "./_rules.ts";

/** The most processes that are made: more than a simulation has room for, and no machine is brought down by them. */
const PROCESSES_MAX = 100_000_000;

/** The names of all options. */
const NAMES: Readonly<Record<keyof GenerateOptions, true>> = {
  processes: true,
  seed: true,
  name: true,
  arrivals: true,
  interarrivalMean: true,
  load: true,
  cpus: true,
  groupMean: true,
  service: true,
  serviceMean: true,
  paretoShape: true,
  longShare: true,
  longRatio: true,
  mix: true,
  ioBoundShare: true,
};

/** Options with every default filled in. */
export type CheckedOptions = Required<Omit<GenerateOptions, "name" | "load" | "cpus">> & { name: string | undefined };

const ARRIVALS = ["poisson", "uniform", "bursty", "together"] as const;
const SERVICES = ["exponential", "pareto", "bimodal", "constant", "uniform"] as const;
const MIXES = ["cpu-only", "cpu-bound", "io-bound", "mixed"] as const;

/** Which option counts only beside which other. */
const CONDITIONS = [
  ["groupMean", "arrivals", "bursty"],
  ["paretoShape", "service", "pareto"],
  ["longShare", "service", "bimodal"],
  ["longRatio", "service", "bimodal"],
  ["ioBoundShare", "mix", "mixed"],
] as const;

/**
 * Checks options.
 *
 * @param options As the caller gave them.
 * @returns The options with their defaults.
 * @throws {TypeError} If the options are no object, or one is none of the generator's.
 * @throws {RangeError} If one is out of range, or means nothing beside the others.
 */
export function checkOptions(options: GenerateOptions): CheckedOptions {
  refuseUnknownOptions("generate workload", options, Object.keys(NAMES));
  const { name } = options;
  if (name !== undefined && !isName(name)) throw mistake("name", RULE.name, name);
  const checked: CheckedOptions = {
    name,
    processes: whole(options, "processes", undefined, 1, PROCESSES_MAX),
    seed: whole(options, "seed", 1, 0, TICKS_MAX),
    arrivals: oneOf("arrivals", options.arrivals ?? "poisson", ARRIVALS),
    interarrivalMean: 0,
    groupMean: within(options, "groupMean", 10, 1, 2 ** 32),
    service: oneOf("service", options.service ?? "exponential", SERVICES),
    serviceMean: within(options, "serviceMean", 10, 1, 2 ** 32),
    paretoShape: within(options, "paretoShape", 1.5, 1, 100),
    longShare: within(options, "longShare", 0.1, 0, 1),
    longRatio: within(options, "longRatio", 10, 1, 2 ** 20),
    mix: oneOf("mix", options.mix ?? "cpu-only", MIXES),
    ioBoundShare: within(options, "ioBoundShare", 0.5, 0, 1),
  };
  for (const [option, other, value] of CONDITIONS) {
    if (options[option] !== undefined && checked[other] !== value) {
      throw mistake(option, `left out unless ${other} is ${value}`, options[option]);
    }
  }
  if (checked.paretoShape === 1) throw mistake("paretoShape", "a number above 1 to 100", 1);
  checkBimodal(checked);
  checked.interarrivalMean = interarrivalMean(options, checked);
  return checked;
}

/** The short processes must take a tick at least, or the mean could not be kept. */
function checkBimodal({ service, serviceMean, longShare, longRatio }: CheckedOptions): void {
  const least = 1 - longShare + longShare * longRatio;
  if (service === "bimodal" && serviceMean < least) {
    throw mistake("serviceMean", `at least ${least}, so that short processes take a tick`, serviceMean);
  }
}

function interarrivalMean(options: GenerateOptions, { arrivals, serviceMean }: CheckedOptions): number {
  const given = (["interarrivalMean", "load", "cpus"] as const).find((option) => options[option] !== undefined);
  if (arrivals === "together" && given !== undefined) {
    throw mistake(given, "left out where all processes arrive together", options[given]);
  }
  if (options.interarrivalMean !== undefined) {
    const other = (["load", "cpus"] as const).find((option) => options[option] !== undefined);
    if (other !== undefined) throw mistake(other, "left out where interarrivalMean is given", options[other]);
    return within(options, "interarrivalMean", 0, Number.MIN_VALUE, 2 ** 52);
  }
  return serviceMean / (within(options, "load", 0.8, 2 ** -20, 2 ** 20) * whole(options, "cpus", 1, 1, ROWS_MAX));
}

function whole(
  options: GenerateOptions,
  option: "processes" | "seed" | "cpus",
  byDefault: number | undefined,
  least: number,
  greatest: number,
): number {
  const value: unknown = options[option] ?? byDefault;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= greatest) return value;
  throw mistake(option, `a whole number from ${least} to ${greatest}`, value);
}

function within(
  options: GenerateOptions,
  option: keyof GenerateOptions,
  byDefault: number,
  least: number,
  greatest: number,
): number {
  const value: unknown = options[option] ?? byDefault;
  if (typeof value === "number" && value >= least && value <= greatest) return value;
  throw mistake(option, `a number ${least === Number.MIN_VALUE ? "above 0" : `from ${least}`} to ${greatest}`, value);
}

function oneOf<T extends string>(option: string, value: T, values: readonly T[]): T {
  if (values.includes(value)) return value;
  throw mistake(option, `one of ${values.join(", ")}`, value);
}

function mistake(option: string, rule: string, value: unknown): RangeError {
  return new RangeError(`Cannot generate workload: ${option} must be ${rule}, got ${describeValue(value)}`);
}
