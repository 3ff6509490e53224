/**
 * Analyses refuse options whose names mean nothing, each with the name that may have been meant.
 *
 * @module
 */

import { assertRejects } from "@std/assert";
import { diverge } from "../../analysis/diverge.ts";
import { explain, explainSimulation } from "../../analysis/explain.ts";
import { testSchedulability } from "../../analysis/schedulability/test_schedulability.ts";
import { sweep } from "../../analysis/sweep.ts";
import { runHere } from "../../analysis/trials/run_here.ts";
import { runTrials } from "../../analysis/trials/run_trials.ts";
import { repeatTranscript } from "../../analysis/verify/ostep/repeat.ts";
import { Transcript } from "../../analysis/verify/ostep/transcript.ts";
import { Simulation } from "../../engine/simulation.ts";

const workload = { processes: [{ bursts: 4 }, { bursts: 2 }] };
const contenders = [
  { label: "fcfs", options: { policy: "fcfs" as const } },
  { label: "sjf", options: { policy: "sjf" as const } },
] as const;

// deno-lint-ignore no-explicit-any
type Wrong = any;

Deno.test("sweep(), explain(), diverge(), testSchedulability(), runTrials() and repeatTranscript() refuse options that mean nothing", async () => {
  const simulation = () => new Simulation(workload, { policy: "fcfs", decisions: "full" });
  const transcript = new Transcript("notes.txt", "no output of a program of OSTEP");
  const calls: [name: string, meant: string, call: (how: Wrong) => Promise<unknown>][] = [
    ["quantas", "quanta", (how) => sweep(workload, { policy: "rr" }, how)],
    ["decisionMax", "decisionsMax", (how) => explain(workload, { policy: "fcfs" }, how)],
    ["blockOf", "blocksOf", (how) => explainSimulation(simulation(), how)],
    ["onprogress", "onProgress", (how) => diverge(workload, [contenders[0], contenders[1]], how)],
    ["onProgres", "onProgress", (how) => testSchedulability(workload, [], how)],
    ["signals", "signal", (how) => runTrials([], runHere, how)],
    ["option", "options", (how) => repeatTranscript(transcript, how)],
  ];
  for (const [name, meant, call] of calls) {
    await assertRejects(() => call({ [name]: 1 }), TypeError, `got "${name}". Did you mean ${meant}?`);
    await assertRejects(() => call(5), TypeError, "options must be an object, got 5");
  }
});
