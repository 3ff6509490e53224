/**
 * `deno task test`: runs every test, the examples of the documentation included, and ends with one line that counts them.
 * `--soak` runs the random tests a hundred times as long; any other argument goes to `deno test`, such as a path or
 * `--filter`.
 *
 * Test files run beside each other, as threads of one program. Those named `*_alone_test.ts` count what belongs to the whole
 * program (its threads, its open files) or say how soon something happens, so they run afterwards, one after another.
 * Those of the process library then run once more over the other start method, processes of the operating system, where there are such: all
 * that stand on `tests/workers/support.ts` and do not say in a line of their own why they run once. `--one-method` leaves that out.
 * What failed is run once more in the same way, and what passes then is named: on a busy machine a wait can become too long.
 *
 * @module
 */

import { failedFiles, readCounts } from "./_test_output.ts";
import { config, root } from "./_project.ts";

const TEST_FLAGS = ["-A", "--no-check", "--doc"];
const DOC_ROOTS = ["mod.ts", "engine", "workers", "analysis", "pictures", "examples", "docs"];
const ALONE = "_alone_test.ts";
const ONE_METHOD = "--one-method";

/** What one run of `deno test` came to. */
interface Outcome {
  readonly code: number;
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
  /** The files of what failed; null where that cannot be told. */
  readonly failedFiles: string[] | null;
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

/** Runs `deno test`; null where it did not come to its closing line. */
async function runTests(args: string[], env: Record<string, string>): Promise<Outcome | null> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", ...TEST_FLAGS, ...args],
    cwd: root,
    // One file more than there are cores: many tests wait most of the time.
    env: { NO_COLOR: "1", DENO_JOBS: String(navigator.hardwareConcurrency + 1), ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output] = await Promise.all([tee(child.stdout, Deno.stdout), tee(child.stderr, Deno.stderr)]);
  const { code } = await child.status;
  const counts = readCounts(output);
  return counts && { code, ...counts, failedFiles: failedFiles(output, root) };
}

function isAlone(file: string): boolean {
  return file.endsWith(ALONE);
}

/** The files under a path, relative to the root, whose tests run alone. */
function aloneUnder(path: string): string[] {
  const { isDirectory } = Deno.statSync(new URL(path, root));
  if (!isDirectory) return isAlone(path) ? [path] : [];
  const inside = Array.from(Deno.readDirSync(new URL(`${path}/`, root)), ({ name }) => `${path}/${name}`);
  return inside.sort().flatMap((name) => name.endsWith(".ts") && !name.endsWith(ALONE) ? [] : aloneUnder(name));
}

/** The tests that have both start methods, and what a file says that has not. */
const PROCESS_TESTS = "tests/workers";
const STANDS_ON = "support.ts";
const RUNS_ONCE = /^ \* Runs once: /m;

/** The files among some paths that run over the other start method too. */
function filesOfBothMethods(paths: readonly string[]): string[] {
  const filesUnder = (path: string): string[] => {
    if (!Deno.statSync(new URL(path, root)).isDirectory) return path.endsWith("_test.ts") ? [path] : [];
    return Array.from(Deno.readDirSync(new URL(`${path}/`, root)), ({ name }) => `${path}/${name}`).sort().flatMap(
      filesUnder,
    );
  };
  const inside = paths.flatMap((path) =>
    PROCESS_TESTS.startsWith(`${path}/`) ? [PROCESS_TESTS] : `${path}/`.startsWith(`${PROCESS_TESTS}/`) ? [path] : []
  );
  return inside.flatMap(filesUnder).filter((file) => {
    const text = Deno.readTextFileSync(new URL(file, root));
    return text.includes(STANDS_ON) && !RUNS_ONCE.test(text);
  });
}

/** Prints the closing lines, and says with which code to end. */
function conclude(outcomes: readonly Outcome[], again: readonly Outcome[]): number {
  const sum = (field: "passed" | "failed" | "ignored") => outcomes.reduce((total, one) => total + one[field], 0);
  const unsettled = outcomes.filter(({ code, failedFiles }) => code !== 0 && failedFiles === null);
  const failed = [...again, ...unsettled].reduce((total, one) => total + one.failed, 0);
  if (sum("ignored") > 0) {
    console.log(`${sum("ignored")} skipped: they need what is not there, or are the same over both start methods`);
  }
  if (failed < sum("failed")) {
    console.log(`${sum("failed") - failed} failed beside others and passed alone, in:`);
    for (const file of new Set(outcomes.flatMap((one) => one.failedFiles ?? []))) console.log(`  ${file}`);
  }
  console.log(`${sum("passed") + sum("failed") - failed} passed, ${failed} failed`);
  return Math.max(0, ...[...again, ...unsettled].map(({ code }) => code));
}

async function main(args: string[]): Promise<number> {
  const soak = args.includes("--soak");
  const hasBothMethods = Deno.build.os === "linux" && !args.includes(ONE_METHOD);
  const rest = args.filter((arg) => arg !== "--soak" && arg !== ONE_METHOD);
  const given = rest.filter((arg, index) => !arg.startsWith("-") && rest[index - 1] !== "--filter");
  const flags = rest.filter((arg) => !given.includes(arg));
  const roots = given.length > 0 ? given : ["tests", ...DOC_ROOTS];
  const alone = roots.filter((path) => !path.includes("*")).flatMap(aloneUnder);
  const env: Record<string, string> = soak ? { QUANTA_SOAK: "1" } : {};
  const common = [`--config=${await config()}`, "--permit-no-files", ...flags];

  const beside = roots.filter((path) => !alone.includes(path));
  const overSpawn = hasBothMethods ? filesOfBothMethods(roots.filter((path) => !path.includes("*"))) : [];
  const [spawnedAlone, spawnedBeside] = [overSpawn.filter(isAlone), overSpawn.filter((file) => !isAlone(file))];
  const spawned = { ...env, QUANTA_START_METHOD: "spawn" };
  const runs = [
    { args: ["--parallel", ...alone.map((file) => `--ignore=${file}`)], paths: beside, env },
    { args: [], paths: alone, env },
    { args: ["--parallel"], paths: spawnedBeside, env: spawned },
    { args: [], paths: spawnedAlone, env: spawned },
  ].filter(({ paths }) => paths.length > 0);
  const outcomes: Outcome[] = [];
  const again: Outcome[] = [];
  for (const { args, paths, env } of runs) {
    const outcome = await runTests([...args, ...common, ...paths], env);
    if (outcome === null) return 1;
    outcomes.push(outcome);
    if (outcome.code === 0) continue;
    if (outcome.failedFiles === null) return conclude(outcomes, again);
    const repeated = await runTests([...common, ...outcome.failedFiles], env);
    if (repeated === null) return 1;
    again.push(repeated);
  }
  return conclude(outcomes, again);
}

if (import.meta.main) Deno.exit(await main(Deno.args));
