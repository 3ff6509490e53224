/**
 * The commands, in the order of help. Each is a file of this folder that is loaded when it is asked for.
 *
 * @module
 */

import type { CommandDefinition } from "../command.ts";

/** A command that can be loaded. */
export interface CommandEntry {
  readonly name: string;
  /** One line of help. */
  readonly summary: string;
  /** Loads it as it is on this command line; most are the same on all. */
  load(args: readonly string[]): Promise<CommandDefinition>;
}

/** Every command. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: "run", summary: "Simulate a workload under one policy", load: async () => (await import("./run.ts")).run },
  {
    name: "compare",
    summary: "Compare policies on one workload",
    load: async () => (await import("./compare.ts")).compare,
  },
  {
    name: "sweep",
    summary: "Vary the quantum, or any parameter, and watch what it does",
    load: async () => (await import("./sweep.ts")).sweep,
  },
  {
    name: "explain",
    summary: "Say why each decision was made",
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "diverge",
    summary: "Show where two conventions, policies or options part",
    load: async () => (await import("./diverge.ts")).diverge,
  },
  {
    name: "verify",
    summary: "Hold the simulator to the books' figures, or to OSTEP's programs",
    load: async () => (await import("./verify.ts")).verify,
  },
  {
    name: "check",
    summary: "Check any timeline against the rules that all must keep",
    load: async () => (await import("./check.ts")).check,
  },
  { name: "generate", summary: "Make a random workload", load: async () => (await import("./generate.ts")).generate },
  {
    name: "convert",
    summary: "Convert a workload between formats",
    load: async () => (await import("./convert.ts")).convert,
  },
  {
    name: "scenario",
    summary: "Run real processes: every demonstration, checked",
    load: async (args) => await (await import("./scenario.ts")).loadScenarioCommand(args),
  },
  {
    name: "policies",
    summary: "List the policies and their options",
    load: async () => (await import("./policies.ts")).policies,
  },
  {
    name: "examples",
    summary: "List the built-in workloads",
    load: async () => (await import("./examples.ts")).examples,
  },
  {
    name: "completions",
    summary: "Print completions for bash, zsh or fish",
    load: async () => (await import("./completions.ts")).completions,
  },
];

/** What the program does when no command is given. */
export const DEFAULT_COMMAND = async (): Promise<CommandDefinition> => (await import("./tour.ts")).tour;
