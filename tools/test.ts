/**
 * `deno task test`: runs every test, the examples of the documentation included, and ends with one line that counts them.
 * `--soak` runs the random tests a hundred times as long; any other argument goes to `deno test`, such as a path or
 * `--filter`.
 *
 * @module
 */

import { config, root } from "./_project.ts";

const TEST_FLAGS = ["-A", "--no-check", "--doc", "--parallel"];
const DOC_ROOTS = ["mod.ts", "engine", "workers", "analysis", "pictures", "examples", "docs"];

/** What `deno test` counted, read off its closing line. */
interface Counts {
  passed: number;
  failed: number;
  ignored: number;
}

function readCounts(output: string): Counts | null {
  const lines = [
    ...output.matchAll(/\| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored)?/g),
  ];
  const last = lines.at(-1);
  if (last === undefined) return null;
  return { passed: Number(last[1]), failed: Number(last[2]), ignored: Number(last[3] ?? 0) };
}

/** Copies a stream to one of ours while keeping its text. */
async function tee(
  stream: ReadableStream<Uint8Array>,
  to: { write(bytes: Uint8Array): Promise<number> },
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    for (let written = 0; written < bytes.length;) written += await to.write(bytes.subarray(written));
  }
  return text;
}

async function main(args: string[]): Promise<number> {
  const soak = args.includes("--soak");
  const rest = args.filter((arg) => arg !== "--soak");
  const roots = rest.some((arg) => !arg.startsWith("-")) ? [] : ["tests", ...DOC_ROOTS];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", `--config=${await config()}`, ...TEST_FLAGS, ...roots, ...rest],
    cwd: root,
    env: { NO_COLOR: "1", ...(soak ? { QUANTA_SOAK: "1" } : {}) },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output] = await Promise.all([tee(child.stdout, Deno.stdout), tee(child.stderr, Deno.stderr)]);
  const { code } = await child.status;
  const counts = readCounts(output);
  if (counts !== null) {
    if (counts.ignored > 0) console.log(`${counts.ignored} skipped: they need a program that is not there`);
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
  }
  return code;
}

Deno.exit(await main(Deno.args));
