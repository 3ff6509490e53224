/**
 * `sim convert`: a workload from one format to another.
 *
 * @module
 */

import { defineCommand } from "../command.ts";
import { loadWorkload } from "../files/workload_input.ts";
import { outputWorkload, targetFormat, workloadOutputFlags } from "../files/workload_output.ts";
import { WORKLOAD_ARGUMENT, workloadFlags } from "../flags/report_flags.ts";

/** `sim convert`. */
export const convert = defineCommand({
  name: "convert",
  description:
    "Reads a workload, checks it, and writes it in another format. What that format has no place for is said.",
  args: [WORKLOAD_ARGUMENT],
  flags: { ...workloadOutputFlags, ...workloadFlags },
  examples: [
    { command: "sim convert jobs.swf.gz -o jobs.csv", summary: "a log as a table" },
    { command: "sim convert example:mixed --to yaml", summary: "a workload to start from" },
    { command: "sim convert ostep:0,180,0:100,20,0 --to json", summary: "a job string of OSTEP" },
  ],
  async run({ args: [argument], flags: given, io }) {
    const format = targetFormat("convert", given);
    const { columns, notes } = await loadWorkload(io, argument, given);
    for (const note of notes) await io.stderr.write(`note: ${note}\n`);
    await outputWorkload(io, "convert", columns, format, given.output);
  },
});
