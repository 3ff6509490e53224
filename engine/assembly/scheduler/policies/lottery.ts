// Lottery scheduling (Waldspurger and Weihl, OSDI 1994): each time a CPU is given away, a ticket is drawn among those of
// the ready processes, and its holder gets a quantum. The tickets are numbered from 0 in the order (arrival, pid) of their
// holders. A Fenwick tree over all processes holds the sums, so that a draw takes O(log n).
//
// The generator is splitmix64 (Steele, Lea and Flood, OOPSLA 2014), started with the seed. A draw takes its next number
// that is below the greatest multiple of the number of tickets, modulo that number: no ticket is favoured.

import { Cause } from "../trace";
import { getF64, NONE } from "../columns";
import { processCount } from "../needs";
import { quantaAddress, ticketSumAddress, traitAddress } from "../memory";

/** Set by the host. */
export let lotterySeed: f64 = 1;

let state: u64 = 0;
let total: u64 = 0;
/** The holder of the ticket drawn for the next pick, or NONE before the draw. */
let winner: u32 = NONE;
/** The greatest power of two that is at most the number of processes. */
let topStep: u32 = 0;

/** Called once before a run. */
export function clearLottery(): void {
  state = u64(lotterySeed);
  total = 0;
  winner = NONE;
  topStep = 1;
  while (topStep << 1 <= processCount) topStep <<= 1;
}

function random(): u64 {
  state += 0x9e3779b97f4a7c15;
  let mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

/** Draws a ticket. */
function draw(): u64 {
  return drawOf(total);
}

/** Draws a whole number below a count. */
// @ts-ignore: decorator
@inline function drawOf(count: u64): u64 {
  // 2^64 modulo the number of tickets: so many of the highest numbers would favour the first tickets.
  const excess = (0 - count) % count;
  let number = random();
  while (number > u64.MAX_VALUE - excess) number = random();
  return number % count;
}

/** The same for a policy of the user's own: a whole number below `count`, which is one from 1. */
export function drawBelow(count: f64): f64 {
  return f64(drawOf(u64(count)));
}

/** Adds to the tickets of a process in the tree; removes them with a negative number in two's complement. */
// @ts-ignore: decorator
@inline function add(process: u32, tickets: u64): void {
  total += tickets;
  for (let index = process + 1; index <= processCount; index += index & (0 - index)) {
    const address = ticketSumAddress + (index << 3);
    store<u64>(address, load<u64>(address) + tickets);
  }
}

/** The holder of a ticket. */
function holderOf(ticket: u64): u32 {
  let below: u32 = 0;
  let rest = ticket;
  for (let step = topStep; step > 0; step >>= 1) {
    const index = below + step;
    if (index > processCount) continue;
    const sum = load<u64>(ticketSumAddress + (index << 3));
    if (sum > rest) continue;
    below = index;
    rest -= sum;
  }
  return below;
}

/** The tickets of the ready processes up to this one. */
function ticketsUpTo(process: u32): u64 {
  let sum: u64 = 0;
  for (let index = process + 1; index > 0; index &= index - 1) sum += load<u64>(ticketSumAddress + (index << 3));
  return sum;
}

// @ts-ignore: decorator
@unmanaged @final
export class Lottery {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    add(process, u64(getF64(traitAddress, process)));
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return total == 0;
  }
  peek(): u32 {
    if (winner == NONE) winner = holderOf(draw());
    return winner;
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    const process = this.peek();
    winner = NONE;
    add(process, 0 - u64(getF64(traitAddress, process)));
    return process;
  }
  /** The winner, then the others by (arrival, pid). */
  next(process: u32): u32 {
    const drawn = this.peek();
    let before: u64 = process == drawn ? 0 : ticketsUpTo(process);
    if (before == total) return NONE;
    const other = holderOf(before);
    if (other != drawn) return other;
    before = ticketsUpTo(drawn);
    return before == total ? NONE : holderOf(before);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return f64(u32(process != winner));
  }
  // @ts-ignore: decorator
  @inline slice(_process: u32, _level: u32): f64 {
    return getF64(quantaAddress, 0);
  }
}
