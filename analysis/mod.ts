/**
 * What is asked of simulations: policies compared, parameters swept, seeds paired, decisions explained, timelines checked,
 * books verified. Each is a function from a workload and options to plain data; it takes an `AbortSignal` and tells of its
 * progress. The errors are those of the engine.
 *
 * @example Which of two policies is better, over thirty workloads
 * ```ts
 * import { compareSeeds, comparedFigure, pairsOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const comparison = await compareSeeds(
 *   { recipe: { processes: 200, load: 0.9 } },
 *   [{ label: "fcfs", options: { policy: "fcfs" } }, { label: "srtf", options: { policy: "srtf" } }],
 *   { seeds: Array.from({ length: 30 }, (_, seed) => seed) },
 * );
 * const [pair] = pairsOf(comparison, comparedFigure("turnaround"));
 * assertEquals(pair.difference.verdict, "lower"); // srtf less fcfs
 * ```
 *
 * @module
 */

export type { AnalysisOptions, RunPlace, RunProgress, TrialProgress } from "./options.ts";
export { LogError, RunDeadlockError, TranscriptError, TrialError } from "./errors.ts";

// One workload.
export type { Contender } from "./contender.ts";
export {
  boundedSlowdown,
  type LogFigures,
  logFigures,
  meanBoundedSlowdown,
  SLOWDOWN_THRESHOLD_TICKS,
} from "./log_figures.ts";
export { suggestedPolicies } from "./suggested_policies.ts";
export { compare, type ComparedRun, type CompareOptions } from "./compare.ts";
export { COMPARED_FIGURES, type ComparedFigure, comparedFigure } from "./figures.ts";
export { diverge, type Divergence, type DivergingRun } from "./diverge.ts";
export type { Difference, Side } from "./first_difference.ts";
export {
  explain,
  type ExplainedDecision,
  type ExplainRequest,
  explainSimulation,
  type Explanation,
} from "./explain.ts";
export {
  type Admission,
  type AdmissionJob,
  type AdmissionMoment,
  admissionMoments,
  type AdmissionOptions,
  type AdmissionWait,
  jobsOf,
  largestOf,
  type MemoryPiece,
} from "./admissions.ts";
export { type DecidedBy, type DecisionRule, ruleOf } from "./decision_rule.ts";
export {
  defaultQuanta,
  longestStretch,
  type Sweep,
  sweep,
  type SweepOptions,
  type SweepPoint,
  SWITCHING_SHARE_MARKED,
} from "./sweep.ts";
export {
  type ExactNumber,
  type SchedulabilityTest,
  type SchedulabilityTestName,
  type SchedulabilityVerdict,
  TESTED_POLICIES,
  type TestedPolicy,
} from "./schedulability/schedulability_result.ts";
export type { ServerKind, TestedServer } from "./schedulability/tested_server.ts";
export type { AnalysedResponse, IteratedJob } from "./schedulability/response_times.ts";
export type { DemandPoint, ProcessorDemand } from "./schedulability/processor_demand.ts";
export {
  type AnalysedTask,
  type PolicySchedulability,
  type Schedulability,
  type SchedulabilityOptions,
  type SimulatedDeadlines,
  testSchedulability,
} from "./schedulability/test_schedulability.ts";

// Many workloads.
export {
  type CheckedPolicy,
  checkPolicy,
  type CheckPolicyOptions,
  type PolicyReference,
  type ReferenceCandidate,
} from "./check_policy.ts";
export {
  compareSeeds,
  estimateOf,
  type Pair,
  pairsOf,
  type SeededComparison,
  type SeededRun,
  type SeedsOptions,
  seriesOf,
} from "./compare_seeds.ts";
export {
  BATCHED_FIGURES,
  type BatchedComparison,
  batchedEstimate,
  type BatchedFigure,
  type BatchedPair,
  batchedPairs,
  type BatchedRun,
  type BatchesOptions,
  compareBatches,
  neighbourCorrelation,
} from "./compare_batches.ts";
export {
  bestCell,
  type Cell,
  cellEstimate,
  cellLabel,
  type Parameter,
  type ParametersOptions,
  sweepParameters,
  type VariedCell,
  type VariedSweep,
} from "./sweep_parameters.ts";
export {
  CONFIDENCE,
  type Estimate,
  estimate,
  type PairedDifference,
  pairedDifference,
  type Verdict,
} from "./statistics/estimate.ts";
export { studentQuantile } from "./statistics/student.ts";
export type { WorkloadSource } from "./trials/paired_seeds.ts";
export { PROCESSES_DEFAULT, type Recipe, workloadOf } from "./trials/recipe.ts";
export { poolRunner } from "./trials/pool_runner.ts";
export { runHere } from "./trials/run_here.ts";
export { runTrials, type TrialRunner } from "./trials/run_trials.ts";
export { runTrial, type Trial, type TrialOutcome } from "./trials/trial.ts";

// Trust.
export { checkDecisions, type CheckedDecisions, type WrongDecision } from "./check/check_decisions.ts";
export {
  type CheckedLog,
  type CheckedRule,
  checkLog,
  type CheckOptions,
  type CheckProgress,
  type DeviceOptions,
  type LockOptions,
  RULES,
} from "./check/check_log.ts";
export {
  type DeviceRule,
  type DeviceRules,
  FIGURE_NAMES as LOGGED_FIGURE_NAMES,
  type FigureName as LoggedFigureName,
  type LockRules,
  type Log,
  type LoggedBurst,
  type LoggedMachine,
  type LoggedMetrics,
  type LoggedProcess,
  type LoggedSegment,
  type Place,
  SEGMENT_KINDS,
  type SegmentKind,
} from "./check/log.ts";
export type { KnownProcess, ProcessView, RunView } from "./check/run_view.ts";
export { readLog } from "./check/read_log.ts";
export type { Outcome, Report, Rule, Violation } from "./check/rule.ts";
export { BOOKS } from "./verify/books/mod.ts";
export { type CheckedFigure, verifyBooks, type VerifyOptions, type VerifyProgress } from "./verify/verify_books.ts";
export type { Book, MeanName, PrintedFigures, WorkedExample } from "./verify/worked_example.ts";
export {
  type LineDifference,
  type RepeatOptions,
  type RepeatProgress,
  repeatTranscript,
  type RepetitionOutcome,
} from "./verify/ostep/repeat.ts";
export type { Repetition } from "./verify/ostep/program.ts";
export { Transcript } from "./verify/ostep/transcript.ts";
