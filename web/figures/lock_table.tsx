/**
 * The figures of locks: a row for every lock.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { LockResult, ResolvedOptions } from "../../engine/result.ts";
import { keyText } from "../../pictures/words/decision_words.ts";
import type { Texts } from "../languages/language.ts";

/** Locks that the table has at the most, those that were waited for the longest first. */
const LOCKS_MAX = 200;

const COLUMNS: readonly { readonly title: string; readonly text: (lock: LockResult) => string }[] = [
  { title: "Acquisitions", text: ({ acquisitions }) => formatCount(acquisitions) },
  { title: "Waits", text: ({ waits }) => formatCount(waits) },
  { title: "Mean wait", text: ({ meanWait }) => formatDecimal(meanWait) },
  { title: "Longest wait", text: ({ longestWait }) => formatCount(longestWait) },
  { title: "Held", text: ({ held }) => formatCount(held) },
  { title: "Longest hold", text: ({ longestHold }) => formatCount(longestHold) },
];

/** What the table is made from. */
export interface LockTableInput {
  readonly locks: readonly LockResult[];
  readonly options: ResolvedOptions;
  readonly texts: Texts;
}

/** The table. */
export function LockTable({ locks, options, texts }: LockTableInput) {
  const { say } = texts;
  const shown = locks.length > LOCKS_MAX
    ? locks.toSorted((a, b) => b.longestWait - a.longestWait).slice(0, LOCKS_MAX)
    : locks;
  const hasCeilings = locks.some(({ ceiling }) => ceiling !== undefined);
  return (
    <section aria-label={say("Lock")}>
      <div class="scrolling" tabIndex={0} role="group" aria-label={say("Lock")}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col" class="text">{say("Lock")}</th>
              {COLUMNS.map(({ title }) => <th scope="col" key={title}>{say(title)}</th>)}
              {hasCeilings && <th scope="col">{say("Ceiling")}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((lock) => (
              <tr key={lock.name}>
                <th scope="row" class="text">{lock.name}</th>
                {COLUMNS.map(({ title, text }) => <td key={title}>{text(lock)}</td>)}
                {lock.ceiling !== undefined && <td>{keyText(lock.ceiling, options)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
