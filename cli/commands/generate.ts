/**
 * `sim generate`: a random workload from a seed.
 *
 * @module
 */

import { PROCESSES_DEFAULT } from "../../analysis/trials/recipe.ts";
import { generateWorkload } from "../../engine/workload/generate.ts";
import { defineCommand } from "../command.ts";
import { outputWorkload, refusalsExplained, targetFormat, workloadOutputFlags } from "../files/workload_output.ts";
import { text } from "../flags/flags.ts";
import { GENERATE_FLAGS } from "../flags/generate_flags.ts";

/** `sim generate`. */
export const generate = defineCommand({
  name: "generate",
  description:
    "Makes a workload at random. The same options give the same workload on every machine; another --seed gives " +
    "another one.",
  args: [],
  flags: {
    name: text("Name of the workload", "name"),
    ...workloadOutputFlags,
    ...GENERATE_FLAGS,
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
