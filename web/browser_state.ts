/**
 * The state and the browser: where it comes from (a link, the file that `sim page` wrote, what was kept), where it is kept, and
 * what of it the document shows.
 *
 * @module
 */

import { effect } from "@preact/signals";
import { editable } from "./jobs/take_jobs.ts";
import { fill, languageOf, LANGUAGES } from "./languages/language.ts";
import { decodeState } from "./link.ts";
import type { Page } from "./page.ts";
import { readSnapshot } from "./read_snapshot.ts";
import type { Snapshot } from "./state.ts";
import { usualSnapshot } from "./usual_snapshot.ts";

/** Where the browser keeps the last state. */
const STORAGE_KEY = "quanta";

/** Wall time from a change until it is kept, so that not every key writes. */
const KEEP_AFTER_MS = 300;

/** The longest file that is kept, in characters. */
const KEPT_LENGTH_MAX = 2 ** 20;

/** Brings the state in, and follows it from then on. */
export function followBrowser(page: Page): void {
  restoreKept(page);
  addEventListener("hashchange", () => void restoreLink(page));
  void restoreOwn(page).then(() => restoreLink(page));
  const keep = keeper();
  effect(() => keep(page.state.snapshot()));
  effect(() => {
    const { language, theme } = page.state;
    const name = languageOf(language.value, navigator.languages);
    document.documentElement.lang = name;
    document.documentElement.dataset.theme = theme.value;
    document.title = LANGUAGES[name].page.title;
  });
}

/** The state of the last visit. A browser may forbid to keep anything: then there is none. */
function restoreKept(page: Page): void {
  try {
    const kept = localStorage.getItem(STORAGE_KEY);
    if (kept !== null) page.state.restore(readSnapshot(JSON.parse(kept), usualSnapshot()));
  } catch {
    // What an older page kept, or nothing at all: the page begins as it does for everybody.
  }
}

/** The state that `sim page` wrote into the file. */
async function restoreOwn(page: Page): Promise<void> {
  const own = document.querySelector("script#state")?.textContent?.trim() ?? "";
  if (own === "") return;
  try {
    const snapshot = readSnapshot(JSON.parse(own), usualFor(page));
    page.state.restore({ ...snapshot, jobs: await editable(snapshot.jobs) });
  } catch (error) {
    page.message.value = { kind: "error", text: (error as Error).message };
  }
}

/** The state of the link that the page was opened with. It leaves the address, which would hold on to it however much is changed. */
async function restoreLink(page: Page): Promise<void> {
  const { hash } = location;
  if (!/^#\d+\./.test(hash)) return;
  try {
    page.state.restore(await decodeState(hash, usualFor(page)));
    page.message.value = null;
  } catch (error) {
    const { message } = error as Error;
    page.message.value = { kind: "error", text: fill(page.texts.value.share.damaged, { message }) };
  }
  history.replaceState(null, "", location.pathname + location.search);
}

/** Keeps states, the last of several that follow each other closely. */
function keeper(): (snapshot: Snapshot) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (snapshot) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        localStorage.setItem(STORAGE_KEY, JSON.stringify(keptPart(snapshot)));
      } catch {
        // The browser keeps nothing, or no more.
      }
    }, KEEP_AFTER_MS);
  };
}

/** A state without a file that is too long to be kept. */
function keptPart(snapshot: Snapshot): Partial<Snapshot> {
  const { jobs, ...rest } = snapshot;
  return jobs.kind === "text" && jobs.text.length > KEPT_LENGTH_MAX ? rest : snapshot;
}

/** What a link or a file leaves out: a person's own language and looks stay, all else is as the page begins. */
function usualFor(page: Page): Snapshot {
  const { language, theme, patterns } = page.state.snapshot();
  return { ...usualSnapshot(), language, theme, patterns };
}
