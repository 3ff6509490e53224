// Columns of linear memory: where the next one begins, and how an entry is read and written. Which columns there are is
// said in memory.ts, and in extended/memory.ts for what only the extended build has.

import { features } from "./needs";

/** No process, no CPU, end of a list. */
// @ts-ignore: decorator
@inline export const NONE: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline const COLUMNS_START: u64 = 65536;

/** End of what is laid out so far; 64 bits, so that a layout too large for memory is seen and not wrapped. */
let end: u64 = 0;

/** Begins anew: no column is laid out. */
export function startColumns(): void {
  end = COLUMNS_START;
}

/** The address of a new column of so many entries. */
export function column(count: u32, entryBytes: u32): u32 {
  const address = end;
  end = (end + u64(count) * u64(entryBytes) + 15) & ~15;
  return u32(address);
}

/** The address of a new heap, or 0 where no feature asks for it: the second entry begins a cache line (see heap.ts). */
export function heapIf(feature: u32, count: u32): u32 {
  if (!(features & feature)) return 0;
  end = ((end + 63) & ~63) + 48;
  return column(count, 16);
}

/** The address of a new column, or 0 where no feature asks for it. */
export function columnIf(feature: u32, count: u32, entryBytes: u32): u32 {
  return features & feature ? column(count, entryBytes) : 0;
}

/** Grows the memory to hold all columns. Returns the bytes needed, or minus that number where it cannot grow so far. */
export function growToHold(): f64 {
  if (end > 0xffff0000) return -f64(end);
  const pages = i32((end + 65535) >> 16);
  const missing = pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return -f64(end);
  return f64(end);
}

// Entry `i` of the column at `base`.
// @ts-ignore: decorator
@inline export function getF64(base: u32, i: u32): f64 {
  return load<f64>(base + (i << 3));
}
// @ts-ignore: decorator
@inline export function setF64(base: u32, i: u32, value: f64): void {
  store<f64>(base + (i << 3), value);
}
// @ts-ignore: decorator
@inline export function getI64(base: u32, i: u32): i64 {
  return load<i64>(base + (i << 3));
}
// @ts-ignore: decorator
@inline export function setI64(base: u32, i: u32, value: i64): void {
  store<i64>(base + (i << 3), value);
}
// @ts-ignore: decorator
@inline export function getU32(base: u32, i: u32): u32 {
  return load<u32>(base + (i << 2));
}
// @ts-ignore: decorator
@inline export function setU32(base: u32, i: u32, value: u32): void {
  store<u32>(base + (i << 2), value);
}
// @ts-ignore: decorator
@inline export function getU8(base: u32, i: u32): u32 {
  return load<u8>(base + i);
}
// @ts-ignore: decorator
@inline export function setU8(base: u32, i: u32, value: u32): void {
  store<u8>(base + i, value);
}

/** Sets every entry of a u32 column. */
export function fillU32(base: u32, count: u32, value: u32): void {
  for (let i: u32 = 0; i < count; ++i) setU32(base, i, value);
}
