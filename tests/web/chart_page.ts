/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * What a person sees and does on the page's charts.
 *
 * @module
 */

import type { Page } from "puppeteer-core";
import { formatCount } from "../../engine/numbers.ts";
import { simulate } from "../../engine/simulate.ts";
import type { Workload } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { chartStart } from "../../pictures/scale.ts";
import { contenderOf } from "../../web/contender.ts";
import { tableOf } from "../../web/jobs/table_text.ts";
import { en } from "../../web/languages/en.ts";
import { counted, fill } from "../../web/languages/language.ts";
import { encodeState } from "../../web/link.ts";
import type { Snapshot } from "../../web/state.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { type PageBrowser, WAIT_MS } from "./browser.ts";

/** The canvas of the chart. */
export const CANVAS = ".chart canvas";

/** Opens the page with a workload, by a link, and waits for its chart. */
export async function openChart(
  pages: PageBrowser,
  workload: Workload,
  changes: Partial<Snapshot> = {},
  width = 1280,
): Promise<Page> {
  const usual = { ...usualSnapshot(), language: "en" as const, theme: "light" as const };
  const snapshot = { ...usual, ...changes, jobs: tableOf(toColumns(workload)) };
  const page = await pages.open({ hash: `#${await encodeState(snapshot)}`, width, height: 900 });
  // Until the link is read and its jobs are run the page shows what it begins with.
  const { options, label } = contenderOf(snapshot.policies[snapshot.shown], snapshot.machine);
  const { metrics, columns } = simulate(workload, options!);
  const shown = fill(en.chart.label, {
    processes: counted(metrics.processes, en.nouns.process),
    cpus: counted(options!.cpus ?? 1, en.nouns.cpu),
    from: formatCount(chartStart(Math.min(...columns.arrival), Math.max(...columns.finish))),
    to: formatCount(Math.max(...columns.finish)),
  });
  await page.waitForFunction(
    (canvas, shown, label) =>
      document.querySelector(canvas)?.getAttribute("aria-label") === shown &&
      document.querySelector(".compared .shown")?.textContent?.includes(label),
    { timeout: WAIT_MS },
    CANVAS,
    shown,
    label,
  );
  await nextFrame(page);
  return page;
}

/** Waits until everything that was asked for is painted. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Where a pixel of the canvas is in the page. */
export async function canvasBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return await page.$eval(CANVAS, (canvas) => {
    const { x, y, width, height } = canvas.getBoundingClientRect();
    return { x, y, width, height };
  });
}

/** Colours of a line of pixels of the canvas, as `#rrggbb` from left to right, equal neighbours counted. */
export async function coloursOfLine(page: Page, y: number): Promise<{ colour: string; from: number; to: number }[]> {
  return await page.$eval(CANVAS, (canvas, y) => {
    const { data } = (canvas as HTMLCanvasElement).getContext("2d")!
      .getImageData(0, Math.round(y * devicePixelRatio), (canvas as HTMLCanvasElement).width, 1);
    const runs: { colour: string; from: number; to: number }[] = [];
    for (let x = 0; x < data.length / 4; x++) {
      const hex = [0, 1, 2].map((part) => data[4 * x + part].toString(16).padStart(2, "0")).join("");
      const last = runs.at(-1);
      if (last?.colour === `#${hex}`) last.to = x + 1;
      else runs.push({ colour: `#${hex}`, from: x, to: x + 1 });
    }
    return runs;
  }, y);
}

/** Opens the chart's table, if it is not open. */
export async function openTable(page: Page): Promise<void> {
  await page.$eval(".chart-table", (details) => (details as HTMLDetailsElement).open = true);
  await page.waitForSelector(".chart-table table", { timeout: WAIT_MS });
}

/** The part of time in sight, as the caption of the open table says it. */
export async function shownWindow(page: Page): Promise<{ from: number; to: number; spans: number }> {
  await nextFrame(page);
  const caption = await page.$eval(".chart-table caption", (element) => element.textContent!);
  const [from, to, spans] = caption.replaceAll(",", "").match(/\d+/g)!.map(Number);
  return { from, to, spans };
}

/** Milliseconds that frames take on the page's thread while a chart is panned by its keys, from the first to the last thing done in each. */
export async function panFrames(page: Page, frames: number): Promise<number[]> {
  return await page.$eval(CANVAS, async (canvas, frames) => {
    const key = (name: string, shiftKey = false) =>
      canvas.dispatchEvent(new KeyboardEvent("keydown", { key: name, shiftKey, bubbles: true }));
    for (let step = 0; step < 3; step++) key("+");
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const taken: number[] = [];
    for (let frame = 0; frame < frames; frame++) {
      await new Promise<void>((done) => {
        let began = 0;
        // Callbacks of a frame are called in the order in which they were asked for: the chart's comes between these two.
        requestAnimationFrame(() => began = performance.now());
        key(frame % 8 < 4 ? "ArrowRight" : "ArrowLeft", true);
        requestAnimationFrame(() => {
          // Reading a pixel waits until it is painted.
          (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, 1, 1);
          taken.push(performance.now() - began);
          done();
        });
      });
    }
    return taken;
  }, frames);
}

/** Milliseconds that it takes to draw a rectangle for every one of some segments, on a canvas as large as the chart's. */
export async function naiveFrame(page: Page, segments: number): Promise<number> {
  return await page.$eval(CANVAS, (chart, segments) => {
    const canvas = document.createElement("canvas");
    canvas.width = (chart as HTMLCanvasElement).width;
    canvas.height = (chart as HTMLCanvasElement).height;
    const context = canvas.getContext("2d")!;
    const colours = ["#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#76b7b2"];
    const perSegment = canvas.width / segments;
    const began = performance.now();
    for (let segment = 0; segment < segments; segment++) {
      context.fillStyle = colours[segment % colours.length];
      context.fillRect(segment * perSegment, 30, Math.max(1, perSegment), 26);
    }
    context.getImageData(0, 0, 1, 1);
    return performance.now() - began;
  }, segments);
}

/** Milliseconds from the beginning of the page's navigation until its first chart is painted. */
export async function firstChart({ browser, url }: PageBrowser): Promise<number> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.evaluateOnNewDocument(watchFirstChart);
  await page.goto(url);
  const found = await page.waitForFunction(() => (globalThis as { firstChartMs?: number }).firstChartMs, {
    timeout: WAIT_MS,
  });
  const ms = await found.jsonValue() as number;
  await context.close();
  return ms;
}

/** Runs in the page before its own script. */
function watchFirstChart(): void {
  const look = () => {
    const canvas = document.querySelector<HTMLCanvasElement>(".chart canvas");
    // A canvas that was painted has the size of its place.
    if (canvas !== null && canvas.width === canvas.clientWidth * devicePixelRatio) {
      canvas.getContext("2d")!.getImageData(0, 0, 1, 1);
      (globalThis as { firstChartMs?: number }).firstChartMs = performance.now();
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Milliseconds until the browser shows the first frame of a page that holds nothing. */
export async function emptyPage({ browser }: PageBrowser): Promise<number> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto("data:text/html,<!doctype html>");
  const ms = await page.evaluate(() =>
    new Promise<number>((done) => requestAnimationFrame(() => done(performance.now())))
  );
  await context.close();
  return ms;
}

/** Milliseconds until the second of the next frames. */
export async function twoFrames(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const began = performance.now();
    return new Promise<number>((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))
    );
  });
}

/** Milliseconds from a key in the table of jobs until everything that depends on it is painted. */
export async function keystroke(page: Page, job: number, bursts: number): Promise<number> {
  const cell = await page.waitForSelector(`::-p-aria(Bursts of job ${job})`, { timeout: WAIT_MS });
  return await cell!.evaluate(async (element, bursts) => {
    const input = element as HTMLInputElement;
    const canvas = document.querySelector<HTMLCanvasElement>(".chart canvas")!;
    const shown = () => document.querySelector(".compared table")!.textContent;
    const before = shown();
    const began = performance.now();
    input.value = String(bursts);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    while (shown() === before) await new Promise((done) => requestAnimationFrame(done));
    // The chart paints in the frame after the figures are there.
    await new Promise((done) => requestAnimationFrame(done));
    canvas.getContext("2d")!.getImageData(0, 0, 1, 1);
    return performance.now() - began;
  }, bursts);
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
