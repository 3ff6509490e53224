/**
 * What was seen in a run, as a scenario's claims are held against it.
 *
 * @module
 */

import type { EntryData, EntryKind } from "./_log.ts";

/** Something that happened, in the order of the log. */
export interface ScenarioEvent {
  /** Milliseconds since the run began. */
  readonly timeMs: number;
  readonly kind: EntryKind;
  readonly pid: number;
  readonly process: string;
  readonly parentPid: number;
  readonly text: string;
  readonly data?: EntryData;
}

/** A claim of a scenario that does not hold; the message names it. */
export class ClaimError extends Error {
  override readonly name = "ClaimError";
  /** The claim that was made. */
  readonly claim: string;
  constructor(claim: string, got: string) {
    super(`it must be that ${claim}, got ${got}`);
    this.claim = claim;
  }
}

/** A number that a run gave, for summaries over several runs. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** The events of one run, and what they prove. */
export class Evidence<O = Readonly<Record<string, unknown>>> {
  readonly options: O;
  readonly events: readonly ScenarioEvent[];
  /** Claims that hold, in the order in which they were made. */
  readonly claims: string[] = [];
  readonly figures: Figure[] = [];

  constructor(options: O, events: readonly ScenarioEvent[]) {
    this.options = options;
    this.events = events;
  }

  /** What was said, by a process of this name, or by all. */
  said(process?: string | RegExp): ScenarioEvent[] {
    return this.events.filter((event) => event.kind === "said" && isNamed(event.process, process));
  }

  /** The data of everything that was said with data. */
  told(process?: string | RegExp): EntryData[] {
    return this.said(process).flatMap(({ data }) => data === undefined ? [] : [data]);
  }

  /** What stands under `key` in the data of what was said, wherever it stands there. */
  valuesOf(key: string, process?: string | RegExp): unknown[] {
    return this.told(process).flatMap((data) => data[key] === undefined ? [] : [data[key]]);
  }

  /** Events of a kind about processes of this name. */
  of(kind: EntryKind, process?: string | RegExp): ScenarioEvent[] {
    return this.events.filter((event) => event.kind === kind && isNamed(event.process, process));
  }

  /** Place in the log of the first thing said that begins with `text`, or -1. */
  placeOf(text: string, process?: string | RegExp): number {
    return this.events.findIndex((event) =>
      event.kind === "said" && event.text.startsWith(text) && isNamed(event.process, process)
    );
  }

  /** Place in the log of the end of the process of this name, or -1. */
  placeOfEnd(process: string): number {
    return this.events.findIndex((event) => event.kind === "ended" && event.process === process);
  }

  /** The data of the only event that says exactly `text`. @throws {ClaimError} When there is not one. */
  dataOf(text: string): EntryData {
    const found = this.said().filter((event) => event.text === text);
    if (found.length !== 1) throw new ClaimError(`${JSON.stringify(text)} is said once`, `${found.length} times`);
    return found[0].data ?? {};
  }

  /** The exit code of the only process of this name. */
  exitCodeOf(process: string): unknown {
    return this.of("ended", process).at(-1)?.data?.exitCode;
  }

  /** Says that something must be so. @throws {ClaimError} When it is not. */
  claim(text: string, holds: boolean, got: unknown = "something else"): void {
    if (!holds) throw new ClaimError(text, typeof got === "string" ? got : JSON.stringify(got));
    this.claims.push(text);
  }

  /** Says that two values must be equal, as JSON. @throws {ClaimError} When they are not. */
  claimEqual(text: string, got: unknown, wanted: unknown): void {
    this.claim(text, JSON.stringify(got) === JSON.stringify(wanted), got);
  }

  /** Keeps a number for the summary. */
  figure(name: string, value: number, unit = ""): void {
    this.figures.push({ name, value, unit });
  }
}

function isNamed(name: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === "string" ? name === wanted : wanted.test(name);
}
