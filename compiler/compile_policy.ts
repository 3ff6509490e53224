/**
 * A policy of one's own compiled into the machine.
 *
 * @module
 */

import { sourceHash } from "../engine/_wasm_own.ts";
import type { CompiledForm } from "../engine/compiled_policy.ts";
import { withCompiledForm } from "../engine/with_compiled_form.ts";
import { loadPolicy } from "../engine/load_policy.ts";
import { namePolicyAddress } from "../engine/own_policies.ts";
import type { OwnPolicyClass } from "../engine/own_policy.ts";
import { digestOf, keep, type Kept, readKept, usualCacheFolder } from "./cache.ts";
import { CompileError, placeIn } from "./compile_error.ts";
import { coreSources } from "./core_sources.ts";
import { type PolicyFile, policyFiles, shownName } from "./_policy_files.ts";
import { differenceOf, PROOF_WORKLOADS } from "./prove.ts";

export { CompileError, PROOF_WORKLOADS };

/** Raised whenever what is made of the same text changes. */
const FORMAT = 1;

/**
 * How a policy is compiled.
 *
 * @example
 * ```ts
 * import { type CompileOptions, compilePolicy } from "@quanta/quanta/compiler";
 * import { assertEquals } from "@std/assert";
 *
 * const options: CompileOptions = { cache: null, workloads: 20 };
 * const policy = await compilePolicy({ source: "export default class Fifo {}" }, options);
 * assertEquals(policy.name, "Fifo");
 * ```
 * @category Compiling a policy
 */
export interface CompileOptions {
  /** The folder in which compiled policies are kept; `null` keeps nothing. Default: `quanta/policies` in the user's folder for caches. */
  cache?: string | null;
  /** Random workloads on which the compiled form must do what the plain one does, from 1. Default 300. */
  workloads?: number;
}

/** A policy's files, compiled or found. */
export interface CompiledFiles extends Kept {
  /** Keeps it with what is known now. */
  keep(provedOn: number): Promise<void>;
}

/**
 * Compiles a policy without running any of it.
 *
 * @param address The absolute address of its file.
 * @param source Its text, where it need not be read.
 * @throws {CompileError} If it cannot be compiled.
 */
export async function compileFiles(
  address: string,
  { source, cache = usualCacheFolder() }: { source?: string; cache?: string | null } = {},
): Promise<CompiledFiles> {
  const files = await policyFiles(address, source);
  const name = await digestOf([FORMAT, sourceHash, ...files.flatMap(({ path, text }) => [path, text])].join("\0"));
  const kept = cache === null ? null : await readKept(cache, name);
  const form = kept?.form ?? await compileAnew(files);
  return {
    form: { ...form, files: files.map(({ address, text }) => ({ address, text })) },
    provedOn: kept?.provedOn ?? 0,
    keep: async (provedOn) => {
      if (cache !== null) await keep(cache, name, { form: { ...form, files: [] }, provedOn });
    },
  };
}

async function compileAnew(files: readonly PolicyFile[]): Promise<CompiledForm> {
  const address = new URL("./_assemble.ts", import.meta.url).href;
  const { assemble, AssembleError, COMPILER } = await import(address) as typeof import("./_assemble.ts");
  try {
    const { binary, findings } = await assemble({ files, readCore: await coreSources() });
    return { binary, fields: findings.fields, asks: [...findings.asked], files: [] };
  } catch (error) {
    if (!(error instanceof AssembleError)) throw error;
    throw new CompileError(
      error.mistakes.flatMap(({ file, mistakes }) => {
        return [...mistakes].sort((a, b) => a.offset - b.offset).map(({ offset, message }) => ({
          file: shownName(file.address),
          ...offset < 0 ? { line: 0, column: 0 } : placeIn(file.text, offset),
          message: offset < 0 ? `${COMPILER} says ${message}` : message,
        }));
      }),
    );
  }
}

/**
 * Compiles a policy of one's own into the machine: the same file, as fast as a policy of the catalogue. It must keep to what can be
 * compiled (numbers, texts, true and false, arrays of these and classes with such fields), and is held against its plain form on random
 * workloads before it is believed. What was compiled once is kept.
 *
 * Needs Deno, and where nothing is kept the package `assemblyscript` of npm.
 *
 * @param policy The absolute address of its file (`import.meta.resolve("./mine.ts")`), or its text.
 * @returns What `simulate(workload, { policy })` takes; options, name and explanations are those of the plain form.
 * @throws {CompileError} If something in it cannot be compiled, or does something else when it is.
 * @throws {TypeError} If it breaks the contract of policies.
 *
 * @example
 * ```ts
 * import { compilePolicy } from "@quanta/quanta/compiler";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const source = `export default class RoundRobin {
 *   static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
 *   quantum = 4;
 *   slice() {
 *     return this.quantum;
 *   }
 * }`;
 * const policy = await compilePolicy({ source });
 * const { processes } = simulate({ processes: [{ bursts: 3 }, { bursts: 1 }] }, { policy, quantum: 1 });
 * assertEquals(processes.map(({ finish }) => finish), [4, 2]);
 * ```
 * @category Compiling a policy
 */
export async function compilePolicy(
  policy: string | URL | { readonly source: string },
  options: CompileOptions = {},
): Promise<OwnPolicyClass> {
  const { workloads = PROOF_WORKLOADS, cache } = options;
  if (!(Number.isSafeInteger(workloads) && workloads >= 1)) {
    throw new RangeError(`Cannot compile: workloads must be a whole number from 1, got ${workloads}`);
  }
  const source = typeof policy === "object" && "source" in policy ? policy.source : undefined;
  const address = source === undefined ? String(policy) : `data:application/typescript,${encodeURIComponent(source)}`;
  const compiled = await compileFiles(address, { source, ...cache === undefined ? {} : { cache } });
  const plain = await loadPolicy(address);
  const made = withCompiledForm(plain, compiled.form);
  namePolicyAddress(made, address);
  if (compiled.provedOn < workloads) {
    proveForm(plain, made, workloads, shownName(address));
    await compiled.keep(workloads);
  }
  return made;
}

/**
 * Holds a compiled policy against its plain form.
 *
 * @throws {CompileError} If they differ.
 */
export function proveForm(plain: OwnPolicyClass, made: OwnPolicyClass, workloads: number, file: string): void {
  const difference = differenceOf(plain, made, workloads);
  if (difference === null) return;
  const message = `compiled it must do what it does as it is written, got another run ${difference}`;
  throw new CompileError([{ file, line: 0, column: 0, message }]);
}
