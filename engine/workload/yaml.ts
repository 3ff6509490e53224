/**
 * Reads workloads from YAML 1.2 of the shape of the `Workload` interface. Uses the package `yaml`, which is loaded when
 * the first YAML text is read.
 *
 * The package's own conversion to JavaScript is not used: its cost grows with the square of the number of aliases and of
 * keys. What is built here is as deep as a workload is and no deeper, and shares what aliases share.
 *
 * @module
 */

import type { Alias, Composer, CST, Document, LineCounter, Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { exactNumber, WrittenNumber } from "../written_number.ts";
import { checkColumns } from "./_check.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";
import { TextPlaces } from "./_lines.ts";
import { readObjects } from "./csv.ts";
import type { TableOptions, TextResult } from "./_table_reader.ts";
import { objectTable } from "./_object_table.ts";
import { objectsToColumns } from "./_objects.ts";
import { type Complaint, ProblemList, textError } from "./_problems.ts";

type Yaml = typeof import("./_yaml_parser.ts");

/** A workload is five levels deep; what is deeper than this is none. */
const DEPTH_MAX = 10;

/** Collections open at once beyond this are refused while the text is read: the parser would exhaust its stack on them. */
const OPEN_MAX = 64;

/** Words, signs and spaces of a text. Each takes the parser some microseconds and some hundred bytes. */
const TOKENS_MAX = 1_000_000;

/** The parser goes on after a fault; of a text with more than these nothing further is to be learned. */
const FAULTS_MAX = 100;

/** Tokens between two looks at the signal: some twenty milliseconds. */
const SLICE_TOKENS = 4096;

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
    else value = scalarValue(node as Scalar);
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

/** Numbers as every format has them; YAML knows more (`0x3`, `0o17`, `1e1`, `+3`), which no table takes for numbers. */
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/** The value of a scalar; a number that is not plain, or whose digits would be lost, as it is written. */
function scalarValue({ value, source }: Scalar): unknown {
  if (typeof value !== "number" || source === undefined) return value;
  return PLAIN_NUMBER.test(source) ? exactNumber(source) : new WrittenNumber(source);
}

/**
 * Reads a workload from YAML.
 *
 * @param text The text.
 * @param file For error messages.
 * @param signal Stops reading.
 * @param options What the fields are, and the length of a tick.
 * @returns The checked columns, and what was understood where the objects are not of our own shape.
 * @throws {WorkloadError} If the text is not YAML, has another shape, is too large, or breaks a rule of the simulated
 * machine.
 * @throws {Error} Deno's `NotCapable`, without `--allow-env=LOG_TOKENS,LOG_STREAM`.
 */
export async function readYaml(
  text: string,
  file: string | undefined,
  signal?: AbortSignal,
  options: TableOptions = {},
): Promise<TextResult> {
  const yaml = await import("./_yaml_parser.ts");
  const lines = new yaml.LineCounter();
  const document = await parse(yaml, text, lines, file, signal);
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
  const table = objectTable(value, options.names, problems);
  const burstCountMax = Math.max(text.length, 1000);
  if (table !== undefined) {
    return readObjects(table, options, problems, (path) => values.find(root, path), burstCountMax);
  }
  const columns = objectsToColumns(value, problems, burstCountMax);
  return { workload: checkColumns(columns, problems), notes: [] };
}

/** The document of a text, which must be the only one. */
async function parse(
  yaml: Yaml,
  text: string,
  lineCounter: LineCounter,
  file: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Document.Parsed> {
  const places = new TextPlaces(file, text);
  const composer = new yaml.Composer({ lineCounter, prettyErrors: false, uniqueKeys: false, version: "1.2" });
  boundFaults(composer);
  try {
    const tokens = await parseTokens(yaml, text, lineCounter, places, signal);
    const [document] = composer.compose(tokens, true, text.length);
    return document as Document.Parsed;
  } catch (cause) {
    if (cause instanceof TooManyFaults) {
      throw textError(places.at(cause.offset), { rule: "valid YAML", hint: reason(cause.message) });
    }
    if (isForbidden(cause)) throw new (cause.constructor as ErrorConstructor)(FORBIDDEN, { cause });
    if (!(cause instanceof RangeError)) throw cause;
    throw textError({ file }, { rule: "valid YAML", hint: reason(cause.message) }, { cause });
  }
}

/** What Deno forbids a program that it does not allow these: the parser looks whether it is to log. */
const FORBIDDEN =
  "Cannot read workload: YAML must be allowed --allow-env=LOG_TOKENS,LOG_STREAM, which its parser looks at";

/** Whether the runtime has refused something for want of a permission. */
function isForbidden(error: unknown): error is Error {
  return error instanceof Error && (error.name === "NotCapable" || error.name === "PermissionDenied");
}

/** The syntax tree of a text, read token by token, so that its size is bounded before it takes memory. */
async function parseTokens(
  yaml: Yaml,
  text: string,
  lineCounter: LineCounter,
  places: TextPlaces,
  signal: AbortSignal | undefined,
): Promise<CST.Token[]> {
  const parser = new yaml.Parser(lineCounter.addNewLine);
  lineCounter.addNewLine(0);
  const tokens: CST.Token[] = [];
  const take = (token: CST.Token) => {
    if (token.type === "document" && tokens.some(({ type }) => type === "document")) {
      const hint = "one document, and here a second begins";
      throw textError(places.at(token.offset), { rule: "valid YAML", hint });
    }
    tokens.push(token);
  };
  let count = 0;
  let isBare = false;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    const refuse = (complaint: Complaint) => textError(places.at(parser.offset), complaint);
    if (++count > TOKENS_MAX) throw refuse({ rule: `YAML of at most ${TOKENS_MAX} words, signs and spaces` });
    // A comma after nothing is a fault each, of which a small text has millions.
    if (lexeme === "," && isBare) throw refuse({ rule: "valid YAML", hint: "a value before each comma" });
    if (lexeme === "," || lexeme === "[" || lexeme === "{") isBare = true;
    else if (lexeme.trim() !== "" && !lexeme.startsWith("#")) isBare = false;
    for (const token of parser.next(lexeme)) take(token);
    if (parser.stack.length > OPEN_MAX) throw refuse({ rule: `nested at most ${DEPTH_MAX} deep` });
    if (count % SLICE_TOKENS !== 0) continue;
    // Timers run after signals have been seen; a resolved promise would not let them through.
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
  }
  for (const token of parser.end()) take(token);
  return tokens;
}

/** Thrown out of the parser, which would collect its complaints without end. */
class TooManyFaults extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** Makes a composer stop at its hundredth complaint: what it calls for each is no part of its declared interface. */
function boundFaults(composer: Composer): void {
  const inner = composer as unknown as { onError?: (...details: unknown[]) => void };
  const complain = inner.onError;
  if (complain === undefined) return;
  let count = 0;
  inner.onError = (source, code, message, isWarning) => {
    if (++count > FAULTS_MAX) {
      const [start] = Array.isArray(source) ? source : [source];
      throw new TooManyFaults(typeof start === "number" ? start : (start as CST.Token).offset, String(message));
    }
    complain(source, code, message, isWarning);
  };
}

/** The parser's reason in one line. */
function reason(message: string): string {
  return /call stack/i.test(message) ? "nesting without end" : message.split("\n")[0];
}
