/**
 * What stands in a view while the shown run has nothing to show.
 *
 * @module
 */

import { fill } from "./languages/language.ts";
import type { Page } from "./page.ts";

/** A sentence where the run came to nothing; nothing while it is under way, which is said elsewhere. */
export function NoRun({ page }: { readonly page: Page }) {
  const run = page.shown.value;
  if (run?.state !== "failed" && run?.state !== "refused") return null;
  return <p class="hint">{fill(page.texts.value.runs.nothing, { policy: run.contender.label })}</p>;
}
