/**
 * More policies of `engine/RULES.md`, section "Policies", each as an order over a list of ready processes. What a policy
 * remembers of a process it keeps in a map of its own.
 *
 * @module
 */

import type { MachineOptions, PolicyOptions } from "../../engine/options.ts";
import type {
  DmOptions,
  EdfOptions,
  EqualsOptions,
  FeedbackOptions,
  HrrnOptions,
  LasOptions,
  LifoOptions,
  LlfOptions,
  LotteryOptions,
  MlqOptions,
  PredictedOptions,
  PriorityOptions,
  ReadyCause,
  RmOptions,
} from "../../engine/policy_options.ts";
import { ConservativePolicy, EasyPolicy } from "./backfill_policies.ts";
import { CfsPolicy, EevdfPolicy } from "./fair_policies.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";
import { servedDeadlines, ServerPolicy } from "./server_policies.ts";
import { SplitMix64 } from "./splitmix64.ts";
import { UsagePolicy } from "./usage_policies.ts";

/** Whether a server with a budget serves processes without a period. */
function hasServer({ server = "none" }: RmOptions | DmOptions): boolean {
  return !["none", "background"].includes(server);
}

function byArrival(a: ReferenceProcess, b: ReferenceProcess): number {
  return a.order - b.order;
}

/** The least of a number that changes, then arrival, then pid. */
abstract class KeyPolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  readonly #earlierFirst: boolean;

  constructor(preempts: boolean, { equals }: EqualsOptions = {}) {
    super();
    this.preempts = preempts;
    this.#earlierFirst = equals === "arrival";
  }

  protected abstract key(process: ReferenceProcess): number;

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    const [one, other] = [this.key(a), this.key(b)];
    return one === other ? byArrival(a, b) : one - other;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.compare(a, b);
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#earlierFirst ? this.compare(ready, running) < 0 : this.key(ready) < this.key(running);
  }
}

class LongestPolicy extends KeyPolicy {
  protected override key(process: ReferenceProcess): number {
    return -process.remaining;
  }
}

/** The one that came last, by arriving or by being unblocked; of those of one instant the one that joined last. */
class LastComePolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  readonly #cameAt = new Map<ReferenceProcess, number>();

  constructor({ preemptive = false }: LifoOptions) {
    super();
    this.preempts = preemptive;
  }

  #came(process: ReferenceProcess): number {
    return this.#cameAt.get(process)!;
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    this.toHead(process);
    if (cause !== "preempted") this.#cameAt.set(process, this.time);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#came(b) - this.#came(a) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#came(b) - this.#came(a) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#came(ready) > this.#came(running);
  }
}

/** Fewest ticks executed, then time of joining. */
class LeastServedPolicy extends ReferencePolicy {
  override readonly preempts = true;
  override readonly comparesAtEvents = true;
  readonly #quantum: number;
  readonly #executed = new Map<ReferenceProcess, number>();

  constructor({ quantum = 1 }: LasOptions) {
    super();
    this.#quantum = quantum;
  }

  #of(process: ReferenceProcess): number {
    return this.#executed.get(process) ?? 0;
  }

  override executed(process: ReferenceProcess): void {
    this.#executed.set(process, this.#of(process) + 1);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(a) - this.#of(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(a) - this.#of(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#of(ready) < this.#of(running);
  }

  override quantum(): number {
    return this.#quantum;
  }
}

class DeadlinePolicy extends KeyPolicy {
  readonly #name: "edf" | "rm" | "dm" | "llf";
  readonly #hasServer: boolean;
  /** Whether a ready job takes the CPU only when it must run now. */
  readonly #onlyAtZero: boolean;
  readonly #executed = new Map<ReferenceProcess, number>();
  /** Keys of processes that have no period or deadline, where something serves them. */
  readonly #served: ReadonlyMap<ReferenceProcess, number>;

  constructor(options: EdfOptions | RmOptions | DmOptions | LlfOptions, processes: readonly ReferenceProcess[]) {
    super(!("preemptive" in options) || (options.preemptive ?? true), options);
    this.#name = options.policy;
    this.#onlyAtZero = options.policy === "llf" && options.preemptAt === "zero";
    this.#hasServer = "server" in options && (options.server ?? "none") !== "none";
    if (options.policy === "edf") this.#served = servedDeadlines(options, processes);
    else {
      const others = processes.filter(({ spec }) => spec.period === undefined);
      const isBackground = options.policy !== "llf" && options.server === "background";
      this.#served = new Map(isBackground ? others.map((process) => [process, Infinity]) : []);
    }
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return (!this.#onlyAtZero || this.key(ready) <= 0) && super.outranks(ready, running);
  }

  override ownUrgency(process: ReferenceProcess): number | null {
    const isFixed = this.#name !== "llf" && !this.#hasServer;
    return isFixed ? this.#ownKey(process) : null;
  }

  protected override key(process: ReferenceProcess): number {
    return this.ownUrgency(process) === null ? this.#ownKey(process) : this.urgency(process);
  }

  #ownKey(process: ReferenceProcess): number {
    const { arrival, spec: { period, deadline = period } } = process;
    const served = this.#served.get(process);
    if (served !== undefined) return served;
    if (this.#name === "rm") return period!;
    if (this.#name === "dm") return deadline!;
    if (this.#name === "edf") return arrival + deadline!;
    return arrival + deadline! - this.time - (process.cpuTotal - (this.#executed.get(process) ?? 0));
  }

  override executed(process: ReferenceProcess): void {
    this.#executed.set(process, (this.#executed.get(process) ?? 0) + 1);
  }
}

class ResponseRatioPolicy extends ReferencePolicy {
  readonly #byEstimate: boolean;
  readonly #joinedAt = new Map<ReferenceProcess, number>();

  constructor({ service }: HrrnOptions) {
    super();
    this.#byEstimate = service === "estimate";
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    this.#joinedAt.set(process, this.time);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    const waited = (process: ReferenceProcess) => BigInt(this.time - this.#joinedAt.get(process)!);
    const length = ({ remaining, cpuTotal, spec: { estimate = cpuTotal } }: ReferenceProcess) =>
      BigInt(this.#byEstimate ? estimate : remaining);
    // (waited + length) / length, without a division.
    const left = (waited(a) + length(a)) * length(b);
    const right = (waited(b) + length(b)) * length(a);
    return left > right ? -1 : left < right ? 1 : byArrival(a, b);
  }
}

class PredictedPolicy extends ReferencePolicy {
  readonly #alpha: number;
  readonly #first: number;
  readonly #byEstimate: boolean;
  override readonly preempts: boolean;
  readonly #predicted = new Map<ReferenceProcess, number>();
  readonly #executed = new Map<ReferenceProcess, number>();

  constructor({ alpha = 0.5, firstPrediction = 10, preemptive = false, firstFrom }: PredictedOptions) {
    super();
    this.preempts = preemptive;
    this.#alpha = alpha;
    this.#first = firstPrediction;
    this.#byEstimate = firstFrom === "estimate";
  }

  #of(process: ReferenceProcess): number {
    const first = this.#byEstimate && process.spec.estimate || this.#first;
    return this.#predicted.get(process) ?? first;
  }

  /** What is left of the prediction; all of it where nothing is preempted. */
  #left(process: ReferenceProcess): number {
    return this.#of(process) - (this.preempts ? this.#executed.get(process) ?? 0 : 0);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#left(a) - this.#left(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#left(a) - this.#left(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#left(ready) < this.#left(running);
  }

  override executed(process: ReferenceProcess): void {
    this.#executed.set(process, (this.#executed.get(process) ?? 0) + 1);
  }

  override burstEnded(process: ReferenceProcess, ticks: number): void {
    this.#predicted.set(process, this.#alpha * ticks + (1 - this.#alpha) * this.#of(process));
    this.#executed.set(process, 0);
  }
}

/** A priority as a number of which the least is the most urgent. */
function urgencyOf(
  { spec: { priority = 0 } }: ReferenceProcess,
  { priorityOrder }: PriorityOptions | MlqOptions,
): number {
  return priorityOrder === "high" ? -priority : priority;
}

/** A rate as numerator and denominator. */
function fractionOf(rate: number | string): [above: number, below: number] {
  const [above, below = "1"] = String(rate).split("/");
  const digits = above.split(".")[1]?.length ?? 0;
  return [Math.round(Number(above) * 10 ** digits), Number(below) * 10 ** digits];
}

class PriorityPolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  override readonly keepsRemainder: boolean;
  readonly #options: PriorityOptions;
  readonly #aging: number;
  readonly #hasRates: boolean;
  readonly #joinedAt = new Map<ReferenceProcess, number>();
  readonly #executed = new Map<ReferenceProcess, number>();

  constructor(options: PriorityOptions) {
    super();
    const { preemptive = true, aging = 0 } = options;
    this.preempts = preemptive;
    this.keepsRemainder = options.quantumReturn === "remainder";
    this.#options = options;
    this.#aging = aging;
    this.#hasRates = (options.waitingRate ?? 0) !== 0 || (options.runningRate ?? 0) !== 0;
  }

  override quantum({ spec }: ReferenceProcess): number {
    return spec.quantum ?? this.#options.quantum ?? Infinity;
  }

  /** The priority that it has reached, times `aging` where it ages: a whole number. */
  #of(process: ReferenceProcess): number {
    const priority = urgencyOf(process, this.#options);
    const { waitingRate = 0, runningRate = 0 } = this.#options;
    if (this.#hasRates) {
      const [[waiting, waitingBelow], [running, runningBelow]] = [fractionOf(waitingRate), fractionOf(runningRate)];
      const executed = this.#executed.get(process)!;
      const waited = this.time - this.#joinedAt.get(process)! - executed;
      // In parts of the product of both denominators, whole numbers all.
      return priority * waitingBelow * runningBelow - waited * waiting * runningBelow -
        executed * running * waitingBelow;
    }
    if (this.#aging === 0) return this.urgency(process);
    // It gains while it is queued or a CPU switches to it, not while it executes.
    const gained = this.time - this.#joinedAt.get(process)! - this.#executed.get(process)!;
    return priority * this.#aging - gained;
  }

  override ownUrgency(process: ReferenceProcess): number | null {
    return this.#aging === 0 && !this.#hasRates ? urgencyOf(process, this.#options) : null;
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    if (cause === "preempted" && this.#options.preemptedTo === "head") this.toHead(process);
    if (this.#hasRates && (cause === "preempted" || cause === "quantum")) return;
    this.#joinedAt.set(process, this.time);
    this.#executed.set(process, 0);
  }

  override executed(process: ReferenceProcess): void {
    this.#executed.set(process, this.#executed.get(process)! + 1);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(a) - this.#of(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(a) - this.#of(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#of(ready) < this.#of(running);
  }
}

/** Linux 0.11: the greatest counter, of equals the last; counters are renewed when no ready process has any left. */
class CountersPolicy extends ReferencePolicy {
  readonly #processes: readonly ReferenceProcess[];
  readonly #counter = new Map<ReferenceProcess, number>();
  /** How often counters were renewed while a process ran, without its. */
  readonly #missed = new Map<ReferenceProcess, number>();

  constructor(processes: readonly ReferenceProcess[]) {
    super();
    this.#processes = processes;
  }

  #of(process: ReferenceProcess): number {
    return this.#counter.get(process)!;
  }

  #renew(process: ReferenceProcess): void {
    this.#counter.set(process, Math.floor(this.#of(process) / 2) + (process.spec.priority || 15));
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    if (process.dispatches === 0) this.#counter.set(process, process.spec.priority || 15);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(b) - this.#of(a) || b.order - a.order;
  }

  override choose(ready: readonly ReferenceProcess[]): ReferenceProcess {
    if (this.#of(ready[0]) === 0) {
      for (const process of this.#processes) {
        if (process.state === "running") this.#missed.set(process, (this.#missed.get(process) ?? 0) + 1);
        else if (this.#counter.has(process)) this.#renew(process);
      }
    }
    const [best] = ready.toSorted((a, b) => this.compare(a, b));
    this.#missed.set(best, 0);
    return best;
  }

  override quantum(process: ReferenceProcess): number {
    return this.#of(process);
  }

  #leave(process: ReferenceProcess, left: number): void {
    this.#counter.set(process, left);
    for (let missed = this.#missed.get(process) ?? 0; missed > 0; missed--) this.#renew(process);
  }

  override usedUp(process: ReferenceProcess): void {
    this.#leave(process, 0);
  }

  override left(process: ReferenceProcess): void {
    this.#leave(process, process.slice);
  }
}

class MultilevelQueuePolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  override readonly keepsRemainder: boolean;
  readonly #options: MlqOptions;
  readonly #quanta: readonly number[];
  readonly #shares: readonly number[];
  /** The priorities that occur, most urgent first. */
  readonly #ranks: readonly number[];

  constructor(options: MlqOptions, processes: readonly ReferenceProcess[]) {
    super();
    this.#options = options;
    this.#ranks = [...new Set(processes.map((process) => urgencyOf(process, options)))].sort((a, b) => a - b);
    this.preempts = options.preemptive ?? true;
    this.keepsRemainder = options.quantumReturn === "remainder";
    this.#quanta = options.quanta ?? [8, 0];
    this.#shares = options.between === "shares" ? options.shares ?? [80, 20] : [];
  }

  override levelOf(process: ReferenceProcess): number {
    return this.ownUrgency(process) === null ? this.#ownClass(process) : this.urgency(process);
  }

  override ownUrgency(process: ReferenceProcess): number | null {
    return this.#shares.length === 0 ? this.#ownClass(process) : null;
  }

  #ownClass(process: ReferenceProcess): number {
    if (this.#options.classes === "ranked") return this.#ranks.indexOf(urgencyOf(process, this.#options));
    const { priority = 0 } = process.spec;
    return this.#options.priorityOrder === "high" ? this.#quanta.length - 1 - priority : priority;
  }

  /** The class whose turn it is; -1 where there are no turns. */
  #owner(): number {
    const cycle = this.#shares.flatMap((ticks, owner) => Array<number>(ticks).fill(owner));
    return cycle.length === 0 ? -1 : cycle[this.time % cycle.length];
  }

  #rank(process: ReferenceProcess): number {
    const level = this.levelOf(process);
    return level === this.#owner() ? -1 : level;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#rank(a) - this.#rank(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#rank(a) - this.#rank(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#rank(ready) < this.#rank(running);
  }

  override quantum(process: ReferenceProcess): number {
    const isOneForAll = this.#options.classes === "ranked" && this.#quanta.length === 1;
    return process.spec.quantum ?? (this.#quanta[isOneForAll ? 0 : this.levelOf(process)] || Infinity);
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    process.cause = cause;
    if (cause === "preempted" && this.#options.preemptedTo === "head") this.toHead(process);
    else this.toTail(process);
  }
}

class FeedbackPolicy extends ReferencePolicy {
  override readonly keepsRemainder: boolean;
  readonly #options: FeedbackOptions;
  readonly #cameFrom = new Map<ReferenceProcess, number>();

  constructor(options: FeedbackOptions) {
    super();
    this.#options = options;
    this.keepsRemainder = options.quantumReturn === "remainder";
  }

  override levelOf(process: ReferenceProcess): number {
    return process.level;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.level - b.level || a.place - b.place;
  }

  override quantum(process: ReferenceProcess): number {
    const { quantum = 1, growth } = this.#options;
    return growth === "doubling" ? quantum * 2 ** process.level : quantum;
  }

  override usedUp(process: ReferenceProcess): void {
    this.#cameFrom.set(process, process.level);
    process.level = Math.min(process.level + 1, (this.#options.levels ?? 16) - 1);
  }

  override beforeRequeue(process: ReferenceProcess, othersReady: boolean): void {
    if (!othersReady) process.level = this.#cameFrom.get(process)!;
  }
}

class LotteryPolicy extends ReferencePolicy {
  readonly #quantum: number;
  readonly #random: SplitMix64;

  constructor({ quantum = 4, seed = 1 }: LotteryOptions) {
    super();
    this.#quantum = quantum;
    this.#random = new SplitMix64(seed);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return byArrival(a, b);
  }

  override choose(ready: readonly ReferenceProcess[]): ReferenceProcess {
    const tickets = ready.map(({ spec }) => spec.tickets ?? 1);
    let ticket = this.#random.below(tickets.reduce((sum, count) => sum + count));
    return ready.find((_, index) => {
      ticket -= tickets[index];
      return ticket < 0;
    })!;
  }

  override quantum(): number {
    return this.#quantum;
  }
}

class StridePolicy extends ReferencePolicy {
  readonly #quantum: number;
  readonly #start = new Map<ReferenceProcess, number>();
  readonly #executed = new Map<ReferenceProcess, number>();
  #globalPass = 0;

  constructor(quantum: number) {
    super();
    this.#quantum = quantum;
  }

  #pass(process: ReferenceProcess): number {
    const executed = this.#executed.get(process) ?? 0;
    return (this.#start.get(process) ?? 0) + executed * 2 ** 20 / (process.spec.tickets ?? 1);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#pass(a) - this.#pass(b) || a.place - b.place;
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    if (cause === "quantum" || this.#pass(process) >= this.#globalPass) return;
    this.#start.set(process, this.#globalPass);
    this.#executed.set(process, 0);
  }

  override choose(ready: readonly ReferenceProcess[]): ReferenceProcess {
    this.#globalPass = Math.max(this.#globalPass, this.#pass(ready[0]));
    return ready[0];
  }

  override executed(process: ReferenceProcess): void {
    this.#executed.set(process, (this.#executed.get(process) ?? 0) + 1);
  }

  override quantum(): number {
    return this.#quantum;
  }
}

/** The policy that the options ask for. */
export function createFurtherPolicy(
  options: PolicyOptions,
  processes: readonly ReferenceProcess[],
): ReferencePolicy {
  switch (options.policy) {
    case "lifo":
      return new LastComePolicy(options);
    case "las":
      return new LeastServedPolicy(options);
    case "ljf":
      return new LongestPolicy(false);
    case "lrtf":
      return new LongestPolicy(true, options);
    case "hrrn":
      return new ResponseRatioPolicy(options);
    case "predicted":
      return new PredictedPolicy(options);
    case "priority":
      return new PriorityPolicy(options);
    case "counters":
      return new CountersPolicy(processes);
    case "unix":
    case "fss":
      return new UsagePolicy(options, processes);
    case "mlq":
      return new MultilevelQueuePolicy(options, processes);
    case "feedback":
      return new FeedbackPolicy(options);
    case "lottery":
      return new LotteryPolicy(options);
    case "stride":
      return new StridePolicy(options.quantum ?? 4);
    case "rm":
    case "dm":
      if (hasServer(options)) return new ServerPolicy(options, processes);
      return new DeadlinePolicy(options, processes);
    case "edf":
    case "llf":
      return new DeadlinePolicy(options, processes);
    case "easy":
      return new EasyPolicy(options);
    case "conservative":
      return new ConservativePolicy(options, (options as PolicyOptions & MachineOptions).cpus ?? 1);
    case "cfs":
      return new CfsPolicy(options);
    case "eevdf":
      return new EevdfPolicy(options);
    default:
      throw new Error(`No reference for ${options.policy}`);
  }
}
