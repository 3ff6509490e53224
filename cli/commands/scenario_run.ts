/**
 * `sim scenario run`: one scenario with its own parameters, several times if wanted, or all of them.
 *
 * @module
 */

import { livesOf } from "../../pictures/lives.ts";
import { defineCommand, type FlagSet, type FlagValues } from "../command.ts";
import type { CommandDefinition } from "../command.ts";
import { InterruptedError, OperationError, UsageError } from "../exit_code.ts";
import { openOutput, type Output } from "../files/output.ts";
import { choice, count, file, toggle } from "../flags/flags.ts";
import { outputFlag, refuseSamePlace } from "../flags/report_flags.ts";
import type { Io, Style } from "../io.ts";
import { load } from "../load.ts";
import { interruptible } from "../running/interruptible.ts";
import type { ScenarioEvent } from "../scenarios/_evidence.ts";
import { ScenarioLines } from "../scenarios/_line.ts";
import { milliseconds } from "../scenarios/_parameters.ts";
import { closingText, outcomeJson, overviewLine, repeatText } from "../scenarios/_report.ts";
import { type RunOutcome, runScenario } from "../scenarios/_run.ts";
import type { Scenario } from "../scenarios/_scenario.ts";
import { loadScenario, SCENARIO_NAMES } from "../scenarios/mod.ts";
import { SCENARIO_ARGUMENTS } from "./scenario_arguments.ts";

/** A run that takes longer than this has failed: one on its own, which may have been given long times, and one of all. */
const TIMEOUT_MS = 300_000;
const TIMEOUT_OF_ALL_MS = 120_000;

const flags = {
  all: toggle("Run every scenario with its defaults, and print a line each"),
  repeat: count("Run it this often, and sum up", 1, { defaultText: "1" }),
  format: choice("How to write what happens", "format", ["text", "json"], { short: "f", defaultText: "text" }),
  output: outputFlag,
  svg: file("Draw the lives of the processes into this SVG file"),
  trace: file("Write a trace for Perfetto (https://ui.perfetto.dev) into this file"),
  states: toggle("Give every start, wait and end of a process a line too"),
  chart: toggle("Leave the lives of the processes out", { negatable: true }),
  timeout: milliseconds("Time after which a run has failed and is killed; of --all 120s", TIMEOUT_MS, 3_600_000),
};

type Given = FlagValues<typeof flags>;

/** `sim scenario run NAME`; `name` is null where none is given. */
export async function scenarioRun(name: string | null): Promise<CommandDefinition> {
  const scenario = name === null ? null : await loadScenario(name);
  const own = Object.entries(scenario?.parameters ?? {}).map(([key, parameter]) =>
    [key, { ...parameter, group: "Parameters" }] as const
  );
  return defineCommand<FlagSet>({
    name: "scenario",
    usage: `scenario run ${name ?? "<name>"}`,
    action: "run the scenario",
    description: scenario === null
      ? "Runs a scenario and checks what must be seen. Each has parameters of its own: sim scenario run NAME --help."
      : `${scenario.summary}. Verifies: ${scenario.verifies}.`,
    args: SCENARIO_ARGUMENTS,
    flags: { ...Object.fromEntries(own), ...flags },
    examples: [
      { command: `sim scenario run ${name ?? "lock"}`, summary: "once" },
      { command: `sim scenario run ${name ?? "lock"} --svg lives.svg`, summary: "with a drawing" },
      { command: "sim scenario run --all", summary: "every one" },
    ],
    async run({ flags: given, io, style }) {
      const job = { given: given as Given, io, style };
      if (scenario === null) return await runAll(job);
      if (job.given.all) throw new UsageError("Cannot run scenarios: --all must stand without a NAME");
      const options = Object.fromEntries(own.map(([key, { initial }]) => [key, given[key] ?? valueOf(initial)]));
      await interruptible(io, (signal) => runOne(scenario, options, { ...job, signal }));
    },
  });
}

/** A default, drawn if it is one that is drawn. */
function valueOf(initial: unknown): unknown {
  return typeof initial === "function" ? initial() : initial;
}

interface Job {
  readonly given: Given;
  readonly io: Io;
  readonly style: Style;
}

/** Runs one scenario as often as it is wanted. Text goes out while it runs. */
async function runOne(
  scenario: Scenario,
  options: Readonly<Record<string, unknown>>,
  job: Job & { signal: AbortSignal },
): Promise<void> {
  const { given, io } = job;
  const { repeat = 1, format = "text", timeout = TIMEOUT_MS } = given;
  if (repeat > 1 && (given.svg !== undefined || given.trace !== undefined)) {
    throw new UsageError("Cannot run the scenario: --svg and --trace must stand without --repeat");
  }
  refuseSamePlace("run the scenario", io, given);
  await using output = await openOutput(io, given.output);
  await using svgOutput = given.svg === undefined ? null : await openOutput(io, given.svg);
  await using traceOutput = given.trace === undefined ? null : await openOutput(io, given.trace);
  const outcomes: RunOutcome[] = [];
  for (let run = 0; run < repeat; run++) {
    const live = new LiveText(format === "text" && repeat === 1 ? output : null, job);
    outcomes.push(await live.watch(scenario, options, timeout));
  }
  const [outcome] = outcomes;
  await output.write(await reportOf(scenario, options, outcomes, job));
  const lives = livesOf(outcome.evidence.events);
  const about = { scenario: scenario.name, summary: scenario.summary };
  if (svgOutput !== null) {
    const { renderSvgLives } = await load<typeof import("../../pictures/svg/lives.ts")>(
      import.meta,
      "../../pictures/svg/lives.ts",
    );
    await svgOutput.write(renderSvgLives(lives, about));
  }
  if (traceOutput !== null) {
    const { writeLivesTrace } = await load<typeof import("../files/scenario_trace.ts")>(
      import.meta,
      "../files/scenario_trace.ts",
    );
    await writeLivesTrace(traceOutput, lives, about);
  }
  await svgOutput?.commit();
  await traceOutput?.commit();
  await output.commit();
  const failed = outcomes.filter(({ failure }) => failure !== null);
  if (failed.length === 0) return;
  const runs = repeat > 1 ? ` in ${failed.length} of ${repeat} runs` : "";
  throw new OperationError(`Scenario ${scenario.name} failed${runs}: ${failed[0].failure!.message}`);
}

/** What is to be said when all runs are over. */
async function reportOf(
  scenario: Scenario,
  options: Readonly<Record<string, unknown>>,
  outcomes: readonly RunOutcome[],
  { given, io, style }: Job,
): Promise<string> {
  if (given.format === "json") return outcomeJson(scenario, options, outcomes);
  if (outcomes.length > 1) return repeatText(scenario, outcomes, style, io.columns);
  return await closingText(scenario, outcomes[0], { style, width: io.columns, hasChart: given.chart !== false });
}

/** Writes what happens in a run as it happens. */
class LiveText {
  readonly #lines: ScenarioLines;
  /** null where nothing is to be written. */
  readonly #output: Output | null;
  readonly #interrupt: AbortSignal;
  readonly #keep: Io["keep"];
  /** Aborted when nobody reads any more. */
  readonly #broken = new AbortController();
  /** Settles when everything up to now has been written. */
  #written: Promise<void> = Promise.resolve();

  constructor(output: Output | null, { given, io, style, signal }: Job & { signal: AbortSignal }) {
    this.#keep = io.keep;
    this.#lines = new ScenarioLines(style, given.states ?? false);
    this.#output = output;
    this.#interrupt = signal;
  }

  /** Runs a scenario. */
  async watch(
    scenario: Scenario,
    options: Readonly<Record<string, unknown>>,
    timeoutMs: number,
  ): Promise<RunOutcome> {
    const signal = AbortSignal.any([this.#interrupt, this.#broken.signal]);
    const onEvent = (event: ScenarioEvent) => this.#write(this.#lines.render(event));
    try {
      const outcome = await runScenario(scenario, { options, signal, timeoutMs, keep: this.#keep, onEvent });
      await this.#written;
      return outcome;
    } catch (error) {
      this.#broken.signal.throwIfAborted();
      throw error;
    }
  }

  /** Writes in order, without holding up whoever has the lines. */
  #write(text: string): void {
    const output = this.#output;
    if (output === null || text === "") return;
    this.#written = this.#written.then(() => output.write(text)).then(() => output.flush());
    this.#written.catch((error) => this.#broken.abort(error));
  }
}

/** What means nothing where all are run. */
const ONLY_WITH_A_NAME = ["repeat", "format", "output", "svg", "trace", "states", "chart"] as const;

/** Runs every scenario with its defaults. */
async function runAll({ given, io, style }: Job): Promise<void> {
  if (!given.all) throw new UsageError("Cannot run a scenario: NAME must be given, or --all");
  const misplaced = ONLY_WITH_A_NAME.find((key) => given[key] !== undefined);
  if (misplaced !== undefined) throw new UsageError(`Cannot run scenarios: --${misplaced} must stand with a NAME`);
  await interruptible(io, async (signal) => {
    const failed: string[] = [];
    for (const name of SCENARIO_NAMES) {
      const scenario = await loadScenario(name);
      if (scenario.isForLinux && Deno.build.os !== "linux") {
        await io.stdout.write(
          style.dim(`- ${name} is left out: its processes are of the operating system, on Linux`) + "\n",
        );
        continue;
      }
      const options = Object.fromEntries(
        Object.entries(scenario.parameters).map(([key, { initial }]) => [key, valueOf(initial)]),
      );
      const outcome = await runScenario(scenario, {
        options,
        signal,
        timeoutMs: given.timeout ?? TIMEOUT_OF_ALL_MS,
        keep: io.keep,
      });
      if (outcome.failure !== null) failed.push(name);
      await io.stdout.write(overviewLine(scenario, outcome, style, io.stdout.isTerminal ? io.columns : Infinity));
      if (signal.aborted) throw new InterruptedError(`Interrupted after ${name}`);
    }
    if (failed.length > 0) throw new OperationError(`Scenarios failed: ${failed.join(", ")}`);
  });
}
