/**
 * The course's four policies on one workload, each simulated by a process of its own, and what it says of them: FCFS
 * favours long jobs, SJF cuts mean turnaround, RR stands and falls with its quantum, MLFQ need not know lengths.
 */

import { Process, Queue, simulate, type SimulationOptions } from "../../mod.ts";
import { defineScenario, type Evidence, say } from "./_scenario.ts";

const module = import.meta.url;

/** A long job, some short ones right behind it, and an urgent one that comes while the long one runs. */
const WORKLOAD = {
  processes: [
    { name: "long", arrival: 0, bursts: 40 },
    { name: "middle", arrival: 0, bursts: 12 },
    { name: "short 1", arrival: 0, bursts: 2 },
    { name: "short 2", arrival: 0, bursts: 3 },
    { name: "short 3", arrival: 0, bursts: 2 },
    { name: "urgent", arrival: 30, bursts: 1 },
  ],
};

/** The course's four, and RR with other quanta; a switch costs a tick in the two that are to show it. */
const RUNS: Readonly<Record<string, SimulationOptions>> = {
  "FCFS": { policy: "fcfs" },
  "SJF": { policy: "sjf" },
  "RR": { policy: "rr", quantum: 4 },
  "MLFQ": { policy: "mlfq", quantum: 2 },
  "RR, quantum 1": { policy: "rr", quantum: 1, switchCost: 1 },
  "RR, quantum 8": { policy: "rr", quantum: 8, switchCost: 1 },
  "RR, quantum 40": { policy: "rr", quantum: 40 },
};

/** Figures of one run, in ticks. */
interface Figures {
  readonly meanTurnaround: number;
  readonly meanResponse: number;
  /** Turnaround divided by CPU time, of the long job and on average of the three short ones. */
  readonly weightedLong: number;
  readonly weightedShort: number;
  readonly urgentWaits: number;
  /** Share of the whole time that goes into switching. */
  readonly switching: number;
}

/** The program. */
export async function main(): Promise<void> {
  const results = new Queue<[name: string, figures: Figures]>();
  const processes = Object.keys(RUNS).map((name) => new Process({ module, target: run, name, args: [name, results] }));
  for (const process of processes) process.start();
  const figures = Object.fromEntries(await Promise.all(processes.map(() => results.get())));
  for (const process of processes) await process.join();
  say("every policy has been simulated", { figures });
}

/** Simulates the workload under one policy. */
export async function run(name: string, results: Queue<[string, Figures]>): Promise<void> {
  const { metrics, processes, columns } = simulate(WORKLOAD, RUNS[name]);
  const weighted = (prefix: string) => {
    const jobs = processes.filter((process) => process.name.startsWith(prefix));
    return jobs.reduce((sum, { weightedTurnaround }) => sum + weightedTurnaround, 0) / jobs.length;
  };
  const switching = columns.switching.reduce((sum, ticks) => sum + ticks, 0) / metrics.makespan;
  const figures: Figures = {
    meanTurnaround: metrics.turnaround.mean,
    meanResponse: metrics.response.mean,
    weightedLong: weighted("long"),
    weightedShort: weighted("short"),
    urgentWaits: processes.at(-1)!.waiting,
    switching,
  };
  say(`mean turnaround ${figures.meanTurnaround.toFixed(2)}, mean response ${figures.meanResponse.toFixed(2)}`);
  await results.put([name, figures]);
}

export const scenario = defineScenario({
  name: "policies",
  chapter: "scheduling",
  summary: "The course's four policies on one workload, and each thing that it says of them as a figure",
  verifies: "FCFS favours long jobs, SJF cuts turnaround, RR's quantum is too short or FCFS, MLFQ answers at once",
  symbols: ["simulate()", "Process", "Queue"],
  module,
  parameters: {},
  verify(seen) {
    const of = figuresOf(seen);
    const { FCFS, SJF, RR, MLFQ } = of;
    const four = [FCFS, SJF, RR, MLFQ];
    const text = (value: number) => value.toFixed(2);
    seen.claim(
      `FCFS favours long jobs: turnaround is ${text(FCFS.weightedLong)} times the work of the long one, ` +
        `${text(FCFS.weightedShort)} times that of the short ones`,
      FCFS.weightedLong === Math.min(...four.map(({ weightedLong }) => weightedLong)) &&
        FCFS.weightedShort === Math.max(...four.map(({ weightedShort }) => weightedShort)),
    );
    seen.claim(
      `SJF has the least mean turnaround of the four: ${text(SJF.meanTurnaround)}, FCFS ${text(FCFS.meanTurnaround)}`,
      SJF.meanTurnaround === Math.min(...four.map(({ meanTurnaround }) => meanTurnaround)),
    );
    seen.claim(
      `SJF hurts long work: ${text(SJF.weightedLong)} times its length, under FCFS ${text(FCFS.weightedLong)}; ` +
        `urgent work waits ${SJF.urgentWaits} ticks, under RR ${RR.urgentWaits}`,
      SJF.weightedLong > FCFS.weightedLong && SJF.urgentWaits > RR.urgentWaits,
    );
    const [short, middle, long] = [1, 8, 40].map((quantum) => of[`RR, quantum ${quantum}`]);
    const share = (value: number) => `${(value * 100).toFixed(0)}%`;
    seen.claim(
      `RR with quantum 1 switches ${share(short.switching)} of the time away, with 8 ${share(middle.switching)}`,
      short.switching > 2 * middle.switching,
    );
    seen.claimEqual("RR with a quantum as long as the longest need is FCFS", long, FCFS);
    seen.claim(
      `MLFQ, without knowing lengths, answers soonest: after ${text(MLFQ.meanResponse)} ticks, ` +
        `RR ${text(RR.meanResponse)}; urgent work waits ${MLFQ.urgentWaits}`,
      MLFQ.meanResponse === Math.min(...four.map(({ meanResponse }) => meanResponse)) && MLFQ.urgentWaits === 0,
    );
    seen.claim(
      `and its short jobs are done sooner than RR's: ${text(MLFQ.weightedShort)} times their work, RR ${
        text(RR.weightedShort)
      }`,
      MLFQ.weightedShort < RR.weightedShort,
    );
  },
  async picture(seen, style, width) {
    const { renderFigures, renderGantt } = await import("./_pictures.ts");
    const charts = ["FCFS", "SJF", "RR", "MLFQ"].map((name) => renderGantt(name, WORKLOAD, RUNS[name], style, width));
    const rows = Object.entries(figuresOf(seen)).map((
      [name, figures],
    ) => [name, ...Object.values(figures).map((value) => value.toFixed(2))]);
    const titles = ["Policy", "Turnaround", "Response", "Long", "Short", "Urgent", "Switching"];
    return [...charts, renderFigures(titles, rows, style, width)].join("\n");
  },
});

function figuresOf(seen: Pick<Evidence, "dataOf">): Record<string, Figures> {
  return seen.dataOf("every policy has been simulated").figures as Record<string, Figures>;
}
