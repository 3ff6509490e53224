/**
 * Drawings as SVG text: elements, escaping and the axes that the charts share. Coordinates are rounded to a hundredth,
 * so that the same figures give the same bytes.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { COLORS } from "../palette.ts";
import { niceStep } from "../scale.ts";
import { truncate, widthOf, wrap } from "../width.ts";
import { checkLook, type Look, patternDefinitions, themed } from "./look.ts";

/** The family that every text of a drawing uses; has Chinese where the system has. */
export const SVG_FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

/** Text made safe for XML, characters that XML cannot hold replaced. */
export function escapeXml(text: string): string {
  return text
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A coordinate as text. */
export function svgNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Attributes of an element; `undefined` ones are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its content, which is not escaped. */
export function element(name: string, attributes: Attributes, content = ""): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    text += ` ${key}="${typeof value === "number" ? svgNumber(value) : escapeXml(value)}"`;
  }
  return content === "" ? `${text}/>` : `${text}>${content}</${name}>`;
}

/** A line of text. */
export function svgText(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element("text", { x, y, fill: COLORS.ink, "font-size": 12, ...attributes }, escapeXml(text));
}

/** Ems that a character takes in a sans-serif face, rather too many than too few. */
function emsOf(character: string): number {
  if (widthOf(character) !== 1) return widthOf(character) / 2;
  if (/[ijl.,:;'|! ]/.test(character)) return 0.34;
  if (/[mwMW@%…]/.test(character)) return 1;
  return /[\p{Lu}]/u.test(character) ? 0.77 : 0.65;
}

/** About the units that a text takes across at a font size. */
export function textUnits(text: string, fontSize: number): number {
  return [...text].reduce((sum, character) => sum + emsOf(character), 0) * fontSize;
}

/** As much of a text as fits, with `…` for the rest. */
export function fitText(text: string, units: number, fontSize = 12): string {
  let fitted = text;
  while (textUnits(fitted, fontSize) > units && widthOf(fitted) > 1) fitted = truncate(text, widthOf(fitted) - 1);
  return fitted;
}

/** The narrowest drawing, in pixels. */
export const WIDTH_MIN = 320;

/** What is shown where the cursor stands on an element. */
export function titleOf(text: string): string {
  return element("title", {}, escapeXml(text));
}

/**
 * What a drawing says above its charts.
 *
 * @example
 * ```ts
 * import { sweep } from "@quanta/quanta/analysis";
 * import { type DrawingTexts, renderSvgSweep } from "@quanta/quanta/pictures";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const texts: DrawingTexts = { title: "Two processes", subtitle: "round robin" };
 * const result = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" }, { quanta: [1, 2] });
 * assertStringIncludes(renderSvgSweep(result, texts), "Two processes");
 * ```
 * @category Drawings
 */
export interface DrawingTexts {
  /** In large type; one line. */
  readonly title: string;
  /** Options in force; as many lines as it takes. */
  readonly subtitle: string;
}

/** Height of a line of the subtitle. */
const SUBTITLE_LINE = 17;

/** A drawing of `height` under its heading; a subtitle of several lines moves the content down. */
export function headedDocument(
  width: number,
  height: number,
  texts: DrawingTexts,
  content: readonly string[],
  look: Look = {},
): string {
  const { title, subtitle } = texts;
  // Six and a half units are about a character of 12 units' height; long lists are of digits, which are wider.
  const characterUnits = /\S{40}/.test(subtitle) ? 7.8 : 6.5;
  const lines = wrap(subtitle, Math.floor((width - 48) / characterUnits)).split("\n");
  const heading = [
    svgText(24, 26, fitText(title, width - 48, 17), { "font-size": 17, "font-weight": 600 }),
    ...lines.map((line, index) => svgText(24, 46 + index * SUBTITLE_LINE, line, { fill: COLORS.faint })),
  ];
  const down = (lines.length - 1) * SUBTITLE_LINE;
  const body = down === 0 ? content : [element("g", { transform: `translate(0 ${down})` }, content.join("\n"))];
  return svgDocument(width, height + down, title, [...heading, ...body], look);
}

/** The whole drawing. */
export function svgDocument(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
  look: Look = {},
): string {
  checkLook(look);
  const { theme = "light", patterns = false } = look;
  const size = `${svgNumber(width)} ${svgNumber(height)}`;
  const drawing = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${svgNumber(width)}" height="${svgNumber(height)}" ` +
    `viewBox="0 0 ${size}" font-family="${SVG_FONT}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    ...(patterns ? [patternDefinitions()] : []),
    element("rect", { width, height, fill: COLORS.paper }),
    ...parts,
    "</svg>",
    "",
  ].join("\n");
  return themed(drawing, theme);
}

/** A linear map from values to coordinates. */
export function linear(from: number, to: number, first: number, last: number): (value: number) => number {
  const factor = to === from ? 0 : (last - first) / (to - from);
  return (value) => first + (value - from) * factor;
}

/** Values in even, round steps from `from` to `to`, about `parts` of them. */
export function gridValues(from: number, to: number, parts: number, isWhole = true): number[] {
  const span = (to - from) / parts;
  const step = span >= 1 || isWhole ? niceStep(span) : fractionStep(span);
  const values: number[] = [];
  for (let index = Math.ceil(from / step); index * step <= to + step * 1e-9; index++) values.push(index * step);
  return values;
}

function fractionStep(span: number): number {
  if (span <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(span));
  return power * niceStep(span / power);
}

/** A grid value as its axis prints it. */
export function gridText(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(6)));
}
