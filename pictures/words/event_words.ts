/**
 * What happens to processes, in words.
 *
 * @module
 */

import type { Transition } from "../../engine/result.ts";
import type { ProcessLabels } from "../process_labels.ts";
import type { Say } from "./language.ts";

/** An event that comes before a decision; `null` for what follows from one. */
export function eventText({ pid, state, cause, lock }: Transition, labels: ProcessLabels, say: Say): string | null {
  const name = labels.name(pid);
  if (state === "terminated") return say("{name} ends", { name });
  if (state === "blocked") {
    return cause === "lock"
      ? say("{name} waits for {lock}", { name, lock: lock ?? say("a lock") })
      : say("{name} starts an I/O", { name });
  }
  if (state !== "ready") return null;
  if (cause === "new") return say("{name} arrives", { name });
  if (cause === "quantum") return say("the quantum of {name} ends", { name });
  if (cause === "io") return say("the I/O of {name} is complete", { name });
  return cause === "lock" ? say("{name} gets {lock}", { name, lock: lock ?? say("its lock") }) : null;
}
