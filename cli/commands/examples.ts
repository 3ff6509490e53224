/**
 * `sim examples`: the built-in workloads.
 *
 * @module
 */

import { plural } from "../../engine/numbers.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { wrap } from "../../pictures/width.ts";
import { defineCommand } from "../command.ts";
import { toJson } from "../files/json.ts";
import { writeOutput } from "../files/output.ts";
import { formatFlag, outputFlag } from "../flags/report_flags.ts";
import { reportText } from "../text/report_text.ts";

/** `sim examples`. */
export const examples = defineCommand({
  name: "examples",
  description: "Lists the built-in workloads. Their names with example: before them go wherever a workload goes; " +
    "sim convert example:NAME --to yaml shows one.",
  args: [],
  flags: { format: formatFlag, output: outputFlag },
  examples: [{ command: "sim examples", summary: "all of them" }],
  async run({ flags: given, io, style }) {
    const records = EXAMPLE_WORKLOADS.map(({ name, summary, source, workload }) => ({
      name,
      processes: workload.processes.length,
      summary,
      source,
    }));
    const text = given.format === "json"
      ? `[\n  ${records.map((record) => toJson(record)).join(",\n  ")}\n]\n`
      : given.format === "csv"
      ? [...csvOf(records)].join("")
      : await reportText(given.format, io, style, (style, width) =>
        records.map(({ name, processes, summary, source }) => {
          const title = `${style.name(`example:${name}`)}  ${plural(processes, "process", "processes")}`;
          return `${title}\n${wrap(summary, width, "  ")}\n${style.dim(wrap(source, width, "  "))}\n`;
        }).join("\n"));
    await writeOutput(io, given.output, text);
  },
});
