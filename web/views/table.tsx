/**
 * The figures of the shown run: of every process, over all of them, and of tasks with deadlines.
 *
 * @module
 */

import { DistributionTable } from "../figures/distribution_table.tsx";
import type { Page } from "../page.ts";
import type { View } from "./view.ts";

function Figures({ page }: { readonly page: Page }) {
  const outcome = page.outcome.value;
  return outcome === null ? null : <DistributionTable outcome={outcome} texts={page.texts.value} />;
}

/** The figures. */
export const view: View = {
  name: "table",
  title: (texts) => texts.figures.title,
  hasFigures: true,
  Component: Figures,
};
