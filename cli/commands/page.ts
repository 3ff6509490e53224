/**
 * `sim page`: the page in a browser, with a workload and policies in it.
 *
 * @module
 */

import { suggestedPolicies } from "../../analysis/suggested_policies.ts";
import { formatCount } from "../../engine/numbers.ts";
import { defineCommand, type FlagValues } from "../command.ts";
import { OperationError, UsageError } from "../exit_code.ts";
import { openOutput } from "../files/output.ts";
import { type LoadedWorkload, loadWorkload } from "../files/workload_input.ts";
import { policyCandidates } from "../flags/candidates.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { file, list, toggle } from "../flags/flags.ts";
import { machineFlags, machineTexts } from "../flags/log_machine.ts";
import { WORKLOAD_ARGUMENT, workloadFlags } from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  type PolicyChoice,
  refuseForeignOptions,
  sharedTexts,
  simulationFlags,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { ensuredPage, loadPage } from "../page/load_page.ts";
import { pageState, withState } from "../page/page_state.ts";

/** Policies side by side in the page. */
const POLICIES_MAX = 6;

/** Processes of a workload that a page can hold as text, beside what it simulates. */
const PROCESSES_MAX = 500_000;

/** What is opened where no workload is named. */
const WORKLOAD_DEFAULT = "example:stallings";

const flags = {
  policies: {
    ...list(
      "Policies with commas between them, at most six, each also with its options: rr:quantum=1,mlfq",
      "policies",
      parsePolicyChoice,
      { short: "p", defaultText: "what suits the workload, as sim compare has it" },
    ),
    complete: (typed: string) => policyCandidates(typed, true),
  },
  output: file("Write the page to this file", { short: "o", defaultText: "a temporary one" }),
  open: toggle("Write the page, and open no browser", { negatable: true }),
  ...machineFlags,
  ...simulationFlags(),
  ...workloadFlags,
};

/** `sim page`. */
export const page = defineCommand({
  name: "page",
  action: "open the page",
  description:
    "Opens the page in a browser, with a workload and policies in it: the timeline to zoom, every decision to step " +
    "through, policies side by side, all of it to be changed. It is one file that needs no network, to be sent or kept.",
  args: [{ ...WORKLOAD_ARGUMENT, isOptional: true }],
  flags,
  examples: [
    { command: "sim page jobs.csv -p rr,srtf --quantum 2", summary: "two policies on one's own jobs" },
    { command: "sim page example:ostep-mlfq -p mlfq -o mlfq.html --no-open", summary: "a file to send" },
  ],
  async run({ args: [argument = WORKLOAD_DEFAULT], flags: given, io }) {
    const isApart = io.policyLoader?.isApart === true;
    const chosen = given.policies ?? [];
    refuseTooMany(chosen);
    const loaded = await loadWorkload(io, argument, given);
    const choices = given.policies ?? usualChoices(loaded);
    refuseForeignOptions("open the page", choices.map(({ policy }) => policy), given);
    const isRigid = choices.every(({ policy }) => policy.rigid);
    const texts = machineTexts("open the page", withFileFlags(loaded, choices, given), loaded.log, { rigid: isRigid });
    for (const choice of choices) simulationOptions("open the page", choice, sharedTexts(choice, choices, texts)); // refused here
    refuseTooLarge(loaded, argument);
    const html = withState(await (isApart ? ensuredPage() : loadPage()), pageState(loaded, choices, texts));
    const path = given.output ?? `${await Deno.makeTempDir({ prefix: "quanta-" })}/quanta.html`;
    await using output = await openOutput(io, path);
    await output.write(html);
    await output.commit();
    // With policies of one's own whoever started this opens it.
    if (path === "-" || isApart) return;
    await io.stdout.write(`${path}\n`);
    if (given.open !== false) await io.show(path);
  },
});

function usualChoices({ columns }: LoadedWorkload): PolicyChoice[] {
  return suggestedPolicies(columns).slice(0, POLICIES_MAX).map(parsePolicyChoice);
}

function refuseTooMany(chosen: FlagValues<typeof flags>["policies"] & object): void {
  if (chosen.length <= POLICIES_MAX) return;
  throw new UsageError(`Cannot open the page: --policies must be at most ${POLICIES_MAX}, got ${chosen.length}`);
}

function refuseTooLarge({ columns }: LoadedWorkload, argument: string): void {
  const count = columns.arrival.length;
  if (count <= PROCESSES_MAX) return;
  throw new OperationError(
    `Cannot open the page: processes must be at most ${formatCount(PROCESSES_MAX)}, got ${formatCount(count)}; ` +
      `sim run ${argument} --svg FILE draws them`,
  );
}
