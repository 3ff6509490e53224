/**
 * The lives of a scenario's processes in the Chrome trace event format, which Perfetto (https://ui.perfetto.dev) opens: a
 * track for each process with its states and what it said.
 *
 * @module
 */

import { endText, type Life } from "../../pictures/lives.ts";
import { oneLine } from "../../pictures/width.ts";
import type { Output } from "./output.ts";

/** The group of all tracks. */
const GROUP = 1;

/** Writes a trace; the output is still to be committed. */
export async function writeLivesTrace(
  output: Output,
  lives: readonly Life[],
  about: Readonly<Record<string, string>>,
): Promise<void> {
  const events: Record<string, unknown>[] = [
    { name: "process_name", ph: "M", pid: GROUP, tid: 0, args: { name: about.scenario } },
  ];
  for (const { pid, process, parentPid, index, exitCode, endedMs, intervals, marks } of lives) {
    const track = { pid: GROUP, tid: index + 1 };
    events.push({ name: "thread_name", ph: "M", ...track, args: { name: `${oneLine(process)} ${pid}` } });
    for (const { state, on, fromMs, toMs } of intervals) {
      const name = state === "blocked" ? `blocked: ${on}` : state;
      const span = { ts: fromMs * 1000, dur: (toMs - fromMs) * 1000 };
      events.push({ name, cat: state, ph: "X", ...track, ...span, args: { pid, parentPid } });
    }
    for (const { timeMs, text } of marks) {
      events.push({ name: text, cat: "said", ph: "i", s: "t", ...track, ts: timeMs * 1000 });
    }
    events.push({ name: endText(exitCode), cat: "end", ph: "i", s: "t", ...track, ts: endedMs * 1000 });
  }
  await output.write(`{"displayTimeUnit":"ms","otherData":${JSON.stringify(about)},"traceEvents":[\n`);
  await output.write(events.map((event) => JSON.stringify(event)).join(",\n"));
  await output.write("\n]}\n");
}
