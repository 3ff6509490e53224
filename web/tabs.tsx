/**
 * Tabs as assistive technology knows them: one of them is in the order of Tab, arrows go from one to the next.
 *
 * @module
 */

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

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
  const panel = useRef<HTMLDivElement>(null);
  const tabAt = (index: number) => list.current?.querySelectorAll<HTMLElement>("[role=tab]")[index];
  const index = tabs.findIndex(({ name }) => name === chosen);
  // A view that opens another takes the focus with it, which goes to the tab of that one then.
  const hadFocus = panel.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (hadFocus) tabAt(index)?.focus({ preventScroll: true });
  }, [chosen]);
  const go = (next: number) => {
    onChoose(tabs[next].name);
    tabAt(next)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tabs.length - 1;
    const right = index === last ? 0 : index + 1;
    const left = index === 0 ? last : index - 1;
    const next = { ArrowRight: right, ArrowLeft: left, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(next);
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
      <div class="view" ref={panel} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} key={chosen}>
        {children}
      </div>
    </>
  );
}
