/**
 * What a benchmark suite is made of: sections, cases, contenders and targets. `bench/README.md` explains them by example.
 *
 * @module
 */

/** What a sample says. Of `operations/s` more is better, of the others less. */
export type Unit = "operations/s" | "ms" | "µs" | "ns" | "bytes";

/** What a contender stands for. */
export type Role =
  /** This project. The first of a case is judged. */
  | "ours"
  /** What a user would pick instead. */
  | "peer"
  /** The bare primitive, or the same algorithm in another language. */
  | "baseline"
  /** A physical bound. */
  | "limit";

/** Somebody who can be started, and who may be unable to run here. */
export interface Participant {
  /** As tables show it, with its runtime where that matters. Unique in its case. */
  readonly name: string;
  readonly role: Role;
  /** Starts it, before the first round. What it throws is reported in its row. */
  open?(): void | Promise<void>;
  /** Ends it, whatever happened. */
  close?(): void | Promise<void>;
}

/** Somebody who does the same work as the others of a case. */
export interface Contender extends Participant {
  /** Operations that one run does. Default: 1. */
  readonly operations?: number;
  /**
   * Does the work once. Returns the milliseconds of the part that counts by its own clock, or bytes where the case's unit
   * is bytes; nothing, if the harness's clock is to decide.
   */
  run(): number | void | Promise<number | void>;
  /** What the last run came to, `null` for nothing to compare. All contenders of a case that have one must agree. */
  result?(): string | null;
}

/** Whom a target is held against: a contender's name, names of which the best counts, or the best of all peers. */
export type Rivals = string | readonly string[] | "peers";

/** What ours is held to. */
export type Target =
  & {
    /** Which of ours. Default: the first. */
    of?: string;
    /** Whether it is one of many alike: the report has it, the page on performance does not. Default: false. */
    detail?: boolean;
  }
  & (
    | {
      against: Rivals;
      /** Times as good as that, at least. */
      atLeast: number;
    }
    | {
      against: Rivals;
      /** Times as much as that takes, at the most. */
      atMost: number;
    }
    | {
      /** The median itself is judged. */
      value: true;
      /** In the case's unit. */
      atMost: number;
    }
  );

/** How many rounds a case gets: the least, and the most while a verdict is open. */
export interface Rounds {
  least: number;
  most: number;
}

/** Where a case's medians stand on a plot. */
export interface PlotPoint {
  /** The plot's {@linkcode PlotDescription.id}. */
  id: string;
  x: number;
  /** Points of one series and one contender make a line. */
  series?: string;
}

/** One piece of work, measured for every contender. */
export interface Case {
  /** Unique in its suite, kebab case; reports are compared by it. */
  id: string;
  /** The row's label. */
  title: string;
  unit: Unit;
  contenders: readonly Contender[];
  targets?: readonly Target[];
  /** Runs of each contender in each round, which give the round's value. Default: 1. */
  iterations?: number;
  /**
   * Which of a round's iterations counts. Default: the median. The least is right where the same steps are done each time,
   * so that all that differs is what other programs took away.
   */
  counts?: "median" | "least";
  /** Rounds before the first that counts. Default: 1. */
  warmupRounds?: number;
  rounds?: Rounds;
  /** No further round begins beyond it, once there are the least. Default: 20 s, quick 2 s. */
  budgetMs?: number;
  /** The longest that one run may take. Default: 60 s. */
  timeoutMs?: number;
  /** Columns of their own in the table; the title is left out where there are some. */
  parameters?: Readonly<Record<string, string | number>>;
  plot?: PlotPoint;
}

/** Something whose outcome matters, not its time. */
export interface OutcomeContender extends Participant {
  /** Gives the outcome in a few words; `{ error }`-like outcomes are words too. */
  run(): string | Promise<string>;
}

/** One thing that everybody is put through. */
export interface OutcomeCase {
  id: string;
  title: string;
  contenders: readonly OutcomeContender[];
  /** What ours must give. */
  expected?: string;
  /** Default: 30 s. */
  timeoutMs?: number;
}

/** How a plot looks and what its lines must keep. Both axes are logarithmic. */
export interface PlotDescription {
  /** Unique in the whole report, kebab case: the file's name. */
  id: string;
  title: string;
  xLabel: string;
  /** What is plotted: the cost of one operation. Default: `ns per operation`, or the case's unit. */
  yLabel?: string;
  /**
   * From where it is least to the greatest x, the cost of `of` may grow at most `atMost` times as much as that of
   * `against`; times at all, without one.
   */
  growth?: { of: string; against?: string; atMost: number };
}

/** A part of a report: a heading, a table, plots. */
export interface SectionDescription {
  /** Unique in its suite, kebab case. */
  id: string;
  title: string;
  /** What is measured and how, as Markdown. */
  explanation: string;
}

/** A section that is being measured. */
export interface SectionRun {
  /** Measures all contenders of a case, interleaved. Rejects for a mistake in the case alone. */
  measure(measured: Case): Promise<void>;
  /** Puts everybody through something. */
  outcomes(tried: OutcomeCase): Promise<void>;
  /** Describes a plot of this section's cases. */
  plot(description: PlotDescription): void;
}

/** A run of the benchmarks, as a suite sees it. */
export interface SuiteRun {
  /** Whether a case is to be measured: `--case` may leave it out. */
  isAskedFor(id: string): boolean;
  /** Small sizes and few rounds, for a smoke test. */
  readonly quick: boolean;
  /** Begins a section of the report. */
  section(description: SectionDescription): SectionRun;
  /** Says on standard error what is going on; cases do so by themselves. */
  progress(activity: string): void;
}

/** A suite, or a part of one. */
export interface Suite {
  /** One sentence. */
  summary: string;
  run(bench: SuiteRun): Promise<void>;
}

/** Whether more is better. */
export function isRate(unit: Unit): boolean {
  return unit === "operations/s";
}
