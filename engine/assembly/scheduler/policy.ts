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
//   outranksFrom(): f64             the time before which the best ready process outranks nobody; not beside `gain`
//                                                                                                 default: at all times
//   preempts(): bool                whether it does so in this run                                    default: yes
//   runningKey(process, left, level, ran): f64   the key of a running process with `left` ticks of its burst to go, which
//                                   has executed `ran` ticks that it has not been charged for (`remaining` neither)
//   shown(key): f64                 a key as `key` would show it now                                default: as it is
//   gains(): bool                   whether the best ready process gains one on every running one each tick, so that it
//                                   may outrank one although nothing happens; keys are whole numbers then  default: no
//   gain(): f64                     how much it gains, a whole number from 1                          default: 1
//   tiesByProcess(): bool           which of two running processes with equal keys is worse: the later by
//                                   (arrival, pid), or (default) the one on the CPU with the highest index
//   yields(): bool                  whether a running process also loses its CPU to a ready one with an equal key that is
//                                   earlier by (arrival, pid); for policies that push so                 default: no
//   expired(process, level): u32    its quantum is used up; returns its level from now on   default: the same level
//   undoDemotion(process): void     it went down, but is alone: see `demoteAlone`
//   turnAfter(time): f64            the next time at which its order changes by itself                     default: never
//   watchesRunning(): bool          whether it looks at the columns `running` and `runStart`           default: no
//   observe(time): void             an instant begins; for policies whose order depends on the time      default: nothing
//   charge(process, ticks): void    it has executed so many ticks since it was charged last: before it leaves a CPU, and
//                                   when it goes on with its next burst in place                         default: nothing
//   burstEnded(process): void       the CPU burst before its program counter is done                     default: nothing
//   ended(process): void            it terminates                                                        default: nothing
//   leave(process, left, cause)     it left the CPU by blocking (Io, Lock) or preemption, with `left` ticks of quantum
//   startIo(process): void          it starts an I/O, after leaving a CPU or being given a lock        default: nothing
//   fits(): bool                    whether the rigid job that `peek` gives may start now        default: if its CPUs are idle
//   last(): u32                     the process that it would pick last, or NONE; for the extended build  default: the last
//                                   by key and tag
//   countsExactEnd(): bool          whether a burst that blocks exactly at the quantum's end also counts as a
//                                   quantum used up under `ties: ostep`                               default: false
//   boostPeriod(): f64, boost()     every so many ticks, 0 for never                                  default: never
//   renewsQuantum(): bool           whether a boost begins the quanta of running processes anew            default: yes
//   idleCpu(lowest): u32            which idle CPU the process that `peek` gives is for           default: the lowest
//   timer(): f64                    when its timer rings, Infinity for never                               default: never
//   ring(): bool                    the timer rings; whether running processes get new quanta where they are
//   keepsPlace(): bool              whether running processes keep their place in the queue           default: false
//   putBack(process): void          puts a running process back at its place (with keepsPlace)

import { Cause } from "./trace";
import { last } from "./extended/run_queues";
import { getF64, getU32 } from "./columns";
import { processorsAddress, readySinceAddress } from "./memory";
import { idleCount } from "./cpus";

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
@inline export function runningKeyOf<P>(policy: P, process: u32, left: f64, level: u32, ran: f64): f64 {
  if (isDefined(policy.runningKey)) return policy.runningKey(process, left, level, ran);
  return 0;
}

// @ts-ignore: decorator
@inline export function shownKey<P>(policy: P, key: f64): f64 {
  if (isDefined(policy.shown)) return policy.shown(key);
  return key;
}

// @ts-ignore: decorator
@inline export function gains<P>(policy: P): bool {
  if (isDefined(policy.gains)) return policy.gains();
  return false;
}

// @ts-ignore: decorator
@inline export function gainOf<P>(policy: P): f64 {
  if (isDefined(policy.gain)) return policy.gain();
  return 1;
}

// @ts-ignore: decorator
@inline export function turnAfter<P>(policy: P, time: f64): f64 {
  if (isDefined(policy.turnAfter)) return policy.turnAfter(time);
  return Infinity;
}

// @ts-ignore: decorator
@inline export function watchesRunning<P>(policy: P): bool {
  if (isDefined(policy.watchesRunning)) return policy.watchesRunning();
  return false;
}

// @ts-ignore: decorator
@inline export function observe<P>(policy: P, time: f64): void {
  if (isDefined(policy.observe)) policy.observe(time);
}

// @ts-ignore: decorator
@inline export function charge<P>(policy: P, process: u32, ticks: f64): void {
  if (isDefined(policy.charge)) policy.charge(process, ticks);
}

// @ts-ignore: decorator
@inline export function burstEnded<P>(policy: P, process: u32): void {
  if (isDefined(policy.burstEnded)) policy.burstEnded(process);
}

// @ts-ignore: decorator
@inline export function ended<P>(policy: P, process: u32): void {
  if (isDefined(policy.ended)) policy.ended(process);
}

// @ts-ignore: decorator
@inline export function tiesByProcess<P>(policy: P): bool {
  if (isDefined(policy.tiesByProcess)) return policy.tiesByProcess();
  return false;
}

// @ts-ignore: decorator
@inline export function yields<P>(policy: P): bool {
  if (isDefined(policy.yields)) return policy.yields();
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
@inline export function fits<P>(policy: P): bool {
  if (isDefined(policy.fits)) return policy.fits();
  return getU32(processorsAddress, policy.peek()) <= idleCount;
}

// @ts-ignore: decorator
@inline export function lastOf<P>(policy: P): u32 {
  if (isDefined(policy.last)) return policy.last();
  return last();
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
@inline export function renewsQuantum<P>(policy: P): bool {
  if (isDefined(policy.renewsQuantum)) return policy.renewsQuantum();
  return true;
}

// @ts-ignore: decorator
@inline export function idleCpuOf<P>(policy: P, lowest: u32): u32 {
  if (isDefined(policy.idleCpu)) return policy.idleCpu(lowest);
  return lowest;
}

// @ts-ignore: decorator
@inline export function timerOf<P>(policy: P): f64 {
  if (isDefined(policy.timer)) return policy.timer();
  return Infinity;
}

// @ts-ignore: decorator
@inline export function ring<P>(policy: P): bool {
  if (isDefined(policy.ring)) return policy.ring();
  return false;
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
