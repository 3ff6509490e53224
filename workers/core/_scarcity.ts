/**
 * Waiting until there is shared memory again. Messages wait in private memory meanwhile (`Encoded.heap`), so that a moment in which
 * others have it all fails nobody.
 *
 * A wait ends with an error when no other process lives that could free something, and when nothing was freed for a while.
 *
 * @module
 */

import { ARMED, BUSY, ENDED, NO_MEMORY, OK, TIMED_OUT } from "./_core.ts";
import { ProcessEnded, type Tree, usedUp } from "./_tree.ts";
import { type Waitable, waitAsync, waitSync } from "./_wait.ts";

/** How long nothing may be freed before who waits for memory gives up. */
const PATIENCE_MS = 10_000;
/** The same where nobody else lives, for who does not block this thread: its own code may free something. */
const ALONE_MS = 1000;
/** How often who waits looks by itself: what another took in vain, and gave back, wakes nobody. */
const LOOK_EVERY_MS = 50;

/** Whether there is hope for memory yet. */
class Hope {
  readonly #tree: Tree;
  readonly #isBlocking: boolean;
  #seen: number;
  #sinceMs = performance.now();

  constructor(tree: Tree, isBlocking: boolean) {
    this.#tree = tree;
    this.#isBlocking = isBlocking;
    this.#seen = tree.core.wordLoad(tree.core.memorySequence());
  }

  /** @throws {RangeError} when there is none. */
  check(action: string): void {
    const { core, self } = this.#tree;
    const sequence = core.wordLoad(core.memorySequence());
    if (sequence !== this.#seen) [this.#seen, this.#sinceMs] = [sequence, performance.now()];
    const patienceMs = core.isAlone(self) === 0 ? PATIENCE_MS : this.#isBlocking ? -1 : ALONE_MS;
    if (performance.now() - this.#sinceMs > patienceMs) throw usedUp(action);
  }
}

/** Waits until `attempt` answers something else than `NO_MEMORY`, which it then answers. */
function memoryWaitable({ core }: Tree, attempt: () => number): Waitable {
  const arm = () => {
    core.memoryArm(ARMED); // first, so that what is freed after the attempt wakes
    const code = attempt();
    return code === NO_MEMORY ? BUSY : code;
  };
  return { what: "shared memory", sequence: core.memorySequence(), arm, silent: true };
}

/** Does something as soon as there is memory for it, blocking. Answers what it answers, or `TIMED_OUT`. @throws {RangeError} when there will be none. */
export function onceMemorySync(tree: Tree, action: string, attempt: () => number, timeoutMs = Infinity): number {
  const code = attempt();
  if (code === ENDED) throw new ProcessEnded();
  if (code !== NO_MEMORY) return code;
  if (timeoutMs === 0) throw usedUp(action);
  const deadline = performance.now() + timeoutMs;
  const hope = new Hope(tree, true);
  const waitable = memoryWaitable(tree, attempt);
  for (;;) { // each turn waits for a while
    hope.check(action);
    const restMs = deadline - performance.now();
    const outcome = waitSync(tree, waitable, Math.max(0, Math.min(restMs, LOOK_EVERY_MS)));
    if (outcome !== TIMED_OUT || restMs <= LOOK_EVERY_MS) return outcome;
  }
}

/** One at a time: calls `again` whenever memory was freed until it answers that it needs none, or `lost` when there will be none. */
export class MemoryWatch {
  readonly #tree: Tree;
  #isWatching = false;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  watch(action: string, again: () => boolean, lost: (error: unknown) => void): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const over = () => this.#isWatching = false;
    this.#wait(action, again).then(over, (error) => {
      over();
      lost(error);
    });
  }

  async #wait(action: string, again: () => boolean): Promise<void> {
    const hope = new Hope(this.#tree, false);
    const waitable = memoryWaitable(this.#tree, () => again() ? OK : NO_MEMORY);
    while (await waitAsync(this.#tree, waitable, LOOK_EVERY_MS, undefined) === TIMED_OUT) hope.check(action);
  }
}
