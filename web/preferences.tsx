/**
 * Language, colours and patterns, and the way to what one takes out of the page.
 *
 * @module
 */

import { useDialog } from "./dialog.tsx";
import { LANGUAGES } from "./languages/language.ts";
import type { Page } from "./page.ts";
import { ShareDialog } from "./share/share_dialog.tsx";
import { LANGUAGE_CHOICES, type Snapshot, THEME_CHOICES } from "./state.ts";

/** The controls. */
export function Preferences({ page }: { readonly page: Page }) {
  const { state } = page;
  const { page: texts, share } = page.texts.value;
  const dialog = useDialog();
  return (
    <div class="preferences">
      <label>
        <span class="spoken">{texts.language}</span>
        <select
          value={state.language.value}
          onChange={({ currentTarget }) => state.language.value = currentTarget.value as Snapshot["language"]}
        >
          {LANGUAGE_CHOICES.map((name) => (
            <option key={name} value={name} lang={name === "auto" ? undefined : name}>
              {name === "auto" ? texts.browser : LANGUAGES[name].language}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="spoken">{texts.theme}</span>
        <select
          value={state.theme.value}
          onChange={({ currentTarget }) => state.theme.value = currentTarget.value as Snapshot["theme"]}
        >
          {THEME_CHOICES.map((name) => (
            <option key={name} value={name}>
              {texts.themes[name]}
            </option>
          ))}
        </select>
      </label>
      <label class="switch">
        <input
          type="checkbox"
          checked={state.patterns.value}
          onChange={({ currentTarget }) => state.patterns.value = currentTarget.checked}
        />
        {texts.patterns}
      </label>
      <button type="button" class="main" onClick={dialog.open}>{share.title}</button>
      <ShareDialog control={dialog} page={page} />
    </div>
  );
}
