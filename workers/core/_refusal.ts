/**
 * Why a value cannot cross to another process, and the path to it.
 *
 * @module
 */

/** Why a value cannot cross. */
export class Refusal extends Error {
  /** The steps to it from the root, the last one first: the encoder adds them on its way out, so that nothing is read twice. */
  readonly steps: string[] = [];
}

/** The name of a prototype's class, for a message. */
export function nameOf(prototype: { constructor?: { name?: string } }): string {
  return prototype?.constructor?.name || "an unnamed class";
}

/** The error for what `encode` threw; `label` names the root. */
export function refused(error: unknown, label: string): unknown {
  if (error instanceof Refusal) {
    const path = label + error.steps.reverse().join("");
    return new DOMException(`Cannot send ${path}: ${error.message}`, "DataCloneError");
  }
  if (isOverflow(error)) {
    return new DOMException(`Cannot send ${label}: it is nested too deeply`, "DataCloneError");
  }
  return error;
}

/** Whether an error says that the stack is used up. */
export function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}

/** Adds the step to a field, or an item of an array, to what was thrown there. */
export function throughField(error: unknown, parent: object, key: string | number): unknown {
  if (error instanceof Refusal) error.steps.push(step(parent, String(key)));
  return error;
}

/** Adds the step to a value of a map. */
export function throughEntry(error: unknown, key: unknown): unknown {
  const text = typeof key === "string" ? JSON.stringify(key) : typeof key === "object" ? "..." : String(key);
  if (error instanceof Refusal) error.steps.push(`.get(${text})`);
  return error;
}

/** Adds another step. */
export function through(error: unknown, step: string): unknown {
  if (error instanceof Refusal) error.steps.push(step);
  return error;
}

function step(parent: object, key: string): string {
  if (Array.isArray(parent) && /^\d+$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
