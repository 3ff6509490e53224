/**
 * Texts that know the grammar they break: tokens of a sample are left out, doubled, moved, exchanged for others of the same
 * language or for odd values, repeated, nested, or cut off. And a watch over what a case may cost.
 *
 * @module
 */

import type { Random } from "./random.ts";
import { describeCase, seeds } from "./soak.ts";

/** A language: samples, which are right, and tokens that mean something in it. */
export interface Grammar {
  readonly samples: readonly string[];
  readonly tokens: readonly string[];
}

/** What every reader of numbers and names may meet. */
const ODD_TOKENS = [
  ..."0|-0|-1|1e1|1e-400|1e999|0x3|0b1|_4_|1__0|+5|.5|5.|0.99999999999999999999|9007199254740991|9007199254740992"
    .split("|"),
  ..."NaN|Infinity|null|true|nan|constructor|__proto__|toString|hasOwnProperty|''|\"\"|--|..|...|%|#|//".split("|"),
  "9".repeat(400),
  "x".repeat(300),
  "\0",
  "\x1b[2J",
  "\u202e",
  "\ufffe",
  "\ud800",
  "\u2028",
  "é",
  "进程",
  "\t",
  "\n",
  "\r\n",
  "\r",
  " ",
  "\ufeff",
];

/** Words, numbers, strings in quotes, white space, and signs one by one. */
function tokensOf(text: string): string[] {
  return text.match(/"(?:[^"\\\n]|\\.)*"|[\p{L}_$][\p{L}\p{N}_$]*|[+-]?\d+(?:\.\d+)?|\s+|[^]/gu) ?? [];
}

/** Longest text that a mutation makes. */
const LENGTH_MAX = 100_000;

/** Breaks a sample in one to four places. */
export function mutate({ samples, tokens }: Grammar, random: Random): string {
  let parts = tokensOf(random.pick(samples));
  for (let left = random.int(1, 4); left > 0; left--) parts = mutateOnce(parts, tokens, samples, random);
  return parts.join("").slice(0, LENGTH_MAX);
}

function mutateOnce(
  parts: readonly string[],
  tokens: readonly string[],
  samples: readonly string[],
  random: Random,
): string[] {
  const from = random.int(0, parts.length);
  const to = Math.min(parts.length, from + random.int(0, random.chance(0.2) ? 40 : 3));
  const [before, piece, after] = [parts.slice(0, from), parts.slice(from, to), parts.slice(to)];
  const other = random.chance(0.5) ? random.pick(tokens) : random.pick(ODD_TOKENS);
  switch (random.int(0, 8)) {
    case 0:
      return [...before, ...after];
    case 1:
      return [...before, ...piece, ...piece, ...after];
    case 2:
      return [...before, other, ...after];
    case 3:
      return [...before, ...piece, other, ...after];
    case 4:
      return random.shuffle([before, piece, after]).flat();
    case 5: {
      const count = random.pick([10, 100, 2000]);
      return [...before, Array.from({ length: count }, () => piece.join("") || other).join(""), ...after];
    }
    case 6: {
      const [open, close] = random.pick([["[", "]"], ["{", "}"], ["(", ")"], ['"', '"'], ["- ", ""], ["a: ", ""]]);
      const depth = random.pick([1, 20, 1000]);
      return [...before, open.repeat(depth), ...piece, close.repeat(depth), ...after];
    }
    case 7:
      return [...before, ...tokensOf(random.pick(samples))];
    default:
      return random.chance(0.3) ? before : [...before, ...piece.map(() => other), ...after];
  }
}

/** What one case may cost. Texts have at most 100,000 characters. */
export interface CaseLimits {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** On a machine that does other things besides. */
export const CASE_LIMITS: CaseLimits = { milliseconds: 5000, mebibytes: 512 };

/** What the dearest cases cost. */
export interface Costs {
  milliseconds: number;
  mebibytes: number;
  cases: number;
}

/**
 * Runs mutated texts through `take`, which must end in its own way: what it throws fails the test, with the seed that
 * repeats it. Time and memory of each case are measured and bounded.
 */
export async function takeMutations(
  count: number,
  grammar: Grammar,
  random: (seed: number) => Random,
  take: (text: string, random: Random) => unknown,
): Promise<Costs> {
  const costs: Costs = { milliseconds: 0, mebibytes: 0, cases: 0 };
  for (const seed of seeds(count)) {
    const numbers = random(seed);
    const text = mutate(grammar, numbers);
    const shown = text.length > 2000 ? `${text.slice(0, 2000)}... (${text.length})` : text;
    const heapBefore = heapBytes();
    const startedMs = performance.now();
    try {
      await take(text, numbers);
    } catch (error) {
      throw new Error(describeCase(seed, shown, `it must end in its own way, got ${error}`), { cause: error });
    }
    const milliseconds = performance.now() - startedMs;
    const mebibytes = (heapBytes() - heapBefore) / 2 ** 20;
    costs.cases++;
    costs.milliseconds = Math.max(costs.milliseconds, milliseconds);
    costs.mebibytes = Math.max(costs.mebibytes, mebibytes);
    if (milliseconds > CASE_LIMITS.milliseconds || mebibytes > CASE_LIMITS.mebibytes) {
      throw new Error(describeCase(seed, shown, `it took ${milliseconds} ms and ${mebibytes} MiB`));
    }
  }
  return costs;
}

/** What this program has taken and not given back, on the heap and in buffers. */
function heapBytes(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}
