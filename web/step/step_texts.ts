/**
 * The texts of stepping.
 *
 * @module
 */

import type { Texts } from "../languages/language.ts";

/** They stand in the languages, under `step`. */
export type StepTexts = Texts["step"];
