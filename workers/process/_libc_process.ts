/**
 * What the library asks of Linux about processes, by the C library: names, deaths, niceness, CPUs. Opened as they are
 * needed, and never where there are only workers. What it asks about memory and sleeping stands in `core/_libc.ts`.
 *
 * Nothing here knows of trees. Calls that fail answer null or false; why does not matter to whoever asks, or the text says it.
 *
 * @module
 */

const SYMBOLS = {
  prctl: { parameters: ["i32", "usize", "usize", "usize", "usize"], result: "i32" },
  prctlName: { name: "prctl", parameters: ["i32", "buffer", "usize", "usize", "usize"], result: "i32" },
  getppid: { parameters: [], result: "i32" },
  waitid: { parameters: ["i32", "i32", "buffer", "i32"], result: "i32" },
  poll: { parameters: ["buffer", "usize", "i32"], result: "i32" },
  eventfd: { parameters: ["u32", "i32"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  open: { parameters: ["buffer", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  access: { parameters: ["buffer", "i32"], result: "i32" },
  getcwd: { parameters: ["buffer", "usize"], result: "pointer" },
  sched_getaffinity: { parameters: ["i32", "usize", "buffer"], result: "i32" },
  setpriority: { parameters: ["i32", "u32", "i32"], result: "i32" },
  sched_setaffinity: { parameters: ["i32", "usize", "buffer"], result: "i32" },
  pidfd_open: { name: "syscall", parameters: ["i64", "i32", "u32"], result: "i64" },
  pidfd_send_signal: { name: "syscall", parameters: ["i64", "i32", "i32", "usize", "u32"], result: "i64" },
  getdents64: { name: "syscall", parameters: ["i64", "i32", "buffer", "usize"], result: "i64" },
} as const;

/** Numbers of system calls that the C library of Debian 12 and older does not wrap; the first two are the same on all machines. */
const PIDFD_SEND_SIGNAL = 424n;
const PIDFD_OPEN = 434n;
const GETDENTS64 = { x86_64: 217n, aarch64: 61n } as const;

const PR_SET_PDEATHSIG = 1;
const PR_SET_NAME = 15;
const P_PIDFD = 3;
/** WNOHANG, WEXITED, WNOWAIT: looks, and leaves the process for Deno to reap. */
const LOOK = 0x1 | 0x4 | 0x01000000;
/** Of `si_code` in what waitid writes: it returned, rather than was killed. */
const CLD_EXITED = 1;
const EVENTFD_FLAGS = 0o2004000; // close at exec, nonblocking
const DIRECTORY_FLAGS = 0o2200000; // directory, close at exec
const READ_FLAGS = 0o2000000;
const POLLIN = 1;

const PATH_BYTES_MAX = 4096;
/** Of a set of CPUs: 8,192 of them, which is what Linux can be built for. */
const CPU_BYTES_MAX = 1024;

type Symbols = Deno.StaticForeignLibraryInterface<typeof SYMBOLS>;
const opened: Partial<Record<keyof Symbols, unknown>> = {};

/** One function of the C library. Each takes a while to open, and a process needs few. */
function libc<Name extends keyof Symbols>(name: Name): Symbols[Name] {
  const found = opened[name] ??= Deno.dlopen("libc.so.6", { [name]: SYMBOLS[name] }).symbols[name];
  return found as Symbols[Name];
}

function cString(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}

/** Has the system kill this process when the thread that started it ends. */
export function dieWithParent(signal: number): void {
  libc("prctl")(PR_SET_PDEATHSIG, BigInt(signal), 0n, 0n, 0n);
}

/** The process that this one is a child of. */
export function parentOfThis(): number {
  return libc("getppid")();
}

/** What `ps` and `top` show: the first 15 bytes. */
export function nameProcess(name: string): void {
  libc("prctlName")(PR_SET_NAME, cString(name), 0n, 0n, 0n);
}

/** A descriptor of a process, which becomes readable when that ends; null when there is none any more. To be closed. */
export function openProcess(pid: number): number | null {
  const descriptor = Number(libc("pidfd_open")(PIDFD_OPEN, pid, 0));
  return descriptor < 0 ? null : descriptor;
}

/** Sends a signal to the process of a descriptor; whether there was one. */
export function signalProcess(descriptor: number, signal: number): boolean {
  return Number(libc("pidfd_send_signal")(PIDFD_SEND_SIGNAL, descriptor, signal, 0n, 0)) === 0;
}

/** How a child of this process ended: its code, or minus the signal; null when it runs, is no child, or was reaped by another. */
export function endOf(descriptor: number): number | null {
  const info = new Int32Array(32); // siginfo_t: signal, errno, code, padding, pid, uid, status
  if (libc("waitid")(P_PIDFD, descriptor, info, LOOK) !== 0 || info[4] === 0) return null;
  return info[2] === CLD_EXITED ? info[6] : -info[6];
}

/** Sleeps until one of the descriptors is readable, or the time is up: those that are. */
export function sleepUntilReadable(descriptors: readonly number[], timeoutMs: number): number[] {
  const polled = new Int32Array(2 * descriptors.length); // fd, then events and revents in one word
  descriptors.forEach((descriptor, index) => polled.set([descriptor, POLLIN], 2 * index));
  libc("poll")(polled, BigInt(descriptors.length), timeoutMs);
  return descriptors.filter((_, index) => polled[2 * index + 1] >> 16 !== 0);
}

/** A descriptor that `ring` makes readable, and `quiet` not readable again. @throws {RangeError} when no more files may be opened. */
export function makeBell(): number {
  const bell = libc("eventfd")(0, EVENTFD_FLAGS);
  if (bell < 0) throw new RangeError("Cannot start the process: the program may open no more files (ulimit -n)");
  return bell;
}

/** What `ring` adds to a bell, and when it is the last time: more than all others together. */
const RING = 1n;
const LAST_RING = 1n << 40n;

export function ring(bell: number, last: boolean): void {
  libc("write")(bell, new BigUint64Array([last ? LAST_RING : RING]), 8n);
}

/** Whether it was rung for the last time. */
export function quiet(bell: number): boolean {
  const sum = new BigUint64Array(1);
  return libc("read")(bell, sum, 8n) === 8n && sum[0] >= LAST_RING;
}

export function closeDescriptor(descriptor: number): void {
  libc("close")(descriptor);
}

/** The words of the command line of this program, as Deno was started. */
export function commandLine(): string[] {
  const descriptor = libc("open")(cString("/proc/self/cmdline"), READ_FLAGS);
  if (descriptor < 0) return [];
  const parts: Uint8Array[] = [];
  for (;;) { // ends with the file, which is as long as the kernel takes command lines
    const part = new Uint8Array(65536);
    const length = Number(libc("read")(descriptor, part, BigInt(part.length)));
    if (length <= 0) break;
    parts.push(part.subarray(0, length));
  }
  libc("close")(descriptor);
  const bytes = new Uint8Array(parts.flatMap((part) => [...part]));
  return new TextDecoder().decode(bytes).split("\0").slice(0, -1);
}

/** Whether a file is there. Deno asks for a permission to say so. */
export function fileExists(path: string): boolean {
  return libc("access")(cString(path), 0) === 0;
}

/** The folder that this process works in. */
export function workingFolder(): string {
  const buffer = new Uint8Array(PATH_BYTES_MAX);
  if (libc("getcwd")(buffer, BigInt(buffer.length)) === null) return "/";
  return new TextDecoder().decode(buffer.subarray(0, buffer.indexOf(0)));
}

/** Makes all threads of this process so nice. @throws {RangeError} when the system does not let it. */
export function setNiceness(niceness: number): void {
  for (const thread of threadsOfThis()) {
    if (libc("setpriority")(0, thread, niceness) !== 0) {
      throw new RangeError(`Cannot run the process: niceness must be one that the system permits, got ${niceness}`);
    }
  }
}

/** Has this thread, and what is started meanwhile, run on these CPUs only. @throws {RangeError} when none of them is there. */
export function onCpus<T>(cpus: readonly number[], action: () => T): T {
  const before = new Uint8Array(CPU_BYTES_MAX);
  const length = libc("sched_getaffinity")(0, BigInt(before.length), before);
  const wanted = new Uint8Array(CPU_BYTES_MAX);
  for (const cpu of cpus) wanted[cpu >> 3] |= 1 << (cpu & 7);
  if (libc("sched_setaffinity")(0, BigInt(wanted.length), wanted) !== 0) {
    throw new RangeError(`Cannot start the process: cpus must name CPUs that there are, got ${cpus.join(", ")}`);
  }
  try {
    return action();
  } finally {
    if (length >= 0) libc("sched_setaffinity")(0, BigInt(before.length), before);
  }
}

/** Thread ids. What they start later inherits what is set for them. */
function threadsOfThis(): number[] {
  const descriptor = libc("open")(cString("/proc/self/task"), DIRECTORY_FLAGS);
  if (descriptor < 0) return [0];
  const threads: number[] = [];
  const buffer = new Uint8Array(32768);
  const view = new DataView(buffer.buffer);
  for (;;) { // ends with the folder
    const length = Number(
      libc("getdents64")(
        GETDENTS64[Deno.build.arch as keyof typeof GETDENTS64],
        descriptor,
        buffer,
        BigInt(buffer.length),
      ),
    );
    if (length <= 0) break;
    for (let at = 0; at < length; at += view.getUint16(at + 16, true)) { // inode, offset, length, kind, name
      const end = buffer.indexOf(0, at + 19);
      const name = new TextDecoder().decode(buffer.subarray(at + 19, end));
      if (/^\d+$/.test(name)) threads.push(Number(name));
    }
  }
  libc("close")(descriptor);
  return threads;
}
