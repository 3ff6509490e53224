/**
 * What a policy of one's own is when it has been compiled into the machine, and how a class gets it (`compiler/` makes it).
 *
 * @module
 */

import type { OwnPolicyClass } from "./own_policy.ts";

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

interface Attached {
  readonly plain: OwnPolicyClass;
  readonly form: CompiledForm;
  module: WebAssembly.Module | null;
}

const attached = new WeakMap<OwnPolicyClass, Attached>();

/** A class that does the same as another one by its compiled form. */
export function withCompiledForm(plain: OwnPolicyClass, form: CompiledForm): OwnPolicyClass {
  const policy = class extends plain {};
  Object.defineProperty(policy, "name", { value: plain.name });
  attached.set(policy, { plain, form, module: null });
  return policy;
}

/** The plain class and the compiled form of a class that has one. */
export function compiledFormOf(
  policy: OwnPolicyClass,
): { readonly plain: OwnPolicyClass; readonly form: CompiledForm } | null {
  return attached.get(policy) ?? null;
}

/** The module of a class that has a compiled form; it is made once. */
export function compiledModuleOf(policy: OwnPolicyClass): WebAssembly.Module {
  const found = attached.get(policy)!;
  return found.module ??= new WebAssembly.Module(found.form.binary);
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
