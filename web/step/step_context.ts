/**
 * What the parts of stepping are told from.
 *
 * @module
 */

import type { DecisionContext } from "../../pictures/words/decision_words.ts";
import type { ChartTexts } from "../chart/chart_texts.ts";
import type { StepTexts } from "./step_texts.ts";

/** A run's policy, options and names, the language's way to say things, and the texts of the page. */
export interface StepContext extends DecisionContext {
  readonly texts: StepTexts;
  readonly chartTexts: ChartTexts;
}
