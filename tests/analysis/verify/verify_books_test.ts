import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { BOOKS } from "../../../analysis/verify/books/mod.ts";
import { verifyBooks, type VerifyOptions } from "../../../analysis/verify/verify_books.ts";
import { allAtOnce, type Book } from "../../../analysis/verify/worked_example.ts";
import { createStyle } from "../../../cli/text/style.ts";
import { renderVerifyReport } from "../../../cli/text/verify_report.ts";

Deno.test("verifyBooks() finds that every figure of every book agrees", async () => {
  for (const { book, example, figure, expected, got } of await verifyBooks()) {
    assertEquals(got, expected, `${book}, ${example}, ${figure}`);
  }
});

Deno.test("BOOKS has a figure for every example and a citation for every book", () => {
  for (const { citation, examples } of BOOKS) {
    assert(citation.length > 20);
    for (const { title, printed } of examples) assert(Object.keys(printed).length > 0, title);
  }
});

Deno.test("verifyBooks() finds a figure that a book has wrong", async () => {
  const book: Book = {
    name: "Nobody",
    citation: "Nobody, A Book of Mistakes, chapter 1",
    examples: [{
      title: "FCFS",
      workload: allAtOnce(3, 4),
      options: { policy: "fcfs" },
      printed: { finish: [3, 7], mean: { waiting: "1.6" }, gantt: "P1 0-3, P2 3-8" },
    }],
  };
  const figures = await verifyBooks({ books: [book] });
  assertEquals(figures.map(({ got, agrees }) => [got, agrees]), [
    ["3 7", true],
    ["1.5", false],
    ["P1 0-3, P2 3-7", false],
  ]);
  const text = renderVerifyReport([book], figures, createStyle(false), 80);
  assertStringIncludes(text, "2 of 3 figures of 1 source differ");
  assertEquals(text.match(/DIFFERS/g)?.length, 2);
});

Deno.test("verifyBooks() refuses options that mean nothing", async () => {
  const options = { book: BOOKS } as VerifyOptions;
  await assertRejects(() => verifyBooks(options), TypeError, 'got "book". Did you mean books?');
  await assertRejects(() => verifyBooks([...BOOKS] as VerifyOptions), TypeError, "options must be an object");
});
