/**
 * What every child's worker runs first. It loads little: the core, the tree and the waits; the codec only when there are
 * arguments or an error to carry, the user's module last.
 *
 * Life of a child: adopt the tree, import the module, call the target, run exit handlers, end and join its own children,
 * write the exit word, close the worker. `import.meta.main` is false in the user's module, because this one imports it.
 *
 * @module
 */

import { Word } from "./_core.ts";
import { adoptTree, type Birth, ProcessEnded, Tree } from "./_tree.ts";
import { listenerOf } from "./_wait.ts";

/** What a starter sends. */
export interface Start {
  birth: Birth;
  /** The module to import. */
  module: string;
  /** The name of the export to call, or of the subclass to run. */
  name: string;
  subclass: boolean;
  /** A message with arguments or fields (`encodeShared`), or 0. */
  message: number;
}

/** Signals, as exit codes name them. */
const TERMINATE = 15;

declare const self: {
  onmessage: ((event: MessageEvent<Start>) => void) | null;
  close(): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
};

self.onmessage = ({ data }) => {
  self.onmessage = null;
  new Child(data).run();
};

class Child {
  readonly #start: Start;
  readonly #tree: Tree;
  #finished = false;

  constructor(start: Start) {
    this.#start = start;
    this.#tree = adoptTree(new Tree(start.birth));
  }

  async run(): Promise<void> {
    this.#guard();
    let exitCode = 0;
    try {
      await this.#call();
      await this.#atExit();
    } catch (error) {
      exitCode = await this.#failed(error);
    }
    this.#end(exitCode);
  }

  /** Everything that would end the worker behind our back. */
  #guard(): void {
    listenerOf(this.#tree).onEnd = () => this.#end(-TERMINATE);
    Deno.exit = (code) => {
      this.#end(Number(code ?? Deno.exitCode) || 0);
      throw new ProcessEnded();
    };
    const late = (event: Event) => {
      event.preventDefault();
      const { error, reason } = event as ErrorEvent & PromiseRejectionEvent;
      this.#failed(error ?? reason).then((exitCode) => this.#end(exitCode));
    };
    self.addEventListener("error", late);
    self.addEventListener("unhandledrejection", late);
  }

  async #call(): Promise<void> {
    const { module, name, subclass, message } = this.#start;
    const tree = this.#tree;
    tree.importing = module;
    const exports = await import(module);
    tree.importing = null;
    let sent: unknown;
    if (message !== 0) {
      const { takeShared } = await import("./_codec.ts");
      tree.core.processSetWord(tree.self, Word.flags, 1); // the parent need not take the handles back
      sent = takeShared(tree, message);
    }
    if (subclass) {
      const { reviveSubclass } = await import("./process.ts");
      await reviveSubclass(tree, find(exports, name, module), sent as Record<string, unknown>).run();
    } else await find(exports, name, module)(...(sent as unknown[] ?? []));
    if (tree.core.isEnded(tree.self)) throw new ProcessEnded();
  }

  async #atExit(): Promise<void> {
    const { exitHandlers } = this.#tree;
    for (let handler = exitHandlers.pop(); handler !== undefined; handler = exitHandlers.pop()) await handler();
  }

  /** Reports an uncaught error, once; answers the exit code. */
  async #failed(error: unknown): Promise<number> {
    const tree = this.#tree;
    if (this.#finished || tree.core.isEnded(tree.self)) return -TERMINATE;
    this.#tree.importing = null;
    try {
      const { reportError } = await import("./_report.ts");
      reportError(tree, error);
      await this.#atExit();
    } catch (second) {
      if (!(second instanceof ProcessEnded)) console.error(second);
    }
    return 1;
  }

  /** Writes the exit word and closes the worker. Nothing of the library works afterwards. */
  #end(exitCode: number): void {
    if (this.#finished) return;
    this.#finished = true;
    const { core, self: id } = this.#tree;
    // Who was told to end ends by that signal, whatever its code came to.
    const signal = core.processWord(id, Word.kill);
    const first = core.processExit(id, signal !== 0 ? -signal : exitCode) !== 0;
    core.processSetWord(id, Word.thread, THREAD_GONE);
    if (first) core.announce(id);
    else core.nudge(this.#start.birth.parentId);
    self.close();
  }
}

/** The value of Word.thread when a worker has nothing more to do. */
const THREAD_GONE = 2;

// deno-lint-ignore no-explicit-any
function find(exports: Record<string, any>, name: string, module: string): any {
  if (typeof exports[name] === "function") return exports[name];
  // Exported under another name.
  for (const value of Object.values(exports)) if (typeof value === "function" && value.name === name) return value;
  throw new TypeError(
    `Cannot start a process: ${module} has no export named ${JSON.stringify(name)}; ` +
      "a target must be exported by the module that is named, a closure cannot cross",
  );
}
