/**
 * What a view is: one file of this folder that exports a {@linkcode View}, and one line in `mod.ts`. Its texts stand in the languages
 * under its name.
 *
 * @module
 */

import type { ComponentChild } from "preact";
import type { Texts } from "../languages/language.ts";
import type { Outcome } from "../outcome.ts";
import type { Page } from "../page.ts";
import type { Snapshot } from "../state.ts";
import type { TerminalCommand, TerminalState } from "../terminal/terminal_command.ts";

/** What a view's command is made of. */
export interface Shown {
  readonly state: Snapshot & Pick<TerminalState, "ownPolicies">;
  /** The run that is looked at; `null` where there is none. */
  readonly outcome: Outcome | null;
}

/** A view. */
export interface View {
  /** As links have it. */
  readonly name: string;
  /** The word on its tab. */
  readonly title: (texts: Texts) => string;
  /** Whether the figures of the processes stand below it. */
  readonly hasFigures?: boolean;
  /** What shows the same in the terminal; where it says nothing, the command that gives the figures does. */
  readonly terminal?: (shown: Shown) => TerminalCommand | null;
  /** What it shows. It is there while it is looked at. */
  readonly Component: (props: { readonly page: Page }) => ComponentChild;
}
