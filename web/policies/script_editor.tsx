/**
 * The editor of a policy of one's own: its text with numbers of lines, and what is wrong with it at its line. It is a plain field,
 * so Tab leaves it as it leaves every other.
 *
 * @module
 */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { OWN_HOOKS } from "../../engine/own_hooks.ts";
import { focusAfter } from "../focus_after.ts";
import { textOf } from "../file_text.ts";
import { fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { saveFile } from "../share/save_file.ts";
import { scriptFile } from "../terminal/terminal_command.ts";
import { asTyped, deleteScript } from "../own_policy/change_own.ts";
import { OWN_LENGTH_MAX, type ScriptMistake } from "../own_policies.ts";
import { SCRIPTS } from "../own_policy/scripts.ts";

/** Wall time from a key until what was typed is taken. */
const TAKE_AFTER_MS = 300;

/** Lines that are in sight at the least and at the most. */
const ROWS_MIN = 8;
const ROWS_MAX = 24;

/** The editor of the text at a place of the state's list. */
export function ScriptEditor({ page, place }: { readonly page: Page; readonly place: number }) {
  const texts = page.texts.value;
  const { text, onText, flush } = useTyped(page, place);
  const mistake = mistakeIn(page, place);
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const { name } = page.own.all.value[place]?.policy ?? { name: "" };
  return (
    <div class="script">
      <div class="script-text">
        <Lines text={text} mistaken={mistake?.line ?? null} area={area} />
        <textarea
          ref={area}
          rows={Math.min(ROWS_MAX, Math.max(ROWS_MIN, text.split("\n").length))}
          value={text}
          wrap="off"
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          maxLength={OWN_LENGTH_MAX}
          aria-label={fill(texts.script.text, { policy: name })}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? `${id}-help` : `${id}-mistake`}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
          onBlur={flush}
        />
      </div>
      {mistake === null
        ? <p class="hint" id={`${id}-help`}>{fill(texts.script.help, { hooks: OWN_HOOKS.join(", ") })}</p>
        : (
          <p class="refused" role="alert" id={`${id}-mistake`}>
            {mistake.line !== null && (
              <button type="button" onClick={() => goTo(area.current!, mistake)}>
                {fill(texts.script.line, { line: mistake.line })}
              </button>
            )} {texts.sentence(mistake.message)}
          </p>
        )}
      <Actions page={page} place={place} text={text} onText={onText} texts={texts} />
    </div>
  );
}

/** The text, and what is typed until the state has it. */
function useTyped(page: Page, place: number) {
  const stored = page.state.own.value[place] ?? "";
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: string } | null>(null);
  const due = useRef<{ readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const flush = () => {
    if (due.current === null) return;
    const { text, timer } = due.current;
    clearTimeout(timer);
    due.current = null;
    if (page.state.own.peek()[place] !== undefined) page.setOwn(place, text);
  };
  const onText = (text: string) => {
    setTyped({ text, over: stored });
    clearTimeout(due.current?.timer);
    due.current = { text, timer: setTimeout(flush, TAKE_AFTER_MS) };
  };
  useEffect(() => flush, []);
  // What came into the state from elsewhere goes before what was typed over something else.
  const isTyped = typed !== null && typed.over === stored && due.current !== null;
  return { text: isTyped ? typed.text : stored, onText, flush };
}

/** What is wrong: with the text, or with what it did in a run. */
function mistakeIn(page: Page, place: number): ScriptMistake | null {
  const own = page.own.all.value[place];
  const text = page.state.own.value[place];
  if (own === undefined || own.text !== text) return null;
  if (own.mistake !== null) return own.mistake;
  const failed = page.runs.all.value.find((run) => run.state === "failed" && run.contender.script === text);
  return (failed?.state === "failed" ? failed.mistake : null) ?? null;
}

/** The numbers of the lines. They follow the text as it is scrolled. */
function Lines({ text, mistaken, area }: {
  readonly text: string;
  readonly mistaken: number | null;
  readonly area: { readonly current: HTMLTextAreaElement | null };
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = area;
    const follow = () => box.current!.scrollTop = current!.scrollTop;
    current!.addEventListener("scroll", follow);
    return () => current!.removeEventListener("scroll", follow);
  }, []);
  return (
    <div ref={box} class="script-lines" aria-hidden="true">
      {text.split("\n").map((_, index) => (
        <span key={index} class={index + 1 === mistaken ? "mistaken" : undefined}>{index + 1}</span>
      ))}
    </div>
  );
}

/** Puts the cursor where something is wrong. */
function goTo(area: HTMLTextAreaElement, { line, column }: ScriptMistake): void {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line! - 1).reduce((sum, { length }) => sum + length + 1, 0);
  area.focus();
  area.setSelectionRange(start + (column ?? 1) - 1, start + lines[line! - 1].length);
  area.scrollTop = (line! - 3) * area.scrollHeight / lines.length;
  area.scrollIntoView({ block: "nearest" });
}

function Actions({ page, place, text, onText, texts }: {
  readonly page: Page;
  readonly place: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly texts: Texts;
}) {
  const file = useRef<HTMLInputElement>(null);
  const own = page.own.all.value[place];
  const take = async (chosen: File) => {
    const text = await textOf(chosen);
    if (text !== null && text.length <= OWN_LENGTH_MAX) return onText(asTyped(text));
    page.message.value = { kind: "error", text: fill(texts.script.tooLong, { count: OWN_LENGTH_MAX }) };
  };
  return (
    <div class="below">
      <select
        aria-label={texts.script.begin}
        value=""
        onChange={({ currentTarget }) => {
          onText(SCRIPTS[currentTarget.value as keyof typeof SCRIPTS]);
          currentTarget.value = "";
        }}
      >
        <option value="" disabled>{texts.script.begin}</option>
        {Object.entries(texts.script.templates).map(([name, title]) => <option key={name} value={name}>{title}
        </option>)}
      </select>
      <button type="button" onClick={() => file.current?.click()}>{texts.script.open}</button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".ts,.js,.mts,.mjs"
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen !== undefined) void take(chosen);
          currentTarget.value = "";
        }}
      />
      {own !== undefined && (
        <button type="button" onClick={() => saveFile(scriptFile(own), "text/plain", text)}>{texts.script.save}</button>
      )}
      <button
        type="button"
        onClick={({ currentTarget }) => {
          const item = currentTarget.closest(".policy");
          deleteScript(page, place);
          focusAfter(() => item?.querySelector<HTMLElement>(".policy-choice select"));
        }}
      >
        {texts.script.remove}
      </button>
    </div>
  );
}
