/**
 * Has the system open a file with the program that the user has for it.
 *
 * @module
 */

import { resolve } from "node:path";
import { OperationError } from "../exit_code.ts";

/** What opens files, by system. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  windows: ["cmd", "/c", "start", ""],
};

/** The opener of desktops on Linux and its kin. */
const OPENER_DEFAULT = ["xdg-open"];

/**
 * Starts the opener and does not wait for what it starts.
 *
 * @throws {OperationError} If there is none: the file has to be opened by hand.
 */
export function showFile(path: string): void {
  const [program, ...args] = OPENERS[Deno.build.os] ?? OPENER_DEFAULT;
  try {
    const streams = { stdin: "null", stdout: "null", stderr: "null" } as const;
    new Deno.Command(program, { args: [...args, resolve(path)], ...streams }).spawn().unref();
  } catch (error) {
    throw new OperationError(`Cannot open ${path}: ${program} must be there to open it; open the file in a browser`, {
      cause: error,
    });
  }
}
