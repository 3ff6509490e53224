/**
 * What a process keeps of the references in messages that it has, for whoever buries it: the face of `_debts.ts`, which only processes of the
 * system load.
 *
 * @module
 */

/** The references in one message, as far as this process has them. */
export interface Debt {
  /** The entry of the ledger, or 0 where there is none any more. */
  entry: number;
  /** Of a message that is written, how many there are; of one that is read, how many are used up. */
  count: number;
  /** How many the entry has room for, where it lists them. */
  most?: number;
}

/** What this process keeps of the references in messages that it has, or is about to send, for whoever buries it; see `_debts.ts`. */
export interface Debts {
  /** The entry for the next message that is taken, or 0. */
  readonly incoming: number;
  /** After a message was taken: its debt, or null where it has none. */
  accept(): Debt | null;
  /** Begins a message that is written. */
  list(): Debt;
  /** A reference to an object goes into it; the last one is taken back. */
  depart(debt: Debt, object: number): void;
  undo(debt: Debt, object: number): void;
  /** It is lent to a child, which has not begun to receive it; or is not, after all. */
  lend(debt: Debt, child: number): void;
  /** It is the result of a task, about to be handed in. */
  finish(debt: Debt, slot: number): void;
  regain(debt: Debt): void;
  /** Whether somebody who buried the child has seen that it did not begin. */
  isRegained(debt: Debt): boolean;
  /** Before a process receives its arguments, in a block behind their length; and when they are its own. */
  begin(block: number, length: number): Debt;
  begun(debt: Debt): void;
  /** The same for the arguments of a task. */
  beginTask(address: number, length: number, slot: number): Debt;
  /** The place where a message lies may be used for others from here on. */
  rescue(debt: Debt): void;
  /** There is nothing more to give back. */
  leave(debt: Debt): void;
}
