/**
 * How long frames of a page take on its main thread, from the browser's own trace.
 *
 * @module
 */

import type { Page } from "puppeteer-core";

/** What the main thread does for a frame, none of it within another: the page's callbacks, then what the browser makes of them. */
const FRAME_WORK = new Set([
  "FireAnimationFrame",
  "UpdateLayoutTree",
  "Layout",
  "PrePaint",
  "Paint",
  "Layerize",
  "Commit",
]);

/** Begins each frame. */
const FRAME_BEGIN = "BeginMainThreadFrame";

/** Where the events of {@linkcode FRAME_WORK} are, and {@linkcode FRAME_BEGIN}. */
const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "devtools.timeline.frame",
  "disabled-by-default-devtools.timeline.frame",
];

/** An event of a trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
}

/**
 * Milliseconds that each frame takes while `work` goes on.
 *
 * @throws {Error} If the browser recorded no frame.
 */
export async function tracedFrames(page: Page, work: () => Promise<unknown>): Promise<number[]> {
  await page.tracing.start({ categories: CATEGORIES });
  await work();
  const trace = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: readonly TraceEvent[] };
  // The browser's own threads have frames too; the page's is the one that calls its callbacks.
  const thread = traceEvents.find(({ name }) => name === "FireAnimationFrame");
  if (thread === undefined) throw new Error("Cannot measure frames: the browser recorded none");
  const own = traceEvents.filter(({ pid, tid }) => pid === thread.pid && tid === thread.tid).sort((a, b) =>
    a.ts - b.ts
  );
  const frames: number[] = [];
  for (const { name, dur = 0 } of own) {
    if (name === FRAME_BEGIN) frames.push(0);
    else if (FRAME_WORK.has(name) && frames.length > 0) frames[frames.length - 1] += dur / 1_000;
  }
  // Frames in which nothing was painted say nothing.
  return frames.filter((ms) => ms > 0);
}
