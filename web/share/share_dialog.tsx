/**
 * What one takes out of the page: a link, the command for the terminal, pictures, figures.
 *
 * @module
 */

import { useEffect, useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { Dialog, type DialogControl } from "../dialog.tsx";
import { fill } from "../languages/language.ts";
import { encodeState, LINK_LENGTH_MAX } from "../link.ts";
import type { Page } from "../page.ts";
import { everythingJson, processesCsv, tablesIn } from "./documents.ts";
import { ganttSvg, pngOf } from "./pictures.ts";
import { VIEWS } from "../views/mod.ts";
import { saveFile } from "./save_file.ts";
import { terminalCommand } from "../terminal/terminal_command.ts";

/** The dialog. */
export function ShareDialog(
  { control, page }: { readonly control: DialogControl; readonly page: Page },
) {
  const texts = page.texts.value;
  return (
    <Dialog control={control} title={texts.share.title} closeLabel={texts.page.close}>
      <LinkPart page={page} />
      <TerminalPart page={page} />
      <ExportPart page={page} />
    </Dialog>
  );
}

/** The address of the page without a state, which a file opened by somebody else does not have. */
function ownAddress(): string {
  return location.href.replace(/#.*$/, "");
}

function LinkPart({ page }: { readonly page: Page }) {
  const { share } = page.texts.value;
  const snapshot = page.state.snapshot();
  const [link, setLink] = useState("");
  const text = JSON.stringify(snapshot);
  useEffect(() => {
    let isWanted = true;
    // Whoever opens it has a language and looks of their own.
    const { language: _language, theme: _theme, patterns: _patterns, ...shared } = snapshot;
    void encodeState(shared).then((state) => {
      if (isWanted) setLink(`${ownAddress()}#${state}`);
    });
    return () => isWanted = false;
  }, [text]);
  const isTooLong = link.length > LINK_LENGTH_MAX;
  return (
    <section>
      {isTooLong
        ? <p class="note">{fill(share.linkTooLong, { characters: formatCount(link.length) })}</p>
        : <CopyText text={link} label={share.link} page={page} isMain />}
      {location.protocol === "file:" && <p class="hint">{share.fileLink}</p>}
      <p>
        <button type="button" onClick={() => saveFile("quanta-state.json", "application/json", text)}>
          {share.state}
        </button>
      </p>
    </section>
  );
}

function TerminalPart({ page }: { readonly page: Page }) {
  const { share } = page.texts.value;
  const state = { ...page.state.snapshot(), ownPolicies: page.own.all.value };
  const view = VIEWS.find(({ name }) => name === state.view);
  const { commands, files } = view?.terminal?.({ state, outcome: page.outcome.value }) ?? terminalCommand(state);
  return (
    <section>
      <h3>{share.terminal}</h3>
      {files.length > 0 && (
        <p>
          {share.terminalHelp} {files.map(({ name, text }) => (
            <button
              key={name}
              type="button"
              onClick={() => saveFile(name, "text/plain", text)}
            >
              {share.saveJobs} ({name})
            </button>
          ))}
        </p>
      )}
      <CopyText text={commands.join("\n")} label={share.copy} page={page} />
    </section>
  );
}

/** A text with a button that copies it. */
function CopyText(
  { text, label, page, isMain = false }: {
    readonly text: string;
    readonly label: string;
    readonly page: Page;
    readonly isMain?: boolean;
  },
) {
  const { share } = page.texts.value;
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(fill(share.copied, { characters: formatCount(text.length) }));
    } catch {
      setSaid(share.notCopied);
    }
  };
  return (
    <div class="copied">
      <textarea
        readOnly
        rows={isMain ? 2 : Math.min(6, text.split("\n").length)}
        value={text}
        aria-label={label}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <button type="button" class={isMain ? "main" : undefined} onClick={() => void copy()}>{label}</button>
      <span role="status" class="hint">{said}</span>
    </div>
  );
}

function ExportPart({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const { share } = texts;
  const { state } = page;
  const outcome = page.outcome.value;
  const runs = page.runs.all.value;
  const name = fileName(page);
  const title = () => {
    const { policy } = page.shown.value!.contender;
    const workload = page.workload.value?.name;
    return workload === undefined ? texts.say(policy.title) : `${texts.say(policy.title)} · ${workload}`;
  };
  const svg = () =>
    ganttSvg(outcome!, {
      title: title(),
      theme: state.theme.value === "dark" ? "dark" : "light",
      patterns: state.patterns.value,
    });
  const png = async () => {
    try {
      saveFile(`${name}.png`, "image/png", await pngOf(svg()));
    } catch (error) {
      page.message.value = { kind: "error", text: texts.sentence((error as Error).message) };
    }
  };
  const tables = (medium: "markdown" | "latex") => tablesIn(medium, { title: title(), runs, shown: outcome, texts });
  const kinds: readonly (readonly [label: string, save: () => void])[] = [
    [share.picture, () => saveFile(`${name}.svg`, "image/svg+xml", svg())],
    [share.image, () => void png()],
    [share.csv, () => saveFile(`${name}.csv`, "text/csv", processesCsv(outcome!))],
    [share.json, () => saveFile(`${name}.json`, "application/json", everythingJson(state.snapshot(), runs))],
    [share.markdown, () => saveFile(`${name}.md`, "text/markdown", tables("markdown"))],
    [share.latex, () => saveFile(`${name}.tex`, "application/x-tex", tables("latex"))],
    [share.print, () => globalThis.print()],
  ];
  return (
    <section>
      <h3>{share.save}</h3>
      <div class="actions">
        {kinds.map(([label, save]) => (
          <button key={label} type="button" disabled={outcome === null} onClick={save}>{label}</button>
        ))}
      </div>
    </section>
  );
}

/** A name for files that is safe everywhere. */
function fileName(page: Page): string {
  const parts = [page.workload.value?.name, page.shown.value?.contender.label];
  const words = parts.filter((part) => part !== undefined).join("-").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  return words.replace(/^[-.]+/, "").slice(0, 60) || "quanta";
}
