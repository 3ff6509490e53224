// The command that the page shows for each view, run for real: it gives what the view shows. Without a browser.
import { assert, assertEquals } from "@std/assert";
import { compareSeeds, estimateOf } from "../../analysis/compare_seeds.ts";
import { diverge } from "../../analysis/diverge.ts";
import { explain } from "../../analysis/explain.ts";
import { COMPARED_FIGURES } from "../../analysis/figures.ts";
import { sweep } from "../../analysis/sweep.ts";
import { BOOKS } from "../../analysis/verify/books/mod.ts";
import { verifyBooks } from "../../analysis/verify/verify_books.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { checkAnswer } from "../../web/check/check_answer.ts";
import { answerNames, readAnswer } from "../../web/check/notation.ts";
import { contenderOf } from "../../web/contender.ts";
import type { Jobs } from "../../web/jobs/jobs.ts";
import { loadJobs } from "../../web/jobs/load_jobs.ts";
import { type Outcome, runWithin } from "../../web/outcome.ts";
import type { ChosenPolicy, Snapshot } from "../../web/state.ts";
import { shownPolicy, type TerminalCommand, terminalCommand } from "../../web/terminal/terminal_command.ts";
import { usualSnapshot } from "../../web/usual_snapshot.ts";
import { VIEWS } from "../../web/views/mod.ts";
import { cliOutcomes } from "./cli_json.ts";

const ODD: Jobs = {
  kind: "table",
  name: "odd jobs",
  fields: ["name", "arrival", "bursts", "priority"],
  rows: [["the first", "0", "6 io 3 2", "2"], ["B", "1", "5", "1"], ["C", "2", "7", "2"]],
};

const FOUR: readonly ChosenPolicy[] = [
  { policy: "rr", options: { quantum: "2" } },
  { policy: "srtf", options: {} },
  { policy: "mlfq", options: { quanta: "1,2, 4", ioStay: "true" } },
  { policy: "lottery", options: { quantum: "3" } },
];

/** A decision, as far as it is compared. */
interface Choice {
  readonly time: number;
  readonly cpu: number;
  readonly pid: number;
}

/** A state with its jobs, and the shown run. */
interface Opened {
  readonly state: Snapshot;
  readonly columns: WorkloadColumns;
  readonly outcome: Outcome;
}

async function opened(part: Partial<Snapshot>): Promise<Opened> {
  const state = { ...usualSnapshot(), ...part };
  const { columns } = await loadJobs(state.jobs);
  const outcome = runWithin(columns!, contenderOf(shownPolicy(state), state.machine).options!, Infinity)!;
  return { state, columns: columns!, outcome };
}

function commandOf({ state, outcome }: Opened): TerminalCommand {
  const view = VIEWS.find(({ name }) => name === state.view)!;
  return view.terminal?.({ state, outcome }) ?? terminalCommand(state);
}

function optionsOf({ state }: Opened, index: number) {
  return contenderOf(state.policies[index], state.machine).options!;
}

Deno.test("every view has a command for the terminal, which is understood there", async () => {
  for (const { name } of VIEWS) {
    for (const jobs of [usualSnapshot().jobs, ODD]) {
      const of = await opened({
        jobs,
        policies: FOUR,
        view: name,
        views: { answer: { text: "B 0-3" }, seeds: { seeds: "1..2" } },
        machine: { switchCost: "1" },
      });
      for (const { code } of await cliOutcomes(commandOf(of))) assert(code === 0 || name === "answer", name);
    }
  }
});

Deno.test("step: sim explain says the same of the tick", async () => {
  for (const shown of FOUR.keys()) {
    for (const cursor of [null, 0, 7, 10_000]) {
      const of = await opened({
        jobs: ODD,
        policies: FOUR,
        shown,
        cursor,
        view: "step",
        machine: { cpus: "2", ties: "ostep" },
      });
      const at = Math.min(cursor ?? of.outcome.chart.data.dispatches.time[0], of.outcome.chart.span.to);
      const { decisions } = await explain(of.columns, optionsOf(of, shown), { at });
      const [{ json }] = await cliOutcomes(commandOf(of));
      const said = (list: readonly Choice[]) => list.map(({ time, cpu, pid }) => [time, cpu, pid]);
      assertEquals(said(json.decisions), said(decisions.map(({ decision }) => decision)), `${shown} at ${cursor}`);
    }
  }
});

Deno.test("sweep: sim sweep gives the same figures of the same quanta", async () => {
  for (const [quanta, swept] of [["", undefined], ["2, 4", [2, 4]], ["3..9..3", [3, 6, 9]]] as const) {
    const of = await opened({
      jobs: ODD,
      policies: FOUR,
      view: "sweep",
      views: { sweep: { quanta } },
      machine: { switchCost: "1" },
    });
    const { quantum: _, ...options } = optionsOf(of, 0) as SimulationOptions & { quantum?: number };
    const { points, fcfsFrom } = await sweep(of.columns, options as SimulationOptions, { quanta: swept });
    const [{ json }] = await cliOutcomes(commandOf(of));
    assertEquals([json.runs, json.fcfsFrom], [JSON.parse(JSON.stringify(points)), fcfsFrom]);
  }
});

Deno.test("compare: sim diverge parts at the same tick, of two policies and of two tie rules", async () => {
  const rr = { quantum: "1" };
  const pairs: (readonly ChosenPolicy[])[] = [
    FOUR,
    [{ policy: "rr", options: rr }, { policy: "rr", options: { ...rr, ties: "ostep" } }],
    [{ policy: "rr", options: { ...rr, ties: "ostep" } }, { policy: "fcfs", options: { ties: "ostep" } }],
  ];
  for (const policies of pairs) {
    const of = await opened({ policies, view: "compare" });
    const [one, two] = [0, 1].map((index) => ({ label: String(index), options: optionsOf(of, index) }));
    const { difference } = await diverge(of.columns, [one, two]);
    const outcomes = await cliOutcomes(commandOf(of));
    assertEquals(outcomes.at(-1)!.json.difference.tick, difference!.tick);
  }
});

Deno.test("compare: there is no sim diverge of policies that differ in their tie rules too", async () => {
  const policies: ChosenPolicy[] = [{ policy: "rr", options: { ties: "ostep" } }, { policy: "fcfs", options: {} }];
  const { commands } = commandOf(await opened({ policies, view: "compare" }));
  assertEquals(commands.filter((command) => !command.startsWith("sim run ")), []);
});

Deno.test("seeds: sim compare --seeds gives the same figures, of random jobs and of the page's own", async () => {
  const recipe = {
    processes: 30,
    load: 0.8,
    serviceMean: 7,
    arrivals: "bursty",
    service: "exponential",
    mix: "cpu-only",
  } as const;
  for (const source of ["random", "own"]) {
    const seeds = { source, seeds: "1..4", recipe: { processes: "30", serviceMean: "7", arrivals: "bursty" } };
    const of = await opened({ policies: FOUR, view: "seeds", views: { seeds }, machine: { cpus: "2" } });
    const contenders = of.state.policies.map((_, index) => ({ label: String(index), options: optionsOf(of, index) }));
    const from = source === "own" ? { columns: of.columns } : { recipe };
    const { runs } = await compareSeeds(from, contenders, { seeds: [1, 2, 3, 4] });
    const [{ json }] = await cliOutcomes(commandOf(of));
    const estimates = runs.map((run) =>
      COMPARED_FIGURES.map((figure) => ({ figure: figure.name, ...estimateOf(run, figure, "mean") }))
    );
    assertEquals(json.runs.map((run: { estimates: unknown }) => run.estimates), JSON.parse(JSON.stringify(estimates)));
  }
});

Deno.test("answer: sim check finds the same", async () => {
  const text = "the first 0-4, B 4-9, C 9-12\nCPU 1: the first 3-5";
  for (const machine of [{}, { cpus: "2", switchCost: "1" }] as Record<string, string>[]) {
    const of = await opened({ jobs: ODD, policies: FOUR, view: "answer", views: { answer: { text } }, machine });
    const checked = await checkAnswer(readAnswer(text), {
      columns: of.columns,
      names: answerNames(of.outcome.labels),
      options: optionsOf(of, 0),
    });
    const [{ code, json }] = await cliOutcomes(commandOf(of));
    assert(code !== 0 && checked.mistakes.length > 0);
    assertEquals(
      json.violations.map(({ rule }: { rule: string }) => rule).filter((rule: string) => rule !== "decisions"),
      checked.mistakes.map(({ rule }) => rule),
    );
  }
});

Deno.test("books: sim verify gives every figure", async () => {
  const [{ json }] = await cliOutcomes(commandOf(await opened({ view: "books" })));
  assertEquals(json.figures.length, (await verifyBooks({ books: BOOKS })).length);
});
