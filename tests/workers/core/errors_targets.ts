/** Errors of every kind, for errors_test.ts. @module */

import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import { DeadlockError, TimeoutError as Ours } from "../../../workers/errors.ts";

export class Registered extends Error {
  override name = "Registered";
  declare secret: number;
  declare detail?: unknown;
  constructor(readonly item: string, options?: ErrorOptions) {
    super(`no ${item}`, options);
    Object.defineProperty(this, "secret", { value: 42, configurable: true });
  }
}
registerErrorClass(Registered);

/** The user's own, not registered. */
class TimeoutError extends Error {
  override name = "TimeoutError";
}

class Slow extends Ours {
  override readonly name = "Slow" as never;
}

export const CRAFTED = {
  suppressed: (): unknown => new SuppressedError(new RangeError("later"), new Error("earlier"), "both"),
  aggregate: (): unknown =>
    new AggregateError([new DOMException("inner", "NotFoundError")], "several", { cause: new TypeError("why") }),
  aborted: (): unknown => new DOMException("enough", "AbortError"),
  domTimeout: (): unknown => new DOMException("late", "TimeoutError"),
  ownTimeout: (): unknown => new TimeoutError("of the user"),
  namedLikeOurs: (): unknown => Object.assign(new Error("x"), { name: "WorkerDied" }),
  ours: (): unknown => new DeadlockError("d", [{ process: "p", pid: 1, waitsFor: "l" }]),
  ofOurs: (): unknown => new Slow("slow"),
  ofWebAssembly: (): unknown => {
    try {
      return new WebAssembly.Module(new Uint8Array(8));
    } catch (error) {
      return error;
    }
  },
  ofDeno: (): unknown => {
    try {
      return Deno.readTextFileSync("/there/is/none");
    } catch (error) {
      return error;
    }
  },
  registered: (): unknown => new Registered("apples", { cause: undefined }),
  circular: (): unknown => {
    const error = new Error("one");
    error.cause = new Error("other", { cause: error });
    return error;
  },
  notAnError: (): unknown => 5,
};

export function throwCrafted(name: keyof typeof CRAFTED, returned = false, hooked = false): unknown {
  const error = CRAFTED[name]();
  if (hooked) {
    const hook = () => {};
    const cause = Object.assign(new Registered("pears"), { hook });
    Object.assign(error as Error, { hook, detail: { kept: 1 }, cause });
  }
  if (returned) return error;
  throw error;
}

export class Thrower {
  throwIt(name: keyof typeof CRAFTED): unknown {
    return throwCrafted(name);
  }
}
