import { assertEquals } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import { COURSE_EXAMPLES } from "./course_examples.ts";
import { compareWithExample, WORKED_EXAMPLES } from "./worked_examples.ts";

for (const example of [...WORKED_EXAMPLES, ...COURSE_EXAMPLES]) {
  Deno.test(`simulate() gives the printed figures when run on ${example.source}`, () => {
    assertEquals(compareWithExample(example, simulate(example.workload, example.options)), null);
  });
}
