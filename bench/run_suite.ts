/**
 * Runs a suite and collects what it measures.
 *
 * @module
 */

import { messageOf } from "./errors.ts";
import { closeParticipant, interleave, type Measurement, withinTime } from "./measure.ts";
import { casesOf, type Row, rowsOf, type Section, type SuiteReport, type Verdict } from "./report.ts";
import { estimate, spread } from "./statistics.ts";
import type {
  Case,
  OutcomeCase,
  PlotDescription,
  Role,
  SectionDescription,
  SectionRun,
  SuiteRun,
  Target,
} from "./suite.ts";
import { estimateQuotient, findDisagreement, judgeGrowth, judgeOutcome, judgeTarget } from "./verdict.ts";
import type { SuiteLoader } from "./suites.ts";

/** How suites are run. */
export interface RunOptions {
  quick: boolean;
  /** Only cases whose names contain one of these; all when empty. */
  cases?: readonly string[];
  /** Says what is being measured. */
  onProgress: (activity: string) => void;
}

const ROUNDS = { least: 5, most: 15 };
const QUICK_ROUNDS = { least: 5, most: 41 };

/**
 * How many times as great the upper end of a quotient's interval may be as the lower: rounds are added beyond that, since
 * growth is judged from several cases. Four rounds out of ten that another program has spoilt leave the median where it is,
 * but it takes many rounds to know that.
 */
const PRECISION = { quick: 1.5, full: 1.25 };

/** A row of one contender of a case. */
function toRow(section: string, measured: Case, { contender, samples, result, error }: Measurement): Row {
  const counts = error === null && samples.length > 0;
  const estimated = counts ? estimate(samples) : null;
  return {
    section,
    case: measured.id,
    title: measured.title,
    parameters: { ...measured.parameters },
    contender: contender.name,
    role: contender.role,
    unit: measured.unit,
    operations: contender.operations ?? 1,
    counts: measured.counts ?? "median",
    samples,
    median: estimated?.median ?? null,
    spread: counts ? spread(samples) : null,
    interval: estimated?.interval ?? null,
    result,
    outcome: null,
    error: counts ? null : error ?? "no round was measured",
    plot: measured.plot ?? null,
  };
}

/** Whether ours stands to somebody else less precisely than it should. */
function isImprecise(rows: readonly Row[], quick: boolean): boolean {
  const ours = rows.find(({ role }) => role === "ours");
  if (ours === undefined || ours.error !== null) return false;
  return rows.some((row) => {
    if (row === ours || row.error !== null) return false;
    const [low, high] = estimateQuotient(ours, row, quick).interval;
    return high > low * (quick ? PRECISION.quick : PRECISION.full);
  });
}

/** What every case must keep: unique names, and one of ours where there is something to judge. */
function checkCase(tried: { id: string; contenders: readonly { name: string; role: Role }[] }, seen: Set<string>) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(tried.id)) {
    throw new RangeError(`Cannot measure: id of a case must be in kebab case, got ${tried.id}`);
  }
  if (seen.has(tried.id)) throw new RangeError(`Cannot measure: id of a case must be unique, got ${tried.id} twice`);
  seen.add(tried.id);
  const names = tried.contenders.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new RangeError(`Cannot measure ${tried.id}: contenders must have different names, got ${twice} twice`);
  }
}

/** Collects what one suite measures. */
class Collector implements SuiteRun {
  readonly quick: boolean;
  readonly sections: Section[] = [];
  readonly targets = new Map<string, readonly Target[]>();
  readonly expected = new Map<string, string>();
  readonly #seen = new Set<string>();

  constructor(readonly options: RunOptions) {
    this.quick = options.quick;
  }

  isAskedFor(id: string): boolean {
    const { cases = [] } = this.options;
    return cases.length === 0 || cases.some((part) => id.includes(part));
  }

  progress(activity: string): void {
    this.options.onProgress(activity);
  }

  section(description: SectionDescription): SectionRun {
    if (this.sections.some(({ id }) => id === description.id)) {
      throw new RangeError(`Cannot measure: id of a section must be unique, got ${description.id} twice`);
    }
    const section: Section = { ...description, plots: [], rows: [] };
    this.sections.push(section);
    return {
      measure: (measured) => this.#measure(section, measured),
      outcomes: (tried) => this.#outcomes(section, tried),
      plot: (plot: PlotDescription) => void section.plots.push(plot),
    };
  }

  async #measure(section: Section, measured: Case): Promise<void> {
    checkCase(measured, this.#seen);
    if (!this.isAskedFor(measured.id)) return;
    this.progress(`${section.id}: ${measured.id}`);
    const targets = measured.targets ?? [];
    this.targets.set(measured.id, targets);
    const toRows = (measurements: readonly Measurement[]) =>
      measurements.map((measurement) => toRow(section.id, measured, measurement));
    const measurements = await interleave(measured.contenders, {
      unit: measured.unit,
      iterations: measured.iterations ?? 1,
      counts: measured.counts ?? "median",
      warmupRounds: measured.warmupRounds ?? 1,
      rounds: measured.rounds ?? (this.quick ? QUICK_ROUNDS : ROUNDS),
      budgetMs: measured.budgetMs ?? (this.quick ? 1_500 : 20_000),
      timeoutMs: measured.timeoutMs ?? 60_000,
      undecided: (soFar) => {
        const rows = toRows(soFar);
        return targets.some((target) => judgeTarget(rows, target, this.quick).judgement === "too noisy") ||
          isImprecise(rows, this.quick);
      },
    });
    section.rows.push(...toRows(measurements));
  }

  async #outcomes(section: Section, tried: OutcomeCase): Promise<void> {
    checkCase(tried, this.#seen);
    if (!this.isAskedFor(tried.id)) return;
    if (tried.expected !== undefined) this.expected.set(tried.id, tried.expected);
    for (const contender of tried.contenders) {
      this.progress(`${section.id}: ${tried.id}: ${contender.name}`);
      const timeoutMs = tried.timeoutMs ?? 30_000;
      let outcome: string | null = null;
      let error: string | null = null;
      try {
        await withinTime(async () => await contender.open?.(), timeoutMs);
        outcome = await withinTime(() => contender.run(), timeoutMs);
      } catch (reason) {
        error = messageOf(reason);
      } finally {
        await closeParticipant(contender);
      }
      section.rows.push({
        section: section.id,
        case: tried.id,
        title: tried.title,
        parameters: {},
        contender: contender.name,
        role: contender.role,
        unit: "ms",
        operations: 1,
        counts: "median",
        samples: [],
        median: null,
        spread: null,
        interval: null,
        result: null,
        outcome,
        error,
        plot: null,
      });
    }
  }

  /** All verdicts, in the order of measuring. */
  judge(): Verdict[] {
    return this.sections.filter(({ rows }) => rows.length > 0).flatMap(({ id, rows, plots }) => [
      ...casesOf(rows).flatMap((caseRows) => {
        const name = caseRows[0].case;
        const expected = this.expected.get(name);
        return [
          ...(this.targets.get(name) ?? []).map((target) => judgeTarget(caseRows, target, this.quick)),
          ...(expected === undefined ? [] : [judgeOutcome(caseRows, expected)]),
        ];
      }),
      ...plots.flatMap((plot) => judgeGrowth(rows, id, plot, this.quick)),
    ]);
  }
}

/** Runs all parts of a suite. What one of them throws ends the suite; what was measured until then is kept. */
export async function runSuite(
  name: string,
  parts: readonly SuiteLoader[],
  options: RunOptions,
): Promise<SuiteReport> {
  const startedAtMs = performance.now();
  const collector = new Collector({
    ...options,
    onProgress: (activity) => options.onProgress(`${name}: ${activity}`),
  });
  const summaries: string[] = [];
  let error: string | null = null;
  for (const load of parts) {
    try {
      const { suite } = await load();
      summaries.push(suite.summary);
      await suite.run(collector);
    } catch (reason) {
      error = [...(error === null ? [] : [error]), messageOf(reason)].join("; ");
      options.onProgress(`${name}: ${reason instanceof Error ? reason.stack : reason}`);
    }
  }
  const report: SuiteReport = {
    name,
    summaries,
    durationMs: performance.now() - startedAtMs,
    sections: collector.sections.filter(({ rows }) => rows.length > 0),
    verdicts: collector.judge(),
    disagreements: [],
    error,
  };
  report.disagreements = casesOf(rowsOf(report)).map(findDisagreement).filter((text) => text !== null);
  return report;
}
