/**
 * Verdicts: whether targets are met, from quotients within rounds and how sure their median is.
 *
 * @module
 */

import { quotients } from "./measure.ts";
import { type Estimate, estimate, median } from "./statistics.ts";
import { isRate, type PlotDescription, type Rivals, type Target, type Unit } from "./suite.ts";
import type { Judgement, Row, Verdict } from "./report.ts";
import { formatCount, formatFactor, formatSample } from "./format.ts";

/** How much of a target a quick run asks for. */
const QUICK_SHARE = 0.5;

/**
 * Judges a value that should be at least `bound`. A quick run is an alarm for what is broken: it believes a median that is
 * near, and calls far only what is so beyond doubt.
 */
function judge({ median, interval: [low, high] }: Estimate, bound: number, quick: boolean): Judgement {
  const asked = quick ? bound * QUICK_SHARE : bound;
  if (high < asked) return quick ? "far" : "missed";
  if (quick && median >= asked) return "near";
  return low >= asked ? "met" : "too noisy";
}

/** The best sample. */
function bestOf({ samples, unit }: Row): number {
  return isRate(unit) ? Math.max(...samples) : Math.min(...samples);
}

/**
 * How many times as good a row is as another: the median over the rounds. In a quick run, where the least of the iterations
 * counts, the best of all rounds stands for each: what other programs take away only adds, and among some dozens of short
 * runs a few are left alone on any machine.
 */
export function estimateQuotient(row: Row, other: Row, quick: boolean): Estimate {
  if (quick && row.counts === "least") return estimate(quotients([bestOf(row)], [bestOf(other)], row.unit));
  return estimate(quotients(row.samples, other.samples, row.unit));
}

/** The contender that a target is held against: the best of the candidates that ran. */
function findRival(rows: readonly Row[], target: Target): Row | null {
  if (!("against" in target)) return null;
  const { against } = target;
  const candidates = rows.filter(({ contender, role, error }) =>
    error === null && (against === "peers" ? role === "peer" : [against].flat().includes(contender))
  );
  const goodness = (row: Row) => isRate(row.unit) ? median(row.samples) : 1 / median(row.samples);
  return candidates.reduce<Row | null>(
    (best, row) => best === null || goodness(row) > goodness(best) ? row : best,
    null,
  );
}

/** Whom a target names, in words. */
function nameRivals(against: Rivals): string {
  if (against === "peers") return "the best peer";
  if (typeof against === "string") return against;
  if (against.length === 1) return against[0];
  const named = against.length > 4 ? [...against.slice(0, 3), `${against.length - 3} more`] : against;
  return `the best of ${named.join(", ")}`;
}

/** A target in words. */
export function describeTarget(target: Target, unit: Unit): string {
  if ("value" in target) return `at most ${formatSample(target.atMost, unit)}`;
  const rivals = nameRivals(target.against);
  if ("atLeast" in target) return `at least ${formatFactor(target.atLeast)} as good as ${rivals}`;
  return `at most ${formatFactor(target.atMost)} of ${rivals}`;
}

/** What is judged of a row: a value that must be at least the bound, and how the report says it. */
interface Comparison {
  value: Estimate;
  bound: number;
  got: string;
}

function compareValue(row: Row, atMost: number): Comparison {
  const { median, interval: [low, high] } = estimate(row.samples);
  return {
    value: { median: 1 / median, interval: [1 / high, 1 / low] },
    bound: 1 / atMost,
    got: formatSample(median, row.unit),
  };
}

function compareRival(
  row: Row,
  rival: Row,
  target: Extract<Target, { against: unknown }>,
  quick: boolean,
): Comparison {
  const value = estimateQuotient(row, rival, quick);
  if ("atLeast" in target) {
    return { value, bound: target.atLeast, got: `${formatFactor(value.median)} of ${rival.contender}` };
  }
  return { value, bound: 1 / target.atMost, got: `${formatFactor(1 / value.median)} of ${rival.contender}` };
}

/** Judges one target of a case, whose rows these are. */
export function judgeTarget(rows: readonly Row[], target: Target, quick: boolean): Verdict {
  const ours = rows.find(({ contender, role }) => target.of === undefined ? role === "ours" : contender === target.of);
  const { section, case: id, title, unit } = rows[0];
  const words = { section, case: id, title, of: ours?.contender ?? target.of ?? "ours" };
  const described = describeTarget(target, unit);
  const unjudged = (reason: string): Verdict => ({
    ...words,
    target: described,
    got: "-",
    judgement: "not judged",
    reason,
    detail: target.detail ?? false,
  });
  if (ours === undefined) return unjudged(`there is no contender ${words.of}`);
  if (ours.error !== null) return unjudged(`${ours.contender} could not run: ${ours.error}`);
  let comparison: Comparison;
  if ("value" in target) {
    comparison = compareValue(ours, target.atMost);
  } else {
    const rival = findRival(rows, target);
    if (rival === null) return unjudged(`${nameRivals(target.against)} could not run`);
    comparison = compareRival(ours, rival, target, quick);
  }
  const judgement = judge(comparison.value, comparison.bound, quick);
  const detail = target.detail ?? false;
  return { ...words, target: described, got: comparison.got, judgement, reason: null, detail };
}

/** The cost of one operation. */
export function costOf(row: Row): number {
  return isRate(row.unit) ? 1e9 / median(row.samples) : median(row.samples);
}

/** How sure the cost of a row is, as a multiple of another's or in itself; less is better. */
function costEstimate(row: Row, other: Row | undefined, quick: boolean): Estimate {
  if (other !== undefined) return estimateQuotient(other, row, quick);
  const samples = quick && row.counts === "least" ? [bestOf(row)] : row.samples;
  return estimate(samples.map((sample) => isRate(row.unit) ? 1e9 / sample : sample));
}

/** Judges how the cost grows along the lines of a plot: one verdict for each series. */
export function judgeGrowth(
  rows: readonly Row[],
  section: string,
  plot: PlotDescription,
  quick: boolean,
): Verdict[] {
  const { growth } = plot;
  if (growth === undefined) return [];
  const points = rows.filter((row) => row.plot?.id === plot.id && row.error === null);
  const series = new Set(points.map(({ plot }) => plot!.series ?? ""));
  const target = `cost grows at most ${formatFactor(growth.atMost)}` +
    (growth.against === undefined ? "" : ` as much as ${growth.against}`);
  return [...series].map((name): Verdict => {
    const title = name === "" ? plot.title : `${plot.title}: ${name}`;
    const words = { section, case: plot.id, title, of: growth.of, target, detail: true };
    const line = (contender: string) =>
      points.filter((row) => row.contender === contender && (row.plot!.series ?? "") === name)
        .sort((a, b) => a.plot!.x - b.plot!.x);
    const rival = growth.against === undefined ? [] : line(growth.against);
    const ours = line(growth.of).filter((row) =>
      growth.against === undefined || rival.some(({ plot }) => plot!.x === row.plot!.x)
    );
    if (ours.length < 2) {
      return { ...words, got: "-", judgement: "not judged", reason: "fewer than two points were measured" };
    }
    const costs = ours.map((row) => ({
      x: row.plot!.x,
      ...costEstimate(row, rival.find(({ plot }) => plot!.x === row.plot!.x), quick),
    }));
    const last = costs.at(-1)!;
    // At the least x fixed costs may hide the growth: it is counted from where the cost is least.
    const first = costs.slice(0, -1).reduce((least, cost) => cost.median < least.median ? cost : least);
    const growthTimes = last.median / first.median;
    const value: Estimate = {
      median: 1 / growthTimes,
      interval: [first.interval[0] / last.interval[1], first.interval[1] / last.interval[0]],
    };
    const got = `${formatFactor(growthTimes)} from ${formatCount(first.x)} to ${formatCount(last.x)}`;
    return { ...words, got, judgement: judge(value, 1 / growth.atMost, quick), reason: null };
  });
}

/** Judges an outcome, whose rows these are. */
export function judgeOutcome(rows: readonly Row[], expected: string): Verdict {
  const ours = rows.find(({ role }) => role === "ours");
  const { section, case: id, title } = rows[0];
  const got = ours?.error ?? ours?.outcome ?? "-";
  return {
    section,
    case: id,
    title,
    of: ours?.contender ?? "ours",
    target: expected,
    got,
    judgement: got === expected ? "met" : "missed",
    reason: null,
    detail: false,
  };
}

/** Contenders of one case whose results differ, in words; `null` if all that have one agree. */
export function findDisagreement(rows: readonly Row[]): string | null {
  const results = rows.filter(({ result, error }) => result !== null && error === null);
  if (new Set(results.map(({ result }) => result)).size <= 1) return null;
  const parts = results.map(({ contender, result }) => `${contender} ${result}`);
  return `${rows[0].case}: results differ: ${parts.join("; ")}`;
}
