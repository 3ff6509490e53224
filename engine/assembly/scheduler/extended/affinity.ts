// Which CPUs a process may run on. Equal affinities share one set of bits.

import { affinityAddress, affinityCount, affinityCpusAddress, affinityWords } from "./memory";
import { getU32, NONE } from "../columns";

// @ts-ignore: decorator
@inline function wordsOf(process: u32): u32 {
  return affinityCpusAddress + ((getU32(affinityAddress, process) * affinityWords) << 3);
}

/** Whether a process may run on this CPU; NONE stands for any. */
// @ts-ignore: decorator
@inline export function mayRun(process: u32, cpu: u32): bool {
  if (affinityCount == 0 || cpu == NONE) return true;
  return ((load<u64>(wordsOf(process) + ((cpu >> 6) << 3)) >> (cpu & 63)) & 1) != 0;
}

/** The CPUs that a process may run on, modulo 64. */
export function cpusModulo64(process: u32): u64 {
  let bits: u64 = 0;
  const words = wordsOf(process);
  for (let word: u32 = 0; word < affinityWords; ++word) bits |= load<u64>(words + (word << 3));
  return bits;
}
