/**
 * `sim generate`: a random workload from a seed.
 *
 * @module
 */

import { generateWorkload } from "../../engine/workload/generate.ts";
import { defineCommand } from "../command.ts";
import { choice, count, decimal, text } from "../flags.ts";
import { outputWorkload, refusalsExplained, targetFormat, workloadOutputFlags } from "../workload_output.ts";

const PROCESSES_DEFAULT = 100;

/** `sim generate`. */
export const generate = defineCommand({
  name: "generate",
  description:
    "Makes a workload at random. The same options give the same workload on every machine; another --seed gives " +
    "another one.",
  args: [],
  flags: {
    processes: count("Number of processes", 1, { short: "n", defaultText: String(PROCESSES_DEFAULT) }),
    seed: { ...count("Where the random numbers start", 0, { defaultText: "1" }), placeholder: "number" },
    name: text("Name of the workload", "name"),
    ...workloadOutputFlags,
    arrivals: choice("How processes arrive", "pattern", ["poisson", "uniform", "bursty", "together"], {
      group: "Arrivals",
      defaultText: "poisson",
    }),
    load: decimal("CPU time that arrives per tick and CPU", "number", { group: "Arrivals", defaultText: "0.8" }),
    cpus: count("CPUs that --load is meant for", 1, { group: "Arrivals", defaultText: "1" }),
    interarrivalMean: decimal("Mean ticks between arrivals, instead of --load", "ticks", { group: "Arrivals" }),
    groupMean: decimal("bursty: mean number of processes that arrive together", "number", {
      group: "Arrivals",
      defaultText: "10",
    }),
    service: choice(
      "How the CPU time of processes is distributed",
      "distribution",
      ["exponential", "pareto", "bimodal", "constant", "uniform"],
      { group: "CPU time", defaultText: "exponential" },
    ),
    serviceMean: decimal("Mean CPU ticks of a process", "ticks", { group: "CPU time", defaultText: "10" }),
    paretoShape: decimal("pareto: tail index; the less, the longer the tail", "number", {
      group: "CPU time",
      defaultText: "1.5",
    }),
    longShare: decimal("bimodal: share of long processes", "share", { group: "CPU time", defaultText: "0.1" }),
    longRatio: decimal("bimodal: how many times as long they are", "number", { group: "CPU time", defaultText: "10" }),
    mix: choice("What processes do besides computing", "mix", ["cpu-only", "cpu-bound", "io-bound", "mixed"], {
      group: "I/O",
      defaultText: "cpu-only",
    }),
    ioBoundShare: decimal("mixed: share of I/O-bound processes", "share", { group: "I/O", defaultText: "0.5" }),
  },
  examples: [
    { command: "sim generate -n 1000 --seed 42 --load 0.9 -o jobs.csv", summary: "a thousand jobs, nearly too many" },
    { command: "sim generate --mix mixed --service pareto | sim compare -", summary: "straight into a comparison" },
  ],
  async run({ flags: given, io }) {
    const { to: _to, output: _output, ...options } = given;
    const format = targetFormat("generate", given, "csv");
    const processes = given.processes ?? PROCESSES_DEFAULT;
    const workload = refusalsExplained("generate", () => generateWorkload({ ...options, processes }));
    await outputWorkload(io, "generate", workload, format, given.output);
  },
});
