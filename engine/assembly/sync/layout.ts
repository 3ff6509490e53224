// Where things are in the shared memory. The host never sees an offset: it passes addresses back to this module.
//
//        0 ..  63      unused, so that 0 is no address
//       64 .. 511      root block
//     1024 .. 132095   process control blocks, 1024 of 128 bytes
//   135168 ..          the arena (arena.ts), grows with the memory
//
// A process id is `generation << 10 | slot`: 21 bits of generation, 10 of slot. It is never 0, is never used twice
// within two million starts in one slot, and its top bit is free for flags.

/** Answers of the module's functions; negative ones leave the positive numbers to lengths. */
export const OK: i32 = 0;
/** Not now: arm, then wait for the sequence word. */
export const BUSY: i32 = -1;
/** The calling process has been ended by another. */
export const ENDED: i32 = -2;
/** Done, and the lock's last owner died holding it. */
export const OWNER_DIED: i32 = -3;
export const NOT_OWNER: i32 = -4;
/** Released too often, or more than a counter holds. */
export const OVERFLOW: i32 = -5;
export const CLOSED: i32 = -6;
export const BROKEN: i32 = -7;
export const NO_MEMORY: i32 = -8;
/** There is a message, but none that was sent as bytes; it stays. */
export const NOT_BYTES: i32 = -12;
/** The message is in a block of its own: see `taken`. */
export const BLOCK: i32 = -9;
export const NO_SLOT: i32 = -10;
/** A barrier's action is a function of processes that are not among the parties. */
export const NO_ACTION: i32 = -11;

export const ROOT: usize = 64;
export const ROOT_PID: usize = ROOT;
export const ROOT_DEATHS: usize = ROOT + 4;
export const ROOT_SERIAL: usize = ROOT + 8;
/** The most pages that the memory may have. */
export const ROOT_PAGES: usize = ROOT + 12;
/** Armed by who waits for memory, and the sequence word that moves when some was freed. */
export const ROOT_MEMORY_FLAG: usize = ROOT + 192;
export const ROOT_MEMORY_SEQUENCE: usize = ROOT + 196;
/** Whether the tree spans several address spaces, and what others find its memory by; see spaces.ts. */
export const ROOT_SPANS: usize = ROOT + 200;
export const ROOT_SPAN_LOCK: usize = ROOT + 204;
export const ROOT_SPACE: usize = ROOT + 208;
export const ROOT_DESCRIPTOR: usize = ROOT + 212;
/** 16 bytes. */
export const ROOT_TOKEN: usize = ROOT + 216;
/** One more than the highest slot that was ever taken. */
export const ROOT_SLOTS: usize = ROOT + 232;
/** A shared block with the address of a ledger for each slot, see workers/core/_debts.ts. */
export const ROOT_LEDGERS: usize = ROOT + 240;
/** 1 once there is a process that may not call the kernel. */
export const ROOT_MUTE: usize = ROOT + 236;
export const ARENA_LOCK: usize = ROOT + 16;
export const ARENA_TOP: usize = ROOT + 20;
/** Heads of the free lists, one word for each order. */
export const ARENA_HEADS: usize = ROOT + 32;

/** Lock, sequence word, first entry: see workers/memory/shared_memory.ts. */
export const ROOT_DIRECTORY: usize = ROOT + 256;

export const SLOT_BITS: u32 = 10;
export const SLOT_COUNT: u32 = 1 << SLOT_BITS;
export const SLOT_MASK: u32 = SLOT_COUNT - 1;
export const ID_MASK: u32 = 0x7fffffff;
export const PROCESSES: usize = 1024;
export const PROCESS_BYTES: usize = 128;

/**
 * Words of a process control block; who writes them stands in process.ts. The first cache line is what others read of a process all
 * the time, the second what it writes itself all the time.
 */
export const P_ID: usize = 0;
export const P_SLOT_STATE: usize = 4;
export const P_EXIT: usize = 8;
export const P_KILL: usize = 12;
export const P_SPACE: usize = 16;
export const P_RING: usize = 20;
export const P_BELL: usize = 24;
export const P_EXIT_SEQUENCE: usize = 28;
export const P_PARENT: usize = 32;
export const P_PID: usize = 36;
export const P_WANTS: usize = 40;
export const P_WANT_COUNT: usize = 44;
export const P_THREAD: usize = 48;
export const P_INTERRUPTS: usize = 52;
export const P_NAME: usize = 56;
export const P_REPORT: usize = 60;
export const P_TAKEN_BLOCK: usize = 64;
export const P_TAKEN_BYTES: usize = 68;
export const P_START: usize = 72;
export const P_GENERATION: usize = 76;
export const P_LIVE: usize = 80;
export const P_HELD: usize = 84;
export const P_OUTER: usize = 88;
export const P_SECTION: usize = 92;
export const P_WAITS_ON: usize = 96;
export const P_PRIVATE_BLOCKS: usize = 100;
export const P_NUDGERS: usize = 104;
export const P_TOLD: usize = 108;
export const P_SEEN: usize = 112;
export const P_INTERRUPT: usize = 116;
export const P_AWAITS: usize = 120;
export const P_RUNG: usize = 124;

export const ARENA: usize = 135168;

// @ts-ignore: decorator
@inline
export function blockOf(id: u32): usize {
  return PROCESSES + <usize>(id & SLOT_MASK) * PROCESS_BYTES;
}
