/**
 * `sim page` with policies of one's own: their process writes the page, and this one, which may more, builds it before where that is
 * needed, and opens it.
 *
 * @module
 */

import type { Io } from "../io.ts";
import { ensurePage } from "../page/load_page.ts";

/** What is asked of the process, and what is done when it has written the page. */
export interface PageApart {
  readonly args: readonly string[];
  readonly finish: () => Promise<void>;
}

/**
 * Makes ready for it.
 *
 * @throws {OperationError} If the page cannot be built.
 */
export async function preparePage(args: readonly string[], io: Io): Promise<PageApart> {
  await ensurePage();
  const given = args.flatMap((word, index) => {
    if (word === "-o" || word === "--output") return [args[index + 1] ?? ""];
    return word.startsWith("-o=") || word.startsWith("--output=") ? [word.slice(word.indexOf("=") + 1)] : [];
  });
  const path = given.at(-1) ?? `${await Deno.makeTempDir({ prefix: "quanta-" })}/quanta.html`;
  return {
    args: given.length > 0 ? args : [...args, "-o", path],
    async finish() {
      if (path === "-") return;
      await io.stdout.write(`${path}\n`);
      if (!args.includes("--no-open")) await io.show(path);
    },
  };
}
