/**
 * The views, in the order of their tabs.
 *
 * @module
 */

import { view as table } from "./table.tsx";
import type { View } from "./view.ts";

/** Every view. */
export const VIEWS: readonly View[] = [table];
