// What the host sees of a compiled policy besides the machine.

import { column, growToHold } from "../columns";

export { setUp } from "../index";
export { drawBelow, lotterySeed } from "../policies/lottery";
export { ownCallAddress } from "./faults";
export { ownColumnsAddress, ownKnowsBursts, ownOptionsAddress } from "./view";
export { ownIdleLimit, ownIdleSlot, ownReadySlot, ownTies, ownTimeAddress } from "./policy";

/** Lays out one column more, of so many entries; 0 where memory cannot hold it. After `layout`. */
export function layoutColumn(count: u32, entryBytes: u32): u32 {
  const address = column(count, entryBytes);
  return growToHold() < 0 ? 0 : address;
}
