/**
 * Looks whether a tag may be published: it names the version of deno.json, which CHANGELOG.md has with a date.
 *
 * @module
 */

import { root } from "./_project.ts";

/** What is wrong with a release, or nothing. */
export function releaseProblem(tag: string, version: string, changelog: string): string | null {
  if (tag !== `v${version}`) {
    return `Cannot release ${tag}: the tag must be v${version}, as deno.json has the version, got ${tag}`;
  }
  const heading = changelog.split("\n").find((line) => line.startsWith(`## ${version} `) || line === `## ${version}`);
  if (heading === undefined) return `Cannot release ${tag}: CHANGELOG.md must have a part on ${version}, got none`;
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading)) {
    return `Cannot release ${tag}: CHANGELOG.md must date the version, as in "## ${version} - 2026-01-31", got ${
      JSON.stringify(heading)
    }`;
  }
  return null;
}

if (import.meta.main) {
  const read = (file: string) => Deno.readTextFileSync(new URL(file, root));
  const problem = releaseProblem(Deno.args[0] ?? "", JSON.parse(read("deno.json")).version, read("CHANGELOG.md"));
  if (problem !== null) {
    console.error(problem);
    Deno.exit(1);
  }
}
