/**
 * The page as the program has it: a generated module beside this one, which travels in the package. In a clone it is built when its
 * sources have changed; it is not committed.
 *
 * @module
 */

import { OperationError } from "../exit_code.ts";
import { load } from "../load.ts";
import { IS_CLONE } from "../text/call.ts";

/** What builds it, in a clone. */
const BUILDER = new URL("../../tools/web.ts", import.meta.url);

/** What the generated module exports. */
interface GeneratedPage {
  /** The page, gzipped, in base64. */
  readonly base64: string;
}

/**
 * The page's HTML.
 *
 * @throws {OperationError} If it is not there and cannot be built.
 */
export async function loadPage(): Promise<string> {
  await ensurePage();
  return await ensuredPage();
}

/** Builds the page where it must be built. */
export async function ensurePage(): Promise<void> {
  if (IS_CLONE) await buildWhereStale();
}

/** The page's HTML where it is there. */
export async function ensuredPage(): Promise<string> {
  let page: GeneratedPage;
  try {
    page = await load<GeneratedPage>(import.meta, "./_page.ts");
  } catch (error) {
    throw new OperationError("Cannot open the page: the program must have it, and it is missing", { cause: error });
  }
  const bytes = Uint8Array.from(atob(page.base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).text();
}

/** Builds the page where the sources are another than it was made of; a copy of the program without them has it. */
async function buildWhereStale(): Promise<void> {
  try {
    if (!(await Deno.stat(BUILDER)).isFile) return;
  } catch {
    return;
  }
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-config", BUILDER.href, "--module"],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  throw new OperationError(
    `Cannot open the page: it must be built, and is not: ${new TextDecoder().decode(stderr).trim()}`,
  );
}
