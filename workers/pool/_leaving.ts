/**
 * What is done about tasks that are not done when the block ends that a pool belongs to (`await using`). Nobody is told whether a
 * block ends by an error, which is shown only when the pool has ended: so it is said what is waited for, and how to wait no longer.
 *
 * @module
 */

import { Alarm } from "../core/_alarm.ts";
import type { Crew } from "./_crew.ts";
import type { Dispatcher } from "./_dispatcher.ts";
import { say } from "../core/_say.ts";
import type { Tree } from "../core/_tree.ts";

/** How long it is waited in silence. */
const SILENT_MS = 2000;
/** Tasks that are named. */
const NAMED_MAX = 4;

/** A pool that is left. */
export interface Left {
  readonly tree: Tree;
  readonly dispatcher: Dispatcher;
  terminate(): void;
}

/** Looks after a pool that is left, until `end`. */
export class Leaving {
  readonly #alarms: Alarm[] = [];

  /** @param leaveMs After so long it is waited no more. */
  constructor(engine: Left, crew: Crew, leaveMs: number) {
    if (leaveMs <= 0) {
      engine.terminate();
      return;
    }
    if (leaveMs !== Infinity) this.#alarms.push(Alarm.after(engine.tree, leaveMs, () => engine.terminate()));
    if (leaveMs > SILENT_MS) {
      this.#alarms.push(Alarm.after(engine.tree, SILENT_MS, () => {
        const text = waitedFor(engine, crew);
        if (text === "") return;
        say(
          `Pool: its block has ended, and ${text}. An error that the block ended by is shown only then. To wait no longer: ` +
            "terminate() before the end, timeoutMs for the tasks, leaveMs for the Pool (0: as Python's with), or Ctrl-C",
        );
      }));
    }
  }

  /** The pool has ended. */
  end(): void {
    for (const alarm of this.#alarms) alarm.stop();
  }
}

/** What is not done, in words; nothing when workers are only ending. */
function waitedFor({ dispatcher }: Left, crew: Crew): string {
  const running: string[] = [];
  for (const [task, taker] of dispatcher.offered()) {
    if (!task.settled && taker !== 0) running.push(`${task.what.name} in ${crew.nameOf(taker)}`);
  }
  const { outstanding } = dispatcher;
  if (outstanding === 0) return "";
  const named = running.slice(0, NAMED_MAX);
  const others = outstanding - named.length;
  if (others > 0) named.push(`${others} ${named.length === 0 ? (others === 1 ? "task" : "tasks") : "more"}`);
  const unready = crew.unready();
  return `it is waited for ${named.join(", ")}` + (unready === null ? "" : `, and no worker is ready: ${unready.text}`);
}
