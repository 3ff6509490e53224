/**
 * The command line as `deno task sim` starts it; the package's door is `mod.ts`. The only file that exits.
 *
 * @module
 */

import { oneLine } from "../pictures/width.ts";
import { COMMANDS } from "./commands/mod.ts";
import { EXIT_CODE, exitCodeOf, OperationError } from "./exit_code.ts";
import { type Io, systemIo } from "./io.ts";
import { load } from "./load.ts";
import { runProgram } from "./program.ts";
import { CALL } from "./text/call.ts";

/** Runs the command line `args` in the world `io`; resolves to the exit code and never rejects. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runWithPolicies(args, io);
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return EXIT_CODE.ok;
    const { commandLineError } = await load<typeof import("./flags/library_error.ts")>(
      import.meta,
      "./flags/library_error.ts",
    );
    return await report(commandLineError(error), args, io);
  }
}

/** A word that may name a file of a policy of one's own. */
const MAY_NAME_POLICY = /\.[mc]?[jt]s(?:$|[,:])/;

/** Runs the program, where its command line names policies of one's own in a process that may do little. */
async function runWithPolicies(args: readonly string[], io: Io): Promise<number> {
  let words = args;
  let withPlace: ((error: unknown) => unknown) | undefined;
  if (args.some((word) => MAY_NAME_POLICY.test(word))) {
    const { policyFiles } = await load<typeof import("./own_policies/policy_words.ts")>(
      import.meta,
      "./own_policies/policy_words.ts",
    );
    const files = io.policyLoader?.files ?? policyFiles(args, io.directory);
    if (files.length > 0 && io.policyLoader === undefined) {
      const apart = await load<typeof import("./own_policies/run_apart.ts")>(
        import.meta,
        "./own_policies/run_apart.ts",
      );
      const hindrance = apart.hindranceToRunApart();
      if (hindrance === null) return await apart.runApart(args, files, io);
      await io.stderr.write(
        `note: policies run in this process, since ${hindrance}: they may do what it may, and nobody stops a hook without end\n`,
      );
      const { rest, policyLoader, keepProved } = await apart.loaderHere(args, files);
      try {
        return await runWithPolicies(rest, { ...io, policyLoader });
      } finally {
        await keepProved();
      }
    }
    if (files.length > 0) {
      const policies = await load<typeof import("./own_policies/load_policies.ts")>(
        import.meta,
        "./own_policies/load_policies.ts",
      );
      words = await policies.loadPolicies(args, files, io.policyLoader);
      withPlace = (error) => error instanceof policies.PolicyError ? policies.withPlace(error, files) : error;
    }
  }
  try {
    await runProgram(words, io);
  } catch (error) {
    throw withPlace?.(error) ?? error;
  }
  return EXIT_CODE.ok;
}

/** Says on standard error what went wrong; only a bug comes with its stack. */
async function report(error: unknown, args: readonly string[], io: Io): Promise<number> {
  const exitCode = exitCodeOf(error);
  const isExpected = exitCode !== EXIT_CODE.failure || error instanceof OperationError;
  const text = isExpected
    ? printable((error as Error).message)
    : `Internal error: ${error instanceof Error ? error.stack : error}`;
  const label = exitCode === EXIT_CODE.interrupted ? "" : "error: ";
  const hint = exitCode === EXIT_CODE.usage ? `\n${await helpHint(args)}` : "";
  try {
    await io.stderr.write(`${label}${text}${hint}\n`);
  } catch {
    // Nobody listens; the exit code still says it.
  }
  return exitCode;
}

/** A message whose words from files and command lines cannot control the terminal. */
function printable(message: string): string {
  return message.split("\n").map(oneLine).join("\n");
}

/** Where the user finds what would have been right. */
async function helpHint(args: readonly string[]): Promise<string> {
  const name = args.find((word) => COMMANDS.some((candidate) => candidate.name === word));
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry === undefined) return `${CALL} --help lists the commands`;
  // Where an argument is wrong there may be no definition.
  const usage = await entry.load(args).then((definition) => definition.usage, () => undefined);
  const words = (usage ?? entry.name).replace(/ <.*/, "");
  return `${CALL} ${words} --help lists its options`;
}

/** The whole of a program: ends the process with the exit code of what its arguments ask for. */
export async function start(): Promise<never> {
  const io = systemIo();
  // What nobody caught ends the program without the blocks around the work being left.
  for (const name of ["error", "unhandledrejection"]) addEventListener(name, () => io.removeAll());
  Deno.exit(await main(Deno.args, io));
}

if (import.meta.main) await start();
