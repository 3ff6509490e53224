/**
 * The texts of charts.
 *
 * @module
 */

import type { Texts } from "../languages/language.ts";

/** They stand in the languages, under `chart`. */
export type ChartTexts = Texts["chart"];
