// Every language that somebody types or brings, broken at random: each text is read or refused in the words of its reader, and
// costs what it may. `deno task soak` tries twenty thousand of each.

import { assert, assertEquals } from "@std/assert";
import { checkLog } from "../../analysis/check/check_log.ts";
import { readLog } from "../../analysis/check/read_log.ts";
import { LogError, TranscriptError } from "../../analysis/errors.ts";
import { workloadOf } from "../../analysis/trials/recipe.ts";
import { repeatTranscript } from "../../analysis/verify/ostep/repeat.ts";
import { Transcript } from "../../analysis/verify/ostep/transcript.ts";
import { UsageError } from "../../cli/exit_code.ts";
import { parseRecipe } from "../../cli/flags/generate_flags.ts";
import { parsePolicyChoice, simulationOptions } from "../../cli/flags/simulation_flags.ts";
import { cellsOf, parseParameters } from "../../cli/flags/vary_flags.ts";
import { SimulationDeadlockError, SimulationError } from "../../engine/errors.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { parseRange } from "../../engine/number_range.ts";
import { POLICIES } from "../../engine/policies.ts";
import { Simulation } from "../../engine/simulation.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { WorkloadError } from "../../engine/workload/error.ts";
import { WORKLOAD_FORMATS } from "../../engine/workload/format.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { type Costs, type Grammar, takeMutations } from "../reference/mutations.ts";
import { Random } from "../reference/random.ts";

const COUNT = 200;

/** Runs what may refuse in the ways that are named; anything else fails. */
async function orRefused<T>(
  work: () => T | Promise<T>,
  ...kinds: (new (...args: never[]) => Error)[]
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (kinds.some((kind) => error instanceof kind)) return null;
    throw error;
  }
}

function tell(what: string, { cases, milliseconds, mebibytes }: Costs): void {
  console.log(`${what}: ${cases} cases, at most ${milliseconds.toFixed(0)} ms and ${mebibytes.toFixed(1)} MiB each`);
}

const random = (seed: number) => new Random(seed);

const YAML = `name: w
processes:
  - {name: A, arrival: 0, bursts: [3, io: 2, 4], group: g}
  - name: B
    bursts: &b [1, {lock: L}, 2, {unlock: L}]
    period: 20
  - {bursts: *b, affinity: [0, 1], priority: -2}
`;

const WORKLOADS: Grammar = {
  samples: [
    YAML,
    '{"name": "w", "processes": [{"name": "A", "arrival": 1, "bursts": [3, {"io": 2}, 4]}, {"bursts": 5, "group": "g"}]}',
    '{"$schema": "x", "processes": [{"bursts": [1, {"lock": "L"}, 1, {"unlock": "L"}], "affinity": [0, 3], "period": 9}]}',
    'name,arrival,bursts,priority,affinity\nA,0,3 io 2 4,1,0 2-4\nB,5,"lock L 2 unlock L 1",-3,\n',
    "Process;Arrival Time;Burst Time\nP1;0;8\nP2;1;4\n",
    "| Process | Arrival | Burst |\n|---|---|---|\n| P1 | 0 | 8 |\n| P2 | 1 | 4 |\n",
    `; Version: 2.2\n1 0 5 60 4 ${"-1 ".repeat(13)}\n2 30 0 10 8 ${"-1 ".repeat(13)}\n`,
    "-l 0,10,2:1,5,0 -i 3\n",
    "5,5,5\n",
    "P1:0:8 P2:1:4\n",
    "A 0 8 3; B 1 4 1\n",
  ],
  tokens: [
    ..."processes|bursts|arrival|cpu|io|lock|unlock|name|pid|group|affinity|period|deadline|*b|&b|- |? |: |!!int |---\n"
      .split("|"),
    ...'|,|:|;|{|}|[|]|"|\\|\\u0041|-l |-i |0-1023 |ms|s|µs|1,5|1.000|0|||'.split("|"),
  ],
};

Deno.test("readWorkload() reads or refuses what is nearly a workload, at the cost of its length", async () => {
  const costs = await takeMutations(COUNT, WORKLOADS, random, async (text, random) => {
    const format = random.chance(0.5) ? random.pick(WORKLOAD_FORMATS) : undefined;
    const result = await orRefused(() => readWorkload(text, { format }), WorkloadError);
    if (result === null) return;
    assertEquals(toColumns(result.workload), result.workload);
    assert(result.workload.arrival.length <= text.length + 1);
  });
  tell("workloads", costs);
});

const SEGMENTS =
  '{"cpu": 0, "pid": 1, "start": 0, "end": 3, "kind": "run"}, {"cpu": 0, "pid": 2, "start": 3, "end": 5}';

const LOGS: Grammar = {
  samples: [
    `[${SEGMENTS}]`,
    `{"timeline": [${SEGMENTS}], "processes": [{"pid": 1, "arrival": 0, "cpu": 3, "finish": 3, "waiting": 0}],\n` +
    '"metrics": {"makespan": 5, "turnaround": {"mean": 4}}, "options": {"cpus": 1, "devices": null, "speeds": [1]}}',
    "pid,start,end,cpu,kind\n1,0,3,0,run\n2,3,5,0,switch\n",
    'process,arrival,cpu,finish\n"A ""x""",0,3,3\nB,1,2,5\n',
  ],
  tokens: [
    ...'timeline|processes|metrics|options|pid|start|end|cpu|run|switch|migration|,|:|{|}|[|]|"|\\|\n'.split("|"),
  ],
};

Deno.test("readLog() reads or refuses what is nearly a log, and what it reads is checked", async () => {
  const workload = toColumns({ processes: [{ bursts: 3 }, { bursts: 2 }] });
  const costs = await takeMutations(COUNT, LOGS, random, async (text, random) => {
    const log = await orRefused(() => readLog("log", text), LogError);
    if (log === null) return;
    const known = random.chance(0.5) ? { workload } : {};
    const checked = await orRefused(() => checkLog(log, known), LogError, RangeError);
    assert(checked === null || checked.rules.length > 0);
  });
  tell("logs", costs);
});

const transcript = (name: string) =>
  Deno.readTextFileSync(new URL(`../analysis/verify/transcripts/${name}.txt`, import.meta.url));

const TRANSCRIPTS: Grammar = {
  samples: ["mlfq_py", "mlfq_py_listed", "scheduler_py_rr", "scheduler_py_sjf", "lottery_py", "lottery_py_listed"].map(
    transcript,
  ),
  tokens: [
    ..."ARG jobs|ARG policy|ARG jlist|ARG seed|ARG maxlen|OPTIONS queues|OPTIONS boost|Execution Trace:|Job|RR|SJF|FIFO"
      .split("|"),
    ..."** Solutions **|30000000|,|:|-1|True|False|\n".split("|"),
  ],
};

Deno.test("repeatTranscript() repeats or refuses what is nearly a transcript", async () => {
  const costs = await takeMutations(COUNT, TRANSCRIPTS, random, async (text) => {
    const outcome = await orRefused(
      () => repeatTranscript(new Transcript("x", text)),
      TranscriptError,
      RangeError,
      SimulationError,
    );
    assert(outcome === null || outcome.lines >= 0);
  });
  tell("transcripts", costs);
});

const RECIPES: Grammar = {
  samples: [
    "processes=200:load=0.9",
    "50:seed=3:arrivals=bursty:group-mean=4:service=pareto:pareto-shape=1.2",
    "processes=30:service=bimodal:long-share=0.2:longRatio=20:mix=mixed:io-bound-share=0.3:interarrivalMean=7.5",
  ],
  tokens: [..."processes|seed|load|cpus|service|mix|arrivals|together|constant|uniform|cpu-bound|=|:|,|-|.".split("|")],
};

Deno.test("parseRecipe() reads or refuses what is nearly a recipe, and what it reads is generated or refused", async () => {
  const costs = await takeMutations(COUNT, RECIPES, random, async (text) => {
    const recipe = await orRefused(() => parseRecipe(text), UsageError);
    if (recipe === null || (recipe.processes ?? 0) > 100_000) return;
    const workload = await orRefused(() => workloadOf(recipe), RangeError, TypeError);
    assert(workload === null || workload.arrival.length === (recipe.processes ?? 100));
  });
  tell("recipes", costs);
});

const OPTION_NAMES = [...MACHINE_OPTIONS, ...POLICIES.flatMap(({ options }) => options)].map(({ name }) => name);

const OPTIONS: Grammar = {
  samples: [
    "rr:quantum=2",
    "mlfq:quanta=1/2/4:boost=50:ioStay",
    "causes:quanta=io=2,new=1_000:order=quantum/lock/new/preempted/io",
    "quantum=1..8:switch-cost=0,1,2",
    "cpus=1..64..4:policy=fcfs,rr",
    "1..100..5,7,9",
    "lottery:quantum=3:seed=7",
    "feedback:queues=4",
  ],
  tokens: [
    ...POLICIES.map(({ name }) => name),
    ...OPTION_NAMES,
    ..."=|:|,|/|..|unlimited|true|false|3/4|front=3".split("|"),
  ],
};

Deno.test("options of every kind are read or refused, and what is read is simulated or refused", async () => {
  const workload = toColumns({ processes: [{ bursts: [3, 2, 4] }, { arrival: 1, bursts: 5, group: "front" }] });
  const costs = await takeMutations(COUNT, OPTIONS, random, async (text) => {
    await orRefused(() => parseRange(text, { noun: "numbers", least: 0 }), RangeError);
    const choice = await orRefused(() => parsePolicyChoice(text), RangeError);
    const parameters = await orRefused(() => parseParameters(text), RangeError);
    const base = parsePolicyChoice("rr");
    const cells = parameters === null || parameters.reduce((all, { values }) => all * values.length, 1) > 500
      ? []
      : await orRefused(() => cellsOf(parameters, { policy: base, texts: {}, isGenerated: true }), UsageError) ?? [];
    const own = choice === null ? null : await orRefused(() => simulationOptions("run", choice, {}), UsageError);
    for (const options of [...cells.slice(0, 20).map(({ options }) => options), ...(own === null ? [] : [own])]) {
      await orRefused(
        () => new Simulation(workload, options).step({ instants: 1000 }),
        RangeError,
        TypeError,
        SimulationError,
        SimulationDeadlockError,
      );
    }
  });
  tell("options", costs);
});
