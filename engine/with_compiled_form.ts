/**
 * A class that runs by its compiled form. Who never compiles does not load what runs it: a page is smaller without.
 *
 * @module
 */

import { CompiledRun } from "./_compiled_run.ts";
import { attachCompiled, type CompiledForm } from "./compiled_policy.ts";
import type { OwnPolicyClass } from "./own_policy.ts";

/** A class that does the same as another one by its compiled form. */
export function withCompiledForm(plain: OwnPolicyClass, form: CompiledForm): OwnPolicyClass {
  const policy = class extends plain {};
  Object.defineProperty(policy, "name", { value: plain.name });
  let module: WebAssembly.Module | undefined;
  attachCompiled(policy, {
    plain,
    form,
    createRun: (settings, values) => {
      module ??= new WebAssembly.Module(form.binary);
      return new CompiledRun(module, form, settings, values);
    },
  });
  return policy;
}
