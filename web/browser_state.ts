/**
 * The state and the browser: where it comes from (a link, the file that `sim page` wrote, what was kept), where it is kept, and
 * what of it the document shows.
 *
 * @module
 */

import { effect } from "@preact/signals";
import { textMark } from "../pictures/words/text_mark.ts";
import { editable } from "./jobs/take_jobs.ts";
import { fill, languageOf, LANGUAGES } from "./languages/language.ts";
import { decodeState } from "./link.ts";
import type { Page } from "./page.ts";
import { readSnapshot } from "./read_snapshot.ts";
import type { Snapshot } from "./state.ts";
import { usualSnapshot } from "./usual_snapshot.ts";

/** Where the browser keeps the last state; of a file that `sim page` wrote, with a mark of its place and of what was written. */
const STORAGE_KEY = "quanta";

/** Wall time from a change until it is kept, so that not every key writes. */
const KEEP_AFTER_MS = 300;

/** The longest file that is kept, in characters. */
const KEPT_LENGTH_MAX = 2 ** 20;

/** Brings the state in, and follows it from then on. */
export function followBrowser(page: Page): void {
  const own = document.querySelector("script#state")?.textContent?.trim() ?? "";
  const key = own === "" ? STORAGE_KEY : `${STORAGE_KEY} ${textMark(location.pathname + own)}`;
  addEventListener("hashchange", () => void restoreLink(page));
  void restore(page, own, key);
  const keep = keeper(key);
  effect(() => keep(page.state.snapshot()));
  effect(() => {
    const { language, theme } = page.state;
    const name = languageOf(language.value, navigator.languages);
    document.documentElement.lang = name;
    document.documentElement.dataset.theme = theme.value;
    document.title = LANGUAGES[name].page.title;
  });
}

/** What was changed last goes before what was written into the file, and a link before both. */
async function restore(page: Page, own: string, key: string): Promise<void> {
  if (!restoreKept(page, key) && own !== "") await restoreOwn(page, own);
  await restoreLink(page);
}

/** The state of the last visit. A browser may forbid to keep anything: then there is none. Returns whether there is one. */
function restoreKept(page: Page, key: string): boolean {
  try {
    const kept = localStorage.getItem(key);
    if (kept === null) return false;
    page.state.restore(readSnapshot(JSON.parse(kept), usualSnapshot()));
    return true;
  } catch {
    // What an older page kept, or nothing at all: the page begins as it does for everybody.
    return false;
  }
}

/** The state that `sim page` wrote into the file. */
async function restoreOwn(page: Page, own: string): Promise<void> {
  try {
    const snapshot = readSnapshot(JSON.parse(own), usualFor(page));
    page.state.restore({ ...snapshot, jobs: await editable(snapshot.jobs) });
  } catch (error) {
    page.message.value = { kind: "error", text: page.texts.value.sentence((error as Error).message) };
  }
}

/** The state of the link that the page was opened with. It leaves the address, which would hold on to it however much is changed. */
async function restoreLink(page: Page): Promise<void> {
  const { hash } = location;
  if (!/^#\d+\./.test(hash)) return;
  try {
    page.open(await decodeState(hash, usualFor(page)));
    page.message.value = null;
  } catch (error) {
    const { share, sentence } = page.texts.value;
    const message = sentence((error as Error).message);
    page.message.value = { kind: "error", text: fill(share.damaged, { message }) };
  }
  history.replaceState(null, "", location.pathname + location.search);
}

/** Keeps states, the last of several that follow each other closely; of files that were written only the one that is open. */
function keeper(key: string): (snapshot: Snapshot) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (snapshot) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        for (const other of Object.keys(localStorage)) {
          if (other.startsWith(`${STORAGE_KEY} `) && other !== key) localStorage.removeItem(other);
        }
        localStorage.setItem(key, JSON.stringify(keptPart(snapshot)));
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
