/**
 * What a policy of one's own is when it has been compiled into the machine, and how a class gets it (`compiler/` makes it).
 *
 * @module
 */

import type { OwnRunSettings } from "./_own_run.ts";
import type { SchedulerCore } from "./core.ts";
import type { OwnPolicyClass } from "./own_policy.ts";
import type { RunRows } from "./policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";

/** A field of a policy that an option may set. */
export interface CompiledField {
  readonly name: string;
  readonly type: "number" | "boolean" | "text";
}

/** A compiled policy as plain data. */
export interface CompiledForm {
  /** The machine around the policy, as WASM. */
  readonly binary: Uint8Array<ArrayBuffer>;
  /** Its fields, in the order in which the binary numbers them. */
  readonly fields: readonly CompiledField[];
  /** Members of the machine and others that its files ask for; only columns of these are written. */
  readonly asks: readonly string[];
  /** Its files, in the order in which places number them. */
  readonly files: readonly { readonly address: string; readonly text: string }[];
}

/** Bits of a place that are the offset in its file; those above are the file's number. */
export const OFFSET_BITS = 22;

/** A run under a policy of one's own, whichever form runs. */
export interface OwnPolicyRun {
  /** The core that it runs on. */
  readonly core: SchedulerCore;
  /** The run can begin: the core is laid out and has its workload. */
  begin(rows: RunRows, workload: WorkloadColumns, options: ResolvedOptions): void;
  /** Runs the core, as `EnginePolicy.simulate` says. */
  simulate(until: number, instants: number): number;
  /** Refuses the end of a run at which somebody is ready and nothing will happen any more. */
  refuseLost(): void;
}

/** What a class with a compiled form has. */
export interface Compiled {
  /** The class that it was compiled from. */
  readonly plain: OwnPolicyClass;
  readonly form: CompiledForm;
  /** Makes a run of it with values of its options. */
  readonly createRun: (settings: OwnRunSettings, values: Readonly<Record<string, unknown>>) => OwnPolicyRun;
}

const attached = new WeakMap<OwnPolicyClass, Compiled>();

/** Notes that a class has a compiled form; `withCompiledForm` makes such a class. */
export function attachCompiled(policy: OwnPolicyClass, compiled: Compiled): void {
  attached.set(policy, compiled);
}

/** The plain class and the compiled form of a class that has one. */
export function compiledOf(policy: OwnPolicyClass): Compiled | null {
  return attached.get(policy) ?? null;
}

/**
 * The paths by which the compiler knows a policy's files: from the folder that all are below, so that they are the same wherever that
 * stands.
 */
export function policyPaths(addresses: readonly string[]): string[] {
  const parts = addresses.map((address) => address.startsWith("data:") ? ["policy"] : address.split("/"));
  let common = 0;
  const isCommon = () => parts.every((each) => common < each.length - 1 && each[common] === parts[0][common]);
  while (isCommon()) common += 1;
  return parts.map((each) => {
    const path = each.slice(common).join("/").replace(/\.[mc]?[jt]s$/, "");
    return `policy/${path.replaceAll(/[^\w/-]+/g, "_")}`;
  });
}
