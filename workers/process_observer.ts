/**
 * What an observer of a process is told.
 *
 * @module
 */

/**
 * Who is told about a process. Every method is optional.
 *
 * @category Processes
 */
export interface ProcessObserver {
  /** This process has started a child. */
  started?(child: ChildDescription): void;
  /** This process has seen that a child of its has ended. */
  ended?(child: ChildDescription & { readonly exitCode: number }): void;
  /** This process waits: its thread sleeps, or a task of it. `what` says for what. */
  blocked?(what: string): void;
  /** A wait that was told to `blocked` is over, whatever came of it. */
  resumed?(what: string): void;
}

/**
 * A child, as an observer is told of it.
 *
 * @category Processes
 */
export interface ChildDescription {
  /** Its name. */
  readonly name: string;
  /** Its pid. */
  readonly pid: number;
  /** Whether it is a daemon. */
  readonly daemon: boolean;
}
