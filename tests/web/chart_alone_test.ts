// The page's chart and its steps in a real browser: what they show is what the engine recorded, by mouse and by keyboard alone.
import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { explain } from "../../analysis/explain.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { POLICIES } from "../../engine/policies.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import type { Workload } from "../../engine/workload.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { DARK_COLORS, processColor } from "../../pictures/palette.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { stateIntervals } from "../../pictures/state_intervals.ts";
import { ruleText } from "../../pictures/words/decision_words.ts";
import { english } from "../../pictures/words/language.ts";
import { ignore, startBrowser, WAIT_MS } from "./browser.ts";
import {
  CANVAS,
  canvasBox,
  coloursOfLine,
  median,
  naiveFrame,
  nextFrame,
  openChart,
  openTable,
  panFrames,
  shownWindow,
} from "./chart_page.ts";
import { tableText, waitForText } from "./sight.ts";

const STALLINGS = exampleWorkload("stallings")!.workload;

/** Colours of the names' paper, and of bars of no process. */
const PAPER = "#ffffff";

/** A height within the bars of the first CPU, above their names. */
const FIRST_BAR_Y = 24 + 5;

function recorded(workload: Workload, options: SimulationOptions): SimulationResult {
  return simulate(workload, { ...options, timeline: "full", transitions: "full", decisions: "full" });
}

/** The rows of the table that a run must have: CPUs, then processes. */
function wantedRows({ timeline, transitions, workload }: SimulationResult): string[][] {
  const labels = new ProcessLabels(workload);
  const cpus = timeline.toSorted((a, b) => a.cpu - b.cpu || a.start - b.start).map(({ cpu, pid, start, end, kind }) => [
    `CPU ${cpu}`,
    labels.name(pid),
    kind === "run" ? "running" : "context switch",
    String(start),
    String(end),
  ]);
  const words = { running: "running", ready: "ready", device: "blocked on I/O", switching: "context switch" };
  const processes = [...stateIntervals(transitions, [])].sort(([a], [b]) => a - b).flatMap(([pid, intervals]) =>
    intervals.map(({ start, end, activity }) => [
      labels.name(pid),
      labels.name(pid),
      words[activity as keyof typeof words],
      String(start),
      String(end),
    ])
  );
  return [...cpus, ...processes];
}

Deno.test({ name: "the chart in a browser", ignore, sanitizeResources: false, sanitizeOps: false }, async (t) => {
  await using pages = await startBrowser();

  await t.step(
    "its table has every segment and every state that the engine recorded, under several policies",
    async () => {
      const { workload } = exampleWorkload("mixed")!;
      for (const policy of ["rr", "srtf", "mlfq"] as const) {
        const page = await openChart(pages, workload, { policies: [{ policy, options: {} }] });
        await openTable(page);
        const rows: string[][] = [];
        for (;;) {
          const part = (await tableText(page, ".chart-table table")).slice(1);
          rows.push(...part);
          const next = await page.$(".chart-table .pages button:last-child:not([aria-disabled=true])");
          if (next === null) break;
          await next.click();
          await nextFrame(page);
        }
        const wanted = wantedRows(recorded(workload, { policy }));
        const names = new Set(wanted.map(([name]) => name));
        const got = rows.filter(([name]) => names.has(name)).map((cells) => {
          return [...cells.slice(0, 2), cells[2].replace(/ on CPU \d+|, came from .*/g, ""), ...cells.slice(3, 5)];
        });
        assertEquals(got, wanted, policy);
        await page.browserContext().close();
      }
    },
  );

  await t.step("the bars of the CPU have the colours, the order and the lengths of the engine's segments", async () => {
    for (const { name: policy } of POLICIES.filter(({ rigidOnly, reads }) => !rigidOnly && !reads.includes("period"))) {
      if (!["fcfs", "rr", "srtf", "hrrn", "cfs"].includes(policy)) continue;
      const page = await openChart(pages, STALLINGS, { policies: [{ policy, options: {} }] });
      const { timeline, metrics } = recorded(STALLINGS, { policy } as SimulationOptions);
      const bars = (await coloursOfLine(page, FIRST_BAR_Y)).filter(({ colour, from, to }) =>
        colour !== PAPER && to - from > 3
      );
      assertEquals(bars.map(({ colour }) => colour), timeline.map(({ pid }) => processColor(pid - 1).web), policy);
      const perTick = (bars.at(-1)!.to - bars[0].from) / metrics.makespan;
      for (const [index, { start, end }] of timeline.entries()) {
        const { from, to } = bars[index];
        assertAlmostEquals(from - bars[0].from, start * perTick, 2, policy);
        assertAlmostEquals(to - bars[0].from, end * perTick, 3, policy);
      }
      await page.browserContext().close();
    }
  });

  await t.step("is dark where one asks for it, has patterns on request, and is light on paper", async () => {
    const page = await openChart(pages, STALLINGS, {
      policies: [{ policy: "fcfs", options: {} }],
      theme: "dark",
      patterns: true,
    });
    const colours = async () => (await coloursOfLine(page, FIRST_BAR_Y)).map(({ colour }) => colour);
    const dark = await colours();
    assertEquals(dark[0], DARK_COLORS.paper);
    // The first process has no pattern, the second has: its bar is not of one colour.
    const [first, second] = [0, 1].map((index) => dark.filter((colour) => colour === processColor(index).web).length);
    assert(first === 1 && second > 3, `${first} and ${second} pieces`);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assertEquals((await colours())[0], PAPER);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assertEquals(await colours(), dark);
    await page.click(".preferences input[type=checkbox]");
    await nextFrame(page);
    assertEquals((await colours()).filter((colour) => colour === processColor(1).web).length, 1);
    await page.browserContext().close();
  });

  await t.step("zooms and pans by buttons, wheel, drag and keys", async () => {
    const page = await openChart(pages, { processes: [{ bursts: 600 }, { bursts: 400 }] }, {
      policies: [{ policy: "rr", options: { quantum: "10" } }],
    });
    await openTable(page);
    const { x, y, width } = await canvasBox(page);
    const whole = await shownWindow(page);
    assertEquals([whole.from, whole.to], [0, 1_000]);
    await page.click("::-p-aria(Zoom in)");
    const nearer = await shownWindow(page);
    assertAlmostEquals(nearer.to - nearer.from, 1_000 / 1.5, 3);
    assert(nearer.spans < whole.spans);
    // What is under the pointer stays there: at the right edge the end of the run, whatever the wheel does.
    await page.click("::-p-aria(Show all of it)");
    await page.mouse.move(x + width - 1, y + 40);
    await page.mouse.wheel({ deltaY: -400 });
    const end = await shownWindow(page);
    assert(end.from > 300 && end.to === 1_000, `from ${end.from} to ${end.to}`);
    await page.mouse.move(x + 400, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + 600, y + 40, { steps: 4 });
    await page.mouse.up();
    const dragged = await shownWindow(page);
    assert(dragged.from < end.from && dragged.to < end.to, "a drag to the right shows what was before");
    await page.focus(CANVAS);
    await page.keyboard.down("Shift");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.up("Shift");
    const panned = await shownWindow(page);
    assert(panned.from > dragged.from);
    await page.keyboard.press("-");
    const further = await shownWindow(page);
    assert(further.to - further.from > panned.to - panned.from);
    await page.keyboard.press("0");
    assertEquals(await shownWindow(page), whole);
    // Two fingers that go apart zoom in, and what was between them stays between them.
    const fingers = (distance: number) => [-1, 1].map((side) => ({ x: x + 600 + side * distance, y: y + 40 }));
    const touch = await page.createCDPSession();
    const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", fingers(50));
    for (const distance of [70, 90, 110]) await send("touchMove", fingers(distance));
    await send("touchEnd", []);
    const pinched = await shownWindow(page);
    assert(
      pinched.to - pinched.from < 600 && pinched.from > 100 && pinched.to < 950,
      `from ${pinched.from} to ${pinched.to}`,
    );
    await page.focus(CANVAS);
    await page.keyboard.press("0");
    await shownWindow(page);
    // Whoever scrolls down the page over a chart that shows all of it is not held up.
    const isFree = (deltaY: number) =>
      page.$eval(
        CANVAS,
        (canvas, deltaY, clientX, clientY) => {
          const init = { deltaY, clientX, clientY, bubbles: true, cancelable: true };
          return canvas.dispatchEvent(new WheelEvent("wheel", init));
        },
        deltaY,
        x + 500,
        y + 30,
      );
    assert(await isFree(100));
    // Nor is who scrolls up, until the mouse is moved over the chart.
    await page.$eval(CANVAS, (canvas) => {
      (canvas as HTMLElement).blur();
      document.dispatchEvent(new Event("scroll"));
    });
    assert(await isFree(-100));
    assertEquals(await shownWindow(page), whole);
    await page.mouse.move(x + 500, y + 30);
    assert(!(await isFree(-100)));
    assert((await shownWindow(page)).spans < whole.spans);
    await page.browserContext().close();
  });

  await t.step(
    "by keyboard alone one looks at every tick, hears it, and goes to the decision that made a bar",
    async () => {
      const page = await openChart(pages, STALLINGS, { policies: [{ policy: "srtf", options: {} }] });
      const options = { policy: "srtf" } as const;
      await page.focus(CANVAS);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Home");
      await waitForText(page, ".chart-readout", "Tick 0CPU 0 runs A, 0 to 3");
      for (const boundary of recorded(STALLINGS, options).timeline.slice(1, 4).map(({ start }) => start)) {
        await page.keyboard.press("]");
        await waitForText(page, ".chart-readout", `Tick ${boundary}`);
      }
      const spoken = await page.$eval(".chart [role=status]", (element) => element.textContent!);
      assertStringIncludes(spoken, "Tick 8; ");
      assertStringIncludes(spoken, "E running on CPU 0, 8 to 10");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".step-why h3", { timeout: WAIT_MS });
      await waitForText(page, ".step-why h3", "CPU 0 runs E");
      await page.browserContext().close();
    },
  );

  await t.step("a click on a bar goes to its decision; steps forward and back say what sim explain says", async () => {
    const policy = POLICIES.find(({ name }) => name === "srtf")!;
    const page = await openChart(pages, STALLINGS, { policies: [{ policy: "srtf", options: {} }] });
    const bars = (await coloursOfLine(page, FIRST_BAR_Y)).filter(({ colour, from, to }) =>
      colour !== PAPER && to - from > 3
    );
    const { x, y } = await canvasBox(page);
    await page.mouse.click(x + (bars[2].from + bars[2].to) / 2, y + FIRST_BAR_Y);
    const { decisions } = await explain(STALLINGS, { policy: "srtf" });
    const { options, workload } = recorded(STALLINGS, { policy: "srtf" });
    const labels = new ProcessLabels(workload);
    const sees = async (number: number) => {
      const { decision, controlBlock } = decisions[number];
      await waitForText(
        page,
        ".step-position output",
        `Tick ${decision.time}, decision ${number + 1} of ${decisions.length}`,
      );
      await waitForText(page, ".step-why h3", `CPU 0 runs ${labels.name(decision.pid)}`);
      const reason = ruleText(decision, { policy, options, labels, say: english });
      assertEquals(await page.$eval(".step-reason", (element) => element.textContent), `Because ${reason}.`);
      const candidates = decision.candidates.map(({ pid, key }) => [labels.name(pid), String(key)]);
      if (candidates.length > 1) {
        const rows = (await tableText(page, ".step-why table")).slice(1);
        assertEquals(rows.map(([name, key]) => [name.replace("chosen", ""), key]), candidates);
        const queue = await page.$$eval(".step-queue li", (items) => items.map((item) => item.textContent));
        assertEquals(queue, candidates.slice(1).map(([name]) => name), "who was passed over stands in the queue");
      }
      const block = (await tableText(page, ".step-blocks table")).find(([name]) => name === controlBlock.name)!;
      assertEquals(block.slice(2, 4), [String(controlBlock.executed), String(controlBlock.remaining)]);
    };
    const made = decisions.findIndex(({ decision }) =>
      decision.time === recorded(STALLINGS, { policy: "srtf" }).timeline[2].start
    );
    await sees(made);
    await page.click("::-p-aria(Step forward)");
    await sees(made + 1);
    await page.click("::-p-aria(Step back)");
    await page.click("::-p-aria(Step back)");
    await sees(made - 1);
    await page.click("::-p-aria(To the end)");
    await sees(decisions.length - 1);
    await page.click("::-p-aria(tick)");
    await page.click("::-p-aria(Step back)");
    await waitForText(page, ".step-why h3", "No decision was made at this tick.");
    // It plays to the end by itself, and stops there.
    await page.select(".step-speed select", "10");
    await page.click("::-p-aria(Play)");
    await waitForText(page, ".step-position output", "Tick 20");
    await page.waitForSelector("::-p-aria(Play)", { timeout: WAIT_MS });
    await page.browserContext().close();
  });

  await t.step(
    "a million segments: a frame while panning is far cheaper than a rectangle for every segment",
    async () => {
      const processes = Array.from({ length: 10 }, () => ({ bursts: 1_000_000 }));
      const page = await openChart(pages, { processes }, { policies: [{ policy: "rr", options: { quantum: "10" } }] });
      const frames = await panFrames(page, 24);
      const naive = await naiveFrame(page, 1_000_000);
      assert(
        naive > 20 * median(frames),
        `${median(frames)} ms a frame, ${naive} ms for a rectangle for every segment`,
      );
      await page.browserContext().close();
    },
  );
});
