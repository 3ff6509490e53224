/**
 * The length of a tick, chosen while times are read so that all of them are whole: `0.4` and `10ms` become ticks, exactly.
 *
 * The columns hold ticks of the present length. A time that is no whole number of them makes the tick shorter, and what was read
 * before is multiplied. The tick is the smallest unit that occurs, or that divided by a power of ten, whatever the order of the
 * times is. A number without a unit is in the one unit that the text has; where it has several, or none can be known, it is refused.
 *
 * @module
 */

import type { ColumnsBuilder } from "./_builder.ts";
import { describeValue } from "./error.ts";
import type { Complaint } from "./_problems.ts";
import { RULE, TICKS_MAX } from "./_rules.ts";
import { parseStamp, type Stamp } from "./_stamp.ts";
import type { TickLength } from "./tick_length.ts";
import { ATTOS, parseTime, timeText, type UnitName } from "./_time_units.ts";

/** A column of times while it is read. */
export interface TimeColumn {
  /** The unit that its header names. */
  readonly unit?: UnitName;
  /** Whether times of day and dates may stand in it. */
  readonly isArrival?: boolean;
  /** How its times are written so far. */
  kind?: "plain" | "unit" | "clock" | "date";
}

const TWELVE_HOURS = 12n * ATTOS.h;

/** See the module's description. */
export class TimeScale {
  /** Whether all times so far were whole numbers without units, which nothing here needs to look at. */
  isPlain = true;
  readonly #builder: ColumnsBuilder;
  /** The tick that the user asked for. */
  readonly #fixed: { readonly attos: bigint; readonly unit: UnitName } | undefined;
  readonly #units = new Set<UnitName>();
  /** The units in which times of day are told; numbers without a unit are not in these. */
  readonly #stampUnits = new Set<UnitName>();
  #hasPlain = false;
  /** In 10^-18 seconds, or of the unit without a name as long as no unit has come. */
  #tick = ATTOS[""];
  #origin: bigint | undefined;
  #first: { attos: bigint; text: string; isClock: boolean } | undefined;
  #previous: bigint | undefined;

  constructor(builder: ColumnsBuilder, tick: string | undefined) {
    this.#builder = builder;
    if (tick === undefined) return;
    const parsed = parseTime(tick.trim());
    if (typeof parsed === "string" || parsed.attos === 0n) {
      const rule = "a length of time with a unit or without, such as 0.1ms or 0.5";
      throw new RangeError(`Cannot read workload: tick must be ${rule}, got ${describeValue(tick)}`);
    }
    const unit = parsed.unit ?? "";
    this.#fixed = { attos: parsed.attos * ATTOS[unit] / ATTOS[""], unit };
    this.#tick = this.#fixed.attos;
    this.isPlain = false;
  }

  /** Says that a header names a unit. To be called before the first time is taken. */
  useUnit(unit: UnitName): void {
    this.#add(unit);
    this.isPlain = false;
  }

  /**
   * Takes a time.
   *
   * @param text The time without white space around it, a point before its decimals.
   * @param column The column that it stands in.
   * @returns Ticks, or what is wrong. Ticks of arrivals may be negative until {@linkcode TimeScale.finish}.
   */
  take(text: string, column: TimeColumn): number | Complaint {
    if (this.isPlain) this.#leavePlain(column);
    const stamp = /^\d+[:\-/.年T]\d/.test(text) ? parseStamp(text, column.isArrival ?? false) : undefined;
    if (stamp !== undefined) return "rule" in stamp ? stamp : this.#takeStamp(stamp, text, column);
    const parsed = parseTime(text);
    if (typeof parsed === "string") return complaintOf(parsed, text);
    const unit = parsed.unit ?? column.unit;
    if (unit === undefined) return parsed.attos === 0n ? 0 : this.#takePlain(parsed.attos, text, column);
    const kind = parsed.unit === undefined ? column.kind : "unit";
    const problem = this.#mix(kind ?? "unit", text, column) ?? this.#add(unit, text);
    return problem ?? this.#store(parsed.attos * ATTOS[unit] / ATTOS[""], text);
  }

  /** Whether any time needs what this class is for, and what to say of it. Arrivals by the clock are made to begin at 0. */
  finish(): { notes: string[]; tick?: TickLength } {
    if (this.isPlain) return { notes: [] };
    const notes: string[] = [];
    if (this.#first !== undefined) {
      this.#builder.shiftArrivals();
      notes.push(`arrivals count from ${this.#first.text}`);
    }
    const unit = this.#fixed?.unit ?? this.#smallest();
    if (unit === "" && this.#tick === ATTOS[""]) return { notes };
    const text = timeText(this.#tick, unit);
    notes.push(unit === "" ? `a tick is ${text} of what the times are in` : `a tick is ${text}`);
    const perUnit = Number(ATTOS[unit] * 10n ** 9n / this.#tick) / 1e9;
    const { attos = 0n, isClock = false } = this.#first ?? {};
    const midnight = isClock && attos % this.#tick === 0n ? { midnight: Number(attos / this.#tick) } : {};
    return { notes, tick: { text, unit, perUnit, ...midnight } };
  }

  /** From here on every time is looked at; those before were whole numbers without units. */
  #leavePlain(column: TimeColumn): void {
    this.isPlain = false;
    this.#hasPlain = this.#builder.rows > 1 || this.#builder.hasTimes;
    if (this.#builder.rows > 1 && !column.isArrival) column.kind = "plain";
    if (column.isArrival && this.#builder.hasArrivals) column.kind = "plain";
  }

  #takePlain(attos: bigint, text: string, column: TimeColumn): number | Complaint {
    const problem = this.#mix("plain", text, column);
    if (problem !== undefined) return problem;
    const [unit, second] = this.#units;
    if (unit === undefined && this.#stampUnits.size > 0) {
      const hint =
        "where arrivals are times of day, nothing says what a number is: name it in the header, or --columns bursts:min";
      return { rule: "a time with its unit, such as 30min", value: text, hint };
    }
    if (second !== undefined) {
      return { rule: `a time with its unit, since times are in ${[...this.#units].join(" and ")}`, value: text };
    }
    if (unit === undefined && this.#fixed !== undefined && this.#fixed.unit !== "") {
      const hint = `the tick has one: write ${text}${this.#fixed.unit}, or name the unit in the header`;
      return { rule: "a time with a unit", value: text, hint };
    }
    this.#hasPlain = true;
    return this.#store(unit === undefined ? attos : attos * ATTOS[unit] / ATTOS[""], text);
  }

  #takeStamp(stamp: Stamp, text: string, column: TimeColumn): number | Complaint {
    if (stamp.kind === "length") {
      const problem = this.#mix("unit", text, column) ?? this.#add(stamp.unit, text);
      return problem ?? this.#store(stamp.attos, text);
    }
    const problem = this.#mix(stamp.kind, text, column);
    if (problem !== undefined) return problem;
    if (this.#hasPlain && this.#units.size === 0) {
      const rule = "a number, since other times are numbers without a unit";
      return { rule, value: text, hint: "or give every time a unit: Burst Time (min)" };
    }
    if (stamp.kind === "clock" && this.#previous !== undefined && this.#previous - stamp.attos > TWELVE_HOURS) {
      return { rule: "a time of the same day as the one above, or one with its date", value: text };
    }
    this.#previous = stamp.attos;
    if (this.#stampUnits.size === 0 && this.#units.size === 0 && this.#fixed === undefined) {
      this.#tick = ATTOS[stamp.unit];
    }
    this.#stampUnits.add(stamp.unit);
    this.#origin ??= stamp.attos;
    if (this.#first === undefined || stamp.attos < this.#first.attos) {
      this.#first = { attos: stamp.attos, text, isClock: stamp.kind === "clock" };
    }
    return this.#store(stamp.attos - this.#origin, text);
  }

  /** Refuses two ways of writing in one column, which nobody would mean. */
  #mix(kind: NonNullable<TimeColumn["kind"]>, text: string, column: TimeColumn): Complaint | undefined {
    column.kind ??= kind;
    if (column.kind === kind) return undefined;
    const how = {
      plain: "a number without a unit",
      unit: "a number with a unit",
      clock: "a time of day",
      date: "a date and time",
    };
    return { rule: `${how[column.kind]}, as the others of its column are`, value: text };
  }

  /** Takes note of a unit; it makes all numbers without one what they are. */
  #add(unit: UnitName, text?: string): Complaint | undefined {
    if (this.#units.has(unit)) return undefined;
    if (this.#fixed?.unit === "") {
      return {
        rule: `a number without a unit, since the tick (${timeText(this.#fixed.attos, "")}) has none`,
        value: text,
      };
    }
    const [other] = this.#units;
    if (this.#hasPlain && other !== undefined) {
      return { rule: `in ${other}, since there are numbers without a unit, which are ${other}`, value: text };
    }
    if (this.#units.size === 0 && this.#stampUnits.size === 0 && this.#fixed === undefined) {
      this.#tick = this.#hasPlain ? this.#tick * ATTOS[unit] / ATTOS[""] : ATTOS[unit];
    }
    this.#units.add(unit);
    return undefined;
  }

  #store(attos: bigint, text: string): number | Complaint {
    if (this.#fixed === undefined) {
      const problem = this.#refine(attos, text);
      if (problem !== undefined) return problem;
    } else if (attos % this.#tick !== 0n) {
      return { rule: `a whole number of ticks, each ${timeText(this.#tick, this.#fixed.unit)}`, value: text };
    }
    const ticks = attos / this.#tick;
    if (ticks > BigInt(TICKS_MAX) || ticks < -BigInt(TICKS_MAX)) return { rule: RULE.ticks, value: text };
    return Number(ticks);
  }

  /** Makes the tick short enough for a time. */
  #refine(attos: bigint, text: string): Complaint | undefined {
    const smallest = ATTOS[this.#smallest()];
    if (attos % this.#tick === 0n && smallest % this.#tick === 0n) return undefined;
    let tick = smallest;
    while (this.#tick % tick !== 0n || attos % tick !== 0n) {
      if (tick % 10n !== 0n) return { rule: "a time that is not smaller than 10^-18 of a unit", value: text };
      tick /= 10n;
    }
    const factor = this.#tick / tick;
    if (factor > BigInt(TICKS_MAX) || !this.#builder.multiplyTimes(Number(factor))) {
      const rule = `such that all times are at most ${TICKS_MAX} ticks, and a tick has to be ${
        timeText(tick, this.#smallest())
      }`;
      return { rule, value: text };
    }
    this.#tick = tick;
    return undefined;
  }

  #smallest(): UnitName {
    let smallest: UnitName | undefined;
    for (const unit of [...this.#units, ...this.#stampUnits]) {
      if (smallest === undefined || ATTOS[unit] < ATTOS[smallest]) smallest = unit;
    }
    return smallest ?? "";
  }
}

function complaintOf(fault: "no number" | "unknown unit" | "too many decimals", text: string): Complaint {
  switch (fault) {
    case "no number":
      return { rule: RULE.ticks, value: text };
    case "unknown unit":
      return { rule: `${RULE.ticks}, or a number with a unit (ns, us, ms, s, min, h, d)`, value: text };
    case "too many decimals":
      return { rule: "a number with at most nine decimals", value: text };
  }
}
