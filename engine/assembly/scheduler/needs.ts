// What a run needs: its counts, and which of the machine's parts it uses. All of it is set by the host before `setUp`, and
// decides which columns are laid out.

/** What a run needs beyond the basic columns; bits of `features`. The host passes them to `setUp`. */
export const enum Feature {
  Bursts = 1,
  Admit = 2,
  Rigid = 4,
  Heap = 8,
  Switch = 16,
  Slice = 32,
  Allotment = 64,
  Boost = 128,
  InPlace = 256,
  AdmitKey = 512,
  Trait = 1024,
  Virtual = 2048,
  Served = 4096,
  Work = 8192,
  Tickets = 16384,
  Tournament = 32768,
  Turns = 65536,
  Pending = 131072,
  Releases = 262144,
  Profile = 524288,
  After = 1048576,
  Devices = 2097152,
  OwnQuantum = 4194304,
  Locks = 8388608,
  Urgency = 16777216,
  Usage = 134217728,
  Memory = 268435456,
  AdmitSearch = 536870912,
  Resources = 1073741824,
}

export let processCount: u32 = 0;
export let burstCount: u32 = 0;
export let lockCount: u32 = 0;
/** With `Feature.Devices`: the devices, the unnamed ones as the first; and the most requests that all together can hold. */
export let deviceCount: u32 = 0;
export let requestCapacity: u32 = 0;
/** With `Feature.Resources`: the counted resources, and the sets of needs, that of nothing included. */
export let resourceCount: u32 = 0;
export let resourceSetCount: u32 = 0;
export let cpuCount: u32 = 1;
export let features: u32 = 0;
/** Groups whose usage counts. */
export let usageGroups: u32 = 0;
/** What a sporadic server may have to be given back at a time. */
export let replenishmentCapacity: u32 = 0;
