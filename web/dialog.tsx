/**
 * The browser's own dialog with a title and a way out; Escape closes it, and the focus goes back to where it was.
 *
 * @module
 */

import type { ComponentChildren, RefObject } from "preact";
import { useId } from "preact/hooks";

/** A dialog that `dialog.current.showModal()` opens. */
export function Dialog(
  { dialog, title, close, children }: {
    readonly dialog: RefObject<HTMLDialogElement | null>;
    readonly title: string;
    /** What the button that closes it is called. */
    readonly close: string;
    readonly children: ComponentChildren;
  },
) {
  const id = useId();
  return (
    <dialog ref={dialog} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" class="plain" aria-label={close} onClick={() => dialog.current?.close()}>×</button>
      </header>
      {children}
    </dialog>
  );
}
