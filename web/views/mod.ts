/**
 * The views, in the order of their tabs.
 *
 * @module
 */

import { view as books } from "./books.tsx";
import { view as compare } from "./compare.tsx";
import { view as table } from "./table.tsx";
import type { View } from "./view.ts";

/** Every view. */
export const VIEWS: readonly View[] = [table, compare, books];
