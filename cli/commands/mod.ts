/**
 * The commands, in the order of help. Each is a file of this folder that is loaded when it is asked for.
 *
 * @module
 */

import type { CommandDefinition } from "../command.ts";
import { load } from "../load.ts";

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
  {
    name: "run",
    summary: "Simulate a workload under one policy",
    load: async () => (await load<typeof import("./run.ts")>(import.meta, "./run.ts")).run,
  },
  {
    name: "compare",
    summary: "Compare policies on one workload",
    load: async () => (await load<typeof import("./compare.ts")>(import.meta, "./compare.ts")).compare,
  },
  {
    name: "sweep",
    summary: "Vary the quantum, or any parameter, and watch what it does",
    load: async () => (await load<typeof import("./sweep.ts")>(import.meta, "./sweep.ts")).sweep,
  },
  {
    name: "explain",
    summary: "Say why each decision was made",
    load: async () => (await load<typeof import("./explain.ts")>(import.meta, "./explain.ts")).explain,
  },
  {
    name: "diverge",
    summary: "Show where two conventions, policies or options part",
    load: async () => (await load<typeof import("./diverge.ts")>(import.meta, "./diverge.ts")).diverge,
  },
  {
    name: "schedulable",
    summary: "Test whether periodic tasks meet their deadlines, step by step",
    load: async () => (await load<typeof import("./schedulable.ts")>(import.meta, "./schedulable.ts")).schedulable,
  },
  {
    name: "page",
    summary: "Open all of it in a browser",
    load: async () => (await load<typeof import("./page.ts")>(import.meta, "./page.ts")).page,
  },
  {
    name: "verify",
    summary: "Hold the simulator to the books' figures, or to OSTEP's programs",
    load: async () => (await load<typeof import("./verify.ts")>(import.meta, "./verify.ts")).verify,
  },
  {
    name: "check",
    summary: "Check any timeline against the rules that all must keep",
    load: async () => (await load<typeof import("./check.ts")>(import.meta, "./check.ts")).check,
  },
  {
    name: "generate",
    summary: "Make a random workload",
    load: async () => (await load<typeof import("./generate.ts")>(import.meta, "./generate.ts")).generate,
  },
  {
    name: "convert",
    summary: "Convert a workload between formats",
    load: async () => (await load<typeof import("./convert.ts")>(import.meta, "./convert.ts")).convert,
  },
  {
    name: "scenario",
    summary: "Run real processes: every demonstration, checked",
    load: async (args) =>
      await (await load<typeof import("./scenario.ts")>(import.meta, "./scenario.ts")).loadScenarioCommand(args),
  },
  {
    name: "policies",
    summary: "List the policies and their options",
    load: async (args) =>
      (await load<typeof import("./policies.ts")>(import.meta, "./policies.ts")).loadPoliciesCommand(args),
  },
  {
    name: "examples",
    summary: "List the built-in workloads",
    load: async () => (await load<typeof import("./examples.ts")>(import.meta, "./examples.ts")).examples,
  },
  {
    name: "completions",
    summary: "Print completions for bash, zsh or fish",
    load: async () => (await load<typeof import("./completions.ts")>(import.meta, "./completions.ts")).completions,
  },
];

/** What the program does when no command is given. */
export const DEFAULT_COMMAND = async (): Promise<CommandDefinition> =>
  (await load<typeof import("./tour.ts")>(import.meta, "./tour.ts")).tour;
