/**
 * What `deno test` prints at its end, read: how many passed, and where those stand that failed.
 *
 * @module
 */

/** What `deno test` counted, read off its closing line. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
}

/** The counts of a run's closing line; null where there is none. */
export function readCounts(output: string): Counts | null {
  const lines = output.matchAll(
    /\| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored)?/g,
  );
  const last = [...lines].at(-1);
  if (last === undefined) return null;
  return { passed: Number(last[1]), failed: Number(last[2]), ignored: Number(last[3] ?? 0) };
}

/**
 * The files of the tests that failed, each once, relative to the root. They are listed after "FAILURES", one a line: a test
 * with its place, an example of the documentation with the lines of its file, or a file that could not be run.
 * Null where one is listed that is none of these, so that nobody takes half a list for the whole.
 */
export function failedFiles(output: string, root: URL): string[] | null {
  const list = /^ FAILURES $([\s\S]*?)^FAILED \|/m.exec(output)?.[1];
  if (list === undefined) return [];
  const files = new Set<string>();
  for (const line of list.split("\n").map((text) => text.trim()).filter((text) => text !== "")) {
    const place = /(?:^|=> )([^\s#]+)(?:#[\d-]+(?:\.\w+)?)?(?::\d+:\d+| \(uncaught error\))$/.exec(line)?.[1];
    if (place === undefined) return null;
    files.add(new URL(place, root).href.replace(root.href, ""));
  }
  return [...files];
}
