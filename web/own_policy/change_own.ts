/**
 * Begins, takes in and deletes policies of one's own, such that it can be undone.
 *
 * @module
 */

import { batch } from "@preact/signals";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import type { ChosenPolicy } from "../state.ts";
import { OWN_LENGTH_MAX, OWN_MAX, ownId, ownPlace } from "../own_policies.ts";
import { SCRIPTS } from "./scripts.ts";

/** What a deleted policy is replaced by. */
const USUAL: ChosenPolicy = { policy: "rr", options: {} };

/** Puts a policy that is to be written in the place of the one at `index`. */
export function beginScript(page: Page, index: number): void {
  page.keep();
  add(page, index, SCRIPTS.slice);
}

/** Whether a file of this name is the text of a policy. */
export function isScript(name: string): boolean {
  return /\.[mc]?[jt]s$/i.test(name);
}

/** Takes the text of a policy in the place of the shown one. */
export function takeScript(page: Page, text: string): void {
  const { script } = page.texts.peek();
  const refuse = (text: string) => page.message.value = { kind: "error", text };
  if (page.state.own.peek().length >= OWN_MAX) return void refuse(fill(script.tooMany, { count: OWN_MAX }));
  const taken = asTyped(text);
  if (taken.length > OWN_LENGTH_MAX) return void refuse(fill(script.tooLong, { count: OWN_LENGTH_MAX }));
  page.keep();
  add(page, Math.min(page.state.shown.peek(), page.state.policies.peek().length - 1), taken);
}

/** A text with the ends of lines that a text has which is typed. */
export function asTyped(text: string): string {
  return text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n");
}

/** Deletes the text at a place of the list; whoever chose it has round robin instead. */
export function deleteScript(page: Page, place: number): void {
  const { state } = page;
  page.keep();
  batch(() => {
    state.own.value = state.own.value.toSpliced(place, 1);
    state.policies.value = state.policies.value.map((chosen) => {
      const at = ownPlace(chosen.policy);
      if (at < place) return chosen;
      return at === place ? USUAL : { ...chosen, policy: ownId(at - 1) };
    });
  });
}

function add({ state }: Page, index: number, text: string): void {
  batch(() => {
    state.own.value = [...state.own.value, text];
    state.policies.value = state.policies.value.with(index, {
      policy: ownId(state.own.value.length - 1),
      options: {},
    });
  });
}
