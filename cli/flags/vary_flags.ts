/**
 * What a sweep varies: `quantum=1..8`, or two parameters crossed, `quantum=1..8:switch-cost=0,1,2`. A parameter is an
 * option of the machine or of the policy, `policy` itself, or, with a generated workload, an option of the generator.
 *
 * @module
 */

import type { Cell, Parameter } from "../../analysis/sweep_parameters.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { parseDecimal } from "../../engine/option_text.ts";
import type { OptionSpec, Policy } from "../../engine/policy.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { didYouMean } from "../../engine/suggest.ts";
import type { ClusterLog } from "../../engine/workload/cluster_log.ts";
import { flagName } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { findGenerateOption, GENERATE_FLAGS, parseGenerateOption } from "./generate_flags.ts";
import { type MachineTexts, machineTexts } from "./log_machine.ts";
import {
  parsePolicyChoice,
  type PolicyChoice,
  type SimulationOptionName,
  simulationOptions,
} from "./simulation_flags.ts";

/** More combinations than this are refused. */
const CELLS_MAX = 10_000;

/** Kinds of options whose values have no commas of their own. */
const SINGLE_KINDS: readonly OptionSpec["type"][] = ["ticks", "count", "fraction", "rate", "choice", "boolean"];

/**
 * Reads one or two parameters.
 *
 * @throws {RangeError} When there are more, or none; the message says what it must be.
 */
export function parseParameters(text: string): readonly Parameter[] {
  const parameters = text.split(":").map((part): Parameter => {
    const at = part.indexOf("=");
    if (at < 1) {
      throw new RangeError(`must be NAME=VALUES, or two of them with a colon between, got ${quoteIfOdd(part)}`);
    }
    const values = valuesOf(part.slice(at + 1));
    return { name: flagName(part.slice(0, at)), values };
  });
  if (parameters.length > 2) throw new RangeError(`must vary one or two parameters, got ${parameters.length}`);
  if (new Set(parameters.map(({ name }) => name)).size < parameters.length) {
    throw new RangeError(`must vary two parameters, got ${parameters[0].name} twice`);
  }
  const cells = parameters.reduce((product, { values }) => product * values.length, 1);
  if (cells > CELLS_MAX) throw new RangeError(`must have at most ${CELLS_MAX} combinations, got ${cells}`);
  return parameters;
}

const BOUND = /^-?\d+(?:\.\d+)?$/;

/** `1..5`, `0.5..0.9..0.1`, `1,2,4`, `textbook,ostep`: each value once, in the order that was typed. */
function valuesOf(text: string): string[] {
  const values = text.split(",").flatMap((part) => {
    const bounds = part.trim().split("..");
    if (bounds.length === 1) return bounds;
    if (bounds.length > 3 || bounds.some((bound) => !BOUND.test(bound))) {
      throw new RangeError(`must have ranges like 1..10 or 0.5..0.9..0.1, got ${quoteIfOdd(part)}`);
    }
    const [first, last, step = 1] = bounds.map(parseDecimal);
    if (last < first || step <= 0) {
      throw new RangeError(`must have ranges from the lesser to the greater, got ${quoteIfOdd(part)}`);
    }
    const count = Math.floor((last - first) / step + 1e-9) + 1;
    if (count > CELLS_MAX) throw new RangeError(`must have at most ${CELLS_MAX} values, got ${quoteIfOdd(part)}`);
    // Steps such as 0.1 are not exact in binary; their sums are printed as they were meant.
    return Array.from({ length: count }, (_, index) => String(Number((first + index * step).toPrecision(12))));
  });
  if (values.includes("")) throw new RangeError(`must have a value between commas, got ${quoteIfOdd(text)}`);
  return [...new Set(values)];
}

/** What the parameters are applied to. */
export interface VaryBase {
  readonly policy: PolicyChoice;
  /** Options that hold for all. */
  readonly texts: MachineTexts;
  /** Of a log, what it says of its machine. */
  readonly log?: ClusterLog;
  /** Whether the workload is generated. */
  readonly isGenerated: boolean;
}

/**
 * Every combination, the last parameter changing fastest.
 *
 * @throws {UsageError} When a parameter is not known here, or a value is none.
 */
export function cellsOf(parameters: readonly Parameter[], base: VaryBase): Cell[] {
  const combinations = parameters.reduce<string[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
  const policies = policiesOf(parameters, base.policy);
  for (const { name } of parameters) refuseUnknown(name, policies, base.isGenerated);
  return combinations.map((values) => cellOf(parameters, values, base));
}

/**
 * The policies of a sweep that varies the policy, or the one of another.
 *
 * @throws {UsageError} When there is no such policy.
 */
export function policiesOf(parameters: readonly Parameter[], { policy }: PolicyChoice): Policy[] {
  const varied = parameters.find(({ name }) => name === "policy");
  return varied === undefined ? [policy] : varied.values.map((value) => choiceOf(value).policy);
}

function choiceOf(text: string): PolicyChoice {
  try {
    return parsePolicyChoice(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`Cannot sweep: policy of --vary ${error.message}`);
    throw error;
  }
}

function refuseUnknown(name: string, policies: readonly Policy[], isGenerated: boolean): void {
  if (name === "policy") return;
  const specs = [...MACHINE_OPTIONS, ...policies.flatMap(({ options }) => options)];
  const singles = specs.filter(({ type }) => SINGLE_KINDS.includes(type)).map((spec) => flagName(spec.name));
  if (singles.includes(name) || (isGenerated && name !== "seed" && findGenerateOption(name) !== undefined)) return;
  const known = [...new Set(["policy", ...singles])];
  if (isGenerated) known.push(...Object.keys(GENERATE_FLAGS).map(flagName).filter((each) => !known.includes(each)));
  const named = known.filter((each) => each !== "seed");
  const hint = name === "seed" && isGenerated ? ": --seeds 1..30 varies it" : didYouMean(name, named);
  throw new UsageError(`Cannot sweep: --vary must name ${named.join(", ")}, got ${quoteIfOdd(name)}${hint}`);
}

function cellOf(parameters: readonly Parameter[], values: readonly string[], base: VaryBase): Cell {
  const texts: Record<string, string | undefined> = { ...base.texts };
  const recipe: Record<string, unknown> = {};
  let { policy } = base;
  for (const [index, { name }] of parameters.entries()) {
    const value = values[index];
    if (name === "policy") policy = choiceOf(value);
  }
  for (const [index, { name }] of parameters.entries()) {
    if (name === "policy") continue;
    const spec = [...MACHINE_OPTIONS, ...policy.policy.options].find((each) => flagName(each.name) === name);
    if (spec !== undefined) texts[spec.name as SimulationOptionName] = values[index];
    else {
      const option = findGenerateOption(name);
      // An option of another policy than this cell's does not concern it.
      if (option !== undefined) recipe[option] = parseGenerateOption(option, values[index]);
    }
  }
  // A varied value goes before one that the policy's own choice names.
  const varied = parameters.map(({ name }) => name);
  const own = Object.entries(policy.texts).filter(([name]) => !varied.includes(flagName(name)));
  const chosen = { policy: policy.policy, texts: Object.fromEntries(own) };
  const ofMachine = machineTexts("sweep", texts as MachineTexts, base.log, policy.policy);
  return { values, options: simulationOptions("sweep", chosen, ofMachine), recipe };
}
