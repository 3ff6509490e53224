/**
 * What the command line makes of the commands that the page shows.
 *
 * @module
 */

import type { Metrics } from "../../engine/result.ts";
import type { TerminalCommand } from "../../web/share/terminal_command.ts";
import { runCli } from "../cli/run_cli.ts";

/** The metrics of every run of the commands, in order; the file that they read is saved before. */
export async function cliJson({ commands, file }: TerminalCommand): Promise<Metrics[]> {
  const directory = await Deno.makeTempDir();
  try {
    if (file !== null) await Deno.writeTextFile(`${directory}/${file.name}`, file.text);
    const metrics: Metrics[] = [];
    for (const command of commands) {
      const [program, ...args] = wordsOf(command);
      if (program !== "sim") throw new Error(`no command of ours: ${command}`);
      const { code, out, err } = await runCli([...args, "--format", "json"], { directory });
      if (code !== 0) throw new Error(`${command}: ${err}`);
      const result = JSON.parse(out);
      metrics.push(...(result.runs ?? [result]).map((run: { metrics: Metrics }) => run.metrics));
    }
    return metrics;
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The words of a line as a shell has them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ""));
}
