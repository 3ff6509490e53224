/**
 * Locks in words: who holds them, how urgent that makes the holder, and who waits.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { LockState, ResolvedOptions } from "../../engine/result.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { keyText } from "./decision_words.ts";
import type { Say } from "./language.ts";

/** What is needed to speak of locks. */
export interface LockWords {
  readonly labels: ProcessLabels;
  readonly options: ResolvedOptions;
  readonly say: Say;
}

/** Lines for who holds a lock after a tick and who waits for it, and for the urgency that the holder has by it. */
export function lockTexts(lock: LockState, { labels, options, say }: LockWords): string[] {
  if (lock.holder === null) return [say("{lock} is free", { lock: lock.name })];
  const holder = labels.name(lock.holder);
  const held = say("{lock} is held by {name} since {tick}", {
    lock: lock.name,
    name: holder,
    tick: formatCount(lock.since!),
  });
  const waiting = lock.waiting.map(({ pid, since }) =>
    say("{name} since {tick}", { name: labels.name(pid), tick: formatCount(since) })
  );
  const more = lock.waitingCount - lock.waiting.length;
  if (more > 0) waiting.push(say("and {count}", { count: say.count(more, "more process", "more processes") }));
  const queue = waiting.length === 0 ? "" : say("; for it wait: {names}", { names: waiting.join(", ") });
  const lines = [held + queue];
  const { urgency, ownUrgency, inheritedFrom } = lock;
  if (lock.inversion !== undefined) {
    const { waiting, lastHolder, running } = lock.inversion;
    const names = { name: labels.name(waiting), holder: labels.name(lastHolder), other: labels.name(running) };
    lines.push(
      say(
        "priority inversion: {name} waits for {holder}, which is ready, while {other} runs, less urgent than {name}",
        names,
      ),
    );
  }
  if (urgency === undefined || urgency === ownUrgency) return lines;
  const keys = { name: holder, key: keyText(urgency, options), own: keyText(ownUrgency!, options) };
  if (inheritedFrom !== undefined) {
    lines.push(say("{name} has inherited {key} from {other}, instead of its own {own}", {
      ...keys,
      other: labels.name(inheritedFrom),
    }));
  } else {
    lines.push(say("{name} runs at the ceiling {key}, instead of its own {own}", keys));
  }
  return lines;
}
