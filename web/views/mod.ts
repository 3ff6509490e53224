/**
 * The views, in the order of their tabs.
 *
 * @module
 */

import { view as answer } from "./answer.tsx";
import { view as books } from "./books.tsx";
import { view as chart } from "./chart.tsx";
import { view as compare } from "./compare.tsx";
import { view as seeds } from "./seeds.tsx";
import { view as step } from "./step.tsx";
import { view as sweep } from "./sweep.tsx";
import { view as table } from "./table.tsx";
import type { View } from "./view.ts";

/** Every view. */
export const VIEWS: readonly View[] = [chart, step, compare, sweep, seeds, books, answer, table];
