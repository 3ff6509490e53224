/**
 * Runs a command that uses policies of one's own in a process that may touch nothing but what the command line names, and ends it where
 * a hook does not come to its end.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { OWN_HOOKS } from "../../engine/own_hooks.ts";
import { Process, SharedArray } from "../../mod.ts";
import { OperationError, UsageError, WorkloadInputError } from "../exit_code.ts";
import { openOutput } from "../files/output.ts";
import type { Io } from "../io.ts";
import { load } from "../load.ts";
import { POOL_FIRST, POOL_PART, POOL_PARTS, POOL_TAKEN } from "../running/pool_record.ts";
import { checkTypes } from "./check_types.ts";
import { lineOfHook } from "./load_policies.ts";
import { preparePage } from "./page_apart.ts";
import { ALLOWANCES, EXIT_SLOT, LOADING_SLOT, type PolicySetup, PROVED_SLOT, type SetupForm } from "./policy_setup.ts";
import type { PolicyFile } from "./policy_words.ts";

/** A hook that takes longer is taken for one without end. */
const HOOK_MS = 5_000;
const HOOK_FLAG = "--policy-hook-ms";

const COMPILE_FLAG = "--compile";

const WATCH_MS = 50;

/** After a Ctrl-C the process has so long to end by itself. */
const END_MS = 3_000;

/** Options that name a file to write. */
const OUTPUT_FLAGS = ["-o", "--output", "--svg", "--trace"];

/** Environment variables that the command line looks at. */
const VARIABLES = ["COLUMNS", "NO_COLOR", "TERM", "LC_ALL", "LC_MESSAGES", "LANG", "INIT_CWD"];

/** The program's own folder. */
const ROOT = new URL("../../", import.meta.url);

/** Why there can be no such process; `null` where there can. */
export function hindranceToRunApart(): string | null {
  if (Deno.build.standalone) return "a program made by deno compile can only start itself";
  if (Deno.build.os !== "linux") return "processes that can be ended need Linux";
  const missing = (["run", "ffi"] as const).filter((name) => Deno.permissions.querySync({ name }).state !== "granted");
  return missing.length === 0 ? null : `others need ${missing.map((name) => `--allow-${name}`).join(" and ")}`;
}

/**
 * Runs the command; resolves to its exit code.
 *
 * @throws {WorkloadInputError} When a policy is not there, has mistakes in its types, or has a hook without end.
 */
export async function runApart(args: readonly string[], files: readonly PolicyFile[], io: Io): Promise<number> {
  for (const { typed, path } of files) {
    const isFile = await Deno.stat(path).then((found) => found.isFile, () => false);
    if (!isFile) throw new WorkloadInputError(`Cannot load policy ${typed}: no such file`);
  }
  const { allowed, rest } = takeAllowances(args);
  await checkTypes(files, io);
  const compiled = allowed.compiles ? await compileAll(files) : null;
  const folder = await Deno.makeTempDir({ prefix: "quanta-policy-" });
  const release = await io.keep({ folder });
  try {
    const page = rest.find((word) => !word.startsWith("-")) === "page" ? await preparePage(rest, io) : null;
    const { words, outputs } = withOutputsIn(folder, page?.args ?? rest, io.directory);
    const setup: PolicySetup = {
      args: words,
      files,
      directory: io.directory,
      columns: io.columns,
      compiled: compiled?.map(({ form, isProved }) => ({ form, isProved })) ?? null,
    };
    const { code, proved } = await runWatched(
      setup,
      permissionsFor(words, files, folder, io.directory, allowed.permissions),
      allowed.hookMs,
      io,
    );
    for (const [index, each] of compiled?.entries() ?? []) if (proved & 2 ** index && !each.isProved) await each.keep();
    if (code === 0 || code === 4) { for (const { from, to } of outputs) await deliver(io, from, to); }
    if (code === 0) await page?.finish();
    return code;
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    release();
  }
}

/** What is said of the policies' process itself. */
interface Allowances {
  readonly permissions: Readonly<Partial<Record<typeof ALLOWANCES[number], boolean>>>;
  readonly hookMs: number;
  readonly compiles: boolean;
}

/** Takes `--allow-policy-read` and the like, `--policy-hook-ms` and `--compile` out of a command line. */
function takeAllowances(args: readonly string[]): { allowed: Allowances; rest: string[] } {
  const permissions: Record<string, boolean> = {};
  let hookMs = HOOK_MS;
  let compiles = false;
  const rest: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    const kind = ALLOWANCES.find((each) => word === `--allow-policy-${each}`);
    if (kind !== undefined) permissions[kind] = true;
    else if (word === COMPILE_FLAG) compiles = true;
    else if (word === HOOK_FLAG || word.startsWith(`${HOOK_FLAG}=`)) {
      const text = word === HOOK_FLAG ? args[index += 1] ?? "" : word.slice(HOOK_FLAG.length + 1);
      hookMs = Number(text);
      if (!/^\d+$/.test(text) || hookMs < 100) {
        throw new UsageError(`Cannot start: ${HOOK_FLAG} must be a whole number from 100, got ${text || "none"}`);
      }
    } else rest.push(word);
  }
  return { allowed: { permissions, hookMs, compiles }, rest };
}

/** A compiled policy, and what keeps it when it is known to be right. */
interface Compiled extends SetupForm {
  keep(): Promise<void>;
}

/**
 * Compiles policies without running them.
 *
 * @throws {WorkloadInputError} When one cannot be compiled, with what is wrong and where.
 */
async function compileAll(files: readonly PolicyFile[]): Promise<Compiled[]> {
  const { CompileError, compileFiles, PROOF_WORKLOADS } = await load<typeof import("../../compiler/compile_policy.ts")>(
    import.meta,
    "../../compiler/compile_policy.ts",
  );
  const compiled: Compiled[] = [];
  for (const { typed, path, address } of files) {
    try {
      const { form, provedOn, keep } = await compileFiles(address);
      compiled.push({ form, isProved: provedOn >= PROOF_WORKLOADS, keep: () => keep(PROOF_WORKLOADS) });
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      throw new WorkloadInputError(error.message.replaceAll(path, typed), { cause: error });
    }
  }
  return compiled;
}

/** What loads policies in this process instead, the command line without what is said of the other, and what keeps what was proved. */
export async function loaderHere(args: readonly string[], files: readonly PolicyFile[]) {
  const { allowed, rest } = takeAllowances(args);
  const compiled = allowed.compiles ? await compileAll(files) : null;
  const proved: Compiled[] = [];
  const policyLoader: NonNullable<Io["policyLoader"]> = {
    files,
    compiled,
    noteLoading: () => {},
    noteProved: (index) => proved.push(compiled![index]),
  };
  return { rest, policyLoader, keepProved: () => Promise.all(proved.map((each) => each.keep())) };
}

interface Redirected {
  readonly from: string;
  readonly to: string;
}

/** The command line with its outputs in a folder of their own, from which they are taken when the run is through. */
function withOutputsIn(folder: string, args: readonly string[], directory: string) {
  const outputs: Redirected[] = [];
  const redirect = (to: string) => {
    if (to === "-") return to;
    const from = `${folder}/${outputs.length}-${to.replaceAll(/[^\w.-]/g, "_").slice(-60)}`;
    outputs.push({ from, to: resolve(directory, to) });
    return from;
  };
  const words = args.map((word, index) => {
    if (index > 0 && OUTPUT_FLAGS.includes(args[index - 1])) return redirect(word);
    const at = word.indexOf("=");
    return at > 0 && OUTPUT_FLAGS.includes(word.slice(0, at))
      ? word.slice(0, at + 1) + redirect(word.slice(at + 1))
      : word;
  });
  return { words, outputs };
}

async function deliver(io: Io, from: string, to: string): Promise<void> {
  const text = await Deno.readTextFile(from).catch(() => null);
  if (text === null) return;
  await using output = await openOutput(io, to);
  await output.write(text);
  await output.commit();
}

/** What the process may: read the program, the policies with what stands beside them, and files that the command line names. */
function permissionsFor(
  args: readonly string[],
  files: readonly PolicyFile[],
  folder: string,
  directory: string,
  allowed: Allowances["permissions"],
): Deno.PermissionOptions {
  // What is not there is to be missed by whoever reads it. A comma would end the path for the runtime.
  const named = args.map((word) => word.startsWith("-") ? word.slice(word.indexOf("=") + 1) : word)
    .filter((word) => word !== "" && !word.startsWith("-") && !/[,;]/.test(word))
    .map((word) => resolve(directory, word)).filter((path) => !isFolder(path));
  const own = ROOT.protocol === "file:" ? [fileURLToPath(ROOT)] : [];
  const read = [...own, ...files.map(({ path }) => path), ...importsBeside(files), ...named, folder];
  return {
    read: allowed.read ?? [...new Set(read)],
    write: allowed.write ?? [folder],
    env: allowed.env ?? VARIABLES,
    net: allowed.net ?? false,
    run: allowed.run ?? false,
    sys: allowed.sys ?? false,
    ffi: allowed.ffi ?? false,
    import: "inherit",
  };
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** Modules that policies import from beside them, by what their texts say. */
function importsBeside(files: readonly PolicyFile[]): string[] {
  const found = new Set<string>();
  const pending = files.map(({ path }) => path);
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    let text = "";
    try {
      text = Deno.readTextFileSync(path);
    } catch {
      continue;
    }
    for (const [, name] of text.matchAll(/\bfrom\s*["'](\.{1,2}\/[^"']+)["']/g)) {
      const other = resolve(dirname(path), name);
      if (!found.has(other)) pending.push(other);
      found.add(other);
    }
  }
  return [...found];
}

/** Starts the process and watches it; resolves to its exit code and to which compiled policies it found to be right. */
async function runWatched(
  setup: PolicySetup,
  permissions: Deno.PermissionOptions,
  hookMs: number,
  io: Io,
): Promise<{ code: number; proved: number }> {
  const record = new SharedArray("float64", POOL_FIRST + POOL_PARTS * POOL_PART);
  record.view[EXIT_SLOT] = -1;
  const process = new Process({
    module: new URL("./policy_process.ts", import.meta.url),
    target: "runCommand",
    args: [setup, record],
    name: "policy",
    startMethod: "spawn",
    permissions,
  });
  const endless = Promise.withResolvers<never>();
  endless.promise.catch(() => {});
  const stop = io.onInterrupt(() => setTimeout(() => process.kill(), END_MS).unref?.());
  process.start();
  const timer = watch(record.view as unknown as Float64Array, setup.files, hookMs, (error) => {
    process.kill();
    endless.reject(error);
  });
  try {
    await Promise.race([process.join(), endless.promise]);
  } finally {
    clearInterval(timer);
    stop();
    await process.join();
  }
  const code = record.view[EXIT_SLOT];
  if (code >= 0) return { code, proved: record.view[PROVED_SLOT] };
  throw new OperationError(
    `Cannot run: the process of the policy must end by itself, got exit code ${process.exitCode}`,
  );
}

/** Looks every now and then whether the hook in progress is still the one of the last time, in the process and in those of its pools. */
function watch(
  record: Float64Array,
  files: readonly PolicyFile[],
  hookMs: number,
  onEndless: (error: WorkloadInputError) => void,
): ReturnType<typeof setInterval> {
  const seen: { text: string; since: number }[] = [];
  return setInterval(() => {
    for (let part = -1; part < record[POOL_TAKEN]; part += 1) {
      const first = part < 0 ? 0 : POOL_FIRST + part * POOL_PART;
      const [hook, process, count, time] = record.subarray(first, first + POOL_PART);
      const loading = part < 0 ? record[LOADING_SLOT] : 0;
      const text = `${hook} ${process} ${count} ${loading}`;
      const isSame = seen[part + 1]?.text === text && (hook !== 0 || loading !== 0);
      if (!isSame) seen[part + 1] = { text, since: performance.now() };
      else if (performance.now() - seen[part + 1].since >= hookMs) {
        const what = hook === 0
          ? `loading ${files[loading - 1].typed}`
          : hookText(OWN_HOOKS[hook - 1], process, time, files);
        const rule = `${what} must come to its end, got none within ${hookMs / 1_000} s`;
        return onEndless(new WorkloadInputError(`Cannot go on: ${rule}`));
      }
    }
  }, WATCH_MS);
}

/** A hook in progress, with the lines where it may stand. */
function hookText(name: typeof OWN_HOOKS[number], process: number, time: number, files: readonly PolicyFile[]): string {
  const of = process < 0 || name === "pick" ? "" : ` of process ${process} (by arrival, then pid, from 0)`;
  const places = files.map(({ typed, path }) => `${typed}:${lineOfHook(path, name) ?? "?"}`);
  return `${name}${of} at tick ${time} (${places.join(" or ")})`;
}
