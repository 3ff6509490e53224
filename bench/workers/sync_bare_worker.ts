/**
 * The other side of the bare primitives: a worker without this library.
 *
 * @module
 */

import { AdaptiveSpin } from "./sync_spin.ts";
import { itemOf, type Payload } from "./sync_targets.ts";

/** What the worker is asked to do. */
export type BareCommand =
  | { work: "burst"; payload: Payload; count: number; port?: MessagePort }
  | { work: "echo"; port?: MessagePort }
  | { work: "ball"; ball: Int32Array<SharedArrayBuffer>; count: number }
  | { work: "spin"; stop: Int32Array<SharedArrayBuffer> };

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<BareCommand>) => void) | null;
  postMessage(message: unknown): void;
};

/** Waits for the ball to show something else than `seen`, spinning first, then asleep. */
export function awaitBall(ball: Int32Array<SharedArrayBuffer>, seen: number, spin: AdaptiveSpin): void {
  while (Atomics.load(ball, 0) === seen) {
    if (!spin.run(ball, seen)) Atomics.wait(ball, 0, seen, 5_000);
  }
}

function obey(command: BareCommand): void {
  switch (command.work) {
    case "burst": {
      const { port = scope, payload, count } = command;
      for (let index = 0; index < count; index++) port.postMessage(itemOf(payload, index));
      break;
    }
    case "echo": {
      const { port } = command;
      if (port !== undefined) port.onmessage = ({ data }) => port.postMessage(data);
      else scope.onmessage = ({ data }) => scope.postMessage(data);
      break;
    }
    case "ball": {
      const spin = new AdaptiveSpin();
      scope.postMessage("ready");
      for (let turn = 0; turn < command.count; turn++) {
        awaitBall(command.ball, 2 * turn, spin);
        Atomics.store(command.ball, 0, 2 * turn + 2);
        Atomics.notify(command.ball, 0);
      }
      break;
    }
    case "spin":
      scope.postMessage("ready");
      while (Atomics.load(command.stop, 0) === 0);
      scope.postMessage("stopped");
  }
}

/** Others import this file for its functions only. */
if ("WorkerGlobalScope" in globalThis) {
  scope.onmessage = ({ data }) => obey(data);
  scope.postMessage("ready");
}
