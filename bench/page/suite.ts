/**
 * The page in a browser: what a person waits for, and what a frame costs while a long timeline is panned.
 *
 * @module
 */

import type { Page } from "puppeteer-core";
import type { Workload } from "../../engine/workload.ts";
import { type PageBrowser, startBrowser } from "../../tests/web/browser.ts";
import {
  emptyPage,
  firstChart,
  keystroke,
  median,
  naiveFrame,
  openChart,
  panFrames,
  twoFrames,
} from "../../tests/web/chart_page.ts";
import type { Rounds, Suite, SuiteRun } from "../suite.ts";
import { tracedFrames } from "./frame_trace.ts";

/** Frames of one run. */
const FRAMES = 30;

/** A browser, started once for the contenders of a case. */
class SharedBrowser {
  #pages: Promise<PageBrowser> | undefined;
  #page: Promise<Page> | undefined;

  async pages(): Promise<PageBrowser> {
    return await (this.#pages ??= startBrowser());
  }

  /** The one page of a workload under round robin. */
  async page(workload: Workload): Promise<Page> {
    const policies = [{ policy: "rr", options: { quantum: "10" } }] as const;
    return await (this.#page ??= this.pages().then((pages) => openChart(pages, workload, { policies })));
  }

  async close(): Promise<void> {
    const pages = this.#pages;
    this.#pages = this.#page = undefined;
    await (await pages)?.[Symbol.asyncDispose]();
  }
}

async function measureFrames(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "page-frames",
    title: "Frames of the page",
    explanation:
      "Milliseconds of a frame on the page's main thread, the median while a timeline of a CPU and ten processes is panned, from " +
      "the browser's trace; beside it a rectangle for every segment on a canvas of the same size.",
  });
  for (const segments of bench.quick ? [100_000] : [100_000, 1_000_000]) {
    const shared = new SharedBrowser();
    const workload = { processes: Array.from({ length: 10 }, () => ({ bursts: segments })) };
    await section.measure({
      id: `page-pan-${segments}`,
      title: `${segments.toLocaleString("en-US")} segments`,
      unit: "ms",
      rounds: roundsOf(bench),
      targets: [
        { against: "a rectangle for every segment", atLeast: segments / 50_000 },
        ...segments < 1_000_000 ? [] : [{ value: true as const, atMost: 16 }],
      ],
      contenders: [
        {
          name: "Quanta",
          role: "ours",
          run: async () => {
            const page = await shared.page(workload);
            return median(await tracedFrames(page, () => panFrames(page, FRAMES)));
          },
          close: () => shared.close(),
        },
        {
          name: "a rectangle for every segment",
          role: "baseline",
          run: async () => await naiveFrame(await shared.page(workload), segments),
          close: () => shared.close(),
        },
      ],
    });
  }
}

async function measureWaits(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "page-waits",
    title: "What a person waits for",
    explanation:
      "From opening the file to the first chart, and from a key in a table of twenty jobs under two policies to " +
      "figures and chart. Beside them the least that the browser takes: opening an empty file, two frames of an empty page.",
  });
  const opened = new SharedBrowser();
  await section.measure({
    id: "page-first-chart",
    title: "file to first chart",
    unit: "ms",
    rounds: roundsOf(bench),
    targets: [{ value: true, atMost: 300 }],
    contenders: [
      {
        name: "Quanta",
        role: "ours",
        run: async () => await firstChart(await opened.pages()),
        close: () => opened.close(),
      },
      {
        name: "the browser",
        role: "limit",
        run: async () => await emptyPage(await opened.pages()),
        close: () => opened.close(),
      },
    ],
  });
  const typed = new SharedBrowser();
  const workload = { processes: Array.from({ length: 20 }, (_, index) => ({ arrival: index, bursts: 10 + index })) };
  let bursts = 10;
  await section.measure({
    id: "page-keystroke",
    title: "key to chart",
    unit: "ms",
    rounds: roundsOf(bench),
    targets: [{ value: true, atMost: 50 }],
    contenders: [
      {
        name: "Quanta",
        role: "ours",
        run: async () => await keystroke(await typed.page(workload), 3, ++bursts),
        close: () => typed.close(),
      },
      {
        name: "the browser",
        role: "limit",
        run: async () => await twoFrames(await typed.page(workload)),
        close: () => typed.close(),
      },
    ],
  });
}

function roundsOf(bench: SuiteRun): Rounds {
  return bench.quick ? { least: 3, most: 5 } : { least: 5, most: 15 };
}

/** The page. */
export const suite: Suite = {
  summary: "What a person waits for in the page, and what a frame costs while a long timeline is panned.",
  async run(bench) {
    await measureFrames(bench);
    await measureWaits(bench);
  },
};
