// Ready queues by the dozen, each ordered by what its policy orders by, and each to be looked at through the eyes of one
// CPU, which sees only the processes that may run on it.
//
// A queue of one group is a treap (Seidel and Aragon 1996): a binary search tree by (key, tag) that is a heap by a hash of
// the process, so that its shape depends on who is in it and not on their history, and its depth is O(log n) as a rule.
// The nodes are the processes themselves: any number of queues takes no more memory than one. Each node knows for which
// CPUs (modulo 64) there is a process below it, so looking for one that may run on a CPU passes by whole subtrees.
//
// The files that the policies keep their ready processes with (queue.ts, ready_heap.ts) stand on this one in the extended
// build. What they mean by "the queue" is the root chosen by `look`, and by its processes those that may run on its CPU.

import { affinityCount, nodeCpusAddress, nodeKeyAddress, nodeLeftAddress, nodeRightAddress, nodeTagAddress } from "./memory";
import { fillU32, getF64, getU32, NONE, setF64, setU32 } from "../columns";
import { rootAddress, rootSizeAddress, treeCount } from "./memory";
import { linkAddress } from "../memory";
import { cpusModulo64, mayRun } from "./affinity";

/** The root that is looked at. */
export let seenRoot: u32 = 0;
/** The CPU through whose eyes; NONE sees all. */
let eyes: u32 = NONE;
/** What was looked at before `lookAside`. */
let seenBefore: u32 = 0;
let eyesBefore: u32 = NONE;
/** Processes that joined at a tail or a head so far. */
let joined: u64 = 0;

/** What `split` gives. */
let splitLow: u32 = NONE;
let splitHigh: u32 = NONE;

/** Called once before a run. */
export function clearRunQueues(): void {
  seenRoot = 0;
  eyes = NONE;
  joined = 0;
  fillU32(rootAddress, treeCount(), NONE);
}

/** Chooses the root that all else here is about, and the CPU through whose eyes it is looked at; NONE for all processes. */
// @ts-ignore: decorator
@inline export function look(root: u32, cpu: u32): void {
  seenRoot = root;
  eyes = cpu;
}

/** Looks at a root as a whole, until `lookBack` makes what was looked at before be looked at again. */
export function lookAside(root: u32): void {
  seenBefore = seenRoot;
  eyesBefore = eyes;
  look(root, NONE);
}

/** The end of `lookAside`, of which there is one at a time. */
export function lookBack(): void {
  look(seenBefore, eyesBefore);
}

/** The tag of a process that joins behind all that stand in its queue with the same key. */
export function tailTag(): u64 {
  joined += 1;
  return (u64(1) << 63) + joined;
}

/** The tag of a process that joins before all that stand in its queue with the same key. */
export function headTag(): u64 {
  joined += 1;
  return (u64(1) << 63) - joined;
}

/** The tag of a process that changes its queue: one that counts in turn goes to the tail. */
export function tagToMove(process: u32): u64 {
  const tag = tagOf(process);
  return tag == process ? tag : tailTag();
}

// @ts-ignore: decorator
@inline function leftOf(node: u32): u32 {
  return getU32(nodeLeftAddress, node);
}
// @ts-ignore: decorator
@inline function rightOf(node: u32): u32 {
  return getU32(nodeRightAddress, node);
}
/** What a process stands in its queue by, after its key. */
// @ts-ignore: decorator
@inline export function tagOf(node: u32): u64 {
  return load<u64>(nodeTagAddress + (node << 3));
}
// @ts-ignore: decorator
@inline function cpusBelow(node: u32): u64 {
  return node == NONE ? 0 : load<u64>(nodeCpusAddress + (node << 3));
}

/** The heap order: a mix of the bits of the process number (the finaliser of MurmurHash3). */
function rankOf(node: u32): u32 {
  let mixed = node;
  mixed = (mixed ^ (mixed >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}

/** Whether a node goes before (key, tag). */
// @ts-ignore: decorator
@inline function isBefore(node: u32, key: f64, tag: u64): bool {
  const nodeKey = getF64(nodeKeyAddress, node);
  return nodeKey < key || (nodeKey == key && tagOf(node) < tag);
}

/** Notes at a node what is below it. */
// @ts-ignore: decorator
@inline function summarise(node: u32): void {
  if (affinityCount == 0) return;
  const cpus = cpusModulo64(node) | cpusBelow(leftOf(node)) | cpusBelow(rightOf(node));
  store<u64>(nodeCpusAddress + (node << 3), cpus);
}

/** Splits a tree into what goes before (key, tag) and the rest. */
function split(node: u32, key: f64, tag: u64): void {
  if (node == NONE) {
    splitLow = NONE;
    splitHigh = NONE;
    return;
  }
  if (isBefore(node, key, tag)) {
    split(rightOf(node), key, tag);
    setU32(nodeRightAddress, node, splitLow);
    splitLow = node;
  } else {
    split(leftOf(node), key, tag);
    setU32(nodeLeftAddress, node, splitHigh);
    splitHigh = node;
  }
  summarise(node);
}

/** One tree of two, all of the first of which goes before all of the second. */
function merge(low: u32, high: u32): u32 {
  if (low == NONE) return high;
  if (high == NONE) return low;
  if (rankOf(low) < rankOf(high)) {
    setU32(nodeRightAddress, low, merge(rightOf(low), high));
    summarise(low);
    return low;
  }
  setU32(nodeLeftAddress, high, merge(low, leftOf(high)));
  summarise(high);
  return high;
}

function insert(node: u32, process: u32): u32 {
  const key = getF64(nodeKeyAddress, process);
  const tag = tagOf(process);
  if (node == NONE || rankOf(process) < rankOf(node)) {
    split(node, key, tag);
    setU32(nodeLeftAddress, process, splitLow);
    setU32(nodeRightAddress, process, splitHigh);
    node = process;
  } else if (isBefore(node, key, tag)) {
    setU32(nodeRightAddress, node, insert(rightOf(node), process));
  } else {
    setU32(nodeLeftAddress, node, insert(leftOf(node), process));
  }
  summarise(node);
  return node;
}

function remove(node: u32, process: u32): u32 {
  if (node == process) return merge(leftOf(node), rightOf(node));
  if (isBefore(node, getF64(nodeKeyAddress, process), tagOf(process))) {
    setU32(nodeRightAddress, node, remove(rightOf(node), process));
  } else {
    setU32(nodeLeftAddress, node, remove(leftOf(node), process));
  }
  summarise(node);
  return node;
}

/** Whether there may be a process below a node that the eyes see. */
// @ts-ignore: decorator
@inline function isWorthwhile(node: u32): bool {
  if (node == NONE) return false;
  if (affinityCount == 0 || eyes == NONE) return true;
  return ((cpusBelow(node) >> (eyes & 63)) & 1) != 0;
}

/** The first process below a node that the eyes see and that does not go before (key, tag); or NONE. */
function firstFrom(node: u32, key: f64, tag: u64): u32 {
  if (!isWorthwhile(node)) return NONE;
  if (!isBefore(node, key, tag)) {
    const found = firstFrom(leftOf(node), key, tag);
    if (found != NONE) return found;
    if (mayRun(node, eyes)) return node;
  }
  return firstFrom(rightOf(node), key, tag);
}

/** The last process below a node that the eyes see, whose key may be infinite; or NONE. */
function lastBelow(node: u32): u32 {
  if (!isWorthwhile(node)) return NONE;
  const found = lastBelow(rightOf(node));
  if (found != NONE) return found;
  return mayRun(node, eyes) ? node : lastBelow(leftOf(node));
}

/** The last process below a node that the eyes see and whose key is less than this one; or NONE. */
function lastBefore(node: u32, key: f64): u32 {
  if (!isWorthwhile(node)) return NONE;
  if (getF64(nodeKeyAddress, node) < key) {
    const found = lastBefore(rightOf(node), key);
    if (found != NONE) return found;
    if (mayRun(node, eyes)) return node;
  }
  return lastBefore(leftOf(node), key);
}

/** Adds a process to the root that is looked at. */
export function join(process: u32, key: f64, tag: u64): void {
  setF64(nodeKeyAddress, process, key);
  store<u64>(nodeTagAddress + (process << 3), tag);
  setU32(rootAddress, seenRoot, insert(getU32(rootAddress, seenRoot), process));
  setU32(rootSizeAddress, seenRoot, getU32(rootSizeAddress, seenRoot) + 1);
}

/** Removes a process from the root that is looked at, in which it must stand. */
export function part(process: u32): void {
  setU32(rootAddress, seenRoot, remove(getU32(rootAddress, seenRoot), process));
  setU32(rootSizeAddress, seenRoot, getU32(rootSizeAddress, seenRoot) - 1);
}

/**
 * Gives every process the key that its policy has for it now, under policies whose keys change by themselves: they have one
 * queue, which all CPUs see whole. Tags stay, so that equal ones keep their order.
 */
export function rekey<P>(policy: P): void {
  look(0, NONE);
  const head = first();
  for (let process = head; process != NONE; process = getU32(linkAddress, process)) {
    setU32(linkAddress, process, after(process));
  }
  let root = NONE;
  for (let process = head; process != NONE; process = getU32(linkAddress, process)) {
    setF64(nodeKeyAddress, process, policy.key(process));
    root = insert(root, process);
  }
  setU32(rootAddress, 0, root);
}

/** Processes in the root that is looked at, seen or not. */
// @ts-ignore: decorator
@inline export function size(): u32 {
  return getU32(rootSizeAddress, seenRoot);
}

/** The first process that is seen, or NONE. */
// @ts-ignore: decorator
@inline export function first(): u32 {
  return firstFrom(getU32(rootAddress, seenRoot), -Infinity, 0);
}

/** The last process that is seen, or NONE. */
// @ts-ignore: decorator
@inline export function last(): u32 {
  return lastBelow(getU32(rootAddress, seenRoot));
}

/** The last process that is seen of those whose key is less than this one, or NONE. */
// @ts-ignore: decorator
@inline export function lastOfLesserKey(key: f64): u32 {
  return lastBefore(getU32(rootAddress, seenRoot), key);
}

/** The first process that is seen of those whose key is at least this one, or NONE. */
// @ts-ignore: decorator
@inline export function firstOfKey(key: f64): u32 {
  return firstFrom(getU32(rootAddress, seenRoot), key, 0);
}

/** The process that is seen next after this one, or NONE. */
// @ts-ignore: decorator
@inline export function after(process: u32): u32 {
  return firstFrom(getU32(rootAddress, seenRoot), getF64(nodeKeyAddress, process), tagOf(process) + 1);
}

/** What a process stands in its queue by. */
// @ts-ignore: decorator
@inline export function orderKey(process: u32): f64 {
  return getF64(nodeKeyAddress, process);
}

/** Whether one ready process goes before another of the same root. */
// @ts-ignore: decorator
@inline export function goesBefore(process: u32, other: u32): bool {
  return isBefore(process, getF64(nodeKeyAddress, other), tagOf(other));
}
