/**
 * From a workload argument of the command line to the workload.
 *
 * - `-` is standard input.
 * - `example:NAME` is a built-in workload.
 * - `generate:OPTIONS` is a random workload, such as `generate:processes=200:load=0.9`.
 * - `ostep:LIST` is a job string of OSTEP's programs (what follows their `-l`).
 * - `A 0 8 3; B 1 4 1` is jobs that are typed (`engine/workload/typed.ts`), unless a file has that name.
 * - Anything else is a file, relative to where the user stands.
 *
 * @module
 */

import { basename, resolve } from "node:path";
import { type Recipe, workloadOf } from "../../analysis/trials/recipe.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { taskUtilization } from "../../engine/real_time.ts";
import { closest, didYouMean } from "../../engine/suggest.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import type { ClusterLog, JobStatus, LogDependencies } from "../../engine/workload/cluster_log.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { WorkloadError } from "../../engine/workload/error.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";
import type { WorkloadFormat } from "../../engine/workload/format.ts";
import type { ReadResult, ReadWorkloadOptions } from "../../engine/workload/read.ts";
import { firstArrivalOf } from "../../pictures/scale.ts";
import { oneLine } from "../../pictures/width.ts";
import { flagName } from "../command.ts";
import { reasonOf, UsageError, WorkloadInputError } from "../exit_code.ts";
import { EXAMPLE_NAMES, EXAMPLE_PREFIX } from "../flags/example_arguments.ts";
import { parseRecipe } from "../flags/generate_flags.ts";
import type { Io } from "../io.ts";
import { load } from "../load.ts";
import { interruptible, unlessInterrupted } from "../running/interruptible.ts";

const OSTEP_PREFIX = "ostep:";
const GENERATE_PREFIX = "generate:";

/** What reports call jobs that were typed. */
const TYPED_NAME = "typed jobs";

/** Options of reading logs of clusters. */
const LOG_OPTIONS = ["partition", "queue", "status", "dependencies", "machine"] as const;

/** Options of reading that make no sense where nothing is read. */
const READ_OPTIONS = ["from", "ioTicks", "columns", "tick", ...LOG_OPTIONS] as const;

/** What to type where a workload is read from the terminal. */
const TERMINAL_HELP = `Type a workload, a process a line, and end it with Ctrl-D (Ctrl-C gives up), such as

name,arrival,bursts,priority
A,0,8,3
B,1,4,1

`;

/** How the workload is to be read, where the user said it. */
export interface LoadOptions {
  /** What the columns of a table are, or the fields of typed jobs. */
  readonly columns?: string;
  /** The length of a tick. */
  readonly tick?: string;
  /** Its format, where the user said it. */
  readonly from?: WorkloadFormat;
  /** Ticks of each I/O of a job string, where the user said it. */
  readonly ioTicks?: number;
  /** Of a log: the partitions, queues and statuses whose jobs are read. */
  readonly partition?: readonly string[];
  readonly queue?: readonly string[];
  readonly status?: readonly JobStatus[];
  /** Of a log: when jobs are submitted that name a preceding one. */
  readonly dependencies?: LogDependencies;
  /** Whether the jobs run on the machine that a log was taken on; see `log_machine.ts`. */
  readonly machine?: "log";
}

/** A workload and what reports say of it. */
export interface LoadedWorkload {
  readonly columns: WorkloadColumns;
  /** Its own name, else that of where it comes from. */
  readonly name: string;
  /** What the reader of the file had to say, such as how many jobs were left out. */
  readonly notes: readonly string[];
  readonly firstArrival: number;
  /** What a tick is, where times came with decimals or units. */
  readonly tick?: ReadResult["tick"];
  /** A quantum and a policy that the file asks for. */
  readonly settings?: ReadResult["settings"];
  /** What a log of a cluster says of its machine. */
  readonly log?: ClusterLog;
}

/**
 * Reads the workload that `argument` names.
 *
 * @throws {WorkloadInputError} When there is none, or it is not valid.
 */
export async function loadWorkload(io: Io, argument: string, options: LoadOptions = {}): Promise<LoadedWorkload> {
  if (argument.startsWith(EXAMPLE_PREFIX)) {
    refuseReadOptions(argument, options, READ_OPTIONS);
    return loadExample(argument.slice(EXAMPLE_PREFIX.length));
  }
  const recipe = recipeOf(argument);
  if (recipe !== null) {
    refuseReadOptions(argument, options, READ_OPTIONS);
    return loaded(workloadOf(recipe), argument, []);
  }
  if (argument.startsWith(OSTEP_PREFIX)) {
    refuseReadOptions(argument, options, ["from", "columns", "tick", ...LOG_OPTIONS]);
    const text = argument.slice(OSTEP_PREFIX.length);
    return await read(io, text, argument, { format: "ostep", ioTicks: options.ioTicks });
  }
  const { from: format, ioTicks, columns, tick } = options;
  const { partition: partitions, queue: queues, status: statuses, dependencies } = options;
  const select = { partitions, queues, statuses, dependencies };
  const how = { format, ioTicks, columns, tick, select };
  if (argument === "-") {
    if (io.stdinIsTerminal) await io.stderr.write(TERMINAL_HELP);
    return await read(io, io.stdin(), "standard input", how);
  }
  // Who takes a built-in workload needs no reader.
  const { isTyped, readTyped } = await load<typeof import("../../engine/workload/typed.ts")>(
    import.meta,
    "../../engine/workload/typed.ts",
  );
  if (isTyped(argument) && !await isFile(io, argument)) {
    refuseReadOptions(argument, options, ["from", "ioTicks", ...LOG_OPTIONS]);
    const { workload, notes, tick: length } = readTyped(argument, { columns, tick });
    return { ...loaded(workload, TYPED_NAME, notes), tick: length };
  }
  using file = await openWorkload(io, argument);
  return await read(io, file.readable, basename(argument), { ...how, file: argument });
}

/** Refuses options of reading that would be ignored without a word. */
function refuseReadOptions(argument: string, options: LoadOptions, names: readonly (keyof LoadOptions)[]): void {
  const name = names.find((each) => options[each] !== undefined);
  if (name === undefined) return;
  const rule = `--${flagName(name)} must be left out where no file is read`;
  throw new UsageError(`Cannot read workload: ${rule}, got it with ${argument}`);
}

/** Where the workloads of many runs come from, and what reports say of it. */
export interface LoadedSource {
  readonly name: string;
  readonly notes: readonly string[];
  /** A recipe for `generate:`, which makes another workload of each seed; otherwise the one workload. */
  readonly source: { readonly recipe: Recipe } | { readonly columns: WorkloadColumns };
  /** What a log of a cluster says of its machine. */
  readonly log?: ClusterLog;
  /** What the file asks for beside its processes. */
  readonly settings?: ReadResult["settings"];
}

/**
 * Reads what `argument` names, for many runs.
 *
 * @throws {WorkloadInputError} As {@linkcode loadWorkload} does.
 */
export async function loadSource(io: Io, argument: string, options: LoadOptions = {}): Promise<LoadedSource> {
  const recipe = recipeOf(argument);
  if (recipe !== null) {
    refuseReadOptions(argument, options, READ_OPTIONS);
    return { name: oneLine(argument), notes: [], source: { recipe } };
  }
  const { name, notes, columns, log, settings } = await loadWorkload(io, argument, options);
  return { name, notes, source: { columns }, log, settings };
}

/**
 * Refuses a seed in a recipe that is run with others.
 *
 * @throws {UsageError} When the recipe names a seed.
 */
export function refuseSeed(command: string, source: LoadedSource["source"]): void {
  if (!("recipe" in source) || source.recipe.seed === undefined) return;
  const rule = "seed of generate: must be left out with --seeds, which name them all";
  throw new UsageError(`Cannot ${command}: ${rule}, got ${source.recipe.seed}`);
}

/** What the periodic tasks of a source ask for; `null` where there are none. */
export function utilizationOf(source: LoadedSource["source"]): number | null {
  return "columns" in source ? taskUtilization(source.columns) : null;
}

/** What `generate:` is followed by; `null` for any other workload. */
export function recipeOf(argument: string): Recipe | null {
  return argument.startsWith(GENERATE_PREFIX) ? parseRecipe(argument.slice(GENERATE_PREFIX.length)) : null;
}

function loadExample(name: string): LoadedWorkload {
  const example = EXAMPLE_WORKLOADS.find((candidate) => candidate.name === name);
  if (example === undefined) {
    throw new UsageError(
      `Cannot read workload: example must be one of ${EXAMPLE_NAMES.join(", ")}, got ${quoteIfOdd(name)}${
        didYouMean(name, EXAMPLE_NAMES)
      }`,
    );
  }
  return loaded(toColumns(example.workload), example.name, []);
}

/** Whether there is a file of that name. */
async function isFile(io: Io, argument: string): Promise<boolean> {
  try {
    return (await Deno.lstat(resolve(io.directory, argument))).isFile;
  } catch {
    return false;
  }
}

async function openWorkload(io: Io, argument: string): Promise<Deno.FsFile> {
  const path = resolve(io.directory, argument);
  try {
    if ((await Deno.stat(path)).isDirectory) throw new Error("it is a directory");
    return await Deno.open(path);
  } catch (error) {
    const name = closest(argument.slice(argument.indexOf(":") + 1), EXAMPLE_NAMES); // also where the prefix is the slip
    const hint = name === null ? "" : `. Did you mean ${EXAMPLE_PREFIX}${name}?`;
    throw new WorkloadInputError(`Cannot read workload ${argument}: ${reasonOf(error)}${hint}`, { cause: error });
  }
}

async function read(
  io: Io,
  input: string | ReadableStream<Uint8Array>,
  name: string,
  options: ReadWorkloadOptions,
): Promise<LoadedWorkload> {
  const { readWorkload } = await load<typeof import("../../engine/workload/read.ts")>(
    import.meta,
    "../../engine/workload/read.ts",
  );
  return await interruptible(io, async (signal) => {
    try {
      const { workload, notes, format, settings, tick, log } = await unlessInterrupted(
        signal,
        `Interrupted while reading ${name}`,
        readWorkload(input, { ...options, signal }),
      );
      if (options.ioTicks !== undefined && format !== "ostep") {
        throw new UsageError(`Cannot read workload: --io-ticks must come with an OSTEP job string, got ${format}`);
      }
      const { dependencies, ...lists } = options.select ?? {};
      if (dependencies !== undefined && format !== "swf") {
        throw new UsageError(`Cannot read workload: --dependencies must come with SWF, got ${format}`);
      }
      const isSelected = Object.values(lists).some((each) => each !== undefined);
      if (isSelected && (log === undefined || format === "json")) {
        const rule = "--partition, --queue and --status must come with SWF or a list of sacct's";
        throw new UsageError(`Cannot read workload: ${rule}, got ${format}`);
      }
      return { ...loaded(workload, name, notes), settings, tick, log };
    } catch (error) {
      if (error instanceof WorkloadError) throw new WorkloadInputError(error.message, { cause: error });
      if (isSystemError(error)) {
        throw new WorkloadInputError(`Cannot read workload ${name}: ${reasonOf(error)}`, { cause: error });
      }
      throw error;
    }
  });
}

/** Whether the operating system refused a read; what Deno has no class for is a plain error. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && /\(os error \d+\)/.test(error.message);
}

function loaded(columns: WorkloadColumns, name: string, notes: readonly string[]): LoadedWorkload {
  return {
    columns,
    name: oneLine(columns.name ?? name),
    notes: notes.map(oneLine),
    firstArrival: firstArrivalOf(columns),
  };
}
