/**
 * Tabs as assistive technology knows them: one of them is in the order of Tab, arrows go from one to the next.
 *
 * @module
 */

import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

/** The tabs and the panel of the chosen one. */
export function Tabs(
  { label, tabs, chosen, onChoose, children }: {
    readonly label: string;
    readonly tabs: readonly { readonly name: string; readonly title: string }[];
    readonly chosen: string;
    readonly onChoose: (name: string) => void;
    readonly children: ComponentChildren;
  },
) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const go = (step: number) => {
    const index = tabs.findIndex(({ name }) => name === chosen);
    const next = (index + step + tabs.length) % tabs.length;
    onChoose(tabs[next].name);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="view" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} key={chosen}>
        {children}
      </div>
    </>
  );
}
