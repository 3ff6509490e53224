/**
 * `sim check`: a timeline, ours or anybody's, held against the rules that every run keeps.
 *
 * @module
 */

import { type CheckedLog, checkLog, type CheckProgress, RULES } from "../../analysis/check/check_log.ts";
import type { Log } from "../../analysis/check/log.ts";
import { readLog } from "../../analysis/check/read_log.ts";
import { plural } from "../../engine/numbers.ts";
import { defineCommand } from "../command.ts";
import { DisagreementError, WorkloadInputError } from "../exit_code.ts";
import { csvOf } from "../files/csv.ts";
import { JsonObjectWriter } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { readText } from "../files/read_text.ts";
import { loadWorkload } from "../files/workload_input.ts";
import { count, file, list, parseChoice, text, ticks, toggle } from "../flags/flags.ts";
import { formatFlag, outputFlag, refuseRows, rowsFlag, workloadFlags } from "../flags/report_flags.ts";
import { renderCheckReport } from "../text/check_report.ts";
import { reportText } from "../text/report_text.ts";
import { type Told, watched } from "../work/watched.ts";

/** Violations that are printed where nothing is said. */
const VIOLATIONS_DEFAULT = 20;

/** `sim check`. */
export const check = defineCommand({
  name: "check",
  description:
    "Checks a timeline against the rules that every run of every policy keeps, without knowing the policy: " +
    "nobody at two places, nothing before its arrival, work done as wanted, no CPU idle beside a ready process, figures " +
    "that agree with the timeline. A log is what sim run writes with --format json, or JSON or CSV from elsewhere with " +
    "the same names (cli/schema/log.schema.json): a CSV timeline has the columns cpu, pid, start, end and perhaps kind.",
  args: [{ name: "log", summary: "The log: a JSON or CSV file, or - for standard input" }],
  flags: {
    workload: text(
      "The workload that was run, for what the log does not tell: arrivals, CPU and I/O bursts",
      "workload",
    ),
    figures: file("Figures of the processes that belong to the timeline: what sim run writes with --format csv"),
    cpus: count("CPUs of the machine, where the log does not tell", 1),
    rigid: toggle("Jobs take several CPUs at once, where the log does not tell"),
    horizon: ticks("The tick before which periodic tasks release jobs, where the log does not tell", 0, {
      defaultText: "until their pattern repeats",
    }),
    skip: {
      ...list("Rules that need not hold, such as idle under a policy that keeps CPUs free", "rules", ruleName),
      choices: RULES.map(({ name }) => name),
    },
    format: formatFlag,
    output: outputFlag,
    rows: {
      ...rowsFlag,
      summary: "How many violations: a number, or all",
      defaultText: String(VIOLATIONS_DEFAULT),
    },
    ...workloadFlags,
  },
  examples: [
    { command: "sim run jobs.csv -p mlfq -f json | sim check - --workload jobs.csv", summary: "a run of this program" },
    { command: "sim check theirs.csv --workload jobs.csv --cpus 4", summary: "another simulator's timeline" },
    { command: "sim run jobs.csv -f csv --table timeline | sim check -", summary: "a timeline alone" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    refuseRows("check", given);
    const name = argument === "-" ? "standard input" : argument;
    const timeline = readLog(name, await readText(io, argument));
    const log = given.figures === undefined
      ? timeline
      : joined(timeline, readLog(given.figures, await readText(io, given.figures)));
    const workload = given.workload === undefined ? null : await loadWorkload(io, given.workload, given);
    const { cpus, rigid, horizon, skip } = given;
    const checked = await watched(
      io,
      tellRules,
      (how) => checkLog(log, { ...how, workload: workload?.columns, cpus, rigid, horizon, skip }),
    );
    const rowsMax = given.rows ?? VIOLATIONS_DEFAULT;
    await using output = await openOutput(io, given.output);
    if (given.format === "json") await writeJson(output, log, checked);
    else if (given.format === "csv") { for (const line of csvOf(csvRecords(checked))) await output.write(line); }
    else {
      await output.write(
        await reportText(
          given.format,
          io,
          style,
          (style, width) => renderCheckReport({ log, checked, rowsMax, style, width }),
        ),
      );
    }
    await output.commit();
    const { length } = checked.violations;
    if (length > 0) throw new DisagreementError(`${plural(length, "violation")} in ${name}`);
  },
});

/** How many rules have been looked at. */
function tellRules({ done, rules }: CheckProgress): Told {
  const far = `${done} of ${plural(rules, "rule")} checked`;
  return { line: far, share: done / rules, far };
}

function ruleName(value: string): string {
  return parseChoice(value, RULES.map(({ name }) => name));
}

/** A timeline with the figures of another file. */
function joined(timeline: Log, figures: Log): Log {
  if (figures.processes.length > 0) return { ...timeline, processes: figures.processes };
  throw new WorkloadInputError(`Cannot check ${figures.file}: it must have figures of processes`);
}

function csvRecords({ violations }: CheckedLog) {
  return violations.map(({ rule, place, message }) => ({
    rule,
    file: place.file,
    line: place.line,
    field: place.path,
    message,
  }));
}

async function writeJson(output: Output, log: Log, checked: CheckedLog): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "check");
  await json.value("file", log.file);
  await json.value("holds", checked.violations.length === 0);
  await json.beginList("rules");
  await json.items(checked.rules.map(({ name, meaning, violations, outcome }) => ({
    name,
    meaning,
    violations,
    looked: "looked" in outcome ? outcome.looked : null,
    skipped: "skipped" in outcome ? outcome.skipped : null,
  })));
  await json.endList();
  await json.beginList("violations");
  await json.items(csvRecords(checked));
  await json.endList();
  await json.end();
}
