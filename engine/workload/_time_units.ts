/**
 * Units of time and numbers with units, as people write them: `10ms`, `1,5 s`, `2小时`. Exact: a time is a whole number of
 * attoseconds (10^-18 s), or of 10^-18 of whatever unit the text leaves out.
 *
 * @module
 */

/** A unit by its name as reports write it; `""` is that of numbers without one. */
export type UnitName = "" | "ns" | "us" | "ms" | "s" | "min" | "h" | "d";

/** 10^-18 of each unit. */
export const ATTOS: Readonly<Record<UnitName, bigint>> = {
  "": 10n ** 18n,
  ns: 10n ** 9n,
  us: 10n ** 12n,
  ms: 10n ** 15n,
  s: 10n ** 18n,
  min: 60n * 10n ** 18n,
  h: 3600n * 10n ** 18n,
  d: 86400n * 10n ** 18n,
};

/** The most decimals of a number: more could not be told from none in 10^-18. */
const DECIMALS_MAX = 9;

/** The most digits before the point: 2^53 has sixteen. */
const DIGITS_MAX = 20;

const WORDS: Readonly<Record<UnitName, string>> = {
  "":
    "tick ticks unit units u ut tu timeunit timeunits 单位 时间单位 單位 zeiteinheit zeiteinheiten ze unidades unidad",
  ns: "ns nsec nanosecond nanoseconds 纳秒",
  us: "us µs μs usec microsecond microseconds 微秒",
  ms:
    "ms msec msecs millis millisecond milliseconds 毫秒 millisekunden milisegundos millisecondes millisecondi мс ミリ秒 밀리초",
  s: "s sec secs second seconds 秒 秒钟 sek sekunde sekunden seg segundo segundos seconde secondes secondo secondi с сек 초",
  min: "min mins minute minutes 分 分钟 分鐘 minuto minutos minuten minuti мин 분",
  h: "h hr hrs hour hours 时 小时 小時 std stunde stunden heure heures hora horas ora ore ч час 時間 시간",
  d: "d day days 天 日 tag tage jour jours dia dias giorno giorni",
};

const UNIT_OF = new Map<string, UnitName>(
  Object.entries(WORDS).flatMap(([name, words]) => words.split(" ").map((word) => [word, name as UnitName])),
);

/** The unit that a word stands for, whatever its case; `undefined` for none. */
export function unitOf(word: string): UnitName | undefined {
  return UNIT_OF.get(word.toLowerCase().replaceAll(".", ""));
}

/** A number with or without a unit. */
export interface TimeNumber {
  /** 10^-18 of the number, whatever its unit is. */
  readonly attos: bigint;
  /** The unit that stands behind it; `undefined` for none. */
  readonly unit: UnitName | undefined;
}

/** Why a text is no number with a unit. */
export type TimeFault = "no number" | "unknown unit" | "too many decimals";

/**
 * Reads a number with or without a unit. Negative ones are none.
 *
 * @param text The text, without white space around it.
 * @returns The number, or why there is none.
 */
export function parseTime(text: string): TimeNumber | TimeFault {
  const parts = /^(\d*)(?:\.(\d*))?\s*([^\d\s.][^\d]*)?$/.exec(text);
  if (parts === null) return "no number";
  const [, whole, fraction = "", word] = parts;
  if (whole + fraction === "" || whole.length > DIGITS_MAX) return "no number";
  const unit = word === undefined ? undefined : unitOf(word.replaceAll(/\s/g, ""));
  if (word !== undefined && unit === undefined) return /^-/.test(word) ? "no number" : "unknown unit";
  const decimals = fraction.replace(/0+$/, "");
  if (decimals.length > DECIMALS_MAX) return "too many decimals";
  return { attos: BigInt(whole + decimals.padEnd(18, "0")), unit: unit === "" ? undefined : unit };
}

/**
 * A length of time in a unit, as short as it is exact: `0.1 ms`.
 *
 * @param attos 10^-18 seconds, or 10^-18 of the unit that numbers have which come without one.
 * @param unit The unit.
 * @returns The text; `0.1` where the unit has no name.
 */
export function timeText(attos: bigint, unit: UnitName): string {
  const of = ATTOS[unit];
  const whole = attos / of;
  const rest = attos % of * 10n ** 18n / of;
  const fraction = rest === 0n ? "" : `.${String(rest).padStart(18, "0").replace(/0+$/, "")}`;
  return `${whole}${fraction}${unit === "" ? "" : ` ${unit}`}`;
}
