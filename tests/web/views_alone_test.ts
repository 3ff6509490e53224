// What the views say of runs, beside what the analysis says of the same: by what a person sees and does in a real browser.
import { assert, assertEquals } from "@std/assert";
import { compareSeeds, estimateOf, pairsOf } from "../../analysis/compare_seeds.ts";
import { diverge } from "../../analysis/diverge.ts";
import { COMPARED_FIGURES, comparedFigure } from "../../analysis/figures.ts";
import { sweep, type SweepPoint } from "../../analysis/sweep.ts";
import { BOOKS } from "../../analysis/verify/books/mod.ts";
import { verifyBooks } from "../../analysis/verify/verify_books.ts";
import { formatDecimal, formatPercent } from "../../engine/numbers.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { generateWorkload } from "../../engine/workload/generate.ts";
import type { ChosenPolicy, Snapshot } from "../../web/state.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { ignore, type OpenOptions, type PageBrowser, startBrowser, WAIT_MS } from "./browser.ts";
import { tableText, waitForText } from "./sight.ts";

const STALLINGS = exampleWorkload("stallings")!.workload;

/** The views by their tabs, and what is there when they are. */
const VIEWS = [
  ["Side by side", ".sides"],
  ["Quantum", ".sweep-plot svg"],
  ["Many seeds", ".recipe button"],
  ["Books", ".books .good"],
  ["Your answer", ".answer .wrong-decision"],
];

/** Opens the page with a state in it, as `sim page` writes it. */
async function openState(pages: PageBrowser, state: Partial<Snapshot>, options: OpenOptions = {}) {
  const text = JSON.stringify({ ...usualSnapshot(), ...state });
  const html = (page: string) => page.replace('id="state"></script>', () => `id="state">${text}</script>`);
  const page = await pages.open({ ...options, html });
  await page.waitForSelector("main [role=tabpanel]", { timeout: WAIT_MS });
  return page;
}

Deno.test({ name: "the views in a browser", ignore, sanitizeResources: false, sanitizeOps: false }, async (t) => {
  await using pages = await startBrowser();

  await t.step("side by side: where the others part from the shown run, why, and who finishes otherwise", async () => {
    const policies: ChosenPolicy[] = [
      { policy: "rr", options: {} },
      { policy: "srtf", options: {} },
      { policy: "rr", options: { quantum: "1" } },
      { policy: "rr", options: { ties: "ostep" } },
    ];
    const page = await openState(pages, { view: "compare", policies });
    const options = [{ policy: "rr" }, { policy: "srtf" }, { policy: "rr", quantum: 1 }, {
      policy: "rr",
      ties: "ostep",
    }] as const;
    const labels = ["rr", "srtf", "rr:quantum=1", "rr:ties=ostep"];
    const contenders = options.map((each, index) => ({ label: labels[index], options: each }));
    const partings = await Promise.all(
      contenders.slice(1).map((other) => diverge(STALLINGS, [contenders[0], other])),
    );
    for (const [index, { difference }] of partings.entries()) {
      const where = difference === null ? "never" : `at tick ${difference.tick}`;
      await waitForText(page, `.parting-choice button:nth-child(${index + 1})`, `${labels[index + 1]} ${where}`);
    }
    // The first that parts is explained.
    await waitForText(page, ".sides section:nth-child(2)", "it outranks B, which ran: remaining 4 against 5");
    const [{ runs: [one, other] }] = partings;
    const finishes = one.result.processes.map(({ name, finish }, row) => {
      const later = other.result.processes[row].finish - finish;
      return {
        later,
        cells: [name, String(finish), String(finish + later), `${later > 0 ? "+" : "−"}${Math.abs(later)}`],
      };
    }).filter(({ later }) => later !== 0).sort((a, b) => Math.abs(b.later) - Math.abs(a.later));
    assertEquals((await tableText(page, "[role=tabpanel] table")).slice(1), finishes.map(({ cells }) => cells));
    // By the keys alone: nearer, to the last tick, who runs then.
    const lastNumber = () => page.$$eval(".lane-group:first-of-type .lane-axis text", (all) => all.at(-1)!.textContent);
    assertEquals(await lastNumber(), "20");
    await page.focus(".lanes-box");
    await page.keyboard.press("+");
    await page.waitForFunction(() => {
      const times = document.querySelectorAll(".lane-group:first-of-type .lane-axis text");
      return times.length > 0 && times[times.length - 1].textContent !== "20";
    });
    await page.keyboard.press("End");
    await waitForText(page, ".lanes figcaption", "tick 19: rr D · srtf D · rr:quantum=1 D · rr:ties=ostep D");
    assertEquals(await lastNumber(), "20");
    // Another is held against it.
    await page.locator("::-p-aria(rr:ties=ostep never)").click();
    await waitForText(page, "[role=tabpanel]", "rr:ties=ostep does the same as rr at every tick.");
    // Held against another, the same two part at the same tick.
    await page.locator(".lane-group:nth-of-type(2) h3 button").click();
    await waitForText(page, ".parting-choice button", `rr at tick ${partings[0].difference!.tick}`);
    await page.browserContext().close();
  });

  await t.step("side by side: long runs are held against each other in a worker", async () => {
    const recipe = { processes: 4_000, seed: 3, load: 0.95 };
    const policies: ChosenPolicy[] = [{ policy: "rr", options: { quantum: "1" } }, { policy: "mlfq", options: {} }];
    const page = await openState(pages, { view: "compare", jobs: { kind: "random", recipe }, policies });
    const { difference, runs } = await diverge(generateWorkload(recipe), [
      { label: "rr:quantum=1", options: { policy: "rr", quantum: 1 } },
      { label: "mlfq", options: { policy: "mlfq" } },
    ]);
    assert(runs[0].result.metrics.switches > 20_000, "segments are not kept one by one");
    await waitForText(page, ".parting-choice button", `mlfq at tick ${difference!.tick}`);
    await page.waitForSelector(".sides section:nth-child(2)");
    // Looked at from afar: as many shapes as colours.
    const shapes = await page.$$eval(".lane-group:first-of-type svg > g path, .lane-bar", (all) => all.length);
    assert(shapes > 0 && shapes < 2_000, `${shapes} shapes`);
    await page.browserContext().close();
  });

  await t.step("the quantum swept: figures of every quantum, and one of them taken over", async () => {
    const page = await openState(pages, { view: "sweep", machine: { switchCost: "1" } });
    const rowsOf = async (quanta: readonly number[] | undefined) => {
      const { points, fcfs } = await sweep(STALLINGS, { policy: "rr", switchCost: 1 }, { quanta });
      const cells = ({ metrics, switchingShare }: Pick<SweepPoint, "metrics" | "switchingShare">) => [
        formatDecimal(metrics.turnaround.mean),
        formatDecimal(metrics.waiting.mean),
        formatDecimal(metrics.response.mean),
        String(metrics.longestWait.ticks),
        String(metrics.switches),
        formatPercent(switchingShare),
      ];
      return [...points.map((point) => [String(point.quantum), ...cells(point)]), ["FCFS", ...cells(fcfs)]];
    };
    const seen = async () => {
      const rows = await tableText(page, ".sweep table");
      return rows.slice(1).map((cells) => cells.slice(0, -1));
    };
    const usual = await rowsOf(undefined);
    await waitForText(page, ".sweep table", "FCFS");
    assertEquals(await seen(), usual);
    await page.waitForSelector(".sweep-plot svg");
    const field = "::-p-aria(Quanta)";
    await page.locator(field).fill("2,5..7");
    await page.waitForFunction(() => document.querySelectorAll(".sweep tbody tr").length === 5);
    assertEquals(await seen(), await rowsOf([2, 5, 6, 7]));
    await page.locator(field).fill("7..5");
    await waitForText(page, ".sweep [role=alert]", "quantum must be a range from the lesser to the greater, got 7..5");
    await page.locator(field).fill("2,5..7");
    await page.locator(".sweep tbody tr:nth-child(2) button").click();
    await waitForText(page, ".compared tbody tr", usual[4][1]);
    await page.browserContext().close();
  });

  await t.step(
    "many seeds: intervals and verdicts from workers are those of the analysis, and a long run is stopped",
    async () => {
      const recipe = { processes: "40", load: "0.9" };
      const policies: ChosenPolicy[] = ["fcfs", "srtf", "rr"].map((policy) => ({
        policy: policy as ChosenPolicy["policy"],
        options: {},
      }));
      const page = await openState(pages, { view: "seeds", policies, views: { seeds: { recipe, seeds: "1..10" } } });
      await page.locator("::-p-aria(Make 30 runs)").click();
      const contenders = policies.map(({ policy }) => ({ label: policy, options: { policy } as SimulationOptions }));
      const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
      const source = { recipe: { processes: 40, load: 0.9, serviceMean: 10 } };
      const comparison = await compareSeeds(source, contenders, { seeds });
      await page.waitForSelector(".pairs", { timeout: WAIT_MS });
      for (const name of ["turnaround", "response"]) {
        const figure = comparedFigure(name);
        const estimates = comparison.runs.map((run) => estimateOf(run, figure, "mean"));
        const column = COMPARED_FIGURES.indexOf(figure) + 1;
        assertEquals(
          (await tableText(page, ".seeds table")).slice(1).map((cells) => cells[column]),
          estimates.map(({ mean, high }) => `${formatDecimal(mean)} ± ${formatDecimal(high! - mean)}`),
        );
        await page.locator("::-p-aria(Differences in)").fill(name);
        await waitForText(page, ".pairs caption", figure.title);
        const signed = (value: number) => `${value > 0 ? "+" : "−"}${formatDecimal(Math.abs(value))}`;
        assertEquals(
          (await tableText(page, ".pairs")).slice(1),
          pairsOf(comparison, figure).map(({ first, second, difference: { mean, low, high, verdict } }) => [
            `${second} − ${first}`,
            signed(mean),
            `${signed(low!)} to ${signed(high!)}`,
            "",
            verdict === "lower" || verdict === "higher" ? `${second} is ${verdict}` : verdict,
          ]),
        );
      }
      await page.locator(".recipe label:nth-of-type(2) input").fill("20000");
      await page.locator(".recipe label:last-of-type input").fill("0..999");
      await page.locator("::-p-aria(Make 3,000 runs)").click();
      await page.waitForFunction(() =>
        (document.querySelector<HTMLProgressElement>(".seeds progress")?.value ?? 0) > 0
      );
      assert(page.workers().length > 0);
      await page.locator("::-p-aria(Stop)").click();
      await waitForText(page, ".seeds .note", "Stopped.");
      const endedBy = Date.now() + WAIT_MS;
      while (page.workers().length > 0) {
        assert(Date.now() < endedBy, "workers go on");
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
      await page.locator(".recipe label:last-of-type input").fill("9..1");
      await waitForText(
        page,
        ".seeds > [role=alert]",
        "seeds must be a range from the lesser to the greater, got 9..1",
      );
      await page.browserContext().close();
    },
  );

  await t.step("many seeds of the page's own jobs, where a policy draws, and why not where none does", async () => {
    const policies: ChosenPolicy[] = [{ policy: "lottery", options: {} }, { policy: "rr", options: {} }];
    const page = await openState(pages, {
      view: "seeds",
      policies,
      views: { seeds: { source: "own", seeds: "1..6" } },
    });
    await page.locator("::-p-aria(Make 12 runs)").click();
    const contenders = policies.map(({ policy }) => ({ label: policy, options: { policy } as SimulationOptions }));
    const source = { columns: toColumns(STALLINGS) };
    const { runs } = await compareSeeds(source, contenders, { seeds: [1, 2, 3, 4, 5, 6] });
    await page.waitForSelector(".pairs", { timeout: WAIT_MS });
    const [figure] = COMPARED_FIGURES;
    assertEquals(
      (await tableText(page, ".seeds table")).slice(1).map((cells) => cells[1]),
      runs.map((run) => estimateOf(run, figure, "mean")).map(({ mean, high }) => {
        return `${formatDecimal(mean)} ± ${formatDecimal(high! - mean)}`;
      }),
    );
    await page.locator("::-p-aria(Remove lottery)").click();
    await waitForText(page, ".seeds > [role=alert]", "every seed gives the same run: choose a policy that draws");
    await page.browserContext().close();
  });

  await t.step("books: the printed figures beside ours, and an example opened in the page", async () => {
    for (const book of BOOKS) {
      const page = await openState(pages, { view: "books", views: { books: { book: book.name } } });
      const figures = await verifyBooks({ books: [book] });
      await waitForText(page, ".books .good", `All ${figures.length} printed figures`);
      const rows: string[][] = [];
      for (let index = 1; index <= book.examples.length; index++) {
        rows.push(...(await tableText(page, `.books article:nth-of-type(${index}) table`)).slice(1));
      }
      assertEquals(
        rows.map((cells) => cells.slice(1)),
        figures.map(({ figure, expected, got }) => [figure, expected, got]),
      );
      await page.browserContext().close();
    }
    const page = await openState(pages, { view: "books", views: { books: { book: "mlfq.py" } } });
    await page.locator(".books article:nth-of-type(2) header button").click();
    const { turnaround } = simulate(STALLINGS, { policy: "rr", quantum: 1, ties: "ostep" }).metrics;
    await waitForText(page, ".compared tbody tr", formatDecimal(turnaround.mean));
    assertEquals((await tableText(page, ".compared table")).length, 2);
    await page.browserContext().close();
  });

  await t.step("an answer drawn with the mouse and by the keys, typed, and judged", async () => {
    const page = await openState(pages, { view: "answer", shown: 1 });
    const board = await page.waitForSelector(".board svg");
    const { x, y } = (await board!.boundingBox())!;
    // Where ticks are: from the first and the last that is numbered.
    const numbered = await page.$$eval(
      ".board .lane-axis text",
      (texts) => texts.map((text) => ({ at: Number(text.getAttribute("x")), tick: Number(text.textContent) })),
    );
    const [first, last] = [numbered[0], numbered[numbered.length - 1]];
    const tickWidth = (last.at - first.at) / (last.tick - first.tick);
    assert(tickWidth > 0);
    const draw = async (row: number, from: number, to: number) => {
      const height = y + 22 + 28 * row + 14;
      await page.mouse.move(x + first.at + (from + 0.5) * tickWidth, height);
      await page.mouse.down();
      await page.mouse.move(x + first.at + (to - 0.5) * tickWidth, height, { steps: 3 });
      await page.mouse.up();
    };
    const typed = () => page.$eval(".typed textarea", (area) => (area as HTMLTextAreaElement).value);
    const waitForTyped = async (text: string) => {
      const isTyped = (text: string) => document.querySelector<HTMLTextAreaElement>(".typed textarea")?.value === text;
      await page.waitForFunction(isTyped, { timeout: WAIT_MS }, text).catch(async () =>
        assertEquals(await typed(), text)
      );
    };
    await draw(0, 0, 3);
    await draw(1, 3, 9);
    await waitForTyped("A 0-3, B 3-9");
    await waitForText(page, ".mistakes", "C (pid 3) must run for 4 ticks in all, got 0");
    // What is drawn over what is there takes its place; the pen on what is there takes it away.
    await draw(2, 4, 8);
    await waitForTyped("A 0-3, B 3-4, C 4-8, B 8-9");
    await draw(1, 8, 9);
    await waitForTyped("A 0-3, B 3-4, C 4-8");
    // By the keys: the place is where the pen was last; E at 8 and 9.
    await page.focus(".board .lanes-box");
    for (let row = 1; row < 4; row++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("Space");
    await waitForTyped("A 0-3, B 3-4, C 4-8, E 8-10");
    await page.locator(".typed textarea").fill("A 0-3, B 3-9, C 9-13, D 13-18, E 18-20");
    await waitForText(page, ".wrong-decision", "At tick 4 CPU 0 runs B in your answer.");
    await waitForText(page, ".wrong-decision", "it outranks B, which ran: remaining 4 against 5");
    await waitForText(page, ".board", "otherwise from 4 on");
    await page.locator(".typed textarea").fill("A 0-3, B");
    await waitForText(page, ".typed [role=alert]", "each part must be a process and its ticks, such as A 0-3, got B");
    await page.locator("::-p-aria(Show what srtf does)").click();
    await waitForTyped("A 0-3, B 3-4, C 4-8, E 8-10, B 10-15, D 15-20");
    await waitForText(page, ".answer .good", "Right: srtf does exactly this.");
    await page.browserContext().close();
  });

  await t.step("no view breaks a rule of axe, in both themes and at 320 px", async () => {
    const { source } = (await import("axe-core")).default;
    for (const theme of ["light", "dark"] as const) {
      const page = await openState(pages, {
        view: "compare",
        theme,
        views: { answer: { text: "A 0-3, B 3-9, C 9-13" } },
      }, { width: theme === "light" ? 1280 : 320 });
      await page.evaluate(source);
      for (const [title, ready] of VIEWS) {
        await page.locator(`::-p-aria([name="${title}"][role="tab"])`).click();
        await page.waitForSelector(`[role=tabpanel] ${ready}`);
        const violations = await page.evaluate(async () => {
          // deno-lint-ignore no-explicit-any
          const { violations } = await (globalThis as any).axe.run("[role=tabpanel]");
          return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
            `${id}: ${nodes.map(({ html }) => html).join("\n")}`
          );
        });
        assertEquals(violations, [], `${title}, ${theme}`);
        const { scroll, inner } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          inner: innerWidth,
        }));
        assert(scroll <= inner, `${title} is ${scroll} px wide, the window ${inner}`);
      }
      assertEquals(await page.$eval("[role=alert]", ({ textContent }) => textContent), "");
      await page.browserContext().close();
    }
  });
});
