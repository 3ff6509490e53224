/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// The page in Chinese, every policy and every view, with odd input too: what a person sees and hears is Chinese but for names, terms,
// units and what is typed.
import { assert } from "@std/assert";
import type { Page } from "puppeteer-core";
import { POLICIES } from "../../engine/policies.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { tableOf } from "../../web/jobs/table_text.ts";
import type { ChosenPolicy, Snapshot } from "../../web/state.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { VIEWS } from "../../web/views/mod.ts";
import { ignore, type PageBrowser, startBrowser, WAIT_MS } from "./browser.ts";
import { latinWords } from "./latin_words.ts";

/** Names of the jobs that are shown, which are their writer's own. */
const OWN =
  "stallings mixed printer tenants editor compiler backup scanner writer reader front back batch web api report train"
    .split(" ");

/** What is seen in the page and said by it, text by text; titles of publications have their own language. */
async function textsOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const texts: string[] = [];
    const isForeign = (node: Node) =>
      node.parentElement?.closest("[lang=en], noscript, script, style, textarea, .copied") != null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!isForeign(node)) texts.push(node.textContent!);
    }
    for (const element of document.querySelectorAll("[title], [aria-label], [placeholder], [aria-description]")) {
      for (const name of ["title", "aria-label", "placeholder", "aria-description"]) {
        texts.push(element.getAttribute(name) ?? "");
      }
    }
    return [...new Set(texts.map((text) => text.trim()))].filter((text) => /[A-Za-z]{2}/.test(text));
  });
}

async function openChinese(pages: PageBrowser, part: Partial<Snapshot>): Promise<Page> {
  const state = JSON.stringify({ ...usualSnapshot(), language: "zh", ...part });
  const html = (page: string) => page.replace('id="state"></script>', () => `id="state">${state}</script>`);
  const page = await pages.open({ html });
  await page.waitForSelector(".inputs", { timeout: WAIT_MS });
  return page;
}

/** What is not. */
async function notChinese(page: Page, where: string, own: readonly string[] = []): Promise<string[]> {
  const names = await page.$$eval(
    ".entry .field-name input",
    (cells) => cells.map((cell) => (cell as HTMLInputElement).value),
  );
  const said = await textsOf(page);
  const wrong = said.flatMap((text) => {
    const words = latinWords(text, [...OWN, ...own, ...names.flatMap((name) => name.split(" "))]);
    return words.length === 0 ? [] : [`${text}   (${words.join(" ")})`];
  });
  return wrong.map((text) => `${where}: ${text}`);
}

/** Says all of it at once. */
function assertNone(wrong: readonly string[]): void {
  const each = [...new Set(wrong)];
  assert(each.length === 0, `the page has no Chinese for these; add it in web/languages/*zh.ts:\n${each.join("\n")}`);
}

/** All details of the page, opened, and a moment for what is drawn then. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

Deno.test({ name: "the page in Chinese", ignore, sanitizeResources: false, sanitizeOps: false }, async (t) => {
  await using pages = await startBrowser();

  await t.step("every view, of jobs with I/O, locks, groups and deadlines", async () => {
    const wrong: string[] = [];
    for (const example of ["stallings", "printer", "silberschatz-periodic", "tenants"]) {
      const jobs = tableOf(toColumns(exampleWorkload(example)!.workload));
      const policies: ChosenPolicy[] = [{ policy: "rr", options: { quantum: "2" } }, { policy: "mlfq", options: {} }];
      const page = await openChinese(pages, {
        jobs,
        policies,
        cursor: 5,
        machine: { cpus: "2", switchCost: "1", horizon: "200" },
        views: { answer: { text: "A 0-3, A 2-5\nCPU 1: B 0-2" } },
      });
      for (const { name } of VIEWS) {
        const tab = `[role=tab][id$="-${name}"]`;
        await page.locator(tab).click();
        await page.waitForSelector(`${tab}[aria-selected=true]`);
        if (name === "answer" && example === "stallings") await page.waitForSelector(".rules");
        if (name === "books") await page.waitForSelector(".books .good");
        await openAll(page);
        wrong.push(...await notChinese(page, `${example}, ${name}`));
      }
      await page.browserContext().close();
    }
    assertNone(wrong);
  });

  await t.step("every policy with its options and what is about it", async () => {
    const wrong: string[] = [];
    for (let from = 0; from < POLICIES.length; from += 6) {
      const policies = POLICIES.slice(from, from + 6).map(({ name }) => ({ policy: name, options: {} }));
      const page = await openChinese(pages, { policies, view: "table" });
      await openAll(page);
      wrong.push(...await notChinese(page, policies.map(({ policy }) => policy).join(" ")));
      await page.browserContext().close();
    }
    assertNone(wrong);
  });

  await t.step("mistakes in jobs, options, fields and dialogs", async () => {
    const wrong: string[] = [];
    const jobs = {
      kind: "table",
      name: "",
      fields: ["name", "arrival", "bursts"],
      rows: [["A", "x", "3 io"], ["B", "-1", ""]],
    } as const;
    const policies: ChosenPolicy[] = [{ policy: "rr", options: { quantum: "0" } }, { policy: "hrrn", options: {} }];
    const page = await openChinese(pages, { jobs, policies, machine: { queues: "per-cpu", cpus: "many" } });
    await page.waitForSelector(".problem .refused");
    await openAll(page);
    wrong.push(...await notChinese(page, "mistakes", ["many"]));
    await page.browserContext().close();
    for (
      const [view, views] of [["sweep", { sweep: { quanta: "9..1" } }], ["seeds", { seeds: { seeds: "x" } }], [
        "answer",
        { answer: { text: "A" } },
      ], ["seeds", { seeds: { source: "own" } }]] as const
    ) {
      const page = await openChinese(pages, { view, views });
      await page.waitForSelector("main [role=alert]");
      wrong.push(...await notChinese(page, `mistakes in ${view}`));
      await page.browserContext().close();
    }
    const whole = await openChinese(pages, {});
    for (const name of ["粘贴或输入作业", "随机 …", "分享"]) {
      await whole.locator(`::-p-aria([name="${name}"][role="button"])`).click();
      await whole.waitForSelector("dialog[open] .head");
      wrong.push(...await notChinese(whole, name));
      await whole.keyboard.press("Escape");
      await whole.waitForFunction(() => document.querySelector("dialog[open]") === null);
    }
    await whole.browserContext().close();
    assertNone(wrong);
  });
});
