// The page in a real browser, by what a person sees and does.
import { assertEquals } from "@std/assert";
import { formatDecimal } from "../../engine/numbers.ts";
import { simulate } from "../../engine/simulate.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { ignore, startBrowser, WAIT_MS } from "./browser.ts";
import { tableText, waitForText } from "./sight.ts";

Deno.test({ name: "the page in a browser", ignore, sanitizeResources: false, sanitizeOps: false }, async (t) => {
  await using pages = await startBrowser();

  await t.step("opens from a file with a textbook's jobs, and its figures are the engine's", async () => {
    const page = await pages.open();
    await page.waitForSelector(".compared td", { timeout: WAIT_MS });
    const { workload } = exampleWorkload("stallings")!;
    const means = (policy: "rr" | "srtf") => {
      const { turnaround, waiting, response } = simulate(workload, { policy }).metrics;
      return [turnaround, waiting, response].map(({ mean }) => formatDecimal(mean));
    };
    const rows = await tableText(page, ".compared table");
    assertEquals(rows.slice(1).map((cells) => cells.slice(0, 4)), [["rr", ...means("rr")], ["srtf", ...means("srtf")]]);
    await page.browserContext().close();
  });

  await t.step(
    "a typed cell is simulated at once, and a mistake is said at its cell in the reader's words",
    async () => {
      const page = await pages.open();
      await page.waitForSelector(".compared td");
      const cell = "::-p-aria(Bursts of job 1)";
      await page.locator(cell).fill("30");
      const { turnaround } = simulate({
        processes: exampleWorkload("stallings")!.workload.processes.map((each, row) =>
          row === 0 ? { ...each, bursts: 30 } : each
        ),
      }, { policy: "rr" }).metrics;
      await waitForText(page, ".compared tr:nth-child(1) td", formatDecimal(turnaround.mean));
      await page.locator(cell).fill("x");
      await waitForText(page, ".problem .refused", "Cannot read process 1: bursts[0] must be a number of ticks");
      assertEquals(await page.$eval(cell, (input) => input.getAttribute("aria-invalid")), "true");
      await page.browserContext().close();
    },
  );
});
