/**
 * The page in a browser: what a person waits for, and what a frame costs while a long timeline is panned.
 *
 * @module
 */

import type { Page } from "puppeteer-core";
import type { Workload } from "../../engine/workload.ts";
import { ignore, type PageBrowser, startBrowser } from "../../tests/web/browser.ts";
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

/** A browser with the page of each workload, each opened once. */
class SharedBrowser {
  readonly pages: PageBrowser;
  readonly #opened = new Map<Workload, Promise<Page>>();

  constructor(pages: PageBrowser) {
    this.pages = pages;
  }

  /** The page of a workload under round robin. */
  async page(workload: Workload): Promise<Page> {
    let page = this.#opened.get(workload);
    if (page === undefined) {
      page = openChart(this.pages, workload, { policies: [{ policy: "rr", options: { quantum: "10" } }] });
      this.#opened.set(workload, page);
    }
    return await page;
  }
}

async function measureFrames(bench: SuiteRun, shared: SharedBrowser): Promise<void> {
  const section = bench.section({
    id: "page-frames",
    title: "Frames of the page",
    explanation:
      "Milliseconds of a frame on the page's main thread, the median while a timeline of a CPU and ten processes is panned, from " +
      "the browser's trace; beside it a rectangle for every segment on a canvas of the same size.",
  });
  for (const segments of bench.quick ? [100_000] : [100_000, 1_000_000]) {
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
        },
        {
          name: "a rectangle for every segment",
          role: "baseline",
          run: async () => await naiveFrame(await shared.page(workload), segments),
        },
      ],
    });
  }
}

async function measureWaits(bench: SuiteRun, shared: SharedBrowser): Promise<void> {
  const section = bench.section({
    id: "page-waits",
    title: "What a person waits for",
    explanation:
      "From opening the file to the first chart, and from a key in a table of twenty jobs under two policies to " +
      "figures and chart. Beside them the least that the browser takes: opening an empty file, two frames of an empty page.",
  });
  await section.measure({
    id: "page-first-chart",
    title: "file to first chart",
    unit: "ms",
    rounds: roundsOf(bench),
    targets: bench.quick ? [] : [{ value: true, atMost: 300 }],
    contenders: [
      {
        name: "Quanta",
        role: "ours",
        run: async () => await firstChart(shared.pages),
      },
      {
        name: "the browser",
        role: "limit",
        run: async () => await emptyPage(shared.pages),
      },
    ],
  });
  const workload = { processes: Array.from({ length: 20 }, (_, index) => ({ arrival: index, bursts: 10 + index })) };
  let bursts = 10;
  await section.measure({
    id: "page-keystroke",
    title: "key to chart",
    unit: "ms",
    rounds: roundsOf(bench),
    targets: bench.quick ? [] : [{ value: true, atMost: 50 }],
    contenders: [
      {
        name: "Quanta",
        role: "ours",
        run: async () => await keystroke(await shared.page(workload), 3, ++bursts),
      },
      {
        name: "the browser",
        role: "limit",
        run: async () => await twoFrames(await shared.page(workload)),
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
    if (ignore) return; // there is no browser, which was said
    await using pages = await startBrowser();
    const shared = new SharedBrowser(pages);
    await measureFrames(bench, shared);
    await measureWaits(bench, shared);
  },
};
