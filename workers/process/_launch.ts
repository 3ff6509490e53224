/**
 * Starts the runtime anew, as a process of the system that joins the tree: with the flags, configuration and permissions of this one. What
 * the process is to do stands in the shared memory; its command line says only where (`_system_bootstrap.ts`).
 *
 * @module
 */

import { ensureSpanning, type Mapping } from "../core/_spanning.ts";
import type { Tree } from "../core/_tree.ts";
import { commandLine, fileExists, onCpus, workingFolder } from "./_libc_process.ts";
import { permissionFlags } from "./_permission_flags.ts";
import { findConfig, readFlags, type RuntimeFlags } from "./_runtime_flags.ts";
import { SystemProcess } from "./_system_process.ts";
import type { StandardStream, SystemOptions } from "./system_options.ts";

const bootstrap = new URL("./_system_bootstrap.ts", import.meta.url);

/** What the runtime is started with. */
export interface Launch extends SystemOptions {
  permissions?: Deno.PermissionOptions;
}

/** Where a process finds what it is to do: words of its command line, after its name. */
export interface Berth extends Mapping {
  /** Its id in the tree. */
  id: number;
  /** The text that says the rest (`Start`, in JSON). */
  block: number;
}

/** Starts it. @throws {Error} when the system does not, or what the options name is not there. */
export function launch(name: string, berth: Berth, flags: readonly string[], options: Launch): SystemProcess {
  const { cwd, cpus, stdin = "inherit", stdout = "inherit", stderr = "inherit" } = options;
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", ...flags, bootstrap.href, `quanta: ${name}`],
      ...[berth.fdPath, berth.token, `${berth.id}`, `${berth.block}`, `${Deno.pid}`, ...Deno.args],
    ],
    cwd,
    ...environment(options.env),
    ...{ stdin, stdout, stderr },
  });
  const start = () => command.spawn();
  let child: Deno.ChildProcess;
  try {
    child = cpus === undefined ? start() : onCpus(cpus, start);
  } catch (error) {
    if (error instanceof RangeError) throw error; // of the CPUs
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot start the process: the system must start ${Deno.execPath()}, got: ${reason}`, {
      cause: error,
    });
  }
  const isPiped = (stream: StandardStream) => stream === "piped";
  return new SystemProcess(child, { stdin: isPiped(stdin), stdout: isPiped(stdout), stderr: isPiped(stderr) });
}

/** The flags of a child's runtime, and whether its own code may use `ffi`. @throws {RangeError} when it would have more permissions than this one. */
export function launchFlags(tree: Tree, options: Launch): { flags: string[]; ffi: boolean } {
  const own = ownFlags(tree);
  const { flags: granted, ffi } = permissionFlags(options.permissions ?? tree.birth.permissions, own);
  const v8 = [
    ...options.v8Flags ?? [],
    ...options.memoryLimitMb === undefined ? [] : [`--max-old-space-size=${options.memoryLimitMb}`],
  ];
  return { flags: [...withV8Flags(own.passed, v8), ...granted], ffi };
}

const V8_FLAGS = "--v8-flags=";

/** The runtime takes V8's flags once only. */
function withV8Flags(passed: readonly string[], more: readonly string[]): string[] {
  const all = [
    ...passed.filter((flag) => flag.startsWith(V8_FLAGS)).map((flag) => flag.slice(V8_FLAGS.length)),
    ...more,
  ];
  const others = passed.filter((flag) => !flag.startsWith(V8_FLAGS));
  return all.length === 0 ? others : [...others, `${V8_FLAGS}${all.join(",")}`];
}

const ownFlagsOf = new WeakMap<Tree, RuntimeFlags>();

/** The flags of this program, with the configuration that it found. */
function ownFlags(tree: Tree): RuntimeFlags {
  let flags = ownFlagsOf.get(tree);
  if (flags === undefined) ownFlagsOf.set(tree, flags = readOwnFlags());
  return flags;
}

function readOwnFlags(): RuntimeFlags {
  const folder = workingFolder();
  const flags = readFlags(commandLine(), (path) => path.startsWith("/") ? path : `${folder}/${path}`);
  if (flags.config === null) {
    const { protocol, pathname } = new URL(Deno.mainModule);
    const start = protocol === "file:" ? decodeURIComponent(pathname.slice(0, pathname.lastIndexOf("/"))) : folder;
    const { config, packages } = findConfig(start, fileExists);
    // Without one, Deno would take that of the library, next to which the child begins.
    flags.config = config ?? false;
    if (packages && !flags.passed.some((flag) => flag.startsWith("--node-modules-dir"))) {
      flags.passed.push("--node-modules-dir=manual"); // what a package.json means
    }
  }
  flags.passed.push(flags.config === false ? "--no-config" : `--config=${flags.config}`);
  return flags;
}

/** What a variable without a value means: all others are to be named. */
function environment(env: SystemOptions["env"]): { env?: Record<string, string>; clearEnv?: boolean } {
  if (env === undefined) return {};
  const given = Object.entries(env);
  if (given.every(([, value]) => value !== undefined)) return { env: env as Record<string, string> };
  const all = { ...Deno.env.toObject(), ...env };
  const left = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { env: Object.fromEntries(left), clearEnv: true };
}

/** Makes the memory of the tree ready. @throws {Error} with what is missing, and what works. */
export function needSystemProcesses(tree: Tree): Mapping {
  if (Deno.build.standalone) {
    throw refused("the program must be run by the runtime, got one made by deno compile, which can only run as itself");
  }
  if (Deno.build.os === "linux") {
    const missing = [
      ...isGranted({ name: "run", command: Deno.execPath() }) ? [] : ["--allow-run"],
      ...isGranted({ name: "ffi", path: LIBRARY }) ? [] : ["--allow-ffi"],
    ];
    if (missing.length > 0) throw refused(`it needs ${missing.join(" and ")}`);
  }
  return ensureSpanning(tree);
}

function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}

function refused(reason: string): Error {
  return new Error(`Cannot start a process of the operating system: ${reason}; startMethod "worker" works without`);
}

const LIBRARY = "libc.so.6";
