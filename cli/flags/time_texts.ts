/**
 * Options that are times, as people type them where a workload's times have units or decimals: `--quantum 1ms`, `--switch-cost 0.5`.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import type { OptionSpec, Policy } from "../../engine/policy.ts";
import type { TickLength } from "../../engine/workload/tick_length.ts";
import { ticksOfTime } from "../../engine/workload/ticks_of_time.ts";
import { flagName } from "../command.ts";

/** A time within an option: a whole one of ticks, or one with decimals or a unit. */
const TIME = /(?<=^|[,/=])\s*(\d[\d_]*\.\d*|\d*\.\d+|\d[\d_]*(?=\s*[\p{L}µ]))\s*([\p{L}µ]*)\s*(?=$|[,/])/gu;

/** For what is a time at all. */
const ANY_TICK: TickLength = { text: "1 ns", unit: "ns", perUnit: 1 };

/** Whether an option's values are times. */
function isTimed({ type }: OptionSpec): boolean {
  return type === "ticks" || type.startsWith("ticks ");
}

/**
 * An option's text with its times in ticks.
 *
 * @param spec The option.
 * @param text What was typed.
 * @param tick What a tick of the workload is; `unread` where it is not known yet, so that any time will do.
 * @returns The text; as it was where there is nothing to convert.
 * @throws {RangeError} If a time is no whole number of ticks; the message says what it must be.
 */
export function inTicks(spec: OptionSpec, text: string, tick: TickLength | "unread" | undefined): string {
  if (!isTimed(spec) || tick === undefined) return text;
  return text.replace(TIME, (all, number: string, word: string) => {
    const time = number.replaceAll("_", "") + word;
    if (tick === "unread") return ticksOfTime(time, ANY_TICK) === undefined ? all : "1";
    const ticks = ticksOfTime(time, tick);
    if (typeof ticks === "object") throw new RangeError(`must be ${ticks.rule}, got ${all.trim()}`);
    return ticks === undefined ? all : String(ticks);
  });
}

/** How to have ticks that a time with decimals is whole in; empty where that is not what is wrong. */
export function shorterTick(spec: OptionSpec, text: string): string {
  const decimals = isTimed(spec) ? /^\d*\.(\d{1,6})$/.exec(text.trim())?.[1] : undefined;
  return decimals === undefined ? "" : ` (with --tick 0.${"1".padStart(decimals.length, "0")} it is)`;
}

/**
 * What to say of times that were typed as plain numbers where a tick is not what the workload's times are in.
 *
 * @param policies The policies whose options they may be.
 * @param texts What was typed.
 * @param tick What a tick of the workload is.
 * @returns One note, or none.
 */
export function tickNotes(
  policies: readonly Policy[],
  texts: object,
  tick: TickLength | undefined,
): string[] {
  if (tick === undefined || tick.perUnit === 1) return [];
  const plain = [...MACHINE_OPTIONS, ...policies.flatMap(({ options }) => options)].filter((spec) => {
    const text = (texts as Readonly<Record<string, unknown>>)[spec.name];
    return isTimed(spec) && typeof text === "string" && /(?:^|[,/=])\s*[1-9]\d*\s*(?:$|[,/])/.test(text);
  });
  if (plain.length === 0) return [];
  const names = [...new Set(plain.map(({ name }) => `--${flagName(name)}`))].join(" and ");
  const one = tick.unit === "" ? "1.0" : `1${tick.unit}`;
  return [`${names} counts ticks, each ${tick.text}; ${one} is one of what the times are in`];
}
