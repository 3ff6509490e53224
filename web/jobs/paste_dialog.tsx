/**
 * A place to paste any table into, or to type jobs.
 *
 * @module
 */

import { useState } from "preact/hooks";
import { Dialog, type DialogControl } from "../dialog.tsx";
import type { Texts } from "../languages/language.ts";

/** The dialog. `onText` gives what is wrong with a text, or `null` where it was taken. */
export function PasteDialog(
  { control, texts, onText }: {
    readonly control: DialogControl;
    readonly texts: Texts;
    readonly onText: (text: string, columns: string) => Promise<string | null>;
  },
) {
  const [text, setText] = useState("");
  const [columns, setColumns] = useState("");
  const [problem, setProblem] = useState("");
  const submit = async () => {
    const wrong = await onText(text, columns);
    setProblem(wrong ?? "");
    if (wrong !== null) return;
    setText("");
    setColumns("");
    control.close();
  };
  return (
    <Dialog control={control} title={texts.jobs.paste} closeLabel={texts.page.close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label for="paste-text">{texts.jobs.pasteHelp}</label>
        <textarea
          id="paste-text"
          rows={10}
          value={text}
          spellcheck={false}
          aria-invalid={problem !== ""}
          aria-describedby="paste-problem"
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <label>
          <span>{texts.jobs.columns}</span>
          <input
            type="text"
            value={columns}
            placeholder={texts.jobs.columnsHelp}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => setColumns(currentTarget.value)}
          />
        </label>
        <p id="paste-problem" class="refused" role="status">{problem}</p>
        <button type="submit" class="main" disabled={text.trim() === ""}>{texts.jobs.pasteUse}</button>
      </form>
    </Dialog>
  );
}
