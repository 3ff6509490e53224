/**
 * Where the page's script begins: as the page, or as a worker of it.
 *
 * @module
 */

import { render } from "preact";
import { App } from "./app.tsx";
import { Background } from "./background/background.ts";
import { isWorker, serveTasks } from "./background/worker.ts";
import { followBrowser } from "./browser_state.ts";
import { fill, languageOf, LANGUAGES } from "./languages/language.ts";
import { Page } from "./page.ts";
import { PageState } from "./state.ts";
import { usualSnapshot } from "./usual_snapshot.ts";

/** What the page is made of that not every browser has. */
function missingParts(): string[] {
  const parts: Readonly<Record<string, boolean>> = {
    WebAssembly: typeof WebAssembly === "object",
    CompressionStream: typeof CompressionStream === "function",
    dialog: typeof HTMLDialogElement === "function",
    "Array.prototype.with": typeof Array.prototype.with === "function",
    "Iterator.prototype.map": typeof globalThis.Iterator === "function",
  };
  return Object.keys(parts).filter((name) => !parts[name]);
}

function start(): void {
  const root = document.querySelector<HTMLElement>("#app")!;
  const missing = missingParts();
  if (missing.length > 0) {
    const texts = LANGUAGES[languageOf("auto", navigator.languages)];
    root.textContent = fill(texts.page.tooOld, { missing: missing.join(", ") });
    return;
  }
  const page = new Page(
    new PageState(usualSnapshot()),
    new Background(document.currentScript!.textContent!),
    navigator.languages,
  );
  for (const kind of ["error", "unhandledrejection"] as const) {
    addEventListener(kind, (event) => {
      const { error, message: said } = event instanceof ErrorEvent
        ? event
        : { error: (event as PromiseRejectionEvent).reason, message: "" };
      const message = error instanceof Error ? error.message : said || String(error);
      page.message.value = {
        kind: "error",
        text: fill(page.texts.value.page.failed, { message: page.texts.value.sentence(message) }),
      };
    });
  }
  followBrowser(page);
  page.follow();
  render(<App page={page} />, root);
}

if (isWorker()) serveTasks(globalThis as never);
else start();
