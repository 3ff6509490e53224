/**
 * The workers of a pool: started, watched, replaced. Each sits on a seat, where it says who it is and that it is initialised.
 *
 * @module
 */

import { nameIn } from "../core/_signed_name.ts";
import { limitHeap } from "../process/_heap_limit.ts";
import { Process } from "../process/process.ts";
import type { Death } from "./_answer.ts";
import { Phase, type PoolBirth } from "./_board.ts";
import type { Unready } from "./_deadlines.ts";
import type { Dispatcher } from "./_dispatcher.ts";
import type { PoolOptions } from "./options.ts";

const workerModule = new URL("./_worker.ts", import.meta.url).href;

/** What workers are made of. */
export interface CrewOptions extends Omit<PoolBirth, "board" | "seat" | "hiredAtMs" | "originMs"> {
  processes: number;
  /** What they run on. */
  runs: CrewRuns;
}

/** What a pool's options say of that. */
type CrewRuns = Pick<
  PoolOptions,
  | "startMethod"
  | "memoryLimitMb"
  | "permissions"
  | "assertWorkerOptions"
  | "env"
  | "cwd"
  | "v8Flags"
  | "niceness"
  | "cpus"
>;

type WorkerProcess = Process<[PoolBirth]>;

/** The workers of one pool. */
export class Crew {
  readonly #dispatcher: Dispatcher;
  readonly #options: CrewOptions;
  readonly #seats: (WorkerProcess | null)[] = [];
  /** When they were hired; see `performance.now`. */
  readonly #hiredAtMs: number[] = [];
  readonly #hired = new WeakSet<object>();
  #startedCount = 0;
  /** The workers that end are not replaced. */
  #dismissed = false;
  /** Called when a worker could not be initialised. */
  onBroken: (error: Error) => void = () => {};
  /** Called when the last worker has ended, and none will come. */
  onGone: () => void = () => {};

  constructor(dispatcher: Dispatcher, options: CrewOptions) {
    this.#dispatcher = dispatcher;
    this.#options = options;
    dispatcher.workers = this;
  }

  /** Starts them. @throws what starting a process throws; those already started are ended then. */
  start(): void {
    try {
      for (let seat = 0; seat < this.#options.processes; seat++) this.#seats.push(this.#hire(seat));
    } catch (error) {
      this.dismiss();
      throw error;
    }
  }

  /** The workers that live. */
  get workers(): WorkerProcess[] {
    return this.#seats.filter((worker) => worker !== null);
  }

  /** Whether a process is, or was, one of them. */
  has(process: object): boolean {
    return this.#hired.has(process);
  }

  /** Whether all have ended. */
  get isGone(): boolean {
    return this.#dismissed && this.#seats.every((worker) => worker === null);
  }

  /** Sees who has ended, and replaces them; whether anybody has. */
  check(): boolean {
    let has = false;
    for (let seat = 0; seat < this.#seats.length; seat++) {
      const worker = this.#seats[seat];
      if (worker === null || worker.isAlive()) continue;
      this.#bury(seat, worker);
      has = true;
    }
    return has;
  }

  /** Whether a worker has a result for which there is no memory, before others are taken. */
  get lacksMemory(): boolean {
    return this.#seats.some((worker, seat) => worker !== null && this.#phaseOf(seat) === Phase.lacksMemory);
  }

  /** The process ids of all workers. */
  get ids(): number[] {
    const { core } = this.#dispatcher.tree;
    return this.#seats.flatMap((worker, seat) => worker === null ? [] : [core.wordLoad(this.#seatAt(seat))]);
  }

  /** Whether every worker can take tasks, so that none will get what it is started with. */
  get isSettled(): boolean {
    return !this.check() && this.#seats.every((worker, seat) => worker === null || this.#isReady(seat));
  }

  /** What the workers are in when none of them can take a task; null when one can, or is only being started. */
  unready(): Unready | null {
    let sinceMs = 0;
    const texts: string[] = [];
    for (const [seat, worker] of this.#seats.entries()) {
      if (worker === null) continue;
      const phase = this.#phaseOf(seat);
      if (phase === Phase.none || this.#isReady(seat)) return null;
      sinceMs = Math.max(sinceMs, this.#hiredAtMs[seat]);
      const { module, name } = this.#options.initializer!;
      const what = phase === Phase.loads
        ? `is loading ${module}`
        : `is in the initializer ${nameIn(name)} of ${module}`;
      texts.push(`${worker.name} (pid ${worker.pid}) ${what}`);
    }
    if (texts.length === 0) return null;
    return { sinceMs, text: listed(texts) };
  }

  /** Name and pid of the worker with a process id. */
  nameOf(id: number): string {
    const { core } = this.#dispatcher.tree;
    const worker = this.#seats.find((_, seat) => core.wordLoad(this.#seatAt(seat)) === id);
    return worker ? `${worker.name} (pid ${worker.pid})` : "a worker that ends";
  }

  /** Ends a worker, which is replaced. */
  kill(id: number): void {
    const { core } = this.#dispatcher.tree;
    const worker = this.#seats.find((_, seat) => core.wordLoad(this.#seatAt(seat)) === id);
    worker?.kill();
    this.check();
  }

  /** Nobody is replaced any more, and they are told to end, or with `kill` fenced at once. */
  dismiss(kill = false): void {
    this.#dismissed = true;
    for (const worker of this.#seats) kill ? worker?.kill() : worker?.terminate();
    this.check();
  }

  /** They end when there is nothing left to do. */
  close(): void {
    this.#dismissed = true;
    const { tree, board } = this.#dispatcher;
    tree.core.boardClose(board);
    this.check();
  }

  #hire(seat: number): WorkerProcess {
    const { tree, board } = this.#dispatcher;
    const { processes: _, runs, ...birth } = this.#options;
    const { startMethod, memoryLimitMb, permissions, assertWorkerOptions, env, cwd, v8Flags, niceness, cpus } = runs;
    const isSystem = startMethod === "spawn";
    const at = this.#seatAt(seat);
    tree.core.wordStore(at, 0);
    tree.core.wordStore(at + 4, 0);
    this.#startedCount += 1;
    const hiredAtMs = this.#hiredAtMs[seat] = performance.now();
    const worker = new Process<[PoolBirth]>({
      module: workerModule,
      target: "poolWorker",
      name: `PoolWorker-${this.#startedCount}`,
      args: [{ ...birth, board, seat, hiredAtMs, originMs: performance.timeOrigin }],
      daemon: true,
      ...{ startMethod, permissions, assertWorkerOptions, env, cwd, v8Flags, niceness, cpus },
      memoryLimitMb: isSystem ? memoryLimitMb : undefined,
    });
    if (memoryLimitMb !== undefined && !isSystem) limitHeap(worker, memoryLimitMb);
    this.#hired.add(worker);
    worker.start();
    return worker;
  }

  #bury(seat: number, worker: WorkerProcess): void {
    const { core } = this.#dispatcher.tree;
    const at = this.#seatAt(seat);
    const isReady = this.#isReady(seat);
    const death: Death = {
      id: core.wordLoad(at),
      name: worker.name,
      pid: worker.pid!,
      exitCode: worker.exitCode!,
      error: worker.error,
    };
    worker.close();
    this.#seats[seat] = null;
    this.#dispatcher.recover(death);
    // Ended by itself before it was ready: so would all that came after it. By a signal: somebody ended this one.
    if (!isReady && !this.#dismissed && death.exitCode >= 0) this.onBroken(initializerFailed(death));
    if (!this.#dismissed) this.#replace(seat);
    if (this.isGone) this.onGone();
  }

  #replace(seat: number): void {
    try {
      this.#seats[seat] = this.#hire(seat);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.onBroken(
        new Error(`Cannot complete the task: a worker of the pool cannot be replaced: ${reason}`, { cause: error }),
      );
    }
  }

  #isReady(seat: number): boolean {
    const phase = this.#phaseOf(seat);
    return phase === Phase.ready || phase === Phase.lacksMemory;
  }

  #phaseOf(seat: number): number {
    return this.#dispatcher.tree.core.wordLoad(this.#seatAt(seat) + 4);
  }

  #seatAt(seat: number): number {
    const { tree, board } = this.#dispatcher;
    return tree.core.boardSeat(board, seat);
  }
}

/** The first of them, and how many there are besides. */
function listed(texts: string[]): string {
  return texts.length <= 3 ? texts.join(", ") : `${texts.slice(0, 3).join(", ")} and ${texts.length - 3} more`;
}

function initializerFailed({ name, pid, exitCode, error }: Death): Error {
  const message =
    `Cannot use the pool: its worker ${name} (pid ${pid}) ended with exit code ${exitCode} while it was initialised`;
  return error === undefined ? new Error(message) : new Error(message, { cause: error });
}
