/**
 * The scheduler core: one WASM instance per simulation, seen through the names that
 * `engine/assembly/scheduler/index.ts` exports. Addresses and options are globals of the module, so that nothing of its
 * memory layout is repeated here.
 *
 * @module
 */

import { base64 } from "./_wasm.ts";
import { base64 as extendedBase64 } from "./_wasm_extended.ts";
import { base64 as ownBase64 } from "./_wasm_own.ts";
import { bytesOfText } from "./binary_text.ts";
import type { PolicyName } from "./options.ts";

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
  | "admitKeyAddress"
  | "afterAddress"
  | "allotmentsAddress"
  | "arrivalAddress"
  | "blockedAddress"
  | "blockedSinceAddress"
  | "burstDeviceAddress"
  | "burstEndAddress"
  | "burstKindAddress"
  | "burstNextAddress"
  | "burstOffsetAddress"
  | "burstValueAddress"
  | "cpuFlagsAddress"
  | "decisionAddress"
  | "deviceFiguresAddress"
  | "deviceOrderAddress"
  | "deviceQueueAddress"
  | "deviceServersAddress"
  | "deviceServingAddress"
  | "deviceWaitingAddress"
  | "dispatchesAddress"
  | "epochAddress"
  | "finishAddress"
  | "firstRunAddress"
  | "groupUsageAddress"
  | "heldAddress"
  | "inversionAddress"
  | "ioAddress"
  | "levelAddress"
  | "lockFiguresAddress"
  | "lockOwnerAddress"
  | "lockWaitAddress"
  | "ownUrgencyAddress"
  | "ownQuantumAddress"
  | "memoryBaseAddress"
  | "memoryNeedAddress"
  | "pidRankAddress"
  | "preemptionsAddress"
  | "processorsAddress"
  | "quantaAddress"
  | "ranksAddress"
  | "readySinceAddress"
  | "remainingAddress"
  | "requestsAddress"
  | "resourceFreeAddress"
  | "resourceNeedsAddress"
  | "resourceSetAddress"
  | "runningAddress"
  | "runStartAddress"
  | "segmentAddress"
  | "sharesAddress"
  | "sliceLeftAddress"
  | "sliceLimitAddress"
  | "slicesUsedAddress"
  | "sourceOfAddress"
  | "switchingAddress"
  | "thinkAddress"
  | "totalCpuAddress"
  | "traitAddress"
  | "transitionAddress"
  | "urgencyAddress"
  | "usageGroupAddress"
  | "waitsForAddress";

type CounterName =
  | "arrivedCount"
  | "dispatchCount"
  | "finishedCount"
  | "ioCount"
  | "longestWait"
  | "longestWaitProcess"
  | "now"
  | "quietInstants"
  | "readyCount"
  | "switchCount";

type OptionName =
  | "admitByRatio"
  | "admitSkips"
  | "burstCount"
  | "causesPreempt"
  | "cfsLatency"
  | "cfsMinGranularity"
  | "cfsWakeupGranularity"
  | "cpuCount"
  | "decayPeriod"
  | "decisionCapacity"
  | "decisionCount"
  | "decisionsFrom"
  | "decisionsTo"
  | "demoteAlone"
  | "deviceCount"
  | "devices"
  | "earlierPreempts"
  | "preemptsAtZero"
  | "eevdfRunToParity"
  | "eevdfSlice"
  | "features"
  | "feedbackQueues"
  | "hrrnByEstimate"
  | "joinsFirst"
  | "lifoPreempts"
  | "leaveCost"
  | "lockCount"
  | "lotterySeed"
  | "memoryFit"
  | "memoryLimit"
  | "memorySize"
  | "mlfqBoost"
  | "mlfqIoBump"
  | "mlfqIoStay"
  | "mlfqKeepsRemainder"
  | "mlfqLevels"
  | "mlfqPreemption"
  | "mlqCycle"
  | "mlqPreempts"
  | "mlqToHead"
  | "predictedAlpha"
  | "predictedByTrait"
  | "predictedFirst"
  | "predictedPreempts"
  | "priorityKeeps"
  | "priorityPreempts"
  | "priorityQuantum"
  | "priorityScale"
  | "priorityStep"
  | "priorityToHead"
  | "priorityWaiting"
  | "processCount"
  | "queueDepth"
  | "replenishmentCapacity"
  | "requestCapacity"
  | "resourceCount"
  | "resourceSetCount"
  | "reservationDepth"
  | "savesEnded"
  | "segmentCapacity"
  | "segmentCount"
  | "segmentsFrom"
  | "segmentsTo"
  | "serverBudget"
  | "serverKey"
  | "serverKind"
  | "serverPeriod"
  | "switchCost"
  | "switchFirst"
  | "ties"
  | "traitPreempts"
  | "traitsMove"
  | "transitionCapacity"
  | "transitionCount"
  | "transitionsFrom"
  | "transitionsTo"
  | "usageGroups"
  | "usagePreempts"
  | "usageQuantum"
  | "urgenciesMove"
  | "usageWeights";

/** Runs until after `until`, for at most `instants` instants; returns a {@linkcode STATUS}. */
type SimulateFunction = (until: number, instants: number) => number;

/** The exports of the scheduler core. */
export interface SchedulerCore
  extends
    Names<AddressName, ReadOnlyGlobal>,
    Names<CounterName, ReadOnlyGlobal>,
    Names<OptionName, SettableGlobal>,
    Names<`simulate${Capitalize<PolicyName>}` | "simulateReserving" | "simulateServed", SimulateFunction> {
  readonly memory: WebAssembly.Memory;
  /** Lays the columns out; returns the bytes needed, negative if memory cannot hold them. */
  layout(): number;
  /** Makes ready for a first `simulate…`. */
  setUp(): void;
  /** The boost that levels belong to. */
  mlfqEpoch(): number;
}

type ExtendedAddressName =
  | "affinityAddress"
  | "affinityCpusAddress"
  | "executedAddress"
  | "groupAddress"
  | "groupFactorAddress"
  | "groupQuotaAddress"
  | "groupUsedAddress"
  | "homeAddress"
  | "lockCeilingAddress"
  | "migrationsAddress"
  | "ranOnAddress"
  | "speedAddress";

type ExtendedOptionName =
  | "affinityCount"
  | "balancePeriod"
  | "cacheWarmup"
  | "groupCount"
  | "hasGroups"
  | "lockByPriority"
  | "lockProtocol"
  | "migrationCost"
  | "placement"
  | "queuesPerCpu"
  | "quotaPeriod"
  | "stealing"
  | "wakePlacement";

/** The exports of the extended build, which has what the larger machine needs (`engine/assembly/scheduler/build.ts`). */
export interface ExtendedCore
  extends
    SchedulerCore,
    Names<ExtendedAddressName, ReadOnlyGlobal>,
    Names<"migrationCount" | "throttleCount", ReadOnlyGlobal>,
    Names<ExtendedOptionName, SettableGlobal> {
  /** The work left of the burst of the process on a CPU. */
  remainingOn(cpu: number): number;
}

/** The exports of the build for policies of one's own (`engine/assembly/scheduler/own`). */
export interface OwnCore extends SchedulerCore {
  /** The process that each CPU was given to last. */
  readonly lastAddress: ReadOnlyGlobal;
  /** Ticks that each process has executed. */
  readonly servedAddress: ReadOnlyGlobal;
  /** Where the time of the instant stands. */
  readonly ownTimeAddress: ReadOnlyGlobal;
  /** Which hooks the policy has. */
  readonly ownHooks: SettableGlobal;
  /** Whether running processes get new quanta when the timer has rung. */
  readonly ownRenews: SettableGlobal;
  /** What goes first of equal keys. */
  readonly ownTies: SettableGlobal;
  /** When the timer rings. */
  readonly ownTimer: SettableGlobal;
  /** A whole number below `count`, of the generator that the lottery draws with. */
  drawBelow(count: number): number;
  /** Asks all keys anew. */
  reorderOwn(): void;
  /** Runs it. */
  simulateOwn: SimulateFunction;
}

/** Why the core returned. */
export const STATUS = { done: 0, bound: 1, traceFull: 2, deadlock: 3, timeOverflow: 4, countOverflow: 5 } as const;

/** Stands for no process, no CPU, no lock. */
export const NONE = 0xffffffff;

/** The compiled builds: each made when first needed, then shared, since it is immutable. */
const compiled = new Map<string, WebAssembly.Module>();

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
  return instantiate(base64) as SchedulerCore;
}

/** A fresh core of the extended build with a memory of its own. */
export function createExtendedCore(): ExtendedCore {
  return instantiate(extendedBase64) as ExtendedCore;
}

/** A fresh core of the build for policies of one's own, whose hooks are `imports`. */
export function createOwnCore(imports: WebAssembly.Imports): OwnCore {
  return instantiate(ownBase64, imports) as OwnCore;
}

function instantiate(binary: string, imports?: WebAssembly.Imports): unknown {
  let module = compiled.get(binary);
  if (module === undefined) {
    module = new WebAssembly.Module(bytesOfText(binary, binary === base64 ? undefined : base64));
    compiled.set(binary, module);
  }
  return instantiateCore(module, imports);
}

/** The exports of a fresh core of a module that is compiled. */
export function instantiateCore(module: WebAssembly.Module, imports?: WebAssembly.Imports): unknown {
  const { exports } = new WebAssembly.Instance(module, imports);
  const core = Object.entries(exports).map(([name, value]) =>
    name.endsWith("Address") ? [name, new AddressGlobal(value as WebAssembly.Global)] : [name, value]
  );
  return Object.fromEntries(core);
}
