/**
 * One run under a compiled policy: its columns and options are written into the core, and what goes wrong in it is named with hook,
 * tick, process and the place in the author's file.
 *
 * @module
 */

import { orderRows } from "./_order_rows.ts";
import { type CompiledForm, OFFSET_BITS, policyPaths } from "./compiled_policy.ts";
import { instantiateCore, NONE, type ReadOnlyGlobal, type SchedulerCore, type SettableGlobal } from "./core.ts";
import type { OwnRunSettings } from "./_own_run.ts";
import { OWN_HOOKS } from "./own_hooks.ts";
import type { RunRows } from "./policy.ts";
import { PolicyError } from "./policy_error.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";

/** The exports of a compiled policy's core besides the machine's (`engine/assembly/scheduler/compiled/exports.ts`). */
interface CompiledCore extends SchedulerCore {
  readonly ownColumnsAddress: ReadOnlyGlobal;
  readonly ownOptionsAddress: ReadOnlyGlobal;
  readonly ownTimeAddress: ReadOnlyGlobal;
  readonly ownCallAddress: ReadOnlyGlobal;
  readonly ownReadySlot: SettableGlobal;
  readonly ownIdleSlot: SettableGlobal;
  readonly ownIdleLimit: SettableGlobal;
  readonly ownTies: SettableGlobal;
  readonly ownKnowsBursts: SettableGlobal;
  layoutColumn(count: number, entryBytes: number): number;
  _start?(): void;
  makePolicy(): void;
  setNumber(field: number, value: number): void;
  setText(field: number, length: number): void;
  startPolicy(): void;
  simulateOwn(until: number, instants: number): number;
}

/** What the workload says of processes, in the core's order, and what asks for it. */
const COLUMNS = [
  { name: "pid", members: ["pid"] },
  { name: "priority", members: ["priority"] },
  { name: "tickets", members: ["tickets"] },
  { name: "nice", members: ["nice"] },
  { name: "period", members: ["period", "deadline"] },
  { name: "deadline", members: ["deadline"] },
  { name: "estimate", members: ["estimate"] },
  { name: "quantum", members: ["quantum"] },
  { name: "group", members: ["group"] },
] as const;

const TIES_NUMBER = { joined: 0, arrival: 1, last: 2 } as const;
const PICK = "pick";
const MIB = 2 ** 20;

/** What changes something, by the core's numbers. */
const CHANGES = ["draw", "setTimer", "reorder", "renewQuanta"];

/** What a fault says: what the hook must do, and what it did, from the two numbers that come with it. */
const FAULTS: readonly ((got: number, bound: number) => readonly [rule: string, got: string])[] = [
  (got, bound) => [`ask for an element from 0 to ${bound - 1} of an array`, String(got)],
  (got) => ["put an element into an array before it asks for it", `none at ${got}`],
  (got) => [`come to its end within ${got.toLocaleString("en")} steps`, "more"],
  (_, bound) => [`take at most ${Math.floor(bound / MIB)} MiB of memory`, "more"],
  (got, bound) => [`make arrays of 0 to ${bound} elements`, String(got)],
  () => ["take elements from arrays that have some", "an empty one"],
  (got, bound) => [`ask of a process from 0 to ${bound}`, String(got)],
  (got) => ["ask of a process that has arrived, as some come after others", String(got)],
  () => ["be static clairvoyant = true where it asks what is left of a burst", "remaining()"],
  (got) => ["draw from a whole number from 1", `draw(${got})`],
  (got, bound) => [`set its timer to a whole number of ticks after ${bound}, or Infinity`, String(got)],
  (got) => ["change nothing, as it is a question", `a call of ${CHANGES[got]}()`],
  (got) => ["be a number", String(got)],
  (got) => ["answer a process that is ready, or -1", String(got)],
  (got) => ["be a whole number of ticks from 1, or Infinity", String(got)],
  (got) => ["be a whole number from 0 to 255", String(got)],
  (got, bound) => ["", `-1 for CPU ${got} since tick ${bound}`],
  () => ["have the hook timer where it sets one", "none"],
];
const PICK_FAULT = 13;
const IDLE_FAULT = 16;

/** What the core says where something is null that must not be. */
const NULL_MESSAGE = /^Unexpected 'null'/;

/** What the core asks of JavaScript's numbers. */
const MATH: WebAssembly.ModuleImports = {
  ...Object.fromEntries(
    (["pow", "exp", "log", "log2", "log10", "sin", "cos", "cbrt", "hypot"] as const).map((name) => [name, Math[name]]),
  ),
  mod: (x: number, y: number) => x % y,
  toInt32: (x: number) => x | 0,
};

/** A run; it is driven as `OwnRun` is. */
export class CompiledRun {
  readonly core: SchedulerCore;
  readonly #core: CompiledCore;
  readonly #form: CompiledForm;
  readonly #settings: OwnRunSettings;
  readonly #values: Readonly<Record<string, unknown>>;
  #rows: RunRows = { rowOf: null, numbering: null };
  #workload!: WorkloadColumns;
  #failure: unknown = null;

  constructor(
    module: WebAssembly.Module,
    form: CompiledForm,
    settings: OwnRunSettings,
    values: Readonly<Record<string, unknown>>,
  ) {
    this.#form = form;
    this.#settings = settings;
    this.#values = values;
    this.#core = instantiateCore(module, {
      policy: {
        fail: (fault: number, site: number, got: number, bound: number) => this.#fail(fault, site, got, bound),
      },
      env: {
        abort: (message: number, file: number, line: number, column: number) =>
          this.#abort(message, file, line, column),
      },
      math: MATH,
    }) as CompiledCore;
    this.core = this.#core;
  }

  /** The run can begin: the core is laid out and has its workload. */
  begin(rows: RunRows, workload: WorkloadColumns, options: ResolvedOptions): void {
    this.#rows = rows;
    this.#workload = workload;
    const core = this.#core;
    this.#writeColumns(options);
    core.ownTies.value = TIES_NUMBER[this.#settings.ties];
    core.ownKnowsBursts.value = this.#settings.isClairvoyant ? 1 : 0;
    core.ownIdleLimit.value = this.#settings.idleLimit;
    this.#guard(() => {
      core._start?.();
      core.makePolicy();
      this.#writeOptions();
      core.startPolicy();
    });
  }

  /** Runs the core, as `EnginePolicy.simulate` says. */
  simulate(until: number, instants: number): number {
    if (this.#failure !== null) throw this.#failure;
    return this.#guard(() => this.#core.simulateOwn(until, instants));
  }

  /** Refuses the end of a run at which somebody is ready and nothing will happen any more. */
  refuseLost(): void {
    const lost = this.#longestReady();
    if (lost < 0) return;
    const since = this.#readySince(lost);
    this.#failure = this.#error(
      `answer a process while one is ready, since tick ${since}, and nothing else will happen`,
      "-1",
      {
        hook: PICK,
        process: lost,
      },
    );
    throw this.#failure;
  }

  /** Columns of what the policy asks for and the workload says, and those that the core keeps of a policy that picks itself. */
  #writeColumns({ cpus }: ResolvedOptions): void {
    const core = this.#core;
    const count = this.#workload.arrival.length;
    const addresses = new Array<number>(COLUMNS.length).fill(0);
    const rowOfSource = this.#rowOfSource();
    COLUMNS.forEach(({ name, members }, index) => {
      if (!members.some((member) => this.#form.asks.includes(member))) return;
      const values = this.#valuesOf(name);
      if (values === undefined) return;
      addresses[index] = this.#layout(count, 8);
      const column = new Float64Array(core.memory.buffer, addresses[index], count);
      for (let source = 0; source < count; source += 1) column[source] = values[rowOfSource?.[source] ?? source];
    });
    const ready = this.#layout(count, 1);
    const idle = this.#layout(cpus, 8);
    new Float64Array(core.memory.buffer, idle, cpus).fill(-1);
    core.ownReadySlot.value = ready;
    core.ownIdleSlot.value = idle;
    new Uint32Array(core.memory.buffer, core.ownColumnsAddress.value, COLUMNS.length).set(addresses);
  }

  #layout(count: number, bytes: number): number {
    const address = this.#core.layoutColumn(count, bytes) >>> 0;
    if (address === 0) throw new RangeError("Cannot simulate: memory must hold the policy's columns, got none");
    return address;
  }

  /** What the workload says of each row; pids are the numbers of rows where it says none. */
  #valuesOf(name: (typeof COLUMNS)[number]["name"]): ArrayLike<number> | undefined {
    if (name === "group") return this.#workload.group?.of;
    if (name !== "pid") return this.#workload[name];
    return this.#workload.pid ?? Float64Array.from(this.#workload.arrival, (_, row) => row + 1);
  }

  /** The row of each source, which is what columns are written by. */
  #rowOfSource(): Uint32Array | null {
    return this.#rows.numbering === null ? this.#rows.rowOf : orderRows(this.#workload);
  }

  #writeOptions(): void {
    this.#form.fields.forEach(({ name, type }, index) => {
      if (!Object.hasOwn(this.#values, name)) return;
      const value = this.#values[name];
      if (type !== "text") return this.#core.setNumber(index, Number(value));
      const units = Array.from(String(value), (_, at) => String(value).charCodeAt(at));
      new Uint16Array(this.#core.memory.buffer, this.#core.ownOptionsAddress.value, units.length).set(units);
      this.#core.setText(index, units.length);
    });
  }

  /** Calls the core; what it throws is kept, as nothing goes on after it. */
  #guard<Answer>(call: () => Answer): Answer {
    try {
      return call();
    } catch (error) {
      this.#failure = this.#explain(error);
      throw this.#failure;
    }
  }

  #explain(error: unknown): unknown {
    if (error instanceof PolicyError) return error;
    if (error instanceof RangeError && /call stack/.test(error.message)) {
      return this.#error("call itself less deeply", "a stack that is full");
    }
    return error;
  }

  /** What the core's `fail` says. */
  #fail(fault: number, site: number, got: number, bound: number): never {
    const [rule, found] = FAULTS[fault](got, bound);
    if (fault === IDLE_FAULT) {
      const words =
        `not leave a process ready for ${this.#settings.idleLimit} ticks while a CPU idles (static idleLimit)`;
      throw this.#error(words, found, { hook: PICK, process: this.#longestReady() });
    }
    const isProcess = fault === PICK_FAULT && got >= 0 && got < this.#workload.arrival.length;
    throw this.#error(rule, isProcess ? `${this.#nameOf(got)}, which is not ready` : found, {
      place: this.#placeOf(site >>> 0),
    });
  }

  /** What the author's own `throw` says, or a null where there must be none. */
  #abort(message: number, file: number, line: number, column: number): never {
    const path = this.#textAt(file);
    const paths = policyPaths(this.#form.files.map(({ address }) => address));
    const index = paths.indexOf(path.replace(/\.ts$/, ""));
    const place = index < 0 ? null : `${this.#form.files[index].address}:${line}:${column}`;
    const text = this.#textAt(message);
    if (NULL_MESSAGE.test(text)) throw this.#error("ask of an object", "null", { place });
    throw this.#error("not throw", `Error: ${text}`, { place });
  }

  /** A text of the core's. */
  #textAt(address: number): string {
    const { buffer } = this.#core.memory;
    if (address === 0) return "";
    const length = new Uint32Array(buffer, (address >>> 0) - 4, 1)[0] >>> 1;
    return String.fromCharCode(...new Uint16Array(buffer, address >>> 0, Math.min(length, 4_096)));
  }

  #placeOf(site: number): string | null {
    if (site === 0) return null;
    const file = this.#form.files[site >>> OFFSET_BITS];
    if (file === undefined) return null;
    const before = file.text.slice(0, site & (2 ** OFFSET_BITS - 1));
    const lineStart = before.lastIndexOf("\n") + 1;
    return `${file.address}:${before.split("\n").length}:${before.length - lineStart + 1}`;
  }

  #readySince(process: number): number {
    return new Float64Array(this.#core.memory.buffer, this.#core.readySinceAddress.value, process + 1)[process];
  }

  /** The process that has been ready longest; -1 for none. */
  #longestReady(): number {
    const count = this.#workload.arrival.length;
    const isReady = new Uint8Array(this.#core.memory.buffer, this.#core.ownReadySlot.value >>> 0, count);
    let longest = -1;
    for (let process = 0; process < count; process += 1) {
      if (isReady[process] === 0) continue;
      if (longest < 0 || this.#readySince(process) < this.#readySince(longest)) longest = process;
    }
    return longest;
  }

  /** A breach of the contract in the hook in progress. */
  #error(
    rule: string,
    got: string,
    about: { hook?: string; process?: number; place?: string | null } = {},
  ): PolicyError {
    const [number, called] = new Uint32Array(this.#core.memory.buffer, this.#core.ownCallAddress.value, 2);
    const hook = about.hook ?? OWN_HOOKS[called - 1] ?? "start";
    const process = about.process ?? (number === NONE ? -1 : number);
    const time = new Float64Array(this.#core.memory.buffer, this.#core.ownTimeAddress.value, 1)[0];
    const row = process < 0 ? -1 : this.#rowOf(process);
    const pid = row < 0 ? null : this.#pidOf(row);
    const of = row < 0 ? "" : ` of ${this.#nameOf(process)}`;
    const { name } = this.#settings;
    return new PolicyError(`Cannot go on under ${name}: ${hook}${of} at tick ${time} must ${rule}, got ${got}`, {
      policy: name,
      hook,
      time,
      pid,
    }, { place: about.place ?? null });
  }

  #pidOf(row: number): number {
    return this.#workload.pid?.[row] ?? row + 1;
  }

  #nameOf(process: number): string {
    const row = this.#rowOf(process);
    if (row < 0) return `process ${process}`;
    return `${this.#workload.names?.[row] ?? `P${this.#pidOf(row)}`} (pid ${this.#pidOf(row)})`;
  }

  #rowOf(process: number): number {
    const { rowOf, numbering } = this.#rows;
    if (rowOf === null) return process;
    if (rowOf[process] === NONE) numbering?.update();
    return rowOf[process] === NONE ? -1 : rowOf[process];
  }
}
