// A kinetic tournament (Basch, Guibas and Hershberger, SODA 1997) of the ready processes for an order that changes while
// time goes on: by response ratio, (waited + burst) / burst, where a process's estimate may stand for its burst. A complete binary tree whose leaves are the ready processes in
// no particular order; an inner node holds the better of its children's processes and the time until which nothing
// changes in its subtree. Going on in time visits only the nodes whose time has come; joining and leaving cost a path.
//
// Leaves 0 .. count - 1 are in use; the root is that of the least subtree over them, so that a short queue has short paths
// however many processes there are.
//
//   entry 1 is the root of all, entry tournamentLeaves + i the leaf i

import { getF64, getU32, NONE, setU32 } from "./columns";
import {
  CANDIDATES_MAX,
  linkAddress,
  readySinceAddress,
  remainingAddress,
  tournamentAddress,
  tournamentLeaves,
  traitAddress,
} from "./memory";
import { highProduct } from "./products";

/** Whether the lengths are estimates, in the column `trait`, instead of the bursts; set by the host. */
export let hrrnByEstimate: u32 = 0;

/** The column of the lengths. */
let lengthAddress: u32 = 0;

/** The length of a process as far as the order goes, in ticks from 1. */
// @ts-ignore: decorator
@inline export function lengthOf(process: u32): f64 {
  return getF64(lengthAddress, process);
}

/** The process that an entry holds, or NONE. */
// @ts-ignore: decorator
@inline function winnerOf(entry: u32): u32 {
  return load<u32>(tournamentAddress + (entry << 4), 8);
}
/** Until when nothing changes below an entry. */
// @ts-ignore: decorator
@inline function lastsUntil(entry: u32): f64 {
  return load<f64>(tournamentAddress + (entry << 4));
}
// @ts-ignore: decorator
@inline function setEntry(entry: u32, winner: u32, until: f64): void {
  store<f64>(tournamentAddress + (entry << 4), until);
  store<u32>(tournamentAddress + (entry << 4), winner, 8);
}

/** Ready processes. */
export let contenders: u32 = 0;

let now: f64 = 0;
/** Levels between the leaves and the root in use. */
let height: u32 = 0;

/** Called once before a run. */
export function clearTournament(): void {
  contenders = 0;
  height = 0;
  now = 0;
  lengthAddress = hrrnByEstimate != 0 ? traitAddress : remainingAddress;
  if (tournamentAddress == 0) return;
  for (let entry: u32 = 0; entry < 2 * tournamentLeaves; ++entry) setEntry(entry, NONE, Infinity);
}

// @ts-ignore: decorator
@inline function root(): u32 {
  return tournamentLeaves >> height;
}

/** The best process. Defined only while there is one. */
// @ts-ignore: decorator
@inline export function champion(): u32 {
  return winnerOf(root());
}

/** Whether a product of two whole numbers is exact as a double. */
// @ts-ignore: decorator
@inline function isExact(product: f64): bool {
  return product < 4503599627370496;
}

/** `goesBefore` where the products are too large for doubles. */
function goesBeforeExactly(a: u32, b: u32): bool {
  const aWaited = u64(now - getF64(readySinceAddress, a)), aBurst = u64(lengthOf(a));
  const bWaited = u64(now - getF64(readySinceAddress, b)), bBurst = u64(lengthOf(b));
  const leftHigh = highProduct(aWaited, bBurst), rightHigh = highProduct(bWaited, aBurst);
  if (leftHigh != rightHigh) return leftHigh > rightHigh;
  const leftLow = aWaited * bBurst, rightLow = bWaited * aBurst;
  return leftLow > rightLow || (leftLow == rightLow && a < b);
}

/** Whether `a` goes before `b` now: a greater response ratio, compared exactly; then arrival, then pid. */
function goesBefore(a: u32, b: u32): bool {
  // waited / burst orders as (waited + burst) / burst does.
  const left = (now - getF64(readySinceAddress, a)) * lengthOf(b);
  const right = (now - getF64(readySinceAddress, b)) * lengthOf(a);
  if (isExact(left) && isExact(right)) return left > right || (left == right && a < b);
  return goesBeforeExactly(a, b);
}

/**
 * Plays the match of an inner node. Who wins cannot be foreseen, so integers are chosen between without a branch; times are
 * not negative, so their bits are in their order.
 */
// @ts-ignore: decorator
@inline function play(entry: u32): void {
  const left = tournamentAddress + (entry << 5), right = left + 16;
  const a = load<u32>(left, 8), b = load<u32>(right, 8);
  const leftUntil = load<u64>(left), rightUntil = load<u64>(right);
  let until = select<u64>(leftUntil, rightUntil, leftUntil < rightUntil);
  let winner = a;
  if (a == NONE) {
    winner = b;
  } else if (b != NONE) {
    const aBurst = lengthOf(a), bBurst = lengthOf(b);
    const lead = (now - getF64(readySinceAddress, a)) * bBurst;
    const otherLead = (now - getF64(readySinceAddress, b)) * aBurst;
    const aWins = isExact(lead) && isExact(otherLead)
      ? u32(lead > otherLead) | (u32(lead == otherLead) & u32(a < b))
      : u32(goesBeforeExactly(a, b));
    winner = select<u32>(a, b, aWins != 0);
    // The ratio of a shorter burst grows faster: a loser with one will win some time. The quotient is rounded, so the
    // match is played again rather too early than too late.
    const shorter = aBurst - bBurst;
    if (shorter != 0 && u32(shorter > 0) == aWins) {
      const ticks = Math.abs((lead - otherLead) / shorter) * 0.9999999999 - 1;
      const challenged = reinterpret<u64>(now + (ticks > 1 ? ticks : 1));
      until = select<u64>(challenged, until, challenged < until);
    }
  }
  const match = tournamentAddress + (entry << 4);
  store<u64>(match, until);
  store<u32>(match, winner, 8);
}

function playUpFrom(leaf: u32): void {
  const top = root();
  for (let entry = (tournamentLeaves + leaf) >> 1; entry >= top; entry >>= 1) play(entry);
}

/** Plays again what may have another winner by now, below an entry whose time has come. */
function settle(entry: u32): void {
  const left = entry << 1;
  if (lastsUntil(left) <= now) settle(left);
  if (lastsUntil(left | 1) <= now) settle(left | 1);
  play(entry);
}

/** Lets the time go on. */
// @ts-ignore: decorator
@inline export function playUntil(time: f64): void {
  now = time;
  if (lastsUntil(root()) <= time) settle(root());
}

// @ts-ignore: decorator
@inline function setLeaf(leaf: u32, process: u32): void {
  setEntry(tournamentLeaves + leaf, process, Infinity);
  if (process != NONE) setU32(linkAddress, process, leaf);
}

/** Adds a process. */
export function enter(process: u32): void {
  const leaf = contenders;
  contenders += 1;
  if (contenders > u32(1) << height) height += 1;
  setLeaf(leaf, process);
  playUpFrom(leaf);
}

/** Removes a process; the one on the last leaf takes its leaf. */
export function withdraw(process: u32): void {
  const leaf = getU32(linkAddress, process);
  contenders -= 1;
  const last = winnerOf(tournamentLeaves + contenders);
  setLeaf(contenders, NONE);
  if (leaf != contenders) {
    setLeaf(leaf, last);
    playUpFrom(leaf);
  }
  playUpFrom(contenders);
  while (height > 0 && contenders <= u32(1) << (height - 1)) height -= 1;
}

// Listing the best in order: the next best is the winner of one of the subtrees that hang from the paths of those that
// were listed, whose roots are kept in a table.

// @ts-ignore: decorator
@inline const OPEN: u32 = 4096; // u32 entries, at most 27 * CANDIDATES_MAX of them
let openCount: u32 = 0;

/** Opens the subtrees beside the path from an entry to the leaf of its winner. */
function openBeside(from: u32): void {
  const winner = winnerOf(from);
  for (let entry = from; entry < tournamentLeaves;) {
    const left = entry << 1;
    const other = winnerOf(left) == winner ? left | 1 : left;
    entry = other ^ 1;
    if (winnerOf(other) == NONE || openCount >= 27 * CANDIDATES_MAX) continue;
    setU32(OPEN, openCount, other);
    openCount += 1;
  }
}

/** The process that comes after this one, or NONE. Called in a row from the champion on. */
export function nextContender(process: u32): u32 {
  if (process == champion()) {
    openCount = 0;
    openBeside(root());
  }
  if (openCount == 0) return NONE;
  let best: u32 = 0;
  for (let slot: u32 = 1; slot < openCount; ++slot) {
    const a = winnerOf(getU32(OPEN, slot));
    if (goesBefore(a, winnerOf(getU32(OPEN, best)))) best = slot;
  }
  const entry = getU32(OPEN, best);
  openCount -= 1;
  setU32(OPEN, best, getU32(OPEN, openCount));
  openBeside(entry);
  return winnerOf(entry);
}
