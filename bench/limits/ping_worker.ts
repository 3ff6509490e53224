/**
 * The other side of the round trips: a worker that passes the ball back.
 *
 * @module
 */

/** What the worker is asked to do. */
export interface PingRequest {
  ball: Int32Array<SharedArrayBuffer>;
  trips: number;
  /** Whether to sleep in the kernel for the ball, or to spin for it. */
  sleeps: boolean;
}

const TURN_TIMEOUT_MS = 5_000;
/** A spinning side looks at the clock now and then. */
const SPINS_PER_LOOK = 1_000_000;

/**
 * Waits until the ball shows `turn`.
 *
 * @throws {Error} If it does not within five seconds: the other side is gone.
 */
export function awaitTurn(ball: Int32Array<SharedArrayBuffer>, turn: number, sleeps: boolean): void {
  let spins = 0;
  let startedAtMs = 0;
  while (Atomics.load(ball, 0) !== turn) {
    if (sleeps) {
      if (Atomics.wait(ball, 0, 1 - turn, TURN_TIMEOUT_MS) === "timed-out") throw new Error("the other side is gone");
    } else if ((spins += 1) % SPINS_PER_LOOK === 0) {
      if (startedAtMs === 0) startedAtMs = performance.now();
      else if (performance.now() - startedAtMs > TURN_TIMEOUT_MS) throw new Error("the other side is gone");
    }
  }
}

/** Shows `turn` to the other side. */
export function pass(ball: Int32Array<SharedArrayBuffer>, turn: number, sleeps: boolean): void {
  Atomics.store(ball, 0, turn);
  if (sleeps) Atomics.notify(ball, 0, 1);
}

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<PingRequest | "echo">) => void) | null;
  postMessage?: (message: unknown) => void;
};

/** The main thread imports this file for its functions only. */
if (scope.postMessage !== undefined && "WorkerGlobalScope" in globalThis) {
  scope.onmessage = ({ data }) => {
    if (data === "echo") {
      scope.postMessage!(0);
      return;
    }
    for (let trip = 0; trip < data.trips; trip += 1) {
      awaitTurn(data.ball, 1, data.sleeps);
      pass(data.ball, 0, data.sleeps);
    }
  };
  scope.postMessage("ready");
}
