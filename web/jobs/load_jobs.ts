/**
 * From jobs as they were entered to a workload, or to what is wrong with them, at the cell.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import { WorkloadError, type WorkloadProblem } from "../../engine/workload/error.ts";
import { generateWorkload } from "../../engine/workload/generate.ts";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import type { JobField, Jobs, TableJobs } from "./jobs.ts";
import { fieldOf, tableText } from "./table_text.ts";

/** A mistake, where it was made. */
export interface JobProblem {
  /** The row of the table, from 0; `null` where it is about all jobs. */
  readonly row: number | null;
  /** The column; `null` where it is about the row. */
  readonly field: JobField | null;
  /** The engine's own sentence. */
  readonly message: string;
}

/** What came of reading jobs. */
export interface LoadedJobs {
  /** The workload; `null` where something is wrong with it. */
  readonly columns: WorkloadColumns | null;
  /** What the reader did that one should know. */
  readonly notes: readonly string[];
  readonly problems: readonly JobProblem[];
}

/** The most jobs that the page makes of a seed. */
const RANDOM_MAX = 1_000_000;

/** Nothing was read so far. */
export const NO_JOBS: LoadedJobs = { columns: null, notes: [], problems: [] };

/** Reads the jobs; never rejects for what is wrong with them. */
export async function loadJobs(jobs: Jobs): Promise<LoadedJobs> {
  try {
    switch (jobs.kind) {
      case "table":
        return await loadTable(jobs);
      case "text": {
        const { workload, notes } = await readWorkload(jobs.text, { format: jobs.format });
        return { columns: workload, notes, problems: [] };
      }
      case "random":
        return { columns: makeRandom(jobs.recipe), notes: [], problems: [] };
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { columns: null, notes: [], problems: [{ row: null, field: null, message: error.message }] };
  }
}

/**
 * The jobs of a recipe, as many as a page can hold.
 *
 * @throws {RangeError} If they are more, or a value of the recipe is out of its range.
 * @throws {TypeError} If a part of the recipe is of another shape.
 */
export function makeRandom(recipe: GenerateOptions): WorkloadColumns {
  if (recipe.processes > RANDOM_MAX) {
    throw new RangeError(
      `Cannot generate workload: processes must be at most ${RANDOM_MAX} in the page, got ${recipe.processes}`,
    );
  }
  return generateWorkload(recipe);
}

async function loadTable(jobs: TableJobs): Promise<LoadedJobs> {
  const { text, rowOf } = tableText(jobs);
  if (rowOf.length === 2) return NO_JOBS;
  try {
    const { workload, notes } = await readWorkload(text, { format: "csv" });
    const columns = jobs.name.trim() === "" ? workload : { ...workload, name: jobs.name.trim() };
    return { columns, notes, problems: [] };
  } catch (error) {
    if (!(error instanceof WorkloadError)) throw error;
    const problems = error.problems.map((problem) => ({
      row: problem.line === undefined ? null : rowOf[problem.line] ?? null,
      field: fieldOf(problem.field),
      message: sentenceOf(problem),
    }));
    return { columns: null, notes: [], problems };
  }
}

/** A problem in the engine's words, without the line of a text that nobody sees. */
function sentenceOf(problem: WorkloadProblem): string {
  const { file: _file, line: _line, column: _column, ...rest } = problem;
  return new WorkloadError([rest]).message;
}
