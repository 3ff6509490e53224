/** A module that waits for a queue while it is imported. */
import { Queue } from "../../../workers/channels/queue.ts";

const outcome = await new Queue().get(1).catch((error: Error) => error.name);

export function report(result: Queue): void {
  result.putSync(outcome);
}
