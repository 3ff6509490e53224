// Plain accesses: see atomics.ts, which is the door to them too. They stand in a file of their own because the names `load` and `store`
// mean the atomic ones there.

/** A call of the runtime's copy costs more than copying so many bytes by hand. */
const BY_HAND_MAX: usize = 64;

// @ts-ignore: decorator
@inline
export function storeGuarded(address: usize, value: u32): void {
  store<u32>(address, value);
}

export function copy(target: usize, source: usize, bytes: usize): void {
  if (bytes > BY_HAND_MAX) {
    memory.copy(target, source, bytes);
    return;
  }
  const end = source + bytes;
  for (; source + 8 <= end; source += 8, target += 8) store<u64>(target, load<u64>(source));
  for (; source < end; source++, target++) store<u8>(target, load<u8>(source));
}
