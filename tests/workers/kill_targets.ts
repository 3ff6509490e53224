/** What the processes of kills_alone_test.ts run besides targets.ts. */
import {
  type Connection,
  type Lock,
  type ManagerDict,
  Process,
  type Queue,
  type SharedArray,
} from "../../workers/mod.ts";

/** Counts in a manager's dict until it is ended; stores how far it came. */
export function countForEver(dict: ManagerDict<string, number>, told: SharedArray<"int32">): void {
  for (let count = 1;; count++) {
    dict.setSync("count", count);
    told.view[0] = count;
  }
}

/** What `relayForEver` passes on: an end of a pipe, another handle, and more or less besides. */
export type Parcel = [end: Connection, lock: Lock, padding: number[]];

/** Takes parcels out of one queue and puts them into another until it is ended, keeping nothing of them; counts them. */
export function relayForEver(from: Queue<Parcel>, to: Queue<Parcel>, count: SharedArray<"int32">, index: number): void {
  for (;;) {
    const parcel = from.getSync();
    to.putSync(parcel);
    parcel[0].close();
    Atomics.add(count.view, index, 1);
  }
}

/** Starts a process for each parcel, of the system or a worker, until it is ended; counts them. */
export function startForEver(from: Queue<Parcel>, count: SharedArray<"int32">): void {
  for (let index = 0;; index++) {
    const args = from.getSync();
    const startMethod = index % 2 === 0 ? "spawn" : "worker";
    new Process({ module: import.meta.url, target: hold, args, startMethod }).start();
    args[0].close();
    Atomics.add(count.view, 0, 1);
  }
}

/** Has what it was given until it is ended. */
export async function hold(..._parcel: Parcel): Promise<void> {
  await new Promise(() => {});
}

/** A task of a pool: gives back the end of a pipe that it was given. */
export function giveBack(begun: SharedArray<"int32">, index: number, end: Connection): [Connection] {
  Atomics.add(begun.view, index, 1);
  for (let turn = 0; turn < 20_000; turn++) Atomics.load(begun.view, index);
  return [end];
}

/** A task of a pool: says that it has begun, and takes a while. */
export function beginAndDouble(begun: SharedArray<"int32">, index: number): number {
  Atomics.add(begun.view, index, 1);
  for (let turn = 0; turn < 20_000; turn++) Atomics.load(begun.view, index);
  return 2 * index;
}
