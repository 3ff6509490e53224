/**
 * What a view is: one file of this folder that exports a {@linkcode View}, and one line in `mod.ts`. Its texts stand in the languages
 * under its name.
 *
 * @module
 */

import type { ComponentChild } from "preact";
import type { Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";

/** A view. */
export interface View {
  /** As links have it. */
  readonly name: string;
  /** The word on its tab. */
  readonly title: (texts: Texts) => string;
  /** Whether the figures of the processes stand below it. */
  readonly hasFigures?: boolean;
  /** What it shows. It is there while it is looked at. */
  readonly Component: (props: { readonly page: Page }) => ComponentChild;
}
