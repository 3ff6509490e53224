/**
 * A time limit for code that never waits. Loaded by a worker that needs it.
 *
 * The runtime stops such code wherever it is, be it inside this library: so a worker that was stopped hands in nothing more and ends, and what it
 * held is recovered as from any that dies.
 *
 * @module
 */

import { builtin } from "../core/_builtin.ts";
import { Stopped } from "./_finish.ts";
import type { Target } from "./_chunk.ts";

const CALL = "quanta call with a limit";
/** The part of `node:vm` that is needed. */
interface Vm {
  Script: new (code: string) => { runInThisContext(options: { timeout: number }): unknown };
}

const script = new (builtin<Vm>("node:vm").Script)(`globalThis[Symbol.for(${JSON.stringify(CALL)})]()`);

/** The same function with a limit for all its calls together, up to the first thing that it waits for. @throws {Stopped} out of a call. */
export function limited(target: Target, timeoutMs: number): Target {
  const deadline = performance.now() + timeoutMs;
  return (...args) => {
    const timeout = Math.ceil(deadline - performance.now());
    if (timeout <= 0) throw new Stopped();
    Object.defineProperty(globalThis, Symbol.for(CALL), { value: () => target(...args), configurable: true });
    try {
      return script.runInThisContext({ timeout });
    } catch (error) {
      if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") throw new Stopped();
      throw error;
    }
  };
}
