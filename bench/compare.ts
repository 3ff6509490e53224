/**
 * What became slower since an earlier report. Times of two runs say little about each other: another machine, another
 * load. What is compared is how ours stands to the contenders beside it, then and now.
 *
 * @module
 */

import { formatFactor } from "./format.ts";
import { quotients } from "./measure.ts";
import { casesOf, type Report, type Row, rowsOf } from "./report.ts";
import { type Estimate, estimate, geometricMean } from "./statistics.ts";
import { renderTable } from "./table.ts";
import { estimateQuotient } from "./verdict.ts";

/**
 * A change of less than this is not named even where both intervals exclude it: two runs of the same code differ by as
 * much, since code and data lie elsewhere in memory. A quick run sees only what is large.
 */
export const LEAST_CHANGE = { full: 0.1, quick: 0.3 };

/** With fewer rounds than this an interval says too little to tell two runs apart. */
const LEAST_ROUNDS = 5;

/** How ours of one case stands to its company, then and now. */
export interface Change {
  suite: string;
  case: string;
  title: string;
  contender: string;
  /** Whom it is measured against, in both runs. */
  against: string[];
  /** Times as good as the others, by their geometric mean. */
  before: Estimate;
  now: Estimate;
  judgement: "slower" | "faster" | "no change beyond the noise";
}

/** A comparison of two reports. */
export interface Comparison {
  changes: Change[];
  /** Whom of ours nothing can be said of, and why. */
  notCompared: { what: string; reason: string }[];
}

/** How ours stands to the others by their geometric mean: round by round, or by the best where a quick run judges so. */
function standing(ours: Row, others: readonly Row[], quick: boolean): Estimate {
  if (quick && ours.counts === "least") {
    return estimate([geometricMean(others.map((other) => estimateQuotient(ours, other, quick).median))]);
  }
  const perOther = others.map((other) => quotients(ours.samples, other.samples, ours.unit));
  const rounds = Math.min(...perOther.map(({ length }) => length));
  return estimate(
    Array.from({ length: rounds }, (_, round) => geometricMean(perOther.map((values) => values[round]))),
  );
}

function judgeChange(before: Estimate, now: Estimate, least: number): Change["judgement"] {
  if (now.interval[1] < before.interval[0] && now.median < before.median * (1 - least)) return "slower";
  if (now.interval[0] > before.interval[1] && now.median * (1 - least) > before.median) return "faster";
  return "no change beyond the noise";
}

/** Memory is the same in every round; times are not. */
function hasEnoughRounds({ samples, unit }: Row): boolean {
  return unit === "bytes" || samples.length >= LEAST_ROUNDS;
}

/** Compares a case of two reports: everybody of ours who stands in both beside the same company. */
function compareCase(suite: string, before: readonly Row[], now: readonly Row[], quick: boolean): Comparison {
  const found = (rows: readonly Row[], name: string) =>
    rows.find(({ contender, samples, error }) => contender === name && error === null && samples.length > 0);
  const id = now[0].case;
  const company = now.filter(({ role, contender }) =>
    role !== "ours" && found(now, contender) !== undefined && found(before, contender) !== undefined
  );
  const comparison: Comparison = { changes: [], notCompared: [] };
  for (const { contender, title, role } of now) {
    if (role !== "ours") continue;
    const [then, today] = [found(before, contender), found(now, contender)];
    const refuse = (reason: string) =>
      void comparison.notCompared.push({ what: `${suite}, ${id}, ${contender}`, reason });
    if (company.length === 0) refuse("nothing stands beside it in both reports");
    else if (then === undefined || today === undefined) refuse("it did not run in both");
    else if (!hasEnoughRounds(then) || !hasEnoughRounds(today)) refuse("it has too few rounds");
    else {
      const against = company.map(({ contender }) => contender);
      const estimates = [
        standing(then, against.map((name) => found(before, name)!), quick),
        standing(today, company, quick),
      ] as const;
      comparison.changes.push({
        suite,
        case: id,
        title,
        contender,
        against,
        before: estimates[0],
        now: estimates[1],
        judgement: judgeChange(...estimates, quick ? LEAST_CHANGE.quick : LEAST_CHANGE.full),
      });
    }
  }
  return comparison;
}

/**
 * Compares a report with an earlier one.
 *
 * @throws {RangeError} If one is of a quick run and the other is not: they measure different sizes.
 */
export function compareReports(before: Report, now: Report): Comparison {
  if (before.quick !== now.quick) {
    const kind = (report: Report) => report.quick ? "quick" : "full";
    throw new RangeError(`Cannot compare: both runs must be ${kind(now)}, got a ${kind(before)} one`);
  }
  const comparison: Comparison = { changes: [], notCompared: [] };
  for (const suite of now.suites) {
    const earlier = before.suites.find(({ name }) => name === suite.name);
    if (earlier === undefined) {
      comparison.notCompared.push({ what: suite.name, reason: "the suite is not in the earlier report" });
      continue;
    }
    const earlierCases = Map.groupBy(rowsOf(earlier), (row) => row.case);
    for (const rows of casesOf(rowsOf(suite))) {
      if (rows.some(({ outcome }) => outcome !== null) || !rows.some(({ role }) => role === "ours")) continue;
      const earlierRows = earlierCases.get(rows[0].case);
      if (earlierRows === undefined) {
        const what = `${suite.name}, ${rows[0].case}`;
        comparison.notCompared.push({ what, reason: "the case is not in the earlier report" });
        continue;
      }
      const { changes, notCompared } = compareCase(suite.name, earlierRows, rows, now.quick);
      comparison.changes.push(...changes);
      comparison.notCompared.push(...notCompared);
    }
  }
  return comparison;
}

/** A comparison as Markdown. */
export function renderComparison({ changes, notCompared }: Comparison, before: Report): string {
  const named = changes.filter(({ judgement }) => judgement !== "no change beyond the noise")
    .sort((a, b) => a.now.median / a.before.median - b.now.median / b.before.median);
  const least = before.quick ? LEAST_CHANGE.quick : LEAST_CHANGE.full;
  const quiet = changes.length - named.length;
  const body = named.map((change) => [
    change.suite,
    change.case,
    change.contender,
    change.against.join(", "),
    formatFactor(change.before.median),
    formatFactor(change.now.median),
    change.judgement,
  ]);
  const head = ["suite", "case", "of", "as good as", "before", "now", ""];
  const count = (judgement: Change["judgement"]) => changes.filter((change) => change.judgement === judgement).length;
  const lines = [
    `## Since ${before.date}`,
    "",
    `${count("slower")} slower, ${
      count("faster")
    } faster, ${quiet} without a change beyond the noise. A change is named ` +
    `where the intervals of both runs lie apart and the medians by more than ${least * 100} %.`,
    "",
  ];
  if (named.length > 0) {
    lines.push(renderTable(head, body, ["left", "left", "left", "left", "right", "right", "left"]));
  }
  if (notCompared.length > 0) {
    const byReason = [...Map.groupBy(notCompared, ({ reason }) => reason)].map(([reason, entries]) => {
      const named = entries.slice(0, 3).map(({ what }) => what).join("; ");
      return `- ${reason}: ${named}${entries.length > 3 ? ` and ${entries.length - 3} more` : ""}`;
    });
    lines.push("Not compared:", "", ...byReason, "");
  }
  return lines.join("\n");
}
