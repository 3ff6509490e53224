/**
 * How a function is named to other processes, which find it among the exports of its module.
 *
 * A name alone does not say which function is meant: functions that one factory made share theirs, and a local function may be
 * called as an export is. So the name of a function that was handed over goes with a mark of its text, and it is run only where
 * exactly one export has both. A name that was written down as text is that of an export, whatever function it is.
 *
 * What no mark tells apart are two functions of one text of which the module exports but one: whether there may be such is looked up in the
 * module's text by who hands a function over (`_handed_over.ts`), or where that one does not know the module, by who takes it.
 *
 * @module
 */

/** Between name and mark: in no name that is written in code. */
const SEPARATOR = "\n";
/** Before the mark where nobody has looked up yet whether the function can be told from others. */
const UNSURE = "?";

// deno-lint-ignore no-explicit-any
type Callable = (...args: any[]) => unknown;

const signed = new WeakMap<object, string>();

/** The name of a function or class with its mark; empty when it has none to be found by. */
export function signedName(target: { readonly name: string }): string {
  if (typeof target.name !== "string" || target.name === "") return "";
  let name = signed.get(target);
  if (name === undefined) signed.set(target, name = target.name + SEPARATOR + markOf(target));
  return name;
}

/** The same where who hands it over does not look up whether it can be told from others: a proxy, which knows little. */
export function unsureName(target: { readonly name: string }): string {
  return signedName(target).replace(SEPARATOR, SEPARATOR + UNSURE);
}

/** Whether who takes the function must look up whether it can be told from others. */
export function isUnsure(name: string): boolean {
  return name.includes(SEPARATOR + UNSURE);
}

/** The name without the mark. */
export function nameIn(name: string): string {
  const end = name.indexOf(SEPARATOR);
  return end < 0 ? name : name.slice(0, end);
}

/** A number of the text of a function (FNV-1a). */
function markOf(target: object): string {
  const text = Function.prototype.toString.call(target);
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** How an error says what cannot be done, and how to name an export. */
export interface Wording {
  /** "run the task" */
  action: string;
  /** The code that names the export whose name is given. */
  howTo(name: string): string;
}

/**
 * Finds what a name means among the exports of a module.
 *
 * @throws {TypeError} when it is not there, or several may be meant.
 */
export function findExport(
  exports: Readonly<Record<string, unknown>>,
  module: string,
  name: string,
  wording: Wording,
): Callable {
  const plain = nameIn(name);
  const signed = name.replace(SEPARATOR + UNSURE, SEPARATOR);
  const own = exports[plain];
  const cannot = `Cannot ${wording.action} ${plain}`;
  if (name === plain) {
    if (typeof own === "function") return own as Callable;
    throw new TypeError(`${cannot}: ${module} has no export named ${JSON.stringify(plain)}`);
  }
  const keys = Object.keys(exports).filter((key) => {
    const value = exports[key];
    return typeof value === "function" && value.name === plain && signedName(value) === signed;
  });
  const found = new Set(keys.map((key) => exports[key]));
  if (found.size === 1 && (keys.includes(plain) || keys.includes("default"))) return exports[keys[0]] as Callable;
  const explained = found.size > 1
    ? `${module} exports several functions of that name and text, as ${keys.join(", ")}`
    : found.size === 1
    ? `${module} exports a function of that name and text, as ${keys.join(", ")}, which may be another`
    : typeof own === "function"
    ? `${module} exports another function as ${JSON.stringify(plain)} than the one that was handed over`
    : `${module} has no export named ${JSON.stringify(plain)}`;
  throw new TypeError(
    `${cannot}: ${explained}; a function must be exported under its own name by the module that is named, a closure cannot ` +
      `cross; to name an export, use ${wording.howTo(keys[0] ?? plain)}`,
  );
}
