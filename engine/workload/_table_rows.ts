/**
 * From the rows of a table to the columns of a workload, as its plan says.
 *
 * @module
 */

import type { ColumnsBuilder } from "./_builder.ts";
import { TIME_TRAITS } from "./_builder.ts";
import { parseAffinity } from "./_membership.ts";
import type { PriorityOrder } from "../policy_options.ts";
import { readProgram } from "./_notation.ts";
import { type NumberStyle, numberText } from "./_number_text.ts";
import { servedFirst } from "./_priority_remark.ts";
import type { Complaint, ProblemList } from "./_problems.ts";
import { CELLS_MAX, type RowCells } from "./_row_cells.ts";
import { parseNeeds } from "./_resources.ts";
import { isName, parseWhole, RULE, TICKS_MAX, TRAIT_NAMES, type TraitName, TRAITS, UINT32_MAX } from "./_rules.ts";
import type { TablePlan } from "./_table_plan.ts";
import type { TimeColumn, TimeScale } from "./_time_scale.ts";
import { unitOf } from "./_time_units.ts";
import type { WorkloadPath } from "./error.ts";

/** What an empty cell looks like in tables for people. */
const NOTHING = /^(?:[-–—‐]+|n\/?a|nil|none|null|\/|无|無)$/i;

/** A length of time in hours, minutes and seconds. */
const LENGTH_WITH_COLONS = /^(?:\d+-)?\d+:\d{2}(?::\d{2}(?:[.,]\d+)?)?$/;

/** A number with a remark in brackets. */
const REMARKED = /^\s*(-?\d+)\s*[(（[]\s*([^\d()（）\[\]]+?)\s*[)）\]]\s*$/;

/** A program comes at most so often by a number in its row. */
const REPEATS_MAX = 100_000;

/** A size of memory, perhaps in a unit. */
const SIZE = /^(\d+(?:\.0*)?)\s*([KMGT])?(?:i?B)?$/i;

/** What a row is read with. */
export interface RowContext {
  readonly builder: ColumnsBuilder;
  readonly scale: TimeScale;
  readonly problems: ProblemList;
  readonly file: string | undefined;
  readonly style: NumberStyle;
}

/** See the module's description. */
export class TableRows {
  /** Which priorities are the more urgent, where a remark beside one says it. */
  priorityOrder: PriorityOrder | undefined;
  /** Whether the column that says who a process is has names; numbers otherwise. */
  hasNames = false;
  readonly #plan: TablePlan;
  readonly #context: RowContext;
  readonly #times: readonly TimeColumn[];
  /** The traits that the table has, so that a row need not look for the others. */
  readonly #traits: readonly TraitName[];
  /** The unit that the first size of memory has, `K` for one; empty for a plain number. */
  #sizeUnit: string | undefined;
  readonly #isRestricted: boolean;
  #cells!: RowCells;
  #firstIndex = 0;

  constructor(plan: TablePlan, context: RowContext) {
    this.#plan = plan;
    this.priorityOrder = plan.priorityOrder;
    this.#context = context;
    this.#times = plan.units.map((unit, cell) => ({ unit, isArrival: cell === plan.cellOf.arrival }));
    for (const unit of plan.units) if (unit !== undefined) context.scale.useUnit(unit);
    this.#traits = TRAIT_NAMES.filter((name) => plan.cellOf[name] >= 0);
    this.#isRestricted = plan.cellOf.affinity >= 0 || plan.cellOf.group >= 0;
  }

  /** Reads a row as the next process. */
  take(cells: RowCells): void {
    const { builder } = this.#context;
    const { cellOf, count, countMin, unnamed, program, identity } = this.#plan;
    this.#cells = cells;
    builder.addProcess(0);
    if (cells.count !== count && !this.#isOfCount(count, countMin)) return;
    for (const cell of unnamed) {
      if (cells.textOf(cell) === "" || cell === 0 && this.#isIndex(cells.digitsOf(cell))) continue;
      this.#complain(cell, undefined, {
        rule: "a row whose cells under an empty header are empty",
        value: cells.textOf(cell),
      });
    }
    const { arrival, pid, name, bursts } = cellOf;
    if (arrival >= 0) builder.setArrival(this.#time(arrival, "arrival", 0, 0));
    if (pid >= 0) builder.setPid(this.#whole(pid, "pid", builder.rows, 0, TICKS_MAX, RULE.pid));
    if (identity >= 0) this.#takeIdentity(identity);
    if (name >= 0) this.#takeName(name);
    for (const trait of this.#traits) {
      const { byDefault, least, most } = TRAITS[trait];
      const cell = cellOf[trait];
      const value = TIME_TRAITS.includes(trait)
        ? this.#time(cell, trait, byDefault, least)
        : trait === "memory"
        ? this.#size(cell)
        : trait === "priority"
        ? this.#priority(cell)
        : this.#whole(cell, trait, byDefault, least, most, RULE[trait]);
      builder.setTrait(trait, trait === "deadline" && this.#plan.isAbsolute ? this.#sinceArrival(value, cell) : value);
    }
    if (this.#isRestricted) this.#takeMembership();
    if (this.#plan.resources.length > 0) this.#takeResources();
    if (program.length === 0) this.#takeBursts(bursts);
    else this.#takeProgram();
  }

  /** Whether a number is that of the row, from 0 or from 1: a first column that spreadsheets and data frames leave without a name. */
  #isIndex(digits: number): boolean {
    const { rows } = this.#context.builder;
    if (rows === 1) this.#firstIndex = digits;
    return digits >= 0 && this.#firstIndex <= 1 && digits === this.#firstIndex + rows - 1;
  }

  /** Whether the row has cells enough, and none too many that has something. */
  #isOfCount(count: number, countMin: number): boolean {
    const cells = this.#cells;
    let given = cells.count;
    while (given > count && cells.count <= CELLS_MAX && cells.textOf(given - 1) === "") given--;
    if (given <= count && given >= countMin) return true;
    this.#context.builder.addCpu(1);
    this.#complain(-1, undefined, { rule: `a row of as many cells as the header, ${count}`, value: cells.count });
    return false;
  }

  #takeName(cell: number): void {
    const text = this.#cells.textOf(cell);
    if (isName(text)) this.#context.builder.setName(text);
    else if (text !== "") this.#complain(cell, "name", { rule: RULE.name, value: text });
  }

  /** A column of numbers is pids, one in which any text stands is names. */
  #takeIdentity(cell: number): void {
    const { builder } = this.#context;
    if (this.hasNames) return this.#takeName(cell);
    const digits = this.#cells.digitsOf(cell);
    const text = digits >= 0 ? "" : this.#cells.textOf(cell);
    const pid = digits >= 0 ? digits : text === "" ? builder.rows : parseWhole(text);
    if (pid >= 0) return builder.setPid(pid);
    this.hasNames = true;
    if (builder.rows > 1) builder.pidsToNames(builder.rows - 1);
    this.#takeName(cell);
  }

  #takeBursts(cell: number): void {
    const { builder, scale } = this.#context;
    const digits = this.#cells.digitsOf(cell);
    if (digits > 0 && scale.isPlain && this.#plan.repeat < 0) return builder.addCpu(digits);
    const text = this.#cells.textOf(cell);
    if (LENGTH_WITH_COLONS.test(text)) {
      const ticks = this.#time(cell, "bursts", 0, 1);
      return builder.addCpu(Number.isNaN(ticks) ? 1 : ticks);
    }
    const path: (string | number)[] = ["processes", builder.rows - 1, "bursts"];
    const program = this.#plan.isOwn && digits >= 0 ? text : numberText(text, this.#context.style, true);
    if (typeof program === "object") {
      builder.addCpu(1);
      return this.#addProblem(cell, path, program);
    }
    const count = this.#repeats();
    const written = count === 1 ? program : `(${program})x${count}`;
    const problem = readProgram(joinUnits(written), builder, (time) => this.#ticks(time, cell));
    if (problem === undefined) return;
    const { entry, ...complaint } = problem;
    if (/[^\s\d.-]/.test(text)) path.push(entry);
    this.#addProblem(cell, path, complaint);
  }

  /** A CPU burst with I/O after so many of its ticks; whether the row has such a one. */
  #takeIoAfter(): boolean {
    const { builder } = this.#context;
    const { ioAfter, program } = this.#plan;
    const isNone = (cell: number) =>
      this.#cells.textOf(cell).trim() === "" || this.#isNothing(this.#cells.textOf(cell));
    if (ioAfter < 0 || isNone(ioAfter)) return false;
    const [cpu, io] = ["cpu", "io"].map((kind) => program.find((part) => part.kind === kind)!);
    const read = () => [
      this.#time(cpu.cell, "bursts", 0, 1),
      this.#time(ioAfter, "bursts", 0, 0),
      this.#time(io.cell, "bursts", 0, 0),
    ];
    // The first reading may make ticks shorter than those that it began with.
    const first = read();
    const [total, after, ticks] = first.some(Number.isNaN) ? first : read();
    if (after > total) {
      this.#complain(ioAfter, "bursts", {
        rule: `at most the CPU time, ${this.#cells.textOf(cpu.cell)}, as the I/O comes within it`,
        value: this.#cells.textOf(ioAfter),
      });
    }
    if (after > 0) builder.addCpu(Math.min(after, total));
    builder.addIo(ticks >= 0 ? ticks : 0, io.device ?? this.#device());
    if (!(total <= after)) builder.addCpu(total - after > 0 ? total - after : 1);
    return true;
  }

  /** The bursts of several cells, as often as the row says; empty ones are none. */
  #takeProgram(): void {
    const { builder } = this.#context;
    if (this.#takeIoAfter()) return;
    let entries = 0;
    for (let left = this.#repeats(); left > 0; left--) {
      for (const { cell, kind, device } of this.#plan.program) {
        const text = this.#cells.textOf(cell);
        if (text === "" || NOTHING.test(text)) continue;
        entries++;
        const ticks = this.#time(cell, "bursts", 0, kind === "cpu" ? 1 : 0);
        if (kind === "cpu") builder.addCpu(Number.isNaN(ticks) ? 1 : ticks);
        else builder.addIo(Number.isNaN(ticks) ? 0 : ticks, device ?? this.#device());
      }
    }
    if (entries > 0) return;
    builder.addCpu(1);
    this.#complain(this.#plan.program[0].cell, "bursts", { rule: "a number of ticks or a list of bursts", value: "" });
  }

  /** The device that a cell of the row names; `undefined` for none. */
  #device(): string | undefined {
    const { device } = this.#plan;
    const text = device < 0 ? "" : this.#cells.textOf(device).trim();
    return isName(text) && !this.#isNothing(text) ? text : undefined;
  }

  /** How often the program comes; once where the table does not say. */
  #repeats(): number {
    const { repeat } = this.#plan;
    if (repeat < 0) return 1;
    const count = this.#whole(
      repeat,
      "bursts",
      1,
      1,
      REPEATS_MAX,
      `repeated a whole number of times from 1 to ${REPEATS_MAX}`,
    );
    return Number.isNaN(count) ? 1 : count;
  }

  /** A priority, perhaps with a remark that says which numbers are the more urgent: `4 (highest)`. */
  #priority(cell: number): number {
    const { byDefault, least, most } = TRAITS.priority;
    const remarked = this.#cells.digitsOf(cell) >= 0 ? null : REMARKED.exec(this.#cells.textOf(cell));
    const [text, number, remark] = remarked ?? [];
    const order = text === undefined ? undefined : servedFirst(`${number} ${remark}`);
    if (order === undefined) return this.#whole(cell, "priority", byDefault, least, most, RULE.priority);
    this.priorityOrder ??= order === "unclear" ? undefined : order;
    if (order === this.priorityOrder) return parseWhole(number);
    this.#complain(cell, "priority", {
      rule: "one that agrees with the others on which priorities are the more urgent",
      value: text,
    });
    return NaN;
  }

  /** A deadline that counts from 0, after the arrival; 0 is none. */
  #sinceArrival(deadline: number, cell: number): number {
    if (!(deadline > 0)) return deadline;
    const ticks = deadline - this.#context.builder.arrival;
    if (ticks > 0) return ticks;
    this.#complain(cell, "deadline", {
      rule: "after the arrival, as it is an absolute one",
      value: this.#cells.textOf(cell),
    });
    return NaN;
  }

  /** The CPUs that the process may run on, as `0 2 4-7`, and its group. */
  #takeMembership(): void {
    const { builder } = this.#context;
    const { affinity, group } = this.#plan.cellOf;
    const cpus = affinity >= 0 ? this.#cells.textOf(affinity).trim() : "";
    if (cpus !== "" && !this.#isNothing(cpus)) {
      const list = parseAffinity(cpus);
      if (list !== undefined) builder.setAffinity(list);
      else this.#complain(affinity, "affinity", { rule: `${RULE.affinity}, such as 0 2 4-7`, value: cpus });
    }
    const name = group >= 0 ? this.#cells.textOf(group) : "";
    if (isName(name)) builder.setGroup(name);
    else if (name !== "") this.#complain(group, "group", { rule: RULE.name, value: name });
  }

  /** Counted resources: how many of each, or `tape=2 printer=1`. */
  #takeResources(): void {
    const needs = new Map<string, number>();
    for (const { cell, name } of this.#plan.resources) {
      const text = this.#cells.textOf(cell).trim();
      if (name !== undefined) {
        const rule = `how many of ${name} it takes, a whole number from 0 to ${UINT32_MAX}`;
        needs.set(name, this.#whole(cell, "resources", 0, 0, UINT32_MAX, rule) || 0);
      } else if (text !== "" && !this.#isNothing(text)) {
        const all = parseNeeds(text);
        if (all !== undefined) { for (const [each, count] of Object.entries(all)) needs.set(each, count); }
        else this.#complain(cell, "resources", { rule: `${RULE.resources}, such as tape=2 printer=1`, value: text });
      }
    }
    this.#context.builder.setResources(Object.fromEntries(needs));
  }

  /** The time in a cell, its default where the cell is empty, or NaN with a problem added. */
  #time(cell: number, field: string, byDefault: number, least: number): number {
    const digits = this.#cells.digitsOf(cell);
    if (digits >= least && digits >= 0 && this.#context.scale.isPlain) return digits;
    const text = this.#cells.textOf(cell).trim();
    if (text === "" || this.#isNothing(text)) return byDefault;
    const number = numberText(text, this.#context.style, false);
    const ticks = typeof number === "object" ? number : this.#ticks(number, cell);
    if (typeof ticks === "object") {
      this.#complain(cell, field, ticks);
      return NaN;
    }
    const isClock = this.#times[cell]?.kind === "clock" || this.#times[cell]?.kind === "date";
    if (ticks >= least || isClock && ticks < 0) return ticks;
    const rule = field === "bursts" ? RULE.cpu : field === "arrival" ? RULE.ticks : RULE[field as "deadline"];
    this.#complain(cell, field, { rule, value: text });
    return NaN;
  }

  /** Ticks of a time, NaN for what is none, or what is wrong with how it is written. */
  #ticks(text: string, cell: number): number | Complaint {
    const { scale } = this.#context;
    const whole = scale.isPlain ? parseWhole(text) : NaN;
    if (whole >= 0) return whole;
    // An integer that is no plain one here is too large or negative.
    if (scale.isPlain && /^-?\d+(?:\.0*)?$/.test(text)) return NaN;
    const ticks = scale.take(text, this.#times[cell]);
    return typeof ticks === "object" && ticks.rule === RULE.ticks ? NaN : ticks;
  }

  /** The number in a cell, its default where the cell is empty, or NaN with a problem added. */
  #whole(cell: number, field: string, byDefault: number, least: number, most: number, rule: string): number {
    const digits = this.#cells.digitsOf(cell);
    if (digits >= least && digits >= 0 && digits <= most) return digits;
    const text = this.#cells.textOf(cell).trim();
    if (text === "" || this.#isNothing(text)) return byDefault;
    const number = numberText(text, this.#context.style, false);
    if (typeof number === "object") {
      this.#complain(cell, field, number);
      return NaN;
    }
    const value = parseWhole(number.replace(/^[−–]/, "-"));
    if (value >= least && value <= most) return value;
    this.#complain(cell, field, { rule, value: text });
    return NaN;
  }

  /**
   * The size in a cell, as {@linkcode #whole} gives numbers: a plain one, or in a unit that all sizes of the table are in, as
   * `15K` and `60 KB`. It is the unit in which the machine's memory is given too.
   */
  #size(cell: number): number {
    const [, digits, unit = ""] = SIZE.exec(this.#cells.textOf(cell).trim()) ?? [];
    if (digits === undefined) return this.#whole(cell, "memory", 0, 0, TICKS_MAX, RULE.memory);
    const value = parseWhole(digits);
    if (value === 0) return 0;
    const name = unit.toUpperCase();
    this.#sizeUnit ??= name;
    if (name === this.#sizeUnit && value >= 0) return value;
    const rule = name === this.#sizeUnit
      ? RULE.memory
      : `a size in the unit of the others (${this.#sizeUnit === "" ? "a plain number" : this.#sizeUnit})`;
    this.#complain(cell, "memory", { rule, value: this.#cells.textOf(cell) });
    return NaN;
  }

  /** Whether a cell is marked as empty. Files of our own have no such marks. */
  #isNothing(text: string): boolean {
    return !this.#plan.isOwn && NOTHING.test(text);
  }

  /** @throws {WorkloadError} If there are so many problems that the rest of the table need not be read. */
  #addProblem(cell: number, path: WorkloadPath, complaint: Complaint): void {
    this.#context.problems.addAt({ file: this.#context.file, ...this.#cells.placeOf(cell) }, path, complaint);
    this.#context.problems.throwIfFull();
  }

  #complain(cell: number, field: string | undefined, complaint: Complaint): void {
    const path = ["processes", this.#context.builder.rows - 1, ...(field === undefined ? [] : [field])];
    this.#addProblem(cell, path, complaint);
  }
}

/** Numbers and the units that stand apart from them, joined: `3 ms io 2 ms`. */
function joinUnits(text: string): string {
  return text.replace(
    /(\d)\s+([^\s\d,;:"]+)(?=$|[\s,;])/g,
    (all, digit, word) => unitOf(word) === undefined ? all : digit + word,
  );
}
