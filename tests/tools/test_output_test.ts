import { assertEquals } from "@std/assert";
import { failedFiles, readCounts } from "../../tools/_test_output.ts";

const ROOT = new URL("file:///home/project/");
const outputOf = (...failures: string[]) =>
  `adds => ./tests/adds_test.ts:3:6
error: AssertionError: not so

 FAILURES 

${failures.join("\n")}

FAILED | 12 passed (3 steps) | ${failures.length} failed | 2 ignored (1m2s)

error: Test failed
`;

Deno.test("readCounts() reads the last closing line, with steps and without", () => {
  assertEquals(readCounts(outputOf("adds => ./tests/adds_test.ts:3:6")), { passed: 12, failed: 1, ignored: 2 });
  assertEquals(readCounts("ok | 7 passed | 0 failed (3s)\n"), { passed: 7, failed: 0, ignored: 0 });
  assertEquals(readCounts("error: Module not found\n"), null);
});

Deno.test("failedFiles() names each file once: of tests, steps, examples, and those that could not be run", () => {
  const output = outputOf(
    "adds => ./tests/adds_test.ts:3:6",
    "adds => more ... a step => ./tests/adds_test.ts:9:39",
    "./tests/broken_test.ts (uncaught error)",
    "file:///home/project/docs/page.md#2-5.ts => ./docs/page.md#2-5.ts:1:6",
    "file:///home/project/engine/mod.ts#2-5.ts => file:///home/project/engine/mod.ts#2-5.ts:2:6",
  );
  assertEquals(failedFiles(output, ROOT), [
    "tests/adds_test.ts",
    "tests/broken_test.ts",
    "docs/page.md",
    "engine/mod.ts",
  ]);
});

Deno.test("failedFiles() of a run without failures is empty, and null where it cannot read the list", () => {
  assertEquals(failedFiles("ok | 7 passed | 0 failed (3s)\n", ROOT), []);
  assertEquals(failedFiles(outputOf("what is this"), ROOT), null);
});
