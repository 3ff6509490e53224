import type { SchedulerCore } from "../core.ts";
import type { OptionSpec } from "../policy.ts";
import type { EqualsOptions } from "../policy_options.ts";

/** The option that says which of two equals has the CPU. */
export const EQUALS: OptionSpec = {
  name: "equals",
  type: "choice",
  choices: ["running", "arrival"],
  default: "running",
  summary: "Which of two equals has the CPU: the one that runs, or the one that arrived first.",
};

/** The option that turns preemption off, of a policy whose jobs are ahead by `key`. */
export function preemptiveBy(key: string): OptionSpec {
  return {
    name: "preemptive",
    type: "boolean",
    default: true,
    summary: `Whether a ready job of ${key} takes the CPU.`,
  };
}

/** Writes the option into a core that has been laid out. */
export function writeEquals(core: SchedulerCore, { equals }: Required<EqualsOptions>): void {
  core.earlierPreempts.value = equals === "arrival" ? 1 : 0;
}
