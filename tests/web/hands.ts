/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * What a person does in the page, and what is looked at besides what is seen.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { ignore, type PageBrowser } from "./browser.ts";

/** Chooses in a list. */
export async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.waitForSelector(`::-p-aria(${label})`);
  await page.$eval(`::-p-aria(${label})`, (list, value) => {
    (list as HTMLSelectElement).value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
}

/** The values of a column of cells. */
export async function cellsOf(page: Page, field: string): Promise<string[]> {
  return await page.$$eval(
    `.entry .field-${field} input`,
    (cells) => cells.map((cell) => (cell as HTMLInputElement).value),
  );
}

/** Keeps what the page saves, in the page: the text by the file's name. */
export async function keepFiles(page: Page): Promise<(name: string) => Promise<string>> {
  await page.evaluate(() => {
    const files: Record<string, Promise<string>> = {};
    const blobs = new Map<string, Blob>();
    const createUrl = URL.createObjectURL;
    URL.createObjectURL = (blob: Blob) => {
      const url = createUrl(blob);
      blobs.set(url, blob);
      return url;
    };
    HTMLAnchorElement.prototype.click = function () {
      files[this.download] = blobs.get(this.href)!.text();
    };
    Object.assign(globalThis, { files });
  });
  return async (name) => {
    await page.waitForFunction(
      (name) => (globalThis as unknown as { files: Record<string, unknown> }).files[name],
      {},
      name,
    );
    return await page.evaluate(
      (name) => (globalThis as unknown as { files: Record<string, Promise<string>> }).files[name],
      name,
    );
  };
}

/** What axe finds wrong with what is shown. */
export async function violations(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** The text of axe, which a page is given to be looked at. */
export const axeSource = ignore ? "" : await Deno.readTextFile(new URL(import.meta.resolve("axe-core/axe.min.js")));

/** The page with a script before its own; its rule, which allows no other, is gone. */
export function withScript(html: string, script: string): string {
  return html.replace(/<meta http-equiv[^>]*>/, "").replace("<script>", () => `<script>${script}</script><script>`);
}

/** A step with a tab of its own, in which nothing may fail. */
export async function inPage(
  pages: PageBrowser,
  options: Parameters<PageBrowser["open"]>[0],
  body: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await pages.open(options);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await body(page);
  assertEquals(errors, []);
  await page.browserContext().close();
}
