/**
 * Where the focus goes when what has it is taken away.
 *
 * @module
 */

/** Gives the focus to what `find` finds when the change that is being made has been drawn. */
export function focusAfter(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => find()?.focus());
}
