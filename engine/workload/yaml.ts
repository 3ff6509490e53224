/**
 * Reads workloads from YAML 1.2 of the shape of the `Workload` interface. Uses the package `yaml`, which is loaded when
 * the first YAML text is read.
 *
 * The package's own conversion to JavaScript is not used: its cost grows with the square of the number of aliases and of
 * keys. What is built here is as deep as a workload is and no deeper, and shares what aliases share.
 *
 * @module
 */

import type { Alias, Document, LineCounter, Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import type { WorkloadColumns } from "../workload.ts";
import { checkColumns } from "./_check.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";
import { TextPlaces } from "./_lines.ts";
import { objectsToColumns } from "./_objects.ts";
import { ProblemList, textError } from "./_problems.ts";

type Yaml = typeof import("yaml");

/** A workload is five levels deep; what is deeper than this is none. */
const DEPTH_MAX = 10;

/** Brackets open at once beyond this exhaust the parser's stack, after minutes of work in the worst case. */
const BRACKET_DEPTH_MAX = 500;

/** Turns the nodes of a document into plain values, and finds them again. */
class YamlValues {
  readonly #yaml: Yaml;
  readonly #problems: ProblemList;
  readonly #lines: LineCounter;
  readonly #file: string | undefined;
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<Alias, Node>();
  readonly #values = new Map<Node, unknown>();

  constructor(yaml: Yaml, lines: LineCounter, file: string | undefined, problems: ProblemList) {
    this.#yaml = yaml;
    this.#lines = lines;
    this.#file = file;
    this.#problems = problems;
  }

  /** The plain value of a node. Problems with anchors, aliases, keys and depth are added to the list. */
  convert(node: Node | null, depth = 0): unknown {
    if (node === null) return null;
    if (this.#yaml.isAlias(node)) return this.#convertAlias(node);
    // Set before what is inside: an alias to a collection that is not closed yet finds `undefined`.
    if (node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
      this.#values.set(node, undefined);
    }
    let value: unknown;
    if (this.#yaml.isMap(node)) value = this.#convertMap(node, depth);
    else if (this.#yaml.isSeq(node)) value = this.#convertSeq(node, depth);
    else value = (node as Scalar).value;
    if (node.anchor !== undefined) this.#values.set(node, value);
    return value;
  }

  /** The place of the value at a path; where there is none, that of the nearest value around it. */
  find(root: Node | null, path: WorkloadPath): WorkloadPlace {
    let node = root;
    let place = this.placeOf(root);
    for (const step of path) {
      if (this.#yaml.isAlias(node)) node = this.#targets.get(node) ?? null;
      let inner: unknown;
      if (this.#yaml.isSeq(node) && typeof step === "number") inner = node.items[step];
      else if (this.#yaml.isMap(node)) {
        const pair = node.items.find(({ key }) => keyText(key) === step) as Pair<Node, Node | null> | undefined;
        if (pair !== undefined) place = this.placeOf(pair.key);
        inner = pair?.value;
      }
      if (!this.#yaml.isNode(inner)) break;
      node = inner;
      place = this.placeOf(node);
    }
    return place;
  }

  placeOf(node: Node | null): WorkloadPlace {
    return this.place(node?.range?.[0] ?? 0);
  }

  place(offset: number): WorkloadPlace {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(1, line), column: Math.max(1, col) };
  }

  #convertAlias(alias: Alias): unknown {
    const target = this.#anchors.get(alias.source);
    const value = target === undefined ? undefined : this.#values.get(target);
    if (target === undefined || value === undefined) {
      this.#complain(alias, "alias", "the name of an anchor that was set and closed before", `*${alias.source}`);
      return null;
    }
    this.#targets.set(alias, target);
    return value;
  }

  #convertSeq(node: YAMLSeq, depth: number): unknown[] {
    if (this.#isTooDeep(node, depth)) return [];
    return node.items.map((item) => this.convert(item as Node | null, depth + 1));
  }

  #convertMap(node: YAMLMap, depth: number): unknown {
    const record: Record<string, unknown> = Object.create(null);
    if (this.#isTooDeep(node, depth)) return record;
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      const text = keyText(key);
      if (text === undefined) this.#complain(key ?? node, "field", "named by plain text");
      else if (text in record) this.#complain(key, "field", "given once", text);
      else record[text] = this.convert(value, depth + 1);
    }
    return record;
  }

  #isTooDeep(node: Node, depth: number): boolean {
    if (depth > DEPTH_MAX) this.#complain(node, "input", `nested at most ${DEPTH_MAX} deep`);
    return depth > DEPTH_MAX;
  }

  #complain(node: Node, field: string, rule: string, value?: string): void {
    this.#problems.addAt(this.placeOf(node), [field], { rule, ...(value === undefined ? {} : { value }) });
  }
}

function keyText(key: unknown): string | undefined {
  const value = (key as Scalar | null)?.value;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/**
 * Reads a workload from YAML.
 *
 * @param text The text.
 * @param file For error messages.
 * @returns The checked columns.
 * @throws {WorkloadError} If the text is not YAML, has another shape or breaks a rule of the simulated machine.
 */
export async function readYaml(text: string, file: string | undefined): Promise<WorkloadColumns> {
  const tooDeep = findDepth(text);
  if (tooDeep >= 0) {
    throw textError(new TextPlaces(file, text).at(tooDeep), { rule: `nested at most ${DEPTH_MAX} deep` });
  }
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  const document = parse(yaml, text, lines, file);
  const root = document.contents as Node | null;
  const problems: ProblemList = new ProblemList((path) => values.find(root, path));
  const values = new YamlValues(yaml, lines, file, problems);
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    problems.addAt(values.place(pos[0]), ["input"], { rule: "valid YAML", hint: reason(message) });
  }
  problems.throwIfAny();
  const value = values.convert(root);
  problems.throwIfAny();
  // An entry takes two characters at least; only aliases can make more of them.
  return checkColumns(objectsToColumns(value, problems, Math.max(text.length, 1000)), problems);
}

function parse(yaml: Yaml, text: string, lineCounter: LineCounter, file: string | undefined): Document.Parsed {
  try {
    return yaml.parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, version: "1.2" });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw textError({ file }, { rule: "valid YAML", hint: reason(cause.message) }, { cause });
  }
}

/** Where the text has more brackets open than any workload has, quoted ones included; -1 if nowhere. */
function findDepth(text: string): number {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > BRACKET_DEPTH_MAX) return index;
  }
  return -1;
}

/** The parser's reason in one line. */
function reason(message: string): string {
  if (/call stack/i.test(message)) return "nesting without end";
  if (/multiple documents/i.test(message)) return "one document, and here a second begins";
  return message.split("\n")[0];
}
