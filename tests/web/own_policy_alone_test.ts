/// <reference lib="dom" />
// A policy of one's own in the page, by what a person sees and does in a real browser.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "puppeteer-core";
import { formatDecimal } from "../../engine/numbers.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { encodeState } from "../../web/link.ts";
import { SCRIPTS } from "../../web/own_policy/scripts.ts";
import type { ChosenPolicy, Snapshot } from "../../web/state.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { ignore, startBrowser } from "./browser.ts";
import { axeSource, choose, inPage, keepFiles, violations } from "./hands.ts";
import { waitForText } from "./sight.ts";

const STALLINGS = exampleWorkload("stallings")!.workload;
const EDITOR = ".script textarea";
const FIRST_NAME = ".compared tbody tr:first-child th";
const FIRST_FIGURE = ".compared tbody tr:first-child td";

/** The mean turnaround of a run as the page writes it. */
function turnaroundOf(options: SimulationOptions): string {
  return formatDecimal(simulate(STALLINGS, options).metrics.turnaround.mean);
}

/** A state with policies of one's own, in an address. */
async function linkOf(state: Partial<Snapshot>): Promise<string> {
  return `#${await encodeState({ ...usualSnapshot(), ...state })}`;
}

/** Chooses to write a policy, and puts a text into its editor. */
async function write(page: Page, text: string): Promise<void> {
  if (await page.$(EDITOR) === null) await choose(page, "Policy 1", "own");
  await page.waitForSelector(EDITOR);
  await page.$eval(EDITOR, (area, text) => {
    (area as HTMLTextAreaElement).value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
}

/** Waits for a mistake that is said below the editor; the line that is marked. */
async function markedLine(page: Page, said: string): Promise<string> {
  await waitForText(page, ".script .refused", said);
  const [id, text] = await page.$eval(EDITOR, (area) => {
    const id = area.getAttribute("aria-describedby")!;
    return [area.getAttribute("aria-invalid")!, document.getElementById(id)!.textContent!];
  });
  assertEquals(id, "true");
  assertStringIncludes(text, said);
  return await page.$eval(".script-lines .mistaken", (line) => line.textContent!);
}

Deno.test(
  { name: "a policy of one's own in the page", ignore, sanitizeResources: false, sanitizeOps: false },
  async (t) => {
    await using pages = await startBrowser();

    await t.step(
      "is typed without a mouse, runs as it is typed, and has its options as fields",
      () =>
        inPage(pages, {}, async (page) => {
          await page.waitForSelector(FIRST_FIGURE);
          await page.focus("::-p-aria(Policy 1)");
          await page.keyboard.press("End"); // the last entry
          await page.waitForSelector(EDITOR);
          await waitForText(page, FIRST_NAME, "my-round-robin");
          await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "rr", quantum: 4 }));
          assertEquals(
            await page.$$eval(".script-lines span", (lines) => lines.length),
            SCRIPTS.slice.split("\n").length,
          );
          // Its options are fields, and come back to what the class says when they are emptied.
          await page.focus(".policy .options input");
          await page.keyboard.type("1");
          await waitForText(page, FIRST_NAME, "my-round-robin:quantum=1");
          await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "rr", quantum: 1 }));
          await page.keyboard.press("Backspace");
          await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "rr", quantum: 4 }));
          // A key is typed into the text: what it says now is what runs.
          await page.$eval(EDITOR, (area) => {
            const { value } = area as HTMLTextAreaElement;
            const place = value.indexOf("quantum = 4") + "quantum = ".length;
            (area as HTMLTextAreaElement).setSelectionRange(place, place + 1);
            (area as HTMLTextAreaElement).focus();
          });
          await page.keyboard.type("2");
          await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "rr", quantum: 2 }));
          // Tab leaves the text.
          await page.keyboard.press("Tab");
          assertEquals(
            await page.evaluate(() => document.activeElement!.tagName),
            "SELECT",
          );
          await page.evaluate(axeSource);
          assertEquals(await violations(page), []);
        }),
    );

    await t.step(
      "says what is wrong at its line: in the text, at a tick, and where a loop does not end",
      () =>
        inPage(pages, {}, async (page) => {
          await page.waitForSelector(FIRST_FIGURE);
          const before = "export default class Mine {\n  static title = 'Mine';\n";
          await write(page, `${before}  slice(): number { return 1; }}\n}\n`);
          assertEquals(await markedLine(page, "there must be"), "4");
          await write(page, `const a = 1;\nconst a = 2;\n${before}}\n`);
          assertEquals(await markedLine(page, "already been declared"), "2");
          await write(page, `${before}  q: number[] = [];\n\n  slize() { return 1; }\n}\n`);
          assertEquals(await markedLine(page, "Did you mean slice?"), "5");
          await page.evaluate(axeSource);
          assertEquals(await violations(page), []);
          await page.locator(".script .refused button").click();
          const [from, to] = await page.$eval(EDITOR, (area) => {
            const { selectionStart, selectionEnd, value } = area as HTMLTextAreaElement;
            return [value.slice(0, selectionStart).split("\n").length, value.slice(selectionStart, selectionEnd)];
          });
          assertEquals([from, to], [5, "slize() { return 1; }"]);
          await write(page, `${before}  slice(process: number) {\n    return process > 0 ? 0.5 : 2;\n  }\n}\n`);
          assertEquals(await markedLine(page, "slice of B (pid 2) at tick 2 must be a whole number"), "3");
          await write(page, `${before}  slice(process: number) {\n    return process.of!.what;\n  }\n}\n`);
          assertEquals(await markedLine(page, "slice of A (pid 1) at tick 0 must not throw, got TypeError"), "4");
          await write(page, `${before}  slice(process: number) {\n    while (process >= 0);\n    return 1;\n  }\n}\n`);
          assertEquals(await markedLine(page, "a loop must come to an end"), "4");
          // What is mended runs.
          await write(page, SCRIPTS.key);
          await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "srtf" }));
          assertEquals(await page.$(".script .refused"), null);
          assertEquals(
            await page.$eval(EDITOR, (area) => area.getAttribute("aria-invalid")),
            "false",
          );
        }),
    );

    await t.step("reaches neither the network nor the page", () =>
      inPage(pages, {}, async (page) => {
        const asked: string[] = [];
        page.on("requestfinished", (request) => asked.push(request.url()));
        const forbidden: string[] = [];
        page.on("requestfailed", (request) => forbidden.push(`${request.url()} ${request.failure()?.errorText}`));
        await page.waitForSelector(FIRST_FIGURE);
        const reach = (what: string) =>
          `export default class Mine {\n  slice() {\n    ${what};\n    return 1;\n  }\n}\n`;
        await write(page, reach("fetch('https://example.com/')"));
        assertEquals(await markedLine(page, "fetch is not defined"), "3");
        await write(page, reach("postMessage({ kind: 'done', output: null })"));
        assertEquals(await markedLine(page, "postMessage is not defined"), "3");
        // What cannot be taken away the page's rule forbids.
        await write(page, reach("import('https://example.com/a.js').catch(() => {})"));
        await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "rr", quantum: 1 }));
        assertEquals(asked.filter((url) => !/^(?:file|data|blob):/.test(url)), []);
        assertEquals(forbidden, ["https://example.com/a.js csp"]);
      }));

    await t.step("comes in a link, stands in every view, and goes out as a command with its file", async () => {
      const own = [SCRIPTS.pick, SCRIPTS.key];
      const policies: ChosenPolicy[] = [{ policy: "own-1", options: { quantum: "3" } }, {
        policy: "own-2",
        options: {},
      }, {
        policy: "srtf",
        options: {},
      }];
      const hash = await linkOf({ own, policies, view: "step", cursor: 4 });
      await inPage(pages, { hash }, async (page) => {
        const fileOf = await keepFiles(page);
        await waitForText(page, FIRST_NAME, "my-two-queues:quantum=3");
        await waitForText(page, ".compared tbody tr:nth-child(2) td", turnaroundOf({ policy: "srtf" }));
        await waitForText(page, ".step-rule", "The policy's hook pick decides.");
        await page.locator("::-p-aria(Share)").click();
        await page.waitForSelector("dialog[open] textarea");
        const command = await page.$$eval(
          "dialog[open] textarea",
          (areas) => (areas.at(-1) as HTMLTextAreaElement).value,
        );
        assertEquals(command, "sim explain example:stallings -p ./my-two-queues.ts:quantum=3 --at 4");
        await page.locator("dialog[open] ::-p-text(Save (my-two-queues.ts))").click();
        assertEquals(await fileOf("my-two-queues.ts"), SCRIPTS.pick);
        await page.keyboard.press("Escape");
        await page.locator('::-p-aria(Side by side[role="tab"])').click();
        await waitForText(page, ".parting-choice button:nth-child(1)", "my-shortest");
        await waitForText(page, ".sides section:first-of-type", "CPU 0");
        await page.locator('::-p-aria(Your answer[role="tab"])').click();
        await page.locator(".typed .below button:last-child").click();
        await waitForText(page, ".answer .good", "my-two-queues:quantum=3 does exactly this");
        await page.locator('::-p-aria(Many seeds[role="tab"])').click();
        await page.$$eval(".recipe input", (fields) => {
          const seeds = fields.at(-1) as HTMLInputElement;
          seeds.value = "1..3";
          seeds.dispatchEvent(new Event("input", { bubbles: true }));
        });
        await page.locator(".recipe button.main").click();
        await waitForText(page, ".seeds tbody tr:first-child th", "my-two-queues:quantum=3");
      });
    });

    await t.step(
      "is taken from a file, kept where the choice changes, deleted, and had back",
      () =>
        inPage(pages, {}, async (page) => {
          await page.waitForSelector(FIRST_FIGURE);
          await write(page, "export default class Empty {}\r\n");
          await waitForText(page, FIRST_FIGURE, turnaroundOf({ policy: "fcfs" }));
          const path = Deno.makeTempFileSync({ suffix: ".ts" });
          Deno.writeTextFileSync(path, SCRIPTS.key.replaceAll("\n", "\r\n"));
          const input = (await page.$(".script input[type=file]"))!;
          await input.uploadFile(path);
          await waitForText(page, FIRST_NAME, "my-shortest");
          Deno.removeSync(path);
          await choose(page, "Policy 1", "fcfs");
          await waitForText(page, FIRST_NAME, "fcfs");
          assertEquals(await page.$(EDITOR), null);
          await choose(page, "Policy 1", "own-1");
          await waitForText(page, FIRST_NAME, "my-shortest");
          await page.focus(".script .below button:last-child");
          await page.keyboard.press("Enter");
          await waitForText(page, FIRST_NAME, "rr");
          await page.locator(".policies ::-p-text(Undo)").click();
          await waitForText(page, FIRST_NAME, "my-shortest");
          assert(
            (await page.$eval(EDITOR, (area) => (area as HTMLTextAreaElement).value)).includes("class MyShortest"),
          );
        }),
    );
  },
);
