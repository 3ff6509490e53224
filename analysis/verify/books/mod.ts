/**
 * Every book whose figures `sim verify` holds the simulator to.
 *
 * @module
 */

import type { Book } from "../worked_example.ts";
import { bach } from "./bach.ts";
import { buttazzo } from "./buttazzo.ts";
import { courses } from "./courses.ts";
import { mlfqPy } from "./mlfq_py.ts";
import { ostep } from "./ostep.ts";
import { silberschatz } from "./silberschatz.ts";
import { silberschatzExercises } from "./silberschatz_exercises.ts";
import { stallings } from "./stallings.ts";

/**
 * In the order of the report.
 *
 * @example
 * ```ts
 * import { BOOKS } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(BOOKS.length, 8);
 * ```
 * @category Verification
 */
export const BOOKS: readonly Book[] = [
  stallings,
  silberschatz,
  silberschatzExercises,
  bach,
  ostep,
  mlfqPy,
  buttazzo,
  courses,
];
