/**
 * What a header says of the order of priorities in brackets: `Priority (1 = highest)`.
 *
 * @module
 */

import type { PriorityOrder } from "../policy_options.ts";

/** Words of much and of little; two that belong to one another, such as `more urgent`, are one. */
const MUCH =
  /^(?:more|most|high|larg|big|great|max|top|important|urgent|better|best|first|prefer|preced|win|hoh|höh|höch|hoch|groß|größ|gross|gröss|wichtig|mayor|maior|maggior|alt[ao]|grand|élev|elev|больше|выше|大|高|优先|優先|先|높|클|큰)/;
const LITTLE =
  /^(?:less|least|low|small|min|niedrig|klein|gering|menor|minor|baj[ao]|baix|bass[ao]|petit|faible|меньше|ниже|小|低|낮|작)/;
const PARTS =
  /-?\d+|(?:more|most|less|least)\s+(?:important|urgent|priority|preferred)|[a-zß-ÿ]+|[а-яё]+|优先(?:级|权|数)别?|優先(?:級|權|順序|度|順位)|优先|優先|[大小高低先]|[가-힣]+/g;

/** What of it counts: a number that is small or large, much, or little. */
type Sign = "first number" | "number" | "much" | "little";

/**
 * Which priorities a remark says are the more urgent.
 *
 * @param text What stands in the brackets.
 * @returns `unclear` where it speaks of an order and could mean either; `undefined` where it speaks of none.
 */
export function servedFirst(text: string): PriorityOrder | "unclear" | undefined {
  const signs: Sign[] = [];
  for (const [part] of text.toLowerCase().matchAll(PARTS)) {
    const sign = signOf(part);
    if (sign === undefined) continue;
    // Of `1-5, 1 highest` the second 1 is what is told of.
    if (isNumber(sign) && isNumber(signs.at(-1)) && signs.length % 2 === 1) signs.pop();
    signs.push(sign);
  }
  if (signs.every(isNumber)) return undefined;
  const said = new Set<PriorityOrder>();
  for (let at = 0; at + 1 < signs.length; at += 2) said.add(orderOf(signs[at], signs[at + 1]));
  const [order] = said;
  return said.size === 1 ? order : "unclear";
}

function signOf(part: string): Sign | undefined {
  if (/^-?\d/.test(part)) return Number(part) <= 1 ? "first number" : "number";
  if (/^(?:优先|優先)./.test(part)) return undefined;
  return MUCH.test(part) ? "much" : LITTLE.test(part) ? "little" : undefined;
}

function isNumber(sign: Sign | undefined): boolean {
  return sign === "first number" || sign === "number";
}

/** What two signs say together: little is much, 1 is much, much is little. */
function orderOf(a: Sign, b: Sign): PriorityOrder {
  const isSmall = (sign: Sign) => sign === "little" || sign === "first number";
  return isSmall(a) === isSmall(b) ? "high" : "low";
}
