/**
 * The two forms of waiting. Both follow the protocol of sequence words (`engine/assembly/sync/process.ts`): read the word, arm
 * the object, try once more, sleep while the word is what it was.
 *
 * `waitSync` puts the thread to sleep. `waitAsync` leaves it to the event loop: all awaited waits of a process on one
 * word share one `Atomics.waitAsync`, so that given-up waits do not pile up, and while any is under way a timer
 * keeps the event loop alive, which Deno does not do for `Atomics.waitAsync`.
 *
 * The bell. Every process that awaits anything listens to the bell of its control block. It rings when the process is told to
 * end, when any process of the tree has died (then everything that is awaited is tried again), and for those who wait for
 * several objects at once.
 *
 * Guests. What this process serves besides (its pools) goes on while its thread waits: before each sleep they do what there is to do, and
 * have the thread woken for what comes. That may run code of the user's, which may wait too: so whoever waits keeps nothing meanwhile that another
 * use of the library would overwrite, and begins its turn anew afterwards.
 *
 * @module
 */

import { BUSY, ENDED, TIMED_OUT } from "./_core.ts";
import { ProcessEnded, ProcessInterrupted, type Tree } from "./_tree.ts";

/** Something to wait for. Its tries answer a code of the core; `BUSY` means not yet. */
export interface Waitable {
  /** Address of the sequence word. */
  readonly sequence: number;
  /** What it is, for an observer: "an event". */
  readonly what?: string;
  /** An observer is told by whoever waits. */
  readonly silent?: boolean;
  /** Says that somebody will sleep, and tries again. */
  arm(): number;
  /**
   * Why the wait can never end, if so; or when to ask again, in milliseconds, where that is sooner than in a second. Asked before each
   * sleep of a wait without a limit. `seen` is what the sequence word was before the last try.
   */
  hopeless?(seen: number): Error | number | null;
  /** Called after each sleep, and at the end. Only of a wait that blocks. */
  awake?(): void;
  /** Spins; true when a try may succeed now. Only for waits that are often short. */
  spin?(turns: number): boolean;
  /** Tries without saying that somebody will sleep, after a spin; whoever sets the object in motion then need wake nobody. */
  attempt?(): number;
  /** How long spins for this object pay. Without one, that of the process. */
  readonly pace?: Spin;
  /** The same while it is awaited. Without one, nobody spins: the event loop has others to serve. */
  readonly awaitedPace?: Spin;
}

/** The longest sleep of one turn: timers count in 31 bits. */
const TURN_MAX_MS = 2 ** 30;
/** The same for a wait that may turn out hopeless. */
const REVIEW_MS = 1000;

/**
 * Bounds of the adaptive spin, in turns of half a nanosecond or more. The longest is a bit more than it takes to wake a thread
 * on another core: 37 µs on a virtual machine of two cores (`deno task bench --suite limits`). With less, two sides that have
 * both gone to sleep never find out that it would pay to stay awake. The first spin is of full length: where it is in vain, all
 * that follow are so short that they take as long together.
 */
const SPIN_MIN = 8;
const SPIN_MAX = 131_072;
/** How often, in failing spins, one of the full length is tried: at first, and at the most seldom. */
const PROBE_EVERY_FIRST = 16;
const PROBE_EVERY_MAX = 512;

/**
 * Adapts the length of a spin to what it brings: a spin that fails steals the CPU from the one it waits for. Now and then a
 * full spin finds out whether that has changed, the more seldom the less it brings.
 */
export class Spin {
  /** The length of the next spin. */
  turns: number;
  #failures = 0;
  #probeEvery = PROBE_EVERY_FIRST;

  /** A spin of an event loop begins `cautious`: with the shortest. */
  constructor({ cautious = false } = {}) {
    this.turns = cautious ? SPIN_MIN : SPIN_MAX;
  }

  run(waitable: { spin?(turns: number): boolean }): boolean {
    const probe = this.#failures >= this.#probeEvery;
    if (waitable.spin!(probe ? SPIN_MAX : this.turns)) {
      this.#failures = 0;
      if (probe) this.#probeEvery = PROBE_EVERY_FIRST;
      this.turns = probe ? SPIN_MAX : Math.min(SPIN_MAX, this.turns * 2);
      return true;
    }
    if (probe) {
      this.#failures = 0;
      this.#probeEvery = Math.min(PROBE_EVERY_MAX, this.#probeEvery * 2);
    } else this.#failures += 1;
    this.turns = Math.max(SPIN_MIN, this.turns >> 1);
    return false;
  }
}

/** How often awaited waits that cannot hear of other address spaces are tried again. */
const DEAF_LOOK_MS = 5;

const spins = new WeakMap<Tree, Spin>();

function spinOf(tree: Tree): Spin {
  let spin = spins.get(tree);
  if (spin === undefined) spins.set(tree, spin = new Spin());
  return spin;
}

/** Sleeps until the waitable answers something else than `BUSY`, or the time is up (`TIMED_OUT`). */
export function waitSync(tree: Tree, waitable: Waitable, timeoutMs: number): number {
  const { core, self } = tree;
  const deadline = timeoutMs === Infinity ? Infinity : performance.now() + timeoutMs;
  if (timeoutMs > 0 && waitable.spin !== undefined && (waitable.pace ?? spinOf(tree)).run(waitable)) {
    const code = waitable.attempt !== undefined ? waitable.attempt() : waitable.arm();
    if (code !== BUSY) return ended(code);
  }
  let told = false;
  try {
    for (;;) { // ends with an answer or the deadline; each turn sleeps until something changed
      const seen = core.waitBegin(self, waitable.sequence);
      const code = waitable.arm();
      if (code !== BUSY) return ended(code);
      if (tree.seesDeath()) continue; // what the dead had on its way is given back, which may be what is waited for
      if (tree.guests.size > 0 && serveGuests(tree, true)) {
        if (performance.now() < deadline) {
          if (core.takeInterrupt(self) !== 0) throw new ProcessInterrupted();
          continue;
        }
        const last = waitable.arm();
        return last === BUSY ? TIMED_OUT : ended(last);
      }
      if (deadline !== Infinity && performance.now() >= deadline) return TIMED_OUT;
      if (core.takeInterrupt(self) !== 0) throw new ProcessInterrupted();
      if (!told && tree.observer !== null) {
        told = tellBlocked(tree, waitable);
        continue; // the observer may have waited itself
      }
      const restMs = sleepMs(tree, deadline, deadline === Infinity ? reviewed(waitable, seen) : Infinity);
      const woken = core.park(self, waitable.sequence, seen, restMs);
      waitable.awake?.();
      if (woken === ENDED) throw new ProcessEnded();
      runChores(tree);
    }
  } finally {
    waitable.awake?.();
    core.waitEnd(self);
    if (told) tree.tell("resumed", waitable.what ?? UNNAMED);
  }
}

/** Has what goes on besides go on; whether there was anything to do. */
function serveGuests(tree: Tree, sleeps: boolean): boolean {
  let served = false;
  for (const guest of [...tree.guests]) if (guest.serve(sleeps)) served = true;
  return served;
}

/** For calls that do not wait and may be asked again and again until something is so: what a blocking wait does meanwhile. */
export function lookAfterGuests(tree: Tree): void {
  if (tree.guests.size === 0) return;
  tree.seesDeath();
  runChores(tree);
  serveGuests(tree, false);
}

/** In how many milliseconds a wait without a limit is to wake to see whether there is still hope. */
function reviewed(waitable: Waitable, seen: number): number {
  if (waitable.hopeless === undefined) return Infinity;
  const answer = waitable.hopeless(seen);
  if (answer instanceof Error) throw answer;
  return answer ?? REVIEW_MS;
}

/** How an observer is told of a wait for something that has no name. */
const UNNAMED = "something";

function tellBlocked(tree: Tree, waitable: Waitable): true {
  tree.tell("blocked", waitable.what ?? UNNAMED);
  return true;
}

/** Milliseconds to sleep: until the deadline, the next chore or the next review; negative for ever. */
function sleepMs(tree: Tree, deadline: number, reviewMs: number): number {
  let until = deadline;
  if (tree.chores.size > 0) { for (const chore of tree.chores) until = Math.min(until, chore.atMs); }
  const restMs = until === Infinity ? Infinity : Math.max(0, until - performance.now());
  const leastMs = Math.min(restMs, reviewMs);
  return leastMs === Infinity ? -1 : Math.min(TURN_MAX_MS, leastMs);
}

/** Does what is due. */
export function runChores(tree: Tree): void {
  if (tree.chores.size === 0) return;
  const now = performance.now();
  for (const chore of [...tree.chores]) {
    if (chore.atMs <= now) chore.run();
  }
}

function ended(code: number): number {
  if (code === ENDED) throw new ProcessEnded();
  return code;
}

/** Awaits until the waitable answers something else than `BUSY`, or the time is up (`TIMED_OUT`). */
export async function waitAsync(
  tree: Tree,
  waitable: Waitable,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  signal?.throwIfAborted();
  const deadline = timeoutMs === Infinity ? Infinity : performance.now() + timeoutMs;
  const listener = listenerOf(tree);
  const { awaitedPace } = waitable;
  if (awaitedPace !== undefined && timeoutMs > 0 && listener.turns.maySpin && awaitedPace.run(waitable)) {
    const code = waitable.attempt!();
    if (code !== BUSY) return ended(code);
  }
  let told = false;
  const interruptCount = listener.interruptCount;
  listener.retain(waitable);
  try {
    for (;;) { // ends with an answer, the deadline, the signal or an interrupt
      const seen = tree.core.wordLoad(waitable.sequence) | 0;
      const code = waitable.arm();
      if (code !== BUSY) return ended(code);
      if (deadline - performance.now() <= 0) return TIMED_OUT;
      if (interruptCount !== listener.interruptCount && !waitable.silent) throw new ProcessInterrupted();
      if (!told && tree.observer !== null && !waitable.silent) {
        told = tellBlocked(tree, waitable);
        continue; // the observer may have waited itself
      }
      const restMs = deadline === Infinity ? reviewed(waitable, seen) : deadline - performance.now();
      await listener.change(waitable.sequence, seen, restMs, signal);
      signal?.throwIfAborted();
    }
  } finally {
    listener.release(waitable);
    if (told) tree.tell("resumed", waitable.what ?? UNNAMED);
  }
}

/** A promise of the next change of a word, by whatever process of the tree; null where it is no longer `seen`. Keeps no event loop alive. */
export function changeOf(tree: Tree, address: number, seen: number): Promise<unknown> | null {
  if (tree.ear !== null) return tree.ear.change(address, seen);
  const { async, value } = Atomics.waitAsync(tree.words(address + 4), address >>> 2, seen);
  return async ? value : null;
}

/** Has those who await a word in this address space look at it. */
export function wakeAwaited(tree: Tree, address: number): void {
  Atomics.notify(tree.words(address + 4), address >>> 2);
}

const listeners = new WeakMap<Tree, Listener>();

/** The process's listener; the first call makes it. */
export function listenerOf(tree: Tree): Listener {
  let listener = listeners.get(tree);
  if (listener === undefined) listeners.set(tree, listener = new Listener(tree));
  return listener;
}

/** So long after its last turn the event loop has the next before anybody spins again. */
const TURN_MS = 4;

/** Whether an event loop may be held up by a spin: it may as long as it had its turn lately. */
export class LoopTurns {
  #dueMs = 0;

  /** It had one. */
  had(): void {
    this.#dueMs = performance.now() + TURN_MS;
  }

  get maySpin(): boolean {
    return performance.now() < this.#dueMs;
  }
}

/** All awaited waits of one process. */
export class Listener {
  readonly #tree: Tree;
  /** For each word, those who wait for its next change. */
  readonly #waiting = new Map<number, Set<() => void>>();
  #waitingCount = 0;
  #keepAlive: ReturnType<typeof setInterval> | undefined;
  #ear: Promise<void> | undefined;
  #onEnd: (() => void) | undefined;
  #onInterrupt: (() => void) | undefined;
  /** How many awaited waits there are that an interrupt ends, and how many interrupts there were. */
  #openCount = 0;
  interruptCount = 0;
  readonly turns: LoopTurns = new LoopTurns();
  /** Called when the bell rings. */
  onBell: (() => void) | undefined;

  constructor(tree: Tree) {
    this.#tree = tree;
    tree.onEar.add(() => {
      for (const address of [...this.#waiting.keys(), tree.core.bellOf(tree.self, 0)]) wakeAwaited(tree, address);
    });
    this.#listenToBell();
  }

  /** What a child does when it is told to end while its event loop runs. */
  set onEnd(handler: () => void) {
    this.#onEnd = handler;
    if (this.#tree.core.isEnded(this.#tree.self)) handler();
  }

  /** What a child does that is to be interrupted while it awaits nothing of the library. */
  set onInterrupt(handler: () => void) {
    this.#onInterrupt = handler;
    this.#lookForInterrupt();
  }

  #lookForInterrupt(): void {
    const { core, self } = this.#tree;
    if (this.#onInterrupt === undefined || core.takeInterrupt(self) === 0) return;
    if (this.#openCount === 0) this.#onInterrupt();
    else this.interruptCount += 1;
  }

  /** A wait begins that ends with `release`. */
  retain({ silent }: Waitable): void {
    if (!silent) this.#openCount += 1;
  }

  release({ silent }: Waitable): void {
    if (!silent) this.#openCount -= 1;
  }

  /** Resolves when the word is no longer `seen`, when the time is up, at the signal, or without a reason. */
  change(address: number, seen: number, timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      let waiting = this.#waiting.get(address);
      if (waiting === undefined) {
        const value = changeOf(this.#tree, address, seen);
        if (value === null) return resolve();
        waiting = new Set();
        this.#waiting.set(address, waiting);
        const joined = waiting;
        value.then(() => {
          this.turns.had();
          this.#waiting.delete(address);
          this.#retryAll(joined);
        });
      }
      let timer: ReturnType<typeof setTimeout> | undefined;
      const joined = waiting;
      const done = () => {
        if (!joined.delete(done)) return;
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.#rest();
        resolve();
      };
      joined.add(done);
      this.#stay();
      if (timeoutMs !== Infinity) timer = setTimeout(done, Math.max(0, Math.min(timeoutMs, TURN_MAX_MS)));
      signal?.addEventListener("abort", done);
    });
  }

  /** Who waits for the word tries again. */
  retry(address: number): void {
    const waiting = this.#waiting.get(address);
    if (waiting !== undefined) this.#retryAll(waiting);
  }

  #retryAll(waiting: Set<() => void>): void {
    for (const done of [...waiting]) done();
  }

  /** Keeps the event loop alive until `#rest`. */
  #stay(): void {
    if (this.#waitingCount++ === 0) this.#keepAlive = setInterval(() => {}, TURN_MAX_MS);
  }

  #rest(): void {
    if (--this.#waitingCount === 0) clearInterval(this.#keepAlive);
  }

  #listenToBell(): void {
    const { core, self } = this.#tree;
    const bell = core.bellOf(self, 0);
    const listen = () => {
      for (;;) { // one turn for each ring that came while the last was answered
        const seen = core.wordLoad(bell) | 0;
        if (core.isEnded(self)) return this.#onEnd?.();
        this.#ring();
        const value = changeOf(this.#tree, bell, seen);
        if (value === null) continue;
        value.then(listen);
        return;
      }
    };
    listen();
  }

  /** The tree has come to span several address spaces. */
  #openEar(): void {
    const specifier = new URL("./_ear.ts", import.meta.url).href; // no literal, see process/_bootstrap.ts
    this.#ear ??= import(specifier).then(({ openEar }: typeof import("./_ear.ts")) => openEar(this.#tree), () => {
      // A process that may not read the library: it looks by itself.
      Deno.unrefTimer(setInterval(() => this.#ring(), DEAF_LOOK_MS) as unknown as number);
    });
  }

  /** Everyone who waits tries again. */
  #ring(): void {
    if (this.#tree.ear === null && this.#tree.core.spans() !== 0) this.#openEar();
    this.onBell?.();
    this.#lookForInterrupt();
    for (const waiting of [...this.#waiting.values()]) this.#retryAll(waiting);
  }
}
