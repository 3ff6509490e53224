// Makes the extended build ready for a run, after `layout`, and after the host has written columns and options.

import { clearGroups } from "./groups";
import { clearHomes } from "./homes";
import { clearMoving } from "./moving";
import { clearTurns } from "./turns";
import { clearRunQueues } from "./run_queues";
import { fillU32, NONE } from "../columns";
import { ranOnAddress } from "./memory";
import { processCount } from "../needs";

export function setUpExtended(): void {
  fillU32(ranOnAddress, processCount, NONE);
  clearRunQueues();
  clearHomes();
  clearTurns();
  clearGroups();
  clearMoving();
}
