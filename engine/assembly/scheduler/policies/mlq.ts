// Multilevel queue (Silberschatz, Galvin and Gagne, section 5.3.5): a process belongs to one class for ever, its priority.
// Each class is FCFS or round robin. Between the classes there is fixed priority, the first class first; or they share the
// time: each in turn owns the machine for its share of ticks, has the first claim to every CPU meanwhile, and what it
// cannot use goes to the others in their order. A preempted process goes to the tail of its class, or to the head.

import { Cause } from "../trace";
import { getF64, NONE } from "../columns";
import { quantaAddress, sharesAddress, traitAddress } from "../memory";
import {
  appendToLevel,
  firstLevel,
  firstLevelFrom,
  hasNoLevel,
  headOfLevel,
  holdsLevel,
  nextInLevel,
  prependToLevel,
  takeFirstOfLevel,
} from "../queue";
import { last, lastOfLesserKey } from "../extended/run_queues";
import { keepSlice, quantumOf, takeSlice } from "../slices";

// Options, set by the host.
export let mlqPreempts: u32 = 1;
/** Whether a preempted process goes to the head of its class instead of the tail. */
export let mlqToHead: u32 = 0;
/** Ticks of one turn of all classes; 0 where there are no shares. */
export let mlqCycle: f64 = 0;

/** The class that owns the machine, or NONE under fixed priority. */
let owner: u32 = NONE;
/** When its turn ends. */
let turnEnd: f64 = Infinity;

/** Called once before a run. */
export function clearMlq(): void {
  owner = NONE;
  turnEnd = Infinity;
}

/** The place of a class in the order of claims at this instant: the owner goes before all others. */
// @ts-ignore: decorator
@inline function rankOf(level: u32): u32 {
  return level == owner ? 0 : level + 1;
}

/** The first non-empty class. Defined only while there is one. */
// @ts-ignore: decorator
@inline function firstClass(): u32 {
  if (owner != NONE && holdsLevel(owner)) return owner;
  return firstLevel();
}

// @ts-ignore: decorator
@unmanaged @final
export class Mlq {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (mlqToHead != 0 && cause == Cause.Preempted) prependToLevel(this.level(process), process);
    else appendToLevel(this.level(process), process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return hasNoLevel();
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return headOfLevel(firstClass());
  }
  // @ts-ignore: decorator
  @inline nextLevel(): u32 {
    return firstClass();
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    return takeFirstOfLevel(firstClass());
  }
  next(process: u32): u32 {
    const next = nextInLevel(process);
    if (next != NONE) return next;
    // After the owner's come those of all others; after another's, those of the classes below it.
    const level = this.level(process);
    let other = firstLevelFrom(level == owner ? 0 : level + 1);
    if (other != NONE && other == owner) other = firstLevelFrom(owner + 1);
    return other == NONE ? NONE : headOfLevel(other);
  }
  /** The owner's processes go before all others. */
  last(): u32 {
    const process = last();
    if (process == NONE || this.level(process) != owner) return process;
    const other = lastOfLesserKey(owner);
    return other == NONE ? process : other;
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return f64(rankOf(this.level(process)));
  }
  // @ts-ignore: decorator
  @inline level(process: u32): u32 {
    return u32(getF64(traitAddress, process));
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, level: u32): f64 {
    return takeSlice(process, quantumOf(process, getF64(quantaAddress, level)));
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return f64(rankOf(firstClass()));
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return mlqPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(_process: u32, _left: f64, level: u32, _ran: f64): f64 {
    return f64(rankOf(level));
  }
  // @ts-ignore: decorator
  @inline turnAfter(_time: f64): f64 {
    return turnEnd;
  }
  observe(time: f64): void {
    if (mlqCycle == 0) return;
    const turn = f64(i64(time) % i64(mlqCycle));
    let level: u32 = 0;
    let end = getF64(sharesAddress, 0);
    while (end <= turn) {
      level += 1;
      end += getF64(sharesAddress, level);
    }
    owner = level;
    turnEnd = time + (end - turn);
  }
}
