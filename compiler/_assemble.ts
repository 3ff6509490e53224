/**
 * The AssemblyScript compiler, as a library: a policy's files and the core's sources become one binary, in memory.
 *
 * @module
 */

import { CORE, ENTRY, entryText } from "./_entry.ts";
import { explainDiagnostic } from "./_messages.ts";
import type { PolicyFile } from "./_policy_files.ts";
import { type Findings, type RewriteFile, rewriteFiles } from "./_rewrite.ts";
import { type Mistake, toSubset } from "./_subset.ts";
import type { CompilerPackage, SyntaxSource } from "./_syntax.ts";

/** The package and its version; `tools/build.ts` names the same. */
export const COMPILER = "npm:assemblyscript@0.28.20";

/** Everything that becomes one binary. */
export interface Assembly {
  /** The policy's files, the one that exports it first. */
  readonly files: readonly PolicyFile[];
  /** A source of the core, by its path from the root of the project with `.ts`; `null` where there is none. */
  readonly readCore: (path: string) => string | null;
}

/** What became of it. */
export interface Assembled {
  readonly binary: Uint8Array<ArrayBuffer>;
  readonly findings: Findings;
}

/** Mistakes by file. */
export class AssembleError extends Error {
  readonly mistakes: readonly { readonly file: PolicyFile; readonly mistakes: readonly Mistake[] }[];

  constructor(mistakes: AssembleError["mistakes"]) {
    super("the policy cannot be compiled");
    this.mistakes = mistakes;
  }
}

/** What the compiler reports. */
interface Diagnostic {
  readonly message: string;
  readonly code: number;
  /** 3 is an error. */
  readonly category: number;
  readonly range: { start: number; end: number; source: { normalizedPath: string } | null } | null;
}

/** What of the package drives a compilation, beside its syntax tree. */
interface Driver extends CompilerPackage {
  newOptions(): unknown;
  newProgram(options: unknown): Program;
  addGlobalAlias(options: unknown, alias: string, name: string): void;
  setExportMemory(options: unknown, exports: boolean): void;
  setExportStart(options: unknown, name: string): void;
  setInitialMemory(options: unknown, pages: number): void;
  setMemoryBase(options: unknown, address: number): void;
  setOptimizeLevelHints(options: unknown, optimizeLevel: number, shrinkLevel: number): void;
  setRuntime(options: unknown, runtime: number): void;
  parse(program: Program, text: string | null, path: string, isEntry: boolean): void;
  nextFile(program: Program): string | null;
  initializeProgram(program: Program): void;
  compile(program: Program): unknown;
  getBinaryenModuleRef(module: unknown): number;
  optimize(module: unknown, optimizeLevel: number, shrinkLevel: number, debug: boolean, zeroFilled: boolean): void;
}

interface Program {
  readonly diagnostics: Diagnostic[];
  readonly sources: SyntaxSource[];
}

interface Compiler {
  readonly as: Driver;
  readonly library: Readonly<Record<string, string>>;
  readonly binaryen: { wrapModule(module: number): { emitBinary(): Uint8Array<ArrayBuffer>; dispose(): void } };
}

const ERROR = 3;
/** A type that is missing: it is filled in, or refused, later. */
const TYPE_EXPECTED = 1110;
/** The collector that is asked to collect. */
const RUNTIME_MINIMAL = 1;

/** Where the core's fixed tables end, and what may stand between them and its columns: texts and tables of the policy. */
const MEMORY_BASE = 4096;

/** Loads the compiler; it is not loaded before. */
async function loadCompiler(): Promise<Compiler> {
  // By addresses that are computed, so that nobody has it who does not compile.
  const [as, { libraryFiles }, { default: binaryen }] = await Promise.all([
    import(COMPILER),
    import(`${COMPILER}/asc`),
    import(`${COMPILER}/binaryen`),
  ]);
  return { as, library: libraryFiles, binaryen };
}

/** Members of the machine that look at what runs. */
const WATCHING = ["executed", "lastOn", "remaining", "runningOn"];

/**
 * Compiles.
 *
 * @throws {AssembleError} If the policy cannot be compiled.
 */
export async function assemble(assembly: Assembly): Promise<Assembled> {
  let compiler: Compiler;
  try {
    compiler = await loadCompiler();
  } catch (error) {
    const message = `that it cannot be loaded: ${(error as Error).message}`;
    throw new AssembleError([{ file: assembly.files[0], mistakes: [{ offset: -1, message }] }]);
  }
  return new AssemblyRun(compiler, assembly).run();
}

class AssemblyRun {
  readonly #compiler: Compiler;
  readonly #assembly: Assembly;
  readonly #files = new Map<
    string,
    { file: PolicyFile; rewriting: Omit<RewriteFile, "source"> & { defaultName: string | null } }
  >();
  readonly #program: Program;
  readonly #options: unknown;
  /** What is reported of the core's own files, which is about how the policy fits. */
  readonly #strange: string[] = [];

  constructor(compiler: Compiler, assembly: Assembly) {
    const { as } = this.#compiler = compiler;
    this.#assembly = assembly;
    const options = this.#options = as.newOptions();
    as.setRuntime(options, RUNTIME_MINIMAL);
    as.setExportMemory(options, true);
    as.setExportStart(options, "_start");
    as.setInitialMemory(options, 1);
    as.setMemoryBase(options, MEMORY_BASE);
    as.setOptimizeLevelHints(options, 3, 0);
    this.#program = as.newProgram(options);
  }

  run(): Assembled {
    const { as, binaryen } = this.#compiler;
    this.#parse();
    const findings = this.#rewrite();
    // Last, as it says what the files were found to have.
    as.parse(this.#program, entryText(this.#assembly.files[0].path, findings.fields), `${ENTRY}.ts`, true);
    this.#parseImports();
    as.initializeProgram(this.#program);
    const module = as.compile(this.#program);
    const emitter = binaryen.wrapModule(as.getBinaryenModuleRef(module));
    try {
      this.#refuseMistakes();
      as.optimize(module, 3, 0, false, false);
      const binary = emitter.emitBinary();
      return { binary, findings };
    } finally {
      emitter.dispose();
    }
  }

  #parse(): void {
    const { as, library } = this.#compiler;
    for (const [name, text] of Object.entries(library)) {
      if (!name.includes("/")) as.parse(this.#program, text, `~lib/${name}.ts`, false);
    }
    // The collector alone: what it allocates with is the core's own (compiled/heap.ts).
    as.parse(this.#program, `import "${"./tcms"}";`, "~lib/rt/index-minimal.ts", true);
    const [policy] = this.#assembly.files;
    const found = this.#read(policy.path)!;
    as.parse(this.#program, found.text, found.path, false);
    this.#parseImports();
  }

  #parseImports(): void {
    const { as } = this.#compiler;
    for (let path = as.nextFile(this.#program); path !== null; path = as.nextFile(this.#program)) {
      const found = this.#read(path);
      as.parse(this.#program, found?.text ?? null, found?.path ?? `${path}.ts`, false);
    }
    this.#refuseMistakes();
  }

  /** The text of a file, by its path without an ending. */
  #read(path: string): { text: string; path: string } | null {
    if (path.startsWith("~lib/")) {
      const name = path.slice("~lib/".length);
      const found = [name, `${name}/index`].find((each) => Object.hasOwn(this.#compiler.library, each));
      return found === undefined ? null : { text: this.#compiler.library[found], path: `~lib/${found}.ts` };
    }
    if (path.startsWith(`${CORE}/`)) {
      const text = this.#assembly.readCore(`${path}.ts`);
      return text === null ? null : { text, path: `${path}.ts` };
    }
    const number = this.#assembly.files.findIndex((each) => each.path === path.replace(/\.[mc]?js$/, ""));
    if (number < 0) return null;
    const file = this.#assembly.files[number];
    const { text, coalesces, spreads, mistakes, defaultName } = toSubset(file.text);
    const marks = { coalesces, spreads, number };
    this.#files.set(path, { file, rewriting: { marks, mistakes, defaultName } });
    return { text, path: `${path}.ts` };
  }

  #rewrite(): Findings {
    const { as } = this.#compiler;
    const files: RewriteFile[] = [];
    for (const [path, { rewriting }] of this.#files) {
      const source = this.#program.sources.find(({ normalizedPath }) => normalizedPath === `${path}.ts`);
      if (source === undefined) continue;
      if (rewriting.defaultName !== null) exportByDefault(as, source, rewriting.defaultName);
      files.push({ source, ...rewriting });
    }
    const findings = rewriteFiles(as, files);
    this.#refuseMistakes();
    const uses = [
      ...findings.hasLoops ? ["OWN_LOOPS"] : [],
      ...findings.hooks.has("timer") ? ["OWN_TIMER"] : [],
      ...findings.hooks.has("pick") || WATCHING.some((name) => findings.asked.has(name)) ? ["OWN_WATCHES"] : [],
      ...findings.asked.has("reorder") ? ["OWN_REORDERS"] : [],
      ...findings.asked.has("executed") ? ["OWN_CHARGES"] : [],
      ...findings.hooks.has("executed") || findings.hooks.has("burstEnded") ? ["OWN_NOTES"] : [],
    ];
    for (const name of uses) as.addGlobalAlias(this.#options, name, "1");
    return findings;
  }

  /** Takes what was reported so far. */
  #refuseMistakes(): void {
    for (const { message, code, category, range } of this.#program.diagnostics.splice(0)) {
      if (category !== ERROR || code === TYPE_EXPECTED) continue;
      const path = range?.source?.normalizedPath.replace(/\.ts$/, "") ?? "";
      const known = this.#files.get(path);
      if (known === undefined) this.#strange.push(`${path}: ${message}`);
      else known.rewriting.mistakes.push({ offset: range!.start, message: explainDiagnostic(code, message) });
    }
    const wrong = [...this.#files.values()].filter(({ rewriting }) => rewriting.mistakes.length > 0);
    if (wrong.length > 0) {
      throw new AssembleError(wrong.map(({ file, rewriting }) => ({ file, mistakes: rewriting.mistakes })));
    }
    if (this.#strange.length === 0) return;
    throw new AssembleError([{
      file: this.#assembly.files[0],
      mistakes: [{ offset: -1, message: this.#strange.join("; ") }],
    }]);
  }
}

/** Exports a class by default that the file exports further down by its name. */
function exportByDefault(as: CompilerPackage, source: SyntaxSource, name: string): void {
  source.statements = source.statements.map((each) =>
    each.kind === as.NodeKind.ClassDeclaration && each.name.text === name
      ? as.Node.createExportDefaultStatement(each, each.range)
      : each
  );
}
