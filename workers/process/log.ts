/**
 * What the library does, told on the standard error output.
 *
 * @module
 */

import { currentTree } from "../core/_root.ts";
import { say } from "../core/_say.ts";
import type { Tree } from "../core/_tree.ts";
import { LOG_LEVELS, type LogLevel } from "../log_level.ts";
import type { ProcessObserver } from "../process_observer.ts";

/**
 * The log of this process. Made by {@linkcode getLogger}.
 *
 * @example
 * ```ts
 * import { getLogger, type Logger } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const logger: Logger = getLogger();
 * logger.level = "error";
 * logger.info("the shop has opened"); // not told
 * assertEquals(logger.level, "error");
 * logger.level = null;
 * ```
 * @category Processes
 */
export interface Logger {
  /** What is told: this and what is graver; null for nothing. Children that are started later begin with the same. */
  level: LogLevel | null;
  /** Tells of a detail: a wait, for example. */
  debug(text: string): void;
  /** Tells of something ordinary: a process has started, or ended. */
  info(text: string): void;
  /** Tells of something that may be a mistake: a lock was recovered from a holder that died. */
  warning(text: string): void;
  /** Tells of a failure. */
  error(text: string): void;
}

/**
 * The log of this process, silent at first. The library tells it which processes start and end and how (`info`), what this process waits for
 * (`debug`), and which locks it got from a holder that died (`warning`). A line reads `[INFO/MainProcess] Process-1 (pid 7) has started`, as
 * those of Python's `multiprocessing` do. While it is silent nothing is spent.
 *
 * @example
 * ```ts
 * import { getLogger } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(getLogger().level, null);
 * ```
 * @category Processes
 */
export function getLogger(): Logger {
  const tree = currentTree();
  let logger = loggers.get(tree);
  if (logger === undefined) loggers.set(tree, logger = new TreeLogger(tree));
  return logger;
}

/**
 * Has the log of this process, and of children that are started later, written to the standard error output.
 *
 * @param level What is told: this and what is graver. Default `"info"`.
 * @throws {RangeError} when there is no such level.
 *
 * @example
 * ```ts
 * import { getLogger, logToStderr } from "@quanta/quanta";
 *
 * logToStderr("warning");
 * getLogger().info("nobody reads this");
 * getLogger().level = null;
 * ```
 * @category Processes
 */
export function logToStderr(level: LogLevel = "info"): Logger {
  const logger = getLogger();
  logger.level = level;
  return logger;
}

const loggers = new WeakMap<Tree, TreeLogger>();

class TreeLogger implements Logger {
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  get level(): LogLevel | null {
    return this.#tree.logLevel;
  }
  set level(level: LogLevel | null) {
    if (level !== null && !LOG_LEVELS.includes(level)) {
      throw new RangeError(`Cannot log: level must be one of ${LOG_LEVELS.join(", ")} or null, got ${String(level)}`);
    }
    const tree = this.#tree;
    tree.logLevel = level;
    tree.log = level === null ? null : (level, text) => this.#write(level, text);
    tree.setObserver("log", level === null ? null : observerOf(this, level));
  }

  debug(text: string): void {
    this.#write("debug", text);
  }
  info(text: string): void {
    this.#write("info", text);
  }
  warning(text: string): void {
    this.#write("warning", text);
  }
  error(text: string): void {
    this.#write("error", text);
  }

  #write(level: LogLevel, text: string): void {
    const { logLevel, birth } = this.#tree;
    if (logLevel === null || LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(logLevel)) return;
    say(`[${level.toUpperCase()}/${birth.name}] ${text}`);
  }
}

/** What of this process's children and waits is told. Waits only where somebody reads of them: to tell of one takes time. */
function observerOf(logger: Logger, level: LogLevel): ProcessObserver {
  const children: ProcessObserver = {
    started: ({ name, pid, daemon }) => logger.info(`${name} (pid ${pid}) has started${daemon ? " as a daemon" : ""}`),
    ended: ({ name, pid, exitCode }) => logger.info(`${name} (pid ${pid}) has ended with exit code ${exitCode}`),
  };
  if (level !== "debug") return children;
  return {
    ...children,
    blocked: (what) => logger.debug(`waits for ${what}`),
    resumed: (what) => logger.debug(`waits no longer for ${what}`),
  };
}
