/**
 * Contenders that are whole commands, timed from their start to their end as their caller sees it.
 *
 * @module
 */

import { tellingLine } from "./errors.ts";
import { pathOf } from "./program.ts";
import type { Contender, Role } from "./suite.ts";

/** A command to time. */
export interface CommandDescription {
  name: string;
  role: Role;
  command: readonly (string | URL)[];
  cwd?: string | URL;
  env?: Record<string, string>;
  /** Whether what it prints must be the same as what the other contenders print. Default: false. */
  comparesOutput?: boolean;
}

/** Times a command. One that fails is reported with what it says on standard error. */
export function fromCommand(description: CommandDescription): Contender {
  const { name, role, comparesOutput = false } = description;
  const [program, ...args] = description.command.map(pathOf);
  let child: Deno.ChildProcess | undefined;
  let printed = "";
  return {
    name,
    role,
    async run() {
      const startedAtMs = performance.now();
      try {
        child = new Deno.Command(program, {
          args,
          cwd: description.cwd,
          env: { NO_COLOR: "1", ...description.env },
          stdin: "null",
          stdout: "piped",
          stderr: "piped",
        }).spawn();
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) throw new Error(`there is no ${program}`);
        throw error;
      }
      const { code, stdout, stderr } = await child.output();
      const elapsedMs = performance.now() - startedAtMs;
      child = undefined;
      if (code !== 0) {
        throw new Error(`it ended with code ${code}: ${tellingLine(new TextDecoder().decode(stderr))}`);
      }
      if (comparesOutput) printed = new Uint8Array(await crypto.subtle.digest("SHA-256", stdout)).toHex().slice(0, 8);
      return elapsedMs;
    },
    result: () => comparesOutput ? printed : null,
    async close() {
      if (child === undefined) return;
      child.kill("SIGKILL");
      await child.status;
    },
  };
}
