/**
 * Why a value cannot cross to another process, and the path to it.
 *
 * @module
 */

import { portableOf } from "./_shared.ts";

/** Why a value cannot cross. */
export class Refusal extends Error {
  readonly value: unknown;
  constructor(value: unknown, reason: string) {
    super(reason);
    this.value = value;
  }
}

/** The name of a prototype's class, for a message. */
export function nameOf(prototype: { constructor?: { name?: string } }): string {
  return prototype?.constructor?.name || "an unnamed class";
}

/** The error for what `encode` threw. */
export function refused(error: unknown, root: unknown, label: string): unknown {
  if (error instanceof Refusal) {
    return new DOMException(`Cannot send ${pathTo(root, error.value, label)}: ${error.message}`, "DataCloneError");
  }
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return new DOMException(`Cannot send ${label}: it is nested too deeply`, "DataCloneError");
  }
  return error;
}

/** The path from the root to a value inside; each object is visited once. */
function pathTo(root: unknown, wanted: unknown, label: string): string {
  const visited = new Set<unknown>();
  const open: { value: unknown; path: string }[] = [{ value: root, path: label }];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, path } = entry;
    if (Object.is(value, wanted)) return path;
    if (typeof value !== "object" || value === null || visited.has(value)) continue;
    visited.add(value);
    const state = portableOf(value)?.state;
    if (state !== undefined) open.push({ value: state(), path });
    if (value instanceof Map) {
      for (const [key, item] of value) {
        open.push({ value: item, path: `${path}.get(${textOf(key)})` }, { value: key, path: `${path}.keys()` });
      }
    } else if (value instanceof Set) { for (const item of value) open.push({ value: item, path: `${path}.values()` }); }
    else {
      const keys = value instanceof Error ? [...Object.keys(value), "cause", "errors"] : Object.keys(value);
      for (const key of keys) {
        open.push({ value: (value as Record<string, unknown>)[key], path: step(value, path, key) });
      }
    }
  }
  return label;
}

function textOf(key: unknown): string {
  return typeof key === "string" ? JSON.stringify(key) : typeof key === "object" ? "..." : String(key);
}

function step(parent: object, path: string, key: string): string {
  if (Array.isArray(parent) && /^\d+$/.test(key)) return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
