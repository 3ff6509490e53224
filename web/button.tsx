/**
 * A button that can be off. It stays where the focus can be: one with `disabled` loses it, and whoever steps or undoes by the
 * keyboard to the end would begin anew at the top of the page.
 *
 * @module
 */

import type { ComponentChildren } from "preact";

/** The button. */
export function Button({ isOff, onPress, label, children }: {
  readonly isOff: boolean;
  readonly onPress: () => void;
  /** What it is called, where what is in it does not say so. */
  readonly label?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </button>
  );
}
