/**
 * `deno task sim`: the command line's entry, and the only file that exits.
 *
 * @module
 */

import { COMMANDS } from "./commands/mod.ts";
import { EXIT_CODE, exitCodeOf, OperationError } from "./exit_code.ts";
import { type Io, systemIo } from "./io.ts";
import { PROGRAM_NAME, runProgram } from "./program.ts";

/** Runs the command line `args` in the world `io`; resolves to the exit code and never rejects. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    await runProgram(args, io);
    return EXIT_CODE.ok;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return EXIT_CODE.ok;
    return await report(error, args, io);
  }
}

/** Says on standard error what went wrong; only a bug comes with its stack. */
async function report(error: unknown, args: readonly string[], io: Io): Promise<number> {
  const exitCode = exitCodeOf(error);
  const isExpected = exitCode !== EXIT_CODE.failure || error instanceof OperationError;
  const text = isExpected
    ? (error as Error).message
    : `Internal error: ${error instanceof Error ? error.stack : error}`;
  const label = exitCode === EXIT_CODE.interrupted ? "" : "error: ";
  const hint = exitCode === EXIT_CODE.usage ? `\n${helpHint(args)}` : "";
  try {
    await io.stderr.write(`${label}${text}${hint}\n`);
  } catch {
    // Nobody listens; the exit code still says it.
  }
  return exitCode;
}

/** Where the user finds what would have been right. */
function helpHint(args: readonly string[]): string {
  const command = COMMANDS.find(({ name }) => args.includes(name));
  if (command === undefined) return `${PROGRAM_NAME} --help lists the commands`;
  return `${PROGRAM_NAME} ${command.name} --help lists its options`;
}

if (import.meta.main) Deno.exit(await main(Deno.args, systemIo()));
