/// <reference lib="dom" />
// The page in a real browser, by what a person sees and does.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { POLICIES } from "../../engine/policies.ts";
import type { Policy } from "../../engine/policy.ts";
import { simulate } from "../../engine/simulate.ts";
import type { ProcessSpec } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { tableOf } from "../../web/jobs/table_text.ts";
import { encodeState } from "../../web/link.ts";
import type { Snapshot } from "../../web/state.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { VIEWS } from "../../web/views/mod.ts";
import { runCli } from "../cli/run_cli.ts";
import { ignore, startBrowser, WAIT_MS } from "./browser.ts";
import { axeSource, cellsOf, choose, inPage, keepFiles, violations, withScript } from "./hands.ts";
import { pastingSteps } from "./pasting_steps.ts";
import { screenshotSteps } from "./screenshot_steps.ts";
import { tableText, waitForText } from "./sight.ts";

const STALLINGS = exampleWorkload("stallings")!.workload;

/** A first cell of the table that compares. */
const FIRST_FIGURE = ".compared tbody tr:first-child td";

/** What the page opens with where its address holds a state. */
async function linkOf(state: Partial<Snapshot>): Promise<string> {
  return `#${await encodeState({ ...usualSnapshot(), ...state })}`;
}

/** The means of a run, as the page writes the first columns of its table. */
function meansOf(processes: readonly ProcessSpec[], options: SimulationOptions): string[] {
  const { turnaround, waiting, response, weightedTurnaround } = simulate({ processes }, options).metrics;
  return [turnaround, waiting, response, weightedTurnaround].map(({ mean }) => formatDecimal(mean));
}

Deno.test({ name: "the page in a browser", ignore, sanitizeResources: false, sanitizeOps: false }, async (t) => {
  await using pages = await startBrowser();

  await t.step(
    "opens from a file with a textbook's jobs, asks nobody for anything, and its figures are the engine's",
    () =>
      inPage(pages, {}, async (page) => {
        const asked: string[] = [];
        page.on("request", (request) => asked.push(request.url()));
        await page.setOfflineMode(true);
        await page.reload();
        await page.waitForSelector(FIRST_FIGURE, { timeout: WAIT_MS });
        const rows = await tableText(page, ".compared table");
        assertEquals(rows.slice(1).map((cells) => cells.slice(0, 5)), [
          ["rr", ...meansOf(STALLINGS.processes, { policy: "rr" })],
          ["srtf", ...meansOf(STALLINGS.processes, { policy: "srtf" })],
        ]);
        assertEquals(asked.filter((url) => !/^(?:file|data|blob):/.test(url)), []);
      }),
  );

  await t.step("has the engine's figures for every policy", async () => {
    const workloads = {
      usual: [
        { name: "A", arrival: 0, bursts: [3, 4, 2], priority: 1, tickets: 3, nice: 5 },
        { name: "B", arrival: 1, bursts: 6, priority: 0, tickets: 1, nice: -3 },
        { name: "C", arrival: 2, bursts: [1, 2, 5], priority: 1, tickets: 2, nice: 0 },
      ],
      periodic: [{ name: "T1", period: 5, bursts: 2 }, { name: "T2", period: 7, bursts: 2 }],
      rigid: [
        { name: "J1", arrival: 0, bursts: 5, processors: 3, estimate: 6 },
        { name: "J2", arrival: 1, bursts: 4, processors: 4 },
        { name: "J3", arrival: 2, bursts: 2, processors: 1 },
      ],
    };
    const kindOf = ({ reads, rigidOnly }: Policy): keyof typeof workloads => {
      if (rigidOnly) return "rigid";
      return reads.some((trait) => trait === "period" || trait === "deadline") ? "periodic" : "usual";
    };
    for (const [kind, processes] of Object.entries(workloads)) {
      const isPeriodic = kind === "periodic";
      const names = POLICIES.filter((policy) => kindOf(policy) === kind).map(({ name }) => name);
      const machine: Record<string, string> = kind === "rigid" ? { cpus: "4" } : {};
      for (let from = 0; from < names.length; from += 6) {
        const policies = names.slice(from, from + 6).map((policy) => ({ policy, options: {} }));
        const hash = await linkOf({ jobs: tableOf(toColumns({ processes })), policies, machine });
        await inPage(pages, { hash }, async (page) => {
          await waitForText(page, ".compared tbody tr:last-child th", policies.at(-1)!.policy);
          await page.waitForSelector(FIRST_FIGURE);
          const rows = await tableText(page, ".compared table");
          const first = isPeriodic ? 2 : 1; // deadlines that were missed come first
          for (const [index, { policy }] of policies.entries()) {
            const cpus = kind === "rigid" ? 4 : 1;
            const means = meansOf(processes, { policy, cpus } as SimulationOptions);
            assertEquals(rows[index + 1].slice(first, first + 4), means, policy);
          }
        });
      }
    }
  });

  await t.step(
    "a typed cell is simulated at once, and a mistake is said at its cell in the reader's words",
    () =>
      inPage(pages, {}, async (page) => {
        const cell = "::-p-aria(Bursts of job 1)";
        await page.locator(cell).fill("30");
        const processes = STALLINGS.processes.map((each, row) => row === 0 ? { ...each, bursts: 30 } : each);
        await waitForText(page, FIRST_FIGURE, meansOf(processes, { policy: "rr" })[0]);
        await page.locator(cell).fill("x");
        await waitForText(page, ".problem .refused", "Cannot read process 1: bursts[0] must be a number of ticks");
        assertEquals(await page.$eval(cell, (input) => input.getAttribute("aria-invalid")), "true");
        assertStringIncludes(
          await page.$eval(cell, (input) => {
            return document.getElementById(input.getAttribute("aria-describedby")!)!.textContent!;
          }),
          "bursts[0] must be",
        );
        await page.locator(cell).fill("30");
        await page.waitForFunction(() => document.querySelector(".problem") === null);
      }),
  );

  await t.step("what a policy cannot do is refused at the control, with the policy's reason", async () => {
    const policy = POLICIES.find(({ refuses }) =>
      refuses?.some(({ features, when }) => features.includes("queues") && when === undefined)
    )!;
    const { reason } = policy.refuses!.find(({ features }) => features.includes("queues"))!;
    const hash = await linkOf({ policies: [{ policy: policy.name, options: {} }, { policy: "rr", options: {} }] });
    await inPage(pages, { hash }, async (page) => {
      await page.waitForSelector(FIRST_FIGURE);
      await page.evaluate(() => document.querySelector<HTMLElement>(".machine summary")!.click());
      await choose(page, "queues", "per-cpu");
      await waitForText(page, ".machine .refused", reason);
      assertEquals(await page.$eval("::-p-aria(queues)", (list) => list.getAttribute("aria-invalid")), "true");
      // The other policy can.
      await page.waitForSelector(".compared tbody tr:last-child td");
      assertEquals((await tableText(page, ".compared table"))[2][0], "rr");
    });
  });

  await pastingSteps(t, pages);
  await screenshotSteps(t, pages);

  await t.step(
    "the link of the share dialog opens what was there, and a damaged one keeps it",
    () =>
      inPage(pages, {}, async (page) => {
        await page.locator("::-p-aria(Bursts of job 1)").fill("12");
        await page.locator("::-p-aria(Share)").click();
        await page.waitForFunction(() =>
          document.querySelector<HTMLTextAreaElement>("dialog[open] textarea")?.value.includes("#1.")
        );
        const link = await page.$eval("dialog[open] textarea", (text) => (text as HTMLTextAreaElement).value);
        const hash = link.slice(link.indexOf("#"));
        assert(hash.length < 2_000, `${hash.length} characters`);
        await inPage(pages, { hash }, async (other) => {
          await other.waitForFunction(() =>
            document.querySelector<HTMLInputElement>('[data-cell="0:2"]')?.value === "12"
          );
          assertEquals(await other.evaluate(() => location.hash), "");
          await other.evaluate((hash) => location.hash = hash.slice(0, -40), hash);
          await waitForText(other, ".banner.error", "The link is damaged");
          assertEquals((await cellsOf(other, "bursts"))[0], "12");
          // A link that takes the place of jobs that somebody entered gives them back.
          const own = await linkOf({ view: "table" });
          await other.evaluate((hash) => location.hash = hash, own);
          const waitForBursts = (text: string) =>
            other.waitForFunction(
              (text) => document.querySelector<HTMLInputElement>('[data-cell="0:2"]')?.value === text,
              {},
              text,
            );
          await waitForBursts("3");
          await other.locator("::-p-aria(Undo)").click();
          await waitForBursts("12");
        });
      }),
  );

  await t.step("saves what the command line writes, and pictures", () =>
    inPage(pages, {}, async (page) => {
      await page.waitForSelector(FIRST_FIGURE);
      await page.locator("::-p-aria(Share)").click();
      await page.waitForSelector("dialog[open] .actions");
      const saved = await keepFiles(page);
      const save = async (label: string, name: string) => {
        await page.locator(`::-p-aria(${label})`).click();
        return await saved(name);
      };
      const { out } = await runCli(["run", "example:stallings", "-p", "rr", "-f", "csv"]);
      assertEquals(await save("Figures (CSV)", "stallings-rr.csv"), out);
      const svg = await save("Picture (SVG)", "stallings-rr.svg");
      assert(svg.startsWith("<svg") && svg.includes("B 3 to 7 on CPU 0"), svg.slice(0, 200));
      assertStringIncludes(await save("Picture (PNG)", "stallings-rr.png"), "PNG");
      assertStringIncludes(await save("Table for Markdown", "stallings-rr.md"), "| srtf   |");
      assertStringIncludes(await save("Table for LaTeX", "stallings-rr.tex"), "\\begin{tabular}");
      const { runs } = JSON.parse(await save("Everything (JSON)", "stallings-rr.json"));
      const { metrics } = simulate(STALLINGS, { policy: "srtf" });
      assertEquals(runs[1].metrics, JSON.parse(JSON.stringify(metrics)));
    }));

  await t.step("a long run is made in a worker, can be stopped, and one that is too long says what to do", async () => {
    const processes = Array.from({ length: 40 }, (_, row) => ({ name: `J${row}`, arrival: row, bursts: 20_000 }));
    const long: Partial<Snapshot> = {
      jobs: tableOf(toColumns({ processes })),
      policies: [{ policy: "rr", options: { quantum: "2" } }],
    };
    await inPage(pages, { hash: await linkOf(long) }, async (page) => {
      await page.waitForSelector(FIRST_FIGURE);
      await waitForText(page, FIRST_FIGURE, meansOf(processes, { policy: "rr", quantum: 2 })[0]);
    });
    await inPage(pages, {}, async (page) => {
      await page.waitForSelector(FIRST_FIGURE);
      // Pressed as soon as it is there, long before the run is over.
      await page.evaluate(() => {
        new MutationObserver(() => document.querySelector<HTMLElement>(".running button")?.click())
          .observe(document.body, { subtree: true, childList: true });
      });
      const longer = {
        ...long,
        jobs: tableOf(toColumns({ processes: processes.map((each) => ({ ...each, bursts: 200_000 })) })),
      };
      const hash = await linkOf(longer);
      await page.evaluate((hash) => location.hash = hash, hash);
      await waitForText(page, "main .note", "Stopped.");
    });
    const endless = { ...long, policies: [{ policy: "rr" as const, options: { quantum: "1" } }] };
    const jobs = tableOf(toColumns({ processes: [{ bursts: 40_000_000 }, { bursts: 40_000_000 }] }));
    await inPage(pages, { hash: await linkOf({ ...endless, jobs }) }, async (page) => {
      await waitForText(page, "main .refused", `more than ${formatCount(5_000_000)} events`);
      assertStringIncludes(
        await page.$eval("main .refused", (text) => text.textContent!),
        'sim run "P1 0 40000000; P2 0 40000000" -p rr:quantum=1',
      );
    });
  });

  await t.step(
    "where a browser starts no workers a long run says so, and its views that there is nothing to show",
    async () => {
      const processes = Array.from({ length: 40 }, (_, row) => ({ name: `J${row}`, arrival: row, bursts: 20_000 }));
      const hash = await linkOf({
        jobs: tableOf(toColumns({ processes })),
        policies: [{ policy: "rr", options: { quantum: "2" } }],
      });
      for (
        const less of [
          "delete globalThis.Worker",
          "globalThis.Worker = class { constructor() { throw new Error('no'); } }",
        ]
      ) {
        const html = (text: string) => withScript(text, `${less};`);
        await inPage(pages, { hash, html }, async (page) => {
          await waitForText(page, "main .refused", "the browser starts no worker for the page");
          await waitForText(page, "[role=tabpanel]", "There is no run of rr:quantum=2 to show");
          await page.locator("::-p-aria(Bursts of job 1)").fill("x");
          await waitForText(page, ".problem .refused", "must be");
        });
      }
    },
  );

  await t.step("is used without a mouse", () =>
    inPage(pages, {}, async (page) => {
      await page.waitForSelector(FIRST_FIGURE);
      const focused = () =>
        page.evaluate(() => document.activeElement!.getAttribute("aria-label") ?? document.activeElement!.textContent!);
      const tabTo = async (label: string) => {
        for (let press = 0; press < 60; press++) {
          if (await focused() === label) return;
          await page.keyboard.press("Tab");
        }
        throw new Error(`${label} is not in the order of Tab`);
      };
      await page.keyboard.press("Tab");
      assertEquals(await focused(), "Skip to the results");
      await tabTo("Bursts of job 5");
      await page.keyboard.press("ArrowUp");
      assertEquals(await focused(), "Bursts of job 4");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement!.getAttribute("aria-label") === "Name of job 6");
      await page.keyboard.type("F");
      await page.keyboard.press("Tab");
      await page.keyboard.type("9");
      await page.keyboard.press("Tab");
      await page.keyboard.type("7");
      const processes = [...STALLINGS.processes, { name: "F", arrival: 9, bursts: 7 }];
      await waitForText(page, FIRST_FIGURE, meansOf(processes, { policy: "rr" })[0]);
      await tabTo("srtf");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement!.getAttribute("aria-pressed") === "true");
      await tabTo("Chart");
      for (const view of VIEWS.slice(1)) {
        await page.keyboard.press("ArrowRight");
        await page.waitForFunction((id) => document.activeElement!.id.endsWith(id), {}, `-${view.name}`);
      }
      await page.focus("::-p-aria(Share)");
      await page.keyboard.press("Enter");
      await page.waitForSelector("dialog[open]");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
      assertEquals(await focused(), "Share");
      // What takes itself away, or is off then, hands the focus on.
      const pressed = async (label: string, next: string) => {
        await page.focus(`::-p-aria([name="${label}"][role="button"])`);
        await page.keyboard.press("Enter");
        await page.waitForFunction(
          (next) => {
            const { activeElement: element } = document;
            return (element?.getAttribute("aria-label") ?? element?.textContent) === next;
          },
          {},
          next,
        );
      };
      await pressed("Remove job 6", "Remove job 5");
      await pressed("Remove job 1", "Remove job 1");
      await pressed("Remove srtf", "Policy 1");
      await pressed("Clear", "Add a job");
      const isOff = () => page.$eval("::-p-aria(Undo)", (button) => button.getAttribute("aria-disabled") === "true");
      for (let press = 0; press < 20 && !await isOff(); press++) await pressed("Undo", "Undo");
      assert(await isOff());
      await page.focus("[role=tab][aria-selected=true]");
      await page.keyboard.press("Home");
      await page.waitForSelector("[role=tabpanel] canvas");
      await page.focus("[role=tabpanel] canvas");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement?.textContent === "Step by step");
    }));

  await t.step(
    "keeps the rules of accessibility in every view and both themes, and needs no more than 320 pixels",
    () =>
      inPage(pages, { width: 320 }, async (page) => {
        await page.waitForSelector(FIRST_FIGURE);
        await page.evaluate(axeSource);
        for (const theme of ["light", "dark"]) {
          await choose(page, "Colours", theme);
          for (const { name } of VIEWS) {
            await page.$eval(`[role=tab][id$="-${name}"]`, (tab) => (tab as HTMLElement).click());
            await page.waitForSelector(`[role=tabpanel][aria-labelledby$="-${name}"]`);
            assertEquals(await violations(page), [], `${name}, ${theme}`);
            assert(
              await page.evaluate(() => document.documentElement.scrollWidth <= 320),
              `${name} is wider than 320 pixels`,
            );
          }
          await page.locator("::-p-aria(Share)").click();
          await page.waitForSelector("dialog[open] .actions");
          assertEquals(await violations(page), [], `share, ${theme}`);
          await page.keyboard.press("Escape");
        }
      }),
  );

  await t.step("speaks Chinese where one chooses it, and remembers", () =>
    inPage(pages, {}, async (page) => {
      await choose(page, "Language", "zh");
      await waitForText(page, "#jobs-title", "作业");
      assertEquals(await page.evaluate(() => [document.documentElement.lang, document.title]), [
        "zh",
        "Quanta：CPU 调度",
      ]);
      await page.waitForFunction(() => localStorage.getItem("quanta")?.includes('"zh"'));
      await page.reload();
      await waitForText(page, "#jobs-title", "作业");
    }));

  await t.step("opens with the state that sim page wrote into it", async () => {
    const { out } = await runCli(["page", "example:printer", "-p", "fcfs,rr:quantum=2", "--no-open", "-o", "-"]);
    await inPage(pages, { html: () => out }, async (page) => {
      await waitForText(page, ".compared tbody tr:last-child th", "rr:quantum=2");
      await page.waitForSelector(FIRST_FIGURE);
      assertEquals(await cellsOf(page, "name"), ["report", "letter", "search"]);
      const { processes } = exampleWorkload("printer")!.workload;
      assertEquals(
        (await tableText(page, ".compared table"))[2].slice(1, 5),
        meansOf(processes, { policy: "rr", quantum: 2 }),
      );
      // A reload keeps what was changed since.
      await page.locator("::-p-aria(Bursts of job 3)").fill("5");
      await page.waitForFunction(() =>
        Object.entries(localStorage).some(([, kept]) => kept.includes('"search","2","5"'))
      );
      await page.reload();
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[data-cell="2:2"]')?.value === "5");
    });
  });

  await t.step("an old browser is told what it lacks; an error is said, and the jobs stay", async () => {
    const old = (html: string) => withScript(html, "delete globalThis.CompressionStream;");
    await inPage(pages, { html: old }, (page) => waitForText(page, "#app", "CompressionStream"));
    const page = await pages.open();
    await page.locator("::-p-aria(Bursts of job 1)").fill("12");
    await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { error: new Error("a bug") })));
    await waitForText(page, ".banner.error", "a bug");
    assertEquals((await cellsOf(page, "bursts"))[0], "12");
    await page.browserContext().close();
  });
});
