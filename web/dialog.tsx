/**
 * The browser's own dialog with a title and a way out; Escape closes it, and the focus goes back to where it was. What is in it is
 * there while it is open.
 *
 * @module
 */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

/** What opens and closes a dialog. */
export interface DialogControl {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/** A dialog that is closed at first. */
export function useDialog(): DialogControl {
  const [isOpen, setOpen] = useState(false);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

/** The dialog. */
export function Dialog(
  { control: { isOpen, close }, title, closeLabel, children }: {
    readonly control: DialogControl;
    readonly title: string;
    /** What the button that closes it is called. */
    readonly closeLabel: string;
    readonly children: ComponentChildren;
  },
) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!isOpen) return dialog.current?.close();
    dialog.current?.showModal();
    // Whoever opens a form goes on typing; the browser would choose the button that closes it.
    dialog.current?.querySelector<HTMLElement>("form :is(input, textarea)")?.focus();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={close}>
      {isOpen && (
        <>
          <div class="head">
            <h2 id={id}>{title}</h2>
            <button type="button" class="plain" aria-label={closeLabel} onClick={close}>×</button>
          </div>
          {children}
        </>
      )}
    </dialog>
  );
}
