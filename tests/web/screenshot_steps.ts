/// <reference lib="dom" />
/**
 * What the views look like, beside pictures of them that somebody has looked at. Fonts differ between machines, so both are made
 * coarse and a part of them may differ; what is lost, moved, or has another colour differs by more. `deno test -A
 * tests/web/page_alone_test.ts -- --update` writes the pictures anew.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { Page } from "puppeteer-core";
import { VIEWS } from "../../web/views/mod.ts";
import type { PageBrowser } from "./browser.ts";
import { choose, inPage } from "./hands.ts";

const THEMES = ["light", "dark"] as const;
const GOLDEN = new URL("./golden/", import.meta.url);
const isUpdate = Deno.args.includes("--update");

/** The pictures that are kept: wide enough to be looked at. */
const KEPT = { width: 256, height: 180 };

/** What is compared: each of its pixels is the mean of 32 by 32. */
const COARSE = { width: 40, height: 28 };

/** How far apart the means of a pixel may be, of 255, and which part of the pixels may be further apart. */
const DIFFERENCE_MAX = 10;
const PART_MAX = 0.13;

/** The text of a PNG as a smaller picture's. */
async function smaller(page: Page, png: string, size: { width: number; height: number }): Promise<string> {
  return await page.evaluate(
    async (png, { width, height }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d")!;
      context.imageSmoothingQuality = "high";
      context.drawImage(image, 0, 0, width, height);
      return canvas.toDataURL("image/png").split(",")[1];
    },
    png,
    size,
  );
}

/** Which part of two pictures differs, made coarse. */
async function partThatDiffers(page: Page, one: string, other: string): Promise<number> {
  return await page.evaluate(
    async (pngs, { width, height }, differenceMax) => {
      const [first, second] = await Promise.all(pngs.map(async (png) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width, height });
        const context = canvas.getContext("2d")!;
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, width, height);
        return context.getImageData(0, 0, width, height).data;
      }));
      let differing = 0;
      for (let at = 0; at < first.length; at += 4) {
        const channels = [0, 1, 2].map((channel) => Math.abs(first[at + channel] - second[at + channel]));
        if (Math.max(...channels) > differenceMax) differing++;
      }
      return differing / (width * height);
    },
    [one, other],
    COARSE,
    DIFFERENCE_MAX,
  );
}

async function shoot(page: Page): Promise<string> {
  return await smaller(page, await page.screenshot({ encoding: "base64" }), KEPT);
}

/** Waits until a view shows what it computes. */
async function open(page: Page, name: string): Promise<void> {
  await page.$eval(`[role=tab][id$="-${name}"]`, (tab) => (tab as HTMLElement).click());
  await page.waitForSelector(`[role=tabpanel][aria-labelledby$="-${name}"]`);
  await page.waitForFunction(() => document.querySelector("[role=tabpanel] progress") === null);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The steps of the test. */
export async function screenshotSteps(t: Deno.TestContext, pages: PageBrowser): Promise<void> {
  await t.step(
    "looks in every view and both themes as it does in the pictures that are kept",
    () =>
      inPage(pages, { width: 1280, height: 900 }, async (page) => {
        await page.waitForSelector(".compared tbody tr:first-child td");
        const told: string[] = [];
        const shots: string[] = [];
        for (const theme of THEMES) {
          await choose(page, "Colours", theme);
          for (const { name } of VIEWS) {
            await open(page, name);
            const file = new URL(`${name}-${theme}.png`, GOLDEN);
            const seen = await shoot(page);
            if (isUpdate) await Deno.writeFile(file, Uint8Array.fromBase64(seen));
            const part = await partThatDiffers(page, seen, (await Deno.readFile(file)).toBase64());
            if (part > PART_MAX) told.push(`${file.pathname}: ${Math.round(part * 100)} % of the picture differs`);
            shots.push(seen);
          }
        }
        assert(told.length === 0, told.join("\n"));
        // What is to be told apart is: another view, another theme, a page without its styles.
        await page.evaluate(() => document.querySelectorAll("style").forEach((style) => style.remove()));
        for (const other of [shots[1], shots[VIEWS.length], await shoot(page)]) {
          assert(await partThatDiffers(page, shots[0], other) > PART_MAX);
        }
      }),
  );
}
