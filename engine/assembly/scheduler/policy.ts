// What a policy is. A policy is one small class in `policies/`; the machine is compiled once for each of them
// (`simulate<P>` in machine.ts), so its methods are inlined and a policy costs no dispatch. A policy writes the methods
// that make it what it is; for those it leaves out, the machine takes the default given here.
//
// A policy must have:
//   enqueue(process, cause, level): void   the process became ready; it stands in the policy's queue from now on
//   isEmpty(): bool                 whether no process is ready
//   peek(): u32                     the process that `pick` would take; called only when not empty
//   pick(): u32                     takes the best process out of the queue; called only when not empty
//   next(process): u32              the process that would be taken after this one, or NONE; called in a row from `peek` on,
//                                   to list candidates
//
// `level` is always the process's level as `level(process)` has it; the machine passes it on so that a policy need not look
// it up while the machine has it at hand. Policies with one queue ignore it.
//
// It may have:
//   level(process): u32             the level or queue that it stands in or was picked from         default: 0
//   nextLevel(): u32                the level that `pick` takes from; for policies that have `level`
//   slice(process, level): f64      its quantum at this dispatch, in ticks                        default: no limit
//   key(process): f64               the key shown for a ready process, less is better   default: when it became ready
//   outranks(): f64                 the key of the best ready process; called only when not empty. A policy that has it
//                                   preempts: a running process of a strictly greater `runningKey` loses its CPU
//   preempts(): bool                whether it does so in this run                                    default: yes
//   runningKey(process, left, level): f64   the key of a running process with `left` ticks of its burst to go
//   tiesByProcess(): bool           which of two running processes with equal keys is worse: the later by
//                                   (arrival, pid), or (default) the one on the CPU with the highest index
//   expired(process, level): u32    its quantum is used up; returns its level from now on   default: the same level
//   undoDemotion(process): void     it went down, but is alone: see `demoteAlone`
//   leave(process, left, cause)     it left the CPU by blocking (Io, Lock) or preemption, with `left` ticks of quantum
//   startIo(process): void          it starts an I/O, after leaving a CPU or being given a lock        default: nothing
//   countsExactEnd(): bool          whether a burst that blocks exactly at the quantum's end also counts as a
//                                   quantum used up under `ties: ostep`                               default: false
//   boostPeriod(): f64, boost()     every so many ticks, 0 for never                                  default: never
//   keepsPlace(): bool              whether running processes keep their place in the queue           default: false
//   putBack(process): void          puts a running process back at its place (with keepsPlace)

import { Cause } from "./trace";
import { getF64, readySinceAddress } from "./memory";

// @ts-ignore: decorator
@inline export function sliceOf<P>(policy: P, process: u32, level: u32): f64 {
  if (isDefined(policy.slice)) return policy.slice(process, level);
  return Infinity;
}

// @ts-ignore: decorator
@inline export function keyOf<P>(policy: P, process: u32): f64 {
  if (isDefined(policy.key)) return policy.key(process);
  return getF64(readySinceAddress, process);
}

// @ts-ignore: decorator
@inline export function preempts<P>(policy: P): bool {
  if (isDefined(policy.outranks)) {
    if (isDefined(policy.preempts)) return policy.preempts();
    return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline export function bestKey<P>(policy: P): f64 {
  if (isDefined(policy.outranks)) return policy.outranks();
  return 0;
}

// @ts-ignore: decorator
@inline export function runningKeyOf<P>(policy: P, process: u32, left: f64, level: u32): f64 {
  if (isDefined(policy.runningKey)) return policy.runningKey(process, left, level);
  return 0;
}

// @ts-ignore: decorator
@inline export function tiesByProcess<P>(policy: P): bool {
  if (isDefined(policy.tiesByProcess)) return policy.tiesByProcess();
  return false;
}

// @ts-ignore: decorator
@inline export function expire<P>(policy: P, process: u32, level: u32): u32 {
  if (isDefined(policy.expired)) return policy.expired(process, level);
  return level;
}

// @ts-ignore: decorator
@inline export function undoDemotion<P>(policy: P, process: u32): void {
  if (isDefined(policy.undoDemotion)) policy.undoDemotion(process);
}

// @ts-ignore: decorator
@inline export function leave<P>(policy: P, process: u32, left: f64, cause: Cause): void {
  if (isDefined(policy.leave)) policy.leave(process, left, cause);
}

// @ts-ignore: decorator
@inline export function startIo<P>(policy: P, process: u32): void {
  if (isDefined(policy.startIo)) policy.startIo(process);
}

// @ts-ignore: decorator
@inline export function countsExactEnd<P>(policy: P): bool {
  if (isDefined(policy.countsExactEnd)) return policy.countsExactEnd();
  return false;
}

// @ts-ignore: decorator
@inline export function boostPeriodOf<P>(policy: P): f64 {
  if (isDefined(policy.boostPeriod)) return policy.boostPeriod();
  return 0;
}

// @ts-ignore: decorator
@inline export function boostAll<P>(policy: P): void {
  if (isDefined(policy.boost)) policy.boost();
}

// @ts-ignore: decorator
@inline export function keepsPlace<P>(policy: P): bool {
  if (isDefined(policy.keepsPlace)) return policy.keepsPlace();
  return false;
}

// @ts-ignore: decorator
@inline export function putBack<P>(policy: P, process: u32): void {
  if (isDefined(policy.putBack)) policy.putBack(process);
}

// @ts-ignore: decorator
@inline export function levelOf<P>(policy: P, process: u32): u32 {
  if (isDefined(policy.level)) return policy.level(process);
  return 0;
}

// @ts-ignore: decorator
@inline export function nextLevelOf<P>(policy: P): u32 {
  if (isDefined(policy.nextLevel)) return policy.nextLevel();
  return 0;
}
