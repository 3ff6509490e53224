import { assertEquals, assertStringIncludes } from "@std/assert";
import { releaseProblem } from "../../tools/release.ts";

const ROOT = new URL("../../", import.meta.url);
const CHANGELOG = "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n- More.\n";

Deno.test("releaseProblem() finds none with a tag of the version, which the changelog dates", () => {
  assertEquals(releaseProblem("v0.2.0", "0.2.0", CHANGELOG), null);
});

Deno.test("releaseProblem() refuses another tag, a version that the changelog lacks, and one without a date", () => {
  assertStringIncludes(releaseProblem("v0.1.0", "0.2.0", CHANGELOG)!, "the tag must be v0.2.0");
  assertStringIncludes(releaseProblem("v0.3.0", "0.3.0", CHANGELOG)!, "must have a part on 0.3.0");
  assertStringIncludes(
    releaseProblem("v0.2.0", "0.2.0", CHANGELOG.replace(" - 2026-12-01", ""))!,
    "must date the version",
  );
});

Deno.test("the version of deno.json could be released", () => {
  const { version } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT)));
  assertEquals(releaseProblem(`v${version}`, version, Deno.readTextFileSync(new URL("CHANGELOG.md", ROOT))), null);
});
