/**
 * What a workload can be generated from, as flags of `sim generate` and as the argument `generate:processes=200:load=0.9`.
 *
 * @module
 */

import { PROCESSES_DEFAULT, type Recipe } from "../../analysis/trials/recipe.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { didYouMean } from "../../engine/suggest.ts";
import { flagName, type FlagSet } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { choice, count, decimal } from "./flags.ts";

/** Every option of the generator but the name. */
export const GENERATE_FLAGS = {
  processes: count("Number of processes", 1, { short: "n", defaultText: String(PROCESSES_DEFAULT) }),
  seed: { ...count("Where the random numbers start", 0, { defaultText: "1" }), placeholder: "number" },
  arrivals: choice("How processes arrive", "pattern", ["poisson", "uniform", "bursty", "together"], {
    group: "Arrivals",
    defaultText: "poisson",
  }),
  load: decimal("CPU time that arrives per tick and CPU", "number", { group: "Arrivals", defaultText: "0.8" }),
  cpus: count("CPUs that --load is meant for", 1, { group: "Arrivals", defaultText: "1" }),
  interarrivalMean: decimal("Mean ticks between arrivals, instead of --load", "ticks", { group: "Arrivals" }),
  groupMean: decimal("bursty: mean number of processes that arrive together", "number", {
    group: "Arrivals",
    defaultText: "10",
  }),
  service: choice(
    "How the CPU time of processes is distributed",
    "distribution",
    ["exponential", "pareto", "bimodal", "constant", "uniform"],
    { group: "CPU time", defaultText: "exponential" },
  ),
  serviceMean: decimal("Mean CPU ticks of a process", "ticks", { group: "CPU time", defaultText: "10" }),
  paretoShape: decimal("pareto: tail index; the less, the longer the tail", "number", {
    group: "CPU time",
    defaultText: "1.5",
  }),
  longShare: decimal("bimodal: share of long processes", "share", { group: "CPU time", defaultText: "0.1" }),
  longRatio: decimal("bimodal: how many times as long they are", "number", { group: "CPU time", defaultText: "10" }),
  mix: choice("What processes do besides computing", "mix", ["cpu-only", "cpu-bound", "io-bound", "mixed"], {
    group: "I/O",
    defaultText: "cpu-only",
  }),
  ioBoundShare: decimal("mixed: share of I/O-bound processes", "share", { group: "I/O", defaultText: "0.5" }),
} as const satisfies FlagSet;

/** The name of an option of the generator. */
export type GenerateOptionName = keyof typeof GENERATE_FLAGS;

/** The option that a user calls so, in camelCase or as a flag. */
export function findGenerateOption(name: string): GenerateOptionName | undefined {
  return GENERATE_OPTION_NAMES.find((each) => each === name || flagName(each) === name);
}

const GENERATE_OPTION_NAMES = Object.keys(GENERATE_FLAGS) as GenerateOptionName[];

/**
 * Reads what follows `generate:`, such as `processes=200:load=0.9`. A number alone is that of processes.
 *
 * @throws {UsageError} When it names what is no option, or a value is none.
 */
export function parseRecipe(text: string): Recipe {
  const recipe: Record<string, unknown> = {};
  for (const setting of text.split(":")) {
    if (setting === "") continue;
    const at = setting.indexOf("=");
    const given = at === -1 ? "processes" : setting.slice(0, at);
    const name = findGenerateOption(given);
    if (name === undefined) {
      const names = GENERATE_OPTION_NAMES;
      const rule = `generate: must be followed by ${names.join(", ")}`;
      throw new UsageError(`Cannot read workload: ${rule}, got ${quoteIfOdd(given)}${didYouMean(given, names)}`);
    }
    if (name in recipe) {
      throw new UsageError(`Cannot read workload: ${name} of generate: must be given once, got ${quoteIfOdd(text)}`);
    }
    recipe[name] = parseGenerateOption(name, setting.slice(at + 1));
  }
  return recipe;
}

/**
 * Reads a value of an option.
 *
 * @throws {UsageError} When it is none.
 */
export function parseGenerateOption(name: GenerateOptionName, text: string): unknown {
  try {
    return GENERATE_FLAGS[name].parse(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`Cannot read workload: ${name} of generate: ${error.message}`);
  }
}
