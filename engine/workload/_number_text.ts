/**
 * Numbers as tables write them: decimal commas, wide digits; and what must not be read as one number, thousands separators.
 *
 * @module
 */

import type { Complaint } from "./_problems.ts";

/** What is known of the numbers of a table. */
export interface NumberStyle {
  /** Whether a comma between two numbers is a decimal comma where it could also part two bursts. */
  hasDecimalComma: boolean;
  /** Whether a point before three digits may part thousands, as where a spreadsheet separates cells by semicolons. */
  readonly mayPartByPoints: boolean;
}

const BY_COMMA = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)/;
const BY_POINT_TWICE = /^\d{1,3}(?:\.\d{3}){2,}(?!\d)/;
const BY_POINT_ONCE = /^[1-9]\d{0,2}\.\d{3}(?!\d)/;
const BY_SPACE = /^\d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?!\d)/;
const COMMA = /^(\d+),(\d+)(?=\D*$)/;

/**
 * A number with a point before its decimals.
 *
 * @param text The cell.
 * @param style What is known of the table. A comma that can only be a decimal one is taken note of.
 * @param isProgram Whether commas part the bursts of a program.
 * @returns The text, or what is wrong with it.
 */
export function numberText(text: string, style: NumberStyle, isProgram: boolean): string | Complaint {
  const plain = /[^\x20-\x7e]/.test(text) ? text.replace(WIDE, narrow).replace(/^[+＋]/, "") : text;
  const parted = BY_COMMA.exec(plain) ?? BY_POINT_TWICE.exec(plain) ?? BY_SPACE.exec(plain) ??
    (style.mayPartByPoints ? BY_POINT_ONCE.exec(plain) : null);
  // `0,125` is no thousand.
  if (parted !== null && !/^0[.,]/.test(plain)) {
    const digits = parted[0].replace(/\D/g, "");
    const other = /^\d+[.,]\d+$/.test(parted[0]) ? ` or ${decimalText(parted[0], style)}` : "";
    const hint = isProgram && /,\d+,/.test(plain)
      ? `write ${digits}, or the bursts with spaces: ${plain.replaceAll(",", " ")}`
      : `write ${digits}${other}`;
    return { rule: "written without thousands separators", value: text, hint };
  }
  if (!isProgram) {
    if (COMMA.test(plain)) style.hasDecimalComma = true;
    return plain.replace(COMMA, "$1.$2");
  }
  return style.hasDecimalComma && /^\d+,\d+[^\d,]*$/.test(plain) ? plain.replace(COMMA, "$1.$2") : plain;
}

/** The same with decimals, as it is read in this table: `1.5` for `1.500`, and `1.2340` where `1.234` may be a thousand. */
function decimalText(text: string, { mayPartByPoints }: NumberStyle): string {
  const decimal = String(Number(text.replace(",", ".")));
  return mayPartByPoints && BY_POINT_ONCE.test(decimal) ? `${decimal}0` : decimal;
}

/** A wide digit or mark; what stands in quotes is a name, and stays as it is. */
const WIDE = /"[^"\\]*(?:\\.[^"\\]*)*"|[０-９．，：]/g;

/** The ASCII form of a wide digit or mark. */
function narrow(found: string): string {
  return found.startsWith('"') ? found : String.fromCharCode(found.charCodeAt(0) - 0xfee0);
}
