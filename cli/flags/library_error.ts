/**
 * What the library refuses, as the command line says it: with the exit code that it stands for, and options by the names of
 * their flags.
 *
 * @module
 */

import { LogError, TranscriptError, TrialError } from "../../analysis/errors.ts";
import { SimulationDeadlockError, SimulationError } from "../../engine/errors.ts";
import { PolicyError } from "../../engine/policy_error.ts";
import { WorkloadError } from "../../engine/workload/error.ts";
import { flagName } from "../command.ts";
import { OperationError, UsageError, WorkloadInputError } from "../exit_code.ts";
import { SIMULATION_OPTION_NAMES } from "./simulation_flags.ts";

/** What is wrong with the input, whatever command it was for. */
const INPUT_ERRORS = [PolicyError, WorkloadError, SimulationDeadlockError, LogError, TranscriptError, TrialError];

/** Refusals of options begin so; other RangeErrors and TypeErrors are bugs. */
const REFUSAL =
  /^Cannot (?:read workload|simulate|release jobs|compare|sweep|explain|check|verify|test schedulability|generate workload): /;

/** Flags that are no options of a simulation. */
const OTHER_FLAGS: ReadonlySet<string> = new Set(["options", "seeds", "columns", "tick"]);

/** The command line's error for one of the library's; any other error as it is. */
export function commandLineError(error: unknown): unknown {
  if (INPUT_ERRORS.some((kind) => error instanceof kind)) {
    return new WorkloadInputError((error as Error).message, { cause: error });
  }
  if (error instanceof SimulationError) {
    const Kind = error.code === "out-of-memory" ? OperationError : WorkloadInputError;
    return new Kind(error.message, { cause: error });
  }
  if ((error instanceof RangeError || error instanceof TypeError) && REFUSAL.test(error.message)) {
    return new UsageError(inFlags(error.message), { cause: error });
  }
  return error;
}

/** A refusal that begins with an option's name as the library has it, with the flag instead. */
function inFlags(message: string): string {
  const option = /^(Cannot [a-z ]+: (?:-\w of )?)([a-zA-Z]+)(?= must )/;
  return message.replace(option, (text, start, name) => {
    return SIMULATION_OPTION_NAMES.has(name) || OTHER_FLAGS.has(name) ? `${start}--${flagName(name)}` : text;
  });
}
