/**
 * Writes a workload in a format of files, for `generate` and `convert`.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import { detectFormat } from "../../engine/workload/detect.ts";
import { WORKLOAD_FORMATS, type WorkloadFormat } from "../../engine/workload/format.ts";
import { writeWorkload } from "../../engine/workload/write.ts";
import { oneLine } from "../../pictures/width.ts";
import { flagName } from "../command.ts";
import { InterruptedError, UsageError } from "../exit_code.ts";
import { choice, file } from "../flags/flags.ts";
import type { Io } from "../io.ts";
import { interruptible } from "../running/interruptible.ts";
import { openOutput } from "./output.ts";

/** `--to` and `--output` of commands that write workloads. */
export const workloadOutputFlags = {
  to: choice("Format to write; told by the output file's name where it is not given", "format", WORKLOAD_FORMATS, {
    short: "t",
  }),
  output: file("Write to this file, whole or not at all, instead of standard output", { short: "o" }),
};

/** Where a workload goes, as the user said it. */
export interface WorkloadTarget {
  readonly to?: WorkloadFormat;
  readonly output?: string;
}

/**
 * The format to write.
 *
 * @throws {UsageError} When it is neither said nor told by the file's name and there is no default.
 */
export function targetFormat(command: string, { to, output }: WorkloadTarget, usual?: WorkloadFormat): WorkloadFormat {
  if (output?.endsWith(".gz")) {
    throw new UsageError(
      `Cannot ${command}: --output must not end in .gz, got ${output}: files are written uncompressed`,
    );
  }
  const format = to ?? (output === undefined ? undefined : detectFormat({ file: output })) ?? usual;
  if (format !== undefined) return format;
  throw new UsageError(`Cannot ${command}: --to must be one of ${WORKLOAD_FORMATS.join(", ")}, got nothing`);
}

/** Writes the workload; what the format has no place for is said on standard error. */
export async function outputWorkload(
  io: Io,
  command: string,
  workload: WorkloadColumns,
  format: WorkloadFormat,
  path: string | undefined,
): Promise<void> {
  const notes: string[] = [];
  const chunks = refusalsExplained(
    command,
    () => writeWorkload(workload, format, { onNote: (note) => notes.push(note) }),
  );
  await interruptible(io, async (signal) => {
    await using output = await openOutput(io, path);
    let length = 0;
    for (const chunk of chunks) {
      if (signal.aborted) throw new InterruptedError(`Interrupted after ${length} characters were written`);
      length += chunk.length;
      await output.write(chunk);
    }
    await output.commit();
  });
  for (const note of notes) await io.stderr.write(`note: ${oneLine(note)}\n`);
}

/** Runs what refuses values with a RangeError, and makes that an error of the command line. */
export function refusalsExplained<T>(command: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const start = command === "convert" ? "Cannot convert to" : `Cannot ${command}`;
    const text = error.message.replace(/^Cannot write/, start).replace(
      /^Cannot generate workload: ([a-zA-Z]+)(?= must )/,
      (_, name) => `Cannot generate: --${flagName(name)}`,
    );
    throw new UsageError(text);
  }
}
