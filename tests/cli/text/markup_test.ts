// Reports for documents: the same figures as on a terminal, in the language of the document.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderIn } from "../../../cli/text/markup.ts";
import { renderTable } from "../../../cli/text/table.ts";
import { runCli } from "../run_cli.ts";

/** A report with everything that the languages would take for their own. */
function render(medium: "markdown" | "latex" | "html"): string {
  return renderIn(medium, (style, width) => {
    const columns = [{ title: "Name", align: "left" as const }, { title: "50% & more" }];
    const rows = [["a_b|c", { text: "1.50*", paint: style.good }], ["[x]", "-"]];
    const { text, omitted } = renderTable(columns, rows, style, width);
    assertEquals(omitted, []);
    return `${style.bold("Round robin")} on #1 <b> & $x\n${style.document!.term("ties", "100% {sure}")}\n${text}` +
      `1. not a list\n* nor this\n\nanother ${style.name("sim run")}\n${style.document!.chart("│A │`\n")}`;
  });
}

Deno.test("renderIn() writes Markdown whose signs stand for themselves", () => {
  assertEquals(
    render("markdown"),
    [
      "## Round robin on #1 \\<b\\> & $x",
      "",
      "- **ties**: 100% \\{sure\\}",
      "",
      "| Name    | 50% & more |",
      "| ------- | ---------: |",
      "| a\\_b\\|c | **1.50\\***  |".replace("**1.50\\***  |", "**1.50\\*** |"),
      "| \\[x\\]   |          - |",
      "",
      "1\\. not a list\\",
      "\\* nor this",
      "",
      "another `sim run`",
      "",
      "```text",
      "│A │`",
      "```",
      "",
    ].join("\n"),
  );
});

Deno.test("renderIn() writes LaTeX whose signs stand for themselves", () => {
  assertEquals(
    render("latex"),
    [
      "\\paragraph{Round robin on \\#1 \\textless{}b\\textgreater{} \\& \\$x}",
      "\\begin{description}",
      "  \\item[ties] 100\\% \\{sure\\}",
      "\\end{description}",
      "\\begin{tabular}{lr}",
      "  \\hline",
      "  Name & 50\\% \\& more \\\\",
      "  \\hline",
      "  a\\_b\\textbar{}c & \\textbf{1.50*} \\\\",
      "  {[}x] & - \\\\",
      "  \\hline",
      "\\end{tabular}",
      "",
      "1. not a list \\\\",
      "{*} nor this",
      "",
      "another \\texttt{sim run}",
      "",
      "% A chart stood here: --svg FILE draws it.",
      "",
    ].join("\n"),
  );
});

Deno.test("renderIn() writes HTML whose signs stand for themselves", () => {
  const page = render("html");
  assertStringIncludes(page, "<title>Round robin on #1 &lt;b&gt; &amp; $x</title>");
  assertStringIncludes(page, "<dt>ties</dt><dd>100% {sure}</dd>");
  assertStringIncludes(page, '<td class="words">a_b|c</td><td><span class="good">1.50*</span></td>');
  assertStringIncludes(page, "<p>1. not a list<br>\n* nor this</p>\n<p>another <code>sim run</code></p>");
  assertStringIncludes(page, "<pre>│A │`</pre>");
  assert(!/https?:/.test(page), "a page without a network");
});

const COMMANDS: readonly (readonly string[])[] = [
  ["run", "example:stallings", "-p", "mlfq"],
  ["compare", "example:mixed", "--gantt"],
  ["compare", "generate:20", "-p", "fcfs,rr", "--seeds", "1..3"],
  ["sweep", "example:stallings", "--switch-cost", "1"],
  ["sweep", "generate:20", "--vary", "load=0.5,0.9:policy=fcfs,rr", "--seeds", "1..3"],
  ["explain", "example:stallings", "-p", "srtf", "--at", "8"],
  ["diverge", "example:stallings"],
  ["verify"],
  ["policies"],
  ["examples"],
];

for (const args of COMMANDS) {
  Deno.test(`sim ${args.join(" ")} has every figure of its tables in every document`, async () => {
    const text = await runCli(
      [...args, "--rows", "all"].slice(
        0,
        !args.includes("--seeds") ? args.length : undefined,
      ),
      { columns: 400 },
    );
    assertEquals(text.code, 0, text.err);
    const numbers = (report: string) => new Set(report.match(/\d+\.\d+/g) ?? []);
    for (const format of ["markdown", "latex", "html"]) {
      const { code, out, err } = await runCli([...args, "-f", format], { columns: 40 });
      assertEquals([code, err], [0, ""]);
      const missed = [...numbers(text.out)].filter((number) => !numbers(out).has(number));
      // Charts of characters have axes of their own, and LaTeX has none.
      if (args[0] !== "sweep") assertEquals(missed, [], `${format} of sim ${args.join(" ")}`);
      // deno-lint-ignore no-control-regex
      assert(!/[\x01\x02\x0e-\x11]/.test(out), `marks left in ${format}`);
      assert(!out.includes("Too narrow"), `${format} is as wide as it needs`);
    }
  });
}

Deno.test("sim run --format html draws the timeline", async () => {
  const { out } = await runCli(["run", "example:stallings", "-p", "srtf", "-f", "html"]);
  assertStringIncludes(out, "<figure>\n<svg ");
  const { out: bare } = await runCli(["run", "example:stallings", "-f", "html", "--no-timeline"]);
  assert(!bare.includes("<svg"));
});
