/**
 * What the library asks of the kernel by Deno's FFI, for trees that span several processes of the operating system. Nothing is opened before
 * it is needed. `process/_libc_process.ts` has what concerns the processes themselves.
 *
 * What this assumes of V8 and Deno (`_spanning.ts` proves the first two in a memory of its own before it trusts them):
 * - The pages of a shared `WebAssembly.Memory` stay where they are as long as it lives, in one reserved range that is as long as its
 *   maximum, and another mapping put there with `MAP_FIXED` is what its code and its views see.
 * - `memory.grow` changes the protection of pages and the length that V8 knows, and nothing else of the range.
 * - V8 writes nothing into such a memory by itself.
 * - Functions that were opened may be called after the permission was revoked.
 * - A pending call on another thread ends neither the program's exit nor a worker's; the event loop is told not to live for it.
 *
 * @module
 */

/** Numbers of system calls that libc has no function for. */
const NUMBERS = {
  x86_64: { futex: 202n, userfaultfd: 323n },
  aarch64: { futex: 98n, userfaultfd: 282n },
} as const;

const FUTEX_WAIT = 0;
const FUTEX_WAKE = 1;
const EVERYBODY = 0x7fffffff;
const LIBRARY = "libc.so.6";

const FUTEX_PARAMETERS = ["i64", "usize", "i32", "u32", "usize", "usize", "u32"] as const;

/** Sleeping and waking in the kernel, in a memory. The words are those of its addresses, in whatever process they are mapped. */
export interface Futex {
  /** Sleeps while the word is `expected`, at most `timeoutNs` (negative: for ever). */
  sleep(address: number, expected: number, timeoutNs: number): void;
  /** The same on another thread; a promise that keeps no event loop alive. */
  sleepElsewhere(address: number, expected: number, timeoutNs: number): Promise<unknown>;
  /** Wakes all who sleep on the word, in all processes. */
  wake(address: number): void;
  /** The kernel cannot be called: sleeps are short, and nobody is woken. */
  readonly isMute: boolean;
}

/** Why the kernel cannot be asked here, as the second half of a message; null where it can. */
export function libcRefusal(): string | null {
  const { os, arch } = Deno.build;
  if (os !== "linux") {
    return `the system must be Linux, got ${os}: there it would take os_sync_wait_on_address or WaitOnAddress between processes`;
  }
  if (!(arch in NUMBERS)) return `the processor must be x86_64 or aarch64, got ${arch}`;
  const { state } = Deno.permissions.querySync({ name: "ffi", path: LIBRARY });
  if (state !== "granted") return `the permission --allow-ffi must be granted, got "${state}"`;
  if (unreferencing() === undefined) {
    return `the runtime must let a pending call be unreferenced, got Deno ${Deno.version.deno}`;
  }
  return null;
}

/** Numbers of this machine's system calls. */
export function callNumbers(): { futex: bigint; userfaultfd: bigint } {
  return NUMBERS[Deno.build.arch as keyof typeof NUMBERS];
}

/** Address of a memory in this process. */
export function addressOf(view: ArrayBufferView<ArrayBufferLike>): bigint {
  return BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(view as ArrayBufferView<ArrayBuffer>)));
}

/** Opens the futex of a memory; a mute one where that is not permitted. */
export function openFutex(memory: WebAssembly.Memory): Futex {
  if (libcRefusal() !== null) return muteFutex(memory);
  const { symbols } = Deno.dlopen(LIBRARY, {
    call: { name: "syscall", parameters: FUTEX_PARAMETERS, result: "i32" },
    callElsewhere: { name: "syscall", parameters: FUTEX_PARAMETERS, result: "i32", nonblocking: true },
  });
  const number = callNumbers().futex;
  const base = addressOf(new Uint8Array(memory.buffer));
  const unreference = unreferencing()!;
  const timespec = new BigInt64Array(64); // so long that it does not move
  const timespecAt = addressOf(timespec);
  const limit = (timeoutNs: number, place: number): bigint => {
    if (timeoutNs < 0) return 0n;
    timespec[place] = BigInt(Math.floor(timeoutNs / 1e9));
    timespec[place + 1] = BigInt(Math.floor(timeoutNs % 1e9));
    return timespecAt + BigInt(place * 8);
  };
  return {
    isMute: false,
    sleep(address, expected, timeoutNs) {
      symbols.call(number, base + BigInt(address), FUTEX_WAIT, expected, limit(timeoutNs, 0), 0n, 0);
    },
    sleepElsewhere(address, expected, timeoutNs) {
      const at = limit(timeoutNs, 2); // read by the kernel on the other thread: the next call that writes it comes after this one's end
      const ended = symbols.callElsewhere(number, base + BigInt(address), FUTEX_WAIT, expected, at, 0n, 0);
      unreference(ended);
      return ended;
    },
    wake(address) {
      symbols.call(number, base + BigInt(address), FUTEX_WAKE, EVERYBODY, 0n, 0n, 0);
    },
  };
}

/** How long who cannot call the kernel sleeps at a time. */
const MUTE_SLEEP_MS = 5;

function muteFutex(memory: WebAssembly.Memory): Futex {
  const words = new Int32Array(memory.buffer); // whoever sleeps has read the word: it was there by then
  return {
    isMute: true,
    sleep(address, expected, timeoutNs) {
      const timeoutMs = timeoutNs < 0 ? MUTE_SLEEP_MS : Math.min(timeoutNs / 1e6, MUTE_SLEEP_MS);
      Atomics.wait(
        address >>> 2 < words.length ? words : new Int32Array(memory.buffer),
        address >>> 2,
        expected | 0,
        timeoutMs,
      );
    },
    sleepElsewhere: () =>
      new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, MUTE_SLEEP_MS) as unknown as number)),
    wake() {},
  };
}

/** How Deno is told that a pending call is not to keep the event loop alive; it has no public name for it. */
function unreferencing(): ((pending: Promise<unknown>) => void) | undefined {
  const { internal } = Deno as unknown as { internal: symbol };
  const { core } = (Deno as unknown as Record<symbol, { core?: { unrefOpPromise?(pending: Promise<unknown>): void } }>)[
    internal
  ] ?? {};
  return core?.unrefOpPromise;
}

/** The functions of libc for memory that others can map. */
export interface MemoryCalls {
  memfd_create(name: Uint8Array<ArrayBuffer>, flags: number): number;
  open(path: Uint8Array<ArrayBuffer>, flags: number): number;
  close(descriptor: number): number;
  fchmod(descriptor: number, mode: number): number;
  fcntl(descriptor: number, command: number, argument: number): number;
  ftruncate(descriptor: number, bytes: bigint): number;
  lseek(descriptor: number, offset: bigint, whence: number): bigint;
  pread(descriptor: number, target: Uint8Array<ArrayBuffer>, bytes: bigint, offset: bigint): bigint;
  pwrite(descriptor: number, source: bigint, bytes: bigint, offset: bigint): bigint;
  mmap(address: bigint, bytes: bigint, protection: number, flags: number, descriptor: number, offset: bigint): bigint;
  munmap(address: bigint, bytes: bigint): number;
  ioctl(descriptor: number, request: bigint, argument: BigUint64Array<ArrayBuffer>): number;
  /** `syscall` with one argument. */
  syscall(number: bigint, argument: number): bigint;
}

/** Opens them, for as long as the answer is not closed. */
export function openMemoryCalls(): { calls: MemoryCalls; close(): void } {
  const library = Deno.dlopen(LIBRARY, {
    memfd_create: { parameters: ["buffer", "u32"], result: "i32" },
    open: { parameters: ["buffer", "i32"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
    fchmod: { parameters: ["i32", "u32"], result: "i32" },
    fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
    ftruncate: { parameters: ["i32", "i64"], result: "i32" },
    lseek: { parameters: ["i32", "i64", "i32"], result: "i64" },
    pread: { parameters: ["i32", "buffer", "usize", "i64"], result: "i64" },
    pwrite: { parameters: ["i32", "usize", "usize", "i64"], result: "i64" },
    mmap: { parameters: ["usize", "usize", "i32", "i32", "i32", "i64"], result: "usize" },
    munmap: { parameters: ["usize", "usize"], result: "i32" },
    ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
    syscall: { parameters: ["i64", "i32"], result: "i64" },
  });
  return { calls: library.symbols as unknown as MemoryCalls, close: () => library.close() };
}
