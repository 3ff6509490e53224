/**
 * The page in a browser: what a frame costs while a long timeline is panned.
 *
 * @module
 */

import type { Page } from "puppeteer-core";
import { startBrowser } from "../../tests/web/browser.ts";
import { median, naiveFrame, openChart, panFrames } from "../../tests/web/chart_page.ts";
import type { Contender, Suite } from "../suite.ts";
import { tracedFrames } from "./frame_trace.ts";

/** Frames of one run. */
const FRAMES = 30;

/** A page that shows a run of so many segments; opened once for both contenders. */
class ChartPage {
  readonly #segments: number;
  #opened: Promise<{ page: Page; close: () => PromiseLike<void> }> | undefined;

  constructor(segments: number) {
    this.#segments = segments;
  }

  async open(): Promise<Page> {
    const opened = this.#opened ??= this.#start();
    return (await opened).page;
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await (await opened)?.close();
  }

  async #start() {
    const pages = await startBrowser();
    const processes = Array.from({ length: 10 }, () => ({ bursts: this.#segments }));
    const page = await openChart(pages, { processes }, { policies: [{ policy: "rr", options: { quantum: "10" } }] });
    return { page, close: () => pages[Symbol.asyncDispose]() };
  }
}

function contendersOf(chart: ChartPage, segments: number): Contender[] {
  return [
    {
      name: "Quanta",
      role: "ours",
      open: async () => void await chart.open(),
      run: async () => {
        const page = await chart.open();
        return median(await tracedFrames(page, () => panFrames(page, FRAMES)));
      },
      close: () => chart.close(),
    },
    {
      name: "a rectangle for every segment",
      role: "baseline",
      run: async () => await naiveFrame(await chart.open(), segments),
      close: () => chart.close(),
    },
  ];
}

/** The page. */
export const suite: Suite = {
  summary: "What a frame of the page costs while a long timeline is panned.",
  async run(bench) {
    const section = bench.section({
      id: "page-frames",
      title: "Frames of the page",
      explanation:
        "Milliseconds of a frame on the page's main thread, the median while a timeline of a CPU and ten processes is panned, from " +
        "the browser's trace; beside it a rectangle for every segment on a canvas of the same size.",
    });
    for (const segments of bench.quick ? [100_000] : [100_000, 1_000_000]) {
      await section.measure({
        id: `page-pan-${segments}`,
        title: `${segments.toLocaleString("en-US")} segments`,
        unit: "ms",
        rounds: bench.quick ? { least: 3, most: 5 } : { least: 5, most: 15 },
        targets: [
          { against: "a rectangle for every segment", atLeast: segments / 50_000 },
          ...segments < 1_000_000 ? [] : [{ value: true as const, atMost: 16 }],
        ],
        contenders: contendersOf(new ChartPage(segments), segments),
      });
    }
  },
};
