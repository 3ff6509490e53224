/**
 * What every child's worker runs first. It loads little: the core, the tree and the waits; the codec only when there are
 * arguments or an error to carry, the user's module last.
 *
 * Life of a child: adopt the tree, import the module, call the target, run exit handlers, end or join its own children,
 * write the exit word, close the worker. `Deno.exit`, `self.close` and an uncaught error lead to the same end. `import.meta.main` is false in the user's module, because this one imports it.
 *
 * @module
 */

import { PLAIN_REPORT, Thread, Word } from "../core/_core.ts";
import type { Wording } from "../core/_signed_name.ts";
import type { Debt } from "../core/_debt.ts";
import { adoptTree, onUncaught, ProcessEnded, ProcessInterrupted, Tree } from "../core/_tree.ts";
import { listenerOf } from "../core/_wait.ts";
import type { Start } from "./_start.ts";
import type { Process } from "./process.ts";

/** Signals, as exit codes name them. */
const TERMINATE = 15;
/** What a system keeps of an exit code, so that none looks like a signal: `Deno.exit(-1)` gives 255. */
const EXIT_CODE_MASK = 0xff;
/** What a shell adds to the number of a signal in the place of an exit code. */
const SIGNALLED = 128;

declare const self: Pick<EventTarget, "addEventListener" | "dispatchEvent"> & {
  onmessage: ((event: MessageEvent<Start>) => void) | null;
  close(): void;
};

self.onmessage = ({ data }) => {
  self.onmessage = null;
  new Child(data).run();
};

/**
 * Loads a part of the library that only some processes need. The specifier that `import` gets is not a literal on purpose: Deno
 * loads what literals name beforehand, with all that it imports, which takes longer than all the rest of a start.
 */
function load<Module>(name: string): Promise<Module> {
  return import(new URL(name, import.meta.url).href);
}

function loadHandles(): Promise<typeof import("../handles.ts")> {
  return load("../handles.ts");
}

function loadNames(): Promise<typeof import("../core/_signed_name.ts")> {
  return load("../core/_signed_name.ts");
}

/** A process, from its first turn to its end. */
export class Child {
  readonly #start: Start;
  readonly #tree: Tree;
  /** Ends the program, where this is a process of the system. */
  readonly #exitProgram: ((code: number) => void) | null;
  /** It has begun to end, by a return, an error or `Deno.exit`. The first way counts, and `Deno.exit` in an exit handler. */
  #ending = false;
  #ended = false;
  #exitCode = 0;

  constructor(start: Start, exitProgram: ((code: number) => void) | null = null) {
    this.#start = start;
    this.#exitProgram = exitProgram;
    this.#tree = adoptTree(new Tree(start.birth));
    this.#tree.loadHandles = loadHandles;
    this.#tree.core.processSetWord(this.#tree.self, Word.thread, Thread.runs);
  }

  get tree(): Tree {
    return this.#tree;
  }

  async run(): Promise<void> {
    this.#guard();
    if (this.#ended) return; // before it began
    try {
      await this.#call();
      await this.#exit(Deno.exitCode);
    } catch (error) {
      await this.#fail(error);
    }
  }

  /** Everything that would end the worker behind our back. */
  #guard(): void {
    Deno.exit = (code) => {
      this.#exit(typeof code === "number" ? code : Deno.exitCode); // anything else is ignored, as Deno does
      throw new ProcessEnded();
    };
    const { close } = self;
    this.#closeThread = this.#exitProgram ?? (() => close.call(self));
    self.close = () => void this.#exit(Deno.exitCode);
    onUncaught(self, (error) => void this.#fail(error));
    const listener = listenerOf(this.#tree);
    listener.onEnd = () => this.#end(-TERMINATE);
    listener.onInterrupt = () => {
      const error = new ProcessInterrupted();
      // As any error that nobody has caught: a listener may prevent it.
      self.dispatchEvent(new ErrorEvent("error", { error, message: error.message, cancelable: true }));
    };
  }

  #closeThread = (_exitCode: number) => {};

  async #call(): Promise<void> {
    const { module, name, subclass, message } = this.#start;
    const tree = this.#tree;
    const taking = this.#loadDecoder(); // while the module is loaded
    if (tree.core.spans() !== 0 && tree.core.spanSpace() !== Deno.pid) {
      (await load<typeof import("../core/_debts.ts")>("../core/_debts.ts")).keepDebts(tree);
    }
    const { logLevel } = tree.birth;
    if (logLevel !== null) (await load<typeof import("./log.ts")>("./log.ts")).logToStderr(logLevel);
    tree.log?.("info", "begins to run");
    tree.importing = module;
    const exports = await import(module);
    tree.importing = null;
    const take = await taking;
    if (tree.core.isEnded(tree.self)) throw new ProcessEnded();
    let sent: unknown;
    if (message !== 0) {
      const { core, debts, self } = tree;
      const debt = debts === null || this.#start.plain ? null : debts.begin(message, core.wordLoad(message) >>> 0);
      if (core.processTakeStart(self, 1) === 0) throw new ProcessEnded(); // the parent has taken it back
      if (debt !== null) debts!.begun(debt);
      sent = take(tree, message, debt);
    }
    const target = this.#exported(exports) ?? (await loadNames()).findExport(exports, module, name, WORDING);
    if (subclass) {
      const { reviveSubclass } = await load<typeof import("./process.ts")>("./process.ts");
      await reviveSubclass(tree, target as unknown as typeof Process, sent as Record<string, unknown>).run();
    } else await target(...(sent as unknown[] ?? []));
    if (tree.core.isEnded(tree.self)) throw new ProcessEnded();
  }

  /** What `findExport` answers where nothing else can be meant; null where it has to look. Each file less is felt in the time of a start. */
  #exported(exports: Readonly<Record<string, unknown>>): ((...args: unknown[]) => unknown) | null {
    const { name, own } = this.#start;
    const target = exports[own?.name ?? name];
    if (typeof target !== "function") return null;
    if (own !== null) {
      if (target.name !== own.name || Function.prototype.toString.call(target) !== own.text) return null;
      for (const other of Object.values(exports)) {
        if (other !== target && typeof other === "function" && other.name === own.name) return null;
      }
    }
    return target as (...args: unknown[]) => unknown;
  }

  /** What decodes the arguments: no more than is needed for them. */
  async #loadDecoder(): Promise<(tree: Tree, block: number, debt: Debt | null) => unknown> {
    const { message, plain } = this.#start;
    if (message === 0) return () => undefined;
    if (plain) return (await load<typeof import("../core/_plain.ts")>("../core/_plain.ts")).takePlain;
    return (await loadHandles()).takeShared;
  }

  /** Does what belongs to the end of the process's own code (`_ending.ts`), then ends. At once where there is nothing to do. */
  async #exit(exitCode: number): Promise<void> {
    const tree = this.#tree;
    if (!this.#ending || tree.leaveExitHandler !== null) this.#exitCode = exitCode & EXIT_CODE_MASK;
    if (this.#ending) return tree.leaveExitHandler?.();
    this.#ending = true;
    if (tree.children !== null || tree.hasEndings) {
      await Promise.resolve(); // what called Deno.exit unwinds first
      const failed = (error: unknown) => {
        this.#exitCode ||= 1;
        return this.#report(error);
      };
      await load<typeof import("./_ending.ts")>("./_ending.ts").then(
        ({ endOwnCode }) => endOwnCode(tree, failed),
        failed,
      );
    }
    this.#end(this.#exitCode);
  }

  /** An uncaught error. */
  async #fail(error: unknown): Promise<void> {
    const { core, self: id } = this.#tree;
    // Whoever is ending throws ProcessEnded through its own code.
    if (core.isEnded(id)) return this.#end(-TERMINATE);
    if (error instanceof ProcessEnded && this.#ending) return;
    this.#tree.importing = null;
    await this.#report(error);
    if (this.#ending) this.#exitCode ||= 1;
    else await this.#exit(1);
  }

  /** Says what went wrong, once, and leaves it for the parent. */
  async #report(error: unknown): Promise<void> {
    if (this.#tree.core.isEnded(this.#tree.self)) return;
    try {
      const { reportError } = await load<typeof import("./_report.ts")>("./_report.ts").catch(() => {
        throw REPORT_MISSING;
      });
      reportError(this.#tree, error);
    } catch (reason) {
      if (reason === REPORT_MISSING) this.#reportPlainly(error);
      // Else it was ended meanwhile, or there is no memory left to say why.
    }
  }

  /** The same where the library itself may not be read, for want of permissions: what `_say.ts` and `_text.ts` do cannot be loaded. */
  #reportPlainly(error: unknown): void {
    const { birth, core, self: id } = this.#tree;
    const { name, message: reason, stack } = error instanceof Error ? error : new Error(String(error));
    const message = `Cannot run the process: permissions must allow to read its module and this library: ${reason}`;
    try {
      console.error(`Process ${birth.name} (pid ${birth.pid}): ${name}: ${message}`);
      if (core.processWord(id, Word.report) !== 0) return;
      const bytes = new TextEncoder().encode(JSON.stringify({ name, message, stack }));
      const block = this.#tree.allocate(bytes.length + 4, "say what went wrong");
      core.wordStore(block, bytes.length);
      this.#tree.bytes(block + 4 + bytes.length).set(bytes, block + 4);
      core.processSetWord(id, Word.report, block | PLAIN_REPORT); // a private block: it goes with this process
    } catch {
      // It was ended meanwhile, or there is no memory left to say why.
    }
  }

  /** Writes the exit word and closes the worker. Nothing of the library works afterwards. */
  #end(exitCode: number): void {
    if (this.#ended) return;
    this.#ended = true;
    const tree = this.#tree;
    tree.log?.("info", `ends with exit code ${exitCode}`);
    const { core, self: id } = tree;
    // Who was told to end ends by that signal, whatever its code came to.
    const signal = core.processWord(id, Word.kill);
    const code = signal !== 0 ? -signal : exitCode;
    const first = core.processExit(id, code) !== 0;
    const goneAlready = tree.childrenAreGone();
    if (goneAlready) this.#leave();
    if (first) core.announce(id);
    if (goneAlready) return this.#close(code);
    core.processSetWord(id, Word.thread, Thread.leaving);
    this.#closeAfterChildren(code, CHILDREN_LOOK_MS);
  }

  /**
   * Children that were told to end too need their own threads for it, which closing this worker would stop, and then nobody would know when
   * they are gone.
   */
  #closeAfterChildren(code: number, lookMs: number): void {
    const tree = this.#tree;
    if (!tree.childrenAreGone()) {
      setTimeout(() => this.#closeAfterChildren(code, Math.min(2 * lookMs, CHILDREN_LOOK_MS_MAX)), lookMs);
      return;
    }
    this.#leave();
    this.#close(code);
  }

  /** Has the parent look, and closes the worker, which stops its code at once; or the program. */
  #close(code: number): void {
    this.#tree.core.nudge(this.#start.birth.parentId);
    this.#closeThread(code < 0 ? SIGNALLED - code : code);
  }

  /**
   * Takes back what was on its way, and says that this thread has nothing more to do. From then on the control block may be that of
   * another process. Of a process of the system its parent's warden says it, when the system does.
   */
  #leave(): void {
    const { core, departing, self: id } = this.#tree;
    for (const takeBack of departing) {
      departing.delete(takeBack);
      takeBack();
    }
    if (this.#exitProgram === null) core.processSetWord(id, Word.thread, Thread.gone);
  }
}

const REPORT_MISSING = new Error("no report");

/** How often a process that has ended looks whether its children's threads are gone: at first, and at the most seldom. */
const CHILDREN_LOOK_MS = 1;
const CHILDREN_LOOK_MS_MAX = 128;

const WORDING: Wording = { action: "start a process for", howTo: (name) => `target: ${JSON.stringify(name)}` };
