/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * What a person sees in the page.
 *
 * @module
 */

import type { Page } from "puppeteer-core";
import { WAIT_MS } from "./browser.ts";

/** The cells of a table as they are seen, marks of the best left out. */
export async function tableText(page: Page, selector: string): Promise<string[][]> {
  return await page.$eval(selector, (table) => {
    return Array.from((table as HTMLTableElement).rows, ({ cells }) =>
      Array.from(cells, (cell) => {
        const copy = cell.cloneNode(true) as HTMLElement;
        for (const mark of copy.querySelectorAll(".spoken, [aria-hidden]")) mark.remove();
        return copy.textContent!.trim();
      }));
  });
}

/** Waits until the first element of a selector holds a text. */
export async function waitForText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    (selector, text) => document.querySelector(selector)?.textContent?.includes(text),
    { timeout: WAIT_MS },
    selector,
    text,
  );
}
