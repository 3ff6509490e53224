import { assertEquals } from "@std/assert";
import { createStyle } from "../../../cli/text/style.ts";
import { renderTable } from "../../../cli/text/table.ts";
import { widthOf } from "../../../pictures/width.ts";

const plain = createStyle(false);

Deno.test("renderTable() puts names left and numbers right", () => {
  const { text, omitted } = renderTable(
    [{ title: "Name", align: "left" }, { title: "N" }],
    [["a", "1"], ["bb", "100"]],
    plain,
    80,
  );
  assertEquals(text, "Name    N\n────  ───\na       1\nbb    100\n");
  assertEquals(omitted, []);
});

Deno.test("renderTable() keeps columns straight with wide and combining characters", () => {
  const rows = [["王五", "1"], ["e\u0301", "2"], ["plain", "3"]];
  const { text } = renderTable([{ title: "Name", align: "left" }, { title: "N" }], rows, plain, 80);
  const widths = text.trimEnd().split("\n").map(widthOf);
  assertEquals(new Set(widths).size, 1);
});

Deno.test("renderTable() leaves out the columns of the highest rank when the line is narrow", () => {
  const columns = [{ title: "A" }, { title: "BBBB", rank: 2 }, { title: "CCCC", rank: 1 }, { title: "DDDD", rank: 2 }];
  const rows = [["1", "2", "3", "4"]];
  assertEquals(renderTable(columns, rows, plain, 19).omitted, []);
  assertEquals(renderTable(columns, rows, plain, 18).omitted, ["DDDD"]);
  assertEquals(renderTable(columns, rows, plain, 10).omitted, ["BBBB", "DDDD"]);
  assertEquals(renderTable(columns, rows, plain, 3).text.split("\n")[0], "A");
});

Deno.test("renderTable() cuts long names, and colours after it has measured", () => {
  const cell = { text: "x".repeat(100), paint: (text: string) => `<${text}>` };
  const { text } = renderTable([{ title: "Name", align: "left" }, { title: "N" }], [[cell, "1"]], plain, 40);
  assertEquals(text.split("\n")[2], `<${"x".repeat(15)}…>  1`);
});

Deno.test("renderTable() cuts names further where the columns that must stay do not fit beside them", () => {
  const columns = [{ title: "Name", align: "left" as const }, { title: "N" }];
  const rows = [["x".repeat(20), "1".repeat(30)]];
  const { text } = renderTable(columns, rows, plain, 40);
  assertEquals(text.split("\n")[2], `${"x".repeat(7)}…  ${"1".repeat(30)}`);
});
