/**
 * What the reference simulator asks of a policy.
 *
 * @module
 */

import type { ReadyCause } from "../../engine/policy_options.ts";
import type { ReferenceProcess } from "./process.ts";

/** What all policies have: a FIFO ready queue without quantum and without preemption. */
export class ReferencePolicy {
  /** Whether a ready process may take the CPU of a running one. */
  readonly preempts: boolean = false;
  /** Whether running processes keep a place in the queues, as under `preemption: head`. */
  readonly keepsPlaces: boolean = false;
  /** Whether a preempted or blocked process keeps the rest of its quantum. */
  readonly keepsRemainder: boolean = false;
  /** Ticks between boosts; 0 is none. */
  readonly boostPeriod: number = 0;
  /** Whether a burst that goes to I/O just at the quantum's end has used it up, under `ties: ostep`. */
  readonly countsQuantumAtIo: boolean = false;

  #headPlace = 0;
  #tailPlace = 0;

  /**
   * Whether a ready process is compared with the running ones only when one has become ready or gone on with its next
   * burst, or a context switch has ended; otherwise at every instant.
   */
  readonly comparesAtEvents: boolean = false;

  /** The present instant. */
  time = 0;

  /** Which ready process gets a CPU; `ready` is in the order of the queue and not empty. */
  choose(ready: readonly ReferenceProcess[]): ReferenceProcess {
    return ready[0];
  }

  /**
   * The rigid job that starts next, or `null`. `ready` is in the order of the queue, `running` are those that run.
   */
  chooseRigid(
    ready: readonly ReferenceProcess[],
    _running: readonly ReferenceProcess[],
    idle: number,
  ): ReferenceProcess | null {
    return ready.length > 0 && ready[0].processors <= idle ? ready[0] : null;
  }

  /** Whether a ready process may be given a CPU now; one that may not is looked at by nobody. */
  mayRun(_process: ReferenceProcess): boolean {
    return true;
  }

  /** Called when an instant begins. */
  beginInstant(): void {}

  /** Called for every tick that a process executes. */
  executed(_process: ReferenceProcess): void {}

  /** Called when a CPU burst of so many ticks is done. */
  burstEnded(_process: ReferenceProcess, _ticks: number): void {}

  /** Called when a process blocks or ends. */
  left(_process: ReferenceProcess): void {}

  /** The order of the ready queue: negative when `a` is picked before `b`. */
  compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.place - b.place;
  }

  /** The order of running processes, best first, of which the last one loses its CPU. */
  compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.cpu! - b.cpu!;
  }

  /** Whether `ready` may take the CPU of `running`. */
  outranks(_ready: ReferenceProcess, _running: ReferenceProcess): boolean {
    return false;
  }

  /** Ticks of a full quantum for a process that is picked now. */
  quantum(_process: ReferenceProcess): number {
    return Infinity;
  }

  /** Gives a process that becomes ready its place. */
  join(process: ReferenceProcess, cause: ReadyCause): void {
    process.cause = cause;
    this.toTail(process);
  }

  /** Called when a quantum was used up. */
  usedUp(_process: ReferenceProcess): void {}

  /** Called before a process whose quantum was used up is queued. */
  beforeRequeue(_process: ReferenceProcess, _othersReady: boolean, _time: number): void {}

  /** Called when a process starts an I/O. */
  startIo(_process: ReferenceProcess): void {}

  /** Boosts every unfinished process. */
  boost(_unfinished: readonly ReferenceProcess[], _time: number): void {}

  /** How urgent a process is while it holds no lock, the least first; `null` where that changes or says nothing. */
  ownUrgency(_process: ReferenceProcess): number | null {
    return null;
  }

  /** How urgent it is now: the machine tells, since that goes by who waits for what. */
  urgency: (process: ReferenceProcess) => number = (process) => this.ownUrgency(process)!;

  /** The level or queue that a process belongs to, or was last picked from. */
  levelOf(_process: ReferenceProcess): number | null {
    return null;
  }

  /** Puts a process that changes its queue behind those that stand there with the same key. */
  toQueue(process: ReferenceProcess): void {
    this.toTail(process);
  }

  protected toTail(process: ReferenceProcess): void {
    process.place = ++this.#tailPlace;
  }

  /** Puts a process before all others of its queue. */
  toHead(process: ReferenceProcess): void {
    process.place = --this.#headPlace;
  }
}
