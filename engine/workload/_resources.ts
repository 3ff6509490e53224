/**
 * Counted resources that a process takes at its admission, such as tape drives: so many of each name.
 *
 * @module
 */

import { isName, isWhole, RULE, UINT32_MAX } from "./_rules.ts";
import type { ResourceColumns } from "./resource_columns.ts";

/** Counted resources that may count in a run at the most, so that what all sets of needs take is bounded. */
export const RESOURCES_MAX = 64;

/** What a process needs, by name. */
export type Needs = Readonly<Record<string, number>>;

/** What separates needs where they are typed, so that no name has it. */
const NOT_IN_NAMES = /[\s,;、，；/=]/;

/** Whether a value is such needs. */
export function isNeeds(value: unknown): value is Needs {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.entries(value).every(([name, count]) =>
      isName(name) && !NOT_IN_NAMES.test(name) && isWhole(count, 0, UINT32_MAX)
    );
}

/** The needs without those of 0, by name, so that equal ones look alike. */
export function plainNeeds(needs: Needs): [name: string, count: number][] {
  return Object.entries(needs).filter(([, count]) => count > 0).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
}

/** Reads `tape=2 printer=1`; `undefined` where the text is none such. */
export function parseNeeds(text: string): Needs | undefined {
  const needs = new Map<string, number>();
  for (const part of text.trim().split(/\s*[,;、，；]\s*|\s+/)) {
    const [, name, count] = /^([^=]+)=(\d{1,10})$/.exec(part) ?? [];
    if (name === undefined || needs.has(name)) return undefined;
    needs.set(name, Number(count));
  }
  const all = Object.fromEntries(needs);
  return isNeeds(all) ? all : undefined;
}

/** Writes needs as `parseNeeds` reads them. */
export function needsText(needs: Needs): string {
  return plainNeeds(needs).map(([name, count]) => `${name}=${count}`).join(" ");
}

/** The needs of a row; none where it has none. */
export function needsOf({ resources }: { readonly resources?: ResourceColumns }, row: number): Needs {
  return resources?.sets[resources.of[row] - 1] ?? {};
}

/** The names of all resources that some row needs, in order of their names. */
export function resourceNames({ resources }: { readonly resources?: ResourceColumns }): string[] {
  const names = new Set<string>();
  for (const set of resources?.sets ?? []) for (const [name] of plainNeeds(set)) names.add(name);
  return [...names].sort();
}

/**
 * Checks a column that a program has made.
 *
 * @returns What is wrong; `undefined` where nothing is.
 */
export function resourceProblem(
  { of, sets }: ResourceColumns,
  rows: number,
): { field: string; rule: string; value: unknown } | undefined {
  if (!(of instanceof Uint32Array) || of.length !== rows) {
    return { field: "resources.of", rule: `a Uint32Array of ${rows} entries`, value: of?.length };
  }
  const index = sets.findIndex((set) => !isNeeds(set));
  if (index >= 0) return { field: `resources.sets[${index}]`, rule: RULE.resources, value: sets[index] };
  const row = of.findIndex((number) => number > sets.length);
  if (row >= 0) return { field: `resources.of[${row}]`, rule: `from 0 to ${sets.length}`, value: of[row] };
}
