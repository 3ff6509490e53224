/**
 * The process in which a command runs that uses policies of one's own: it may read the files that the command line names and the
 * program's own, and nothing else; whoever started it can end it at any moment.
 *
 * @module
 */

import { recordHookCalls } from "../../engine/own_calls.ts";
import { ProcessInterrupted, type SharedArray } from "../../mod.ts";
import { type Io, systemIo } from "../io.ts";
import { load } from "../load.ts";
import { recordPools } from "../running/pool_record.ts";
import { EXIT_SLOT, LOADING_SLOT, type PolicySetup, PROVED_SLOT } from "./policy_setup.ts";

/** Runs the command; `run_apart.ts` names it. */
export async function runCommand(setup: PolicySetup, record: SharedArray<"float64">): Promise<void> {
  recordHookCalls(record.view as unknown as Float64Array);
  recordPools(record);
  // Ctrl-C is heard by the command itself.
  addEventListener("error", (event) => {
    if (event.error instanceof ProcessInterrupted) event.preventDefault();
  });
  // What a policy prints must not get into a report.
  console.log = console.info = console.debug = console.error;
  const io: Io = {
    ...systemIo(setup),
    policyLoader: {
      files: setup.files,
      compiled: setup.compiled,
      noteLoading: (index) => record.view[LOADING_SLOT] = index,
      noteProved: (index) => record.view[PROVED_SLOT] += 2 ** index,
      isApart: true,
    },
  };
  const { main } = await load<typeof import("../main.ts")>(import.meta, "../main.ts");
  record.view[EXIT_SLOT] = await main(setup.args, io);
}
