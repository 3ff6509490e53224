/// <reference lib="dom" />
/**
 * How jobs come into the page from elsewhere.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { PageBrowser } from "./browser.ts";
import { cellsOf, inPage } from "./hands.ts";
import { waitForText } from "./sight.ts";

/** Steps of the test of the page. */
export async function pastingSteps(t: Deno.TestContext, pages: PageBrowser): Promise<void> {
  await t.step(
    "takes a spreadsheet's cells, a table of a homework, and a gzipped file",
    () =>
      inPage(pages, {}, async (page) => {
        const paste = (text: string) =>
          page.$eval("::-p-aria(Arrival of job 2)", (cell, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
          }, text);
        await page.waitForSelector("::-p-aria(Arrival of job 2)");
        await paste("1\t7\r\n2\t8\r\n");
        await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[data-cell="1:2"]')!.value === "7");
        assertEquals(await cellsOf(page, "bursts"), ["3", "7", "8", "5", "2"]);
        await paste("Process\tBurst Time\tPriority\nP1\t10\t3\nP2\t1\t1\n");
        await page.waitForFunction(() => document.querySelectorAll(".entry .field-bursts input").length === 2);
        assertEquals([await cellsOf(page, "name"), await cellsOf(page, "priority")], [["P1", "P2"], ["3", "1"]]);
        await page.locator("::-p-aria(Paste or type jobs)").click();
        await page.locator("#paste-text").fill("X 0 4; Y 1 0");
        await page.locator("::-p-aria(Use these jobs)").click();
        await waitForText(page, "#paste-problem", "must be");
        await page.locator("#paste-text").fill("0 4\n1 2\n3 5");
        await page.locator("::-p-aria(Use these jobs)").click();
        await waitForText(page, "#paste-problem", "Columns: arrival,bursts");
        await page.locator("::-p-aria(Columns)").fill("arrival,bursts");
        await page.locator("::-p-aria(Use these jobs)").click();
        await page.waitForFunction(() => document.querySelectorAll(".entry .field-bursts input").length === 3);
        assertEquals([await cellsOf(page, "arrival"), await cellsOf(page, "bursts")], [["0", "1", "3"], [
          "4",
          "2",
          "5",
        ]]);
        await page.locator("::-p-aria(Paste or type jobs)").click();
        await page.locator("#paste-text").fill("X 0 4; Y 1 2");
        await page.locator("::-p-aria(Use these jobs)").click();
        await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
        assertEquals(await cellsOf(page, "name"), ["X", "Y"]);
        const file = await Deno.makeTempFile({ suffix: ".csv.gz" });
        const packed = new Blob(["name,arrival,bursts\nzip,0,5\n"]).stream().pipeThrough(new CompressionStream("gzip"));
        await Deno.writeFile(file, packed);
        const input = await page.$("input[type=file]");
        await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
        await page.waitForFunction(() =>
          document.querySelector<HTMLInputElement>('[data-cell="0:0"]')!.value === "zip"
        );
        const large = new Blob([new Uint8Array(70_000_000).fill(48)]).stream().pipeThrough(
          new CompressionStream("gzip"),
        );
        await Deno.writeFile(file, large);
        await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
        await waitForText(page, ".banner.error", "is too large for the page. In the terminal: sim compare ");
        assertEquals(await cellsOf(page, "name"), ["zip"]);
        await Deno.remove(file);
        for (const name of ["X", "", "P1"]) {
          await page.locator("::-p-aria(Undo)").click();
          await page.waitForFunction(
            (name) => document.querySelector<HTMLInputElement>('[data-cell="0:0"]')!.value === name,
            {},
            name,
          );
        }
      }),
  );

  await t.step(
    "what is pasted as jobs takes the place of the jobs, in a cell or anywhere; mistakes leave them",
    () =>
      inPage(pages, {}, async (page) => {
        const pasteAt = async (selector: string, text: string) => {
          await page.waitForSelector(selector);
          await page.$eval(selector, (place, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
          }, text);
        };
        const waitForJobs = async (names: string, bursts: string) => {
          await page.waitForFunction(
            (texts) =>
              texts.every(([field, text]) => {
                const cells = document.querySelectorAll<HTMLInputElement>(`.entry .field-${field} input`);
                return Array.from(cells, (cell) => cell.value).join() === text;
              }),
            {},
            [["name", names], ["bursts", bursts]],
          );
        };
        const cell = '[data-cell="1:1"]';
        const blocks = [
          ["P1 0 8\nP2 1 4\n", "P1,P2", "8,4"],
          ["J1,0,7\r\nJ2,1,2", "J1,J2", "7,2"],
          ["A 0 3; B 2 6", "A,B", "3,6"],
          ["Process\tP1\tP2\tP3\nArrival\t0\t1\t2\nBurst\t8\t4\t9\n", "P1,P2,P3", "8,4,9"],
          ["| 进程 | 到达时间 | 服务时间 |\n|---|---|---|\n| 甲 | 0 | 5 |\n| 乙 | 1 | 6 |", "甲,乙", "5,6"],
        ];
        for (const [text, names, bursts] of blocks) {
          await pasteAt(cell, text);
          await waitForJobs(names, bursts);
        }
        // A column of cells goes where it is pasted, and one of them into a new row.
        await pasteAt(cell, "4\n5");
        await waitForJobs("甲,乙,", "5,6,");
        await page.locator("::-p-aria(Undo)").click();
        await waitForJobs("甲,乙", "5,6");
        // Mistakes in cells are said there; what is no table of jobs at all is said over the page.
        const columns = "Process\tArrival\tBurst\tPriority\tDeadline\tNice\tTickets\tGroup";
        const rest = "1\t90\t0\t2\tfront";
        await pasteAt(cell, `${columns}\nP1\tsoon\t8\t${rest}\nP2\t1\t\t${rest}\nP3\t2\t7\t${rest}`);
        await waitForJobs("P1,P2,P3", "8,,7");
        await waitForText(page, ".problem .refused", "arrival must be a whole number");
        await page.waitForFunction(() => document.querySelectorAll(".problem").length === 2);
        // All of it is in sight, however wide the table is.
        const sizes = await page.$eval(".problem .refused", (text) => {
          return [text.getBoundingClientRect().right, text.closest(".jobs")!.getBoundingClientRect().right];
        });
        assert(sizes[0] <= sizes[1], `a mistake ends at ${sizes[0]} px, the jobs at ${sizes[1]}`);
        await page.locator("::-p-aria(Undo)").click();
        await waitForJobs("甲,乙", "5,6");
        await pasteAt(cell, "Process\tArrival\tHow long\nP1\tsoon\t8\n");
        await waitForText(page, ".banner.error", "must be");
        await waitForJobs("甲,乙", "5,6");
        await page.locator('::-p-aria([name="Clear"][role="button"])').click();
        await waitForJobs("", "");
        await pasteAt("main", "X 0 4\nY 1 2");
        await waitForJobs("X,Y", "4,2");
      }),
  );
}
