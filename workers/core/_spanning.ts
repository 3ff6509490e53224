/**
 * Trees that span several address spaces: how the memory of a tree becomes one that other processes of the operating system can map.
 *
 * It begins as memory of the one process. `ensureSpanning` puts a sealed memfd in its place, with the same content, so that every address and
 * every view stays what it was; `adoptMapped` does the same to an empty memory of another process. The memory has all its pages from then on,
 * most of which take no room until they are used, so that nobody has to grow it any more.
 *
 * Other threads of this process may write meanwhile. So the pages are first protected by userfaultfd: who writes is held up by the kernel until
 * the new mapping stands, and goes on in that. Where there is no userfaultfd, the memory can only be moved before the first worker starts.
 *
 * Who may attach: whoever may open `/proc/PID/fd` of the root, that is the same user (and root). Nobody can make the file shorter or longer
 * (seals), and it has no name. A process of the same user that means harm could also trace us; it is not kept out.
 *
 * @module
 */

import { type Core, instantiateCore } from "./_core.ts";
import { createLedgers } from "./_debts.ts";
import { addressOf, callNumbers, libcRefusal, type MemoryCalls, openMemoryCalls } from "./_libc.ts";
import { PAGE_BYTES, type Tree } from "./_tree.ts";

/** How a process of the operating system finds the memory of its tree. */
export interface Mapping {
  /** A path that opens as the memory as long as the tree's root lives. */
  fdPath: string;
  /** 32 hexadecimal digits that stand in it: another memory is not taken for it. */
  token: string;
}

const O_RDWR = 2;
const O_CLOEXEC = 0o2000000;
const MFD_CLOEXEC = 1;
const MFD_ALLOW_SEALING = 2;
const F_ADD_SEALS = 1033;
const F_GET_SEALS = 1034;
/** Against sealing otherwise, shrinking and growing. */
const SEALS = 1 | 2 | 4;
const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;
const MAP_FIXED = 0x10;
const SEEK_END = 2;
const OWNER_ONLY = 0o600;
const TOKEN_BYTES = 16;

/** Moves the memory where others can map it, if it is not there yet. @throws {Error} where that is not possible: what is missing, and what works. */
export function ensureSpanning(tree: Tree): Mapping {
  const { core, self } = tree;
  if (core.spans() === 0) {
    const refusal = libcRefusal();
    if (refusal !== null) throw refused(refusal);
    tree.whole(() => {
      core.spanLock(self); // held for some milliseconds, by who moves
      try {
        if (core.spans() === 0) begin(tree);
      } finally {
        core.spanUnlock(self);
      }
    });
  }
  return {
    fdPath: `/proc/${core.spanSpace()}/fd/${core.spanDescriptor()}`,
    token: tree.bytes(core.spanToken() + TOKEN_BYTES).slice(core.spanToken(), core.spanToken() + TOKEN_BYTES).toHex(),
  };
}

function begin(tree: Tree): void {
  const { core, self, memory, module } = tree;
  const { calls, close } = openMemoryCalls();
  try {
    proveMapping(calls, module);
    const ledgers = createLedgers(tree);
    const token = core.spanToken();
    crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)).forEach((byte, index) => bytesOf(memory)[token + index] = byte);
    const descriptor = moveMemory(calls, memory, core.memoryPagesMax() * PAGE_BYTES, core.othersArePresent(self) !== 0);
    core.spanBegin(Deno.pid, descriptor, ledgers);
  } finally {
    close();
  }
}

/** Maps a tree's memory in this process, as an empty one that was given its pages. @throws {Error} when it is not that memory. */
export function adoptMapped({ fdPath, token }: Mapping, module: WebAssembly.Module): WebAssembly.Memory {
  const refusal = libcRefusal();
  if (refusal !== null) throw refused(refusal);
  const { calls, close } = openMemoryCalls();
  let descriptor = -1;
  try {
    descriptor = calls.open(textOf(fdPath), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
      throw new Error(`Cannot attach to the tree: ${fdPath} must be a memory of it, and cannot be opened`);
    }
    if (calls.fcntl(descriptor, F_GET_SEALS, 0) !== SEALS) {
      throw new Error(`Cannot attach to the tree: ${fdPath} must be a memory of it, got another file`);
    }
    const bytes = Number(calls.lseek(descriptor, 0n, SEEK_END));
    const pages = bytes / PAGE_BYTES;
    const memory = emptyMemory(pages);
    const found = new Uint8Array(TOKEN_BYTES);
    calls.pread(descriptor, found, BigInt(TOKEN_BYTES), BigInt(instantiateCore(module, memory).spanToken()));
    if (found.toHex() !== token) {
      throw new Error(`Cannot attach to the tree: the token of ${fdPath} must be ${token}, got that of another tree`);
    }
    mapOver(calls, memory, bytes, descriptor);
    return memory;
  } finally {
    if (descriptor >= 0) calls.close(descriptor);
    close();
  }
}

function emptyMemory(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    throw refused(
      `the system must have room for ${pages * PAGE_BYTES} bytes of addresses (see limitSharedMemory)`,
      error,
    );
  }
}

function refused(reason: string, cause?: unknown): Error {
  const message = `Cannot start a process of the operating system: ${reason}; startMethod "worker" works without`;
  return new Error(message, cause === undefined ? undefined : { cause });
}

function textOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text + "\0");
}

/** A view of the memory as it is now: one that was made before has the length of that time. */
function bytesOf(memory: WebAssembly.Memory): Uint8Array<SharedArrayBuffer> {
  memory.grow(0);
  return new Uint8Array(memory.buffer as unknown as SharedArrayBuffer);
}

/** A descriptor of new, sealed memory. */
function createMemory(calls: MemoryCalls, bytes: number): number {
  const descriptor = calls.memfd_create(textOf("quanta"), MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) throw refused("the system must have memfd_create, and a descriptor to spare");
  const isWhole = calls.fchmod(descriptor, OWNER_ONLY) === 0 && calls.ftruncate(descriptor, BigInt(bytes)) === 0 &&
    calls.fcntl(descriptor, F_ADD_SEALS, SEALS) === 0;
  if (isWhole) return descriptor;
  calls.close(descriptor);
  throw refused(`the system must allow ${bytes} bytes of shared memory, and to seal them`);
}

/** Puts a descriptor's memory in the place of a memory's pages. */
function mapOver(calls: MemoryCalls, memory: WebAssembly.Memory, bytes: number, descriptor: number): void {
  const base = addressOf(bytesOf(memory));
  const mapped = calls.mmap(base, BigInt(bytes), PROT_READ_WRITE, MAP_SHARED | MAP_FIXED, descriptor, 0n);
  if (mapped !== base) throw refused("the system must map memory in place of other memory");
}

/** Moves a memory that has at most so many bytes; answers the descriptor that it can be mapped by. */
function moveMemory(calls: MemoryCalls, memory: WebAssembly.Memory, bytesMax: number, isShared: boolean): number {
  const guard = isShared ? new WriteGuard(calls) : null;
  let descriptor = -1;
  try {
    const usedBytes = growToMaximum(memory, bytesMax);
    descriptor = createMemory(calls, bytesMax);
    guard?.protect(addressOf(bytesOf(memory)), bytesMax);
    // From here to the new mapping nothing may write to the memory, this thread included.
    copyInto(calls, descriptor, addressOf(bytesOf(memory)), usedBytes);
    mapOver(calls, memory, bytesMax, descriptor);
    return descriptor;
  } catch (error) {
    if (descriptor >= 0) calls.close(descriptor);
    throw error;
  } finally {
    guard?.lift();
  }
}

/** Gives a memory all its pages; answers how many bytes it had. Another thread may grow it meanwhile: then there are more. */
function growToMaximum(memory: WebAssembly.Memory, bytesMax: number): number {
  for (;;) { // ends when nobody grows it in between, at the latest when it cannot grow
    const bytes = bytesOf(memory).length;
    try {
      memory.grow((bytesMax - bytes) / PAGE_BYTES);
      return bytes;
    } catch (error) {
      if (bytesOf(memory).length !== bytes) continue; // somebody grew it
      throw refused(`the system must have room for ${bytesMax} bytes of addresses (see limitSharedMemory)`, error);
    }
  }
}

function copyInto(calls: MemoryCalls, descriptor: number, source: bigint, bytes: number): void {
  for (let done = 0; done < bytes;) {
    const written = Number(calls.pwrite(descriptor, source + BigInt(done), BigInt(bytes - done), BigInt(done)));
    if (written <= 0) throw refused(`the system must have room for ${bytes} bytes of shared memory`);
    done += written;
  }
}

const UFFD_USER_MODE_ONLY = 1;
const UFFD_API = 0xaan;
const UFFD_FEATURE_WP_UNPOPULATED = 1n << 13n;
const UFFDIO_API = 0xc018aa3fn;
const UFFDIO_REGISTER = 0xc020aa00n;
const UFFDIO_WRITEPROTECT = 0xc018aa06n;
const REGISTER_MODE_WP = 2n;
const WRITEPROTECT_MODE_WP = 1n;

/** Holds up whoever writes to a range of memory, until it is lifted; then they write to what is mapped there. */
class WriteGuard {
  readonly #calls: MemoryCalls;
  readonly #descriptor: number;

  /** @throws {Error} where the kernel has no such thing. */
  constructor(calls: MemoryCalls) {
    this.#calls = calls;
    this.#descriptor = Number(calls.syscall(callNumbers().userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY));
    const api = new BigUint64Array([UFFD_API, UFFD_FEATURE_WP_UNPOPULATED, 0n]);
    if (this.#descriptor < 0 || calls.ioctl(this.#descriptor, UFFDIO_API, api) !== 0) this.#refuse();
  }

  protect(address: bigint, bytes: number): void {
    const range = [address, BigInt(bytes)];
    const { ioctl } = this.#calls;
    if (ioctl(this.#descriptor, UFFDIO_REGISTER, new BigUint64Array([...range, REGISTER_MODE_WP, 0n])) !== 0) {
      this.#refuse();
    }
    const protection = new BigUint64Array([...range, WRITEPROTECT_MODE_WP]);
    if (ioctl(this.#descriptor, UFFDIO_WRITEPROTECT, protection) !== 0) this.#refuse();
  }

  lift(): void {
    if (this.#descriptor >= 0) this.#calls.close(this.#descriptor);
  }

  #refuse(): never {
    this.lift();
    throw refused(
      "while workers run already, the kernel must have userfaultfd (Linux 6.4 or newer, and no sandbox against it); " +
        'start the first such process before the first worker, or call setStartMethod("spawn") then',
    );
  }
}

/** Pages of the memory in which the assumptions are proved: at first, at most, and what they hold. */
const PROOF_PAGES = 4;
const PROOF_PAGES_MAX = 8;
const PROOF = 0x5eed;

/** Proves in a memory that nobody uses what `_libc.ts` assumes. @throws {Error} when V8 behaves otherwise. */
function proveMapping(calls: MemoryCalls, module: WebAssembly.Module): void {
  const bytes = PROOF_PAGES_MAX * PAGE_BYTES;
  const memory = new WebAssembly.Memory({ initial: PROOF_PAGES, maximum: PROOF_PAGES_MAX, shared: true });
  const core = instantiateCore(module, memory);
  const early = new Int32Array(memory.buffer);
  core.wordStore(0, PROOF);
  const descriptor = createMemory(calls, bytes);
  try {
    copyInto(calls, descriptor, addressOf(early), early.byteLength);
    mapOver(calls, memory, bytes, descriptor);
    const other = calls.mmap(0n, BigInt(bytes), PROT_READ_WRITE, MAP_SHARED, descriptor, 0n);
    try {
      const seen = new Deno.UnsafePointerView(Deno.UnsafePointer.create(other)!);
      if (!behaves(memory, core, early, seen)) {
        throw refused(
          `shared memory must stay in its place when it grows, got Deno ${Deno.version.deno} (V8 ${Deno.version.v8})`,
        );
      }
    } finally {
      calls.munmap(other, BigInt(bytes));
    }
  } finally {
    calls.close(descriptor);
  }
}

/** Whether compiled code, a view from before, atomics and pages that came later all are in the mapping that another sees. */
function behaves(memory: WebAssembly.Memory, core: Core, early: Int32Array, seen: Deno.UnsafePointerView): boolean {
  if (core.wordLoad(0) !== PROOF || seen.getInt32(0) !== PROOF) return false;
  core.wordStore(4, PROOF + 1);
  Atomics.add(early, 2, PROOF + 2);
  if (seen.getInt32(4) !== PROOF + 1 || seen.getInt32(8) !== PROOF + 2) return false;
  memory.grow(PROOF_PAGES_MAX - PROOF_PAGES);
  const last = PROOF_PAGES_MAX * PAGE_BYTES - 4;
  core.wordStore(last, PROOF + 3);
  Atomics.store(early, 0, PROOF + 4);
  const late = new Int32Array(memory.buffer);
  return seen.getInt32(last) === PROOF + 3 && seen.getInt32(0) === PROOF + 4 && late[last / 4] === PROOF + 3 &&
    core.wordLoad(0) === PROOF + 4;
}
