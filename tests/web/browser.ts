/**
 * A real browser for the tests of the page: the one that `CHROME` names, else one of this machine's, else the one that npm carries.
 *
 * @module
 */

import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { buildPage } from "../../tools/build_page.ts";

/** Wall time that a condition may take on a busy machine. */
export const WAIT_MS = 60_000;

/** Names under which machines have it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** npm's; it is not in the import map, since nobody who has a browser needs the 60 MB. */
const CARRIED = "npm:@sparticuz/chromium@153.0.0";

/** A browser, and how it is started without a window: npm's is a Chromium that knows nothing else. */
interface Program {
  readonly path: string;
  readonly headless: true | "shell";
}

/** Containers have no sandbox for it, and little shared memory. */
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage"];

/** A file of the folders of `PATH`. */
function findOnPath(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  return folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Whether it starts at all: what it needs of the system may not be there. */
async function starts(path: string): Promise<boolean> {
  try {
    return (await new Deno.Command(path, { args: ["--version"], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

async function findProgram(): Promise<Program | null> {
  const path = Deno.env.get("CHROME") ?? findOnPath();
  if (path !== undefined && await starts(path)) return { path, headless: true };
  try {
    const { default: chromium } = await import(CARRIED);
    const carried = await chromium.executablePath();
    if (await starts(carried)) return { path: carried, headless: "shell" };
    console.error(`tests of the page are skipped, no browser: ${carried} does not start here`);
  } catch (error) {
    console.error(`tests of the page are skipped, no browser: ${(error as Error).message}`);
  }
  return null;
}

/** A browser that has the page; it is closed at the end of the block. */
export interface PageBrowser extends AsyncDisposable {
  readonly browser: Browser;
  /** Where the page is as a file. */
  readonly url: string;
  /** Opens it in a tab of its own; `hash` is what follows in its address. */
  open(options?: OpenOptions): Promise<Page>;
}

/** How a tab is. */
export interface OpenOptions {
  readonly hash?: string;
  readonly width?: number;
  readonly height?: number;
  /** Changes the page's text before it is opened. */
  readonly html?: (html: string) => string;
}

const program = await findProgram();

/** Whether tests of the page are left out, because there is no browser. */
export const ignore = program === null;

/** Starts the browser and builds the page. */
export async function startBrowser(): Promise<PageBrowser> {
  const folder = Deno.makeTempDirSync({ prefix: "quanta-page-" });
  const { html } = await buildPage();
  const { path, headless } = program!;
  const browser = await puppeteer.launch({ executablePath: path, args: ARGS, headless, timeout: WAIT_MS });
  const fileOf = (name: string) => `${folder}/${name}`;
  Deno.writeTextFileSync(fileOf("quanta.html"), html);
  let files = 0;
  return {
    browser,
    url: `file://${fileOf("quanta.html")}`,
    async open({ hash = "", width = 1280, height = 800, html: change } = {}) {
      const name = change === undefined ? "quanta.html" : `quanta${++files}.html`;
      if (change !== undefined) Deno.writeTextFileSync(fileOf(name), change(html));
      // A tab of its own keeps nothing of the others.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(WAIT_MS);
      await page.setViewport({ width, height });
      await page.goto(`file://${fileOf(name)}${hash}`);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      Deno.removeSync(folder, { recursive: true });
    },
  };
}
