// Short arrays of 16-byte entries that are kept in order: one more or one less in the middle moves those behind it. A
// `memory.copy` is a call out of the module, dearer than moving some dozens of entries by hand.

/** So many entries are moved by hand at the most. */
// @ts-ignore: decorator
@inline const FEW: u32 = 64;

// @ts-ignore: decorator
@inline function move(to: u32, from: u32): void {
  const first = load<u64>(from);
  const second = load<u64>(from, 8);
  store<u64>(to, first);
  store<u64>(to, second, 8);
}

/** Moves `count` entries one place on, so that the first place is free. */
// @ts-ignore: decorator
@inline export function makeRoom(address: u32, count: u32): void {
  if (count > FEW) {
    memory.copy(address + 16, address, count << 4);
    return;
  }
  for (let from = address + (count << 4); from > address; from -= 16) move(from, from - 16);
}

/** Moves `count` entries back to an earlier place. */
// @ts-ignore: decorator
@inline export function closeGap(to: u32, from: u32, count: u32): void {
  if (count > FEW) {
    memory.copy(to, from, count << 4);
    return;
  }
  for (const end = from + (count << 4); from < end; from += 16, to += 16) move(to, from);
}
