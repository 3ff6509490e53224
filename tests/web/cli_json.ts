/**
 * What the command line makes of the commands that the page shows.
 *
 * @module
 */

import type { Metrics } from "../../engine/result.ts";
import type { TerminalCommand } from "../../web/terminal/terminal_command.ts";
import { runCli } from "../cli/run_cli.ts";

/** What came of a command. */
export interface CommandOutcome {
  readonly code: number;
  // deno-lint-ignore no-explicit-any
  readonly json: any;
}

/** What every command writes as JSON; the files that they read are saved before. */
export async function cliOutcomes({ commands, files }: TerminalCommand): Promise<CommandOutcome[]> {
  const directory = await Deno.makeTempDir();
  try {
    for (const { name, text } of files) await Deno.writeTextFile(`${directory}/${name}`, text);
    const outcomes: CommandOutcome[] = [];
    for (const command of commands) {
      const [program, ...args] = wordsOf(command);
      if (program !== "sim") throw new Error(`no command of ours: ${command}`);
      const { code, out, err } = await runCli([...args, "--format", "json"], { directory });
      if (out === "") throw new Error(`${command}: ${err}`);
      outcomes.push({ code, json: JSON.parse(out) });
    }
    return outcomes;
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The metrics of every run of the commands, in order. */
export async function cliJson(command: TerminalCommand): Promise<Metrics[]> {
  return (await cliOutcomes(command)).flatMap(({ json }) =>
    (json.runs ?? [json]).map((run: { metrics: Metrics }) => run.metrics)
  );
}

/** The words of a line as a shell has them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ""));
}
