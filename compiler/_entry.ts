/**
 * The file that puts a policy's class and the machine together.
 *
 * @module
 */

import type { CompiledField } from "../engine/compiled_policy.ts";

/** Where the core's sources stand. */
export const CORE = "engine/assembly/scheduler";

/** The path of {@linkcode entryText}. */
export const ENTRY = `${CORE}/compiled/entry`;

/** Where the file stands, as its imports say it. */
const HERE = ".";
const UP = "..";

/** The fields of one type, each set by its number. */
function setters(fields: readonly CompiledField[], isText: boolean): string {
  return fields.map(({ name, type }, index) =>
    (type === "text") === isText
      ? `  if (field == ${index}) policy.${name} = ${type === "boolean" ? "value != 0" : "value"};`
      : ""
  ).filter((line) => line !== "").join("\n");
}

/** The text of the file, for a class that a file exports by default. */
export function entryText(policyPath: string, fields: readonly CompiledField[]): string {
  return `
import Policy from "${UP}/../../../${policyPath}";
import { Compiled, holdPolicy, pointer, reorderKeys, startPolicy as start } from "${HERE}/policy";
import { OPTIONS } from "${HERE}/view";
import { simulate, Status } from "${UP}/machine";
import "${HERE}/lists";
import "${HERE}/numbers";
import "${HERE}/typed_lists";

export * from "${UP}/own/exports";
export * from "${HERE}/exports";

// @ts-ignore: decorator
@global function $reorder(): void {
  reorderKeys<Policy>();
}

export function makePolicy(): void {
  holdPolicy(__pin(changetype<usize>(new Policy())));
}

export function setNumber(field: u32, value: f64): void {
  const policy = changetype<Policy>(pointer);
${setters(fields, false)}
}

export function setText(field: u32, length: u32): void {
  const policy = changetype<Policy>(pointer);
  const value = String.UTF16.decodeUnsafe(OPTIONS, length << 1);
${setters(fields, true)}
}

export function startPolicy(): void {
  start<Policy>();
}

export function simulateOwn(until: f64, instants: f64): Status {
  return simulate(changetype<Compiled<Policy>>(0), until, instants);
}
`;
}
