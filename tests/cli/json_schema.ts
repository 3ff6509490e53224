/**
 * Checks values against the part of JSON Schema that `cli/schema` uses.
 *
 * @module
 */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { readonly [key: string]: unknown };

const folder = new URL("../../cli/schema/", import.meta.url);
const KNOWN = new Set([
  "$schema",
  "$id",
  "$defs",
  "$ref",
  "title",
  "description",
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "const",
  "anyOf",
  "minimum",
]);

function read(file: string): Schema {
  return JSON.parse(Deno.readTextFileSync(new URL(file, folder)));
}

/** The ways in which `value` breaks the schema in `file`; none if it is valid. */
export function schemaErrors(file: string, value: unknown): string[] {
  return check(read(file), file, value as Json, "$");
}

function check(schema: Schema, file: string, value: Json, path: string): string[] {
  const unknown = Object.keys(schema).filter((key) => !KNOWN.has(key));
  if (unknown.length > 0) return [`${path}: the validator does not know ${unknown.join(", ")}`];
  const errors = reference(schema, file, value, path);
  const { type, enum: choices, const: constant, minimum, anyOf } = schema;
  if (type !== undefined && ![type].flat().some((each) => isOfType(each as string, value))) {
    return [`${path}: must be ${JSON.stringify(type)}, got ${JSON.stringify(value)}`];
  }
  if (choices !== undefined && !(choices as Json[]).includes(value)) errors.push(`${path}: must be in ${choices}`);
  if (constant !== undefined && constant !== value) errors.push(`${path}: must be ${constant}`);
  if (typeof minimum === "number" && typeof value === "number" && value < minimum) {
    errors.push(`${path}: below ${minimum}`);
  }
  if (anyOf !== undefined && !(anyOf as Schema[]).some((each) => check(each, file, value, path).length === 0)) {
    errors.push(`${path}: is none of anyOf`);
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    value.forEach((item, index) => errors.push(...check(schema.items as Schema, file, item, `${path}[${index}]`)));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    errors.push(...checkObject(schema, file, value, path));
  }
  return errors;
}

function reference(schema: Schema, file: string, value: Json, path: string): string[] {
  if (schema.$ref === undefined) return [];
  const [target, pointer] = String(schema.$ref).split("#");
  const targetFile = target === "" ? file : target;
  let found: unknown = read(targetFile);
  for (const part of pointer.split("/").slice(1)) found = (found as Schema)[part];
  return check(found as Schema, targetFile, value, path);
}

function checkObject(schema: Schema, file: string, value: { [key: string]: Json }, path: string): string[] {
  const errors: string[] = [];
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  for (const key of (schema.required ?? []) as string[]) if (!(key in value)) errors.push(`${path}: lacks ${key}`);
  for (const [key, each] of Object.entries(value)) {
    const rule: unknown = properties[key] ?? schema.additionalProperties;
    if (rule === false) errors.push(`${path}: ${key} is not allowed`);
    else if (typeof rule === "object") errors.push(...check(rule as Schema, file, each, `${path}.${key}`));
  }
  return errors;
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return typeof value === "number";
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    default:
      throw new Error(`The validator does not know the type ${type}`);
  }
}
