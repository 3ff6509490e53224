/**
 * The scheduler core: one WASM instance per simulation, seen through the names that
 * `engine/assembly/scheduler/index.ts` exports. Addresses and options are globals of the module, so that nothing of its
 * memory layout is repeated here.
 *
 * @module
 */

import { base64 } from "./_wasm.ts";

/** A global of the core that only the core writes. */
export interface ReadOnlyGlobal {
  readonly value: number;
}

/** A global of the core that the host sets. */
export interface SettableGlobal {
  value: number;
}

type Names<Name extends string, Kind> = { readonly [name in Name]: Kind };

type AddressName =
  | "allotmentsAddress"
  | "arrivalAddress"
  | "blockedAddress"
  | "blockedSinceAddress"
  | "burstEndAddress"
  | "burstKindAddress"
  | "burstNextAddress"
  | "burstOffsetAddress"
  | "burstValueAddress"
  | "cpuFlagsAddress"
  | "decisionAddress"
  | "dispatchesAddress"
  | "epochAddress"
  | "finishAddress"
  | "firstRunAddress"
  | "heldAddress"
  | "levelAddress"
  | "lockOwnerAddress"
  | "preemptionsAddress"
  | "processorsAddress"
  | "quantaAddress"
  | "ranksAddress"
  | "readySinceAddress"
  | "remainingAddress"
  | "runningAddress"
  | "runStartAddress"
  | "segmentAddress"
  | "sliceLeftAddress"
  | "sliceLimitAddress"
  | "slicesUsedAddress"
  | "switchingAddress"
  | "totalCpuAddress"
  | "transitionAddress";

type CounterName =
  | "arrivedCount"
  | "dispatchCount"
  | "finishedCount"
  | "longestWait"
  | "longestWaitProcess"
  | "now"
  | "readyCount"
  | "switchCount";

type OptionName =
  | "burstCount"
  | "causesPreempt"
  | "cpuCount"
  | "decisionCapacity"
  | "decisionCount"
  | "decisionsFrom"
  | "decisionsTo"
  | "demoteAlone"
  | "devices"
  | "features"
  | "lockCount"
  | "memoryLimit"
  | "mlfqBoost"
  | "mlfqIoBump"
  | "mlfqIoStay"
  | "mlfqKeepsRemainder"
  | "mlfqLevels"
  | "mlfqPreemption"
  | "processCount"
  | "segmentCapacity"
  | "segmentCount"
  | "segmentsFrom"
  | "segmentsTo"
  | "switchCost"
  | "ties"
  | "transitionCapacity"
  | "transitionCount"
  | "transitionsFrom"
  | "transitionsTo";

/** Runs until after `until`, for at most `instants` instants; returns a {@linkcode STATUS}. */
type SimulateFunction = (until: number, instants: number) => number;

/** The exports of the scheduler core. */
export interface SchedulerCore
  extends
    Names<AddressName, ReadOnlyGlobal>,
    Names<CounterName, ReadOnlyGlobal>,
    Names<OptionName, SettableGlobal>,
    Names<
      "simulateCauses" | "simulateFcfs" | "simulateMlfq" | "simulateRr" | "simulateSjf" | "simulateSrtf",
      SimulateFunction
    > {
  readonly memory: WebAssembly.Memory;
  /** Lays the columns out; returns the bytes needed, negative if memory cannot hold them. */
  layout(): number;
  /** Makes ready for a first `simulate…`. */
  setUp(): void;
  /** The boost that levels belong to. */
  mlfqEpoch(): number;
}

/** Why the core returned. */
export const STATUS = { done: 0, bound: 1, traceFull: 2, deadlock: 3, timeOverflow: 4, countOverflow: 5 } as const;

/** Stands for no process, no CPU, no lock. */
export const NONE = 0xffffffff;

/** The compiled module: made when first needed, then shared, since it is immutable. */
let compiled: WebAssembly.Module | undefined;

/** A global that holds an address: JavaScript sees an i32, and addresses past 2 GiB are negative there. */
class AddressGlobal implements ReadOnlyGlobal {
  readonly #global: WebAssembly.Global;

  constructor(global: WebAssembly.Global) {
    this.#global = global;
  }

  get value(): number {
    return this.#global.value >>> 0;
  }
}

/** A fresh core with a memory of its own. */
export function createCore(): SchedulerCore {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  const { exports } = new WebAssembly.Instance(compiled);
  const core = Object.entries(exports).map(([name, value]) =>
    name.endsWith("Address") ? [name, new AddressGlobal(value as WebAssembly.Global)] : [name, value]
  );
  return Object.fromEntries(core) as SchedulerCore;
}
