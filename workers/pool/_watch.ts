/**
 * How a pool hears of results and of deaths while its process is in its event loop. Deno does not stay alive for
 * `Atomics.waitAsync`: whoever awaits something of the pool says so, and a timer is referenced as long as somebody does. A
 * pool for which nobody waits does not hold the program.
 *
 * @module
 */

import { ARMED, OK } from "../core/_core.ts";
import { changeOf, LoopTurns, Spin, wakeAwaited } from "../core/_wait.ts";
import type { Dispatcher } from "./_dispatcher.ts";

/** Listens for one pool. */
export class Watch {
  readonly #dispatcher: Dispatcher;
  /** Called at each death in the tree. */
  readonly #onBell: () => void;
  readonly #keepAlive: ReturnType<typeof setInterval>;
  readonly #spin = new Spin();
  readonly #results = {
    spin: (turns: number): boolean => {
      const { tree: { core }, board } = this.#dispatcher;
      return core.boardSpinDrain(board, turns) !== 0;
    },
  };
  readonly #turns = new LoopTurns();
  /** A spin takes a core from the workers, unless fewer of them are at work. */
  readonly #spareCores = navigator.hardwareConcurrency - 1;
  #waitingCount = 0;
  #listens = false;
  #stopped = false;

  constructor(dispatcher: Dispatcher, onBell: () => void) {
    this.#dispatcher = dispatcher;
    this.#onBell = onBell;
    this.#keepAlive = setInterval(() => {}, 2 ** 30);
    Deno.unrefTimer(this.#keepAlive as unknown as number);
    dispatcher.tree.onEar.add(this.#hearAnew);
    this.#hearBell();
  }

  /** Somebody waits. */
  retain(): void {
    if (this.#waitingCount++ === 0 && !this.#stopped) Deno.refTimer(this.#keepAlive as unknown as number);
  }

  /** One less waits. */
  release(): void {
    if (--this.#waitingCount === 0 && !this.#stopped) Deno.unrefTimer(this.#keepAlive as unknown as number);
  }

  /** To be called when there is something to listen for. It is listened to when those who submit have had their say. */
  listen(): void {
    if (this.#listens || this.#stopped) return;
    this.#listens = true;
    queueMicrotask(this.#hearResults);
  }

  /** The pool is gone. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#keepAlive);
    const { tree, board } = this.#dispatcher;
    const word = tree.core.boardSequence(board, 1);
    tree.onEar.delete(this.#hearAnew);
    wakeAwaited(tree, word); // gives the wait of `#hearResults` back
  }

  readonly #hearResults = (): void => {
    const { tree, board } = this.#dispatcher;
    if (this.#stopped || tree.core.isEnded(tree.self)) return;
    this.#dispatcher.pump();
    if (this.#dispatcher.outstanding === 0) {
      this.#listens = false;
      return;
    }
    if (this.#spinPays()) return queueMicrotask(this.#hearResults);
    const word = tree.core.boardSequence(board, 1);
    const seen = tree.core.wordLoad(word) | 0;
    if (this.#dispatcher.arm(ARMED) !== OK) {
      const value = changeOf(tree, word, seen);
      if (value !== null) return void value.then(this.#hearAfterTurn);
    }
    setImmediate(this.#hearAfterTurn); // others' turn first
  };

  readonly #hearAnew = (): void => {
    const { tree, board } = this.#dispatcher;
    wakeAwaited(tree, tree.core.boardSequence(board, 1));
  };

  readonly #hearAfterTurn = (): void => {
    this.#turns.had();
    this.#hearResults();
  };

  /** Spins for a result, if there is a core to spin on and the event loop had its turn; whether there is one. */
  #spinPays(): boolean {
    if (this.#dispatcher.outstanding > this.#spareCores || !this.#turns.maySpin) return false;
    return this.#spin.run(this.#results);
  }

  #hearBell(): void {
    const { tree } = this.#dispatcher;
    const bell = tree.core.bellOf(tree.self, 0);
    const hear = () => {
      for (;;) { // one turn for each ring that came while the last was answered
        if (this.#stopped) return;
        const seen = tree.core.wordLoad(bell) | 0;
        if (tree.core.isEnded(tree.self)) return;
        this.#onBell();
        const value = changeOf(tree, bell, seen);
        if (value !== null) return void value.then(hear);
      }
    };
    hear();
  }
}
