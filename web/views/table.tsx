/**
 * The figures of the shown run: of every process, over all of them, of tasks with deadlines, of devices with names, and of locks.
 *
 * @module
 */

import { DeadlineTable } from "../figures/deadline_table.tsx";
import { DeviceTable } from "../figures/device_table.tsx";
import { DistributionTable } from "../figures/distribution_table.tsx";
import { LockTable } from "../figures/lock_table.tsx";
import { NoRun } from "../no_run.tsx";
import type { Page } from "../page.ts";
import type { View } from "./view.ts";

function Figures({ page }: { readonly page: Page }) {
  const outcome = page.outcome.value;
  if (outcome === null) return <NoRun page={page} />;
  const texts = page.texts.value;
  const { deadlines, metrics: { devices, locks }, options } = outcome.result;
  return (
    <>
      {deadlines !== null && <DeadlineTable report={deadlines} texts={texts} />}
      {devices !== undefined && <DeviceTable devices={devices} texts={texts} />}
      {locks !== undefined && <LockTable locks={locks} options={options} texts={texts} />}
      <DistributionTable outcome={outcome} texts={texts} />
    </>
  );
}

/** The figures. */
export const view: View = {
  name: "table",
  title: (texts) => texts.figures.title,
  hasFigures: true,
  Component: Figures,
};
