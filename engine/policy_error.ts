/**
 * What a policy of one's own did that its contract forbids.
 *
 * @module
 */

/**
 * A policy of one's own broke its contract: it threw, picked who is not ready, answered what is no answer, or left somebody waiting
 * beside an idle CPU. The run cannot go on.
 *
 * @example
 * ```ts
 * import { PolicyError, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * class Hasty {
 *   slice() {
 *     return 0;
 *   }
 * }
 * const error = assertThrows(() => simulate({ processes: [{ bursts: 5 }] }, { policy: Hasty }), PolicyError);
 * assertEquals([error.hook, error.time, error.pid], ["slice", 0, 1]);
 * ```
 * @category Policies of one's own
 */
export class PolicyError extends Error {
  /** Always the name of the class. */
  override name = "PolicyError";
  /** The name of the policy. */
  readonly policy: string;
  /** The hook. */
  readonly hook: string;
  /** The tick. */
  readonly time: number;
  /** The process that it was about; `null` for none. */
  readonly pid: number | null;
  /** Where the policy threw, as file, line and column; `null` where it did not. */
  readonly place: string | null;

  /** An error of this kind; where no `place` is given it is found in `cause`, where the policy threw one. */
  constructor(
    message: string,
    what: { policy: string; hook: string; time: number; pid: number | null },
    options: { cause?: unknown; place?: string | null } = {},
  ) {
    const place = options.place ?? placeOf(options.cause);
    super(place === null ? message : `${message} (${place})`, options);
    this.policy = what.policy;
    this.hook = what.hook;
    this.time = what.time;
    this.pid = what.pid;
    this.place = place;
  }
}

/** The innermost place of an error that has one. */
function placeOf(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  const place = /\b((?:file|https?|jsr|blob|data):[^\s()]+:\d+:\d+)/.exec(cause.stack ?? "");
  return place?.[1] ?? null;
}
