/**
 * What becomes of a pool's task that misbehaves: the pool is a program of its own, and so is each task.
 *
 * @module
 */

import { messageOf, tellingLine } from "../errors.ts";
import { pathOf } from "../program.ts";
import type { PoolProgram } from "./pool_contenders.ts";

/** The longest that a program may take: its own limits add up to less. */
export const PROGRAM_MS = 12_000;

/** The line that a program answers with, among what else it may say. */
const ANSWER = /^\{.*\}$/m;

/** Runs one program for one task; what it says, or what became of it. */
export async function outcomeOf(program: PoolProgram, task: string): Promise<string> {
  let cwd: URL;
  try {
    cwd = await program.prepare();
  } catch (error) {
    return messageOf(error);
  }
  const [executable, ...args] = program.command.map(pathOf);
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(executable, {
      args,
      cwd,
      env: { NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${executable}`;
    throw error;
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), PROGRAM_MS);
  const complaints = new Response(child.stderr).text();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${JSON.stringify({ case: "crash", task })}\n`)).catch(() => {});
  let said = "";
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    said += part.value;
    if (ANSWER.test(said)) break;
  }
  await writer.close().catch(() => {});
  const answer = ANSWER.exec(said);
  if (answer === null) {
    const { code, signal } = await child.status;
    clearTimeout(timer);
    if (signal === "SIGKILL") return "the whole program hangs";
    const last = tellingLine(await complaints);
    return `the whole program dies (${signal ?? `code ${code}`})${last === "" ? "" : `: ${last.slice(0, 80)}`}`;
  }
  const ended = setTimeout(() => child.kill("SIGKILL"), 1_000);
  await child.status;
  for (const each of [timer, ended]) clearTimeout(each);
  await reader.cancel().catch(() => {});
  await complaints;
  const { outcome, error } = JSON.parse(answer[0]);
  return outcome ?? error;
}
