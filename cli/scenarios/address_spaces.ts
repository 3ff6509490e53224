/**
 * Every process of the system has an address space of its own. Two of them write to the very same address, and each finds there what it wrote
 * itself: an address says nothing without its process. What they share on purpose is the other way round: the same content, wherever each of
 * them has it.
 */

import { Event, Process, Queue, SharedArray } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** Addresses that nothing else is likely to be at; one is enough. */
const CANDIDATES = Array.from({ length: 16 }, (_, index) => 0x1000_0000_0000n + BigInt(index) * 0x300_0000_0000n);
const PAGE_BYTES = 4096n;
const PROT_READ_WRITE = 3;
const MAP_PRIVATE_ANONYMOUS_AT = 0x2 | 0x20 | 0x100000; // MAP_FIXED_NOREPLACE: never in the place of anything

/** The program. */
export async function main(): Promise<void> {
  const mine = CANDIDATES.filter((address) => mapPage(address));
  for (const address of mine) write(address, 100);
  const shared = new SharedArray("int32", [7]);
  const chosen = new Queue<bigint>();
  const looked = new Event();
  const args: Parameters<typeof other> = [mine, shared, chosen, looked];
  const child = new Process({ module, target: other, name: "other", args, startMethod: "spawn" });
  child.start();
  const address = await chosen.get();
  tell("main", address, shared);
  looked.set();
  await child.join();
}

/** Writes to one of the addresses that main has written to. */
export async function other(
  theirs: readonly bigint[],
  shared: SharedArray<"int32">,
  chosen: Queue<bigint>,
  looked: Event,
): Promise<void> {
  const address = theirs.find((address) => mapPage(address));
  if (address === undefined) throw new Error("Cannot show it: all addresses are taken in one of the processes");
  write(address, 200);
  shared.view[0] += 1;
  await chosen.put(address);
  await looked.wait();
  tell("other", address, shared);
}

/** Says what this process finds at an address, and where it has what is shared. */
function tell(who: string, address: bigint, { view }: SharedArray<"int32">): void {
  const found = read(address);
  say(`${who} finds ${found} at ${hex(address)}`, { address: hex(address), found });
  const own = Deno.UnsafePointer.of(view as unknown as Int32Array<ArrayBuffer>);
  const sharedAt = hex(BigInt(Deno.UnsafePointer.value(own)));
  say(`${who} has the shared ${view[0]} at ${sharedAt}`, { sharedAt, shared: view[0] });
}

/** Has the system put a page of memory at an address; false where something is there. */
function mapPage(address: bigint): boolean {
  const { symbols } = Deno.dlopen("libc.so.6", {
    mmap: { parameters: ["usize", "usize", "i32", "i32", "i32", "i64"], result: "usize" },
  });
  return symbols.mmap(address, PAGE_BYTES, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_AT, -1, 0n) === address;
}

function write(address: bigint, value: number): void {
  const pointer = Deno.UnsafePointer.create(address)!;
  new Int32Array(Deno.UnsafePointerView.getArrayBuffer(pointer, 4))[0] = value;
}

function read(address: bigint): number {
  return new Deno.UnsafePointerView(Deno.UnsafePointer.create(address)!).getInt32();
}

function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

export const scenario = defineScenario({
  name: "address-spaces",
  chapter: "process",
  summary:
    "Two processes write to the same address, and each finds there what it wrote; what they share is the same in both",
  verifies: "at one address main finds 100 and the other one 200; both find 8 in the array that they share",
  symbols: ['startMethod: "spawn"', "SharedArray.view"],
  module,
  isForLinux: true,
  parameters: {},
  verify(seen) {
    const found = ["MainProcess", "other"].map((name) => Object.assign({}, ...seen.told(name)));
    seen.claimEqual("it is the same address", found[0].address, found[1].address);
    seen.claimEqual("main finds there what main wrote, the other what the other wrote", found.map((one) => one.found), [
      100,
      200,
    ]);
    seen.claimEqual("what they share is the same in both", found.map(({ shared }) => shared), [8, 8]);
  },
});
