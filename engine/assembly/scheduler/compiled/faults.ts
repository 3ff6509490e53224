// What a compiled policy of one's own does wrong is told to the host, which throws: nothing goes on after that. Where it was is
// known without a source map: the compiler passes the place of an index, a loop or a call in the author's text along, as a
// number that is looked at only here.

@external("policy", "fail") declare function hostFail(fault: u32, site: u32, got: f64, bound: f64): void;

/** What went wrong. The host's `FAULTS` names the same. */
export const enum Fault {
  /** An index that is no place of the array. */
  Index = 0,
  /** An element that nobody has put there. */
  Hole = 1,
  /** A hook that takes more steps than can be waited for. */
  Fuel = 2,
  /** More memory than a policy may have. */
  Memory = 3,
  /** A length that no array can have. */
  Length = 4,
  /** An element of an array that has none. */
  Empty = 5,
  /** A process that is none. */
  Process = 6,
  /** A process that has not arrived, where numbers are given at arrivals. */
  Arrived = 7,
  /** What is left of a burst, asked by a policy that does not say that it knows bursts. */
  Clairvoyant = 8,
  /** A draw from no whole number. */
  Draw = 9,
  /** A timer that is set to what is no later tick. */
  Timer = 10,
  /** A change in a hook that may change nothing: what changed it, as the host's `CHANGES` numbers it. */
  Change = 11,
  /** A key that is no number. */
  Key = 12,
  /** A pick of a process that is not ready. */
  Pick = 13,
  /** A quantum that is no whole number of ticks from 1. */
  Slice = 14,
  /** A level that is none. */
  Level = 15,
  /** A process left ready beside an idle CPU for longer than allowed. */
  Idle = 16,
  /** A timer that is set where no hook hears it. */
  NoTimer = 17,
}

/** The hooks, as the host numbers them. */
export const enum Hook {
  None = 0,
  Start = 1,
  Ready = 2,
  Key = 3,
  Pick = 4,
  Picked = 5,
  Slice = 6,
  RunningKey = 7,
  Preempts = 8,
  Executed = 9,
  BurstEnded = 10,
  Expired = 11,
  Blocked = 12,
  Preempted = 13,
  Terminated = 14,
  Timer = 15,
  Level = 16,
}

/**
 * Where the process that the hook in progress is about stands, u32, and after it the hook; both in one word, since it is written at
 * each call. The host reads them where something is wrong.
 */
// @ts-ignore: decorator
@inline const CALL: u32 = 3888; // behind the addresses of columns (view.ts)
export const ownCallAddress: u32 = CALL;

/** Steps that a hook may take: turns of loops and calls of functions. */
// @ts-ignore: decorator
@inline const FUEL: i32 = 200000000;

let fuel: i32 = FUEL;

/** A hook begins. */
// @ts-ignore: decorator
@inline export function enter(hook: Hook, process: u32): void {
  store<u64>(CALL, (u64(hook) << 32) | u64(process));
  if (isDefined(OWN_LOOPS)) fuel = FUEL;
}

/** The call in progress, to be resumed when another one has interrupted it. */
export function callInProgress(): u64 {
  return load<u64>(CALL);
}

export function resume(call: u64): void {
  store<u64>(CALL, call);
}

// @ts-ignore: decorator
@inline export function hookInProgress(): Hook {
  return load<u32>(CALL, 4);
}

/** Whether the hook in progress may change nothing. */
// @ts-ignore: decorator
@inline export function isQuestion(): bool {
  const hook = hookInProgress();
  return hook == Hook.Pick || hook == Hook.Key || hook == Hook.RunningKey || hook == Hook.Preempts || hook == Hook.Level;
}

/** Says what is wrong, and returns to nobody. */
export function fail(fault: Fault, got: f64, bound: f64 = 0, site: u32 = 0): void {
  hostFail(fault, site, got, bound);
  unreachable();
}

/** One step of a loop, or a call. */
// @ts-ignore: decorator
@global @inline export function $step(site: u32): void {
  fuel -= 1;
  if (fuel < 0) fail(Fault.Fuel, f64(FUEL), 0, site);
}
