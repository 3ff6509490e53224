import { assert, assertEquals, assertMatch } from "@std/assert";
import { renderPlot } from "../../bench/plot.ts";
import { makeRow } from "./support.ts";

const PLOT = { id: "growth", title: "Cost & <growth>", xLabel: "processes" };

function point(contender: string, series: string, x: number, cost: number) {
  return makeRow({
    case: `${series}-${x}`,
    contender,
    unit: "operations/s",
    samples: [1e9 / cost],
    plot: { id: "growth", x, series },
  });
}

Deno.test("renderPlot() draws a panel for each series and a line for each contender", () => {
  const rows = ["rr", "sjf"].flatMap((series) =>
    ["Quanta", "C"].flatMap((contender) => [1e3, 1e5, 1e7].map((x) => point(contender, series, x, 10 + Math.log10(x))))
  );
  const svg = renderPlot(rows, PLOT)!;
  assertEquals(svg.match(/<polyline /g)!.length, 4);
  assertEquals(svg.match(/<circle /g)!.length, 12);
  for (const label of ["rr", "sjf", "Quanta", "C", "1k", "100k", "10M", "processes", "ns per operation"]) {
    assert(svg.includes(`>${label}</text>`), label);
  }
  assert(!svg.includes("NaN"));
});

Deno.test("renderPlot() puts more on higher: a greater cost has a lesser y", () => {
  const svg = renderPlot([point("Quanta", "", 1, 5), point("Quanta", "", 10, 50)], PLOT)!;
  const [first, second] = /points="([^"]+)"/.exec(svg)![1].split(" ").map((pair) => pair.split(",").map(Number));
  assert(first[0] < second[0] && first[1] > second[1]);
});

Deno.test("renderPlot() escapes what is text, and is well-formed", () => {
  const svg = renderPlot([point("A <b>", "", 1, 5)], PLOT)!;
  assert(svg.includes("Cost &amp; &lt;growth&gt;") && svg.includes("A &lt;b&gt;"));
  const open = svg.match(/<(svg|g|text|title)\b/g)!.length;
  assertEquals(svg.match(/<\/(svg|g|text|title)>/g)!.length, open);
  assertMatch(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
});

Deno.test("renderPlot() draws a single point and equal costs without a division by zero", () => {
  for (const rows of [[point("A", "", 7, 5)], [point("A", "", 7, 5), point("A", "", 70, 5)]]) {
    assert(!/NaN|Infinity/.test(renderPlot(rows, PLOT)!));
  }
});

Deno.test("renderPlot() leaves out who could not run, and is null when nobody could", () => {
  const failed = makeRow({ error: "it broke", plot: { id: "growth", x: 1 } });
  assertEquals(renderPlot([failed], PLOT), null);
  assertEquals(renderPlot([], PLOT), null);
  assertEquals(renderPlot([failed, point("A", "", 7, 5)], PLOT)!.match(/<polyline /g)!.length, 1);
});
