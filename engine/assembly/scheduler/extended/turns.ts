// Whose turn it is at a queue, where there are many groups: trees of the least virtual times, one over the groups with a ready
// process and one over those with any. Each is a complete binary tree in an array, its root at 1, the group g at `turnLeaves` + g;
// an inner node holds the less of its two children. A change costs one path to the root, and the first of the least is found on one
// path down. Few groups are looked at one by one, and have no trees.

import { getF64, getU32, NONE, setF64 } from "../columns";
import { groupCount, queueCount, rootHomesAddress, rootReadyAddress, rootVirtualAddress } from "./memory";
import { readyTurnsAddress, homeTurnsAddress, turnLeaves } from "./memory";

/** Called once before a run: no group has a process. */
export function clearTurns(): void {
  const count = queueCount() * 2 * turnLeaves;
  for (let node: u32 = 0; node < count; ++node) {
    setF64(readyTurnsAddress, node, Infinity);
    setF64(homeTurnsAddress, node, Infinity);
  }
}

/** To be called after every change of a root's virtual time, its ready processes or its processes. */
// @ts-ignore: decorator
@inline export function noteTurn(root: u32): void {
  if (turnLeaves != 0) updateTurn(root);
}

function updateTurn(root: u32): void {
  const queue = root / groupCount;
  const virtual = getF64(rootVirtualAddress, root);
  const group = root - queue * groupCount;
  setLeaf(readyTurnsAddress, queue, group, getU32(rootReadyAddress, root) > 0 ? virtual : Infinity);
  setLeaf(homeTurnsAddress, queue, group, getU32(rootHomesAddress, root) > 0 ? virtual : Infinity);
}

function setLeaf(base: u32, queue: u32, group: u32, value: f64): void {
  const tree = queue * 2 * turnLeaves;
  let node = turnLeaves + group;
  if (getF64(base, tree + node) == value) return;
  setF64(base, tree + node, value);
  while (node > 1) {
    node >>= 1;
    const less = min(getF64(base, tree + 2 * node), getF64(base, tree + 2 * node + 1));
    if (getF64(base, tree + node) == less) return;
    setF64(base, tree + node, less);
  }
}

/** The least virtual time of the groups that have a process at a queue; Infinity where none has. */
// @ts-ignore: decorator
@inline export function leastInTree(queue: u32): f64 {
  return getF64(homeTurnsAddress, queue * 2 * turnLeaves + 1);
}

/** The root of the group that has a ready process at a queue and the least virtual time, of several the first; or NONE. */
export function firstInTree(queue: u32): u32 {
  const tree = queue * 2 * turnLeaves;
  const least = getF64(readyTurnsAddress, tree + 1);
  if (least == Infinity) return NONE;
  let node: u32 = 1;
  while (node < turnLeaves) {
    node <<= 1;
    if (getF64(readyTurnsAddress, tree + node) != least) node += 1;
  }
  return queue * groupCount + node - turnLeaves;
}
