/**
 * What a person has entered and chosen in the page, and nothing else: everything that is shown is computed from it. It is a
 * handful of signals, and as a whole a {@linkcode Snapshot}: plain data that a link, a file of `sim page` or the browser's
 * storage holds.
 *
 * @module
 */

import { batch, type Signal, signal } from "@preact/signals";
import type { Jobs } from "./jobs/jobs.ts";

/** Raised when an older page could not understand what a newer one writes. */
export const SNAPSHOT_VERSION = 1;

/** Runs side by side at the most. */
export const CONTENDERS_MAX = 6;

/** A policy, and what was typed for its options and for those of the machine that are its own, by name. */
export interface ChosenPolicy {
  /** The name of one of the catalogue, or `own-1` and so on for one of {@linkcode Snapshot.own}. */
  readonly policy: string;
  readonly options: OptionTexts;
}

/** What was typed for options, by name; an option that has no text is at its default. */
export type OptionTexts = Readonly<Record<string, string>>;

/** Languages that a person may choose; `auto` is the browser's. */
export const LANGUAGE_CHOICES = ["auto", "en", "zh"] as const;

/** Themes that a person may choose; `auto` is the screen's. */
export const THEME_CHOICES = ["auto", "light", "dark"] as const;

/** Values that views keep, by the name of the view; whatever JSON can hold. */
export type ViewValues = Readonly<Record<string, unknown>>;

/** The whole state as plain data. */
export interface Snapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly jobs: Jobs;
  readonly policies: readonly ChosenPolicy[];
  /** The texts of policies of one's own. */
  readonly own: readonly string[];
  readonly machine: OptionTexts;
  /** Which of the policies the chart and the steps are of, from 0. */
  readonly shown: number;
  readonly view: string;
  /** The tick that is looked at. */
  readonly cursor: number | null;
  readonly language: typeof LANGUAGE_CHOICES[number];
  readonly theme: typeof THEME_CHOICES[number];
  /** Whether processes are told apart by patterns too. */
  readonly patterns: boolean;
  readonly views: ViewValues;
}

/** The state. Who shows a part of it reads its `value`; who changes it assigns to that. */
export class PageState {
  readonly jobs: Signal<Jobs>;
  readonly policies: Signal<readonly ChosenPolicy[]>;
  readonly own: Signal<readonly string[]>;
  readonly machine: Signal<OptionTexts>;
  readonly shown: Signal<number>;
  readonly view: Signal<string>;
  readonly cursor: Signal<number | null>;
  readonly language: Signal<Snapshot["language"]>;
  readonly theme: Signal<Snapshot["theme"]>;
  readonly patterns: Signal<boolean>;
  readonly views: Signal<ViewValues>;

  /** Begins with a snapshot. */
  constructor(from: Snapshot) {
    this.jobs = signal(from.jobs);
    this.policies = signal(from.policies);
    this.own = signal(from.own);
    this.machine = signal(from.machine);
    this.shown = signal(from.shown);
    this.view = signal(from.view);
    this.cursor = signal(from.cursor);
    this.language = signal(from.language);
    this.theme = signal(from.theme);
    this.patterns = signal(from.patterns);
    this.views = signal(from.views);
  }

  /** All of it as plain data; who reads this in an effect follows every change. */
  snapshot(): Snapshot {
    return {
      version: SNAPSHOT_VERSION,
      jobs: this.jobs.value,
      policies: this.policies.value,
      own: this.own.value,
      machine: this.machine.value,
      shown: this.shown.value,
      view: this.view.value,
      cursor: this.cursor.value,
      language: this.language.value,
      theme: this.theme.value,
      patterns: this.patterns.value,
      views: this.views.value,
    };
  }

  /** Takes a snapshot over, as one change. */
  restore(from: Snapshot): void {
    batch(() => {
      this.jobs.value = from.jobs;
      this.policies.value = from.policies;
      this.own.value = from.own;
      this.machine.value = from.machine;
      this.shown.value = from.shown;
      this.view.value = from.view;
      this.cursor.value = from.cursor;
      this.language.value = from.language;
      this.theme.value = from.theme;
      this.patterns.value = from.patterns;
      this.views.value = from.views;
    });
  }

  /** Sets one option of the policy at `index`; an empty text puts it back to its default. */
  setOption(index: number, name: string, text: string): void {
    this.policies.value = this.policies.value.map((each, place) =>
      place === index ? { ...each, options: withText(each.options, name, text) } : each
    );
  }

  /** Sets one option of the machine; an empty text puts it back to its default. */
  setMachine(name: string, text: string): void {
    this.machine.value = withText(this.machine.value, name, text);
  }

  /** Keeps a view's own values, which must be what JSON can hold. */
  setView(name: string, values: unknown): void {
    this.views.value = { ...this.views.value, [name]: values };
  }
}

function withText(texts: OptionTexts, name: string, text: string): OptionTexts {
  const { [name]: _, ...rest } = texts;
  return text.trim() === "" ? rest : { ...rest, [name]: text };
}
