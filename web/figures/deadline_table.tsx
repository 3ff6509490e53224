/**
 * How a run did by its deadlines: a row for every task, and what all tasks ask for.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { DeadlineReport, TaskReport } from "../../engine/result.ts";
import type { Texts } from "../languages/language.ts";

/** Tasks that the table has at the most, those with most misses first. */
const TASKS_MAX = 200;

const COLUMNS: readonly { readonly title: string; readonly value: (task: TaskReport) => number | null }[] = [
  { title: "CPU", value: (task) => task.cpu },
  { title: "Period", value: (task) => task.period },
  { title: "Deadline", value: (task) => task.deadline },
  { title: "Jobs", value: (task) => task.jobs },
  { title: "Misses", value: (task) => task.misses },
  { title: "Worst turnaround", value: (task) => task.responseMax },
  { title: "Worst lateness", value: (task) => task.latenessMax },
];

/** The table. */
export function DeadlineTable({ report, texts }: { readonly report: DeadlineReport; readonly texts: Texts }) {
  const { say } = texts;
  const { tasks } = report;
  const shown = tasks.length > TASKS_MAX ? tasks.toSorted((a, b) => b.misses - a.misses).slice(0, TASKS_MAX) : tasks;
  return (
    <section aria-label={say("Deadline")}>
      <div class="scrolling" tabIndex={0} role="group" aria-label={say("Deadline")}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col" class="text">{say("Task")}</th>
              {COLUMNS.map(({ title }) => <th scope="col" key={title}>{say(title)}</th>)}
            </tr>
          </thead>
          <tbody>
            {shown.map((task) => (
              <tr key={task.pid}>
                <th scope="row" class="text">{task.name}</th>
                {COLUMNS.map(({ title, value }) => {
                  const ticks = value(task);
                  return <td key={title}>{ticks === null ? "–" : formatCount(ticks)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">{factsOf(report, texts).join(" · ")}</p>
    </section>
  );
}

function factsOf(
  { jobs, misses, utilization, utilizationBound, hyperperiod, horizon }: DeadlineReport,
  { say }: Texts,
): string[] {
  const facts = [say("deadlines missed {misses} of {jobs}", { misses: formatCount(misses), jobs: formatCount(jobs) })];
  const add = (text: string, name: string, value: string) => facts.push(say(text, { [name]: value }));
  if (utilization !== null) add("utilization of the tasks {value}", "value", formatDecimal(utilization, 3));
  if (utilizationBound !== null) {
    add("all met up to {bound} under this policy", "bound", formatDecimal(utilizationBound, 3));
  }
  if (hyperperiod !== null) add("hyperperiod {ticks}", "ticks", formatCount(hyperperiod));
  if (horizon !== null) add("jobs released before {tick}", "tick", formatCount(horizon));
  return facts;
}
